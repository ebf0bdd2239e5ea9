# SPDX-License-Identifier: Apache-2.0
"""`scene-stager bake`: from a script to a folder with the shot in it."""

import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LONG_SHOT, YES, Command
from scene_stager.cli._complete import offer, preset_names
from scene_stager.cli._files import must_be_a_folder, whole_files
from scene_stager.cli._mesh import Given, MeshFile, with_mesh
from scene_stager.cli._options import (
    AsJson,
    CacheFolder,
    Source,
    Strict,
    Workers,
    must_be_workers,
    read_path,
)
from scene_stager.cli._shot_folder import (
    HOSTS,
    PREVIEWS,
    SHEET,
    Baked,
    bake_shot,
    draw_shot,
    shot_files,
    write_shot,
)
from scene_stager.cli._shot_options import (
    Aspect,
    FacingDeg,
    HeightM,
    PathFile,
    Phase,
    PlaceM,
    Rate,
    RigName,
    Seed,
    ShotName,
    Squeeze,
    StartFrame,
    StockName,
    asked_for,
)
from scene_stager.cli._show import print_json, print_table, progress, say, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.presets.put_on import Dressed
    from scene_stager.script.overrides import Overrides
    from scene_stager.script.prose.understanding import Understanding


Text = str | None
PresetNames = Annotated[
    list[str] | None,
    typer.Option(
        "--preset",
        metavar="NAME|FILE",
        help="A look or a move that was kept; again for one over it.",
        autocompletion=preset_names,
    ),
]

HostName = Annotated[
    str,
    typer.Option(
        metavar="usd|usdc|usdz|usd-READER|maya-ascii|maya-ascii-arnold",
        help="Who gets it.",
        autocompletion=offer(lambda: HOSTS),
    ),
]

OutFolder = Annotated[
    Path | None,
    typer.Option(
        parser=read_path, metavar="DIR", help="Where the shot goes.", show_default="out/NAME"
    ),
]
HowFine = Annotated[
    str, typer.Option(metavar="|".join(PREVIEWS), help="What is drawn; the animatic takes longest.")
]


def run(
    source: Source,
    out: OutFolder = None,
    name: ShotName = None,
    frames: Annotated[Text, typer.Option(metavar="A:B", help="Only these frames.")] = None,
    fps: Rate = None,
    seed: Seed = None,
    phase: Phase = None,
    stock: StockName = None,
    rig: RigName = None,
    start_frame: StartFrame = None,
    place: PlaceM = None,
    facing: FacingDeg = None,
    height: HeightM = None,
    path: PathFile = None,
    mesh: MeshFile = None,
    aspect: Aspect = None,
    squeeze: Squeeze = None,
    preset: PresetNames = None,
    host: HostName = "usd",
    workers: Workers = 1,
    cache: CacheFolder = None,
    strict: Strict = False,
    preview: HowFine = SHEET,
    as_json: AsJson = False,
) -> int:
    """Bake a script and write the shot."""
    started_s = time.perf_counter()
    _check(host, preview, workers, cache)
    plain = {"seed": seed, "phase": phase, "stock": stock, "rig": rig, "start_frame": start_frame}
    plain |= {"facing_deg": facing, "height_m": height, "squeeze": squeeze, "name": name}
    asked = asked_for(fps, place, aspect, path, **plain)
    dressed, reading = _read(source, preset or [], asked, strict)
    dressed, given = _on_mesh(dressed, mesh, source)
    with progress("Baking", quiet=as_json):
        baked = replace(bake_shot(dressed, frames, workers, cache, given), reading=reading)
    folder = out if out is not None else Path("out") / baked.script.name
    with whole_files(folder, "--out", filter(None, (source, mesh)), shot_files(folder)) as desk:
        outputs = [folder / file.name for file in write_shot(desk, baked, host, as_json)]
    drawn = draw_shot(preview, folder, source, baked, as_json)
    return _told(baked, outputs, started_s, as_json, drawn)


