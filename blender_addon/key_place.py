# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the key has to stand for a highlight, a rim or a shadow at a point of the picture."""

from __future__ import annotations

import json

import bpy
import numpy as np
from mathutils import Vector

from scene_stager.errors import HostError
from scene_stager.maths.arrays import Floats
from scene_stager.moks.take import Take
from scene_stager.shot.lighting.by_effect import (
    RIMS,
    grazing_way,
    lamp_along,
    link_base,
    linked_at,
    mirror_way,
)
from scene_stager.shot.lighting.target_link import TargetLink

from . import marks
from .pointing import Pointed, lens_ray, pointed_at, tip_from
from .settings import SCENE_STAGER_settings
from .sight import places_m, subject_in
from .target import metres_per_unit
from .wishes import planned

OFF_M = 0.002  # where a ray that leaves a surface begins; house default
KEY = "light.key.translate_m"


def why_not_place(scene: bpy.types.Scene) -> str:
    """Why there is no picture to point into; empty when there is."""
    camera = scene.camera
    return "" if camera is not None and camera.get(marks.MADE_FROM) else "Bake Scene first"


def key_for(
    settings: SCENE_STAGER_settings, effect: str, rim: str, x: float, y: float
) -> TargetLink:
    """How the key is tied when it does that at that point. Raises StagerError."""
    scene: bpy.types.Scene = settings.id_data  # type: ignore[assignment]
    link, take = _now(settings, scene)
    target_m, camera_m = (places_m(take, f"{one}.translate_m")[0] for one in ("target", "rig"))
    base_m, _ = link_base(link, target_m, camera_m)
    seen = pointed_at(scene, *lens_ray(scene, x, y))
    if seen is None:
        raise HostError("Nothing is there: click on a surface that the shot's camera sees")
    way, beyond_m = _way(scene, take, seen, effect, rim)
    if link.shape == "distant":
        light_m: Floats | None = base_m + link.distance_m * way
    else:
        light_m = lamp_along(seen.place_m, way, base_m, link.distance_m, beyond_m)
    if light_m is None:
        raise HostError(f"The key, {link.distance_m:.3g} m off, has no place that does it there")
    if light_m[2] <= 0.0:
        raise HostError("The key would be under the floor: click on what faces further up")
    if effect != "shadow":
        _assert_free(scene, seen, light_m)
    return linked_at(link, light_m, target_m, camera_m)


def _now(settings: SCENE_STAGER_settings, scene: bpy.types.Scene) -> tuple[TargetLink, Take]:
    """The key's tie, and the shot on the frame that is shown. Raises StagerError."""
    from scene_stager.moks.executor import execute

    plan, _, inputs = planned(settings)
    if json.loads(scene.camera[marks.MADE_FROM])["plan"] != plan.plan_hash:
        raise HostError("The settings are not those of the shot that is shown: Bake Scene first")
    ties = [n.params["link"] for n in plan.nodes if n.kind == "light_place" and n.name == KEY]
    if not ties:
        raise HostError("This shot has no key that can be placed")
    at, last = scene.frame_current, plan.start_frame + plan.frame_count - 1
    if not plan.start_frame <= at <= last:
        raise HostError(f"Frame {at} is not of the shot: go to one of {plan.start_frame} to {last}")
    return TargetLink(**ties[0]), execute(plan, frames=(at, at), inputs=inputs).take


def _way(
    scene: bpy.types.Scene, take: Take, seen: Pointed, effect: str, rim: str
) -> tuple[Floats, float]:
    """The way from the point to the key, and how far off it is at least, in metres."""
    if effect == "highlight":
        return mirror_way(seen.facing, seen.to_eye), 0.0
    if effect == "rim":
        way = grazing_way(seen.facing, seen.to_eye, RIMS[rim])
        if way is None:
            raise HostError("That surface faces the lens: click nearer to the outline for a rim")
        return way, 0.0
    subject = subject_in(take, scene)
    if seen.name in {one.name for one in subject}:
        raise HostError("That is the subject: click on the floor where its shadow is to end")
    away_m = tip_from(scene, subject, seen.place_m) - seen.place_m
    length_m = float(np.linalg.norm(away_m))
    if not length_m > 0.0:
        raise HostError("The subject has no mesh in this scene: pick a Target that throws a shadow")
    return away_m / length_m, length_m


def _assert_free(scene: bpy.types.Scene, seen: Pointed, light_m: Floats) -> None:
    """Raises HostError where something stands between the point and the key."""
    per_metre = 1.0 / metres_per_unit(scene)
    start_m = seen.place_m + OFF_M * seen.facing
    way = Vector((light_m - start_m).tolist())
    met = pointed_at(
        scene, Vector(start_m.tolist()) * per_metre, way.normalized(), way.length * per_metre
    )
    if met is not None:
        raise HostError(f"{met.name} would stand between that point and the key")
