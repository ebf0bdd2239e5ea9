# SPDX-License-Identifier: GPL-3.0-or-later
"""File, Import: a .sh.json file becomes the scene's World."""

from __future__ import annotations

import bpy

from scene_stager.errors import StagerError

from ..kinds import Ending
from ..surroundings import hang_surroundings, read_surroundings


class SCENE_STAGER_OT_surroundings(bpy.types.Operator):
    """Light the scene with 27 numbers from a .sh.json file: a World without a picture"""

    bl_idname = "scene_stager.surroundings"
    bl_label = "Import Surroundings"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    filepath: bpy.props.StringProperty(subtype="FILE_PATH")
    filter_glob: bpy.props.StringProperty(default="*.sh.json", options={"HIDDEN"})
    strength: bpy.props.FloatProperty(
        name="Strength", description="How bright the World is", default=1.0, min=0.0
    )

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Ask for the file."""
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> Ending:
        """Make the World the scene's own; the one before stays in the file."""
        try:
            hang_file(context.scene, self.filepath, self.strength)
        except StagerError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        return {"FINISHED"}


CLASSES = (SCENE_STAGER_OT_surroundings,)


def hang_file(scene: bpy.types.Scene, filepath: str, strength: float = 1.0) -> str:
    """Make the surroundings in a file the scene's World; the name they have."""
    name, rows = read_surroundings(bpy.path.abspath(filepath))
    if scene.world is not None:
        scene.world.use_fake_user = True
    hang_surroundings(scene, name, rows, strength)
    return name
