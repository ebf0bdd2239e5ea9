# SPDX-License-Identifier: Apache-2.0
"""A whole Take as one USD layer."""

from __future__ import annotations

import json
from dataclasses import asdict

from pxr import Sdf

from scene_stager.hosts._usd.air import write_air
from scene_stager.hosts._usd.camera import write_camera
from scene_stager.hosts._usd.channels import tell_channel, tell_facts
from scene_stager.hosts._usd.ground import write_ground
from scene_stager.hosts._usd.guides import cross, draw_guide
from scene_stager.hosts._usd.lights import write_light
from scene_stager.hosts._usd.materials import write_materials
from scene_stager.hosts._usd.names import GROUND, LIGHTS, ROOT, prim_paths, strays
from scene_stager.hosts._usd.places import OPERATIONS, has_place, place_entity
from scene_stager.hosts._usd.proxies import write_proxies
from scene_stager.hosts._usd.readers import open_for
from scene_stager.hosts._usd.render import write_render
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, custom_data, plain_facts, seen
from scene_stager.hosts._usd.subject import write_forms, write_stand_in
from scene_stager.moks.entities import (
    CameraFacts,
    Entity,
    Facts,
    LampFacts,
    LightFacts,
    ShotFacts,
    SubjectFacts,
    TargetFacts,
    first_of,
)
from scene_stager.moks.take import Take

SCHEMA = "scene_stager.usd"
VERSION = 1

TARGET = "target"  # the entity that the lens is held on, and the surroundings are for
TARGET_SIZE_M = 0.2  # of the cross at the focal target; house default, not measured

DOC = """{title}

A shot baked by Scene Stager. Centimetres, +z up; one time code is one frame, and a value at no
particular time is that of the first frame. The variant set `reader` on the shot says the same to
programs that read a light or an exposure in their own way. Attributes that begin with sceneStager:
are the Take's own numbers, in the unit that each name ends in. The focal length is in tenths of a
unit, which is millimetres here."""


def lay_out(take: Take, reader: str, *, pictured: bool = True) -> Sdf.Layer:
    """The layer that shows a Take: the same Take always gives the same bytes.

    It names the pictures of `dome_pictures` beside it, unless it is not `pictured`.
    """
    sheet = Sheet(take.frames, pictured=pictured)
    paths = prim_paths(take)
    with Sdf.ChangeBlock():
        _head(sheet, take)
        open_for(sheet, reader)
        for entity in take.entities:
            _write(sheet, take, entity, paths)
        for owner in strays(take):
            _tell_channels(sheet, take, owner, {"": _place(sheet, take, owner, paths[owner])})
        write_proxies(sheet, take, paths)
        write_ground(sheet, take, GROUND)
        write_materials(sheet)
        write_render(sheet, take, paths)
        filmed = (one.facts for one in take.entities)
        write_forms(sheet, [one.shape for one in filmed if isinstance(one, SubjectFacts)])
    return sheet.layer


def _head(sheet: Sheet, take: Take) -> None:
    """The clock, the units, and where the shot comes from."""
    layer = sheet.layer
    shot = sheet.prim(ROOT, "Xform", take.title)
    shot.SetInfo("kind", "assembly")
    layer.defaultPrim = shot.name
    sheet.measure(take.fps)
    layer.documentation = DOC.format(title=seen(take.title) or "Untitled")

    facts = _facts(take)
    custom_data(shot, facts)
    outline = json.dumps(_outline(take), sort_keys=True, separators=(",", ":"), allow_nan=False)
    layer.customLayerData = {NAMESPACE: {**plain_facts(facts), "outline": outline}}


def _facts(take: Take) -> dict[str, object]:
    """What the shot is called, what it was made from, and the hashes that prove it."""
    known = first_of(ShotFacts, take.entities)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": take.title,
        "script": known.name if known else "",
        "seed": known.seed if known else None,
        "fps_numerator": take.fps[0],
        "fps_denominator": take.fps[1],
        "start_frame": take.start_frame,
        "frame_count": take.frame_count,
        "plan_hash": take.plan_hash,
        "take_digest": take.digest,
    }


def _outline(take: Take) -> dict[str, object]:
    """All of a Take but its numbers; inputs only where there are any, as it always was."""
    inputs = [asdict(one) for one in take.inputs]
    return {
        "title": take.title,
        "fps": take.fps,
        "start_frame": take.start_frame,
        "frame_count": take.frame_count,
        "plan_hash": take.plan_hash,
        "channels": [[c.name, c.unit, c.width] for c in take.channels],
        "entities": [entity.plain() for entity in take.entities],
        "proxies": [proxy.plain() for proxy in take.proxies],
        **({"inputs": inputs} if inputs else {}),
    }


def _write(sheet: Sheet, take: Take, entity: Entity, paths: dict[str, str]) -> None:
    """One entity: its prim as USD knows such things, and then the Take's own numbers on it."""
    homes = _prims(sheet, take, entity, paths[entity.id])
    prim = homes[""]
    if isinstance(entity.facts, (CameraFacts, LightFacts)):
        _tie(sheet, prim, entity.facts, paths)
    _tell_channels(sheet, take, entity.id, homes)
    tell_facts(sheet, prim, entity.facts)


def _tell_channels(sheet: Sheet, take: Take, owner: str, homes: dict[str, Sdf.PrimSpec]) -> None:
    prim = homes[""]
    for channel in take.channels_of(owner):
        if OPERATIONS.get(channel.quantity) not in prim.properties:
            tell_channel(sheet, homes.get(channel.quantity, prim), channel)


def _prims(sheet: Sheet, take: Take, entity: Entity, path: str) -> dict[str, Sdf.PrimSpec]:
    """The prims of an entity, by the quantities that belong on them; "" has the rest."""
    if path == ROOT:
        return {"": sheet.layer.GetPrimAtPath(path)}
    if entity.kind == "atmosphere":
        return write_air(sheet, path)
    if entity.kind == "camera":
        return {"": write_camera(sheet, take, entity, path)}
    if entity.kind == "light":
        if not sheet.layer.GetPrimAtPath(LIGHTS):
            sheet.prim(LIGHTS, "Scope")
        return {"": write_light(sheet, take, entity, path)}
    return {"": _thing(sheet, take, entity, path)}


def _thing(sheet: Sheet, take: Take, entity: Entity, path: str) -> Sdf.PrimSpec:
    """Anything else: a null if it stands somewhere, with a body if it is what is filmed."""
    prim = _place(sheet, take, entity.id, path)
    if not has_place(take, entity.id):
        return prim
    if isinstance(entity.facts, SubjectFacts):
        prim.SetInfo("kind", "component")
        write_stand_in(sheet, f"{path}/stand_in", entity.facts)
    elif isinstance(entity.facts, TargetFacts):
        draw_guide(sheet, f"{path}/mark", cross(TARGET_SIZE_M))
    return prim


def _place(sheet: Sheet, take: Take, owner: str, path: str) -> Sdf.PrimSpec:
    """A null for what stands somewhere, a scope for what does not."""
    if not has_place(take, owner):
        return sheet.prim(path, "Scope")
    prim = sheet.prim(path, "Xform")
    place_entity(sheet, prim, take, owner)
    return prim


def _tie(sheet: Sheet, prim: Sdf.PrimSpec, facts: Facts, paths: dict[str, str]) -> None:
    """Say which focal target a camera or a light belongs to: a lamp knows its own."""
    target = facts.target if isinstance(facts, LampFacts) else TARGET
    if target in paths:
        sheet.link(prim, f"{NAMESPACE}:target", paths[target], "The focal target.")
