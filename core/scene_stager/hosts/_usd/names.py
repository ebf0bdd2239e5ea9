# SPDX-License-Identifier: Apache-2.0
"""Where everything of a Take stands in the tree of prims."""

from __future__ import annotations

from collections.abc import Container

from scene_stager.hosts._usd.sheet import identifier
from scene_stager.moks.take import Take

ROOT = "/Shot"
LIGHTS = f"{ROOT}/lights"
PROXIES = f"{ROOT}/proxies"
GROUND = f"{ROOT}/ground"
MATERIALS = f"{ROOT}/materials"
FORMS = f"{ROOT}/forms"
RENDER = f"{ROOT}/render"
LENS = "lens"  # the prim of a camera that is the Camera itself

LIGHT = "light."


def strays(take: Take) -> tuple[str, ...]:
    """Owners of channels that are no entities of the Take."""
    known = {entity.id for entity in take.entities}
    return tuple(dict.fromkeys(c.entity for c in take.channels if c.entity not in known))


def prim_paths(take: Take) -> dict[str, str]:
    """The path of everybody's prim, by id. The shot itself is the root."""
    taken = {LIGHTS, PROXIES, GROUND, MATERIALS, FORMS, RENDER}
    paths: dict[str, str] = {}
    for entity in take.entities:
        if entity.kind == "shot" and ROOT not in taken:
            path = ROOT
        elif entity.kind == "light":
            path = free(f"{LIGHTS}/{identifier(entity.id.removeprefix(LIGHT))}", taken)
        else:
            path = free(f"{ROOT}/{identifier(entity.id)}", taken)
        taken.add(path)
        paths[entity.id] = path
    for owner in strays(take):
        paths[owner] = free(f"{ROOT}/{identifier(owner)}", taken)
        taken.add(paths[owner])
    return paths


def free(path: str, taken: Container[str]) -> str:
    """The path, or the first of path_2, path_3 ... that nobody has."""
    number, found = 1, path
    while found in taken:
        number += 1
        found = f"{path}_{number}"
    return found
