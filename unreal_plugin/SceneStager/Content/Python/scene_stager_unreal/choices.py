# SPDX-License-Identifier: Apache-2.0
"""What an artist chooses, as one object that Unreal shows in a details dialog."""

from __future__ import annotations

import unreal

from scene_stager.errors import StagerError
from scene_stager.hosts.wishes import UNASKED, ShotWishes, asked

from .render_queue import FORMATS
from .wishes import FOLDER, RenderWishes, UnrealWishes

KEEP_PHASE = -1.0  # leave the script's own
OWN_NUMBERS = "Your Own Numbers"
UNQUEUED = "Not Queued"


def _field(kind: type, category: str, tip: str, **more: str) -> unreal.PropertyDef:
    return unreal.uproperty(kind, meta={"Category": category, "ToolTip": tip, **more})


def _listed(key: str, tip: str) -> unreal.PropertyDef:
    """A field that is a list: Unreal shows one where GetOptions names a function of the object that
    takes nothing and gives strings (PropertyEditorUtils.cpp of 5.3 or 5.4, GetPropertyOptions)."""
    return _field(str, "Shot", tip, GetOptions=f"{key}_options")


def _options(key: str) -> unreal.FunctionDef:
    """The function of such a field. Python tells what an array is of by an empty one."""

    def names(self: unreal.Object) -> list[str]:
        try:
            from scene_stager.presets.offers import offered

            unasked = [UNASKED[key]] if key in UNASKED else []
            return [*unasked, *offered(key)]
        except (ImportError, SyntaxError, TypeError, StagerError):  # this editor cannot bake
            return []

    return unreal.ufunction(ret=unreal.Array(str))(names)


@unreal.uclass()
class SceneStagerChoices(unreal.Object):
    """The fields of the dialog, in its order, which is that of the panel in Blender."""

    scenario = _listed("scenario", "The shot to begin with. Needs numpy.")
    sentence_or_file = _field(
        str,
        "Shot",
        "A shot in a sentence, or a script file, in place of the scenario; empty for none.",
    )
    look_preset = _listed("look_preset", "A preset of your library, put on the shot.")
    move_preset = _listed(
        "move_preset", "A preset that brings a rig and its move, over all the rest."
    )
    rig = _listed("rig", "What carries the camera.")
    stock = _listed("stock", "The film in the camera.")
    target = _field(
        str,
        "Shot",
        "What the shot is about: name:, tag:, role: or collection: and a pattern.",
    )
    first_frame = _field(
        int, OWN_NUMBERS, "First frame, in the shot's own rate; 0 and 0 bake all of them."
    )
    last_frame = _field(int, OWN_NUMBERS, "Last frame, included, in the shot's own rate.")
    phase = _field(
        float,
        OWN_NUMBERS,
        "The air, from 0 to 1: 0 is calm and clear, 1 wild and thick; -1 keeps the shot's own.",
    )
    take_file = _field(
        unreal.FilePath,
        "Take",
        "A shot.take.json that was baked elsewhere. Needs nothing installed.",
        FilePathFilter="json",
    )
    folder = _field(str, "Where", "Where Level Sequences go, such as /Game/Shots.")
    spawnable = _field(
        bool, "Where", "Camera and lights live in the sequence instead of in the level."
    )
    camera = _field(
        str,
        "Where",
        "A Cine Camera Actor of yours to key instead of making one: name: or tag: and a pattern; "
        "empty makes one.",
    )
    save_all = _field(
        bool, "Where", "Save the sequence, its pictures and the level after the bake."
    )
    film_look = _field(bool, "Where", "Let the film expose and grade the shot's camera.")

    render = _field(
        str,
        "Render",
        "A job in the Movie Render Queue; needs its plug-in, ProRes that of Apple ProRes too.",
        GetOptions="render_options",
    )
    render_folder = _field(
        unreal.DirectoryPath, "Render", "Where its files go; empty where Unreal has them go."
    )
    motion_samples = _field(
        int, "Render", "Moments of the open shutter that are blended into a frame."
    )

    scenario_options = _options("scenario")
    look_preset_options = _options("look_preset")
    move_preset_options = _options("move_preset")
    rig_options = _options("rig")
    stock_options = _options("stock")
    render_options = unreal.ufunction(ret=unreal.Array(str))(lambda self: [UNQUEUED, *FORMATS])


def new_choices() -> SceneStagerChoices:
    """The fields as they stand when the dialog opens for the first time."""
    choices = SceneStagerChoices()
    for name, value in (
        ("scenario", "hero_dolly_push_in"),
        ("phase", KEEP_PHASE),
        ("folder", FOLDER),
        ("film_look", True),
        ("render", UNQUEUED),
        ("motion_samples", RenderWishes().motion_samples),
        *UNASKED.items(),
    ):
        choices.set_editor_property(name, value)
    return choices


def shot_wishes(choices: SceneStagerChoices) -> ShotWishes:
    """Which shot, and what is wanted otherwise than it has it."""
    phase = float(choices.get_editor_property("phase"))
    first, last = (int(choices.get_editor_property(n)) for n in ("first_frame", "last_frame"))
    others = {name: asked(name, _words(choices, name)) for name in UNASKED}
    return ShotWishes(
        source=_words(choices, "sentence_or_file") or _words(choices, "scenario"),
        target=_words(choices, "target"),
        **others,
        phase=None if phase < 0.0 else phase,
        frames=None if first == last == 0 else (first, last),
    )


def _words(choices: SceneStagerChoices, name: str) -> str:
    return str(choices.get_editor_property(name)).strip()


def scene_wishes(choices: SceneStagerChoices) -> UnrealWishes:
    """What the bake may do to the level, and where its sequences go."""
    return UnrealWishes(
        take_look=bool(choices.get_editor_property("film_look")),
        folder=str(choices.get_editor_property("folder")).rstrip("/") or FOLDER,
        spawnable=bool(choices.get_editor_property("spawnable")),
        camera=_words(choices, "camera"),
        save=bool(choices.get_editor_property("save_all")),
        render=render_wishes(choices),
    )


def render_wishes(choices: SceneStagerChoices) -> RenderWishes | None:
    """The job that is asked for; none where the list says so."""
    wanted = _words(choices, "render")
    if wanted == UNQUEUED:
        return None
    folder = choices.get_editor_property("render_folder").get_editor_property("path")
    samples = int(choices.get_editor_property("motion_samples"))
    return RenderWishes(wanted, str(folder).strip(), samples)
