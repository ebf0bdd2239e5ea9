# SPDX-License-Identifier: Apache-2.0
"""Which word fills which field, once all of the prose is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scene_stager.errors import Mistake
from scene_stager.script.amounts import TURN_DEG
from scene_stager.script.moves import AMOUNTS, GOES_ALONG, MAY_GO_ALONG, MOVES, framed_end
from scene_stager.script.prose.synonyms import Fills, Value
from scene_stager.script.prose.usual import usual_move
from scene_stager.script.rate import read_rate_text

ENDS_HIGH_OR_LOW = ("rise", "descend", "reveal")
SUGGESTED = "~"  # before a field, once or more: it gives way to a word that has fewer of them
TRACKS_M_S = 2.0  # a dolly goes no faster
SIDEWAYS = ("track_left", "track_right")
LAST_FRAME = 1_000_000  # a start frame goes no farther; ten hours at 30 fps do
OPEN = "@"  # before a quantity: which field it is depends on the move
ADJECTIVE = 1  # suggestions so strong must agree; of weaker ones the lesser stands


# Two words for one: a camera that backs away from somebody who comes is led by them.
AS_ONE = {
    frozenset(("pull_out", "lead")): "lead",
    frozenset(("push_in", "follow")): "follow",
    frozenset(("track_left", "follow")): "track_left",
    frozenset(("track_right", "follow")): "track_right",
    frozenset(("storm", "drizzle")): "storm",  # it rains in a storm
    frozenset(("close_up", "insert")): "insert",  # of a detail, and as close as that is
    frozenset(("extreme_close_up", "insert")): "insert",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of one field, the words that gave it, and how easily it gives way."""

    words: str
    value: Value
    weakness: int
    place: int = 0

    @property
    def suggested(self) -> bool:
        """True for what no word said outright."""
        return self.weakness > 0


Choices = dict[str, Choice]


def choose_all(found: Iterable[tuple[str, Fills]]) -> tuple[Choices, list[Mistake]]:
    """One choice for each field in the order of the text, and every two words that disagree."""
    choices: Choices = {}
    mistakes: list[Mistake] = []
    for place, (words, fills) in enumerate(found):
        for path, value in fills.items():
            field = path.lstrip(SUGGESTED)
            choice = Choice(words, value, len(path) - len(field), place)
            mistakes += choose(choices, field, choice)
    return choices, mistakes


def settle_moves(choices: Choices) -> tuple[list[Mistake], list[str]]:
    """Give every open quantity the field it has in this move. The mistakes, and the words of
    quantities that belong to nothing."""
    mistakes: list[Mistake] = []
    homeless: list[str] = []
    move = choices.get("rig.move")
    if move is not None and move.value == "pull_out" and _moves(choices):
        choices["rig.move"] = replace(move, value="lead")
    end = choices.get("lens.to_focal_length_mm")
    if end is not None and said("lens.zoom", choices) == "dolly_zoom":  # its distances say it
        homeless.append(f"to {float(choices.pop('lens.to_focal_length_mm').value):g} mm")
    way = choices.pop("@way", None)
    if way is not None and _move(choices) == "orbit":
        choices.setdefault("@sense", way)
    elif way is not None:
        homeless += _sent(way, choices)
    _go_their_way(choices)
    sense = choices.pop("@sense", None)
    pending = [path for path in choices if path.startswith(OPEN)]
    for path in sorted(pending, key=lambda path: path != "@speed"):  # whoever goes sets the rest
        choice = choices.pop(path)
        field = _field_of(path, choices, float(choice.value) if path == "@speed" else 0.0)
        if field is None or _is_beyond(field, choices):
            homeless.append(choice.words)
        else:
            worked_out = _worked_out(path, choice, choices)
            if path == "@timecode" and float(worked_out.value) > LAST_FRAME:
                homeless.append(choice.words)
                continue
            mistakes += choose(choices, field, worked_out)
    if sense is not None:
        homeless += _turned(sense, choices)
    return mistakes, homeless


def _go_their_way(choices: Choices) -> None:
    """Let a tracking shot of no way of its own go to the side that somebody goes to."""
    move, heading = choices.get("rig.move"), choices.get("subject.heading_deg")
    if move is None or heading is None or not (move.suggested and move.value in SIDEWAYS):
        return
    if abs(float(heading.value)) == 90.0:
        choices["rig.move"] = replace(move, value=SIDEWAYS[float(heading.value) > 0.0])


def _sent(way: Choice, choices: Choices) -> list[str]:
    """Let a tracking shot of no way of its own go left or right; the words where there is none."""
    move = choices.get("rig.move")
    if move is None or not (move.suggested and move.value in MAY_GO_ALONG):
        return [way.words]
    side = "track_left" if float(way.value) < 0.0 else "track_right"
    choices["rig.move"] = replace(move, value=side, weakness=0)
    return []


