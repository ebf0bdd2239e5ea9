# SPDX-License-Identifier: Apache-2.0
"""What is said of lamps and lights: how many there are, what one serves as, what it does."""

import re
from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.numbers.quantities import NUMBER_WORDS
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.meanings import DAY
from scene_stager.script.prose.who.noun_phrase import is_said_of_lamps
from scene_stager.script.prose.words import Lexeme, lexicon

# So many at once; "a couple of candles".
GROUPS = {"couple": 2, "couple of": 2, "pair": 2, "pair of": 2, "a pair of": 2, "trio of": 3}
GROUPS |= {"dozen": 12, "half a dozen": 6, "half dozen": 6}
GROUPS |= {"two dozen": 24, "dozen or so": 12, "handful of": 5}
TIMES = re.compile(r"x(\d+)|(\d+)x")
IN_THE_AIR = ("air", "floating", "drifting", "rising", "swirling", "flying")
FALLS = ("key", "sun", "practical")  # from so high
DOWNWARD = ("straight down", "looking down", "straight down on", "directly down")
LEVEL = ("eye level", "at eye level", "eye height", "at eye height")
AT_THE_EYES: Fills = {"@light_elevation": 0.0}
FLOOR = ("floor level", "ground level", "foot level", "ankle height", "ankle level")
# A lamp on the floor, and one at somebody's feet: house defaults, not measured.
ON_THE_FLOOR = Lexeme(
    "modifier", by_head={"practical": {"lighting.practical_elevation_deg": -45.0}}
)
AT_THE_FEET = Lexeme("modifier", by_head={"practical": {"lighting.practical_elevation_deg": -70.0}})
HELD = ("under", "beneath", "with", "holding", "holds", "no")  # before what keeps off the rain
GOES_SOFT = ("gone", "go", "goes", "going", "fall", "falls", "falling", "drops", "out")


def is_no_light(items: list[Item], at: int) -> bool:
    """True for what is not to be, "too hard", and for what the focus does: "gone soft"."""
    before = items[at - 1].plain if at else ""
    return before == "too" or (items[at].plain in ("soft", "softer") and before in GOES_SOFT)


def counts_lamps(items: list[Item], at: int) -> bool:
    """True for "three" in "three guttering candles", and for "single" in "a single lamp"."""
    after = next((one for one in items[at + 1 :] if not is_said_of_lamps(one)), None)
    return after is not None and after.kind == "practical" and count_of(items[at]) > 0


def counted(items: list[Item], at: int) -> list[Item]:
    """The word that says how many of the lamps there are that stand here, if one does."""
    before = at if items[at].kind == "practical" else 0
    while before and is_said_of_lamps(items[before - 1]) and not count_of(items[before - 1]):
        before -= 1
    return [one for one in items[max(before - 1, 0) : before] if count_of(one)]


def is_no_lamp(items: list[Item], at: int) -> bool:
    """True for embers that drift in the air, and for an umbrella that somebody holds."""
    if items[at].plain == "umbrella":
        before = [one for one in items[:at] if one.role not in ("article", "adjective")]
        held = before[-1:]
        if held and (held[0].role in ("verb", "word", "noun") or held[0].plain in HELD):
            return True
        return not any(_lights(one) for one in items if one is not items[at])
    drifts = any(one.plain in IN_THE_AIR for one in items[at + 1 : at + 4])
    return items[at].plain == "embers" and drifts


def _lights(item: Item) -> bool:
    """True for what says that an umbrella is on a lamp: "through", "a key", "on the left"."""
    said = item.role == "modifier" and bool(item.lexeme.by_head.get("key"))
    return said or item.kind in LAMPS or item.plain in ("through", "into", "off", "shoot")


def count_of(item: Item) -> int:
    """The whole number that a word or a figure says, or none."""
    if item.plain.isdigit():
        return int(item.plain)
    if item.plain in ("single", "lone", "solitary"):
        return 1
    if item.plain in GROUPS:
        return GROUPS[item.plain]
    times = TIMES.fullmatch(item.plain)
    if times:  # "candles x6"
        return int(times[1] or times[2])
    value = NUMBER_WORDS.get(item.plain, 0.0)
    return int(value) if value == int(value) else 0


def as_side(item: Item, light: str) -> Item | None:
    """ "Left of frame" of a lamp, as "on the left" is said of one, and "straight down" of any."""
    if light in FALLS and item.plain in DOWNWARD:
        return replace(item, lexeme=lexicon()[("straight", "above")])
    if light in FALLS and item.plain in LEVEL:
        return replace(item, lexeme=Lexeme("quantity", "@light_elevation", AT_THE_EYES))
    if light != "practical":
        return None
    if item.plain.removeprefix("at ") in FLOOR:
        return replace(item, lexeme=ON_THE_FLOOR)
    side = next((one for one in ("left", "right") if one in item.plain.split()), None)
    if side is None or item.kind != "placement":
        return None
    return replace(item, lexeme=lexicon()[("on", "the", side)])


def with_daylight(items: list[Item]) -> list[Item]:
    """The items with "daylight" as the light that it is, where it is said of no other."""
    kept = list(items)
    for at, item in enumerate(items):
        lit = any(one.kind in LAMPS for one in items)
        if item.plain == "daylight" and item.role == "modifier" and not lit:
            kept[at] = replace(item, lexeme=Lexeme("head", "time", DAY))
    return kept


def hangs(before: list[Item]) -> bool:
    """True behind "a softbox", and behind "a softbox boomed"."""
    hung = len(before) > 1 and before[-1].plain.endswith(("ed", "ing", "hung"))
    return bool(before) and (before[-2] if hung else before[-1]).kind in ("key", "practical")


def as_above(item: Item) -> Item:
    """ "Over" of a light, as "above" is said of one."""
    return replace(item, text="above", lexeme=lexicon()[("above",)])


def counted_anew(items: list[Item], sentence: Sentence) -> Fills | None:
    """How many lamps there are by a correction that says only that: "two candles, no, five"."""
    if len(items) != 1 or items[0].start not in sentence.marks or not count_of(items[0]):
        return None
    heads = [one for one in sentence.mentions if one.kind]
    lamps = bool(heads) and heads[-1].kind == "practical"
    return {"lighting.practical_count": count_of(items[0])} if lamps else None
