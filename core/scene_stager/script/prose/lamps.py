# SPDX-License-Identifier: Apache-2.0
"""Lamps and windows by what stands beside them: a bounce is no key, and a tube has a length."""

from scene_stager.script.prose.items import Item

BOUNCE = ("bounce", "bounce light", "ultrabounce")
KEYS = ("key", "sun", "time")  # what a bounce makes soft
SOURCES = ("practical", "window", "sun", "time", "key", "rim")
LAMPS = ("key", "window", "practical", "rim", "kicker", "fill")
SAID_OF_IT = ("adjective", "modifier")
NAMED = ("article", "pronoun", "noun")
SINGULAR = ("foot", "ft", "inch", "metre", "meter", "m")  # "a 4 foot tube"
DONE = ("s", "ing", "ed")


def is_another_light(items: list[Item], at: int) -> bool:
    """True for a bounce that stands by no key: it fills, and the script has no field for where."""
    after = items[at + 1 : at + 2]
    if items[at].plain not in BOUNCE or (after and after[0].plain == "off"):
        return False  # "bounce off the ceiling" is how a light is made
    return not any(one.kind in KEYS for one in _phrase(items, at) if one is not items[at])


def is_lighting(items: list[Item], at: int) -> bool:
    """True for the verb in "a lamp on the table lights the accountant"."""
    after = items[at + 1 : at + 2]
    verb = items[at].plain == "lights" and bool(after) and after[0].role in NAMED
    return verb and any(one.kind in SOURCES for one in items[:at])


def is_handled(items: list[Item], at: int) -> bool:
    """True for the window in "the thief breaks a window", which is no light."""
    before = [one for one in items[:at] if one.role not in ("article", "adjective")]
    if not before or not before[-1].plain.endswith(DONE):
        return False
    bare = before[-1] is items[at - 1]  # "washes windows"
    return before[-1].role == "verb" or (before[-1].role == "word" and not bare)


def is_size_of_lamp(items: list[Item], at: int) -> bool:
    """True for "4-foot" in "a 4-foot tube": how large the lamp is, not how far off it stands."""
    rest = [one for one in items[at + 1 :] if one.role not in SAID_OF_IT]
    lamp = bool(rest) and rest[0].kind in LAMPS and rest[0].role in ("head", "aside")
    return lamp and ("-" in items[at].text or items[at].plain.endswith(SINGULAR))


def _phrase(items: list[Item], at: int) -> list[Item]:
    """The items around one as far as the next "and"; "as" joins it to what it serves as."""
    joins = [i for i, one in enumerate(items) if one.role == "join" and one.plain != "as"]
    start = max((i + 1 for i in joins if i < at), default=0)
    return items[start : min((i for i in joins if i > at), default=len(items))]
