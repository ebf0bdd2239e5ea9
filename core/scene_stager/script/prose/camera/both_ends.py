# SPDX-License-Identifier: Apache-2.0
"""What is at both ends of a move: sizes, "from wide to close up", and lengths behind nouns."""

from dataclasses import replace

from scene_stager.script.framing import AZIMUTH_DEG
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.glue import PERSON_ENDINGS
from scene_stager.script.prose.who.guess import SIZE_TOO
from scene_stager.script.prose.who.noun_phrase import noun_phrase
from scene_stager.script.prose.words import Lexeme

MM = "lens.focal_length_mm"
WIDE_LENS: Fills = {f"~{MM}": 18.0}  # as "wide lens" is
MAYBE_WIDE: Fills = {"~~framing.size": "wide"}  # of "wide 24mm", unless a size is said
TO = ("to", "into")
VIEWS = {"front": "front", "frontal": "front", "back": "back"}
SWUNG = ("swing", "swings", "swinging", "come", "comes", "turn", "turns", "sweep", "sweeps")
FURTHEST = 8  # items between the first size and the last: "from a wide of the bar to a close up"


def with_ends(items: list[Item]) -> list[Item]:
    """The items with the sizes and the lengths at both ends of a move."""
    return _with_length_pairs(_with_view_pairs(_with_size_pairs(_with_wide_lens(items))))


def _with_wide_lens(items: list[Item]) -> list[Item]:
    """The items with "wide" right before a size as the lens that it says is wide, "wide close-up";
    and before millimetres as the one or the other: "handheld, wide 24mm"."""
    kept = _with_how_tight(items)
    for at, item in enumerate(kept[:-1]):
        after = kept[at + 1]
        if item.plain != "wide" or item.kind != "size":
            continue
        if after.kind == "size":
            kept[at] = replace(item, lexeme=Lexeme("head", "lens", WIDE_LENS))
        elif set(after.lexeme.fills) == {MM}:
            kept[at] = replace(item, lexeme=Lexeme("head", "size", MAYBE_WIDE))
    return kept


def _with_how_tight(items: list[Item]) -> list[Item]:
    """The items with "tight" and the size right behind it as that size: "a tight close-up"."""
    kept: list[Item] = []
    for item in _with_cowboys(items):
        tight = kept[-1] if kept and item.kind == "size" and kept[-1].plain == "tight" else None
        if tight is None or tight.kind != "size":
            kept.append(item)
        else:
            kept[-1] = replace(item, text=f"{tight.text} {item.text}", start=tight.start)
    return kept


def _with_cowboys(items: list[Item]) -> list[Item]:
    """The items with "cowboy" on somebody as the size: "cowboy on the sheriff", and no horse."""
    kept = list(items)
    for at, item in enumerate(items[:-2]):
        alone = item.plain == "cowboy" and (at == 0 or items[at - 1].role != "article")
        if alone and items[at + 1].plain == "on" and _is_a_person(items, at + 2):
            kept[at] = replace(item, lexeme=Lexeme("head", "size", SIZE_TOO["cowboy"]))
    return kept


def _is_a_person(items: list[Item], at: int) -> bool:
    if items[at].role == "pronoun":
        return True
    phrase = noun_phrase(items, at + 1, True) if items[at].role == "article" else None
    if phrase is None or "~subject.height_m" in phrase.fills:
        return False
    return phrase.is_somebody or phrase.name.endswith(PERSON_ENDINGS)


def _with_view_pairs(items: list[Item]) -> list[Item]:
    """The items with two views as an orbit from one to the other: "from profile to front"."""
    views = [at for at, item in enumerate(items) if _view(item)]
    if len(views) != 2 or views[1] - views[0] != 2 or items[views[0] + 1].plain not in TO:
        return items
    first, last = (items[at] for at in views)
    seen = _view(first), _view(last)
    turn_deg = (AZIMUTH_DEG[seen[1]] - AZIMUTH_DEG[seen[0]] + 180.0) % 360.0 - 180.0
    ends: Fills = {"framing.view": seen[0], "rig.move": "orbit", "rig.orbit_deg": turn_deg}
    text = f"{first.text} to {last.text}"
    turned = Item(text, first.start, last.end, Lexeme("head", "move", ends))
    before = [one for one in items[: views[0]] if one.plain not in ("from", *SWUNG)]
    on = [replace(items[views[1]], text="on", lexeme=Lexeme("preposition"))]
    of_whom = on if last.plain.endswith(" on") else []
    return [*before, turned, *of_whom, *items[views[1] + 1 :]]


def _view(item: Item) -> str:
    plain = VIEWS.get(item.plain, "") if item.role == "modifier" else ""
    return str(item.lexeme.fills.get("framing.view", plain))


def _with_size_pairs(items: list[Item]) -> list[Item]:
    """The items with every size that leads to another taken together with it."""
    kept: list[Item] = []
    for item in items:
        sizes = [one for one in kept[-FURTHEST:] if one.kind == "size"]
        joined = [one for one in kept[-2:] if one.plain in ("to", "into")]
        near = bool(sizes) and (sizes[-1] in kept[-3:] or _comes_from(sizes[-1], kept))
        if item.kind != "size" or not near or not joined:
            kept.append(item)
            continue
        first = sizes[-1]
        at = kept.index(first)
        of_first = kept[at + 1 : kept.index(joined[-1])]  # "of her face", which it leaves
        kept = kept[:at]
        while kept and kept[-1].plain in ("from", "a", "an", "the"):
            kept.pop()
        kept += of_first
        ends: Fills = {
            "@size_from": first.lexeme.fills["framing.size"],
            "@size_to": item.lexeme.fills["framing.size"],
        }
        text = f"{first.text} to {item.text}"
        kept.append(Item(text, first.start, item.end, Lexeme("head", "size", ends)))
    return kept


def _comes_from(size: Item, items: list[Item]) -> bool:
    """True for a size behind "from", and an article perhaps."""
    at = next(place for place, one in enumerate(items) if one is size)
    return any(one.plain == "from" for one in items[max(at - 2, 0) : at])


def _with_length_pairs(items: list[Item]) -> list[Item]:
    """The items with two lengths as the ends that they are: "from the glass at 1 m to the magician
    at 3 m"."""
    lengths = [at for at, item in enumerate(items) if item.kind in ("@metres", "@at")]
    words = [item.plain for item in items]
    if len(lengths) != 2:
        return items
    first, last = lengths
    if "from" not in words[:first] or not {"to", "onto", "into"} & set(words[first:last]):
        return items
    kept = list(items)
    for at, end in ((first, "@from"), (last, "@to")):
        said: Fills = {end: items[at].lexeme.fills[items[at].kind]}
        kept[at] = replace(items[at], lexeme=Lexeme("head", "measure", said))
    return kept
