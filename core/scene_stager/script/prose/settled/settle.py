# SPDX-License-Identifier: Apache-2.0
"""Which word fills which field, once all of the prose is known."""

from dataclasses import replace

from scene_stager.errors import Mistake
from scene_stager.script.amounts import TURN_DEG
from scene_stager.script.moves import AMOUNTS, GOES_ALONG, MAY_GO_ALONG, MOVES, framed_end
from scene_stager.script.prose.choices import ADJECTIVE, Choice, Choices, choose, said
from scene_stager.script.prose.settled.by_ends import UPRIGHT, settle_ends
from scene_stager.script.prose.settled.ends import zoom_times
from scene_stager.script.prose.settled.usual import usual_move
from scene_stager.script.rate import read_rate_text

ENDS_HIGH_OR_LOW = ("rise", "descend", "reveal")
TRACKS_M_S = 2.0  # a dolly goes no faster
SIDES = {"track_left": "track", "track_right": "track", "pan_left": "pan", "pan_right": "pan"}
UP = {"low": -1.0, "high": 1.0}
COMES = "@comes"  # somebody who walks up to the camera
WAITED_FOR = "waited for"  # by a camera of which nobody said that it stays
STAYS_FOR = 3  # how weak it is that a camera stays where somebody comes to it
RAILS = ("dolly", "moco", "wirecam", "technocrane")
FLIES = ("drone", "wirecam", "technocrane")  # "at 30 m" is how high these are
LAST_FRAME = 1_000_000  # a start frame goes no farther; ten hours at 30 fps do
OPEN = "@"  # before a quantity: which field it is depends on the move


def settle_moves(choices: Choices) -> tuple[list[Mistake], list[str]]:
    """Give every open quantity the field it has in this move. The mistakes, and the words of
    quantities that belong to nothing."""
    mistakes: list[Mistake] = []
    homeless: list[str] = []
    settle_ends(choices)
    move = choices.get("rig.move")
    if move is not None and move.value == "pull_out" and _moves(choices) and not _crosses(choices):
        choices["rig.move"] = replace(move, value="lead")
    _against_each_other(choices)
    end = choices.get("lens.to_focal_length_mm")
    if end is not None and said("lens.zoom", choices) == "dolly_zoom":  # its distances say it
        _back_off(float(end.value), choices)
        homeless.append(f"to {float(choices.pop('lens.to_focal_length_mm').value):g} mm")
    homeless += _crossed(choices)
    way = choices.pop("@way", None)
    if way is not None and _move(choices) == "orbit":
        choices.setdefault("@sense", way)
    elif way is not None:
        homeless += _sent(way, choices)
    _go_their_way(choices)
    homeless += _ahead(choices) + _pitch(choices)
    lean, sense = choices.pop("@lean", None), choices.pop("@sense", None)
    wrong, nowhere = _settle_open(choices)
    return mistakes + wrong, homeless + nowhere + _turned(lean, sense, choices)


def _settle_open(choices: Choices) -> tuple[list[Mistake], list[str]]:
    """Every quantity in the field that it has in this move, or among the words of no field."""
    mistakes: list[Mistake] = []
    homeless: list[str] = []
    pending = [path for path in choices if path.startswith(OPEN)]
    for path in sorted(pending, key=lambda path: path != "@speed"):  # whoever goes sets the rest
        choice = choices.pop(path)
        field = _field_of(path, choices, float(choice.value) if path == "@speed" else 0.0)
        if field is None or _is_beyond(field, choices):
            homeless.append(choice.words)
            continue
        worked_out = _worked_out(path, choice, choices)
        if path == "@timecode" and float(worked_out.value) > LAST_FRAME:
            homeless.append(choice.words)
        else:
            mistakes += choose(choices, field, worked_out)
    return mistakes, homeless


def settle_climb(choices: Choices) -> dict[str, Choice]:
    """How a move climbs that also goes somewhere, taken out of the choices."""
    comes = choices.get(COMES)
    if comes is not None and "rig.move" not in choices:
        choices["rig.move"] = Choice(comes.words, "hold", STAYS_FOR, comes.place)
        choices[COMES] = replace(comes, value=WAITED_FOR)
    paths = [path for path in ("@climb", "@climb_m", COMES) if path in choices]
    return {path: choices.pop(path) for path in paths}


