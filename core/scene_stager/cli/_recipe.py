# SPDX-License-Identifier: Apache-2.0
"""What a bake was made of: its script, and the plan and manifest of which `evaluate` builds the
very USD that was just written."""

from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.whole_folder import sha256_of

if TYPE_CHECKING:
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take

PLAN_FILE, MANIFEST_FILE, STAGE = "shot.plan.json", "shot.manifest.json", "shot.usda"
SCRIPT_FILE = "shot.script.json"


def write_recipe(desk: Path, plan: "MoksBakePlan", take: "Take") -> list[Path]:
    """Write both beside a stage; nothing where the shot went to another host."""
    from scene_stager.moks.manifest import PlanManifest

    stage = desk / STAGE
    if not stage.exists():
        return []
    frames = (take.frames[0], take.frames[-1])
    told = PlanManifest(plan.plan_hash, frames, usd_sha256=sha256_of(stage))
    texts = {PLAN_FILE: plan.to_json(), MANIFEST_FILE: told.to_json()}
    for name, text in texts.items():
        (desk / name).write_bytes(text.encode("utf-8"))
    return [desk / name for name in texts]
