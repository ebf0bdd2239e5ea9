"""All of a Blender file that a user could see, as plain data that compares with ==."""

import bpy

SHELVES = (
    "objects",
    "cameras",
    "lights",
    "meshes",
    "materials",
    "worlds",
    "collections",
    "node_groups",
)
PLAIN = {"BOOLEAN", "INT", "FLOAT", "STRING", "ENUM"}
OF_THE_SESSION = {"use_nodes", "session_uid", "tag", "is_evaluated", "frame_current", "frame_float"}
RENDERERS = {"cycles", "cycles_visibility", "cycles_curves"}  # added when a file is loaded
OF_THE_SCENE = ("camera", "world", "frame_start", "frame_end", "use_preview_range")


def whole_file():
    """Everything, by kind and name."""
    scene = bpy.context.scene
    scene.frame_set(scene.frame_current)  # what is animated has the value of this frame
    found = {shelf: {one.name: block(one) for one in _kept(shelf)} for shelf in SHELVES}
    found["actions"] = {one.name: action(one) for one in _kept("actions")}
    found["scene"] = {key: _plain(getattr(scene, key)) for key in OF_THE_SCENE}
    found["scene"]["rate"] = (scene.render.fps, round(scene.render.fps_base, 6))
    found["scene"]["units"] = scene.unit_settings.scale_length
    found["scene"]["tags"] = custom(scene)
    found["scene"]["compositor"] = compositor(scene)
    found["scene"]["view"] = settings(scene.view_settings)
    return found


def of_scene(scene):
    """What a scene shows, wherever it is kept: objects, data, materials, World, film, view."""
    scene.frame_set(scene.frame_current)
    found = {one.name: _with_all(one) for one in scene.objects}
    found["scene"] = {key: _plain(getattr(scene, key)) for key in OF_THE_SCENE}
    found["homes"] = sorted(one.name for one in scene.collection.children_recursive)
    found["world"] = block(scene.world) if scene.world else None
    found["view"] = settings(scene.view_settings)
    tree = compositor_tree(scene)
    found["compositor"] = (
        wiring(tree),
        tree
        and [
            (block_of_tree(n.node_tree), wiring(n.node_tree))
            for n in tree.nodes
            if getattr(n, "node_tree", None)
        ],
    )
    return found


def _with_all(one):
    slots = [slot.material for slot in one.material_slots]
    return {
        "object": block(one),
        "data": block(one.data) if one.data else None,
        "materials": [block(material) if material else None for material in slots],
        "homes": sorted(home.name for home in one.users_collection),
    }


def block_of_tree(tree):
    """What a node group holds: every socket's value, and what moves it."""
    sockets = {n.name: [_plain_socket(s) for s in (*n.inputs, *n.outputs)] for n in tree.nodes}
    return tree.name, sockets, curves(tree), custom(tree)


def objects():
    """What belongs to each object: itself, its data, its curves, its homes."""
    scene = bpy.context.scene
    scene.frame_set(scene.frame_current)
    return {
        one.name: {
            "object": block(one),
            "data": block(one.data) if one.data else None,
            "homes": sorted(home.name for home in one.users_collection),
        }
        for one in scene.objects
    }


def block(one):
    """One data-block: its settings, its custom properties, its keys, its nodes."""
    told = {"settings": settings(one), "custom": custom(one), "curves": curves(one)}
    for part in ("dof", "field"):
        if getattr(one, part, None):
            told[part] = settings(getattr(one, part))
    for shelf in ("objects", "children"):
        if isinstance(one, bpy.types.Collection):
            told[shelf] = sorted(member.name for member in getattr(one, shelf))
    tree = getattr(one, "node_tree", None)
    if tree:
        told["nodes"] = {
            n.name: [_plain_socket(s) for s in (*n.inputs, *n.outputs)] for n in tree.nodes
        }
        told["tree"] = curves(tree)
    return told


def compositor(scene):
    """The nodes of the compositor and what is wired to what; None when it is off."""
    if bpy.app.version < (5, 0, 0) and not scene.use_nodes:
        return None
    return wiring(compositor_tree(scene))


def compositor_tree(scene):
    """The nodes of the compositor, where each Blender keeps them; None when there are none."""
    if bpy.app.version < (5, 0, 0):
        return scene.node_tree
    if bpy.app.version < (5, 3, 0):
        return scene.compositing_node_group
    effect = scene.compositor_effects.active
    return effect.node_group if effect else None


def wiring(tree):
    """The nodes of a tree, what is inside of groups, and every wire."""
    if tree is None:
        return None
    inside = {n.name: n.node_tree.name for n in tree.nodes if getattr(n, "node_tree", None)}
    ends = ((w.from_node, w.from_socket, w.to_node, w.to_socket) for w in tree.links)
    wires = sorted((a.name, b.identifier, c.name, d.identifier) for a, b, c, d in ends)
    return sorted(n.name for n in tree.nodes), inside, wires


def settings(thing):
    """Every setting that can be written."""
    return {
        p.identifier: _plain(getattr(thing, p.identifier))
        for p in thing.bl_rna.properties
        if p.type in PLAIN and not p.is_readonly and p.identifier not in OF_THE_SESSION
    }


def custom(one):
    """The custom properties."""
    return {key: _plain(one[key]) for key in sorted(one.keys()) if key not in RENDERERS}


def curves(one):
    """The curves that move a data-block, whichever Action they are in."""
    data = getattr(one, "animation_data", None)
    if data is None or data.action is None:
        return None
    found = {}
    for slot, curve in _all_curves(data.action):
        if slot is None or slot == data.action_slot_handle:
            found[(curve.data_path, curve.array_index)] = _curve(curve)
    return data.action.name, found


def action(one):
    """An Action: its slots and all its curves."""
    slots = {s.handle: s.identifier for s in getattr(one, "slots", ())}
    told = {(slots.get(s), c.data_path, c.array_index): _curve(c) for s, c in _all_curves(one)}
    return sorted(slots.values()), told, custom(one), one.use_fake_user


def _all_curves(one):
    if not hasattr(bpy.types, "ActionSlot"):
        return [(None, curve) for curve in one.fcurves]
    bags = [b for layer in one.layers for strip in layer.strips for b in strip.channelbags]
    return [(bag.slot_handle, curve) for bag in bags for curve in bag.fcurves]


def _curve(curve):
    keys = [(*key.co, key.interpolation) for key in curve.keyframe_points]
    return keys, curve.group.name if curve.group else "", curve.lock


def _kept(shelf):
    """What would be in the file when it is saved."""
    return [one for one in getattr(bpy.data, shelf) if one.users or one.use_fake_user]


def _plain_socket(socket):
    value = getattr(socket, "default_value", None)
    return socket.identifier, _plain(value)


def _plain(value):
    if isinstance(value, bpy.types.ID):
        return value.name
    if hasattr(value, "to_list"):
        return value.to_list()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if hasattr(value, "__len__") and not isinstance(value, (str, bytes, set)):
        return tuple(_plain(part) for part in value)
    return value