def _go_their_way(choices: Choices) -> None:
    """Let a track or a pan of no way of its own go to the side that somebody goes to."""
    move, heading = choices.get("rig.move"), choices.get("subject.heading_deg")
    free = choices.pop("@free", None) is not None  # "pan with her"
    if move is None or heading is None or move.value not in SIDES:
        return
    if not (free or move.suggested):
        return
    if abs(float(heading.value)) == 90.0:
        side = "right" if float(heading.value) > 0.0 else "left"
        choices["rig.move"] = replace(move, value=f"{SIDES[str(move.value)]}_{side}")


def _back_off(to_mm: float, choices: Choices) -> None:
    """Let a dolly zoom of no way of its own go back where its lens grows longer."""
    move, lens = choices.get("rig.move"), choices.get("lens.focal_length_mm")
    if move is not None and move.suggested and lens is not None:
        way = "pull_out" if to_mm > float(lens.value) else "push_in"
        choices["rig.move"] = replace(move, value=way)


def _against_each_other(choices: Choices) -> None:
    """Let a lens that comes nearer while its camera backs off, or the other way about, be a dolly
    zoom."""
    move = choices.get("rig.move")
    if said("lens.zoom", choices) == "dolly_zoom":
        choices.pop("@zoom", None)
    if move is None or move.suggested or said("lens.zoom", choices) != "zoom":
        return
    nearer = zoom_times(choices) > 1.0
    if move.value == ("pull_out" if nearer else "push_in"):
        choices["lens.zoom"] = replace(choices["lens.zoom"], value="dolly_zoom")
        choices.pop("@zoom", None)


def _ahead(choices: Choices) -> list[str]:
    """Let a camera that backs away ahead of somebody lead them; the words where it does not."""
    ahead = choices.pop("@ahead", None)
    if ahead is None or said("rig.move", choices) == "lead":
        return []
    if said("rig.move", choices) != "pull_out":
        return [ahead.words]
    choices["rig.move"] = replace(choices["rig.move"], value="lead")
    return []


def _pitch(choices: Choices) -> list[str]:
    """Tilt a low or a high angle by so many degrees, which say it better than the word does."""
    pitch, angle = choices.pop("@pitch", None), said("framing.angle", choices)
    homeless = [] if pitch is None or angle in UP else [pitch.words]
    if pitch is not None and angle in UP:
        far_deg = UP[angle] * abs(float(pitch.value))
        choices["framing.elevation_deg"] = replace(pitch, value=far_deg)
    elevation = choices.get("framing.elevation_deg")
    if elevation is None or angle is None:
        return homeless
    if elevation.weakness > choices["framing.angle"].weakness:
        return [*homeless, choices.pop("framing.elevation_deg").words]
    gone = choices.pop("framing.angle")
    agrees = UP.get(angle, 0.0) * float(elevation.value) > 0.0
    return homeless if agrees else [*homeless, gone.words]


def _crossed(choices: Choices) -> list[str]:
    """Let what goes on rails and has no move of its own go "left to right"; else who walks."""
    across, move = choices.pop("@across", None), choices.get("rig.move")
    if across is None:
        return []
    side = "left" if float(across.value) < 0.0 else "right"
    if move is None and said("rig.rig", choices) in RAILS:
        choices["rig.move"] = Choice(across.words, f"track_{side}", 0, across.place)
    elif move is not None and move.value in SIDES and (move.suggested or "@free" in choices):
        choices["rig.move"] = replace(move, value=f"{SIDES[str(move.value)]}_{side}", weakness=0)
    elif _moves(choices) and "subject.heading_deg" not in choices:
        choices["subject.heading_deg"] = replace(across, value=90.0 * float(across.value))
    else:
        return [across.words]
    return []


