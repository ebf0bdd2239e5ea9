# SPDX-License-Identifier: Apache-2.0
"""What a bake was made of: its script, and the plan and manifest of which `evaluate` builds the
very USD that was just written."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.whole_folder import sha256_of

if TYPE_CHECKING:
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take

PLAN_FILE, MANIFEST_FILE, STAGE = "shot.plan.json", "shot.manifest.json", "shot.usda"
SCRIPT_FILE = "shot.script.json"
MESH_ENDINGS = (".obj", ".ply", ".glb", ".gltf", ".usd", ".usda", ".usdc")


def write_recipe(
    desk: Path, plan: "MoksBakePlan", take: "Take", given: Mapping[str, tuple[str, bytes]]
) -> list[Path]:
    """Write both beside a stage, and what the plan names, `given` as the name of a file and its
    bytes; nothing where the shot went to another host."""
    from scene_stager.moks.manifest import PlanManifest

    stage = desk / STAGE
    if not stage.exists():
        return []
    frames = (take.frames[0], take.frames[-1])
    told = PlanManifest(
        plan.plan_hash,
        frames,
        plan.inputs,
        {name: file for name, (file, _) in given.items()},
        usd_sha256=sha256_of(stage),
    )
    texts = {PLAN_FILE: plan.to_json(), MANIFEST_FILE: told.to_json()}
    for name, text in texts.items():
        (desk / name).write_bytes(text.encode("utf-8"))
    for file, data in given.values():
        (desk / file).write_bytes(data)
    return [*(desk / name for name in texts), *(desk / file for file, _ in given.values())]
