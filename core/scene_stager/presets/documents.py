# SPDX-License-Identifier: Apache-2.0
"""The documents that may be shared, each by the name in its `schema`: what one may hold."""

from dataclasses import dataclass, field

from scene_stager.presets.lineage import ORIGINS
from scene_stager.presets.record_shape import RECORD
from scene_stager.presets.shape import (
    DAY,
    DIGEST,
    MOST_PARENTS,
    Exactly,
    Fields,
    Many,
    amount,
    form,
    one_of,
    prose,
)
from scene_stager.script.field import Rule, rules_of
from scene_stager.script.scene_script import SCHEMA as SCRIPT_SCHEMA
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.scene_script import VERSION as SCRIPT_VERSION

PRESET_SCHEMA = "scene_stager.preset"
PRESET_VERSION = 1
OUTCOMES = ("matched", "ambiguous", "ill_posed", "closest", "unfinished", "unexplained")


def _slots() -> Fields:
    return Fields({name: Fields(rules_of(slot)) for name, slot in SLOTS.items()})


LINEAGE = Fields(
    {
        "origin": one_of(ORIGINS, "where it comes from"),
        "parents": Many(DIGEST, MOST_PARENTS),
        "revises": DIGEST,
        "reference_pixels": form(DIGEST.pattern, 64, DIGEST.example, optional=True),
        "made_on": DAY,
    },
    frozenset({"origin"}),
)

FIT = Fields(
    {
        "outcome": one_of(OUTCOMES, "how the match ended"),
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
        "name": rules_of(SceneScript)["name"],
        "title": prose(80, "what people call it"),
        "description": prose(600, "when to use it"),
        "lineage": LINEAGE,
        "fit": FIT,
        "record": RECORD,
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
        "record": RECORD,
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
