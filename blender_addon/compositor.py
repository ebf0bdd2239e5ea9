# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a film hangs: one node before the output of a scene's compositor.

Up to Blender 4.5 the compositor is a tree inside the scene, with a switch; from 5.0 on it is a
node group that the scene points to.
"""

from __future__ import annotations

import bpy

from . import marks
from .workshop import Workshop

IS_GROUP = bpy.app.version >= (5, 0, 0)
OUTPUT = "NodeGroupOutput" if IS_GROUP else "CompositorNodeComposite"
LAYERS, FILM_NODE = "CompositorNodeRLayers", "CompositorNodeGroup"
# A compositor of only these hands the picture on as it is.
PASSIVE = {LAYERS, OUTPUT, "CompositorNodeViewer", "NodeReroute", "NodeFrame"}


def tree_of(scene):
    """The nodes of a scene's compositor, switched on or not; None when it has none."""
    return scene.compositing_node_group if IS_GROUP else scene.node_tree


def is_on(scene) -> bool:
    """True when the scene's compositor works."""
    return tree_of(scene) is not None if IS_GROUP else bool(scene.use_nodes)


def place(workshop: Workshop, group, *, force: bool) -> bool:
    """Hang a film before the output; False when the compositor is the user's, and no `force`."""
    scene = workshop.scene
    tree = tree_of(scene)
    node = _film_node(tree)
    others = tree is not None and any(
        one.bl_idname not in PASSIVE and one != node for one in tree.nodes
    )
    if others and not force and (node is None or not is_on(scene)):
        return False
    if node is not None:
        workshop.journal.put(node, "node_tree", group)
    if not IS_GROUP:
        workshop.journal.put(scene, "use_nodes", True)
        tree = scene.node_tree
    elif tree is None:
        tree = _new_tree(workshop)
    if node is None:
        _insert(workshop, tree, group)
    return True


def swap(workshop: Workshop, old, new) -> None:
    """Let another film take a film's place."""
    node = _film_node(tree_of(workshop.scene))
    if node is not None and node.node_tree == old:
        workshop.journal.put(node, "node_tree", new)


def take_out(workshop: Workshop, group, *, was_on: bool) -> None:
    """Take a film's node away and close the gap; a compositor that was only there for it goes."""
    scene, journal = workshop.scene, workshop.journal
    tree = tree_of(scene)
    node = _film_node(tree)
    if node is None or node.node_tree != group:
        return
    source, goals = _before(node.inputs[0]), [link.to_socket for link in node.outputs[0].links]
    place_xy = tuple(node.location)

    def act() -> None:
        tree.nodes.remove(node)
        for goal in goals if source is not None else ():
            tree.links.new(source, goal)

    def back() -> None:
        _wire(tree, group, source, goals, place_xy)

    journal.change(act, back)
    plain = all(one.bl_idname in PASSIVE for one in tree.nodes)
    if IS_GROUP and plain and tree.get(marks.OWNER):
        journal.put(scene, "compositing_node_group", None)
        journal.at_the_end(lambda: bpy.data.node_groups.remove(tree))
    elif not IS_GROUP and plain and not was_on:
        journal.put(scene, "use_nodes", False)


def _film_node(tree):
    for node in tree.nodes if tree is not None else ():
        inside = node.node_tree if node.bl_idname == FILM_NODE else None
        if inside is not None and marks.RECIPE in inside:
            return node
    return None


def _new_tree(workshop: Workshop):
    tree = workshop.journal.make(
        "node_groups", f"{workshop.owner}.compositor", "CompositorNodeTree"
    )
    workshop.journal.tag(tree, marks.OWNER, workshop.owner)
    tree.interface.new_socket(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")
    workshop.journal.put(workshop.scene, "compositing_node_group", tree)
    layers, output = tree.nodes.new(LAYERS), tree.nodes.new(OUTPUT)
    layers.location, output.location = (0.0, 0.0), (600.0, 0.0)
    tree.links.new(layers.outputs[0], output.inputs[0])
    return tree


def _insert(workshop: Workshop, tree, group) -> None:
    """A node for the film, between the output and what it was fed with."""
    if IS_GROUP and not any(item.in_out == "OUTPUT" for item in tree.interface.items_tree):
        tree.interface.new_socket(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")
    output = _output(tree) or tree.nodes.new(OUTPUT)
    goal = output.inputs[0]
    source = _before(goal)

    def wire():
        feed = source if source is not None else _layers(tree).outputs[0]
        x, y = output.location
        return _wire(tree, group, feed, [goal], (x - 250.0, y))

    def cut(node) -> None:
        tree.nodes.remove(node)
        if source is not None:
            tree.links.new(source, goal)

    workshop.journal.create(wire, cut)


def _wire(tree, group, source, goals, place_xy):
    node = tree.nodes.new(FILM_NODE)
    node.node_tree, node.location = group, place_xy
    node.name = node.label = "Film"
    if source is not None:
        tree.links.new(source, node.inputs[0])
    for goal in goals:
        tree.links.new(node.outputs[0], goal)
    return node


def _output(tree):
    found = [node for node in tree.nodes if node.bl_idname == OUTPUT]
    active = [n for n in found if getattr(n, "is_active_output", True) and n.inputs]
    return next(iter([*active, *found]), None)


def _layers(tree):
    found = (node for node in tree.nodes if node.bl_idname == LAYERS)
    return next(found, None) or tree.nodes.new(LAYERS)


def _before(socket):
    """What feeds a socket; None when nothing does."""
    return socket.links[0].from_socket if socket.links else None
