# SPDX-License-Identifier: GPL-3.0-or-later
"""Match Reference: a still becomes the shot to bake; Promote: what was found becomes a preset."""

from __future__ import annotations

import math
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import bpy

from scene_stager.errors import HostError, StagerError
from scene_stager.script.give_way import give_way
from scene_stager.script.parts import PARTS
from scene_stager.whole_file import write_whole

from ..choices import FILE
from ..kinds import Ending
from ..matching import (
    MATCH,
    SCRIPT,
    Matching,
    in_words,
    match_folder,
    offered,
    outcome_of,
    promote,
    why_not_match,
)
from ..settings import SCENE_STAGER_settings, settings_of
from ..wishes import base_of, script_from
from .baking import refuse, why_not
from .presets import load_script, plain_name

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

    light: bpy.props.BoolProperty(
        name="Light", default=True, description="Key, fill, rim and surroundings; no other lamps"
    )
    air: bpy.props.BoolProperty(
        name="Air", default=True, description="How clear or thick the air is"
    )
    camera: bpy.props.BoolProperty(
        name="Camera",
        default=True,
        description="Lens, shot size, height and place in the picture; the move gives way to them",
    )
    film: bpy.props.BoolProperty(
        name="Film", default=True, description="A film that keeps the colours of the still"
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

    def draw(self, context: bpy.types.Context) -> None:
        """Beside the files: what to take of the still."""
        layout = self.layout
        layout.prop(self, "bake")
        column = layout.column(heading="Take")
        for part in PARTS:
            column.prop(self, part)

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
            options = {
                "script": script_from(settings_of(context.scene)).to_json(),
                "take": [part for part in PARTS if getattr(self, part)],
            }
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
                settings.match_folder, settings.match_taken = str(folder), ""
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
        reason = why_not_match() if there else "Match a still first"
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> Ending:
        """Ask for the name."""
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Through the gate into the library."""
        folder = Path(settings_of(context.scene).match_folder)
        try:
            name = plain_name(self.name)
            kept = promote(folder, name, self.name.strip(), self.description, self.overwrite)
        except StagerError as error:
            return refuse(self, error)
        self.report({"INFO"}, kept)
        return {"FINISHED"}


class SCENE_STAGER_OT_take(bpy.types.Operator):
    """Take this of the still as well; what of the shot does not go with it gives way"""

    bl_idname = "scene_stager.take"
    bl_label = "Take from the Still"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    part: bpy.props.EnumProperty(
        name="Part",
        description="What to take",
        items=[(part, part.title(), f"The {part} of the still") for part in PARTS],
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """After a match that left something out."""
        has = bool(not_taken(settings_of(context.scene)))
        if not has:
            cls.poll_message_set("All that the still told is taken")
        return has

    def execute(self, context: bpy.types.Context) -> Ending:
        """The script with it, in a file beside the matches."""
        settings = settings_of(context.scene)
        wanted = not_taken(settings).get(self.part)
        if wanted is None:
            return {"CANCELLED"}
        try:
            found = give_way(base_of(settings), wanted)
            if found.problem:
                raise HostError(found.problem)
            path = match_folder().with_name("taken") / f"{Path(settings.match_folder).name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, f"{found.script.to_json()}\n".encode())
        except StagerError as error:
            return refuse(self, error)
        except OSError as error:
            return refuse(self, HostError(f"take: {error.filename}: {error.strerror}"))
        settings.script_path = str(path)
        settings.match_taken = ",".join([*filter(None, [settings.match_taken]), self.part])
        self.report({"INFO"}, "; ".join((f"Took the {self.part}", *found.lines)))
        return {"FINISHED"}


def not_taken(settings: SCENE_STAGER_settings) -> dict[str, dict[str, Any]]:
    """What the last match knows and the shot has not, part by part; nothing without a match."""
    file = Path(settings.match_folder) / MATCH
    if not settings.match_folder or settings.scenario != FILE or not file.is_file():
        return {}
    left = _offered(settings.match_folder, file.stat().st_mtime_ns)
    return {part: one for part, one in left.items() if part not in settings.match_taken.split(",")}


@lru_cache(8)
def _offered(folder: str, changed_ns: int) -> dict[str, dict[str, Any]]:
    """Read once: a panel is drawn many times."""
    try:
        return offered(outcome_of(Path(folder)))
    except StagerError:
        return {}


def _show(context: bpy.types.Context, words: str | None) -> None:
    """Words in the status bar, None for its own; and the panel drawn anew."""
    if context.workspace is not None:
        context.workspace.status_text_set(words)
    for area in context.screen.areas if context.screen is not None else ():
        if area.type == "VIEW_3D":
            area.tag_redraw()


CLASSES = (SCENE_STAGER_OT_match, SCENE_STAGER_OT_take, SCENE_STAGER_OT_promote)
