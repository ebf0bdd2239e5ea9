# SPDX-License-Identifier: Apache-2.0
"""A law as a document: a few rules, each some numbers and selectors. Nothing is executed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.plain_file import read_plain_file, shown_path
from scene_stager.presets.math_over_matter import findings_against
from scene_stager.presets.shape import Exactly, Fields, Many, Shape, form, one_of, prose
from scene_stager.provenance.law.asked import read_asked
from scene_stager.provenance.law.laws import law_texts
from scene_stager.script.field import Rule
from scene_stager.script.judge import did_you_mean
from scene_stager.script.strict_json import parse

LAW_SCHEMA, LAW_VERSION = "scene_stager.law", 1
SHIPPED = "red_only_on_the_living"
# House defaults, not measured.
MOST_BYTES = 64 * 1024
MOST_RULES, MOST_SELECTORS, MOST_LIMITS = 16, 16, 32
LOWEST_CHROMA, DARKEST = 0.08, 0.2
SMALLEST_SHARE = 0.0005
MARGIN_DEG = 15.0
MOST_DRIFT_SHARE = 0.03
AIR = ("held", "free")
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class ColourLimits:
    """Which colours a rule is about, in Oklch: an arc of hue that goes up from one end to the
    other, at least so much chroma, and nothing darker than a lightness."""

    hue_from_deg: float
    hue_to_deg: float
    chroma: float = LOWEST_CHROMA
    darkest: float = DARKEST
    stock: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class ColourRule:
    """A colour that may be on some things only.

    `only_on` and `never_on` select; what neither selects is unknown. Where the air is `held`, a
    lamp, fog, a sky or a film that is of the colour breaks the rule unless it is selected.
    Regions of less than `smallest_share` of a picture are passed over.
    """

    name: str
    limits: ColourLimits
    only_on: tuple[str, ...]
    never_on: tuple[str, ...] = ()
    air: str = "held"
    smallest_share: float = SMALLEST_SHARE
    others: tuple[ColourLimits, ...] = ()

    def limits_for(self, stock: str, grade: str) -> ColourLimits:
        """Those of a stock and a grade; then of the grade, or the stock, alone; then its own."""
        for wanted in ((stock, grade), ("", grade), (stock, "")):
            for one in self.others:
                if any(wanted) and (one.stock, one.grade) == wanted:
                    return one
        return self.limits


@dataclass(frozen=True, slots=True)
class KeySideRule:
    """The key stays on its side of the one who is filmed; within the margin it is on neither."""

    name: str
    of: str = "role:hero"
    margin_deg: float = MARGIN_DEG


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A stencil or emblem stays where it is painted, by a share of its own size."""

    name: str
    most_share: float = MOST_DRIFT_SHARE


@dataclass(frozen=True, slots=True)
class Law:
    """A law, read and judged sound."""

    name: str
    says: str
    colours: tuple[ColourRule, ...] = ()
    key_sides: tuple[KeySideRule, ...] = ()
    marks: tuple[MarkRule, ...] = ()

    def to_json(self) -> str:
        """The canonical text."""
        plain: dict[str, Any] = {"schema": LAW_SCHEMA, "version": LAW_VERSION}
        plain |= {"name": self.name, "says": self.says}
        plain["colours"] = [_plain_colour(one) for one in self.colours]
        plain["key_sides"] = [asdict(one) for one in self.key_sides]
        plain["marks"] = [asdict(one) for one in self.marks]
        return canonical_json(plain)


def number(low: float, high: float, about: str) -> Rule:
    """A number that may be left out but is never null."""
    return Rule("number", about, low, high)


