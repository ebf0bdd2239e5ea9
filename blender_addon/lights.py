# SPDX-License-Identifier: GPL-3.0-or-later
"""The lights: lamps in watts, suns in watts per square metre, and the sky as a World."""

from __future__ import annotations

import math
from functools import partial
from typing import cast

import bpy
import numpy as np

from scene_stager.hosts.moks_host import Part
from scene_stager.hosts.sky_light import is_in_two_tones
from scene_stager.hosts.spot_cone import SOFTEST, smooth_in_cosine
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.radiance.sh_dome import dome_coefficients
from scene_stager.moks.entities import DomeFacts, LampFacts, LightFacts, SkyFacts, SpotFacts

from . import marks, sun_sky, surroundings
from .before import KEYS, put_back, remember, replace
from .glow import glow_tracks, make_glow
from .keys import Track
from .kinds import Holder, Node
from .names import short
from .partings import drop
from .workshop import Made, Workshop, places, tracks_of

KINDS = {"sphere": "POINT", "disk": "AREA", "rect": "AREA", "spot": "SPOT", "distant": "SUN"}
# The light groups of a shot's lamps and of its sky, for passes of their own in the compositor.
GROUPS = {
    "key": "key",
    "fill": "fill",
    "rim": "rim",
    "practical": "practicals",
    "ambient": "sky",
}
SMALLEST_M = 0.002  # no lamp is drawn narrower
# Eevee leaves a lamp out where it gives less than 0.01 before the view's exposure, unless told how
# far it reaches: this many times as far as its target, and so far at least. At a tenth of its reach
# a lamp is full; the shadows of one that reaches 10 km come out wrong (seen in 5.0.1).
REACHES, LEAST_REACH_M = 20.0, 200.0
ROLE, ROWS = "sky", "rows"  # of a World in two tones, and of one in nine harmonics
MEAN_BAND, ZONAL_BAND = 0.5 / math.sqrt(math.pi), math.sqrt(3.0 / (4.0 * math.pi))
LUMA = np.array(REC_709)


