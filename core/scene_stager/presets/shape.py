# SPDX-License-Identifier: Apache-2.0
"""The shape of a document, said as data: which keys, which types, how many of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scene_stager.presets.lineage import ORIGINS
from scene_stager.script.field import Rule, rules_of
from scene_stager.script.scene_script import SCHEMA as SCRIPT_SCHEMA
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.scene_script import VERSION as SCRIPT_VERSION

PRESET_SCHEMA = "scene_stager.preset"
PRESET_VERSION = 1
OUTCOMES = ("matched", "ambiguous", "ill_posed", "closest", "unfinished", "unexplained")
MOST_PARENTS = 8


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: its keys, and which of them must be there. No other key may be."""

    of: "Mapping[str, Shape]"
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Many:
    """A list of at most `longest` items of one shape."""

    item: "Shape"
    longest: int


@dataclass(frozen=True, slots=True)
class Exactly:
    """One fixed value."""

    value: str | int


Shape = Fields | Many | Exactly | Rule


def form(pattern: str, longest: int, example: str, optional: bool = False) -> Rule:
    """Text of one form, such as a digest or a date; `example` says which in a message."""
    return Rule(
        "text", example, pattern=pattern, longest=longest, example=example, optional=optional
    )


DIGEST = form(r"[0-9a-f]{64}", 64, "a sha256: 64 digits of 0-9 and a-f")
DAY = form(r"[0-9]{4}-[01][0-9]-[0-3][0-9]", 10, "a day such as 2026-11-25", optional=True)
NAME = rules_of(SceneScript)["name"]


def prose(longest: int, about: str) -> Rule:
    """Free text of bounded length; the gate holds it to plain words."""
    return Rule("text", about, longest=longest)


def amount(low: float, high: float, about: str) -> Rule:
    """A number that may be absent."""
    return Rule("number", about, low, high, optional=True)


def _slots() -> Fields:
    return Fields({name: Fields(rules_of(slot)) for name, slot in SLOTS.items()})


LINEAGE = Fields(
    {
        "origin": Rule("word", "where it comes from", words=lambda: ORIGINS),
        "parents": Many(DIGEST, MOST_PARENTS),
        "reference_pixels": form(DIGEST.pattern, 64, DIGEST.example, optional=True),
        "made_on": DAY,
    },
    frozenset({"origin"}),
)

FIT = Fields(
    {
        "outcome": Rule("word", "how the match ended", words=lambda: OUTCOMES),
        "residual": amount(0, 1e6, "what the match left over, as the root of its mean square"),
        "condition": amount(1, 1e12, "condition number of the match"),
        "iterations": Rule("whole", "Newton steps taken", 0, 10000, optional=True),
    },
    frozenset({"outcome"}),
)

PRESET = Fields(
    {
        "schema": Exactly(PRESET_SCHEMA),
        "version": Exactly(PRESET_VERSION),
        "name": NAME,
        "title": prose(80, "what people call it"),
        "description": prose(600, "when to use it"),
        "lineage": LINEAGE,
        "fit": FIT,
        "slots": _slots(),
    },
    frozenset({"schema", "version", "name", "slots"}),
)

SCRIPT = Fields(
    {
        "schema": Exactly(SCRIPT_SCHEMA),
        "version": Exactly(SCRIPT_VERSION),
        **rules_of(SceneScript),
        **_slots().of,
    },
    frozenset({"schema", "version"}),
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document that may be shared: its shape, under the name in its `schema`."""

    schema: str
    shape: Fields = field(repr=False)


KINDS = {
    kind.schema: kind
    for kind in (DocumentKind(PRESET_SCHEMA, PRESET), DocumentKind(SCRIPT_SCHEMA, SCRIPT))
}
