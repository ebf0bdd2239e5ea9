# SPDX-License-Identifier: Apache-2.0
"""The one place where a bake's pictures and its page are added to what it writes."""

from pathlib import Path

from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import BakeReport
from scene_stager.script.scene_script import SceneScript


def draw_previews(desk: Path, script: SceneScript, take: Take, report: BakeReport) -> list[Path]:
    """Write previews of a take to a folder and return them; there are none to write yet."""
    return []
