# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel of the 3D view, and the operator behind its button."""

from __future__ import annotations

from contextlib import contextmanager

import bpy

from scene_stager.errors import StagerError

from .bake import add_film, bake_take, rebind
from .choices import FILE, FILM, KEEP
from .film import waiting_film
from .settings import SCENE_STAGER_remark, SCENE_STAGER_settings, script_from

TAB = "Stager"
COMPUTED = 80  # per cent of the progress that computing takes; house default, not measured


class SCENE_STAGER_OT_bake(bpy.types.Operator):
    """Compute the shot and write it into the scene as plain keyframes"""

    bl_idname = "scene_stager.bake"
    bl_label = "Bake Scene"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context) -> bool:
        """Say why the button is grey."""
        reason = _why_not(context)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def execute(self, context):
        """Bake, list what should be known, and leave the scene as it was when anything fails."""
        from scene_stager.front_door import bake

        settings = context.scene.scene_stager
        frames = (settings.first_frame, settings.last_frame) if settings.use_range else None
        try:
            with _progress(context) as progress:
                take = bake(script_from(settings), frames=frames)
                progress(COMPUTED)
                report = bake_take(
                    take,
                    context.scene,
                    take_sky=settings.take_sky,
                    take_camera=settings.take_camera,
                    take_look=settings.look != KEEP,
                    film_stock=settings.look == FILM,
                )
        except StagerError as error:
            for line in str(error).splitlines():
                self.report({"ERROR"}, line)
            return {"CANCELLED"}
        list_remarks(settings, report)
        if report.warnings:
            self.report({"WARNING"}, "; ".join(report.warnings))
        else:
            self.report({"INFO"}, f"{take.title or report.owner}: {report.key_count} keys")
        return {"FINISHED"}


class SCENE_STAGER_OT_select(bpy.types.Operator):
    """Select what stands in for a missing target"""

    bl_idname = "scene_stager.select"
    bl_label = "Select Stand-in"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    name: bpy.props.StringProperty(name="Object")

    def execute(self, context):
        """Select it, and nothing else."""
        thing = context.scene.objects.get(self.name)
        if thing is None or thing.name not in context.view_layer.objects:
            self.report({"WARNING"}, f"{self.name} is not in this view layer")
            return {"CANCELLED"}
        for other in context.view_layer.objects:
            other.select_set(other == thing)
        context.view_layer.objects.active = thing
        return {"FINISHED"}


class SCENE_STAGER_OT_rebind(bpy.types.Operator):
    """Look again for missing targets, and drop the stand-ins of those that are there now"""

    bl_idname = "scene_stager.rebind"
    bl_label = "Rebind"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context) -> bool:
        """In Object Mode only, as baking."""
        if context.mode != "OBJECT":
            cls.poll_message_set("Rebinds in Object Mode only")
        return context.mode == "OBJECT"

    def execute(self, context):
        """Rebind, and take what was found off the list."""
        try:
            found = dict(rebind(context.scene))
        except StagerError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        remarks = context.scene.scene_stager.remarks
        for index in reversed(range(len(remarks))):
            if remarks[index].stand_in in found:
                remarks.remove(index)
        told = ", ".join(found.values())
        self.report({"INFO"}, f"Found {told}" if told else "Nothing more was found")
        return {"FINISHED"}


class SCENE_STAGER_OT_add_film(bpy.types.Operator):
    """Put the shot's film as one node before the output of your own compositor"""

    bl_idname = "scene_stager.add_film"
    bl_label = "Add Film to Compositor"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context) -> bool:
        """Only when a film waits because the compositor was not free."""
        waits = waiting_film(context.scene) is not None
        if not waits:
            cls.poll_message_set("No film waits for this scene's compositor")
        return waits

    def execute(self, context):
        """Hang it, and say no more that it waits."""
        try:
            add_film(context.scene)
        except StagerError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        remarks = context.scene.scene_stager.remarks
        for index in reversed(range(len(remarks))):
            if self.bl_label in remarks[index].text:
                remarks.remove(index)
        return {"FINISHED"}


class _Panel:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = TAB


