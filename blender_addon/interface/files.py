# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are opened or dropped on the viewport: scripts, Takes, surroundings."""

from __future__ import annotations

import bpy

from scene_stager.errors import StagerError
from scene_stager.hosts.take_file import read_take_file

from ..kinds import Ending
from ..settings import settings_of
from .baking import play_into, refuse, say
from .presets import load_script
from .surroundings import hang_file

TAKE, SURROUNDINGS = ".take.json", ".sh.json"


class SCENE_STAGER_OT_open_file(bpy.types.Operator):
    """Open a script (.json) as the shot to bake, play a Take (.take.json), hang a sky (.sh.json)"""

    bl_idname = "scene_stager.open_file"
    bl_label = "Open Stager Script or Take"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    filepath: bpy.props.StringProperty(
        name="File", description="A script or a Take, as JSON", subtype="FILE_PATH"
    )
    filter_glob: bpy.props.StringProperty(default="*.json", options={"HIDDEN"})

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """As baking, for a Take is baked."""
        if context.mode != "OBJECT":
            cls.poll_message_set("Opens in Object Mode only")
        return context.mode == "OBJECT"

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Open what was dropped; ask when nothing was."""
        if self.filepath:
            return self.execute(context)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> Ending:
        """Read it whole before anything is touched."""
        try:
            if self.filepath.lower().endswith(SURROUNDINGS):
                self.report({"INFO"}, f"{hang_file(context.scene, self.filepath)} lights the scene")
                return {"FINISHED"}
            if not self.filepath.lower().endswith(TAKE):
                title = load_script(settings_of(context.scene), self.filepath)
                self.report({"INFO"}, f"{title} is ready: press Bake Scene")
                return {"FINISHED"}
            take = read_take_file(bpy.path.abspath(self.filepath))
            say(self, take, play_into(context.scene, take))
        except StagerError as error:
            return refuse(self, error)
        return {"FINISHED"}


CLASSES: tuple[type, ...] = (SCENE_STAGER_OT_open_file,)

if hasattr(bpy.types, "FileHandler"):  # Blender 4.1 and later

    class SCENE_STAGER_FH_json(bpy.types.FileHandler):
        """Scripts and Takes that are dropped on a 3D viewport"""

        bl_idname = "SCENE_STAGER_FH_json"
        bl_label = "Scene Stager script or Take"
        bl_import_operator = SCENE_STAGER_OT_open_file.bl_idname
        bl_file_extensions = ".json"

        @classmethod
        def poll_drop(cls, context: bpy.types.Context) -> bool:
            """On a 3D viewport."""
            return context.area is not None and context.area.type == "VIEW_3D"

    CLASSES += (SCENE_STAGER_FH_json,)