def _turned(lean: Choice | None, sense: Choice | None, choices: Choices) -> list[str]:
    """Let an orbit go clockwise or the other way, and a horizon lean to its side; the words where
    nothing turns. A camera that leans left turns anticlockwise."""
    roll, orbits = choices.get("framing.roll_deg"), _move(choices) == "orbit"
    if sense is not None and roll is not None and not orbits:
        lean, sense = replace(sense, value=-float(sense.value)), None
    if lean is not None and roll is not None:
        tilted = float(lean.value) * abs(float(roll.value))
        choices["framing.roll_deg"] = replace(roll, value=tilted)
    if sense is None:
        return []
    return _sensed(sense, choices) if orbits else [sense.words]


def _sent(way: Choice, choices: Choices) -> list[str]:
    """Let a tracking shot of no way of its own go left or right; the words where there is none."""
    move = choices.get("rig.move")
    free = move is not None and (move.suggested or "@free" in choices)
    if move is None or not free or move.value not in SIDES:
        return [way.words]
    side = "left" if float(way.value) < 0.0 else "right"
    choices["rig.move"] = replace(move, value=f"{SIDES[str(move.value)]}_{side}", weakness=0)
    return []


def _sensed(sense: Choice, choices: Choices) -> list[str]:
    usual_deg = TURN_DEG[said("rig.pace", choices) or "normal"]
    turn = choices.get("rig.orbit_deg", replace(sense, value=usual_deg, weakness=ADJECTIVE))
    choices["rig.orbit_deg"] = replace(turn, value=float(sense.value) * abs(float(turn.value)))
    return []


def _field_of(path: str, choices: Choices, speed_m_s: float = 0.0) -> str | None:
    """The field that a quantity such as "120 degrees" fills, given the move it is said of."""
    move = _move(choices)
    end = framed_end(move, said("lens.zoom", choices) or "none")
    takes = MOVES[move].takes
    if path == "@angle":
        return _angle_field(move, choices)
    if path == "@round":
        return "rig.orbit_deg" if move == "orbit" else None
    if path == "@held" and _waits(move, choices):
        return "rig.start_s"
    if path == "@after":
        return "rig.start_s" if _waits(move, choices) else None
    if path in ("@length_s", "@held"):
        return "frame_count"
    if path == "@seconds":
        return "rig.duration_s" if _takes_time(move, choices) else "frame_count"
    if path == "@metres" and "travel_m" in takes and move != "orbit":
        return "rig.travel_m"
    if path == "@to_height":
        return "rig.to_height_m"
    if path == "@at" and move == "descend":  # what it starts at
        return "rig.from_height_m"
    if path == "@at" and (move == "flyover" or said("rig.rig", choices) in FLIES):
        path = "@height"
    if path == "@height":
        return f"rig.{'to' if move in ENDS_HIGH_OR_LOW else 'from'}_height_m"
    if path in ("@from", "@to"):
        return _end_field(path.removeprefix(OPEN), move, choices)
    if path == "@rig_speed":
        return "rig.speed_m_s" if "speed_m_s" in takes else None
    if path == "@speed" and _is_of_the_subject(speed_m_s, choices):
        return "subject.speed_m_s"
    if path == "@speed":
        return "rig.speed_m_s" if "speed_m_s" in takes else "subject.speed_m_s"
    named = {"@shutter": "lens.shutter_deg", "@timecode": "start_frame"}
    named["@zoom"] = "lens.to_focal_length_mm"
    return named.get(path, f"rig.{end}_distance_m")


def _waits(move: str, choices: Choices) -> bool:
    """True where something is done behind "hold for three seconds"."""
    lens = said("lens.focus", choices), said("lens.zoom", choices)
    return move != "hold" or "rack" in lens or "zoom" in lens


def _is_of_the_subject(speed_m_s: float, choices: Choices) -> bool:
    """True for the speed of a vehicle that the camera keeps beside, and of whoever it tracks with
    unless a camera alone may go so fast: "tracking with the cyclist at 20 mph"."""
    kind, move = said("subject.kind", choices), choices.get("rig.move")
    if _move(choices) not in MAY_GO_ALONG or kind not in ("vehicle", "person"):
        return False
    vague = move is not None and move.suggested
    if _moves(choices) and "rig.travel_m" not in choices:
        return True
    faster = "rig.rig" not in choices and speed_m_s > TRACKS_M_S
    return kind == "vehicle" or vague or faster


