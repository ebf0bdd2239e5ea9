# SPDX-License-Identifier: Apache-2.0
"""What `evaluate` does with a master, and how it finds that a scene is not what was promised."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._command import NO, YES
from scene_stager.cli._files import must_be_a_folder, whole_files
from scene_stager.cli._show import complain, print_json, progress, tell
from scene_stager.errors import shorten

if TYPE_CHECKING:
    from scene_stager.provenance.evaluate import Evaluated
    from scene_stager.provenance.master import EvaluatedMaster

OTHER_HASH_SEED = "20261130"  # any but the one that this process has
LONGEST_COMPLAINT = 200  # letters of another process


def faults_of(found: "Evaluated", name: str = "the scene") -> list[str]:
    """Why the answer is no, a line each; nothing when all is well."""
    faults = [f"{name}: {one} comes out otherwise the second time" for one in found.otherwise]
    if found.promised not in ("", found.digest):
        faults.append(
            f"{name} is {found.digest}, its manifest promises {found.promised}: other code made "
            "it; --write-manifest promises what this code makes"
        )
    return faults


def faults_elsewhere(files: Sequence[Path], digest: str) -> list[str]:
    """The same of another process, in which text hashes otherwise."""
    words = [sys.executable, "-m", "scene_stager.cli", "evaluate", *map(str, files), "--json"]
    env = {**os.environ, "PYTHONHASHSEED": OTHER_HASH_SEED}
    done = subprocess.run(words, env=env, capture_output=True, check=False)
    try:
        other = str(json.loads(done.stdout)["digest"])
    except (ValueError, KeyError):
        other = shorten(done.stderr.decode("utf-8", "replace").strip(), LONGEST_COMPLAINT)
    return [] if other == digest else [f"in another process the scene is {other}, not {digest}"]


class _Refused(Exception):
    """Scenes that are not what was promised: what was written for them goes away."""


def evaluate_a_master(
    file: Path,
    out: Path | None,
    workers: int,
    cache: Path | None,
    check: bool,
    fill_in: bool,
    as_json: bool,
) -> int:
    """Evaluate every shot of a master, and write it over layers that are named by their digests."""
    from scene_stager.provenance.master import LAYERS, evaluate_master

    if fill_in:
        _fill_in(file)
    desks, faults = ExitStack(), []
    outputs: list[Path] = []
    try:
        with desks, progress("Evaluating", quiet=as_json):
            folder = None if out is None else out.parent / LAYERS
            if folder is not None:
                must_be_a_folder(folder, "--out")
            desk = None if folder is None else desks.enter_context(whole_files(folder))

            def keep(name: str, data: bytes) -> None:
                if desk is not None and folder is not None and folder / name not in outputs:
                    (desk / name).write_bytes(data)
                    outputs.append(folder / name)

            found = evaluate_master(file, keep, workers=workers, cache_dir=cache, check=check)
            faults = [line for name, one in found.scenes.items() for line in faults_of(one, name)]
            if check and not faults:
                faults += faults_elsewhere([file], found.digest)
            if faults:
                raise _Refused
        if out is not None:
            outputs += _write(out, found, file)
    except _Refused:
        outputs = []
    _tell(found, outputs, faults, check, as_json)
    return NO if faults else YES


def _fill_in(file: Path) -> None:
    """Put the sha256 of the manifests that are there into a master."""
    from scene_stager.moks.master_file import read_master_file
    from scene_stager.provenance.master import summed
    from scene_stager.whole_file import write_whole

    master = summed(read_master_file(file), file.parent)
    write_whole(file, master.to_json().encode("utf-8"))


def _write(out: Path, found: "EvaluatedMaster", file: Path) -> list[Path]:
    """The master itself, last of all, and the layer that says where it comes from."""
    from scene_stager.presets.lineage import Parent
    from scene_stager.provenance.automatic import our_record, stamp_ours
    from scene_stager.provenance.carriers.usd import beside
    from scene_stager.whole_folder import sha256_of

    parents = [Parent(sha256_of(file), "plan", "content")]
    with whole_files(out.parent, inputs=[file]) as desk:
        stage = desk / out.name
        stage.write_bytes(found.usd.encode("utf-8"))
        stamp_ours([stage], our_record("scenario", parents))
    return [out, beside(out)]


def _tell(
    found: "EvaluatedMaster", outputs: list[Path], faults: list[str], check: bool, as_json: bool
) -> None:
    if as_json:
        scenes = {
            name: {
                "digest": one.digest,
                "plan_hash": one.plan_hash,
                "take_digest": one.take_digest,
                "inputs": [asdict(each) for each in one.inputs],
            }
            for name, one in found.scenes.items()
        }
        inputs = [each for scene in scenes.values() for each in scene["inputs"]]
        print_json(
            {
                "digest": found.digest,
                "inputs": inputs,
                "scenes": scenes,
                "holds": not faults,
                "checked": check,
                "faults": faults,
                "outputs": [str(one) for one in outputs],
            }
        )
    else:
        for name, one in found.scenes.items():
            tell(f"{one.digest}  {name}")
        tell(f"{found.digest}  the master")
        for file in outputs:
            tell(f"  {file}")
    for fault in faults:
        complain(fault)
