# SPDX-License-Identifier: Apache-2.0
"""Where everything of a Take stands in the tree of prims."""

from __future__ import annotations

from collections.abc import Container, Iterable

from scene_stager.hosts._usd.sheet import identifier
from scene_stager.moks.take import Entity, Take

ROOT = "/Shot"
LIGHTS = f"{ROOT}/lights"
PROXIES = f"{ROOT}/proxies"
GROUND = f"{ROOT}/ground"
MATERIALS = f"{ROOT}/materials"
FORMS = f"{ROOT}/forms"

LIGHT = "light."


def all_entities(take: Take) -> tuple[Entity, ...]:
    """The entities of a Take, and a nameless kind of one for channels that belong to none."""
    known = {entity.id for entity in take.entities}
    strays = dict.fromkeys(c.entity for c in take.channels if c.entity not in known)
    return (*take.entities, *(Entity(owner, "other", {}) for owner in strays))


def prim_paths(entities: Iterable[Entity]) -> dict[str, str]:
    """The path of every entity's prim, by id. The shot itself is the root."""
    taken = {LIGHTS, PROXIES, GROUND, MATERIALS, FORMS}
    paths: dict[str, str] = {}
    for entity in entities:
        if entity.kind == "shot" and ROOT not in taken:
            path = ROOT
        elif entity.kind == "light":
            path = free(f"{LIGHTS}/{identifier(entity.id.removeprefix(LIGHT))}", taken)
        else:
            path = free(f"{ROOT}/{identifier(entity.id)}", taken)
        taken.add(path)
        paths[entity.id] = path
    return paths


def free(path: str, taken: Container[str]) -> str:
    """The path, or the first of path_2, path_3 ... that nobody has."""
    number, found = 1, path
    while found in taken:
        number += 1
        found = f"{path}_{number}"
    return found
