# SPDX-License-Identifier: Apache-2.0
"""A shot that no rig can make as it would be filled: what nobody said gives way until one can."""

from collections.abc import Iterator, Mapping

from scene_stager.script.moves import framed_end
from scene_stager.script.prose.settled.fill import (
    OTHER_SIZE,
    Values,
    script_of,
    script_with,
    without,
)
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.prose.synonyms.gaits import SPRINT, STROLL
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import distance_m, stations
from scene_stager.shot.rigs import rigs

SHARES = (0.7, 0.5, 0.35, 0.25, 0.15, 0.08)  # of the way that a move would usually go
SPEED, SIZE, FAR = "subject.speed_m_s", "framing.size", "rig.from_distance_m"
# How fast a gait is by its word alone, which nobody said in numbers.
USUAL_SPEEDS = tuple(float(gait[f"~{SPEED}"]) for gait in (STROLL, SPRINT))
FARTHER = (2.0, 4.0, 8.0)  # times the usual way off


def fitted(text: str, said: Mapping[str, Value], filled: Mapping[str, Value]) -> Values:
    """What was `said` and filled, with a way or a speed that some rig can make.

    A size at the other end, or the size, gives way last; without any such shot all stays.
    """
    values = dict(filled)
    if _can(text, values):
        return values
    as_said = {path: value for path, value in values.items() if path in said}
    for begin in (as_said, values):
        for one in _ways(text, begin):
            if _can(text, one):
                return one
    return values


def _can(text: str, values: Values) -> bool:
    return isinstance(try_move(script_of(text, values)), Staging)


def _ways(text: str, values: Values) -> Iterator[Values]:
    slower = _slower(values)
    yield slower
    yield from _shorter(text, slower)
    one_size = without(slower, OTHER_SIZE)
    if one_size != slower:
        yield one_size
        yield from _shorter(text, one_size)
    no_size = without(one_size, SIZE)
    yield no_size
    if FAR not in values:
        near_m = distance_m(script := script_with(text, no_size), stations(script)[0])
        for times in FARTHER:
            yield {**no_size, FAR: float(f"{times * near_m:.3g}")}


def _slower(values: Values) -> Values:
    """Somebody whose gait alone says how fast, no faster than the rig that goes along."""
    rig = str(values.get("rig.rig", ""))
    if SPEED not in values or values.get("subject.motion") not in ("walk", "run") or not rig:
        return values
    fastest = [axis.speed.hard for axis in rigs()[rig].axes if axis.name == "travel"]
    usual = float(values[SPEED]) in USUAL_SPEEDS
    return {**values, SPEED: min(float(values[SPEED]), *fastest)} if fastest and usual else values


def _shorter(text: str, values: Values) -> Iterator[Values]:
    """The same move over less and less of its way, where nobody said how far it goes."""
    script = script_with(text, values)
    for share in SHARES:
        way = _part_of(script, values, share)
        if way:
            yield {**values, **way}


def _part_of(script: SceneScript, values: Values, share: float) -> Values:
    rig = script.rig
    if rig.travel_m is not None and "rig.travel_m" not in values:
        return {"rig.travel_m": float(f"{share * rig.travel_m:.3g}")}
    framed = framed_end(rig.move, script.lens.zoom)
    other = f"rig.{'from' if framed == 'to' else 'to'}_distance_m"
    if getattr(rig, other.removeprefix("rig.")) is None or other in values:
        return {}
    begin_m, end_m = (distance_m(script, station) for station in stations(script))
    near_m, far_m = (end_m, begin_m) if framed == "to" else (begin_m, end_m)
    return {other: float(f"{near_m + share * (far_m - near_m):.3g}")}
