# SPDX-License-Identifier: Apache-2.0
"""Room for a move: how far off a camera begins that has none where its size would put it."""

from collections.abc import Mapping
from math import ceil

from scene_stager.script.moves import framed_end
from scene_stager.script.prose.settled.by_ends import UPRIGHT
from scene_stager.script.prose.settled.fast import AFTER_S, SIZED_BY, WIDE, is_past_all_rigs
from scene_stager.script.prose.settled.fill import (
    STAYS,
    Values,
    script_of,
    script_with,
    too_near_m,
    without,
)
from scene_stager.script.prose.settled.lenses import framed_m, with_lens
from scene_stager.script.prose.settled.rising import with_room_to_rise
from scene_stager.script.prose.settled.settle import COMES, ENDS_HIGH_OR_LOW, WAITED_FOR
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.rules.about_place import about_size
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import distance_m, size_distance_m, stations
from scene_stager.script.validate import validate

HIGH = "rig.from_height_m"
FARTHER = (2.0, 4.0, 8.0, 16.0)  # times the usual way: how far off a flight may have to begin
ALMOST = 0.98  # of the way to the subject: a camera so high over it looks straight down
ARRIVES = 0.6  # of the way to the camera: how near somebody comes who starts as large as said


def with_room(text: str, said: Mapping[str, Value]) -> Values:
    """What was said, without what leaves the camera no room, and how far off it has some."""
    said = with_lens(text, said)
    if said.get("rig.move") in UPRIGHT:
        return with_room_to_rise(text, said)
    if said.get("rig.move") == "flyover":
        return _with_room_to_pass(text, said)
    if COMES in said and script_with(text, said).rig.move in STAYS:
        return _with_room_to_come(text, said)
    if said.get("rig.move") == "push_in" and said.get("subject.motion", "still") != "still":
        return _with_room_to_meet(text, said)
    if said.get("rig.move") in STAYS and not {"rig.rig", *SIZED_BY} & set(said):
        return _with_room_to_turn(text, said)
    if is_past_all_rigs(said):
        return _going_by(text, said)
    if said.get("framing.size", WIDE[0]) in WIDE:
        return _with_room_below(text, said)
    values = dict(said)
    if _is_above_its_size(text, said):
        values.pop(HIGH)
    return _with_room_to_focus(text, values)


def _with_room_to_focus(text: str, said: Values) -> Values:
    """A size that a lens which was named cannot focus near enough for is as near as it does."""
    script = script_with(text, said)
    far_m = too_near_m(script)
    if far_m is None or "framing.size" not in said or any(path in said for path in SIZED_BY[1:]):
        return said
    values = without(said, "framing.size")
    return {**values, f"rig.{framed_end(script.rig.move, script.lens.zoom)}_distance_m": far_m}


def _going_by(text: str, said: Mapping[str, Value]) -> Values:
    """Somebody too fast to go along with crosses before a camera far enough off to turn after."""
    values = without(said, "framing.size")
    far_m = float(f"{float(said['subject.speed_m_s']) * AFTER_S:.3g}")
    by = {"rig.move": "hold", "subject.heading_deg": 90.0, **values, "rig.from_distance_m": far_m}
    return dict(said) if validate(script_of(text, by)) else by


def _with_room_to_pass(text: str, said: Mapping[str, Value]) -> Values:
    """A flight over somebody that no head can hold begins as far off as one that a head can."""
    values = without(said, "framing.size")
    if any(path in said for path in (*SIZED_BY[1:], "rig.travel_m")):
        return dict(said)
    usual = script_of(text, said)
    if not validate(usual):
        return dict(said)
    for times in FARTHER:
        far_m = times * distance_m(usual, stations(usual)[0])
        farther = {**values, "rig.from_distance_m": float(f"{far_m:.3g}")}
        if not validate(script_of(text, farther)):
            return farther
    return dict(said)


