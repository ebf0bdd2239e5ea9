# SPDX-License-Identifier: Apache-2.0
"""How high a camera is at both ends of a move that goes somewhere and climbs as well."""

from collections.abc import Callable
from dataclasses import replace

from scene_stager.script.amounts import CLIMB_SHARE, most_m
from scene_stager.script.moves import MOVES, framed_end
from scene_stager.script.prose.settled.settle import FLIES
from scene_stager.script.prose.tell import told
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import LOWEST_M, distance_m, stations

CLIMB, CLIMB_M = "@climb", "@climb_m"
MOST_M = 1.0  # a rig without an arm or wings, by itself; house default, not measured
STEEP = 1.5  # so many times as far off as it is over the subject; house default


def with_climb(script: SceneScript, sign: float, said_m: float | None) -> SceneScript:
    """The script with its other end higher, where the sign is positive, or lower.

    units    said_m in metres, or none: as much as an upright move of that rig would climb
    """
    rig = script.rig
    if "to_height_m" not in MOVES[rig.move].takes:
        return script
    framed = framed_end(rig.move, script.lens.zoom)
    ends = dict(zip(("from", "to"), stations(script), strict=True))
    usual_m = CLIMB_SHARE * distance_m(script, ends[framed])
    usual_m = min(usual_m, most_m(rig), *([] if rig.rig in FLIES else [MOST_M]))
    heights = _heights_m(rig, ends[framed].height_m, sign * (said_m or usual_m), framed)
    if said_m is not None and min(heights.values(), default=LOWEST_M) < LOWEST_M:
        low_m = LOWEST_M  # no lens goes under the floor: the whole way is so much higher
        low, high = ("from", "to") if sign > 0.0 else ("to", "from")
        heights = {f"{low}_height_m": low_m, f"{high}_height_m": low_m + said_m}
    make: Callable[..., Rig] = replace
    rounded = {name: max(float(f"{high_m:.3g}"), LOWEST_M) for name, high_m in heights.items()}
    return replace(script, rig=make(rig, **rounded))


def with_room_for(script: SceneScript) -> SceneScript:
    """The script, from farther off where its end would be too steep over the subject."""
    framed = framed_end(script.rig.move, script.lens.zoom)
    here = stations(script)[framed == "to"]
    above_m = abs(here.height_m - script.subject.actual_focus_height_m)
    if here.distance_m > above_m or getattr(script.rig, f"{framed}_distance_m") is not None:
        return script
    far_m = float(f"{STEEP * above_m:.3g}")
    make: Callable[..., Rig] = replace
    rig = make(script.rig, **{f"{framed}_distance_m": far_m})
    return replace(script, framing=replace(script.framing, size=None), rig=rig)


def _heights_m(rig: Rig, framed_m: float, far_m: float, framed: str) -> dict[str, float]:
    """The height of the end that nobody said, so far over or under the other."""
    if framed == "from":
        return {"to_height_m": framed_m + far_m} if rig.to_height_m is None else {}
    if rig.from_height_m is None:
        return {"from_height_m": framed_m - far_m}
    return {"to_height_m": rig.from_height_m + far_m} if rig.to_height_m is None else {}


def told_climb(script: SceneScript, words: str) -> list[str]:
    """Both heights in words, where a move climbs that goes somewhere as well."""
    if not words:
        return []
    heights = {
        f"rig.{end}_height_m": h.height_m
        for end, h in zip(("from", "to"), stations(script), strict=True)
    }
    return [f"{', '.join(told(path, high_m) for path, high_m in heights.items())} for {words!r}"]
