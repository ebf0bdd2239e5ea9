"""Plans with inputs from outside, and their manifests, as somebody has them in a folder."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.manifest import PlanManifest
from scene_stager.moks.path_file import sampled_path
from scene_stager.moks.plan import MoksBakePlan, PlanNode
from scene_stager.moks.plan_input import PlanInput

WAYS = {"target.translate_m": "actor", "camera.translate_m": "crane_head", "rig.translate_m": "car"}
PLAN, MANIFEST = "shot.plan.json", "shot.manifest.json"
LAST = 48


def way(phase: float) -> bytes:
    """Somebody's way through two seconds, as a file."""
    t_s = np.linspace(0.0, 2.0, 41)
    places_m = np.stack([np.sin(t_s + phase), np.cos(3 * t_s - phase), 1.6 + 0.1 * t_s], axis=-1)
    return sampled_path(t_s, places_m).to_json().encode("utf-8")


DATA = {name: way(phase) for phase, name in enumerate(WAYS.values())}


def plan_of(data: dict[str, bytes] = DATA) -> MoksBakePlan:
    """A plan that reads three recorded ways."""
    nodes = [
        PlanNode(channel, "path_from_input", {}, (), "m", 3, reads={"path": name})
        for channel, name in WAYS.items()
    ]
    return make_plan(
        title="Recorded",
        fps=(24, 1),
        start_frame=1,
        frame_count=LAST,
        nodes=nodes,
        channels={channel: channel for channel in WAYS},
        inputs=[PlanInput(name, "path", sha256(one).hexdigest()) for name, one in data.items()],
    )


def manifest_of(plan: MoksBakePlan, **changes: object) -> PlanManifest:
    """Its manifest: each input is in `ways`, under its own name."""
    files = {one.name: f"ways/{one.name}.path.json" for one in plan.inputs}
    told = PlanManifest(plan.plan_hash, (1, LAST), plan.inputs, files)
    return replace(told, **changes)


def lay_out(
    folder: Path, plan: MoksBakePlan | None = None, data: dict[str, bytes] = DATA
) -> tuple[Path, Path]:
    """The files of a plan in a folder; the plan and the manifest."""
    plan = plan_of(data) if plan is None else plan
    (folder / "ways").mkdir(parents=True)
    for name, one in data.items():
        (folder / "ways" / f"{name}.path.json").write_bytes(one)
    (folder / PLAN).write_text(plan.to_json(), "utf-8")
    (folder / MANIFEST).write_text(manifest_of(plan).to_json(), "utf-8")
    return folder / PLAN, folder / MANIFEST