def _turned(sense: Choice, choices: Choices) -> list[str]:
    """Let an orbit go clockwise or the other way; its words where nothing goes round."""
    if _move(choices) != "orbit":
        return [sense.words]
    usual_deg = TURN_DEG[said("rig.pace", choices) or "normal"]
    turn = choices.get("rig.orbit_deg", replace(sense, value=usual_deg, weakness=ADJECTIVE))
    choices["rig.orbit_deg"] = replace(turn, value=float(sense.value) * abs(float(turn.value)))
    return []


def choose(choices: Choices, path: str, choice: Choice) -> list[Mistake]:
    """Keep the stronger of two choices for a field; two equally strong must agree."""
    before = choices.get(path)
    if before is None or before.weakness > choice.weakness:
        choices[path] = choice
        return []
    if before.weakness < choice.weakness or before.value == choice.value:
        return []
    if choice.weakness > ADJECTIVE:
        choices[path] = min(before, choice, key=lambda one: (str(type(one.value)), one.value))
        return []
    together = AS_ONE.get(frozenset((str(before.value), str(choice.value))))
    if path in ("rig.move", "atmosphere.weather", "framing.size") and together:
        choices[path] = before if before.value == together else choice
        return []
    found = f"{before.words!r} and {choice.words!r}"
    return [Mistake(path, found, "one of them, since they say different things")]


def said(path: str, choices: Choices) -> str | None:
    """The word that fills a field, if one does."""
    return str(choices[path].value) if path in choices else None


def _field_of(path: str, choices: Choices, speed_m_s: float = 0.0) -> str | None:
    """The field that a quantity such as "120 degrees" fills, given the move it is said of."""
    move = _move(choices)
    end = framed_end(move, said("lens.zoom", choices) or "none")
    takes = MOVES[move].takes
    if path == "@angle":
        return _angle_field(move, choices)
    if path == "@round":
        return "rig.orbit_deg" if move == "orbit" else None
    if path == "@length_s":
        return "frame_count"
    if path == "@seconds":
        return "rig.duration_s" if _takes_time(move, choices) else "frame_count"
    if path == "@metres" and "travel_m" in takes and move != "orbit":
        return "rig.travel_m"
    if path == "@to_height":
        return "rig.to_height_m"
    if path == "@height":
        return f"rig.{'to' if move in ENDS_HIGH_OR_LOW else 'from'}_height_m"
    if path in ("@from", "@to"):
        return _end_field(path.removeprefix(OPEN), move, choices)
    if path == "@speed" and _is_of_the_subject(speed_m_s, choices):
        return "subject.speed_m_s"
    if path == "@speed":
        return "rig.speed_m_s" if "speed_m_s" in takes else "subject.speed_m_s"
    named = {"@shutter": "lens.shutter_deg", "@timecode": "start_frame"}
    named["@zoom"] = "lens.to_focal_length_mm"
    return named.get(path, f"rig.{end}_distance_m")


def _is_of_the_subject(speed_m_s: float, choices: Choices) -> bool:
    """True for the speed of a vehicle that the camera keeps beside, and of whoever it tracks with
    unless a camera alone may go so fast: "tracking with the cyclist at 20 mph"."""
    kind, move = said("subject.kind", choices), choices.get("rig.move")
    if _move(choices) not in MAY_GO_ALONG or kind not in ("vehicle", "person"):
        return False
    vague = move is not None and move.suggested
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
    if lasts or path == "@length_s":
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


def _moves(choices: Choices) -> bool:
    return said("subject.motion", choices) not in (None, "still")


def _move(choices: Choices) -> str:
    rig, move, view = (said(path, choices) for path in ("rig.rig", "rig.move", "framing.view"))
    return usual_move(rig, move, _moves(choices), view)


def _takes_time(move: str, choices: Choices) -> bool:
    """False for a move that lasts as long as the shot: then seconds are the length of the shot."""
    lens = said("lens.focus", choices), said("lens.zoom", choices)
    if move == "hold" and ("rack" in lens or "zoom" in lens):
        return True
    moving = said("subject.motion", choices)
    goes = moving not in (None, "still") or "subject.speed_m_s" in choices
    beside = move in MAY_GO_ALONG and goes
    return move not in ("hold", *GOES_ALONG) and not beside


def _end_field(end: str, move: str, choices: Choices) -> str:
    """Where "from 1m to 6m" goes: a focus that racks, a camera that rises, else how far off."""
    if move == "hold" and said("lens.focus", choices) == "rack":
        return "lens.focus_m" if end == "from" else "lens.to_focus_m"
    rises = move in ("rise", "descend")
    rises = rises or (move == "reveal" and said("rig.rig", choices) == "technocrane")
    return f"rig.{end}_{'height' if rises else 'distance'}_m"


def _angle_field(move: str, choices: Choices) -> str | None:
    if move == "orbit":
        return "rig.orbit_deg"
    for turn in ("pan", "tilt"):
        if move.startswith(turn):
            return f"rig.{turn}_deg"
    return "framing.roll_deg" if "framing.roll_deg" in choices else None
