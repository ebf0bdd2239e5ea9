# SPDX-License-Identifier: Apache-2.0
"""`scene-stager match`: from a reference still to a script with its lights, air and camera."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.canonical import canonical_json
from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_json, print_table, progress, say
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.inverse.match import Flags, Match
    from scene_stager.script.scene_script import SceneScript

MATCHED = ("matched", "ambiguous")


def run(
    still: Annotated[Path, typer.Argument(metavar="STILL", help="The reference picture.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the match goes.", show_default="out/STILL"),
    ] = None,
    script: Annotated[
        str | None,
        typer.Option(metavar="SCRIPT", help="What to apply it to; what prose says stays."),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="SLOT[.FIELD]", help="Leave this alone; may be said often."),
    ] = None,
    mask: Annotated[
        Path | None, typer.Option(metavar="PICTURE", help="White where the subject is.")
    ] = None,
    height: Annotated[
        float | None, typer.Option(metavar="METRES", help="How tall the subject really is.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Match a still and write match.json and script.json."""
    from scene_stager.inverse.match import match

    base, said = _script(script)
    locked = [*said, *_locks(lock or [])]
    with progress("Matching", quiet=as_json):
        found = match(still, script=base, locked=locked, mask=_mask(mask), height_m=_height(height))
    folder = out if out is not None else Path("out") / still.stem
    with whole_files(folder) as desk:
        (desk / "match.json").write_text(canonical_json(found.as_json()) + "\n", encoding="utf-8")
        (desk / "script.json").write_text(found.script.to_json() + "\n", encoding="utf-8")
    if as_json:
        print_json(found.as_json() | {"outputs": [str(folder / n) for n in OUTPUTS]})
    else:
        _print(found, folder)
    return YES if found.outcome in MATCHED else NO


OUTPUTS = ("match.json", "script.json")


def _script(source: str | None) -> tuple["SceneScript | None", list[str]]:
    """The script to apply to, and the fields that its prose has said."""
    if source is None:
        return None, []
    from scene_stager.script.read import read_script_with_words

    script, words = read_script_with_words(source)
    return script, sorted({f"{word.slot}.{word.field}" for word in words if word.slot})


def _locks(asked: list[str]) -> list[str]:
    from scene_stager.script.field import rules_of
    from scene_stager.script.scene_script import SLOTS

    for name in asked:
        slot, _, field = name.partition(".")
        if slot not in SLOTS or (field and field not in rules_of(SLOTS[slot])):
            expected = f"a slot ({', '.join(SLOTS)}) or a field of one, such as lighting.rim_mode"
            raise InputError(Mistake("--lock", shorten(name), expected))
    return asked


def _mask(path: Path | None) -> "Flags | None":
    if path is None:
        return None
    import numpy as np

    from scene_stager.reading.picture import read_picture

    picture = read_picture(path)
    if picture.alpha is not None and float(picture.alpha.min()) < 1.0:
        return np.asarray(picture.alpha > 0.5)
    return np.asarray(picture.rgb.mean(axis=-1) > 0.2)


def _height(metres: float | None) -> float | None:
    if metres is not None and not 0.01 <= metres <= 1000.0:
        raise InputError(Mistake("--height", f"{metres:g}", "metres from 0.01 to 1000"))
    return metres


def _print(found: "Match", folder: Path) -> None:
    """What was found, what is worth how much, and what did not show."""
    solved = found.solved
    if solved is not None:
        known = solved.known
        rows = [
            ("key azimuth", f"{solved.key_azimuth_deg:.0f}°", known["key_azimuth_deg"]),
            ("key elevation", f"{solved.key_elevation_deg:.0f}°", known["key_elevation_deg"]),
            ("key colour", f"{solved.key_kelvin:.0f} K", known["key_kelvin"]),
            ("key size", f"{solved.key_softness_deg:.0f}°", known["key_softness_deg"]),
            ("fill under key", f"{solved.fill_ratio_stops:.1f} stops", known["ratio_stops"]),
            ("rim", solved.rim_mode, known["rim_mode"]),
            ("haze", f"{solved.haze_per_m:.3f} per m", known["haze_per_m"]),
            ("focal length", f"{solved.focal_mm:.0f} mm", known["focal_mm"]),
            (
                "camera elevation",
                f"{solved.camera_elevation_deg:.0f}°",
                known["camera_elevation_deg"],
            ),
        ]
        heads = ("what", "found", "told by the still")
        print_table(found.image, heads, [(a, b, f"{100 * c:.0f} %") for a, b, c in rows])
        condition = found.certificate.get("condition")
        say(
            f"{found.outcome}: {found.iterations} steps, {found.draws} guesses, condition "
            f"{condition:.0f}, {found.seconds:.1f} s"
            if isinstance(condition, float)
            else f"{found.outcome}: {found.iterations} steps, {found.draws} guesses"
        )
    else:
        say(f"{found.image}: {found.outcome}")
    for line in found.warnings:
        say(f"note: {line}")
    say(f"written: {folder}")


COMMAND = Command("Match a reference still: its lights, air and camera, put into a script.", run)
