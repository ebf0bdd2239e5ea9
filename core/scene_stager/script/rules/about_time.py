# SPDX-License-Identifier: Apache-2.0
"""Time: the move begins and ends within the shot."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.lens_clock import has_own_clock, own_duration_s
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import goes_along

SLACK_S = 1e-9


def about_time(script: SceneScript) -> Iterator[Mistake]:
    """A move that is told when it starts and how long it takes must be over when the shot is."""
    rig, shot_s = script.rig, script.duration_s
    if has_own_clock(script):
        yield from _about_lens(script)
        return
    if rig.move == "hold" or goes_along(script):
        return
    if rig.start_s > shot_s:
        yield Mistake(
            "rig.start_s",
            f"{rig.start_s:g}",
            f"less than the length of the shot, {shot_s:.4g} s ({script.frame_count} frames)",
        )
    elif rig.duration_s is not None and rig.start_s + rig.duration_s > shot_s + SLACK_S:
        needed = _frames_for(script, rig.start_s + rig.duration_s)
        yield Mistake(
            "rig.duration_s",
            f"{rig.duration_s:g} from second {rig.start_s:g} on",
            f"an end within the shot, which lasts {shot_s:.4g} s",
            f"Shorten it, or set frame_count to {needed}.",
        )


def _about_lens(script: SceneScript) -> Iterator[Mistake]:
    """A zoom or rack beside a camera that stands fits into the shot as well."""
    takes_s, start_s = own_duration_s(script), script.rig.start_s
    if start_s + takes_s > script.duration_s + SLACK_S:
        what = "zoom" if script.lens.zoom == "zoom" else "rack"
        yield Mistake(
            "frame_count",
            f"{script.frame_count}, which lasts {script.duration_s:.4g} s",
            f"{_frames_for(script, start_s + takes_s)} or more, since the {what} takes "
            f"{takes_s:.4g} s from second {start_s:g} on",
            "rig.duration_s and rig.start_s say when.",
        )


def _frames_for(script: SceneScript, seconds: float) -> int:
    top, bottom = script.fps
    return int(-(-seconds * top // bottom)) + 1
