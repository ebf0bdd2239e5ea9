"""A matt grey card's material, as cinematographers meter with."""

import bpy

GREY = 0.18


def matt_grey():
    """A new material that sends back 18 percent of the light, evenly."""
    material = bpy.data.materials.new("grey")
    if bpy.app.version < (5, 0, 0):
        material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    end, matt = tree.nodes.new("ShaderNodeOutputMaterial"), tree.nodes.new("ShaderNodeBsdfDiffuse")
    matt.inputs["Color"].default_value = (GREY, GREY, GREY, 1.0)
    tree.links.new(matt.outputs[0], end.inputs["Surface"])
    return material
