# SPDX-License-Identifier: Apache-2.0
"""Subject and framing: eyes below the crown, and no side or height said twice."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.framing import ELEVATION_DEG, Framing
from scene_stager.script.moves import framed_end
from scene_stager.script.scene_script import SceneScript


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
