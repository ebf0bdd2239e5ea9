# SPDX-License-Identifier: GPL-3.0-or-later
"""Where pictures come from: the records of renders, and what a picture that is dropped says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from scene_stager.errors import StagerError

from ..kinds import Ending
from ..records import facts_of_file, last_words, why_no_records

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".exr")
MOST_LETTERS = 120

# The picture that was looked at last, and what it says.
_shown: list[str] = []


class SCENE_STAGER_OT_show_asset(bpy.types.Operator):
    """Say where a picture comes from, as far as it has a record"""

    bl_idname = "scene_stager.show_asset"
    bl_label = "Show Where It Comes From"
    bl_options = {"REGISTER"}  # noqa: RUF012

    filepath: bpy.props.StringProperty(name="File", description="A picture", subtype="FILE_PATH")
    filter_image: bpy.props.BoolProperty(default=True, options={"HIDDEN"})

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Where records can be read."""
        if why := why_no_records():
            cls.poll_message_set(why)
        return not why

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Look at what was dropped; ask when nothing was."""
        if self.filepath:
            return self.execute(context)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> Ending:
        """Read it, and keep the lines for the panel."""
        path = Path(bpy.path.abspath(self.filepath))
        try:
            lines = facts_of_file(path)
        except StagerError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        _shown[:] = [path.name, *(line[:MOST_LETTERS] for line in lines)]
        self.report({"INFO"}, f"{path.name}: {lines[0]}")
        return {"FINISHED"}


class SCENE_STAGER_PT_records(bpy.types.Panel):
    """What the last render got, and what a picture says"""

    bl_label = "Where Pictures Come From"
    bl_space_type: Any = "VIEW_3D"
    bl_region_type: Any = "UI"
    bl_category = "Stager"
    bl_parent_id = "SCENE_STAGER_PT_main"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    def draw(self, context: bpy.types.Context) -> None:
        """The button, why it is grey, and lines."""
        self.layout.operator(SCENE_STAGER_OT_show_asset.bl_idname, icon="VIEWZOOM")
        column = self.layout.column(align=True)
        for line in [*([why] if (why := why_no_records()) else []), *last_words, *_shown]:
            column.label(text=line)


CLASSES: tuple[type, ...] = (SCENE_STAGER_OT_show_asset, SCENE_STAGER_PT_records)

if hasattr(bpy.types, "FileHandler"):  # Blender 4.1 and later

    class SCENE_STAGER_FH_picture(bpy.types.FileHandler):
        """Pictures that are dropped on a 3D viewport"""

        bl_idname = "SCENE_STAGER_FH_picture"
        bl_label = "Show where it comes from"
        bl_import_operator = SCENE_STAGER_OT_show_asset.bl_idname
        bl_file_extensions = ";".join(PICTURES)

        @classmethod
        def poll_drop(cls, context: bpy.types.Context) -> bool:
            """On a 3D viewport."""
            return context.area is not None and context.area.type == "VIEW_3D"

    CLASSES += (SCENE_STAGER_FH_picture,)
