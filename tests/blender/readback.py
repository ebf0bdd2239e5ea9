"""What Blender shows of a baked part once everything is evaluated, in the channels' own units."""

import json

import bpy

MARK = "scene_stager_"


def part(owner, part_id):
    """The object that a shot made for a part."""
    for thing in bpy.context.scene.objects:
        named = (thing.get(f"{MARK}owner"), thing.get(f"{MARK}part"))
        if named == (owner, part_id) and f"{MARK}helper" not in thing:
            return thing
    raise KeyError(f"{owner} has made nothing for {part_id}")


def places(thing):
    """Where each of a part's quantities is kept."""
    return json.loads(thing.get(f"{MARK}curves", "{}"))


def clock(thing):
    """First frame, and how many."""
    first, count = thing[f"{MARK}frames"]
    return int(first), int(count)


def set_time(frame):
    """Go to a frame, whole or not."""
    bpy.context.scene.frame_set(int(frame // 1), subframe=frame % 1)


def value(thing, place):
    """One quantity as the dependency graph has it now, in the channel's own unit."""
    holder, path, _, factor, array = place
    found = _evaluated(thing, holder).path_resolve(path)
    return tuple(float(x) / factor for x in found) if array else (float(found) / factor,)


def track(thing, quantity, frames):
    """One quantity over frames."""
    place = places(thing)[quantity]
    rows = []
    for frame in frames:
        set_time(frame)
        rows.append(value(thing, place))
    return rows


def _evaluated(thing, holder):
    graph = bpy.context.evaluated_depsgraph_get()
    shown = thing.evaluated_get(graph)
    if holder == "object":
        return shown
    if holder == "data":
        return shown.data
    if holder == "nodes" and thing.type == "MESH":
        return thing.data.materials[0].evaluated_get(graph).node_tree
    if holder == "nodes" and thing.type == "LIGHT":
        return _helper(thing, "glow").data.materials[0].evaluated_get(graph).node_tree
    if holder == "nodes":
        return bpy.context.scene.world.evaluated_get(graph).node_tree
    return _helper(thing, holder).evaluated_get(graph)


def _helper(thing, role):
    for other in bpy.context.scene.objects:
        same = all(other.get(MARK + k) == thing.get(MARK + k) for k in ("owner", "part"))
        if same and other.get(f"{MARK}helper") == role:
            return other
    raise KeyError(role)
