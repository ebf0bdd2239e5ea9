# SPDX-License-Identifier: Apache-2.0
"""Speed: the rig can make the move in the time it has, and the shot lasts until it is over."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.refusal import in_words
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs._request import RigRefusal

SLACK_S = 1e-6


def about_speed(script: SceneScript, staged: Staging | RigRefusal) -> Iterator[Mistake]:
    """What the rig itself says; a move that is told no duration must still end within the shot."""
    if isinstance(staged, RigRefusal):
        yield in_words(script, staged)
        return
    curve, rig = staged.move.curve, script.rig
    over_s = curve.start_s + curve.duration_s
    moves = not staged.goes_along and rig.move != "hold"
    if moves and rig.duration_s is None and over_s > script.duration_s + SLACK_S:
        top, bottom = script.fps
        frames = int(-(-over_s * top // bottom)) + 1
        yield Mistake(
            "frame_count",
            f"{script.frame_count}, which lasts {script.duration_s:.4g} s",
            f"{frames} or more, since the {rig.move} takes {curve.duration_s:.4g} s "
            f"from second {rig.start_s:g} on",
            "A brisk pace or a shorter way is quicker.",
        )
