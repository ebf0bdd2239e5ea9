# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of the camera before it is baked, as a wire in the viewport that follows the settings."""

from __future__ import annotations

from typing import cast

import bpy
import numpy as np

from scene_stager.errors import StagerError
from scene_stager.moks.memo import Memo
from scene_stager.moks.take import Take

from .. import marks
from ..axes import Axes
from ..kinds import Ending
from ..settings import SCENE_STAGER_settings, settings_of
from ..wishes import planned
from ..workshop import columns_of

MEMO = Memo()  # a slider that is moved computes only what hangs on it
PART = "path"
NAME = "Stager camera path"
ORANGE = (1.0, 0.45, 0.05, 1.0)
# Shares of the shot's size, so that it is seen in a close-up and in a flyover alike: the wire's
# half width, and how large the small cameras are. House default, not measured.
WIRE, THIN, CAMERA_SIZE, LEAST_M = 0.008, 0.5, 0.14, 0.5
GATE = ((-0.5, -0.28), (0.5, -0.28), (0.5, 0.28), (-0.5, 0.28))  # its corners, for a depth of 1
STEEP = 1e-6  # a camera that looks straight up or down has no side of its own
CAMERA, TARGET = "camera.translate_m", "target.translate_m"


class SCENE_STAGER_OT_preview_path(bpy.types.Operator):
    """Show or hide the way of the camera before it is baked; it goes away with the bake"""

    bl_idname = "scene_stager.preview_path"
    bl_label = "Preview Camera Path"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    def execute(self, context: bpy.types.Context) -> Ending:
        """Turn it over."""
        settings = settings_of(context.scene)
        settings.show_path = not settings.show_path
        if settings.path_problem:
            self.report({"WARNING"}, settings.path_problem)
        return {"FINISHED"}


CLASSES = (SCENE_STAGER_OT_preview_path,)


def refresh(settings: SCENE_STAGER_settings) -> None:
    """Draw the path anew, or take it away; a script with mistakes has none, and says why."""
    scene = cast(bpy.types.Scene, settings.id_data)
    old = _drawn(scene)
    settings.path_problem = ""
    if settings.show_path:
        try:
            take = path_take(settings)
        except StagerError as error:
            settings.path_problem = str(error).splitlines()[0]
        else:
            _draw(scene, take, old)
            return
    if old is not None:
        curve = cast(bpy.types.Curve, old.data)
        paint = curve.materials[0]
        bpy.data.objects.remove(old)
        bpy.data.curves.remove(curve)
        bpy.data.materials.remove(paint)


def hide(settings: SCENE_STAGER_settings) -> None:
    """Take the path away."""
    if settings.show_path:
        settings.show_path = False  # which refreshes


def forget() -> None:
    """Let go of what was remembered."""
    MEMO.clear()


def path_take(settings: SCENE_STAGER_settings) -> Take:
    """Where camera and target go, and nothing else of the shot."""
    from scene_stager.moks.executor import execute

    plan, frames, inputs = planned(settings)
    both = (CAMERA, TARGET)
    return execute(plan, frames=frames, channels=both, memo=MEMO, inputs=inputs).take


def _drawn(scene: bpy.types.Scene) -> bpy.types.Object | None:
    return next((o for o in scene.objects if marks.is_part(o, marks.PREVIEW, PART)), None)


def _draw(scene: bpy.types.Scene, take: Take, old: bpy.types.Object | None) -> None:
    """The camera's way and the target's; at both ends and half way a small camera that looks."""
    per_metre = Axes(scene.unit_settings.scale_length or 1.0).per_metre
    camera, target = (columns_of(take.channel(name)).T * per_metre for name in (CAMERA, TARGET))
    looks = sorted({0, len(camera) // 2, len(camera) - 1})
    both = np.concatenate([camera, target])
    size = max(float(np.ptp(both, axis=0).max()), LEAST_M * per_metre)
    lines = [camera, target, *(np.stack([camera[i], target[i]]) for i in looks)]
    lines += [small_camera(camera[i], target[i], CAMERA_SIZE * size) for i in looks]

    thing = old if old is not None else _new(scene)
    curve = cast(bpy.types.Curve, thing.data)
    curve.bevel_depth = WIRE * size
    curve.splines.clear()
    for index, line in enumerate(lines):
        spline = curve.splines.new("POLY")
        spline.points.add(len(line) - 1)
        spline.points.foreach_set("co", np.column_stack([line, np.ones(len(line))]).ravel())
        spline.points.foreach_set("radius", np.full(len(line), THIN if index else 1.0))


def small_camera(eye: np.ndarray, target: np.ndarray, depth: float) -> np.ndarray:
    """The edges of a pyramid that opens towards the target, as one line: (12, 3) for (3,), (3,)."""
    ahead = np.asarray(target) - eye
    ahead = ahead / (np.linalg.norm(ahead) or 1.0)
    side = np.cross(ahead, (0.0, 0.0, 1.0))
    length = float(np.linalg.norm(side))
    side = side / length if length > STEEP else np.array([1.0, 0.0, 0.0])
    up = np.cross(side, ahead)
    a, b, c, d = (eye + depth * (ahead + x * side + y * up) for x, y in GATE)
    return np.stack([a, b, c, d, a, eye, b, c, eye, d, eye, a])


def _new(scene: bpy.types.Scene) -> bpy.types.Object:
    curve = bpy.data.curves.new(NAME, "CURVE")
    curve.dimensions = "3D"
    paint = bpy.data.materials.new(NAME)
    paint.diffuse_color = ORANGE  # type: ignore[assignment]
    curve.materials.append(paint)
    thing = bpy.data.objects.new(NAME, curve)
    thing[marks.OWNER], thing[marks.PART] = marks.PREVIEW, PART
    thing.hide_render = thing.hide_select = thing.show_in_front = True
    scene.collection.objects.link(thing)
    return thing
