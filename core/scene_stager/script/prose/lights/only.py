# SPDX-License-Identifier: Apache-2.0
"""A light that is the only one: "window light only", "a single source", "nothing else"."""

import re
from dataclasses import replace

from scene_stager.script.prose.choices import Choice, Choices, said
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import SOURCES
from scene_stager.script.prose.synonyms import Fills, Found
from scene_stager.script.prose.synonyms.modifiers import QUALITIES
from scene_stager.script.prose.words import Lexeme
from scene_stager.shot.lighting.styles import STYLES

ONLY = "@only"
STYLE, RIM, RATIO = "lighting.style", "lighting.rim_mode", "lighting.ratio_stops"
SAYS_IT = ("only", "just", "solely", "purely")
ONE = ("one", "single", "sole", "lone", "solitary")
ELSE = re.compile(
    r"(?:and )?(?:nothing else|nothing more|no (?:more|additional|further) (?:light|lamp|source)s?"
    r"|no lights otherwise|that is (?:it|all))(?: at all)?"
)
NONE_BUT = re.compile(
    r"(?:nothing|no (?:other |more )?(?:light|lamp|source)s?) "
    r"(?:but|except|apart|besides|save|other than|except for)(?: for| from)?"
)
MOST_WORDS = 5
HOW_IT_IS = frozenset(one for listed in QUALITIES for one in listed.split("|"))
OTHER_ONES = re.compile(r"\b(?:one|another|the other|a second)\b", re.IGNORECASE)
BY = ("by", "from", "with", "in", "thing", "being")  # behind "only": "lit only by a candle"
BEHIND_ONLY: Fills = {"~@reach": 180.0, "~lighting.ratio_stops": 6.0}  # as a silhouette has it
NO_FILL = 10.0  # as far under the key as the field goes
HOUR, NIGHT, WEAKNESS = 3, 4, 2  # how weak what an hour, the night and "only" suggest is


def with_only(items: list[Item], is_lit: bool, text: str) -> tuple[list[Item], Found | None]:
    """The items of a clause, and the word by which a light is the only one; one that a clause
    before names, where it `is_lit` by any, is so by "nothing else"."""
    if is_lit and ELSE.fullmatch(" ".join(one.plain for one in items)):
        return [], _found(items[0], " ".join(one.text for one in items))
    for end in range(2, min(len(items), MOST_WORDS) + 1):
        none = NONE_BUT.fullmatch(" ".join(one.plain for one in items[:end]))
        if none and _is_before_a_light(items, end - 1):
            return items[end:], _found(items[0], " ".join(one.text for one in items[:end]))
    ends = [at for at, one in enumerate(items) if at and one.plain == "and"]
    for at in ends[-1:]:  # "a candle and nothing else"
        lit = any(_is_light(one) for one in items[:at])
        if lit and ELSE.fullmatch(" ".join(one.plain for one in items[at:])):
            return items[:at], _found(items[at + 1], " ".join(one.text for one in items[at + 1 :]))
    several = len(OTHER_ONES.findall(text)) > 1
    for at, item in enumerate(items):
        if not several and _is_one(items, at):
            size = item.kind == "setup"  # a single is a shot of one as well
            kept = [*items[:at], replace(item, lexeme=Lexeme("filler")), *items[at + 1 :]]
            return kept if size else items, _found(item, item.text)
        behind = at > 0 and _is_light(items[at - 1]) and items[at - 1].plain != "practical"
        behind = behind and item.plain in ("only", "alone", "solely")
        behind |= item.plain in ("only", "alone") and _is_from_a_side(items, at)
        merely = at > 1 and items[at - 1].plain == "is" and _is_light(items[at - 2])
        says_it = item.plain in SAYS_IT and not merely  # "the key is just the bounce"
        if item.plain == "only" and _is_before_the_lamp(items, at):  # "under the only streetlamp"
            kept = [*items[:at], replace(item, lexeme=Lexeme("filler")), *items[at + 1 :]]
            return kept, (item.text, {"lighting.practical_count": 1}, item.start)
        if _is_a_rim_alone(items, at):
            return items, (item.text, BEHIND_ONLY, item.start)
        if behind or (says_it and _is_before_a_light(items, at)):
            return items, _found(item, item.text)
    return items, None


def _is_a_rim_alone(items: list[Item], at: int) -> bool:
    """True for "edge light only" and "only a rim", with nothing in front."""
    rims = ("rim", "kicker")
    before = at > 0 and items[at - 1].kind in rims and items[at].plain in ("only", "alone")
    rest = _behind(items, at, BY)
    return before or (items[at].plain == "only" and bool(rest) and rest[0].kind in rims)


def settle_only(choices: Choices) -> None:
    """Nothing fills and nothing rims where a light is the only one, unless somebody said it."""
    only = choices.pop(ONLY, None)
    if only is None:
        return
    style = choices.get(STYLE)
    if style is not None and style.weakness >= NIGHT:  # lit by that alone there is no moon
        for path in [path for path in choices if path.startswith("lighting.")]:
            if choices[path].weakness >= NIGHT:
                choices.pop(path)
        choices[STYLE] = Choice(only.words, "low_key", HOUR, only.place)
    usual = STYLES.get(said(STYLE, choices) or "three_point", STYLES["three_point"])
    if usual.rim_mode != "none":
        choices.setdefault(RIM, Choice(only.words, "none", WEAKNESS, only.place))
    if usual.fill is not None:
        choices.setdefault(RATIO, Choice(only.words, NO_FILL, WEAKNESS, only.place))


def _is_one(items: list[Item], at: int) -> bool:
    """True for "single" before a light, and for "one"."""
    rest = _behind(items, at)
    return items[at].plain in ONE and bool(rest) and rest[0].kind in ("key", "window")


def _is_from_a_side(items: list[Item], at: int) -> bool:
    """True for "lit from the left only", and for "only from the left"."""
    beside = items[at + 1 : at + 2] if at == 0 else items[at - 1 : at]
    if not beside or beside[0].role != "modifier":
        return False
    if beside[0].plain.startswith("lit from"):
        return True
    lit = at == 0 or any(one.kind == "key" for one in items[:at])
    return lit and beside[0].plain.startswith("from")


def _is_before_a_light(items: list[Item], at: int) -> bool:
    """True for "only" before "a candle" and "by a lamp", and not before "left of the window"."""
    rest = _behind(items, at, BY if items[at].plain != "just" else ())
    return bool(rest) and _is_light(rest[0])


def _is_before_the_lamp(items: list[Item], at: int) -> bool:
    """True for "the only lamp in the room", which says how many there are."""
    rest = _behind(items, at)
    the = at > 0 and items[at - 1].role == "article"
    return the and bool(rest) and rest[0].kind == "practical" and rest[0].plain != "practical"


def _behind(items: list[Item], at: int, by: tuple[str, ...] = ()) -> list[Item]:
    """What stands behind a word, and behind what is said of lights and numbers them."""
    rest = items[at + 1 :]
    while rest and (
        rest[0].role in ("article", "adjective", "quantity")
        or rest[0].plain in (*HOW_IT_IS, *ONE, *by)
    ):
        rest = rest[1:]
    return rest


def _is_light(item: Item) -> bool:
    return item.kind in SOURCES and item.role in ("head", "aside")


def _found(item: Item, words: str) -> Found:
    return words, {ONLY: True}, item.start
