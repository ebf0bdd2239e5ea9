"""Materials of one shader, for the balls, cards and walls that these tests light and render."""

import bpy

GREY = 0.18  # what cinematographers meter with


def material_of(shader, **inputs):
    """A new material whose surface is that one shader, with these values of its inputs."""
    material = bpy.data.materials.new("one shader")
    if bpy.app.version < (5, 0, 0):
        material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    end, node = tree.nodes.new("ShaderNodeOutputMaterial"), tree.nodes.new(f"ShaderNode{shader}")
    for name, value in inputs.items():
        node.inputs[name].default_value = value
    tree.links.new(node.outputs[0], end.inputs["Surface"])
    return material


def matt(lightness):
    """A new material that sends back that share of the light, evenly to every side."""
    return material_of("BsdfDiffuse", Color=(lightness, lightness, lightness, 1.0))
