# SPDX-License-Identifier: Apache-2.0
"""`light place`: the lamp goes where it makes a highlight, a rim or a shadow at a point."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._mesh import Given, MeshFile, bytes_of, with_mesh
from scene_stager.cli._options import AsJson, Source, read_number, read_path
from scene_stager.cli._recipe import SCRIPT_FILE
from scene_stager.cli._show import print_json, print_table, progress, tell
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.judge import did_you_mean

if TYPE_CHECKING:
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.preview.effect import LampStation
    from scene_stager.script.scene_script import SceneScript
    from scene_stager.shot.lighting.target_link import TargetLink

TAKE_ENDS = ".take.json"
NODE_ENDS = ".translate_m"
KEY = "key"
At = str | None


def _at(what: str) -> object:
    return typer.Option(metavar="X,Y", help=f"{what}; shares of the picture from the upper left.")


def run(
    source: Source,
    highlight: Annotated[At, _at("Where its glint is to be")] = None,
    rim: Annotated[At, _at("Where it is to graze from behind")] = None,
    shadow: Annotated[At, _at("Where on the floor the shadow is to end")] = None,
    light: Annotated[str, typer.Option(metavar="NAME", help="Which lamp of the shot.")] = KEY,
    frame: Annotated[
        int | None, typer.Option(help="At which frame.", show_default="the first")
    ] = None,
    mesh: MeshFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=read_path, metavar="FILE", help="Write the script with the key placed so."
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Say where a lamp has to stand for an effect at a point of the picture, its exposure held.

    SCRIPT may be a shot.take.json with its script beside it. Raises InputError.
    """
    from scene_stager.front_door import compile, emit_moks_plan
    from scene_stager.moks.kept import execute_kept
    from scene_stager.preview.effect import stations

    effect, x, y = _asked({"highlight": highlight, "rim": rim, "shadow": shadow})
    if out is not None and light != KEY:
        raise InputError(
            Mistake("--out", f"--light {light}", "the key: scripts place no other lamp freely")
        )
    with progress("Placing", quiet=as_json):
        script, given = _script(source, mesh)
        plan = emit_moks_plan(compile(script))
        link = _link(plan, light)
        at = plan.start_frame if frame is None else frame
        take = execute_kept(plan, None, frames=(at, at), inputs=bytes_of(given)).take
        found = stations(take, f"light.{light}", link, effect, x, y)
    if out is not None:
        _write(out, source, _placed(script, found[0]))
    asked = {"light": light, "effect": effect, "at": [x, y], "frame": at}
    _tell(asked, [_row(one) for one in found], out, as_json)
    return YES


def _write(out: Path, source: str, script: "SceneScript") -> None:
    with whole_files(out.parent, inputs=[source]) as desk:
        (desk / out.name).write_bytes(script.to_json().encode("utf-8"))


def _tell(
    asked: dict[str, object], rows: list[dict[str, object]], out: Path | None, as_json: bool
) -> None:
    if as_json:
        outputs = [] if out is None else [str(out)]
        print_json(asked | rows[0] | {"alternatives": rows[1:], "outputs": outputs})
        return
    title = "{light} for a {effect}, frame {frame}".format(**asked)
    print_table(title, list(rows[0]), [list(row.values()) for row in rows])
    if out is not None:
        tell(f"  {out}")


def _asked(options: dict[str, str | None]) -> tuple[str, float, float]:
    """The one effect that is asked for, and where. Raises InputError."""
    given = {name: text for name, text in options.items() if text is not None}
    if len(given) != 1:
        found = " and ".join(f"--{name}" for name in given) or "no effect"
        raise InputError(Mistake("light place", found, "one of --highlight, --rim and --shadow"))
    ((name, text),) = given.items()
    numbers = [read_number(part, f"--{name}") for part in text.split(",")[:3]]
    if len(numbers) != 2 or not all(0.0 <= number <= 1.0 for number in numbers):
        expected = "X,Y, two shares of the picture from 0 to 1 such as 0.5,0.4"
        raise InputError(Mistake(f"--{name}", shorten(text), expected))
    return name, numbers[0], numbers[1]


def _script(source: str, mesh: Path | None) -> "tuple[SceneScript, Given]":
    """The script, or that of which a Take was baked, with what it names. Raises InputError."""
    from scene_stager.front_door import compile, emit_moks_plan
    from scene_stager.hosts.take_file import read_take_file
    from scene_stager.script.read import read_file, read_script

    if not source.endswith(TAKE_ENDS):
        return with_mesh(read_script(source), mesh, source)
    take, beside = read_take_file(Path(source)), Path(source).with_name(SCRIPT_FILE)
    script = read_file(beside)
    if emit_moks_plan(compile(script)).plan_hash != take.plan_hash:
        raise InputError(Mistake(str(beside), "the script of another shot", f"that of {source}"))
    return with_mesh(script, mesh, beside)


def _link(plan: "MoksBakePlan", light: str) -> "TargetLink":
    """How a lamp of the shot is tied. Raises InputError for a light that is none."""
    from scene_stager.shot.lighting.target_link import TargetLink

    ties = {n.name: n.params["link"] for n in plan.nodes if n.kind == "light_place"}
    lamps = {name.removeprefix("light.").removesuffix(NODE_ENDS): tie for name, tie in ties.items()}
    if light not in lamps:
        expected, advice = f"one of {', '.join(lamps)}", did_you_mean(light, tuple(lamps))
        if any(n.kind == "light_ride" and n.name.startswith(f"light.{light}.") for n in plan.nodes):
            advice = "It rides a surface: its place is not free."
        raise InputError(Mistake("--light", shorten(light), expected, advice))
    return TargetLink(**lamps[light])


def _placed(script: "SceneScript", station: "LampStation") -> "SceneScript":
    """The script with its key at the station, judged. Raises InputError."""
    from scene_stager.script.validate import check

    lighting = replace(
        script.lighting,
        key_azimuth_deg=round(station.link.azimuth_deg, 4),
        key_elevation_deg=round(station.link.elevation_deg, 4),
    )
    placed = replace(script, lighting=lighting)
    check(placed)
    return placed


def _row(station: "LampStation") -> dict[str, object]:
    """One answer in an author's terms."""
    gives, link = station.gives, station.link
    return {
        "how": station.how,
        "azimuth_deg": round(link.azimuth_deg, 4),
        "elevation_deg": round(link.elevation_deg, 4),
        "distance_m": link.distance_m,
        "illuminance_lx": gives.illuminance_lx,
        "change_stops": round(station.change_stops, 6) + 0.0,
        "hold_stops": round(gives.hold_stops, 6) + 0.0,
    }


ACTION = Command("Place a lamp for a highlight, a rim or a shadow at a point.", run)
