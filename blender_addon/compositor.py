# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a film hangs: one node before the output of a scene's compositor.

Up to Blender 4.5 the compositor is a tree inside the scene, with a switch; from 5.0 on it is a
node group that the scene points to, and from 5.3 on one of the scene's effects does.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import bpy

from . import marks
from .belonging import is_alone_in
from .kinds import Node, Socket
from .workshop import Workshop

IS_GROUP = bpy.app.version >= (5, 0, 0)
EFFECT = "Scene Stager"
HAS_EFFECTS = bpy.app.version >= (5, 3, 0)
OUTPUT = "NodeGroupOutput" if IS_GROUP else "CompositorNodeComposite"
LAYERS, FILM_NODE = "CompositorNodeRLayers", "CompositorNodeGroup"
# A compositor of only these hands the picture on as it is.
PASSIVE = {LAYERS, OUTPUT, "CompositorNodeViewer", "NodeReroute", "NodeFrame"}


def tree_of(scene: bpy.types.Scene) -> bpy.types.NodeTree | None:
    """The nodes of a scene's compositor, switched on or not; None when it has none."""
    if HAS_EFFECTS:
        effect = scene.compositor_effects.active
        return effect.node_group if effect is not None else None
    return scene.compositing_node_group if IS_GROUP else old_tree(scene)


def old_tree(scene: Any) -> bpy.types.NodeTree | None:
    """The compositor's tree up to Blender 4.5, which the stubs know no more."""
    tree: bpy.types.NodeTree | None = scene.node_tree
    return tree


def is_on(scene: bpy.types.Scene) -> bool:
    """True when the scene's compositor works."""
    if HAS_EFFECTS:
        effect = scene.compositor_effects.active
        return effect is not None and effect.node_group is not None and effect.enable_for_render
    return tree_of(scene) is not None if IS_GROUP else bool(scene.use_nodes)


def place(workshop: Workshop, group: bpy.types.NodeTree, *, force: bool) -> bool:
    """Hang a film before the output; False when the compositor is the user's, and no `force`."""
    scene = workshop.scene
    tree = tree_of(scene)
    node = _film_node(tree)
    others = tree is not None and any(
        one.bl_idname not in PASSIVE and one != node for one in tree.nodes
    )
    if others and not force and (node is None or not is_on(scene)):
        return False
    tree = _own_tree(workshop)
    node = _film_node(tree)
    if node is not None:
        workshop.journal.put(node, "node_tree", group)
    if not IS_GROUP:
        workshop.journal.put(scene, "use_nodes", True)
        tree = old_tree(scene)
    elif tree is None:
        tree = _new_tree(workshop)
    if node is None:
        _insert(workshop, tree, group)
    return True


def film_of(scene: bpy.types.Scene) -> bpy.types.NodeTree | None:
    """The film that hangs in a scene's compositor; None when there is none."""
    node = _film_node(tree_of(scene))
    film: bpy.types.NodeTree | None = node.node_tree if node is not None else None
    return film


def dials_of(scene: bpy.types.Scene) -> dict[str, float] | None:
    """The numbers on a film's node, which people turn; None when no film hangs."""
    node = _film_node(tree_of(scene))
    if node is None:
        return None
    return {s.identifier: s.default_value for s in node.inputs if s.type == "VALUE"}


def turn(workshop: Workshop, dials: dict[str, float]) -> None:
    """Set the numbers on a film's node."""
    node = _film_node(tree_of(workshop.scene))
    for socket in node.inputs if node is not None else ():
        if socket.identifier in dials:
            workshop.journal.put(socket, "default_value", dials[socket.identifier])


def swap(workshop: Workshop, old: bpy.types.NodeTree, new: bpy.types.NodeTree) -> None:
    """Let another film take a film's place."""
    node = _film_node(_own_tree(workshop))
    if node is not None and node.node_tree == old:
        workshop.journal.put(node, "node_tree", new)


def take_out(workshop: Workshop, group: bpy.types.NodeTree, *, was_on: bool) -> None:
    """Take a film's node away and close the gap; a compositor that was only there for it goes."""
    scene, journal = workshop.scene, workshop.journal
    if film_of(scene) != group:
        return
    tree = _own_tree(workshop)
    node = _film_node(tree)
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
        _point_at(workshop, None)
        journal.at_the_end(lambda: bpy.data.node_groups.remove(tree))
    elif not IS_GROUP and plain and not was_on:
        journal.put(scene, "use_nodes", False)