def _with_room_to_come(text: str, said: Mapping[str, Value]) -> Values:
    """Somebody who walks up to a camera that stays is as large as was said where they arrive."""
    script = script_with(text, said)
    if any(path in said for path in SIZED_BY[1:]) or isinstance(try_move(script), Staging):
        return dict(said)
    short = _with_time_to_come(said, script)
    if "framing.size" in said and isinstance(try_move(script_with(text, short)), Staging):
        return short
    walks = script.subject.kind == "person" and said[COMES] == WAITED_FOR
    if "framing.size" in said and walks:  # the camera goes along, then
        return {path: value for path, value in said.items() if path != "rig.move"}
    values = without(said, "framing.size")
    way_m = script.subject.actual_speed_m_s * script.duration_s
    for times in (1.0, *FARTHER):
        far_m = float(f"{times * size_distance_m(script) + way_m:.3g}")
        farther = {**values, "rig.from_distance_m": far_m}
        if isinstance(try_move(script_with(text, farther)), Staging):
            return farther
    return dict(said)


def _with_time_to_come(said: Mapping[str, Value], script: SceneScript) -> Values:
    """Somebody who starts as large as was said comes to the camera in so many frames."""
    top, bottom = script.fps
    way_m = ARRIVES * size_distance_m(script)
    frames = ceil(way_m / script.subject.actual_speed_m_s * top / bottom)
    return {"frame_count": frames, **said}


def _with_room_to_turn(text: str, said: Mapping[str, Value]) -> Values:
    """Somebody who passes too fast for a head to turn after them does so farther off."""
    script = script_with(text, said)
    if isinstance(try_move(script), Staging) or script.subject.motion == "still":
        return _with_room_below(text, said)
    for times in FARTHER:
        far_m = float(f"{times * size_distance_m(script):.3g}")
        farther = {**said, "rig.from_distance_m": far_m}
        if isinstance(try_move(script_with(text, farther)), Staging):
            return farther
    return dict(said)


def _is_above_its_size(text: str, said: Mapping[str, Value]) -> bool:
    """True for a camera that would be higher over the subject than its size has it far off."""
    if HIGH not in said or any(path in said for path in SIZED_BY[1:]):
        return False
    script = script_with(text, said)
    above_m = abs(float(said[HIGH]) - script.subject.actual_focus_height_m)
    return script.rig.move not in ENDS_HIGH_OR_LOW and above_m > ALMOST * size_distance_m(script)


def _with_room_below(text: str, said: Mapping[str, Value]) -> Values:
    """What was said, without a size that the camera is too far off or too high for, where that is
    a wide one; a camera so high looks down half a right angle."""
    values = dict(said)
    if not any(path in said for path in (*SIZED_BY[1:], HIGH)):
        return values
    script, high_m = script_with(text, said), values.get(HIGH)
    if high_m is not None and not any(path in said for path in SIZED_BY[1:]):
        above_m = float(high_m) - script.subject.actual_focus_height_m
        if above_m > size_distance_m(script):
            values.pop("framing.size", None)
            values["rig.from_distance_m"] = float(f"{2.0**0.5 * above_m:.3g}")
    elif any(about_size(script)) and framed_m(script) > size_distance_m(script):
        values.pop("framing.size", None)
    return values


def _with_room_to_meet(text: str, said: Mapping[str, Value]) -> Values:
    """A push in on somebody who comes goes as far as on one who stays, from so much farther off
    as she goes meanwhile: she is as large as was said where it ends."""
    script = script_with(text, said)
    if any(path in said for path in SIZED_BY[1:]) or not validate(script):
        return dict(said)
    speed_m_s = script.subject.actual_speed_m_s
    stays = script_with(text, {**said, "subject.motion": "still"})
    ends_m = [distance_m(stays, end) + speed_m_s * stays.duration_s for end in stations(stays)]
    values = without(said, "framing.size")
    for path, end_m in zip(SIZED_BY[1:], ends_m, strict=True):
        values[path] = float(f"{end_m:.3g}")
    return dict(said) if validate(script_with(text, values)) else values
