# SPDX-License-Identifier: Apache-2.0
"""The air: a weather that comes or goes during the shot, one that is ruled out, rain in a storm."""

from dataclasses import replace

from scene_stager.errors import Mistake
from scene_stager.script.prose.choices import Choice, Choices
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.atmosphere import CHANGES, HOW_MUCH
from scene_stager.script.prose.words import Lexeme

WEATHER, WIND = "atmosphere.weather", "atmosphere.wind_m_s"
TO_PHASE = "atmosphere.to_phase"
WITHOUT = "@without "  # before a weather: it is ruled out, and any other may be there
WITHOUT_WIND = "@still air"
# Between a weather and what it does: "slowly", "that", "and".
BETWEEN = ("filler", "modifier", "adjective", "relative")
AND = ("and", "then")
MOST_BETWEEN = 3
AT_FIRST = words("start starts starting begin begins beginning open opens opening")


def with_changes(items: list[Item], hangs: bool) -> list[Item]:
    """The items of a clause, with "rolls in" or "lifts" taken together with its weather; with "it"
    where one `hangs` already, or is named before."""
    for at, item in enumerate(items):
        first = any(one.plain in AT_FIRST for one in items[:at])  # "starts foggy and clears"
        if first and item.lexeme.fills.get(WEATHER) == "clear":
            items = [*items[:at], replace(item, lexeme=Lexeme("filler")), *items[at + 1 :]]
            continue
        hangs |= WEATHER in item.lexeme.fills
        it = item.plain == "it" and hangs
        where = not first and (_is_said_of(item) or _is_where(items[:at]))
        if not it and (WEATHER not in item.lexeme.fills or where):
            continue
        for begin in range(at + 1, at + 2 + MOST_BETWEEN):
            for end in (begin + 2, begin + 1):
                change = CHANGES.get(" ".join(one.plain for one in items[begin:end]))
                if change is not None:
                    said = " ".join([item.text, *(one.text for one in items[begin:end])])
                    changing = _changing(replace(item, text=said), *change)
                    return [*items[:at], changing, *items[at + 1 : begin], *items[end:]]
            if begin >= len(items) or not _stands_between(items, begin):
                break
    return items


def _stands_between(items: list[Item], at: int) -> bool:
    """True for "slowly" and "that", and for "and" before what something does: "and clears"."""
    after = items[at + 1].plain if at + 1 < len(items) else ""
    return items[at].role in BETWEEN or (items[at].plain in AND and after.endswith(("s", "ly")))


def _is_said_of(item: Item) -> bool:
    """True for "misty" before "clearing", and for where somebody is: "in the rain"."""
    return item.plain.endswith("y") or item.plain.startswith("in ")


def _is_where(before: list[Item]) -> bool:
    """True behind "in the": what comes there is no weather."""
    roles = [one.role for one in before if one.role not in ("article", "adjective")]
    return roles[-1:] == ["preposition"]


def _changing(item: Item, first: float, last: float) -> Item:
    """A weather of which there is more or less at the end; what is said of it is where most is."""
    fills = dict(item.lexeme.fills)
    much = fills.pop(HOW_MUCH, None)
    if much is not None and first < last:
        first = 0.0 if float(much) <= first else first  # "a little fog rolls in"
    ends: Fills = {f"~{HOW_MUCH}": first, f"~{TO_PHASE}": last}
    said: Fills = {} if much is None else {TO_PHASE if last > first else HOW_MUCH: much}
    return replace(item, lexeme=Lexeme("head", "air", {**fills, **ends, **said}))


def ruled_out(item: Item) -> Fills | None:
    """What "no" says of the air: nothing of one weather, or no wind."""
    if any(path.endswith(WIND) for path in item.lexeme.fills):
        return {WITHOUT_WIND: True}
    weather = str(item.lexeme.fills.get(WEATHER, "clear"))
    return None if weather == "clear" else {f"{WITHOUT}{weather}": True}


def settle_air(choices: Choices) -> list[Mistake]:
    """Clear air where a weather is ruled out and no other is there."""
    mistakes: list[Mistake] = []
    still = choices.pop(WITHOUT_WIND, None)
    if still is not None:  # "light breeze, no gusts"
        choices.setdefault(WIND, Choice(still.words, 0.0, 0, still.place))
    for path in [path for path in choices if path.startswith(WITHOUT)]:
        without, weather = choices.pop(path), choices.get(WEATHER)
        if weather is None:
            choices[WEATHER] = Choice(without.words, "clear", 0, without.place)
        elif weather.value == path.removeprefix(WITHOUT):
            found = f"{weather.words!r} and {without.words!r}"
            expected = "one of them, since they say different things"
            mistakes.append(Mistake(WEATHER, found, expected))
    return mistakes