def make_light(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """A lamp, a sun, or the sky."""
    facts = LightFacts.of(part.entity)
    if not isinstance(facts, LampFacts):
        return _sky(workshop, part, old)
    thing = old
    if thing is None:
        data = workshop.journal.make("lights", short(part.id), "POINT")
        thing = workshop.new_object(part, data)
    workshop.journal.put(thing.data, "type", KINDS[facts.shape])
    lamp = cast(bpy.types.Light, thing.data)
    _group(workshop, thing, facts)
    _size(workshop, part, lamp, facts)
    homes = places(workshop)
    if facts.shape == "distant":
        tracks = [*tracks_of(part, homes), *_sun_level(workshop, part)]
    else:
        homes["intensity_cd"] = ("data", "energy", workshop.axes.watts_per_cd(facts.shape), False)
        tracks = tracks_of(part, homes)
    colours = _colours(workshop, part)
    tracks += [Track("~color", "data", "color", rgb) for rgb in colours]
    holders: dict[str, Holder] = {"object": thing, "data": lamp}
    if facts.role == "practical":
        workshop.journal.put(thing, "visible_camera", False)
        holders["nodes"] = make_glow(workshop, part, thing)
        radius = max(facts.width_m, SMALLEST_M) / 2.0 * workshop.axes.per_metre
        tracks += glow_tracks(workshop, part, radius, colours)
    return Made(thing, holders, tracks)


def _group(workshop: Workshop, lit: bpy.types.Object | bpy.types.World, facts: LightFacts) -> None:
    """Its light group, but where somebody has put it into another."""
    if not lit.lightgroup:
        workshop.journal.put(lit, "lightgroup", GROUPS.get(facts.role, facts.role))


def _size(workshop: Workshop, part: Part, lamp: bpy.types.Light, facts: LampFacts) -> None:
    """How large the lamp is, which is how soft its shadows are; and how far it reaches in Eevee."""
    put, per_metre = workshop.journal.put, workshop.axes.per_metre
    width_m = max(facts.width_m, SMALLEST_M)
    if lamp.type == "SUN":
        put(lamp, "angle", math.radians(facts.softness_deg))
        return
    put(lamp, "use_custom_distance", True)
    put(lamp, "cutoff_distance", _reach_m(workshop, part) * per_metre)
    if lamp.type == "AREA":
        put(lamp, "shape", "DISK" if facts.shape == "disk" else "RECTANGLE")
        put(lamp, "size", width_m * per_metre)
        if facts.shape == "rect":
            put(lamp, "size_y", width_m * per_metre)
    else:
        put(lamp, "shadow_soft_size", width_m / 2.0 * per_metre)
    if isinstance(facts, SpotFacts):
        cone_deg, edge = smooth_in_cosine(facts.beam_deg, facts.field_deg)
        put(lamp, "spot_size", math.radians(cone_deg))
        put(lamp, "spot_blend", min(edge, 1.0))
        if edge >= SOFTEST:
            workshop.remarks.append(
                f"{part.id}: its field angle is wider than Blender's spots fade; the beam is kept"
            )


def _reach_m(workshop: Workshop, part: Part) -> float:
    """How far Eevee has to carry a lamp's light."""
    target = LampFacts.of(part.entity).target
    ends = [workshop.seen.get(f"{one}.translate_m") for one in (part.id, target)]
    if ends[0] is None or ends[1] is None:
        return LEAST_REACH_M
    away_m = float(np.sqrt(np.max(np.sum((ends[0] - ends[1]) ** 2, axis=0))))
    return max(REACHES * away_m, LEAST_REACH_M)


def _sun_level(workshop: Workshop, part: Part) -> list[Track]:
    """What the light's candela make at the target, on a plane across the beam."""
    target = LampFacts.of(part.entity).target
    names = (f"{part.id}.intensity_cd", f"{part.id}.translate_m", f"{target}.translate_m")
    if not all(name in workshop.seen for name in names):
        return []
    intensity_cd, light_m, target_m = (workshop.seen[name] for name in names)
    square_m2 = np.maximum(np.sum((light_m - target_m) ** 2, axis=0), SMALLEST_M**2)
    strength = intensity_cd / square_m2 * workshop.axes.sun_per_lx()
    return [Track("~energy", "data", "energy", strength, array=False)]


def _colours(workshop: Workshop, part: Part) -> list[np.ndarray]:
    """Linear red, green and blue at luminance 1, from the colour temperature."""
    kelvin = workshop.seen.get(f"{part.id}.color_temperature_k")
    if kelvin is None:
        return []
    shown = kelvin[0] if np.ptp(kelvin[0]) else kelvin[0, :1]  # one key says it all
    return [np.maximum(linear_srgb_from_kelvin(shown), 0.0).T]


def _sky(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """A World for the surroundings, and an Empty that tells its numbers."""
    facts = DomeFacts.of(part.entity)
    thing = old if old is not None else workshop.new_object(part)
    world = _world(workshop, part, _role(facts))
    workshop.journal.tag(thing, marks.SKY, world)
    _group(workshop, world, facts)
    if isinstance(facts, SkyFacts):
        sun_sky.draw(workshop.journal, world, facts, _mean_nit(facts))
    elif _role(facts) == ROWS:
        dome, _ = dome_coefficients(np.asarray(facts.sh_nit) / _mean_nit(facts))
        for socket, row in zip(surroundings.rows_of(world), dome.tolist(), strict=True):
            workshop.journal.put(socket, "default_value", row)
    else:
        nodes = world.node_tree.nodes
        mean_rgb, slope = _harmonics(part)
        workshop.journal.put(nodes["Tint"].outputs[0], "default_value", (*mean_rgb, 1.0))
        workshop.journal.put(nodes["Slope"].inputs[1], "default_value", slope)
    _hang(workshop, world)
    _keep_only(workshop, part, world)

    tracks = []
    illuminance_lx = workshop.seen.get(f"{part.id}.illuminance_lx")
    if illuminance_lx is not None:
        level = illuminance_lx / math.pi * workshop.axes.sky_per_nit()
        tracks = [Track("~sky", "nodes", sun_sky.LEVEL, level, array=False)]
    return Made(thing, {"object": thing, "nodes": world.node_tree}, tracks)


def _world(workshop: Workshop, part: Part, role: str) -> bpy.types.World:
    """The part's World of this kind."""
    world: bpy.types.World
    world, new = workshop.helper("worlds", part, role)
    if new:
        LAY[role](world)
    return world


def _role(facts: DomeFacts) -> str:
    """Which kind of World draws a dome."""
    if isinstance(facts, SkyFacts):
        return sun_sky.ROLE
    return ROLE if is_in_two_tones(facts) or _mean_nit(facts) <= 0.0 else ROWS


def _rows_nodes(world: bpy.types.World) -> None:
    """Background = nine harmonics over their mean * level."""
    surroundings.lay_nodes(world)
    tree = world.node_tree
    level = tree.nodes.new("ShaderNodeValue")
    level.name = "Level"
    tree.links.new(level.outputs[0], tree.nodes["Background"].inputs["Strength"])


def _keep_only(workshop: Workshop, part: Part, world: bpy.types.World) -> None:
    """Let go of the World of the other kind that a bake before has made."""
    for shelf, other in workshop.helpers_of(part.id):
        if shelf == "worlds" and other != world:
            workshop.journal.tag(other, marks.OWNER, None)
            workshop.journal.at_the_end(partial(drop, shelf, other))


def _mean_nit(facts: DomeFacts) -> float:
    """The mean luminance all round."""
    return float(np.asarray(facts.sh_nit[0]) @ LUMA) * MEAN_BAND


def _hang(workshop: Workshop, world: bpy.types.World) -> None:
    """Make a sky the scene's own, or give the scene the one that was there before."""
    scene, journal = workshop.scene, workshop.journal
    users = scene.get(KEYS["world"]) if _is_ours(scene.world) else scene.world
    if users and not workshop.wishes.take_sky:
        workshop.remarks.append(
            f"the scene keeps its own World; the sky of the shot is in {world.name}"
        )
        if _is_ours(scene.world):
            put_back(journal, scene, "world")
        return
    if _is_ours(scene.world) and marks.has(scene.world, marks.BEFORE):  # baked by 0.1
        remember(journal, scene, "world", scene.world[marks.BEFORE])
    replace(journal, scene, "world", world)


def _is_ours(world: bpy.types.World | None) -> bool:
    return world is not None and marks.has(world, marks.OWNER)


def _harmonics(part: Part) -> tuple[tuple[float, float, float], float]:
    """Mean colour at luminance 1, and by which share of the mean the zenith is brighter."""
    table = np.asarray(DomeFacts.of(part.entity).sh_nit, dtype=np.float64)
    if table[0] @ LUMA <= 0.0:
        return (1.0, 1.0, 1.0), 0.0
    mean_nit, zonal_nit = table[0] * MEAN_BAND, table[2] * ZONAL_BAND
    luminance_nit = float(mean_nit @ LUMA)
    r, g, b = (max(float(c), 0.0) / luminance_nit for c in mean_nit)
    return (r, g, b), float(zonal_nit @ LUMA) / luminance_nit


def _sky_nodes(world: bpy.types.World) -> None:
    """Background = tint * level * max(1 + slope * z, 0), with z upward."""
    if bpy.app.version < (5, 0, 0):
        world.use_nodes = True
    tree = world.node_tree
    tree.nodes.clear()
    end, sky = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("OutputWorld", "Background"))
    place, split = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexCoord", "SeparateXYZ"))
    tint, level = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("RGB", "Value"))
    maths: list[Node] = [tree.nodes.new("ShaderNodeMath") for _ in range(3)]
    slope, floor, times = maths
    tint.name, level.name, slope.name = "Tint", "Level", "Slope"
    slope.operation, floor.operation, times.operation = "MULTIPLY_ADD", "MAXIMUM", "MULTIPLY"
    slope.inputs[2].default_value = 1.0
    floor.inputs[1].default_value = 0.0
    for here, there in (
        (place.outputs["Generated"], split.inputs[0]),
        (split.outputs["Z"], slope.inputs[0]),
        (slope.outputs[0], floor.inputs[0]),
        (floor.outputs[0], times.inputs[0]),
        (level.outputs[0], times.inputs[1]),
        (tint.outputs[0], sky.inputs["Color"]),
        (times.outputs[0], sky.inputs["Strength"]),
        (sky.outputs[0], end.inputs["Surface"]),
    ):
        tree.links.new(here, there)
    for index, node in enumerate((place, split, slope, floor, tint, level, times, sky, end)):
        node.location = (180.0 * index, 0.0)


LAY = {ROLE: _sky_nodes, ROWS: _rows_nodes, sun_sky.ROLE: sun_sky.lay_nodes}
