# SPDX-License-Identifier: Apache-2.0
"""The folder of a shot: a bake, its pictures, and in each file where it comes from."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._files import whole_files
from scene_stager.cli._mesh import Given, bytes_of, mesh_of
from scene_stager.cli._options import read_frames
from scene_stager.cli._recipe import (
    MANIFEST_FILE,
    PLAN_FILE,
    PLATE,
    PLATE_PICTURE,
    SCRIPT_FILE,
    write_recipe,
)
from scene_stager.cli._show import progress
from scene_stager.errors import InputError, Mistake
from scene_stager.hosts.dome_picture import LARGEST_BYTES, PICTURE
from scene_stager.hosts.usd_readers import ENDINGS, READERS, STANDARD
from scene_stager.moks.mesh_files.beside import MESH_ENDINGS
from scene_stager.whole_folder import sha256_of

if TYPE_CHECKING:
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take
    from scene_stager.presets.lineage import Parent
    from scene_stager.presets.put_on import Dressed
    from scene_stager.preview.bake_report import BakeReport
    from scene_stager.script.prose.understanding import Understanding
    from scene_stager.script.scene_script import SceneScript

SPLINED, SPLINES = "usd-splines", "shot.splines.usda"
HOSTS = {
    "usd": "shot.usda",
    "usdc": "shot.usdc",
    "usdz": "shot.usdz",
    **{f"usd-{reader}": f"shot.{reader}.usda" for reader in READERS if reader != STANDARD},
    SPLINED: "shot.usda",
    **{"maya-ascii": "shot.ma", "maya-ascii-arnold": "shot.ma"},
}
TAKE_FILE = "shot.take.json"
_SHOT_FILES = (
    *(TAKE_FILE, *dict.fromkeys(HOSTS.values()), "shot.provenance.usda", PLAN_FILE, MANIFEST_FILE),
    *(f"shot.{reader}.provenance.usda" for reader in READERS if reader != STANDARD),
    *(SCRIPT_FILE, SPLINES, PLATE, PLATE_PICTURE),
    *(f"shot.mesh{ending}" for ending in MESH_ENDINGS),
    *("preview.png", "preview.webp", "preview.mp4", "report.html"),
    *("camera.chan", "camera.nk", "camera.ae.txt"),
)
OF_BYTES = re.compile("[0-9a-f]{64}")
PREVIEWS = (NONE, SHEET, ANIMATIC) = ("none", "sheet", "animatic")

Draw = Callable[..., list[Path]]


@dataclass(frozen=True, slots=True)
class Baked:
    """A finished bake, before anything of it is written.

    `script_parents` are what its script was made of; `varies` is the file that its pictures and
    stages are siblings of, where there is one.
    """

    script: "SceneScript"
    plan: "MoksBakePlan"
    take: "Take"
    report: "BakeReport"
    preset_digests: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reading: "Understanding | None" = None
    script_parents: "tuple[Parent, ...]" = ()
    varies: "tuple[Parent, ...]" = ()
    given: Given = field(default_factory=dict)


def shot_files(folder: Path) -> tuple[str, ...]:
    """What a bake may have written to a folder, the take first, which says whose the others are.

    A picture of a sky is known by its name, which is its sha256, and by being small.
    """
    pictures = (file for file in folder.glob(f"*{PICTURE}") if OF_BYTES.fullmatch(file.stem))
    return (*_SHOT_FILES, *(file.name for file in sorted(pictures) if _is_a_sky(file)))


def _is_a_sky(file: Path) -> bool:
    small = file.is_file() and file.stat().st_size <= LARGEST_BYTES
    return small and sha256_of(file) == file.stem


def bake_shot(
    dressed: "Dressed",
    frames: str | None,
    workers: int,
    cache: Path | None,
    given: Given | None = None,
) -> Baked:
    """Everything up to the numbers, and what there is to say about them. Writes nothing."""
    from scene_stager.front_door import compile, emit_moks_plan
    from scene_stager.moks.kept import execute_kept
    from scene_stager.preview.bake_report import report_on

    script, given = dressed.script, given or {}
    plan = emit_moks_plan(compile(script))
    take = execute_kept(
        plan, cache, frames=read_frames(frames), workers=workers, inputs=bytes_of(given)
    ).take
    report = report_on(take)
    return Baked(script, plan, take, report, dressed.digests, dressed.lines, given=given)


def write_shot(desk: Path, baked: Baked, host: str, quiet: bool) -> list[Path]:
    """The shot itself, written to a folder of its own; in the order people want the files."""
    stage, take = desk / HOSTS[host], desk / TAKE_FILE
    with progress("Writing", quiet):
        others = _write_for(host, baked.take, stage)
        take.write_bytes(_take_file(baked))
        recipe = write_recipe(desk, baked.plan, baked.take, baked.given)
        script = desk / SCRIPT_FILE
        script.write_bytes(_script_file(baked))
        return [stage, take, *_stamp([stage], baked), *recipe, script, *others]


def draw_shot(
    preview: str, folder: Path, source: str, baked: Baked, quiet: bool
) -> Iterator[list[Path]]:
    """The pictures that are asked for, the quick ones first, each when it is in the folder."""
    if preview == NONE:
        return
    from scene_stager.cli._previews import draw_animatic, draw_sheet

    mesh = mesh_of(baked.given)
    sheet = draw_sheet if mesh is None else partial(draw_sheet, mesh=mesh)
    yield _drawn(sheet, folder, source, baked, quiet)
    if preview == ANIMATIC:
        yield _drawn(draw_animatic, folder, source, baked, quiet)


def _drawn(draw: Draw, folder: Path, source: str, baked: Baked, quiet: bool) -> list[Path]:
    """Pictures of a shot that is in its folder already. Raises InputError if it no longer is."""
    own = sha256_of(folder / TAKE_FILE)
    with whole_files(folder, inputs=[source]) as desk:
        made = draw(desk, baked.take, baked.report, quiet=quiet)
        _stamp(made, baked)
        if sha256_of(folder / TAKE_FILE) != own:
            found = f"another shot, which came into {folder} meanwhile"
            raise InputError(Mistake("--out", found, "this one", "Bake each into its own folder."))
    return [folder / file.name for file in made]


def _take_file(baked: Baked) -> bytes:
    """The Take, with a record of where it comes from."""
    from scene_stager.provenance.automatic import our_record, stamped_document

    take = baked.take
    said = {"subject": take.title, "plan_hash": take.plan_hash}
    record = our_record("scenario", _parents(baked), **said)
    return stamped_document(take.to_json().encode("utf-8"), take.digest, record)


def _script_file(baked: Baked) -> bytes:
    """The script that was baked, whatever it came as: of it another can be made."""
    from scene_stager.canonical import digest_of
    from scene_stager.provenance.automatic import our_record, stamped_document

    script = baked.script
    record = our_record("scenario", baked.script_parents, subject=script.title)
    return stamped_document(script.to_json().encode("utf-8"), digest_of(script.as_json()), record)


def _parents(baked: Baked) -> "list[Parent]":
    """The script, and the presets that were put on it."""
    from scene_stager.canonical import digest_of
    from scene_stager.presets.lineage import Parent

    parents = [Parent(digest_of(baked.script.as_json()), "script", "content")]
    return parents + [Parent(digest, "preset", "content") for digest in baked.preset_digests]


def _stamp(written: list[Path], baked: Baked) -> list[Path]:
    """Say in each file where it comes from; the files that came to lie beside them."""
    from scene_stager.presets.lineage import Parent
    from scene_stager.provenance.automatic import our_record, stamp_ours
    from scene_stager.provenance.carriers.usd import beside

    parents = _parents(baked)
    take = Parent(baked.take.digest, "take", "content")
    said = {"subject": baked.take.title, "plan_hash": baked.take.plan_hash}
    pictures = [file for file in written if file.suffix in (".png", ".webp")]
    stamp_ours(pictures, our_record("render", [*parents, take, *baked.varies], **said))
    stages = [file for file in written if file.suffix in (*ENDINGS, ".ma", ".html")]
    stamp_ours(stages, our_record("scenario", [*parents, take, *baked.varies], **said))
    return [beside(file) for file in stages if file.suffix in ENDINGS]


def _write_for(host: str, take: "Take", stage: Path) -> list[Path]:
    """The shot as a host takes it; what came to lie beside it."""
    if HOSTS[host] == "shot.ma":
        from scene_stager.hosts.maya_ascii import write_maya

        write_maya(take, stage, arnold=host.endswith("arnold"))
        return []
    from scene_stager.hosts.usd import splines_text, write_usd

    if host != SPLINED:
        return write_usd(take, stage, host.removeprefix("usd-") if "-" in host else STANDARD)
    curves = stage.with_name(SPLINES)
    curves.write_text(splines_text(take, stage.name), "utf-8", newline="\n")
    return [curves, *write_usd(take, stage)]
