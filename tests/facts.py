"""Entities such as the compiler makes, for Takes that tests write by hand."""

from dataclasses import replace
from functools import cache

from scene_stager.compiler import compile_script
from scene_stager.moks.entities import Entity, Facts
from scene_stager.script.read import read_script

SCENARIO = "hero_dolly_push_in"
SPOT = "light.rim"  # the one that is a spot here
SUNNY, SKY = "golden_hour_drone_orbit", "sky"  # a scenario under a sky, and that sky


@cache
def compiled() -> dict[str, Entity]:
    """Every entity of a scenario by its id, whose rim is a spot."""
    script = read_script(SCENARIO)
    lit = replace(script.lighting, rim_mode="rim_left", rim_beam_deg=24.0, rim_field_deg=30.0)
    return {one.id: one for one in compile_script(replace(script, lighting=lit)).entities}


def entity(entity_id: str, like: str = "", **other: object) -> Entity:
    """The compiler's own entity, or one like it; with other facts where they are named."""
    return Entity(entity_id, facts(like or entity_id, **other))


def facts(like: str, **other: object) -> Facts:
    """The compiler's own facts, with other ones where they are named."""
    known = sky() if like == SKY else compiled()[like]
    return replace(known.facts, **other)


@cache
def sky() -> Entity:
    """The clear sky of a scenario that has one."""
    entities = compile_script(read_script(SUNNY)).entities
    return next(one for one in entities if one.id == "light.ambient")


def lamp(entity_id: str = "light.key", shape: str = "sphere", **other: object) -> Entity:
    """A light of any shape, as the compiler would have made it."""
    like = {"spot": SPOT, "dome": "light.ambient", "sky": SKY}.get(shape, "light.key")
    return entity(entity_id, like, shape=shape, **other)
