# SPDX-License-Identifier: Apache-2.0
"""Where a thing comes from: the one class of it, for presets and for every record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scene_stager.script.scene_script import Plain

ORIGINS = ("hand", "scenario", "match", "merge")
RECORD_ORIGINS = ("unknown", *ORIGINS, "capture", "render", "generate")
KINDS = ("pixels", "content")
ROLES = (
    *("reference", "sketch", "script", "still", "preset", "match", "plan", "scene", "take"),
    *("mask", "plate", "geometry", "texture", "source", "sibling"),
)


@dataclass(frozen=True, slots=True)
class Parent:
    """What something was made of, by its sha256: of its `pixels`, or of its `content`.

    `role` says what it was to the child.
    """

    sha256: str
    role: str = "source"
    kind: str = "pixels"


@dataclass(frozen=True, slots=True)
class Lineage:
    """How a thing came to be, of what, and when (ISO 8601).

    Without parents it is a root, said to be one; where the origin is unknown nothing is said.
    """

    origin: str = "hand"
    parents: tuple[Parent, ...] = ()
    made_on: str | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """The digests of parents that are no pictures."""
        return tuple(one.sha256 for one in self.parents if one.kind == "content")

    @property
    def revises(self) -> str | None:
        """The digest of the preset that this one is the next revision, or a fork, of."""
        if ROLE_BY_ORIGIN.get(self.origin) == PRESET[1]:
            return None
        found = [one.sha256 for one in self.parents if (one.kind, one.role) == PRESET]
        return found[0] if found else None

    @property
    def reference_pixels(self) -> str | None:
        """The pixel hash of the still that served as reference."""
        found = [one.sha256 for one in self.parents if (one.kind, one.role) == REFERENCE]
        return found[0] if found else None


HAND, UNKNOWN = Lineage(), Lineage("unknown")
REFERENCE, PRESET = ("pixels", "reference"), ("content", "preset")
ROLE_BY_ORIGIN = {"match": "match", "merge": "preset", "scenario": "script", "hand": "source"}


def derived(
    origin: str,
    *documents: str,
    reference_pixels: str | None = None,
    made_on: str | None = None,
) -> Lineage:
    """The lineage of what was made of documents, by their digests, and perhaps of one still."""
    parents = [Parent(one, ROLE_BY_ORIGIN[origin], "content") for one in documents]
    if reference_pixels is not None:
        parents.append(Parent(reference_pixels, "reference"))
    return Lineage(origin, tuple(parents), made_on)


def revising(lineage: Lineage, digest: str) -> Lineage:
    """The same lineage of the next revision of the preset with that digest."""
    others = [one for one in lineage.parents if one.sha256 != lineage.revises]
    return replace(lineage, parents=(*others, Parent(digest, "preset", "content")))


def lineage_of_preset(line: Mapping[str, Any]) -> Lineage:
    """The lineage that a preset's JSON spells; its shape has been judged."""
    said = {key: line.get(key) for key in ("reference_pixels", "made_on")}
    lineage = derived(line["origin"], *line.get("parents", ()), **said)
    return revising(lineage, line["revises"]) if "revises" in line else lineage


def json_for_preset(lineage: Lineage) -> dict[str, Plain]:
    """The same as a preset's JSON has it."""
    revised = lineage.revises
    return {
        "origin": lineage.origin,
        "parents": [one for one in lineage.documents if one != revised],
        **({} if revised is None else {"revises": revised}),
        "reference_pixels": lineage.reference_pixels,
        "made_on": lineage.made_on,
    }
