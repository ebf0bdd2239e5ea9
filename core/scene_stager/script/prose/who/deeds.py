# SPDX-License-Identifier: Apache-2.0
"""Words of the camera's moves that are somebody's deed, a thing in shot, or what the focus does."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.glue import PLACES
from scene_stager.script.prose.who.noun_phrase import is_several
from scene_stager.script.prose.words import Lexeme

# Who makes a move of the camera, so that a verb behind these is no deed in shot.
OURS = words(
    """camera cam rig head jib drone crane dolly slider gimbal steadicam operator op dp lens frame
    picture shot view we focus pov aerial arm"""
)
SAYS_OF = ("adjective", "article")
NAMES = ("word", "noun")
TOGETHER = (("each", "other"), ("one", "another"))
HANDLED = words("pan truck slide boom arc track swing tilt")  # things as well, where held or used
WHO = words("he she they somebody someone")
AFLOAT = ("floating in", "drifting in", "gliding in", "flying in", "floats in", "drifts in")
LEAD: Fills = {"subject.kind": "person", "~subject.selector": "tag:lead"}
BESIDE_WHOM = words("of from on behind past to with beside near")
RACK: Fills = {"lens.focus": "rack"}
SLIDES = words("pull rack shift move drift drop go come travel slip fall")  # verbs of a focus
OTHER_ONE = ("profile", "motion")


def with_deeds(items: list[Item]) -> list[Item]:
    """The items with every word of a move that is none of the camera's as what it is."""
    if _is_of_one(items):
        return [replace(item, lexeme=_aside()) for item in items]
    return _of_focus([_seen(items, at) for at in range(len(items))])


def _is_of_one(items: list[Item]) -> bool:
    """True for "one facing away": that is one of several, and not whom the shot is of."""
    if len(items) < 2 or items[0].plain not in ("one", "the other"):
        return False
    turned = any(item.kind in OTHER_ONE for item in items[1:])
    return turned and (items[1].kind in OTHER_ONE or items[1].plain in ("with", "has", "is"))


def _seen(items: list[Item], at: int) -> Item:
    """One item, as a verb or a noun where it is no move."""
    item = items[at]
    if item.kind not in ("move", "follow") or item.role != "head":
        return item
    if _is_theirs(items, at) or _is_held(items, at) or _is_afloat(items, at):
        return replace(item, lexeme=Lexeme("verb"))
    if _is_a_shape(items, at) or _is_handled(items, at):
        return replace(item, lexeme=Lexeme("word"))
    article = at > 1 and items[at - 1].role == "article"
    if item.plain == "lead" and article and items[at - 2].plain.split()[-1] in BESIDE_WHOM:
        return replace(item, lexeme=Lexeme("noun", "subject", LEAD))
    return item


def _is_theirs(items: list[Item], at: int) -> bool:
    """True for "circle" in "two wolves circle the deer", and in "boxers circle each other"."""
    item = items[at]
    if (items[at + 1].plain, items[at + 2].plain) in TOGETHER if at + 2 < len(items) else False:
        return at > 0
    before = items[:at]
    if " " in item.text or not before or before[-1].role not in NAMES:
        return False
    who = before[-1].plain
    if who in OURS or any(one.role not in (*SAYS_OF, *NAMES) for one in before):
        return False
    one, several = item.plain.endswith("s"), is_several(who)
    after = items[at + 1 : at + 2]
    whom = bool(after) and after[0].role in ("article", "pronoun", *NAMES)
    return whom and (one != several)


def _is_held(items: list[Item], at: int) -> bool:
    """True for "holding a puppy", and not for "holding the shot"."""
    after = items[at + 1 : at + 3]
    thing = len(after) > 1 and after[0].role == "article" and after[1].role in ("noun", *SAYS_OF)
    return items[at].plain in ("hold", "holds", "holding") and thing


def _is_afloat(items: list[Item], at: int) -> bool:
    """True for "floating in a white room", which is where somebody is."""
    after = items[at + 1 : at + 2]
    named = bool(after) and (after[0].role == "article" or after[0].kind == "air")
    return at > 0 and items[at].plain in AFLOAT and named and items[at - 1].role in NAMES


def _is_a_shape(items: list[Item], at: int) -> bool:
    """True for "circles" in "falls away into soft circles"."""
    said = at > 1 and items[at - 1].role in ("adjective", "modifier")
    return said and items[at].plain.endswith("s") and items[at - 2].plain in PLACES


def _is_handled(items: list[Item], at: int) -> bool:
    """True for "pan" in "she takes a pan off the stove"."""
    if items[at].plain not in HANDLED or at < 2 or items[at - 1].role != "article":
        return False
    before = items[: at - 1]
    does = before[-1].role == "verb" or before[-1].plain in ("takes", "has", "gets", "puts")
    return does and any(one.plain in WHO or one.role in NAMES for one in before)


def _of_focus(items: list[Item]) -> list[Item]:
    """The items of what the focus does: "focus starts on the barrel at 2 ft and pulls back to"."""
    first = items[1:] if items and items[0].role == "article" else items
    if not first or first[0].plain != "focus":
        return items
    pulls = [at for at, item in enumerate(items) if _slides(item)]
    if not pulls:
        return items
    kept = [replace(one, lexeme=Lexeme("filler")) if one is first[0] else one for one in items]
    for at in pulls:
        kept[at] = replace(items[at], lexeme=Lexeme("head", "focus", RACK))
    for at, item in enumerate(items):
        if item.kind in ("@at", "@metres", "@to"):
            end = "lens.focus_m" if at < pulls[0] and item.kind != "@to" else "lens.to_focus_m"
            far: Fills = {end: item.lexeme.fills[item.kind]}
            kept[at] = replace(item, lexeme=Lexeme("head", "measure", far))
    return kept


def _slides(item: Item) -> bool:
    verb = item.plain.split()[0]
    stems = (verb, verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ing"))
    return item.kind in ("move", "zoom") and any(one in SLIDES for one in stems)


def _aside() -> Lexeme:
    return Lexeme("aside", "other")
