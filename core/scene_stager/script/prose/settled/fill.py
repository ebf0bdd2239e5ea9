# SPDX-License-Identifier: Apache-2.0
"""From what prose said to a whole script: what it left open is filled so that the shot bakes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from math import ceil

from scene_stager.errors import InputError
from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.script.amounts import FLIGHT_SHARE, with_amounts, with_focus
from scene_stager.script.lens_clock import has_own_clock, own_duration_s
from scene_stager.script.moves import GOES_ALONG, MAY_GO_ALONG, MOVES, framed_end
from scene_stager.script.prose.settled.climb import CLIMB, CLIMB_M, with_climb, with_room_for
from scene_stager.script.prose.settled.fast import SIZED_BY
from scene_stager.script.prose.settled.settle import COMES
from scene_stager.script.prose.settled.usual import nearer_than, usual_move, usual_rig, usual_size
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.prose.words import plain_word
from scene_stager.script.rate import read_rate_text
from scene_stager.script.rig import Rig
from scene_stager.script.rules.about_lens import nearest_focus_m
from scene_stager.script.rules.about_place import SIZE_FACTOR
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import distance_m, goes_along, stations
from scene_stager.script.subject import USUAL_SPEED_M_S
from scene_stager.script.validate import field_mistakes
from scene_stager.shot.rigs import rigs

USUAL_S = 8.0  # a shot in which the camera does not move by itself
TAIL_S = 1.0  # the shot stays this long after the move is over
SHORT_TAIL_S = 0.25  # after a move that fills the shot; house default, not measured
# So long that any move fits, while its length is not known, or who comes has not passed yet.
SETTLING_S = (600.0, 60.0, 20.0, 10.0)
LONGEST_NAME, SUM_LETTERS = 64, 8
STRONGER = ("moco", "drone", "wirecam")  # in the order in which a set would send for them
OTHER_SIZE = "@other_size"  # the size at the end of a move that is not the framed one
STAYS = ("hold", "pan_left", "pan_right", "tilt_up", "tilt_down")
ACROSS_DEG = 90.0  # which way somebody goes who passes; house default
MACRO_MM = 100.0  # the lens for what any other is too near for; house default

Values = dict[str, Value]


def without(values: Mapping[str, Value], path: str) -> Values:
    """The same values, but for one field."""
    return {other: value for other, value in values.items() if other != path}


def script_of(text: str, said: Mapping[str, Value]) -> SceneScript:
    """The script of some prose, given what its words gave to each field. Raises InputError.

    Where nobody said what carries the camera and the usual rig cannot, another does that can.
    """
    usual = script_with(text, said)
    if isinstance(try_move(usual), Staging):
        return usual
    if "rig.move" not in said:
        usual = _standing(text, said) or usual
    if "rig.rig" in said:
        return usual
    for rig in STRONGER:
        if usual.rig.move in rigs()[rig].moves and rig != usual.rig.rig:
            script = script_with(text, {**said, "rig.rig": rig})
            if script.rig.move == usual.rig.move and isinstance(try_move(script), Staging):
                return script
    return usual


def _standing(text: str, said: Mapping[str, Value]) -> SceneScript | None:
    """The same shot from where it begins, as long as it was to be: nobody said that it moves."""
    values = {path: value for path, value in said.items() if path != "rig.duration_s"}
    top, bottom = read_rate_text(str(said.get("fps", "24"))) or (24, 1)
    if "rig.duration_s" in said:
        values["frame_count"] = round(float(said["rig.duration_s"]) * top / bottom)
    script = script_with(text, {**values, "rig.move": "hold"})
    return script if isinstance(try_move(script), Staging) else None


def script_with(text: str, said: Mapping[str, Value]) -> SceneScript:
    """The script with what was said and every amount that its move needs. Raises InputError."""
    values = _with_rig(dict(said))
    other_size = values.pop(OTHER_SIZE, None)
    climb, climb_m = values.pop(CLIMB, None), values.pop(CLIMB_M, None)
    values.pop(COMES, None)
    script = _build(text, values)
    wrong = field_mistakes(script)
    if wrong:
        raise InputError(wrong)
    if not any(path in said for path in SIZED_BY):
        script = _with_room_to_fly(script)
    is_sized = any(path in said for path in SIZED_BY)
    near = _no_nearer_than_focus(script, is_sized=is_sized)
    if near is script and "lens.focal_length_mm" not in said and "framing.size" in said:
        longer = replace(script, lens=replace(script.lens, focal_length_mm=MACRO_MM))
        near = (
            _no_nearer_than_focus(longer, is_sized=True) if too_near_m(script) is not None else near
        )
    script = near
    if other_size is not None:
        script = _with_other_size(script, str(other_size))
    if climb is not None:
        script = with_climb(script, float(climb), None if climb_m is None else float(climb_m))
        script = script if "framing.size" in said else with_room_for(script)
    return _with_time(with_focus(with_amounts(script)), said)


def _with_rig(values: Values) -> Values:
    """Add the usual rig, move, size and motion where none was said."""
    rig, move = (_said(values, f"rig.{name}") for name in ("rig", "move"))
    if rig is None and "rig.preset" in values:
        rig = "handheld"
    if values.get("lighting.link") == "intrinsic" and "subject.selector" not in values:
        values.setdefault("subject.motion", "walk")  # somebody has to go where the light rides
    if "subject.speed_m_s" in values:
        values.setdefault("subject.motion", _usual_motion(values))
    moving = _said(values, "subject.motion") not in (None, "still")
    move = usual_move(rig, move, moving, _said(values, "framing.view"))
    rig = usual_rig(move, _said(values, "subject.kind")) if rig is None else rig
    values |= {"rig.rig": rig, "rig.move": move}
    if moving and _passes(values):
        values["subject.heading_deg"] = -ACROSS_DEG if move.endswith("left") else ACROSS_DEG
    if not any(path in values for path in SIZED_BY):
        values["framing.size"] = nearer_than(_said(values, OTHER_SIZE), usual_size(rig, move))
    if move in GOES_ALONG or (move in MAY_GO_ALONG and moving):
        values = _with_pace(values, rig)
    if values.get("lighting.practicals") not in (None, "none") and "lighting.style" not in values:
        values["lighting.style"] = "practical"
    return values


def _passes(values: Values) -> bool:
    """True for somebody who goes by a camera that stays, or beside one that tracks: across, where
    no word says otherwise."""
    if COMES in values or "subject.heading_deg" in values:
        return False
    if values["rig.move"] in MAY_GO_ALONG:
        return not {"framing.view", "framing.azimuth_deg"} & set(values)
    return values["rig.move"] in STAYS and values.get("framing.view") not in ("back", "front")


def _with_room_to_fly(script: SceneScript) -> SceneScript:
    """A flight that would end beyond the subject begins farther off, whatever the size is then."""
    rig, travel_m = script.rig, script.rig.travel_m
    if rig.move != "flyover" or travel_m is None:
        return script
    if travel_m < distance_m(script, stations(script)[0]):
        return script
    far_m = float(f"{travel_m / FLIGHT_SHARE:.3g}")
    return replace(
        script,
        framing=replace(script.framing, size=None),
        rig=replace(rig, from_distance_m=far_m),
    )


def _with_other_size(script: SceneScript, size: str) -> SceneScript:
    """A move from one size to another: its other end is so much farther off, or nearer."""
    framed = framed_end(script.rig.move, script.lens.zoom)
    other = "from" if framed == "to" else "to"
    if f"{other}_distance_m" not in MOVES[script.rig.move].takes or script.framing.size is None:
        return script
    times = SHOT_SIZES[size] / SHOT_SIZES[script.framing.size]
    far_m = float(f"{times * distance_m(script, stations(script)[framed == 'to']):.3g}")
    make: Callable[..., Rig] = replace
    return replace(script, rig=make(script.rig, **{f"{other}_distance_m": far_m}))


def _no_nearer_than_focus(script: SceneScript, *, is_sized: bool) -> SceneScript:
    """A shot so large that the lens is too near for it is taken from as near as the lens focuses,
    while that is still the size that was said, if one `is_sized`."""
    end = framed_end(script.rig.move, script.lens.zoom)
    here_m = distance_m(script, stations(script)[end == "to"])
    nearest_m = float(f"{1.01 * nearest_focus_m(script.lens):.3g}")
    if getattr(script.rig, f"{end}_distance_m") is not None or here_m >= nearest_m:
        return script
    if nearest_m > SIZE_FACTOR * here_m:
        if is_sized:
            return script
        script = replace(script, framing=replace(script.framing, size=None))
    make: Callable[..., Rig] = replace
    return replace(script, rig=make(script.rig, **{f"{end}_distance_m": nearest_m}))


def too_near_m(script: SceneScript) -> float | None:
    """How near the lens focuses, where a size wants the camera much nearer than that; or none."""
    end = framed_end(script.rig.move, script.lens.zoom)
    given = getattr(script.rig, f"{end}_distance_m") is not None
    here_m = distance_m(script, stations(script)[end == "to"])
    nearest_m = float(f"{1.01 * nearest_focus_m(script.lens):.3g}")
    return None if given or nearest_m <= SIZE_FACTOR * here_m else nearest_m


def _with_pace(values: Values, rig: str) -> Values:
    """Set the subject in motion, no faster than the rig that goes along can follow."""
    motion = str(values.setdefault("subject.motion", _usual_motion(values)))
    if rig == "handheld" and motion in ("walk", "run"):
        values.setdefault("rig.preset", motion)
    fastest_m_s = [axis.speed.hard for axis in rigs()[rig].axes if axis.name in ("travel", "tip")]
    usual_m_s = USUAL_SPEED_M_S.get(motion, 0.0)
    if fastest_m_s and usual_m_s > fastest_m_s[0]:
        values.setdefault("subject.speed_m_s", fastest_m_s[0])
    return values


def _usual_motion(values: Values) -> str:
    """How somebody goes of whom nobody said it, who may be faster than people run."""
    fast = float(values.get("subject.speed_m_s", 0.0)) > USUAL_SPEED_M_S["run"]
    return "drive" if values.get("subject.kind") == "vehicle" else "run" if fast else "walk"


def _said(values: Values, path: str) -> str | None:
    return str(values[path]) if path in values else None


def _build(text: str, values: Values) -> SceneScript:
    """The script with just these fields filled."""
    header: dict[str, object] = {"name": _name(text), "title": " ".join(text.split())[:200]}
    slots: dict[str, dict[str, Value]] = {name: {} for name in SLOTS}
    for path, value in values.items():
        slot, dot, field = path.partition(".")
        if dot:
            slots[slot][field] = value
        else:
            header[path] = read_rate_text(str(value)) or value if path == "fps" else value
    make: Callable[..., SceneScript] = SceneScript
    return make(**header, **{name: SLOTS[name](**fields) for name, fields in slots.items()})


def _with_time(script: SceneScript, said: Mapping[str, Value]) -> SceneScript:
    """Make the shot as long as its move, or the move as long as the shot that was asked for."""
    rig = script.rig
    stands = goes_along(script) or rig.move == "hold"
    if "frame_count" in said:
        if stands or rig.pace == "whip" or rig.duration_s is not None or rig.speed_m_s is not None:
            return script
        left_s = script.duration_s - rig.start_s - SHORT_TAIL_S
        return (
            replace(script, rig=replace(rig, duration_s=round(left_s, 3))) if left_s > 0 else script
        )
    if stands:
        needed_s = own_duration_s(script) if has_own_clock(script) else 0.0
        return _lasting(script, max(USUAL_S, rig.start_s + needed_s + TAIL_S))
    if rig.duration_s is not None:
        return _lasting(script, rig.start_s + rig.duration_s + TAIL_S)
    for longest_s in SETTLING_S:
        staged = try_move(_lasting(script, longest_s))
        if isinstance(staged, Staging):
            return _lasting(script, float(staged.move.curve.breaks_s[-1]) + TAIL_S)
    return script


def _lasting(script: SceneScript, seconds: float) -> SceneScript:
    top, bottom = script.fps
    return replace(script, frame_count=ceil(seconds * top / bottom - 1e-9) + 1)


def _name(text: str) -> str:
    """A name made of the words of the prose; a long one ends in a sum of them all, so that two
    sentences that begin alike are not one shot."""
    plain = re.sub(r"[^a-z0-9]+", "_", plain_word(text)).strip("_")
    if not plain[:1].isalpha():
        plain = f"shot_{plain}".rstrip("_")
    if len(plain) > LONGEST_NAME:
        room = LONGEST_NAME - len("_") - SUM_LETTERS
        kept = plain[: room + 1].rpartition("_")[0] or plain[:room]
        plain = f"{kept}_{sha256(plain.encode('ascii')).hexdigest()[:SUM_LETTERS]}"
    return plain
