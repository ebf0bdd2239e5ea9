# SPDX-License-Identifier: GPL-3.0-or-later
"""The key by a click: it goes where it makes a highlight, a rim or a shadow at that point."""

from __future__ import annotations

from typing import Any

import bpy
from bpy_extras.object_utils import world_to_camera_view
from bpy_extras.view3d_utils import region_2d_to_origin_3d, region_2d_to_vector_3d
from mathutils import Vector

from scene_stager.errors import HostError, StagerError

from ..key_place import key_for, why_not_place
from ..kinds import Ending
from ..pointing import lens_ray, pointed_at
from ..settings import settings_of
from ..target import metres_per_unit
from ..wishes import apply
from .baking import bake_now, refuse, why_not

EFFECTS = (
    ("highlight", "Highlight", "The key's glint is where you click"),
    ("rim", "Rim", "The key grazes the surface from behind where you click"),
    ("shadow", "Shadow", "The subject's shadow ends where you click on the floor"),
)
RIM_ITEMS = (
    ("from behind", "Behind", "Straight from behind, along the surface"),
    ("turned clockwise", "Clockwise", "Turned by 45° about the surface"),
    ("turned counterclockwise", "Counterclockwise", "Turned by 45° the other way"),
)
KEPT = ("use_key_place", "key_azimuth_deg", "key_elevation_deg")
HINT = "Click where the key's {} is to be; Esc cancels"
SAME = 0.01  # of the way to the lens: nearer to each other, two points are one; house default


class SCENE_STAGER_OT_place_key(bpy.types.Operator):
    """Click in the 3D view: the key goes where it does this there; the shot is baked anew, its \
exposure held"""

    bl_idname = "scene_stager.place_key"
    bl_label = "Place Key"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    effect: bpy.props.EnumProperty(name="For", description="What the key does", items=EFFECTS)
    rim: bpy.props.EnumProperty(name="From", description="Where a rim comes from", items=RIM_ITEMS)
    x: bpy.props.FloatProperty(
        name="Across", description="Share of the picture from its left", default=0.5, min=0, max=1
    )
    y: bpy.props.FloatProperty(
        name="Down", description="Share of the picture from its top", default=0.5, min=0, max=1
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Say why the button is grey."""
        reason = why_not(context) or why_not_place(context.scene)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def draw(self, context: bpy.types.Context) -> None:
        """What may be chosen afterwards."""
        self.layout.prop(self, "effect")
        if self.effect == "rim":
            self.layout.prop(self, "rim")
        self.layout.prop(self, "x")
        self.layout.prop(self, "y")

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Wait for the click."""
        context.workspace.status_text_set(HINT.format(self.effect))
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """A click into a 3D view places it; the view can be turned meanwhile."""
        if event.type in {"ESC", "RIGHTMOUSE"}:
            context.workspace.status_text_set(None)
            return {"CANCELLED"}
        if event.type != "LEFTMOUSE" or event.value != "PRESS":
            return {"PASS_THROUGH"}
        region = _view_under(context, event.mouse_x, event.mouse_y)
        if region is None:
            return {"PASS_THROUGH"}
        context.workspace.status_text_set(None)
        spot = (event.mouse_x - region.x, event.mouse_y - region.y)
        start = region_2d_to_origin_3d(region, region.data, spot)
        way = region_2d_to_vector_3d(region, region.data, spot)
        try:
            self.x, self.y = in_picture(context.scene, start, way)
        except StagerError as error:
            return refuse(self, error)
        return self.execute(context)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Set the key's angles and bake; the settings are as they were where that fails."""
        settings = settings_of(context.scene)
        before = {n: getattr(settings, n) for n in KEPT if settings.is_property_set(n)}
        try:
            link = key_for(settings, self.effect, self.rim, self.x, self.y)
            apply(settings, "lighting.key_azimuth_deg", link.azimuth_deg)
            apply(settings, "lighting.key_elevation_deg", link.elevation_deg)
            bake_now(self, context)
        except StagerError as error:
            for name in KEPT:
                settings.property_unset(name)  # so that a switch begins with the shot's own number
            for name, value in before.items():
                setattr(settings, name, value)
            return refuse(self, error)
        return {"FINISHED"}


CLASSES = (SCENE_STAGER_OT_place_key,)


def draw_placing(layout: bpy.types.UILayout) -> None:
    """A button for each effect."""
    column = layout.column(align=True)
    for effect, name, _ in EFFECTS:
        button = column.operator(SCENE_STAGER_OT_place_key.bl_idname, text=f"Place Key: {name}")
        button.effect = effect


def in_picture(scene: bpy.types.Scene, start: Vector, way: Vector) -> tuple[float, float]:
    """Where the shot's camera sees what a ray of any view meets. Raises HostError."""
    met = pointed_at(scene, start, way)
    if met is None:
        raise HostError("Nothing is there: click on a surface")
    spot = Vector(met.place_m.tolist()) / metres_per_unit(scene)
    seen = world_to_camera_view(scene, scene.camera, spot)
    x, y = seen.x, 1.0 - seen.y
    if seen.z <= 0.0 or not (0.0 <= x <= 1.0 and 0.0 <= y <= 1.0):
        raise HostError("The shot's camera does not see that point: it is out of the picture")
    eye, ahead = lens_ray(scene, x, y)
    first = pointed_at(scene, eye, ahead)
    near = None if first is None else Vector(first.place_m.tolist()) / metres_per_unit(scene)
    if first is None or near is None or (near - spot).length > SAME * (spot - eye).length:
        name = met.name if first is None else first.name
        raise HostError(f"The shot's camera does not see that point: {name} is before it")
    return x, y


def _view_under(context: bpy.types.Context, x: int, y: int) -> Any:
    """The region of a 3D view that a place in the window is in, and no bar that lies over it."""
    for area in context.screen.areas if context.screen is not None else ():
        over = [
            region
            for region in area.regions
            if region.x <= x < region.x + region.width and region.y <= y < region.y + region.height
        ]
        if area.type == "VIEW_3D" and over and all(one.type == "WINDOW" for one in over):
            return over[0]
    return None
