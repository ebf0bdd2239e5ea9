"""Sentences made of parts whose readings are known: the whole is to say what its parts say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from scene_stager.errors import InputError
from scene_stager.script.prose.items import Item, clauses
from scene_stager.script.prose.reading import Said, said_in
from scene_stager.script.prose.synonyms.subject import PARTS
from tests.script.sentences.kept import Kept, words_of

HERO = "role:hero"
WHOM = ("subject.selector", "subject.kind")
SPOKEN_OF = ("him", "her", "she", "he", "they", "them", "his", "their", "it")
LONGEST = 9  # words of a part
MOST = 3  # parts of a sentence
SAYS = ("head", "noun", "word")
SAID_OF = ("article", "adjective", "modifier", "quantity")
# Behind "with" and "and" these go on without a stop, where nothing in them does anything.
NAMED = ("key", "sun", "time", "rim", "kicker", "fill", "ambient", "air", "wind", "measure", "lens")
DOES = ("is", "are", "comes", "come", "goes", "go", "lit", "keyed", "looks")
CHAINS = ("then", "and", "but", "or", "also", "so", "than", "instead", "not", "no", "without")
# Fields that hang on each other: a part that says one of them claims them all.
TOGETHER = (
    ("rig", "subject.motion", "subject.heading_deg", "subject.speed_m_s", "frame_count", "fps"),
    ("rig", "lens.zoom", "lens.focus", "lens.to_focal_length_mm", "@other_size"),
    ("framing.angle", "framing.elevation_deg", "framing.view", "framing.azimuth_deg", "rig"),
    ("lighting.style", "lighting.practicals", "lighting.practical_azimuth_deg", "lighting"),
    ("framing.size", "@other_size"),
)


@dataclass(frozen=True)
class Part:
    """A stretch of a judged sentence that means the same by itself as it does there."""

    text: str
    values: dict[str, object]
    aside: frozenset[str]
    claims: frozenset[str]  # of what no other part of the same sentence may speak


def parts_of(sentences: Sequence[Kept]) -> list[Part]:
    """Every part of these that may stand by itself, once."""
    stretches: dict[str, Kept] = {}
    for one in sentences:
        for text in (one.sentence, *one.sentence.split(", ")):
            stretches.setdefault(text.strip(" ."), one)
    return [part for text, one in stretches.items() if (part := _part(text, one)) is not None]


def draws(parts: Sequence[Part], luck: Random, many: int) -> Iterator[tuple[str, list[Part]]]:
    """So many sentences of two or three parts of different topics, joined as people join them."""
    for _ in range(many):
        most, chosen = luck.choice((2, 2, MOST)), list[Part]()
        for one in luck.sample(parts, len(parts)):
            if len(chosen) < most and not any(one.claims & other.claims for other in chosen):
                chosen.append(one)
        text = chosen[0].text
        for one in chosen[1:]:
            text += luck.choice(_joins(one)) + one.text
        yield text, chosen


def leaks(text: str, parts: Sequence[Part]) -> list[str]:
    """Where the whole says other than its parts do."""
    said = _read(text)
    if said is None:
        return ["refused"]
    whole, wanted = _made(text, said), dict[str, object]()
    for one in parts:
        wanted |= one.values
    paths = sorted({*wanted, *whole.values})
    wrong = [
        f"{path}: {whole.values.get(path)} for {wanted.get(path)}"
        for path in paths
        if whole.values.get(path) != wanted.get(path)
    ]
    aside = frozenset[str]().union(*(one.aside for one in parts))
    differ = (whole.aside ^ aside) - PARTS  # whose eyes they are hangs on who is named
    return [*wrong, *([f"aside: {sorted(differ)}"] if differ else [])]


def _part(text: str, whole: Kept) -> Part | None:
    """A stretch that reads by itself as it was judged in its sentence."""
    if not 0 < len(text.split()) <= LONGEST or set('.:;|/—–()\n?!"') & set(text):
        return None
    made_of = [*clauses(text)]
    if not made_of or made_of[0][0].plain in CHAINS or not _says_something(made_of[0]):
        return None
    said = _read(text)
    return None if said is None or not _agrees(said, whole) else _made(text, said)


def _says_something(items: Sequence[Item]) -> bool:
    """True for a stretch with a head, or a noun behind another word: it hangs on no other."""
    return any(one.role == "head" for one in items) or any(one.role in SAYS for one in items[1:])


def _made(text: str, said: Said) -> Part:
    values: dict[str, object] = dict(said.values)
    if values.get("subject.selector") == HERO:
        values = {path: value for path, value in values.items() if path not in WHOM}
    aside = frozenset(word for one in said.aside for word in words_of(one))
    return Part(text, values, aside, frozenset(_claims(text, values, said)))


def _claims(text: str, values: dict[str, object], said: Said) -> set[str]:
    """What a part speaks of: its fields, those that hang on them, and whom it may mean."""
    claims = set[str]()
    for path in values:
        slot, _, name = path.partition(".")
        claims |= {path, "subject"} if path in WHOM else {path, _word(slot, name)}
        claims |= {one for group in TOGETHER if path in group or slot in group for one in group}
    if "lighting" in claims:
        claims |= {f"lighting.{word}" for word in ("key", "rim", "ratio", "practical", "style")}
    words = f" {text.lower()} ".replace("'s", " ").replace(",", " ").split()
    thing = said.values.get("subject.kind", "person") != "person"
    claims |= {"her or it"} if thing or set(SPOKEN_OF) & set(words) else set()
    place = said.values.get("subject.kind") in ("venue", "building")
    claims |= {"framing.size"} if place else set()  # a place may be where somebody's MCU is
    claims |= {"subject"} if {"hero", "subject"} & set(words) else set()
    claims |= {"framing.size", "subject"} if set(PARTS) & set(words) else set()
    claims |= (
        {"framing.view"}
        if {"left", "right"} & set(words) and {"her", "his"} & set(words)
        else set()
    )
    return claims or {text}


def _word(slot: str, name: str) -> str:
    return f"{slot}.{name.partition('_')[0]}" if slot == "lighting" else f"{slot}.{name}"


def _agrees(said: Said, whole: Kept) -> bool:
    """True where the stretch says by itself what was judged of it in its sentence."""
    wanted = {**whole.said, **whole.assumed}
    who = wanted.pop("who", "@hero").partition(":")[0]
    if said.values.get("subject.selector", HERO) not in (HERO, f"tag:{who}"):
        return False
    for path, value in said.values.items():
        known = path in wanted or path.startswith(("@", "~")) or path in WHOM
        if not known or (path in wanted and not _same(value, wanted[path])):
            return False
    return {word for one in said.aside for word in words_of(one)} <= whole.aside


def _same(value: object, wanted: str) -> bool:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value - float(wanted)) <= 1e-3 * max(1.0, abs(value))
    return str(value) == wanted


@cache
def _read(text: str) -> Said | None:
    try:
        return said_in(text)
    except InputError:
        return None


def _joins(part: Part) -> list[str]:
    """What may stand before a part: "with" and "and" as well where it names a light or an air."""
    stops = [", ", ". ", "; ", ", and "]
    items = next(clauses(part.text))
    first = next((one for one in items if one.role not in SAID_OF), items[0])
    named = first.role == "head" and first.kind in NAMED
    does = any(one.role in ("verb", "pronoun") or one.plain in DOES for one in items)
    return [*stops, *([" with ", " and "] * 2 if named and not does else [])]
