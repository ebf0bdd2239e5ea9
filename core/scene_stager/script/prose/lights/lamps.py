# SPDX-License-Identifier: Apache-2.0
"""Lamps and windows by what stands beside them: a bounce is no key, and a tube has a length."""

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS, LIGHTS, OTHERS
from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.synonyms.glue import VERB_ENDINGS

BOUNCE = ("bounce", "bounce light", "ultrabounce")
BOUNCED = ("key", "sun", "time")  # what a bounce makes soft
FILLING = ("fill", "ambient")
HOW_IT_IS = {"lighting.key_softness_deg", "lighting.key_kelvin"}
OF_A_KEY = ("soft key", "soft shadows")
SAID_OF_IT = ("adjective", "modifier")
NAMED = ("article", "pronoun", "noun")
SINGULAR = ("foot", "ft", "inch", "metre", "meter", "m")  # "a 4 foot tube"
BREAKS = words(
    """smashes smashing breaks breaking shatters shattering drops dropping throws throwing hurls
    hurling kicks kicking steals stealing buys buying sells selling paints painting hides hiding
    knocks knocking repairs repairing fixes fixing unscrews unscrewing dusts dusting"""
)


def is_another_light(items: list[Item], at: int) -> bool:
    """True for a light that the script has no field for: "an HMI backlight", and every bounce that
    stands by no key, which fills."""
    after = [one for one in items[at + 1 : at + 5] if one.role not in ("article", "adjective")]
    if items[at].plain in BOUNCE and not (after and after[0].plain == "off"):
        return not any(one.kind in BOUNCED for one in _phrase(items, at) if one is not items[at])
    if items[at].kind in ("window", "sun"):  # "moonlight fill", "a window as the backlight"
        as_it = after[1:] if after and after[0].plain in ("as", "for") else after
        of = OTHERS if items[at].kind == "window" else FILLING
        return bool(as_it) and as_it[0].kind in of
    paths = {path.lstrip("~") for path in items[at].lexeme.fills}
    if items[at].kind != "key" or not paths & HOW_IT_IS or items[at].plain in OF_A_KEY:
        return False
    after = after[1:] if after and after[0].plain in ("as", "for") else after
    return bool(after) and after[0].kind in OTHERS


def is_lighting(items: list[Item], at: int, *, acted: bool) -> bool:
    """True for the verb in "a lamp on the table lights the accountant", "he lights a pipe"."""
    after = items[at + 1 : at + 2]
    verb = items[at].plain == "lights" and bool(after) and after[0].role in NAMED
    return verb and (acted or any(one.kind in (*LIGHTS, "practical") for one in items[:at]))


def is_handled(items: list[Item], at: int) -> bool:
    """True for the window in "the thief breaks a window", which is no light."""
    before = [one for one in items[:at] if one.role not in ("article", "adjective")]
    if not before or not before[-1].plain.endswith(VERB_ENDINGS):
        return False
    bare = before[-1] is items[at - 1]  # "washes windows"
    return before[-1].role == "verb" or (before[-1].role == "word" and not bare)


def is_broken(items: list[Item], at: int) -> bool:
    """True for the lamp in "a burglar smashes a lamp", which lights nothing by that."""
    before = [one for one in items[:at] if one.role not in ("article", "adjective")]
    return bool(before) and before[-1].plain in BREAKS


def is_how_a_thing_is(items: list[Item], at: int) -> bool:
    """True for how long a lamp is, and for the colour of what is no lamp: "a half blue shirt"."""
    if items[at].kind == "@gel_mired":
        return at + 1 < len(items) and items[at + 1].role in ("word", "noun")
    return items[at].kind in ("@metres", "@at") and _is_size_of_lamp(items, at)


def _is_size_of_lamp(items: list[Item], at: int) -> bool:
    """True for "4-foot" in "a 4-foot tube": how large the lamp is, not how far off it stands."""
    rest = [one for one in items[at + 1 :] if one.role not in SAID_OF_IT]
    lamp = bool(rest) and rest[0].kind in LAMPS and rest[0].role in ("head", "aside")
    return lamp and ("-" in items[at].text or items[at].plain.endswith(SINGULAR))


def _phrase(items: list[Item], at: int) -> list[Item]:
    """The items around one as far as the next "and"; "as" joins it to what it serves as."""
    joins = [i for i, one in enumerate(items) if one.role == "join" and one.plain != "as"]
    start = max((i + 1 for i in joins if i < at), default=0)
    return items[start : min((i for i in joins if i > at), default=len(items))]
