# SPDX-License-Identifier: Apache-2.0
"""`scene-stager evaluate`: from a plan and a manifest to the same USD, byte for byte."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LONG_SHOT, NO, YES, Command
from scene_stager.cli._evaluated import evaluate_a_master, faults_elsewhere, faults_of
from scene_stager.cli._files import must_be_a_folder, must_spare, whole_files
from scene_stager.cli._options import AsJson, CacheFolder, Workers, must_be_workers, read_path
from scene_stager.cli._show import complain, print_json, progress, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.provenance.evaluate import Evaluated

ENDING = ".usda"

PlanFile = Annotated[
    Path,
    typer.Argument(
        parser=read_path,
        metavar="PLAN|MASTER",
        help="A plan, as bake writes it; or a master: shots on one clock.",
        show_default=False,
    ),
]
ManifestFile = Annotated[
    Path | None,
    typer.Argument(
        parser=read_path,
        metavar="MANIFEST",
        help="The manifest of a plan; its inputs are beside it. A master names its own.",
        show_default=False,
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        parser=read_path,
        metavar="X.usda",
        help="Where the scene goes; without it, only its digest is told.",
    ),
]


def run(
    plan: PlanFile,
    manifest: ManifestFile = None,
    out: OutFile = None,
    workers: Workers = 1,
    cache: CacheFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help="Build it again, also in another process; compare.")
    ] = False,
    write_manifest: Annotated[
        bool,
        typer.Option(
            "--write-manifest",
            help="Write MANIFEST first, of the inputs that lie beside it, each under its name.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Build the scene, hold it against what the manifest promises, and write it."""
    _check(out, workers, cache)
    if manifest is None:
        _must_be_no_folder(plan)
        return evaluate_a_master(plan, out, workers, cache, check, write_manifest, as_json)
    if write_manifest:
        _write_manifest(plan, manifest)
    with progress("Evaluating", quiet=as_json):
        found = _built(plan, manifest, workers, cache, check)
    faults = faults_of(found)
    if check and not faults:
        faults += faults_elsewhere([plan, manifest], found.digest)
    outputs = _written(out, found, plan, manifest) if out is not None and not faults else []
    _tell(found, outputs, faults, check, as_json)
    return NO if faults else YES


def _check(out: Path | None, workers: int, cache: Path | None) -> None:
    if out is not None and out.suffix != ENDING:
        raise InputError(Mistake("--out", shorten(str(out)), f"a file that ends in {ENDING}"))
    must_be_workers(workers)
    if out is not None:
        must_be_a_folder(out.parent, "--out")
    if cache is not None:
        must_be_a_folder(cache, "--cache")


def _must_be_no_folder(plan: Path) -> None:
    if plan.is_dir():
        expected = "a plan and its manifest, or a master"
        advice = "A bake leaves them as shot.plan.json and shot.manifest.json."
        raise InputError(Mistake(shorten(str(plan)), "a folder", expected, advice))


def _built(
    plan: Path, manifest: Path, workers: int, cache: Path | None, check: bool
) -> "Evaluated":
    from scene_stager.front_door import evaluate

    return evaluate(plan, manifest, workers=workers, cache_dir=cache, check=check)


def _write_manifest(plan: Path, manifest: Path) -> None:
    """A manifest that promises what this code makes, of the frames and files of the one before it.

    Raises InputError rather than replace another file.
    """
    from scene_stager.moks.manifest import read_manifest_file
    from scene_stager.moks.plan_json import read_plan_file
    from scene_stager.provenance.evaluate import manifest_of
    from scene_stager.whole_file import write_whole

    must_spare([plan], [manifest], "MANIFEST")
    before = read_manifest_file(manifest) if manifest.exists() else None
    apart = [plan, manifest]
    told = manifest_of(read_plan_file(plan), manifest.parent, before, apart)
    write_whole(manifest, told.to_json().encode("utf-8"))


def _written(out: Path, found: "Evaluated", plan: Path, manifest: Path) -> list[Path]:
    """The scene, the layer beside it that says where it comes from, and its pictures."""
    from scene_stager.moks.manifest import read_manifest_file
    from scene_stager.presets.lineage import Parent
    from scene_stager.provenance.automatic import our_record, stamp_ours
    from scene_stager.provenance.carriers.usd import beside

    made_of = {"plan": found.plan_hash, "take": found.take_digest}  # the plan names the inputs
    parents = [Parent(digest, role, "content") for role, digest in made_of.items()]
    files = read_manifest_file(manifest).found_in(manifest.parent)
    with whole_files(out.parent, inputs=[plan, manifest, *files.values()]) as desk:
        stage = desk / out.name
        stage.write_text(found.usd, "utf-8", newline="\n")
        for name, picture in found.pictures.items():
            (desk / name).write_bytes(picture)
        stamp_ours([stage], our_record("scenario", parents, plan_hash=found.plan_hash))
    return [out, beside(out), *(out.parent / name for name in found.pictures)]


def _tell(
    found: "Evaluated", outputs: list[Path], faults: list[str], check: bool, as_json: bool
) -> None:
    if as_json:
        print_json(
            {
                "digest": found.digest,
                "inputs": [asdict(one) for one in found.inputs],
                "plan_hash": found.plan_hash,
                "take_digest": found.take_digest,
                "promised": found.promised or None,
                "holds": not faults,
                "checked": check,
                "executed": found.executed,
                "recalled": found.recalled,
                "faults": faults,
                "outputs": [str(file) for file in outputs],
            }
        )
    else:
        tell(f"plan {found.plan_hash}", f"take {found.take_digest}", f"usd  {found.digest}")
        for one in found.inputs:
            tell(f"  {one.kind} {one.name} {one.sha256}")
        for file in outputs:
            tell(f"  {file}")
    for fault in faults:
        complain(fault)


COMMAND = Command("Build a plan's USD from a manifest, to the byte.", run, LONG_SHOT)
