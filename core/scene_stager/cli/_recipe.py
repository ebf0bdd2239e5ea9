# SPDX-License-Identifier: Apache-2.0
"""What a bake was made of: its script, and the plan and manifest of which `evaluate` builds it
again, as USD: the very file where USD was written, and the same take where another host's was."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._mesh import Given
from scene_stager.errors import MissingPartError
from scene_stager.whole_folder import sha256_of

if TYPE_CHECKING:
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take

PLAN_FILE, MANIFEST_FILE, STAGE = "shot.plan.json", "shot.manifest.json", "shot.usda"
SCRIPT_FILE = "shot.script.json"
PLATE, PLATE_PICTURE = (
    "shot.plate.usda",
    "shot.plate.png",
)  # a still behind the shot, once it is asked for


def write_recipe(desk: Path, plan: "MoksBakePlan", take: "Take", given: Given) -> list[Path]:
    """Write both beside the shot, whoever it is for, and what the plan names, `given` as the name
    of a file and its bytes."""
    from scene_stager.moks.manifest import PlanManifest

    frames = (take.frames[0], take.frames[-1])
    told = PlanManifest(
        plan.plan_hash,
        frames,
        plan.inputs,
        {name: file for name, (file, _) in given.items()},
        usd_sha256=_usd_sha256(desk / STAGE, take),
    )
    texts = {PLAN_FILE: plan.to_json(), MANIFEST_FILE: told.to_json()}
    for name, text in texts.items():
        (desk / name).write_bytes(text.encode("utf-8"))
    for file, data in given.values():
        (desk / file).write_bytes(data)
    return [*(desk / name for name in texts), *(desk / file for file, _ in given.values())]


def _usd_sha256(stage: Path, take: "Take") -> str:
    """Of the take as USD, be it written or not; "" without the library that USD needs."""
    from scene_stager.hosts.usd import usd_text

    if stage.exists():
        return sha256_of(stage)
    try:
        return sha256(usd_text(take).encode("utf-8")).hexdigest()
    except MissingPartError:
        return ""
