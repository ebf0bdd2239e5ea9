# SPDX-License-Identifier: GPL-3.0-or-later
"""Match Reference: a still becomes the shot to bake; Promote: what was found becomes a preset."""

from __future__ import annotations

import math
import re
import time
from pathlib import Path

import bpy

from scene_stager.errors import StagerError

from ..kinds import Ending
from ..matching import SCRIPT, Matching, in_words, match_folder, outcome_of, why_not_match
from ..settings import settings_of
from ..wishes import script_from
from .baking import refuse, why_not
from .presets import load_script

TICK_S = 0.2
USUAL_S = 20.0  # of a match; house default, for the bar only: a match does not say how far it is
LONGEST_S = 600.0
LONGEST_SHOWN = 40  # letters of a file's name
PICTURES = "*.png;*.jpg;*.jpeg;*.tif;*.tiff;*.webp;*.exr;*.hdr"
FOUND = ("matched", "ambiguous", "closest", "unfinished", "unexplained")


class UnderWay:
    """The match that is being waited for, for the panel and the status bar."""

    def __init__(self) -> None:
        self.still, self._began_s = "", 0.0

    def begin(self, still: Path) -> None:
        """Remember which still, and since when."""
        plain = "".join(one if one.isprintable() else "?" for one in still.name)
        cut = len(plain) > LONGEST_SHOWN
        self.still = f"{plain[: LONGEST_SHOWN - 1]}…" if cut else plain
        self._began_s = time.monotonic()

    def end(self) -> None:
        """Nothing is being waited for."""
        self.still = ""

    def words(self) -> str:
        """The still and the seconds so far."""
        return f"{self.still}, {self.seconds()}"

    def seconds(self) -> str:
        """How long it takes already."""
        return f"{self._past_s():.0f} s"

    def share(self) -> float:
        """A bar that grows ever slower, from 0 towards 1."""
        return 1.0 - math.exp(-self._past_s() / USUAL_S)

    def _past_s(self) -> float:
        return time.monotonic() - self._began_s


under_way = UnderWay()


class SCENE_STAGER_OT_match(bpy.types.Operator):
    """Find the lights, the air and the lens of a still, and put them into the shot; Esc cancels"""

    bl_idname = "scene_stager.match_reference"
    bl_label = "Match Reference"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    filepath: bpy.props.StringProperty(
        name="Still", description="The reference picture", subtype="FILE_PATH"
    )
    filter_glob: bpy.props.StringProperty(default=PICTURES, options={"HIDDEN"})
    bake: bpy.props.BoolProperty(
        name="Bake", description="Bake the shot at once, into this scene", default=True
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Say why the button is grey."""
        reason = why_not_match() or ("" if context.mode == "OBJECT" else "Only in Object Mode")
        reason = reason or ("A match is under way; Esc cancels it" if under_way.still else "")
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Ask for the still when none was given."""
        if self.filepath:
            return self._begin(context, modal=True)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> Ending:
        """Match; the window stays awake where there is one."""
        return self._begin(context, modal=not bpy.app.background and context.window is not None)

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Look now and then; Esc ends it and nothing has changed."""
        if event.type == "ESC":
            self._matching.stop()
            self._leave(context)
            self.report({"INFO"}, "Match cancelled; nothing was changed")
            return {"CANCELLED"}
        if event.type == "TIMER":
            context.window_manager.progress_update(int(100 * under_way.share()))
            _show(context, f"Matching {under_way.words()}; Esc cancels")
            if self._matching.ended():
                self._leave(context)
                return self._end(context)
        return {"PASS_THROUGH"}

    def _begin(self, context: bpy.types.Context, *, modal: bool) -> Ending:
        try:
            still = Path(bpy.path.abspath(self.filepath))
            options = {"script": script_from(settings_of(context.scene)).to_json()}
            self._matching = Matching(still, options, match_folder())
            if not modal:
                self._matching.wait(LONGEST_S)
                return self._end(context)
        except StagerError as error:
            return refuse(self, error)
        under_way.begin(still)
        manager = context.window_manager
        self._timer = manager.event_timer_add(TICK_S, window=context.window)
        manager.progress_begin(0, 100)
        manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def _leave(self, context: bpy.types.Context) -> None:
        context.window_manager.event_timer_remove(self._timer)
        context.window_manager.progress_end()
        under_way.end()
        _show(context, None)

    def _end(self, context: bpy.types.Context) -> Ending:
        """Take what was found into the settings, and bake it when that is wanted."""
        settings = settings_of(context.scene)
        try:
            folder = self._matching.result()
            told = outcome_of(folder)
            if told.get("outcome") in FOUND:
                load_script(settings, str(folder / SCRIPT))
                settings.match_folder = str(folder)
        except StagerError as error:
            return refuse(self, error)
        settings.match_words = in_words(told)
        good = told.get("outcome") in ("matched", "ambiguous")
        self.report({"INFO" if good else "WARNING"}, settings.match_words)
        for line in told.get("warnings", [])[:5]:
            self.report({"WARNING"}, str(line)[:200])
        if told.get("outcome") not in FOUND:
            return {"CANCELLED"}
        if self.bake and not why_not(context):
            bpy.ops.scene_stager.bake()  # type: ignore[attr-defined]
        return {"FINISHED"}


class SCENE_STAGER_OT_promote(bpy.types.Operator):
    """Keep what the last match found as a preset, for this and every other host"""

    bl_idname = "scene_stager.promote"
    bl_label = "Promote to Preset"
    bl_options = {"REGISTER"}  # noqa: RUF012

    name: bpy.props.StringProperty(name="Name", description="What to call it", maxlen=60)
    description: bpy.props.StringProperty(
        name="Description", description="When to use it", maxlen=600
    )
    overwrite: bpy.props.BoolProperty(
        name="Overwrite", description="Write over a preset of the same name"
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """After a match."""
        there = bool(settings_of(context.scene).match_folder)
        if not there:
            cls.poll_message_set("Match a still first")
        return there

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Ask for the name."""
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Through the gate into the library."""
        from scene_stager.inverse.answer.match_file import read_match_file
        from scene_stager.inverse.answer.promote import promote, words_for
        from scene_stager.presets.library import Library

        plain = re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_")
        try:
            match = read_match_file(Path(settings_of(context.scene).match_folder))
            words = self.description or words_for(match)
            preset = promote(match, plain, title=self.name.strip(), description=words)
            path = Library().keep(preset, self.overwrite)
        except StagerError as error:
            return refuse(self, error)
        self.report({"INFO"}, f"Kept {', '.join(preset.slots)} as {plain}, in {path.parent}")
        return {"FINISHED"}


def _show(context: bpy.types.Context, words: str | None) -> None:
    """Words in the status bar, None for its own; and the panel drawn anew."""
    if context.workspace is not None:
        context.workspace.status_text_set(words)
    for area in context.screen.areas if context.screen is not None else ():
        if area.type == "VIEW_3D":
            area.tag_redraw()


CLASSES = (SCENE_STAGER_OT_match, SCENE_STAGER_OT_promote)
