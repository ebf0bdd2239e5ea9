# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets: the settings as a script in a JSON file, kept with Blender's other presets."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import bpy

from scene_stager.errors import HostError, StagerError
from scene_stager.whole_file import write_whole

from ..choices import FILE, OWN
from ..kinds import Ending
from ..settings import SCENE_STAGER_settings, settings_of
from ..wishes import script_from
from .baking import refuse

FOLDER = os.path.join("presets", "scene_stager")
LONGEST = 180  # bytes, in which another script has 60 letters
LONGEST_PLAIN = 48  # what may come before and after fits into a script's name beside it


class SCENE_STAGER_OT_preset_save(bpy.types.Operator):
    """Keep these settings as a preset: a script in a JSON file, which the command line reads too"""

    bl_idname = "scene_stager.preset_save"
    bl_label = "Save Preset"
    bl_options = {"REGISTER"}  # noqa: RUF012

    name: bpy.props.StringProperty(name="Name", description="What to call it", maxlen=LONGEST)
    overwrite: bpy.props.BoolProperty(
        name="Overwrite", description="Write over a preset of the same name"
    )

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Ask for the name."""
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Write it beside, then rename, so that nobody sees half a file."""
        try:
            path = save_preset(settings_of(context.scene), self.name, self.overwrite)
        except StagerError as error:
            return refuse(self, error)
        self.report({"INFO"}, f"Saved {path}")
        return {"FINISHED"}


class SCENE_STAGER_OT_preset_load(bpy.types.Operator):
    """Take a preset, or any script in a JSON file, as the shot to bake"""

    bl_idname = "scene_stager.preset_load"
    bl_label = "Load Preset"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    filepath: bpy.props.StringProperty(
        name="File", description="A script in a JSON file", subtype="FILE_PATH"
    )
    filter_glob: bpy.props.StringProperty(default="*.json", options={"HIDDEN"})

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Let the user find the file, in the presets' folder to begin with."""
        if not self.filepath:
            self.filepath = os.path.join(preset_folder(create=True), "")
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> Ending:
        """Read it whole before a setting is touched."""
        try:
            title = load_script(settings_of(context.scene), self.filepath)
        except StagerError as error:
            return refuse(self, error)
        self.report({"INFO"}, f"Loaded {title}")
        return {"FINISHED"}


class SCENE_STAGER_MT_presets(bpy.types.Menu):
    """The presets that were saved"""

    bl_label = "Presets"
    bl_idname = "SCENE_STAGER_MT_presets"

    def draw(self, context: bpy.types.Context) -> None:
        """One entry each, then how to save and load others."""
        layout = self.layout
        for path in presets():
            load = SCENE_STAGER_OT_preset_load.bl_idname
            layout.operator_context = "EXEC_DEFAULT"
            title = _title(path, path.stat().st_mtime_ns)
            layout.operator(load, text=title).filepath = str(path)
        layout.operator_context = "INVOKE_DEFAULT"
        layout.separator()
        layout.operator(SCENE_STAGER_OT_preset_save.bl_idname, icon="ADD")
        layout.operator(SCENE_STAGER_OT_preset_load.bl_idname, text="Load File", icon="FILE_FOLDER")


CLASSES = (SCENE_STAGER_OT_preset_save, SCENE_STAGER_OT_preset_load, SCENE_STAGER_MT_presets)


def preset_folder(*, create: bool = False) -> str:
    """Where presets are kept; empty when there is no such folder."""
    return bpy.utils.user_resource("SCRIPTS", path=FOLDER, create=create)


def presets() -> list[Path]:
    """The presets that there are, A to Z."""
    folder = preset_folder()
    return sorted(Path(folder).glob("*.json")) if folder and os.path.isdir(folder) else []


def plain_name(title: str) -> str:
    """A file's name for a title in any script; HostError for one without a letter or figure.

    Letters beyond a to z lose their accents; where nothing is left of them, a fingerprint of the
    title stands for it, so that two titles never meet in one file.
    """
    title = unicodedata.normalize("NFC", title.strip())
    if not any(sign.isalnum() for sign in title):
        raise HostError(f"preset: found the name {title!r}, expected one with a letter in it")
    apart = unicodedata.normalize("NFKD", title.lower())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:LONGEST_PLAIN]
    if any(sign.isalnum() and not sign.isascii() for sign in bare):
        mark = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        plain = f"{plain or 'preset'}_{mark}"
    return plain if plain[:1].isalpha() else f"preset_{plain}"


@lru_cache(256)
def _title(path: Path, changed_ns: int) -> str:
    """What people call a preset; a file that says nothing is called as it is."""
    from scene_stager.script.read import read_file

    try:
        return read_file(path).title or path.stem.replace("_", " ")
    except StagerError:
        return path.stem.replace("_", " ")


def save_preset(settings: SCENE_STAGER_settings, name: str, overwrite: bool = False) -> Path:
    """Write the settings' script under a name of plain letters."""
    plain = plain_name(name)
    script = replace(script_from(settings), name=plain, title=name.strip())
    path = Path(preset_folder(create=True)) / f"{plain}.json"
    if path.exists() and not overwrite:
        raise HostError(f"preset: there is one called {plain} already; choose another name")
    try:
        write_whole(path, f"{script.to_json()}\n".encode())
    except OSError as error:
        raise HostError(f"preset: {path} cannot be written ({error.strerror})") from error
    return path


def load_script(settings: SCENE_STAGER_settings, filepath: str) -> str:
    """Make a script in a file the shot to bake, with all of its own numbers; its title."""
    from scene_stager.script.read import read_file

    script = read_file(Path(bpy.path.abspath(filepath)))
    settings.scenario, settings.script_path = FILE, filepath
    settings.rig = settings.stock = OWN
    settings.look_preset = settings.move_preset = ""
    settings.target = None
    for name in [one.identifier for one in settings.bl_rna.properties]:
        if name.startswith("use_"):
            setattr(settings, name, False)
    return script.title or script.name