def _is_beyond(field: str, choices: Choices) -> bool:
    """True for an amount that the move does not read: "to 6 feet" of a camera that stands."""
    slot, _, name = field.partition(".")
    reads = name not in AMOUNTS or name == "duration_s"  # a zoom or a rack takes its time as well
    return slot == "rig" and not reads and name not in MOVES[_move(choices)].takes


def _worked_out(path: str, choice: Choice, choices: Choices) -> Choice:
    """The value in the unit of its field: seconds as frames, a zoom as a focal length."""
    top, bottom = read_rate_text(said("fps", choices) or "24") or (24, 1)
    if path == "@timecode":
        return replace(choice, value=frame_at(str(choice.value), top, bottom))
    value = float(choice.value)
    lasts = path == "@seconds" and not _takes_time(_move(choices), choices)
    held = path == "@held" and not _waits(_move(choices), choices)
    if lasts or held or path == "@length_s":
        return replace(choice, value=round(value * top / bottom))
    if path == "@shutter":
        return replace(choice, value=round(360.0 * top / bottom / value, 2) if value else 0.0)
    if path == "@zoom":
        from_mm = choices["lens.focal_length_mm"].value if "lens.focal_length_mm" in choices else 35
        return replace(choice, value=float(from_mm) * value, weakness=1)
    return choice


def frame_at(timecode: str, top: int, bottom: int) -> int:
    """The frame that a timecode names, counted from zero. With a semicolon it drops frames.

    shapes   -> a whole number
    units    hours:minutes:seconds:frames in; frames out
    source   SMPTE ST 12-1, drop frame: the first 2 (of 60 fps: 4) numbers of each minute are
             left out, but for each tenth minute
    """
    hours, minutes, seconds, frames = map(int, timecode.replace(";", ":").split(":"))
    nominal, whole_minutes = round(top / bottom), hours * 60 + minutes
    dropped = nominal // 15 * (whole_minutes - whole_minutes // 10)
    drops = ";" in timecode and bottom != 1
    return (whole_minutes * 60 + seconds) * nominal + frames - (dropped if drops else 0)


def _crosses(choices: Choices) -> bool:
    """True for somebody who goes across, of whom a camera that pulls back is not ahead."""
    gait, heading = choices.get("subject.motion"), choices.get("subject.heading_deg")
    across = heading is not None and abs(float(heading.value)) == 90.0
    return across or (gait is not None and gait.words.lower().startswith("cross"))


def _moves(choices: Choices) -> bool:
    return said("subject.motion", choices) not in (None, "still")


def _move(choices: Choices) -> str:
    rig, move, view = (said(path, choices) for path in ("rig.rig", "rig.move", "framing.view"))
    return usual_move(rig, move, _moves(choices), view)


def _takes_time(move: str, choices: Choices) -> bool:
    """False for a move that lasts as long as the shot: then seconds are the length of the shot."""
    if move == "hold" and _waits(move, choices):
        return True
    moving = said("subject.motion", choices)
    goes = moving not in (None, "still") or "subject.speed_m_s" in choices
    beside = move in MAY_GO_ALONG and goes
    return move not in ("hold", *GOES_ALONG) and not beside


def _end_field(end: str, move: str, choices: Choices) -> str:
    """Where "from 1m to 6m" goes: a focus that racks, a camera that rises, else how far off."""
    if move == "hold" and said("lens.focus", choices) == "rack":
        return "lens.focus_m" if end == "from" else "lens.to_focus_m"
    rises = move in UPRIGHT
    rises = rises or (move == "reveal" and said("rig.rig", choices) == "technocrane")
    return f"rig.{end}_{'height' if rises else 'distance'}_m"


def _angle_field(move: str, choices: Choices) -> str | None:
    if move == "orbit":
        return "rig.orbit_deg"
    for turn in ("pan", "tilt"):
        if move.startswith(turn):
            return f"rig.{turn}_deg"
    return "framing.roll_deg" if "framing.roll_deg" in choices else None
