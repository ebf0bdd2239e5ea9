# SPDX-License-Identifier: Apache-2.0
"""`asset sibling`: a shot once more with one thing changed, and its edge to what it varies."""

import re
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LONG_SHOT, YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._mesh import Given, with_mesh
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._recipe import MANIFEST_FILE, SCRIPT_FILE
from scene_stager.cli._shot_folder import (
    ANIMATIC,
    HOSTS,
    SHEET,
    Baked,
    bake_shot,
    draw_shot,
    shot_files,
    write_shot,
)
from scene_stager.cli._show import print_json, progress, tell
from scene_stager.cli.asset._options import IndexFolder
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.record import Record
    from scene_stager.script.one_change import ScriptChange
    from scene_stager.script.scene_script import SceneScript

MOVING = (".webp", ".mp4")
MOST_NAMED = 40  # letters of a value, in the name of a folder

Image = Annotated[
    Path,
    typer.Argument(
        parser=read_path,
        metavar="FILE",
        help="What a bake made, or a render of it, with its record.",
        show_default=False,
    ),
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="The one thing that is changed, such as light.key.azimuth_deg=30.",
    ),
]
ScriptFile = Annotated[
    Path | None,
    typer.Option(
        parser=read_path, metavar="FILE", help="The script, where it cannot be found by itself."
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        parser=read_path,
        metavar="DIR",
        help="Where the sibling goes.",
        show_default="beside the folder of FILE, named after the change",
    ),
]


def run(
    file: Image,
    change: Change = None,
    script: ScriptFile = None,
    out: OutFolder = None,
    index: IndexFolder = None,
    as_json: AsJson = False,
) -> int:
    """Bake the script of a file once more with one thing changed. Raises InputError."""
    from scene_stager.script.one_change import with_one_change

    started_s = time.perf_counter()
    asked = _one(change or [])
    record = _record_of(file)
    varied = _script(file, record, script, index)
    wanted, changed = with_one_change(varied, asked)
    with progress("Baking", quiet=as_json):
        _, given = with_mesh(
            wanted, None, file.with_name(SCRIPT_FILE) if script is None else script
        )
        baked = _baked(file, record, varied, wanted, given)
    outputs = _written(file, baked, out if out is not None else _folder_for(file, changed), as_json)
    told: dict[str, object] = {
        "sibling_of": str(file),
        "changed": asdict(changed),
        "plan_hash": baked.take.plan_hash,
        "take_digest": baked.take.digest,
        "edge": [asdict(one) for one in baked.varies],
        "outputs": [str(one) for one in outputs],
        "seconds": round(time.perf_counter() - started_s, 3),
    }
    if as_json:
        print_json(told)
        return YES
    before = "left to the rest" if changed.before is None else changed.before
    tell(f"{changed.path}: {before} before, now {changed.after}")
    tell(f"a sibling of {file}, done in {told['seconds']} s")
    for one in outputs:
        tell(f"  {one}")
    return YES


def _one(changes: list[str]) -> str:
    """The one thing that is changed. Raises InputError for none, or for more."""
    if len(changes) == 1:
        return changes[0]
    expected = "one --set, such as light.key.azimuth_deg=30"
    advice = "A sibling of a sibling changes more."
    raise InputError(Mistake("--set", f"{len(changes)} changes", expected, advice))


def _written(file: Path, baked: Baked, folder: Path, quiet: bool) -> list[Path]:
    """The shot and its pictures, in a folder of their own. Raises InputError for that of the file
    itself."""
    with whole_files(folder, inputs=[file], one_set=shot_files(folder)) as desk:
        outputs = [folder / one.name for one in write_shot(desk, baked, _host(file), quiet)]
    preview = ANIMATIC if file.suffix.lower() in MOVING else SHEET
    for files in draw_shot(preview, folder, str(file), baked, quiet):
        outputs += files
    return outputs


def _record_of(file: Path) -> "Record":
    """The record of a file that holds. Raises InputError."""
    from scene_stager.provenance.stamp import verify

    found = verify(file)
    if found.verdict != "holds" or found.record is None:
        what = found.verdict.replace("_", " ")
        raise InputError(Mistake(str(file), f"{what} ({found.why})", "a record that holds"))
    return found.record


def _script(file: Path, record: "Record", script: Path | None, index: Path | None) -> "SceneScript":
    from scene_stager.provenance.index.store import AssetIndex
    from scene_stager.provenance.lineage.script_of import script_of
    from scene_stager.script.read import read_file

    if script is not None:
        return read_file(script)
    return script_of(file, record, AssetIndex(index))


def _baked(
    file: Path, record: "Record", varied: "SceneScript", wanted: "SceneScript", given: Given
) -> "Baked":
    """The bake of the changed script, which says what it is a sibling of."""
    from scene_stager.canonical import digest_of
    from scene_stager.presets.lineage import Parent
    from scene_stager.presets.put_on import Dressed
    from scene_stager.provenance.lineage.graph import SIBLING
    from scene_stager.provenance.parents import parent_of_file

    presets = tuple(one.sha256 for one in record.lineage.parents if one.role == "preset")
    baked = bake_shot(Dressed(wanted, digests=presets), _frames(file, record), 1, None, given)
    before = Parent(digest_of(varied.as_json()), "script", "content")
    own: Parent = parent_of_file(file, SIBLING)
    return replace(baked, script_parents=(before,), varies=(own,))


def _frames(file: Path, record: "Record") -> str | None:
    """The frames of the shot that the file is of, where its manifest lies beside it."""
    from scene_stager.moks.manifest import read_manifest_file

    place = file.parent / MANIFEST_FILE
    if not place.is_file():
        return None
    told = read_manifest_file(place)
    if told.plan_hash != record.plan_hash:
        return None
    return f"{told.frames[0]}:{told.frames[1]}"


def _host(file: Path) -> str:
    """Who the shot was for: who has a stage beside the file."""
    there = [host for host, stage in HOSTS.items() if (file.parent / stage).exists()]
    return there[0] if there else next(iter(HOSTS))


def _folder_for(file: Path, changed: "ScriptChange") -> Path:
    """A folder beside that of the file, named after what was changed."""
    home = file.resolve().parent
    value = re.sub(r"[^\w.+-]+", "_", str(changed.after))[:MOST_NAMED]
    field = changed.path.rpartition(".")[2]
    return home.with_name(f"{home.name}-{field}-{value}")


ACTION = Command("Bake a shot once more with one thing changed.", run, LONG_SHOT)
