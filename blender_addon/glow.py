# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen of a practical: a small ball as large and as bright as its lamp.

Eevee never draws a lamp. The ball lights nothing and shades nothing: that is the lamp's work.
"""

from __future__ import annotations

import math
from typing import cast

import bmesh
import bpy
import numpy as np

from scene_stager.hosts.moks_host import Part

from . import marks
from .keys import Track
from .names import short
from .workshop import Workshop, columns_of

ROLE = "glow"
SPLITS = 4  # of an icosahedron
STRENGTH, COLOUR = (
    f'nodes["Glow"].inputs["{name}"].default_value' for name in ("Strength", "Color")
)
RAYS = ("diffuse", "glossy", "transmission", "volume_scatter", "shadow")
PROBES = ("volume", "sphere", "plane")


def make_glow(workshop: Workshop, part: Part, lamp: bpy.types.Object) -> bpy.types.NodeTree:
    """The ball of a lamp, beside it in the shot's collection; its material's nodes are keyed."""
    put = workshop.journal.put
    ball = _ball(workshop, part)
    mesh = cast(bpy.types.Mesh, ball.data)
    material, glow = workshop.material(part, ROLE, mesh, "ShaderNodeEmission", "Surface")
    if glow is not None:
        glow.name = "Glow"
    put(ball, "parent", lamp)
    if not ball.lightgroup:
        put(ball, "lightgroup", lamp.lightgroup)
    put(ball, "scale", (lamp.data.shadow_soft_size,) * 3)  # type: ignore[union-attr]
    for name in ("hide_render", "hide_viewport"):
        put(ball, name, not workshop.wishes.show_practicals)
    for name in RAYS:
        put(ball, f"visible_{name}", False)
    for name in PROBES:
        put(ball, f"hide_probe_{name}", True)
    return material.node_tree


def glow_tracks(
    workshop: Workshop, part: Part, radius: float, colours: list[np.ndarray]
) -> list[Track]:
    """A ball of radius r that gives I in every direction has the radiance I over pi r squared."""
    tracks = [Track("~glow_color", "nodes", COLOUR, rgb) for rgb in colours]
    per_cd = workshop.axes.watts_per_cd("sphere") / (4.0 * math.pi) / (math.pi * radius**2)
    for channel in part.channels:
        if channel.quantity == "intensity_cd":
            tracks.append(
                Track("~glow", "nodes", STRENGTH, columns_of(channel) * per_cd, array=False)
            )
    return tracks


def _ball(workshop: Workshop, part: Part) -> bpy.types.Object:
    found = [o for _, o in workshop.helpers_of(part.id) if o.get(marks.HELPER) == ROLE]
    there = any(isinstance(one, bpy.types.Object) for one in found)
    ball: bpy.types.Object
    ball, new = workshop.helper("objects", part, ROLE, None if there else _mesh(workshop, part))
    if new:
        home = workshop.collection()
        workshop.journal.change(lambda: home.objects.link(ball), lambda: home.objects.unlink(ball))
        ball.hide_select = True  # a click takes the lamp
    return ball


def _mesh(workshop: Workshop, part: Part) -> bpy.types.Mesh:
    mesh: bpy.types.Mesh = workshop.journal.make("meshes", short(part.id, ROLE))
    form = bmesh.new()
    bmesh.ops.create_icosphere(form, subdivisions=SPLITS, radius=1.0)
    form.to_mesh(mesh)
    form.free()
    return mesh
