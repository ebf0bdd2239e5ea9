# SPDX-License-Identifier: Apache-2.0
"""`scene-stager sh`: a map of the surroundings in 27 numbers, and as a dome light."""

import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LARGE_PICTURE, YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.reading.environment import Environment

DOME_ROWS = 128
NAMES = ("1", "y", "z", "x", "xy", "yz", "3z²-1", "xz", "x²-y²")


def run(
    source: Annotated[
        Path,
        typer.Argument(
            parser=read_path,
            metavar="MAP",
            help="An equirectangular .hdr, .exr or .png, or a .sh.json preset.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            parser=read_path, metavar="DIR", help="Write preset, dome light and pictures here."
        ),
    ] = None,
    window: Annotated[
        str,
        typer.Option(
            metavar="none|auto|NUMBER",
            help="Soften the higher degrees; auto: until no surface gets less than no light.",
        ),
    ] = "none",
    as_json: AsJson = False,
) -> int:
    """Project a map onto nine spherical harmonics."""
    from scene_stager.reading.environment import read_environment

    started_s = time.perf_counter()
    found, strength = _windowed(read_environment(source), window)
    seconds = round(time.perf_counter() - started_s, 4)
    outputs = [] if out is None else _write(out, found, source)
    if as_json:
        print_json({"map": str(source), **_facts(found, strength, seconds), "outputs": outputs})
    else:
        _print(found, strength, outputs)
    return YES


def _windowed(found: "Environment", text: str) -> "tuple[Environment, float]":
    from scene_stager.maths.radiance.sh_algebra import window_without_negatives, windowed
    from scene_stager.reading.environment import judge

    if text == "none":
        return found, 0.0
    strength = window_without_negatives(found.coefficients) if text == "auto" else _number(text)
    softer = windowed(found.coefficients, strength)
    holding = judge(softer, found.source) if found.source is not None else None
    return replace(found, coefficients=softer, holding=holding), strength


def _number(text: str) -> float:
    try:
        strength = float(text)
    except ValueError:
        strength = -1.0
    if not 0.0 <= strength <= 1e4:
        expected = "none, auto, or a number from 0 (nothing) to 10000 (only the mean is left)"
        raise InputError(Mistake("--window", shorten(text), expected))
    return strength


def _facts(found: "Environment", strength: float, seconds: float) -> dict[str, object]:
    from scene_stager.reading.environment import BASIS, FRAME, HEADING

    light = found.main_light_deg
    picture = found.source
    return {
        "name": found.name,
        "coefficients": found.coefficients.tolist(),
        "frame": FRAME,
        "basis": BASIS,
        "heading": HEADING,
        "window": strength,
        "mean_luminance": found.mean_luminance,
        "main_light": light and {"heading_deg": light[0], "elevation_deg": light[1]},
        "irradiance": asdict(found.holding) if found.holding else None,
        "colour_space": picture.colour_space if picture else None,
        "notes": _notes(found),
        "seconds": seconds,
    }


def _notes(found: "Environment") -> list[str]:
    """What was odd about the map or the numbers, in words."""
    from scene_stager.maths.radiance.sh_dome import STILL_LIGHT, dome_coefficients

    missed = float(dome_coefficients(found.coefficients)[1].max())
    notes = [] if missed < STILL_LIGHT else [f"no light has these numbers; {missed:.1%} is missed"]
    picture = found.source
    if picture is None:
        return notes
    notes += picture.notes
    clipped = float(picture.clipped_high.mean())
    if not picture.is_float:
        lost = f"; {clipped:.2%} of them are clipped" if clipped else ""
        notes.append(
            f"pixels of {picture.bit_depth} bits: the brightest light is not in them{lost}"
        )
    return notes


def _write(folder: Path, found: "Environment", source: Path) -> list[str]:
    """The preset, the dome light with its texture, and a picture for people."""
    import numpy as np

    from scene_stager.hosts.usd import dome_text
    from scene_stager.maths.radiance.sh_dome import dome_coefficients
    from scene_stager.maths.radiance.sh_projection import reconstruct
    from scene_stager.pictures.write import write_light, write_picture
    from scene_stager.provenance.automatic import our_record, stamp_ours
    from scene_stager.provenance.parents import parent_of_file
    from scene_stager.reading.environment import ENDING
    from scene_stager.reading.sheet.environment_sheet import draw_environment

    name = found.name
    dome, _ = dome_coefficients(found.coefficients)
    light = np.maximum(reconstruct(dome, DOME_ROWS, 2 * DOME_ROWS), 0.0)
    with whole_files(folder, inputs=[source]) as desk:
        (desk / f"{name}{ENDING}").write_text(found.preset(), encoding="utf-8")
        text = dome_text(name, found.coefficients.tolist(), f"{name}.exr")
        (desk / f"{name}.usda").write_text(text, encoding="utf-8")
        write_light(desk / f"{name}.exr", light)
        write_picture(desk / f"{name}.png", draw_environment(found))
        made = [desk / f"{name}{ending}" for ending in (".exr", ".png", ".usda")]
        stamp_ours(made, our_record("render", [parent_of_file(source, "source")]))
        names = sorted(file.name for file in desk.iterdir())
    return [str(folder / one) for one in names]


def _print(found: "Environment", strength: float, outputs: list[str]) -> None:
    from scene_stager.reading.environment import HEADING

    rows = [
        (name, *(f"{one:+.5f}" for one in row))
        for name, row in zip(NAMES, found.coefficients.tolist(), strict=True)
    ]
    print_table(f"{found.name} in 27 numbers", ("harmonic", "red", "green", "blue"), rows)
    light = found.main_light_deg
    facts: list[tuple[str, object]] = [("mean luminance", found.mean_luminance)]
    if light:
        facts.append(("main light", f"heading {light[0]:+.1f}°, elevation {light[1]:+.1f}°"))
        facts.append(("headings", HEADING))
    else:
        facts.append(("main light", "none: light comes from all round alike"))
    if found.holding:
        facts += [
            ("error of irradiance, mean", f"{found.holding.mean_error:.2%}"),
            ("error of irradiance, worst", f"{found.holding.worst_error:.2%}"),
            ("least irradiance over mean", f"{found.holding.least:.2%}"),
            ("normals with a channel below 0", f"{found.holding.negative:.2%}"),
        ]
    if strength:
        facts.append(("window", strength))
    facts += [("note", note) for note in _notes(found)]
    facts += [("written", name) for name in outputs]
    print_table("What that holds", ("", ""), facts)


COMMAND = Command(
    "Turn a map of the surroundings into 27 numbers and a dome light.", run, LARGE_PICTURE
)
