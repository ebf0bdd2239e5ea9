"""Evaluates the scenes of a folder and prints their digests; runs in environments of the matrix.

    python tools/_evaluate_inside.py THREADS FOLDER            # of what lies there
    python tools/_evaluate_inside.py THREADS --lay-out FOLDER  # after laying it out

Needs numpy, usd-core and the core on its path, and nothing else.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

import numpy
from pxr import Usd

from scene_stager import compile, emit_moks_plan, evaluate, read_script
from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.manifest import PlanManifest
from scene_stager.moks.master_file import Master, MasterShot, Variant
from scene_stager.moks.path_file import sampled_path
from scene_stager.moks.plan import MoksBakePlan, PlanNode
from scene_stager.moks.plan_input import PlanInput
from scene_stager.provenance.master import evaluate_master, summed
from scene_stager.shot.scenarios import scenario_texts

MASTER = "master.json"
PLAN, MANIFEST, WAY = "shot.plan.json", "shot.manifest.json", "actor.path.json"


def lay_out(folder: Path) -> None:
    """Every scenario, and a plan that names a file, each with its manifest."""
    for name in scenario_texts():
        _put(folder / name, emit_moks_plan(compile(read_script(name))), {})
    rows = [[0.1 * k * k, -1.4 * k, 1.6] for k in range(9)]
    way = sampled_path([0.25 * k for k in range(9)], rows).to_json().encode("utf-8")
    node = PlanNode(
        "target.translate_m", "path_from_input", {}, (), "m", 3, reads={"path": "actor"}
    )
    plan = make_plan(
        title="Recorded",
        fps=(24000, 1001),
        start_frame=1001,
        frame_count=49,
        nodes=[node],
        channels={node.name: node.name},
        inputs=[PlanInput("actor", "path", sha256(way).hexdigest())],
    )
    _put(folder / "recorded", plan, {WAY: way})
    names = ("crane_reveal", "interview_three_point")
    shots = [
        MasterShot(name, at, "cut", (Variant("first", f"{name}/{PLAN}", f"{name}/{MANIFEST}", ""),))
        for name, at in zip(names, (1001, 2001), strict=True)
    ]
    master = summed(Master("All", (24, 1), tuple(shots)), folder)
    (folder / MASTER).write_text(master.to_json(), "utf-8")


def _put(folder: Path, plan: MoksBakePlan, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    last = plan.start_frame + plan.frame_count - 1
    names = {one.name: WAY for one in plan.inputs}
    told = PlanManifest(plan.plan_hash, (plan.start_frame, last), plan.inputs, names)
    (folder / PLAN).write_text(plan.to_json(), "utf-8")
    (folder / MANIFEST).write_text(told.to_json(), "utf-8")


def main() -> None:
    """Print versions, the digest of every scene, and one over all."""
    threads, *words = sys.argv[1:]
    folder = Path(words[-1])
    if words[0] == "--lay-out":
        lay_out(folder)
    scenes = {
        shot.name: evaluate(shot / PLAN, shot / MANIFEST, workers=int(threads)).digest
        for shot in sorted(folder.iterdir())
        if shot.is_dir()
    }
    scenes["a master"] = evaluate_master(folder / MASTER, lambda *_: None).digest
    told = {
        "python": sys.version.split()[0],
        "numpy": numpy.__version__,
        "usd": ".".join(map(str, Usd.GetVersion()[1:])),
        "digest": sha256(json.dumps(scenes, sort_keys=True).encode("utf-8")).hexdigest(),
        "scenes": scenes,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
