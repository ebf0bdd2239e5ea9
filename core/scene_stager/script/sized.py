# SPDX-License-Identifier: Apache-2.0
"""A script for a subject of another height: the set grows with it, as far as the rig can."""

from dataclasses import replace
from typing import Any

from scene_stager.script.field import rules_of
from scene_stager.script.judge import judge
from scene_stager.script.moves import framed_end
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.subject import Subject
from scene_stager.script.validate import validate

# How much of the scaled move is kept where a rig cannot make all of it; house default.
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
PLACES = 6  # of decimals: a micrometre


def sized(script: SceneScript, height_m: float) -> SceneScript:
    """The script about a subject so tall, in the same picture.

    Everything in metres is scaled. Where the rig cannot go so far or so fast, the shot size stays
    and the move gives way: it is the longest of SHARES that the rig can make. What no share makes
    right is left as scaled, for the compiler to say.
    """
    slot = replace(script.subject, height_m=height_m)
    grown = height_m / script.subject.actual_height_m
    if grown == 1.0 or judge("subject.height_m", rules_of(Subject)["height_m"], height_m):
        return replace(script, subject=slot)
    whole = _sized(script, grown, 1.0)
    wanted = (_sized(script, grown, share) for share in SHARES)
    return next((one for one in wanted if not validate(one)), whole)


def _sized(script: SceneScript, grown: float, share: float) -> SceneScript:
    subject, lens = script.subject, script.lens
    subject = replace(
        subject,
        height_m=_near(subject.actual_height_m * grown),
        focus_height_m=_times(subject.focus_height_m, grown),
    )
    lens = replace(
        lens,
        focus_m=_times(lens.focus_m, grown),
        to_focus_m=_times(lens.to_focus_m, grown),
    )
    sized_script = replace(script, subject=subject, lens=lens)
    return replace(sized_script, rig=replace(script.rig, **_rig(script, grown, share)))


def _rig(script: SceneScript, grown: float, share: float) -> dict[str, Any]:
    """The rig's amounts: its framed end goes with the subject, its way from there by the share."""
    rig, eye_m = script.rig, script.subject.actual_focus_height_m
    moved = grown * share
    found: dict[str, Any] = {
        "travel_m": _times(rig.travel_m, moved),
        "speed_m_s": _times(rig.speed_m_s, moved),
        "orbit_deg": _times(rig.orbit_deg, share),
    }
    framed = framed_end(rig.move, script.lens.zoom)
    framed_m = getattr(rig, f"{framed}_distance_m")
    for end in ("from", "to"):
        away_m, height_m = getattr(rig, f"{end}_distance_m"), getattr(rig, f"{end}_height_m")
        if away_m is not None and framed_m is not None:
            found[f"{end}_distance_m"] = _near(framed_m * grown + (away_m - framed_m) * moved)
        else:
            found[f"{end}_distance_m"] = _times(away_m, grown)
        if height_m is not None:
            found[f"{end}_height_m"] = _near(eye_m * grown + (height_m - eye_m) * moved)
    return found


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else _near(value * factor)


def _near(value: float) -> float:
    return round(value, PLACES)
