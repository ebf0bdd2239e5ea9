# SPDX-License-Identifier: Apache-2.0
"""A script for a subject of another height or a frame of another shape: as far as a rig can."""

from dataclasses import replace
from typing import Any

from scene_stager.script.field import rules_of
from scene_stager.script.judge import judge
from scene_stager.script.lens import Lens
from scene_stager.script.moves import framed_end
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.subject import Subject
from scene_stager.script.validate import validate

# How much of the scaled move is kept where a rig cannot make all of it; house default.
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
PLACES = 6  # of decimals: a micrometre
SAME_SHAPE = 0.001  # 24.89 by 14 mm is 16:9 to every eye


def sized(script: SceneScript, height_m: float) -> SceneScript:
    """The script about a subject so tall, in the same picture: everything in metres is scaled."""
    grown = height_m / script.subject.actual_height_m
    if grown == 1.0 or judge("subject.height_m", rules_of(Subject)["height_m"], height_m):
        return replace(script, subject=replace(script.subject, height_m=height_m))
    subject = replace(
        script.subject,
        height_m=_near(height_m),
        focus_height_m=_times(script.subject.focus_height_m, grown),
    )
    lit = script.lighting
    lit = replace(
        lit,
        key_distance_m=_times(lit.key_distance_m, grown),
        practical_distance_m=_times(lit.practical_distance_m, grown),
    )
    return _stood_off(script, replace(script, subject=subject, lighting=lit), grown)


def reframed(script: SceneScript, aspect: float | None, squeeze: float | None) -> SceneScript:
    """The script in a frame of another shape: a size is still of the picture's height, so that a
    camera that gets a lower picture stands farther off."""
    lens = script.lens
    if squeeze is not None:
        lens = replace(lens, squeeze=squeeze)
    wanted = {"lens.squeeze": squeeze, "lens.frame_aspect": aspect}
    rules = rules_of(Lens)
    wrong = [w for w, v in wanted.items() if v is not None and judge(w, rules[w[5:]], v)]
    if aspect is not None and (wrong or not _is_near(lens, aspect)):
        lens = replace(lens, frame_aspect=aspect)
    after = replace(script, lens=lens)
    if wrong:
        return after
    farther = script.lens.sensor_mm[1] / lens.sensor_mm[1]
    return after if farther == 1.0 else _stood_off(script, after, farther)


def _is_near(lens: Lens, aspect: float) -> bool:
    """True for a frame that is the picture area's own but for less than a pixel in a thousand."""
    width_mm, height_mm = replace(lens, frame_aspect=None).sensor_mm
    return abs(aspect * height_mm / width_mm - 1.0) < SAME_SHAPE


def _stood_off(before: SceneScript, after: SceneScript, farther: float) -> SceneScript:
    """The camera of `before` so many times farther off, about the focal target of `after`.

    Where the rig cannot go so far or so fast, the shot size stays and the move gives way: it is
    the longest of SHARES that the rig can make. What no share makes right is left as scaled, for
    the compiler to say.
    """
    lens = replace(
        after.lens,
        focus_m=_times(after.lens.focus_m, farther),
        to_focus_m=_times(after.lens.to_focus_m, farther),
    )
    eyes_m = before.subject.actual_focus_height_m, after.subject.actual_focus_height_m

    def of(share: float) -> SceneScript:
        rig = replace(before.rig, **_amounts(before, farther, share, eyes_m))
        return replace(after, lens=lens, rig=rig)

    return next((one for one in map(of, SHARES) if not validate(one)), of(1.0))


def _amounts(
    script: SceneScript, farther: float, share: float, eyes_m: tuple[float, float]
) -> dict[str, Any]:
    """The rig's amounts: its framed end goes with the subject, its way from there by the share."""
    rig, (old_eye_m, eye_m) = script.rig, eyes_m
    moved = farther * share
    found: dict[str, Any] = {
        "travel_m": _times(rig.travel_m, moved),
        "speed_m_s": _times(rig.speed_m_s, moved),
        "orbit_deg": _times(rig.orbit_deg, share),
    }
    framed_m = getattr(rig, f"{framed_end(rig.move, script.lens.zoom)}_distance_m")
    for end in ("from", "to"):
        away_m, height_m = getattr(rig, f"{end}_distance_m"), getattr(rig, f"{end}_height_m")
        if away_m is not None and framed_m is not None:
            found[f"{end}_distance_m"] = _near(framed_m * farther + (away_m - framed_m) * moved)
        else:
            found[f"{end}_distance_m"] = _times(away_m, farther)
        if height_m is not None:
            found[f"{end}_height_m"] = _near(eye_m + (height_m - old_eye_m) * moved)
    return found


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else _near(value * factor)


def _near(value: float) -> float:
    return round(value, PLACES)
