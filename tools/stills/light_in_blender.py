# SPDX-License-Identifier: Apache-2.0
"""Lamps, surrounding light and skins of a drawn scene, in real Blender."""

import math

import bpy
from mathutils import Vector
from shapes_in_blender import linked

OF_SPOT = 4.0 * math.pi  # a spot of P watts sheds P / 4 pi d2 on a card, in its cone and out of it


def kelvin_rgb(kelvin):
    """Blender's own black body, at luminance 1."""
    x = min(max(kelvin, 1700.0), 12000.0)
    t = 1000.0 / x
    u = -0.2661239 * t**3 - 0.2343589 * t**2 + 0.8776956 * t + 0.179910
    if x > 4000.0:
        u = -3.0258469 * t**3 + 2.1070379 * t**2 + 0.2226347 * t + 0.240390
    v = -0.9549476 * u**3 - 1.37418593 * u**2 + 2.09137015 * u - 0.16748867
    if x > 4000.0:
        v = 3.0817580 * u**3 - 5.87338670 * u**2 + 3.75112997 * u - 0.37001483
    big_x, big_z = u / v, (1.0 - u - v) / v
    rgb = (
        3.2406 * big_x - 1.5372 - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 + 1.0570 * big_z,
    )
    return [max(c, 0.0) for c in rgb]


def way(azimuth_deg, elevation_deg):
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    return Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)))


def add_lamp(lamp, radius_m):
    """A lamp that sheds its irradiance on a card at the origin that faces it."""
    kind = {"disk": "AREA", "spot": "SPOT", "sun": "SUN"}[lamp["kind"]]
    data = bpy.data.lights.new(lamp["kind"], kind)
    data.color = kelvin_rgb(lamp["kelvin"])
    toward = way(lamp["azimuth_deg"], lamp["elevation_deg"])
    away_m = lamp["distance"] * radius_m
    half_m = away_m * math.tan(math.radians(lamp["wide_deg"] / 2))
    if kind == "SUN":
        data.energy, data.angle = lamp["irradiance"], math.radians(lamp["wide_deg"])
    elif kind == "SPOT":
        data.energy = lamp["irradiance"] * OF_SPOT * away_m**2
        data.shadow_soft_size, data.spot_blend = half_m, 0.5
        data.spot_size = min(2.5 * math.atan(1.3 / lamp["distance"]) + 0.3, math.pi * 0.9)
    else:
        data.shape, data.size = "DISK", 2 * half_m
        data.energy = lamp["irradiance"] * math.pi * (away_m**2 + half_m**2)
    thing = linked(lamp["kind"], data)
    thing.location = toward * away_m
    thing.rotation_euler = (-toward).to_track_quat("-Z", "Y").to_euler()
    thing.visible_camera = lamp["in_sight"]


def add_world(world):
    """Even light, or more from above; the camera may see something else there."""
    made = bpy.data.worlds.new("world")
    bpy.context.scene.world = made
    made.use_nodes = True
    tree = made.node_tree
    light = tree.nodes["Background"]
    light.inputs[0].default_value = (*world["rgb"], 1.0)
    if world["above"]:
        tree.links.new(_more_above(tree, world["above"]), light.inputs[1])
    if world["shown_rgb"] is None:
        return
    shown, which, mix = (
        tree.nodes.new(f"ShaderNode{name}") for name in ("Background", "LightPath", "MixShader")
    )
    shown.inputs[0].default_value = (*world["shown_rgb"], 1.0)
    tree.links.new(which.outputs["Is Camera Ray"], mix.inputs[0])
    tree.links.new(light.outputs[0], mix.inputs[1])
    tree.links.new(shown.outputs[0], mix.inputs[2])
    tree.links.new(mix.outputs[0], tree.nodes["World Output"].inputs["Surface"])


def _more_above(tree, above):
    """1 + above times the height of where one looks."""
    place, parts, lift = (
        tree.nodes.new(f"ShaderNode{name}") for name in ("TexCoord", "SeparateXYZ", "Math")
    )
    tree.links.new(place.outputs["Generated"], parts.inputs[0])
    lift.operation = "MULTIPLY_ADD"
    tree.links.new(parts.outputs["Z"], lift.inputs[0])
    lift.inputs[1].default_value, lift.inputs[2].default_value = above, 1.0
    return lift.outputs[0]


def plastic(skin):
    material = bpy.data.materials.new("skin")
    material.use_nodes = True
    tree = material.node_tree
    node = tree.nodes["Principled BSDF"]
    node.inputs["Roughness"].default_value = skin["roughness"]
    node.inputs["Metallic"].default_value = skin["metallic"]
    node.inputs["Base Color"].default_value = (*skin["rgb"], 1.0)
    if skin["pattern"] != "plain":
        tree.links.new(pattern(tree, skin), node.inputs["Base Color"])
    return material


def pattern(tree, skin):
    """Two colours by a texture of Blender's own, in the subject's place."""
    names = {"checker": "Checker", "stripes": "Wave", "noise": "Noise", "cells": "Voronoi"}
    place = tree.nodes.new("ShaderNodeTexCoord")
    texture = tree.nodes.new(f"ShaderNodeTex{names[skin['pattern']]}")
    texture.inputs["Scale"].default_value = skin["scale"]
    tree.links.new(place.outputs["Object"], texture.inputs["Vector"])
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.42, 0.58
    for element, rgb in zip(
        ramp.color_ramp.elements, (skin["rgb"], skin["other_rgb"]), strict=True
    ):
        element.color = (*rgb, 1.0)
    outs = {socket.name: socket for socket in texture.outputs}
    value = next(outs[n] for n in ("Fac", "Factor", "Distance") if n in outs)
    tree.links.new(value, ramp.inputs[0])
    return ramp.outputs[0]


def normals_shown():
    """A material that glows in the colour of its normal, 0.5 + 0.5 n."""
    material = bpy.data.materials.new("normals")
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    geometry, half, glow, end = (
        tree.nodes.new(f"ShaderNode{name}")
        for name in ("NewGeometry", "VectorMath", "Emission", "OutputMaterial")
    )
    half.operation = "MULTIPLY_ADD"
    half.inputs[1].default_value = half.inputs[2].default_value = (0.5, 0.5, 0.5)
    tree.links.new(geometry.outputs["Normal"], half.inputs[0])
    tree.links.new(half.outputs[0], glow.inputs[0])
    tree.links.new(glow.outputs[0], end.inputs["Surface"])
    return material
