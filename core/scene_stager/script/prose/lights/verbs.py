# SPDX-License-Identifier: Apache-2.0
"""What a light does, which no camera does and nobody is: "the lights go out"."""

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import OTHERS
from scene_stager.script.prose.synonyms import Found, words

# Where a light comes from and falls: it stands as what follows says.
COMES = words(
    "come fall shine spill pour stream hit rake wash skim graze cut slice bounce wrap drop"
)
# What changes or goes: what follows says where it does so, and not where the light stands.
CHANGES = words(
    """
    go move sweep swing pass follow rise fade flash dim pulse strobe bob blaze die sputter gutter
    glint shift change crawl circle chase play flare blink blow creep drift pan track roll turn
    """
)
EITHER_WAY = CHANGES - words("pan track drift roll turn move")  # of a camera as well, where bare
IN_SHOT = words("headlights lightning flashlight projector starlight flares beams")
A_LIGHT = words("light lights glow lighting beam beams lightbox window windows")
COME = words("come fall pour stream spill shine")  # of several lights, and of no camera
EYE_LIGHTS = ("eye light", "eyelight", "obie", "catch light", "catchlight")  # beside the camera
BETWEEN = ("filler", "adjective")
SHOT = "shot"


def is_light(item: Item | None = None) -> bool:
    """True for a lamp, the sun, a light as such, and the lights that no script has a field for."""
    if item is None:
        return False
    if item.role == "aside":
        return item.kind == "key" or item.plain.split(" ")[-1] in IN_SHOT | {"light", "lights"}
    return item.kind in ("practical", "sun", "window") or (
        item.kind == "key" and not item.lexeme.fills
    )


def is_out_of_shot(light: Item) -> bool:
    """True for a light by its instrument, and for an eye light."""
    return light.kind == "key" or light.plain in EYE_LIGHTS


def does_a_light(items: list[Item], at: int) -> bool:
    """True for "go out" behind "the lights", and for "follows" behind "a spotlight"."""
    return _does(items, at, COMES | CHANGES)


def changes_a_light(items: list[Item], at: int) -> bool:
    """True for what a light does that says nothing of where it stands."""
    return _does(items, at, CHANGES)


def names_a_light(after: list[Item]) -> bool:
    """True of a noun before "light" in "the fridge light", and not in "the dame lights a match"."""
    if len(after) > 1 and after[0].plain == "of":  # "a slice of light"
        return after[1].kind in ("key", "sun", "window") and after[1].role == "head"
    whom = len(after) > 1 and after[1].role in ("article", "pronoun")
    return bool(after) and after[0].plain in A_LIGHT and not whom


def _does(items: list[Item], at: int, verbs: frozenset[str]) -> bool:
    if not 0 < at < len(items):
        return False
    before = at - 1
    while before > 0 and (items[before].role in BETWEEN or _is_manner(items[before])):
        before -= 1
    if not is_light(items[before]) or items[at].plain.endswith(SHOT):
        return False
    verb = items[at].plain.split(" ")[0]
    if items[before].plain.endswith("s") and verb in (EITHER_WAY | COME) & verbs:
        return True
    return any(verb in (f"{one}s", f"{one}es", f"{one}ing", f"{one[:-1]}ing") for one in verbs)


def _is_manner(item: Item) -> bool:
    return item.role == "modifier" and item.plain.endswith("ly")


def own_light(items: list[Item], at: int) -> list[Found]:
    """What a lamp by its make fills as the key; nothing of one that is a rim or a fill."""
    item = items[at]
    after = [one for one in items[at + 1 : at + 5] if one.role not in ("article", "adjective")]
    after = after[1:] if after and after[0].plain in ("as", "for") else after
    if not item.lexeme.fills or (after and after[0].kind in OTHERS):
        return []
    return [(item.text, item.lexeme.fills, item.start)]
