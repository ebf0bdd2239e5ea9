# SPDX-License-Identifier: Apache-2.0
"""Modifiers by no head that they can be said of: whose they may be all the same."""

from scene_stager.script.prose.lights.kinds import LIGHTS
from scene_stager.script.prose.lights.verbs import EYE_LIGHTS
from scene_stager.script.prose.sentence import DOING, Mention, Sentence
from scene_stager.script.prose.synonyms import Fills

LEVELS = ("@stops", "@light_stops")
LOOSE = ("@metres", "@at", "@away", "@off", "@height")  # with no head they may be of anything
BEHIND = ("behind", "in back of")
BACKDROPS = ("cyc", "seamless", "backdrop", "background", "wall", "sky")
NAMES_IT = ("camera", "cam", "lens")
OWNERS = {"air", "wind", "practical"}  # what is said beside these is of nothing else


def _is_of_a_thing(node: Mention, sentence: Sentence, heads: list[Mention]) -> bool:
    """True for "the background two stops under": it is no light, and no exposure."""
    at, to = sentence.things.get(node.clause, node.item.start), node.item.start
    lights = [one for one in heads if one.kind in (*LIGHTS, "practical")]
    if at == to and node.clause in sentence.measured:
        return _is_of_a_backdrop(node, sentence, lights)
    return at < to and not any(at < one.item.start < to for one in lights)


def _is_of_a_backdrop(node: Mention, sentence: Sentence, lights: list[Mention]) -> bool:
    """True for "a stop over" in a clause of its own right after "white cyc", or "a wall behind"."""
    at = sentence.things.get(node.clause - 1)
    if at is None:
        return False
    before = [one for one in sentence.mentions if one.clause == node.clause - 1]
    behind = any(one.item.plain in BEHIND for one in before)
    lit = any(one in lights for one in before)
    return not lit and (behind or sentence.text[at:].lower().startswith(BACKDROPS))


def is_of_no_light(node: Mention, sentence: Sentence, heads: list[Mention]) -> bool:
    """True for a level of a wall, and for "one stop between them" of a key and a backlight."""
    if node.item.kind in LEVELS:
        return _is_of_a_thing(node, sentence, heads)
    kinds = {one.kind for one in heads if node.clause - 2 <= one.clause <= node.clause}
    stops = node.item.kind == "@ratio" and node.item.plain.endswith(("stop", "stops"))
    return stops and {"key", "rim"} <= kinds and not {"fill", "air"} & kinds


def _is_of_the_camera(node: Mention, sentence: Sentence) -> bool:
    """True for a measure by no head that names the camera, or is all of its clause, as on a slate:
    "12 feet, 50mm"."""
    named = any(word in NAMES_IT for word in node.item.plain.split())
    before = [one for one in sentence.mentions if one.clause == node.clause - 1]
    if any(one.item.plain in EYE_LIGHTS for one in before):
        return named
    return named or node.clause in sentence.measured


def may_stand_alone(
    node: Mention, fills: Fills | None, sentence: Sentence, heads: list[Mention]
) -> bool:
    """False for a measure, and for a side, that stands by no head among other words: what these
    are of is nobody's guess."""
    if node.item.kind in LOOSE:
        return _is_of_the_camera(node, sentence)
    of_a_thing = sentence.things.get(node.clause, node.item.start) < node.item.start
    near = {head.kind for head in heads if head.clause == node.clause} - {DOING}
    if near & OWNERS and node.item.role == "modifier":
        return False  # "dust drifting left to right" is no way of the camera or of anybody
    where = node.item.role == "modifier" or node.item.kind == "@eyes"
    if of_a_thing and not near and where:
        return False  # "a black card on the right", "shadows under the eyes"
    return "@side" not in (fills or {}) or (not near and node.clause in sentence.plain)