class SCENE_STAGER_PT_main(_Panel, bpy.types.Panel):
    """What to bake, and the button."""

    bl_label = "Stager"

    def draw(self, context) -> None:
        """The settings from the shot down to the light."""
        settings, layout = context.scene.scene_stager, self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        layout.prop(settings, "scenario")
        if settings.scenario == FILE:
            layout.prop(settings, "script_path")
        for name in ("rig", "stock", "target"):
            layout.prop(settings, name)
        for switch, names in (
            ("use_range", ("first_frame", "last_frame")),
            ("use_seed", ("seed",)),
            ("use_phase", ("phase",)),
            ("use_imperfection", ("imperfection",)),
            ("use_lens", ("focal_length_mm",)),
            ("use_ratio", ("ratio_stops",)),
        ):
            _switched(layout, settings, switch, names)
        for name in ("look", "take_camera", "take_sky"):
            layout.prop(settings, name)
        row = layout.row()
        row.scale_y = 1.5
        row.operator(SCENE_STAGER_OT_bake.bl_idname, icon="RENDER_ANIMATION")


class SCENE_STAGER_PT_remarks(_Panel, bpy.types.Panel):
    """What the last bake had to say."""

    bl_label = "Missing Targets and Warnings"
    bl_parent_id = "SCENE_STAGER_PT_main"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    def draw(self, context) -> None:
        """One line each, with a button where something stands in."""
        settings, layout = context.scene.scene_stager, self.layout
        if not settings.remarks:
            layout.label(text="Nothing to report" if settings.is_baked else "Nothing baked yet")
        if any(remark.stand_in for remark in settings.remarks):
            layout.operator(SCENE_STAGER_OT_rebind.bl_idname, icon="FILE_REFRESH")
        if waiting_film(context.scene) is not None:
            layout.operator(SCENE_STAGER_OT_add_film.bl_idname, icon="NODE_COMPOSITING")
        for remark in settings.remarks:
            row = layout.row()
            row.label(text=remark.text, icon="ERROR")
            if remark.stand_in in context.scene.objects:
                select = row.operator(
                    SCENE_STAGER_OT_select.bl_idname, text="", icon="RESTRICT_SELECT_OFF"
                )
                select.name = remark.stand_in


CLASSES = (
    SCENE_STAGER_remark,
    SCENE_STAGER_settings,
    SCENE_STAGER_OT_bake,
    SCENE_STAGER_OT_select,
    SCENE_STAGER_OT_rebind,
    SCENE_STAGER_OT_add_film,
    SCENE_STAGER_PT_main,
    SCENE_STAGER_PT_remarks,
)


def register() -> None:
    """Add everything."""
    for one in CLASSES:
        bpy.utils.register_class(one)
    bpy.types.Scene.scene_stager = bpy.props.PointerProperty(type=SCENE_STAGER_settings)


def unregister() -> None:
    """Take everything away."""
    del bpy.types.Scene.scene_stager
    for one in reversed(CLASSES):
        bpy.utils.unregister_class(one)


def list_remarks(settings, report) -> None:
    """Keep what a bake had to say: stand-ins first, each with its object, then the rest."""
    settings.remarks.clear()
    settings.is_baked = True
    said = set()
    for spec in report.stand_ins:
        remark = settings.remarks.add()
        remark.text = spec.reason
        remark.stand_in = spec.name
        said.add(spec.reason)
    for line in report.warnings:
        if line not in said:
            settings.remarks.add().text = line


def _why_not(context) -> str:
    """Why nothing can be baked now; empty when it can."""
    if context.mode != "OBJECT":
        return "Bakes in Object Mode only"
    if not context.scene.is_editable:
        return "This scene is linked from another file and cannot be changed"
    settings = context.scene.scene_stager
    if settings.scenario == FILE and not settings.script_path:
        return "Choose a script file first"
    if settings.use_range and settings.last_frame < settings.first_frame:
        return "The last frame is before the first"
    return ""


def _switched(layout, settings, switch: str, names: tuple[str, ...]) -> None:
    """A switch, and beside it what counts while it is on."""
    row = layout.row(heading=settings.bl_rna.properties[switch].name)
    row.prop(settings, switch, text="")
    inner = row.row(align=True)
    inner.active = getattr(settings, switch)
    for name in names:
        inner.prop(settings, name, text="")


@contextmanager
def _progress(context):
    """The pointer's counter while the shot is computed."""
    manager = context.window_manager
    manager.progress_begin(0, 100)
    try:
        yield manager.progress_update
    finally:
        manager.progress_end()
