# SPDX-License-Identifier: GPL-3.0-or-later
"""The air: a box of scattering fog round the shot, a wind, and the wind's turbulence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

import bpy
import numpy as np

from scene_stager.hosts.moks_host import Part
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.moks.entities import AirFacts, Entity, ShotFacts, first_of, stands_at_m
from scene_stager.moks.take import Take
from scene_stager.shot.atmosphere.weather import LAYER_M, REACH_M, WEATHERS
from scene_stager.shot.atmosphere.wind import EDDY_M

from . import clearing
from .before import put_back_settings, see_air_afar
from .keys import Track
from .kinds import Holder
from .names import short
from .wires import Wire
from .workshop import Made, Workshop, tracks_of

SMOKE = "smoke"
# In 4.2 Cycles lets nothing at all through a volume that throws no shadow (seen; 4.5 does it).
LETS_THROUGH = bpy.app.version >= (4, 5, 0)
ROOM_M = 15.0  # how far the fog reaches beyond everything in the shot; house default, not measured
CORNERS = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
SIDES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
WIND_MARK_M = 0.5
MOST_SEEDS = 128  # a force field has no more
BELOW_M = 0.1  # the fog goes a little into the ground
# The air's own object is keyed, and the force fields follow it.
WIRES = (
    Wire("wind", "field.strength", '["wind_strength"]'),
    Wire("wind", "rotation_quaternion", '["wind_turn"]', 4),
    Wire("turbulence", "field.strength", '["turbulence"]'),
)

Box = tuple[tuple[float, float, float], tuple[float, float, float]]


def box_around(take: Take) -> Box:
    """The lower and the upper corner of the air of a shot.

    Smoke is a thing of sets and rooms, and ends soon behind all that moves. Weather goes on to
    where the picture has its horizon, and lies as deep as weather does.
    """
    paths = [c for c in take.channels if c.quantity == "translate_m"]
    rows = [np.frombuffer(c.values, dtype=np.float64).reshape(-1, 3) for c in paths]
    all_m = np.concatenate(rows or [np.zeros((1, 3))])
    low, high = all_m.min(axis=0) - ROOM_M, all_m.max(axis=0) + ROOM_M
    low[2] = min(float(all_m[:, 2].min()), stands_at_m(take.proxies)[2]) - BELOW_M
    if is_weather(take.entities):
        low[:2], high[:2] = all_m[:, :2].min(axis=0) - REACH_M, all_m[:, :2].max(axis=0) + REACH_M
        high[2] = max(high[2], low[2] + LAYER_M)
    return tuple(low.tolist()), tuple(high.tolist())


def is_weather(entities: Iterable[Entity]) -> bool:
    """Whether the air of a shot is that of all the country round."""
    air = first_of(AirFacts, entities)
    return air is not None and air.weather != SMOKE


def make_air(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """The fog, as an object that renders from inside and out; and the wind beside it."""
    thing = old
    if thing is None:
        thing = _fog_box(workshop, part)
    material = _fog(workshop, part, cast(bpy.types.Mesh, thing.data))
    low, high = workshop.air_box_m or ((-ROOM_M, -ROOM_M, -BELOW_M), (ROOM_M,) * 3)
    # Light comes through weather to what it is meant for as the script has it, in every engine.
    is_outside = is_weather([part.entity])
    workshop.journal.put(thing, "visible_shadow", not (LETS_THROUGH and is_outside))
    per_metre = workshop.axes.per_metre
    if is_outside:
        see_air_afar(workshop.journal, workshop.scene, REACH_M * per_metre)
    else:
        put_back_settings(workshop.journal, workshop.scene, "far_air")
    middle = tuple((a + b) / 2.0 * per_metre for a, b in zip(low, high, strict=True))
    workshop.journal.put(thing, "location", middle)
    workshop.journal.put(
        thing, "scale", tuple((b - a) * per_metre for a, b in zip(low, high, strict=True))
    )
    holders: dict[str, Holder] = {"object": thing, "nodes": material.node_tree}
    tracks = _fog_tracks(workshop, part)
    blows = f"{part.id}.wind_m_s" in workshop.seen
    if blows:
        wind_m_s = _wind_m_s(workshop, part)
        holders["wind"] = _field(workshop, part, "wind", "WIND")
        tracks += _wind_tracks(wind_m_s)
        holders["turbulence"] = eddies = _field(workshop, part, "turbulence", "TURBULENCE")
        workshop.journal.put(eddies.field, "size", EDDY_M * workshop.axes.per_metre)
        tracks += _turbulence_tracks(part, wind_m_s)
    return Made(thing, holders, tracks, WIRES if blows else ())


def _fog_box(workshop: Workshop, part: Part) -> bpy.types.Object:
    mesh = workshop.journal.make("meshes", short(part.id))
    mesh.from_pydata(CORNERS, [], SIDES)
    thing = workshop.new_object(part, mesh)
    thing.display_type, thing.hide_select = "BOUNDS", True
    return thing


def _fog(workshop: Workshop, part: Part, mesh: bpy.types.Mesh) -> bpy.types.Material:
    """The fog's own material, which nobody else's box has; made again when it was deleted.

    Even scattering without absorption.
    """
    material, fog = workshop.material(part, "fog", mesh, "ShaderNodeVolumeScatter", "Volume")
    if fog is not None:
        fog.name = "Fog"
        fog.inputs["Color"].default_value = (1.0, 1.0, 1.0, 1.0)
        fog.inputs["Density"].default_value = 0.0
    clearing.fit(workshop, part, material)
    return material


def _fog_tracks(workshop: Workshop, part: Part) -> list[Track]:
    """Density, with the tube that clears; how far forward it scatters, and its colour."""
    path = 'nodes["Fog"].inputs["{}"].default_value'
    homes = {"fog_g": ("nodes", path.format("Anisotropy"), 1.0, False)}
    tracks = tracks_of(part, homes)
    per_m = workshop.seen.get(f"{part.id}.fog_per_m")
    if per_m is not None:
        density = per_m * workshop.axes.metres_per_unit
        if clearing.clears(workshop, part):
            clearance = workshop.seen[f"{part.id}.clearance"]
            tracks += clearing.tracks(workshop, density, clearance)
        else:
            tracks.append(Track("~density", "nodes", path.format("Density"), density, array=False))
    kelvin = workshop.seen.get(f"{part.id}.haze_k")
    if kelvin is not None:
        rgb = np.maximum(linear_srgb_from_kelvin(kelvin[0]), 0.0).T
        tracks.append(Track("~color", "nodes", path.format("Color"), rgb / rgb.max(axis=0)))
    return tracks


def _wind_m_s(workshop: Workshop, part: Part) -> np.ndarray:
    """The wind with its gusts: three rows."""
    wind_m_s = workshop.seen[f"{part.id}.wind_m_s"]
    gust = workshop.seen.get(f"{part.id}.gust")
    return wind_m_s if gust is None else wind_m_s * (1.0 + gust)


def _field(
    workshop: Workshop, part: Part, role: str, kind: Literal["WIND", "TURBULENCE"]
) -> bpy.types.Object:
    """An Empty with a force field; a wind blows along its z."""
    thing: bpy.types.Object
    thing, new = workshop.helper("objects", part, role, None)
    seed = workshop.told(ShotFacts).seed % MOST_SEEDS + 1
    if new:
        home = workshop.collection()
        workshop.journal.change(
            lambda: home.objects.link(thing), lambda: home.objects.unlink(thing)
        )
        thing.rotation_mode = "QUATERNION"
        thing.empty_display_type = "SINGLE_ARROW" if kind == "WIND" else "CUBE"
        thing.empty_display_size = WIND_MARK_M * workshop.axes.per_metre
        with bpy.context.temp_override(
            scene=workshop.scene, object=thing, active_object=thing, selected_objects=[thing]
        ):
            bpy.ops.object.forcefield_toggle()
        # Blender takes the seed of a new field from the clock; ours is from the shot.
        thing.field.type, thing.field.seed = kind, seed
    workshop.journal.put(thing.field, "seed", seed)
    return thing


def _wind_tracks(wind_m_s: np.ndarray) -> list[Track]:
    """How strong the wind blows, a force of 1 for 1 m/s, and whereto: house default."""
    speed_m_s = _speed_m_s(wind_m_s)
    x, y, z = wind_m_s / np.maximum(speed_m_s, 1e-9)
    wxyz = np.stack([1.0 + z, -y, x, np.zeros_like(x)])
    wxyz[1] += 1.0 + z < 1e-6  # straight down: half a turn about x
    wxyz /= np.sqrt(np.sum(wxyz * wxyz, axis=0))
    return [
        Track("wind_strength", "object", '["wind_strength"]', speed_m_s[None], array=False),
        Track("wind_turn", "object", '["wind_turn"]', wxyz),
    ]


def _turbulence_tracks(part: Part, wind_m_s: np.ndarray) -> list[Track]:
    """The weather's turbulence, as a share of the wind's speed, in the same measure."""
    share = WEATHERS[AirFacts.of(part.entity).weather].turbulence
    strength = share * _speed_m_s(wind_m_s)[None]
    return [Track("turbulence", "object", '["turbulence"]', strength, array=False)]


def _speed_m_s(wind_m_s: np.ndarray) -> np.ndarray:
    speed_m_s: np.ndarray = np.sqrt(np.sum(wind_m_s * wind_m_s, axis=0))
    return speed_m_s
