# SPDX-License-Identifier: Apache-2.0
"""How a head or a noun stands in its clause: behind what, of what kind, and whether alone."""

import re

from scene_stager.script.prose.camera.looks import OPENS
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.verbs import A_LIGHT
from scene_stager.script.prose.synonyms.glue import BACKDROPS, FINDS, OF
from scene_stager.script.prose.synonyms.verbs import GOES
from scene_stager.script.prose.who.going import goes
from scene_stager.script.prose.who.guess import BESIDE, PAST, Standing
from scene_stager.script.prose.who.noun_phrase import NounPhrase

IS = ("is", "are", "was", "were")
EITHER_SIDE = (
    "left and right of",
    "either side of",
    "on either side of",
    "both sides of",
    "on both sides of",
)
KEPT = ("keep", "stay", "hold", "we", "just", "please")
TO_IT = ("to", "into", "onto")
INTO_IT = ("into", "against", "in", "through")
WE = ("we", "us", "me", "be", "stay", "stays", "keep", "keeps", "camera")  # said of the camera
# How words end that say rather how a shot is than what it is of.
MANNERS: tuple[str, ...] = (
    "ing",
    "ed",
    "y",
    "ic",
    "al",
    "ive",
    "ness",
    "ism",
    "ion",
    "ance",
    "ence",
    "ment",
)
MANNERS += ("core", "wave", "punk", "noir", "est", "esque", "age", "vibes", "grade", "out")


def head_kind(items: list[Item], at: int, here: Standing) -> str:
    """Of what a head is one: what moves behind nobody yet is the camera, "running behind the
    soldier"; a lamp that motivates a light stands where that does."""
    kind, after = items[at].kind, items[at + 1 : at + 2]
    hers = here.has_subject or (here.follows_somebody and items[at].plain.endswith("s"))
    if kind == "motion" and not hers and after and after[0].plain in BESIDE:
        return "rig"
    if goes(items[at]):
        return "going"
    if kind == "air" and items[at].plain.endswith("y"):
        return "airy"
    if kind == "wind" and any(one.plain in INTO_IT for one in items[max(at - 2, 0) : at]):
        return "against"  # "walks into the wind at 2 m/s": that is how fast they walk
    if kind == "air" and after and after[0].plain.startswith("blow"):
        return "wind"  # "dust blowing from the left at 6 m/s"
    if kind == "measure" and "rig.move" in items[at].lexeme.fills:
        return "move"  # "half orbit"
    keys = here.motivates or serves_as_key(items[at + 1 :])
    return "key" if kind == "practical" and keys else kind


def serves_as_key(after: list[Item]) -> bool:
    """True behind the lamp in "a desk lamp camera left as the key"."""
    said = " ".join(one.plain for one in after)
    return re.search(r"\bas (?:the |her |his |our )?key\b(?! and)", said) is not None


def is_only_talk(before: list[Item]) -> bool:
    """True where nothing has been said yet: behind "ok", "right then"."""
    return all(one.role in ("filler", "join") for one in before)


def is_how_it_is(items: list[Item], at: int) -> bool:
    """True for a word behind "is" that no list knows and that names nobody: "flare is fine"."""
    word = items[at].role == "word" and not items[at].text[:1].isupper()
    return word and at > 1 and items[at - 1].plain in IS


def goes_there(items: list[Item], at: int, here: Standing) -> bool:
    """True for "comes" in "a man with a lantern comes towards us": it is the subject that does."""
    verb, after = items[at].plain, items[at + 1 : at + 2]
    where = bool(after) and "goes" in after[0].lexeme.by_head
    return here.has_subject and where and items[at].role != "head" and verb in GOES


def is_camera_still(items: list[Item], at: int, here: Standing) -> bool:
    """True for "still" in "keep the camera low and still", where nobody is named yet, and in "stay
    still", which is said to whoever holds it."""
    named = any({"camera", "cam"} & {*item.plain.split()} for item in items[:at])
    told = 0 < at == len(items) - 1 and all(one.plain in KEPT for one in items[:at])
    return items[at].plain in ("still", "steady") and (named or told) and not here.has_subject


def comes_to_us(items: list[Item], at: int, here: Standing, *, acted: bool) -> bool:
    """True for "comes" of who `acted`, "over the hill towards us", and right before "at us"."""
    to_us = any(
        "@comes" in (one.lexeme.by_head.get("goes") or {}) for one in items[at + 1 : at + 2]
    )
    return items[at].plain in GOES and (acted or (here.has_subject and to_us))


