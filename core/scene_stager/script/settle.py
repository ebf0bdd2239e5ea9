# SPDX-License-Identifier: Apache-2.0
"""Which word fills which field, once all of the prose is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scene_stager.errors import Mistake
from scene_stager.script.moves import GOES_ALONG, MAY_GO_ALONG, MOVES, framed_end
from scene_stager.script.rate import read_rate_text
from scene_stager.script.synonyms import Fills, Value
from scene_stager.script.usual import usual_move

ENDS_HIGH_OR_LOW = ("rise", "descend", "reveal")
SUGGESTED = "~"  # before a field: it gives way to a word that fills the field outright
OPEN = "@"  # before a quantity: which field it is depends on the move


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of one field, and the words that gave it."""

    words: str
    value: Value
    suggested: bool
    place: int = 0


Choices = dict[str, Choice]


def settle(found: Iterable[tuple[str, Fills]]) -> tuple[Choices, list[Mistake]]:
    """One choice for each field in the order of the text, and every two words that disagree."""
    choices: Choices = {}
    mistakes: list[Mistake] = []
    for place, (words, fills) in enumerate(found):
        for path, value in fills.items():
            choice = Choice(words, value, path.startswith(SUGGESTED), place)
            mistakes += _choose(choices, path.removeprefix(SUGGESTED), choice)
    for path in [path for path in choices if path.startswith(OPEN)]:
        choice = choices.pop(path)
        field = _field_of(path, choices)
        if field is None:
            expected = "a pan, a tilt or an orbit that it belongs to"
            mistakes.append(Mistake("prose", repr(choice.words), expected))
        else:
            mistakes += _choose(choices, field, _worked_out(path, choice, choices))
    in_order = sorted(choices.items(), key=lambda item: item[1].place)
    return dict(in_order), mistakes


def _choose(choices: Choices, path: str, choice: Choice) -> list[Mistake]:
    """Keep the stronger of two choices for a field; two equally strong must agree."""
    before = choices.get(path)
    if before is None or before.suggested > choice.suggested:
        choices[path] = choice
        return []
    if before.suggested < choice.suggested or before.value == choice.value:
        return []
    found = f"{before.words!r} and {choice.words!r}"
    return [Mistake(path, found, "one of them, since they say different things")]


def _field_of(path: str, choices: Choices) -> str | None:
    """The field that a quantity such as "120 degrees" fills, given the move it is said of."""
    move = _move(choices)
    end = framed_end(move, _said("lens.zoom", choices) or "none")
    takes = MOVES[move].takes
    if path == "@angle":
        return _angle_field(move)
    if path == "@seconds":
        return "rig.duration_s" if _takes_time(move, choices) else "frame_count"
    if path == "@metres" and "travel_m" in takes and move != "orbit":
        return "rig.travel_m"
    if path == "@height":
        return f"rig.{'to' if move in ENDS_HIGH_OR_LOW else 'from'}_height_m"
    if path in ("@from", "@to"):
        return _end_field(path.removeprefix(OPEN), move, choices)
    if path == "@speed":
        return "rig.speed_m_s" if "speed_m_s" in takes else "subject.speed_m_s"
    return "lens.to_focal_length_mm" if path == "@zoom" else f"rig.{end}_distance_m"


def _worked_out(path: str, choice: Choice, choices: Choices) -> Choice:
    """The value in the unit of its field: seconds as frames, a zoom as a focal length."""
    value = float(choice.value)
    if path == "@seconds" and not _takes_time(_move(choices), choices):
        top, bottom = read_rate_text(_said("fps", choices) or "24") or (24, 1)
        return replace(choice, value=round(value * top / bottom))
    if path == "@zoom":
        from_mm = choices["lens.focal_length_mm"].value if "lens.focal_length_mm" in choices else 35
        return replace(choice, value=float(from_mm) * value, suggested=True)
    return choice


def _move(choices: Choices) -> str:
    moving = _said("subject.motion", choices) not in (None, "still")
    return usual_move(_said("rig.rig", choices), _said("rig.move", choices), moving)


def _said(path: str, choices: Choices) -> str | None:
    """The word that fills a field, if one does."""
    return str(choices[path].value) if path in choices else None


def _takes_time(move: str, choices: Choices) -> bool:
    """False for a move that lasts as long as the shot: then seconds are the length of the shot."""
    moving = _said("subject.motion", choices)
    beside = move in MAY_GO_ALONG and moving not in (None, "still")
    return move not in ("hold", *GOES_ALONG) and not beside


def _end_field(end: str, move: str, choices: Choices) -> str:
    """Where "from 1m to 6m" goes: a focus that racks, a camera that rises, else how far off."""
    if move == "hold" and _said("lens.focus", choices) == "rack":
        return "lens.focus_m" if end == "from" else "lens.to_focus_m"
    rises = move in ("rise", "descend")
    rises = rises or (move == "reveal" and _said("rig.rig", choices) == "technocrane")
    return f"rig.{end}_{'height' if rises else 'distance'}_m"


def _angle_field(move: str) -> str | None:
    if move == "orbit":
        return "rig.orbit_deg"
    for turn in ("pan", "tilt"):
        if move.startswith(turn):
            return f"rig.{turn}_deg"
    return None