def _own_tree(workshop: Workshop) -> bpy.types.NodeTree | None:
    """The nodes of this scene's compositor; a copy of them where another scene has the same."""
    tree = tree_of(workshop.scene)
    if tree is not None and IS_GROUP and not is_alone_in(workshop.scene, tree):
        tree = workshop.copy_of("node_groups", tree)
        _point_at(workshop, tree)
    return tree


def _film_node(tree: bpy.types.NodeTree | None) -> Node | None:
    nodes: Iterable[Node] = tree.nodes if tree is not None else ()
    for node in nodes:
        inside = node.node_tree if node.bl_idname == FILM_NODE else None
        if inside is not None and marks.has(inside, marks.RECIPE):
            return node
    return None


def _point_at(workshop: Workshop, tree: bpy.types.NodeTree | None) -> None:
    """Let the scene's compositor be this tree, or none."""
    scene, journal = workshop.scene, workshop.journal
    if not HAS_EFFECTS:
        journal.put(scene, "compositing_node_group", tree)
        return
    effects = scene.compositor_effects
    effect = effects.active
    if effect is None:
        effect = journal.create(lambda: effects.new(EFFECT), effects.remove)
    journal.put(effect, "node_group", tree)
    if tree is None and effect.name.startswith(EFFECT):
        journal.at_the_end(partial(_drop_idle, scene))


def _drop_idle(scene: bpy.types.Scene) -> None:
    """Take an effect of ours away, unless another film has its place by now."""
    effects = scene.compositor_effects
    for one in [e for e in effects if e.name.startswith(EFFECT) and e.node_group is None]:
        effects.remove(one)


def _new_tree(workshop: Workshop) -> bpy.types.NodeTree:
    tree: bpy.types.NodeTree = workshop.journal.make(
        "node_groups", f"{workshop.label}.compositor", "CompositorNodeTree"
    )
    workshop.journal.tag(tree, marks.OWNER, workshop.owner)
    _give_output(tree)
    _point_at(workshop, tree)
    layers, output = tree.nodes.new(LAYERS), tree.nodes.new(OUTPUT)
    layers.location, output.location = (0.0, 0.0), (600.0, 0.0)
    tree.links.new(layers.outputs[0], output.inputs[0])
    return tree


def _give_output(tree: bpy.types.NodeTree) -> None:
    face: Any = tree.interface
    face.new_socket(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")


def _insert(workshop: Workshop, tree: bpy.types.NodeTree, group: bpy.types.NodeTree) -> None:
    """A node for the film, between the output and what it was fed with."""
    face: Any = tree.interface
    if IS_GROUP and not any(item.in_out == "OUTPUT" for item in face.items_tree):
        _give_output(tree)
    output = _output(tree) or tree.nodes.new(OUTPUT)
    goal = output.inputs[0]
    source = _before(goal)

    def wire() -> Node:
        feed = source if source is not None else _layers(tree).outputs[0]
        x, y = output.location[:]
        return _wire(tree, group, feed, [goal], (x - 250.0, y))

    def cut(node: Node) -> None:
        tree.nodes.remove(node)
        if source is not None:
            tree.links.new(source, goal)

    workshop.journal.create(wire, cut)


def _wire(
    tree: bpy.types.NodeTree,
    group: bpy.types.NodeTree,
    source: Socket | None,
    goals: Iterable[Socket],
    place_xy: tuple[float, ...],
) -> Node:
    node: Node = tree.nodes.new(FILM_NODE)
    node.node_tree, node.location = group, place_xy
    node.name = node.label = "Film"
    if source is not None:
        tree.links.new(source, node.inputs[0])
    for goal in goals:
        tree.links.new(node.outputs[0], goal)
    return node


def _output(tree: bpy.types.NodeTree) -> Node | None:
    found = [node for node in tree.nodes if node.bl_idname == OUTPUT]
    active = [n for n in found if getattr(n, "is_active_output", True) and n.inputs]
    return next(iter([*active, *found]), None)


def _layers(tree: bpy.types.NodeTree) -> Node:
    found = (node for node in tree.nodes if node.bl_idname == LAYERS)
    return next(found, None) or tree.nodes.new(LAYERS)


def _before(socket: Socket) -> Socket | None:
    """What feeds a socket; None when nothing does."""
    return socket.links[0].from_socket if socket.links else None
