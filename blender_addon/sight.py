# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way: of the camera's sight of its subject, and of the camera itself.

Rays go through the scene as it is on the frame that it shows: what moves there is not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import bpy
import numpy as np
from mathutils import Vector

from scene_stager.hosts.glass_shelves import parse_selector, resolve
from scene_stager.moks.entities import SubjectFacts
from scene_stager.moks.in_picture import stretches
from scene_stager.moks.take import Take

from . import marks
from .host import BlenderHost
from .target import family, metres_per_unit

# House defaults, not measured.
MOST_RAYS = 480  # of a whole shot; a longer one is looked at every few frames
MOST_SHEETS = 16  # things that one ray goes through before it is given up
SKIN_M = 0.001  # past a surface that was let through
NEAR_EYES_M = 0.25  # what is so near to the eyes is worn: hair, a hat, glasses
BODY_M = 0.2  # half of what a camera measures


def hidden(take: Take, scene: bpy.types.Scene) -> Iterator[str]:
    """The frames on which something stands between the lens and the eyes, and what it is."""
    blocked: dict[int, str] = {}
    per_metre = 1.0 / metres_per_unit(scene)
    let_through = _ours(take, scene)
    eyes_m, lens_m = places_m(take, "target.translate_m"), places_m(take, "camera.translate_m")
    step = -(-take.frame_count // MOST_RAYS)
    for index in range(0, take.frame_count, step):
        way = Vector((eyes_m[index] - lens_m[index]).tolist())
        far_m = way.length - NEAR_EYES_M
        name = _first_hit(scene, lens_m[index], way, far_m, per_metre, let_through)
        if name:
            blocked.update(dict.fromkeys(range(index, index + step), name))
    wrong = np.array([index in blocked for index in range(take.frame_count)])
    if wrong.any():
        names = sorted(set(blocked.values()))
        yield f"{stretches(wrong, take.start_frame)}: the subject is hidden behind {names[0]}" + (
            f" and {len(names) - 1} more" if names[1:] else ""
        )


def walls(take: Take, scene: bpy.types.Scene) -> Iterator[str]:
    """The first frame on which the camera's body touches something, or has gone through it."""
    per_metre = 1.0 / metres_per_unit(scene)
    let_through = _ours(take, scene)
    lens_m = places_m(take, "camera.translate_m")
    around = [Vector(way).normalized() for way in product((-1, 0, 1), repeat=3) if any(way)]
    last = lens_m[0]
    for index, here in enumerate(lens_m):
        ways = [(here, way, BODY_M) for way in around]
        if index:
            ways.append((last, Vector((here - last).tolist()), float(np.linalg.norm(here - last))))
        for begin, way, far_m in ways:
            name = _first_hit(scene, begin, way, far_m, per_metre, let_through)
            if name:
                yield f"frame {take.start_frame + index}: the camera is inside {name}"
                return
        last = here


def _first_hit(
    scene: bpy.types.Scene,
    begin_m: np.ndarray,
    way: Vector,
    far_m: float,
    per_metre: float,
    let_through: set[str],
) -> str:
    """What a ray meets first that is not let through; empty for nothing."""
    if way.length == 0.0 or far_m <= 0.0:
        return ""
    graph = graph_of(scene)
    ahead, at, left = way.normalized(), Vector(begin_m.tolist()) * per_metre, far_m * per_metre
    for _ in range(MOST_SHEETS):
        hit, spot, _, _, thing, _ = scene.ray_cast(graph, at, ahead, distance=left)
        if not hit or thing is None:
            return ""
        if thing.original.name not in let_through and not thing.original.hide_render:
            return str(thing.original.name)
        gone = (spot - at).length + SKIN_M * per_metre
        at, left = at + ahead * gone, left - gone
        if left <= 0.0:
            return ""
    return ""


def graph_of(scene: bpy.types.Scene) -> bpy.types.Depsgraph:
    """The scene as it stands, also where another one is in the window."""
    if scene == bpy.context.scene:
        return bpy.context.evaluated_depsgraph_get()
    layer = scene.view_layers[0]
    layer.update()
    return layer.depsgraph


def _ours(take: Take, scene: bpy.types.Scene) -> set[str]:
    """The names of what a ray does not see: what shots have made, and the subject itself."""
    names = {thing.name for thing in scene.objects if thing.get(marks.OWNER)}
    return names | {one.name for one in subject_in(take, scene)}


def subject_in(take: Take, scene: bpy.types.Scene) -> set[bpy.types.Object]:
    """What the shot is about, with all that hangs on it; nothing where it is not in the scene."""
    selector = parse_selector(take.facts(SubjectFacts, "subject").selector)
    found = resolve(selector, BlenderHost(scene).look().objects).taken
    return set() if found is None else family(scene.objects[found.name])


def places_m(take: Take, name: str) -> np.ndarray:
    """A channel of points on every frame of a take, (frame count, 3)."""
    channel = take.channel(name)
    return np.frombuffer(channel.values, dtype=np.float64).reshape(-1, channel.width)