def is_where_we_are(before: list[Item], here: Standing) -> bool:
    """True where "behind" says where the camera is: "we stay right behind her"."""
    plain = any(item.plain in WE for item in before)
    elsewhere = any(item.role == "preposition" for item in before)  # "drops to the floor beside"
    return plain and not (elsewhere or here.has_head or here.has_subject)


def stands(said: str, before: list[Item]) -> str:
    """The preposition that a noun stands behind; of what hands are on, that of a place."""
    hands = len(before) > 1 and before[-2].kind == "part" and said == "on"
    if said == "of" and len(before) > 1 and before[-2].plain in A_LIGHT:
        return "near"  # "the glow of the aquarium"
    return "near" if hands else said or _way_of(before) or _closes_on(before)


def _closes_on(before: list[Item]) -> str:
    """The last word of "close on" and "detail of" before a noun."""
    last = before[-1].plain.split()[-1] if before and before[-1].kind == "size" else ""
    return last if last in OF else ""


def _way_of(before: list[Item]) -> str:
    """The last word of a move or a size that a noun stands behind, if it says what is gone along,
    "down", or whom it is of: "close on"."""
    last = before[-1].plain.split()[-1] if before and before[-1].kind in ("move", "size") else ""
    return last if last in PAST | OF else ""


def sized_at(before: list[Item]) -> int:
    """Where the size stands in "a close up of" before a noun; -1 where there is none."""
    if len(before) < 2 or before[-1].plain not in OF:
        return -1
    return before[-2].start if set(before[-2].lexeme.fills) == {"framing.size"} else -1


def sizes_end(before: list[Item]) -> bool:
    """True behind the size that a move ends on: "to a wide of", where it begins on another."""
    if len(before) < 2 or before[-1].plain != "of":
        return False
    if "@size_to" in before[-2].lexeme.fills:
        return "@size_from" in before[-2].lexeme.fills
    to = any(one.plain in TO_IT for one in before[-4:-2])
    moves = any(one.kind == "move" for one in before[:-2])
    return to and moves and before[-2].kind == "size"


def of_what(before: list[Item]) -> str:
    """What stands in front of "of": "glow" before "of the console"."""
    of = len(before) > 1 and before[-1].plain == "of"
    return before[-2].plain.split()[-1] if of else ""  # "the edge" is one item


def lights_it(after: list[Item]) -> bool:
    """True of a noun before "is the only light"."""
    is_one = bool(after) and after[0].plain in ("is", "are", "provides", "gives")
    return is_one and any(one.plain in A_LIGHT for one in after[1:5])


def is_in_the_back(after: list[Item]) -> bool:
    """True of a noun before "in the background"."""
    behind = [one for one in after if one.plain not in ("on", "off", "playing", "visible")]
    return (
        bool(behind)
        and behind[0].plain == "in"
        and behind[2:3] != []
        and (behind[2].plain in BACKDROPS - {"foreground", "fg"})
    )


def comes_upon(items: list[Item], at: int, has_moved: bool) -> bool:
    """True for what a move is for: "to find the mansion", "and we see the girl", "to show"."""
    said = items[at].plain
    if said == "show" and (at == 0 or items[at - 1].plain != "to"):
        return False  # "as he shows his cards"
    return said in FINDS and (said not in ("see", "show") or has_moved)


def is_opened(before: list[Item]) -> bool:
    """True behind "the doors open on"."""
    opens = any(one.plain in OPENS or one.plain in ("part", "parts") for one in before[1:-1])
    return opens and before[-1].plain in ("on", "onto")


def is_handled(items: list[Item]) -> bool:
    """True for a clause that says what somebody does to a thing: "holding a puppy"."""
    does = bool(items) and items[0].role in ("verb", "word") and items[0].plain.endswith("ing")
    return does and len(items) > 1 and items[1].role == "article"


def is_all_there_is(items: list[Item], phrase: NounPhrase) -> bool:
    """True for a noun that no list knows and that is all of its clause: "gargoyle, night"."""
    whole = phrase.start == 0 and phrase.end == len(items) and phrase.noun.role == "word"
    whole = whole and not phrase.is_scenery
    return whole and not (phrase.is_abstract or phrase.name.endswith(MANNERS))
