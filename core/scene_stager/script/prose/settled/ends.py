# SPDX-License-Identifier: Apache-2.0
"""The sizes at both ends of a move or a zoom: the one that is framed, and the other."""

from math import log

from scene_stager.errors import Mistake
from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.script.moves import ENDS_FRAMED, MOVES
from scene_stager.script.prose.choices import ADJECTIVE, Choice, Choices, choose, said

FROM_MM, TO_MM = "lens.focal_length_mm", "lens.to_focal_length_mm"

Settled = tuple[list[Mistake], str, str]  # mistakes, the size at the other end, and its words


def has_other_size(choices: Choices) -> bool:
    """True for a move whose ends may be nearer and farther off, and for a zoom."""
    takes = MOVES[said("rig.move", choices) or "hold"].takes
    return _zooms(choices) or ("from_distance_m" in takes and "to_distance_m" in takes)


def settle_sizes(choices: Choices) -> Settled:
    """The sizes at both ends of a move: the one that is framed, and the other, returned with its
    words."""
    first, last = choices.pop("@size_from", None), choices.pop("@size_to", None)
    if (first is None) != (last is None):  # "start wide", and one size without a word of when
        other = choices.pop("framing.size", None)
        first, last = first or other, last or other
    if first is not None and last is not None and first.value == last.value:
        first = None
    if first is None or last is None:
        return _settle_one(first, last, choices)
    nearer = SHOT_SIZES[str(last.value)] < SHOT_SIZES[str(first.value)]
    if said("lens.zoom", choices) == "zoom":
        factor = SHOT_SIZES[str(first.value)] / SHOT_SIZES[str(last.value)]
        choices["@zoom"] = Choice(last.words, factor, 0, last.place)
        return choose(choices, "framing.size", first), "", ""
    if "rig.move" not in choices:
        move = "push_in" if nearer else "pull_out"
        choices["rig.move"] = Choice(first.words, move, 0, first.place)
    at_the_end = said("rig.move", choices) in ENDS_FRAMED or not has_other_size(choices)
    framed, other = (last, first) if at_the_end else (first, last)
    return choose(choices, "framing.size", framed), str(other.value), other.words


def _settle_one(first: Choice | None, last: Choice | None, choices: Choices) -> Settled:
    """A size at one end only: where that is not the framed one, it is the other."""
    move = said("rig.move", choices)
    if first is not None and move in ENDS_FRAMED:
        return [], str(first.value), first.words  # it ends as large as such a move does
    if last is not None and move == "pull_out":
        return [], str(last.value), last.words  # it begins nearer
    if last is not None and move in (None, "hold") and _zooms(choices):
        return _settle_zoom(last, choices)
    only = first or last
    return ([], "", "") if only is None else (choose(choices, "framing.size", only), "", "")


def _zooms(choices: Choices) -> bool:
    return said("lens.zoom", choices) == "zoom"


def _settle_zoom(last: Choice, choices: Choices) -> Settled:
    """A zoom that ends on a size begins on the one that its lens, or a usual zoom, has it be."""
    at_last, times = SHOT_SIZES[str(last.value)], zoom_times(choices)
    others = [size for size in SHOT_SIZES if (SHOT_SIZES[size] > at_last) == (times > 1.0)]
    others = [size for size in others if size != last.value]
    if not others:
        return choose(choices, "framing.size", last), "", ""
    start = min(others, key=lambda size: abs(log(SHOT_SIZES[size] / (at_last * times))))
    if TO_MM not in choices:
        choices["@zoom"] = Choice(last.words, SHOT_SIZES[start] / at_last, 0, last.place)
    mistakes = choose(choices, "framing.size", Choice(last.words, start, ADJECTIVE, last.place))
    return mistakes, str(last.value), last.words


def zoom_times(choices: Choices) -> float:
    """How many times as long the lens is where the zoom ends."""
    if FROM_MM in choices and TO_MM in choices:
        return float(choices[TO_MM].value) / float(choices[FROM_MM].value)
    return float(choices["@zoom"].value) if "@zoom" in choices else 2.0