IDENTIFIER = form(r"[a-z][a-z0-9_]{0,39}", 40, "a name such as red: a to z, digits and _")
SELECTOR = prose(140, "who: role:living, name:Maana*, label:life=living")
SOME = Many(SELECTOR, MOST_SELECTORS)
NUMBERS: dict[str, Shape] = {
    "hue_from_deg": number(0.0, 360.0, "where the arc of hue begins, in Oklch"),
    "hue_to_deg": number(0.0, 360.0, "where it ends, going up"),
    "chroma": number(0.01, 0.5, "the least chroma"),
    "darkest": number(0.0, 1.0, "the least lightness"),
}
ARC = frozenset({"hue_from_deg", "hue_to_deg"})
WORD = form(r"[a-z][a-z0-9_]{0,39}|", 40, "a name of a stock or grade")
OTHER = Fields({**NUMBERS, "stock": WORD, "grade": WORD}, ARC)
SHARE = number(0.0, 0.5, "a share of the picture")
COLOUR = Fields(
    {
        "name": IDENTIFIER,
        **NUMBERS,
        "only_on": SOME,
        "never_on": SOME,
        "air": one_of(AIR, "what is held to it beside the things"),
        "smallest_share": SHARE,
        "limits": Many(OTHER, MOST_LIMITS),
    },
    frozenset({"name", "only_on"}) | ARC,
)
KEY_SIDE = Fields(
    {"name": IDENTIFIER, "of": SELECTOR, "margin_deg": number(0.0, 80.0, "of neither side")},
    frozenset({"name"}),
)
MARK = Fields(
    {"name": IDENTIFIER, "most_share": number(0.001, 1.0, "how far, over its size")},
    frozenset({"name"}),
)
LAW = Fields(
    {
        "schema": Exactly(LAW_SCHEMA),
        "version": Exactly(LAW_VERSION),
        "name": IDENTIFIER,
        "says": prose(200, "the law in a sentence"),
        "colours": Many(COLOUR, MOST_RULES),
        "key_sides": Many(KEY_SIDE, MOST_RULES),
        "marks": Many(MARK, MOST_RULES),
    },
    frozenset({"schema", "version", "name"}),
)


def find_law(named: str) -> Law:
    """A law by the name of one that is shipped, or by its file. Raises InputError."""
    if named in law_texts():
        return read_law(law_texts()[named], named)
    path = Path(named)
    if not path.exists() and "." not in named:
        known = ", ".join(law_texts())
        advice = did_you_mean(named, law_texts())
        raise InputError(Mistake("--law", shorten(named), f"a file, or one of {known}", advice))
    return read_law(read_plain_file(path, "a law", MOST_BYTES), shown_path(path))


def read_law(data: bytes, where: str = "law") -> Law:
    """The law that JSON spells. Raises InputError with every mistake."""
    tree = parse(data, where, MOST_BYTES)
    mistakes = [one.as_mistake(where) for one in findings_against(tree, LAW)]
    if mistakes or not isinstance(tree, dict):
        raise InputError(mistakes or Mistake(where, "no object", "a law"))
    law = Law(
        name=tree["name"],
        says=tree.get("says", ""),
        colours=tuple(_colour(one) for one in tree.get("colours", ())),
        key_sides=tuple(_made(KeySideRule, one) for one in tree.get("key_sides", ())),
        marks=tuple(_made(MarkRule, one) for one in tree.get("marks", ())),
    )
    _must_say_something(law, where)
    return law


def _colour(said: Mapping[str, Any]) -> ColourRule:
    rest = {key: said[key] for key in ("name", "air", "smallest_share") if key in said}
    return ColourRule(
        limits=_made(ColourLimits, {key: said[key] for key in NUMBERS if key in said}),
        only_on=tuple(said["only_on"]),
        never_on=tuple(said.get("never_on", ())),
        others=tuple(_made(ColourLimits, one) for one in said.get("limits", ())),
        **rest,
    )


def _made(kind: type[Kind], said: Mapping[str, Any]) -> Kind:
    return kind(**{key: float(v) if isinstance(v, int) else v for key, v in said.items()})


def _plain_colour(rule: ColourRule) -> dict[str, Any]:
    own = {key: getattr(rule.limits, key) for key in NUMBERS}
    plain = {key: getattr(rule, key) for key in ("name", "air", "smallest_share")}
    plain |= {"only_on": list(rule.only_on), "never_on": list(rule.never_on)}
    return {**plain, **own, "limits": [asdict(one) for one in rule.others]}


def _must_say_something(law: Law, where: str) -> None:
    names = [one.name for one in law.colours]
    names += [one.name for one in law.key_sides] + [one.name for one in law.marks]
    if not names:
        raise InputError(Mistake(where, "a law without a rule", "at least one rule"))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(Mistake(f"{where} {twice}", "two rules of that name", "one"))
    for rule in law.colours:
        for text in (*rule.only_on, *rule.never_on):
            read_asked(text, f"{where} {rule.name}")
