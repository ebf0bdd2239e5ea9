# SPDX-License-Identifier: Apache-2.0
"""How far a move goes when prose does not say: in proportion to how far off the subject is."""

from collections.abc import Callable
from dataclasses import replace
from math import inf

from scene_stager.script.moves import framed_end
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import distance_m, goes_along, stations
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._arm import Build

# All house defaults, not measured.
FARTHER = 2.2  # a push in begins, and a pull out ends, so many times farther off
TURN_DEG = {"slow": 60.0, "normal": 90.0, "brisk": 120.0, "whip": 120.0}
CLIMB_SHARE = 0.4
TRACK_SHARE = 0.8
FLIGHT_SHARE, FLIGHT_HEIGHT_SHARE, FLIGHT_TILT_DEG = 0.6, 0.3, 6.0
PAN_DEG, TILT_DEG = 30.0, 12.0
WHIP_FARTHER = 2.0  # a whip comes from farther off
REVEAL_FARTHER, REVEAL_RISE_SHARE, REVEAL_LOW_M = 1.25, 0.35, 0.8
SOARS_M_S = 1.0  # a rig that can rise this fast makes its reveals by rising
CLEAR_M = 0.3
BEHIND = 2.0  # a rack focus begins on what is this many times as far off as the subject

Amounts = dict[str, float]


def with_amounts(script: SceneScript) -> SceneScript:
    """The same script with every amount that its move needs."""
    if goes_along(script):
        return script
    fill = FILLS.get(script.rig.move)
    if fill is None:
        return script
    amounts = {name: float(f"{value:.3g}") for name, value in fill(script).items()}
    make: Callable[..., Rig] = replace
    return replace(script, rig=make(script.rig, **amounts))


def with_focus(script: SceneScript) -> SceneScript:
    """The same script with somewhere to rack the focus from: something behind the subject."""
    lens = script.lens
    if lens.focus != "rack" or lens.focus_m is not None or lens.to_focus_m is not None:
        return script
    behind_m = BEHIND * distance_m(script, stations(script)[0])
    return replace(script, lens=replace(lens, focus_m=float(f"{behind_m:.3g}")))


def most_m(rig: Rig) -> float:
    """How far a rig goes at most when nothing says how far: half of what an arm can grow by."""
    profile = rigs()[rig.rig]
    if profile.kinematics != "arm":
        return inf
    shortest_m, longest_m = Build.of(profile.settings).reach_m
    return (longest_m - shortest_m) / 2.0


def _framed_m(script: SceneScript) -> float:
    """How far off the subject the framed end of the move is."""
    ends = stations(script)
    last = framed_end(script.rig.move, script.lens.zoom) == "to"
    return distance_m(script, ends[1 if last else 0])


def _line(script: SceneScript) -> Amounts:
    rig, framed = script.rig, framed_end(script.rig.move, script.lens.zoom)
    other = "from" if framed == "to" else "to"
    framed_m, other_m = (getattr(rig, f"{end}_distance_m") for end in (framed, other))
    nearer = "to" if rig.move == "push_in" else "from"
    factor = FARTHER if framed == nearer else 1.0 / FARTHER
    if other_m is not None and framed_m is None and script.framing.size is None:
        return {f"{framed}_distance_m": other_m / factor} if rig.travel_m is None else {}
    if other_m is not None or rig.travel_m is not None:
        return {}
    framed_m = _framed_m(script)
    apart_m = min(framed_m * abs(factor - 1.0), most_m(rig))
    return {f"{other}_distance_m": framed_m + (apart_m if factor > 1.0 else -apart_m)}


def _orbit(script: SceneScript) -> Amounts:
    rig = script.rig
    known = rig.orbit_deg is not None or rig.travel_m is not None
    return {} if known else {"orbit_deg": TURN_DEG[rig.pace]}


def _upright(script: SceneScript) -> Amounts:
    rig = script.rig
    if rig.to_height_m is not None or rig.travel_m is not None:
        return {}
    climb_m = min(CLIMB_SHARE * _framed_m(script), most_m(rig))
    if rig.move == "descend":
        climb_m = min(climb_m, max(stations(script)[0].height_m - CLEAR_M, 0.0))
    return {"travel_m": climb_m}


def _sideways(script: SceneScript) -> Amounts:
    if script.rig.travel_m is not None:
        return {}
    return {"travel_m": min(TRACK_SHARE * _framed_m(script), most_m(script.rig))}


def _over(script: SceneScript) -> Amounts:
    rig, amounts = script.rig, dict[str, float]()
    away_m = _framed_m(script)
    if _height_is_open(script) and rig.to_height_m is None:
        high_m = FLIGHT_HEIGHT_SHARE * away_m + script.subject.actual_focus_height_m
        amounts["from_height_m"] = high_m
    if rig.travel_m is None and rig.to_distance_m is None:
        amounts["travel_m"] = FLIGHT_SHARE * away_m
    if rig.tilt_deg is None:
        amounts["tilt_deg"] = FLIGHT_TILT_DEG
    return amounts


def _turn(script: SceneScript) -> Amounts:
    name = "pan_deg" if script.rig.move.startswith("pan") else "tilt_deg"
    usual = PAN_DEG if name == "pan_deg" else TILT_DEG
    usual *= WHIP_FARTHER if script.rig.pace == "whip" else 1.0
    return {} if getattr(script.rig, name) is not None else {name: usual}


def _reveal(script: SceneScript) -> Amounts:
    rig, amounts = script.rig, dict[str, float]()
    away_m = _framed_m(script)
    if _soars(rig) and rig.from_height_m is None:
        high_m = stations(script)[1].height_m
        if _height_is_open(script):
            rise_m = min(REVEAL_RISE_SHARE * away_m, most_m(rig))
            high_m = script.subject.actual_focus_height_m + rise_m
            amounts["to_height_m"] = high_m
        amounts["from_height_m"] = max(min(REVEAL_LOW_M, high_m / 2.0), high_m - most_m(rig))
    if rig.from_distance_m is None and rig.travel_m is None:
        amounts["from_distance_m"] = min(REVEAL_FARTHER * away_m, away_m + most_m(rig))
    return amounts


def _height_is_open(script: SceneScript) -> bool:
    """True when nothing says how high the framed end of the move is."""
    framing, end = script.framing, framed_end(script.rig.move, script.lens.zoom)
    said = framing.elevation_deg is not None or framing.angle != "eye_level"
    return not said and getattr(script.rig, f"{end}_height_m") is None


def _soars(rig: Rig) -> bool:
    profile = rigs()[rig.rig]
    return any(
        axis.name in ("rise", "tip") and axis.speed.hard >= SOARS_M_S for axis in profile.axes
    )


FILLS: dict[str, Callable[[SceneScript], Amounts]] = {
    "push_in": _line,
    "pull_out": _line,
    "orbit": _orbit,
    "rise": _upright,
    "descend": _upright,
    "track_left": _sideways,
    "track_right": _sideways,
    "flyover": _over,
    "pan_left": _turn,
    "pan_right": _turn,
    "tilt_up": _turn,
    "tilt_down": _turn,
    "reveal": _reveal,
}
