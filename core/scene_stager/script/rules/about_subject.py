# SPDX-License-Identifier: Apache-2.0
"""Subject and framing: eyes below the crown, and no side or height said twice."""

from collections.abc import Iterator
from itertools import pairwise

from scene_stager.errors import Mistake
from scene_stager.script.framing import ELEVATION_DEG, Framing
from scene_stager.script.moves import framed_end
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.subject import FARTHEST_M, LONGEST_S, SHORTEST_STEP_S


def about_subject(script: SceneScript) -> Iterator[Mistake]:
    """The focal target is on the subject, and a still subject has no speed."""
    subject = script.subject
    if subject.focus_height_m is not None and subject.focus_height_m > subject.actual_height_m:
        yield Mistake(
            "subject.focus_height_m",
            f"{subject.focus_height_m:g}",
            f"at most the height of the subject, {subject.actual_height_m:g}",
        )
    if subject.motion == "still" and subject.speed_m_s is not None:
        yield Mistake(
            "subject.speed_m_s",
            f"{subject.speed_m_s:g}",
            "no speed while subject.motion is still",
            "Set subject.motion to walk, run or drive.",
        )


def about_path(script: SceneScript) -> Iterator[Mistake]:
    """A path goes forward in time, and nothing else says where the subject is or goes."""
    subject = script.subject
    if not subject.path:
        return
    already = "nothing, since subject.path already says it"
    for name in ("motion", "heading_deg", "place_x_m", "place_y_m", "place_z_m"):
        value = getattr(subject, name)
        if value not in ("still", 0.0):
            yield Mistake(f"subject.{name}", f"{value}", already)
    times_s = [row[0] for row in subject.path]
    for index, (before_s, after_s) in enumerate(pairwise(times_s), start=1):
        if after_s < before_s + SHORTEST_STEP_S:
            expected = f"later than the row before, which is at {before_s:g} s"
            yield Mistake(f"subject.path[{index}]", f"{after_s:g} s", expected)
            break
    farthest = max(abs(value) for row in subject.path for value in row[1:])
    if max(map(abs, times_s)) > LONGEST_S or farthest > FARTHEST_M:
        expected = f"at most {LONGEST_S:g} s and {FARTHEST_M:g} m"
        yield Mistake("subject.path", "a row out of reach", expected)


def about_framing(script: SceneScript) -> Iterator[Mistake]:
    """A word and a number for the same thing must not stand side by side."""
    framing = script.framing
    if framing.elevation_deg is not None and framing.angle != "eye_level":
        asked = f"{framing.angle} ({ELEVATION_DEG[framing.angle]:g} degrees)"
        yield Mistake(
            "framing.elevation_deg",
            f"{framing.elevation_deg:g}",
            f"nothing, since framing.angle already says {asked}",
        )
    if framing.azimuth_deg is not None and framing.view != "front":
        yield Mistake(
            "framing.azimuth_deg",
            f"{framing.azimuth_deg:g}",
            f"nothing, since framing.view already says {framing.view}",
        )
    height = f"{framed_end(script.rig.move, script.lens.zoom)}_height_m"
    if getattr(script.rig, height) is not None:
        yield from _height_twice(framing, height)


def _height_twice(framing: Framing, height: str) -> Iterator[Mistake]:
    already = f"nothing, since rig.{height} already says how high the camera stands"
    if framing.elevation_deg is not None:
        yield Mistake("framing.elevation_deg", f"{framing.elevation_deg:g}", already)
    if framing.angle != "eye_level":
        yield Mistake("framing.angle", framing.angle, already)