def _on_mesh(dressed: "Dressed", mesh: Path | None, source: str) -> "tuple[Dressed, Given]":
    script, given = with_mesh(dressed.script, mesh, source)
    return replace(dressed, script=script), given


def _told(
    baked: Baked, outputs: list[Path], started_s: float, as_json: bool, drawn: Iterator[list[Path]]
) -> int:
    """Say what was baked, and how long it took; then each picture as it comes."""
    result = _result(baked, outputs)
    result["seconds"] = round(time.perf_counter() - started_s, 3)
    if not as_json:
        _print(baked, result)
    for files in drawn:
        outputs += files
        if not as_json:
            _list(files)
    if as_json:
        seconds = round(time.perf_counter() - started_s, 3)
        print_json(result | {"outputs": [str(file) for file in outputs], "seconds": seconds})
    return YES


def _check(host: str, preview: str, workers: int, cache: Path | None) -> None:
    if host not in HOSTS:
        raise InputError(Mistake("--host", shorten(host), f"one of {', '.join(HOSTS)}"))
    if preview not in PREVIEWS:
        raise InputError(Mistake("--preview", shorten(preview), f"one of {', '.join(PREVIEWS)}"))
    must_be_workers(workers)
    if cache is not None:
        must_be_a_folder(cache, "--cache")


def _read(
    source: str, presets: list[str], asked: "Overrides", strict: bool
) -> "tuple[Dressed, Understanding]":
    """The script with looks and moves put on it, where some are named, and what the options asked
    for; and how prose was read."""
    from scene_stager.presets.put_on import put_on
    from scene_stager.script.overrides import overridden
    from scene_stager.script.read import read_script_with_words

    script, reading = read_script_with_words(source, strict=strict)
    dressed = put_on(script, presets)
    return replace(dressed, script=overridden(dressed.script, asked)), reading


def _result(baked: Baked, outputs: list[Path]) -> dict[str, object]:
    """What there is to say about a bake, as plain data."""
    take = baked.take
    return {
        "name": baked.script.name,
        "title": take.title,
        "plan_hash": take.plan_hash,
        "take_digest": take.digest,
        **({} if baked.reading is None else asdict(baked.reading)),
        "frames": [take.frames[0], take.frames[-1]],
        "fps": list(take.fps),
        "channels": list(take.names),
        "outputs": [str(file) for file in outputs],
        "warnings": [*baked.remarks, *baked.report.warnings],
        "report": baked.report.as_json(),
    }


def short(value: float) -> str:
    """A number to four places, which is more than a rig keeps."""
    return f"{round(value, 4):g}" if value < 1.0 else f"{value:.4g}"


def _print(baked: Baked, result: dict[str, object]) -> None:
    """The same for people: what was baked, how the rig fared, where to look."""
    take, report = baked.take, baked.report
    first, last = take.frames[0], take.frames[-1]
    if baked.reading is not None and baked.reading.words:
        tell(baked.reading.as_line())
    tell(
        f"{take.title}: frames {first} to {last} at {take.fps[0] / take.fps[1]:.6g} fps, "
        f"{len(take.channels)} channels, done in {result['seconds']} s"
    )
    rows = [
        (a.axis, a.quantity, short(a.most), a.working, a.hard, a.unit, a.frame) for a in report.axes
    ]
    if rows:
        heads = ("axis", "quantity", "reached", "worked at", "limit", "unit", "at frame")
        print_table(f"The {report.rig} against its limits", heads, rows)
    tell(f"plan {take.plan_hash}", f"take {take.digest}")
    for warning in _strings(result["warnings"]):
        say(f"warning: {warning}")
    _list([Path(file) for file in _strings(result["outputs"])])


def _list(files: list[Path]) -> None:
    for file in files:
        tell(f"  {file}")


def _strings(value: object) -> list[str]:
    return value if isinstance(value, list) else []


COMMAND = Command("Bake a script into a folder: USD, the take, pictures, a report.", run, LONG_SHOT)
