# SPDX-License-Identifier: Apache-2.0
"""What gives way when one number of a shot changes, each as the scripts to try, the mildest first.

Nothing here judges a script. What somebody asked for is never among what gives way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil, log, radians
from typing import Any

from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.script.moves import AMOUNTS, MOVES, framed_end
from scene_stager.script.plain_words import DISTANCE
from scene_stager.script.rig import Rig
from scene_stager.script.rules.about_lens import CHANGES_DISTANCE
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import try_move
from scene_stager.script.stations import distance_m, size_distance_m, stations
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._request import RigRefusal

Asked = Mapping[str, Any]


SHRINKS = (1.0, 0.7, 0.4, 0.2)  # of the way, where a rig cannot make all of it: house default
# What is nearest to a move that a rig cannot make; after these it stays where it is framed.
INSTEAD = {"orbit": ("track_right", "track_left"), "flyover": ("push_in",)}


def changed(script: SceneScript, values: Asked) -> SceneScript:
    """A script with other values at these paths."""
    for path, value in values.items():
        slot, _, name = path.rpartition(".")
        made: Any = replace
        if slot:
            script = made(script, **{slot: made(getattr(script, slot), **{name: value})})
        else:
            script = made(script, **{name: value})
    return script


def cameras(base: SceneScript, script: SceneScript, asked: Asked) -> Iterator[SceneScript]:
    """Where the camera stands: it moves so that the shot size stays; else the size gives way.

    It moves with all its way in proportion, then its heights too, then its way as it is.
    """
    framed = f"{framed_end(script.rig.move, script.lens.zoom)}_distance_m"
    said_m, grown = getattr(script.rig, framed), size_distance_m(script) / size_distance_m(base)
    if said_m is None:
        placed = {f"rig.{framed}": asked[DISTANCE]} if DISTANCE in asked else {}
        yield changed(scaled(script, grown), placed)
        return
    away_m = asked.get(DISTANCE, said_m * grown)
    moved = tuple(_moved(script, said_m, away_m))
    yield from moved
    if "framing.size" not in asked:
        yield from map(with_nearest_size, moved if DISTANCE in asked else (script,))


def _moved(script: SceneScript, said_m: float, away_m: float) -> Iterator[SceneScript]:
    """The framed end as far off as that: the way in proportion, with its heights, or as it is."""
    if away_m == said_m:
        yield script
        return
    yield scaled(script, away_m / said_m)
    yield scaled(script, away_m / said_m, heights=True)
    yield _set_off(script, away_m - said_m)


def with_nearest_size(script: SceneScript) -> SceneScript:
    """The shot size that the camera sees from where it stands, where the script says one."""
    framed = framed_end(script.rig.move, script.lens.zoom)
    away_m = getattr(script.rig, f"{framed}_distance_m")
    if script.framing.size is None or away_m is None:
        return script
    usual_m = size_distance_m(script) / SHOT_SIZES[script.framing.size]
    size = min(SHOT_SIZES, key=lambda name: abs(log(SHOT_SIZES[name] * usual_m / away_m)))
    return changed(script, {"framing.size": size})


def moves(script: SceneScript) -> Iterator[SceneScript]:
    """The move itself, or what comes nearest to it on a rig that cannot make it."""
    able = rigs()[script.rig.rig].moves
    if script.rig.move in able:
        yield script
    else:
        for name in INSTEAD.get(script.rig.move, ()):
            if name in able and (name != _other_side(script.rig)):
                yield _moving(script, name)
    if script.rig.move != "hold":
        yield held(script)


def held(script: SceneScript) -> SceneScript:
    """The camera stays where the move is framed."""
    rig = script.rig
    framed = framed_end(rig.move, script.lens.zoom)
    values: dict[str, Any] = {f"rig.{name}": None for name in AMOUNTS}
    values |= {
        "rig.move": "hold",
        "rig.from_distance_m": getattr(rig, f"{framed}_distance_m"),
        "rig.from_height_m": getattr(rig, f"{framed}_height_m"),
    }
    return _with_its_zoom(changed(script, values))


def ways(script: SceneScript) -> Iterator[SceneScript]:
    """The whole way, then less and less of it; the end that is framed stays."""
    for share in SHRINKS if script.rig.move != "hold" else SHRINKS[:1]:
        yield _shorter(script, share) if share < 1.0 else script


def times(script: SceneScript, asked: Asked) -> Iterator[SceneScript]:
    """As it is timed, then as long as the rig needs, all of the shot, as fast as the rig can.

    Where the time was asked for, the shot grows instead.
    """
    yield script
    if {"rig.duration_s", "rig.speed_m_s"} & set(asked):
        yield from _longer_shots(script)
        return
    if "duration_s" not in MOVES[script.rig.move].takes:
        return
    refusal = try_move(script)
    needed_s = refusal.shortest_s if isinstance(refusal, RigRefusal) else None
    begins_s, shot_s = script.rig.start_s, script.duration_s
    timed = changed(script, {"rig.speed_m_s": None})
    if needed_s is not None and begins_s + needed_s <= shot_s:
        takes_s = min(ceil(100.0 * needed_s) / 100.0, shot_s - begins_s)
        yield changed(timed, {"rig.duration_s": takes_s})
    if begins_s < shot_s:
        yield changed(timed, {"rig.duration_s": shot_s - begins_s})
    yield changed(timed, {"rig.duration_s": shot_s, "rig.start_s": 0.0})
    yield changed(timed, {"rig.duration_s": None, "rig.start_s": 0.0, "rig.pace": "brisk"})


def _longer_shots(script: SceneScript) -> Iterator[SceneScript]:
    takes_s = script.rig.duration_s
    if takes_s is None:
        staged = try_move(script)
        if isinstance(staged, RigRefusal):
            return
        takes_s = staged.move.curve.duration_s
    top, bottom = script.fps
    frames = ceil((script.rig.start_s + takes_s) * top / bottom) + 1
    if frames > script.frame_count:
        yield changed(script, {"frame_count": frames})


def scaled(script: SceneScript, factor: float, *, heights: bool = False) -> SceneScript:
    """The whole way nearer or farther in proportion, with what the focus is set to."""
    if factor == 1.0:
        return script
    rig, middle_m = script.rig, script.subject.actual_focus_height_m
    values: dict[str, Any] = {}
    for path in ("rig.from_distance_m", "rig.to_distance_m", "rig.travel_m"):
        values |= _times(script, path, factor)
    for path in ("lens.focus_m", "lens.to_focus_m"):
        values |= _times(script, path, factor)
    for name in ("from_height_m", "to_height_m") if heights else ():
        high_m = getattr(rig, name)
        if high_m is not None:
            values[f"rig.{name}"] = _plain(middle_m + factor * (high_m - middle_m))
    return changed(script, values)


def _set_off(script: SceneScript, farther_m: float) -> SceneScript:
    """The whole way, as long as it is, so much nearer or farther."""
    ends = [f"rig.{end}_distance_m" for end in ("from", "to")]
    given = {path: getattr(script.rig, path[4:]) for path in ends}
    moved = {path: _plain(m + farther_m) for path, m in given.items() if m is not None}
    return changed(script, moved)


def _times(script: SceneScript, path: str, factor: float) -> dict[str, float]:
    slot, name = path.split(".")
    value = getattr(getattr(script, slot), name)
    return {} if value is None else {path: _plain(value * factor)}


def _shorter(script: SceneScript, share: float) -> SceneScript:
    """A share of the way: the end that is not framed comes nearer to the one that is."""
    rig, framed = script.rig, framed_end(script.rig.move, script.lens.zoom)
    other = "to" if framed == "from" else "from"
    here = stations(script)[0 if framed == "from" else 1]
    from_m = {"distance_m": distance_m(script, here), "height_m": here.height_m}
    values: dict[str, Any] = {}
    for name, near_m in from_m.items():
        far_m = getattr(rig, f"{other}_{name}")
        if far_m is not None:
            values[f"rig.{other}_{name}"] = _plain(near_m + share * (far_m - near_m))
    for path in ("rig.travel_m", "rig.orbit_deg"):
        values |= _times(script, path, share)
    return changed(script, values)


def _moving(script: SceneScript, move: str) -> SceneScript:
    """The same way, as nearly as another move can go it."""
    start, end = stations(script)
    rig = script.rig
    values: dict[str, Any] = {"rig.move": move, "rig.orbit_deg": None, "rig.to_distance_m": None}
    if move == "push_in":
        values |= {"rig.travel_m": None, "rig.to_distance_m": _plain(distance_m(script, end))}
        values["rig.from_distance_m"] = _plain(distance_m(script, start))
        if rig.to_height_m is None:
            values["rig.to_height_m"] = rig.from_height_m
        return with_nearest_size(changed(script, values))
    if rig.orbit_deg is not None:
        values["rig.travel_m"] = _plain(abs(radians(rig.orbit_deg)) * start.distance_m)
    return _with_its_zoom(changed(script, values))


def _other_side(rig: Rig) -> str:
    """The way that an orbit does not go."""
    return "track_left" if (rig.orbit_deg or 0.0) >= 0.0 else "track_right"


def _with_its_zoom(script: SceneScript) -> SceneScript:
    """A dolly zoom needs a move that changes the distance."""
    if script.lens.zoom == "dolly_zoom" and script.rig.move not in CHANGES_DISTANCE:
        return changed(script, {"lens.zoom": "none"})
    return script


def _plain(value: float) -> float:
    return float(f"{value:.4g}")
