# SPDX-License-Identifier: Apache-2.0
"""What an artist chooses, as one object that Unreal shows in a details dialog."""

from __future__ import annotations

import unreal

from scene_stager.hosts.wishes import ShotWishes

from .wishes import FOLDER, UnrealWishes

KEEP_PHASE = -1.0  # leave the script's own


@unreal.uclass()
class SceneStagerChoices(unreal.Object):
    """The fields of the dialog, in its order, which is that of the panel in Blender."""

    scenario = unreal.uproperty(
        str,
        meta={
            "Category": "Shot",
            "ToolTip": "The shot to begin with: a scenario's name, a script file, or a sentence. "
            "Needs numpy.",
        },
    )
    look_preset = unreal.uproperty(
        str,
        meta={
            "Category": "Shot",
            "ToolTip": "A preset of your library, put on the shot, by its name; empty for none.",
        },
    )
    move_preset = unreal.uproperty(
        str,
        meta={
            "Category": "Shot",
            "ToolTip": "A preset that brings a rig and its move, over all the rest; empty for "
            "none.",
        },
    )
    rig = unreal.uproperty(
        str,
        meta={
            "Category": "Shot",
            "ToolTip": "What carries the camera; empty keeps the shot's own.",
        },
    )
    stock = unreal.uproperty(
        str,
        meta={"Category": "Shot", "ToolTip": "The film in the camera; empty keeps the shot's own."},
    )
    target = unreal.uproperty(
        str,
        meta={
            "Category": "Shot",
            "ToolTip": "What the shot is about: name:, tag:, role: or collection: and a pattern.",
        },
    )
    first_frame = unreal.uproperty(
        int,
        meta={
            "Category": "Your Own Numbers",
            "ToolTip": "First frame, in the shot's own rate; 0 and 0 bake all of them.",
        },
    )
    last_frame = unreal.uproperty(
        int,
        meta={
            "Category": "Your Own Numbers",
            "ToolTip": "Last frame, included, in the shot's own rate.",
        },
    )
    phase = unreal.uproperty(
        float,
        meta={
            "Category": "Your Own Numbers",
            "ToolTip": "The air, from 0 to 1: 0 is calm and clear, 1 wild and thick; "
            "-1 keeps the shot's own.",
        },
    )
    take_file = unreal.uproperty(
        unreal.FilePath,
        meta={
            "Category": "Take",
            "FilePathFilter": "json",
            "ToolTip": "A shot.take.json that was baked elsewhere. Needs nothing installed.",
        },
    )
    folder = unreal.uproperty(
        str, meta={"Category": "Where", "ToolTip": "Where Level Sequences go, such as /Game/Shots."}
    )
    spawnable = unreal.uproperty(
        bool,
        meta={
            "Category": "Where",
            "ToolTip": "Camera and lights live in the sequence instead of in the level.",
        },
    )
    save_all = unreal.uproperty(
        bool,
        meta={
            "Category": "Where",
            "ToolTip": "Save the sequence, its pictures and the level after the bake.",
        },
    )
    film_look = unreal.uproperty(
        bool,
        meta={"Category": "Where", "ToolTip": "Let the film expose and grade the shot's camera."},
    )


def new_choices() -> SceneStagerChoices:
    """The fields as they stand when the dialog opens for the first time."""
    choices = SceneStagerChoices()
    for name, value in (
        ("scenario", "hero_dolly_push_in"),
        ("phase", KEEP_PHASE),
        ("folder", FOLDER),
        ("film_look", True),
    ):
        choices.set_editor_property(name, value)
    return choices


def shot_wishes(choices: SceneStagerChoices) -> ShotWishes:
    """Which shot, and what is wanted otherwise than it has it."""
    phase = float(choices.get_editor_property("phase"))
    first, last = (int(choices.get_editor_property(n)) for n in ("first_frame", "last_frame"))
    words = ("rig", "stock", "target", "look_preset", "move_preset")
    asked = {name: str(choices.get_editor_property(name)).strip() for name in words}
    return ShotWishes(
        source=str(choices.get_editor_property("scenario")),
        **asked,
        phase=None if phase < 0.0 else phase,
        frames=None if first == last == 0 else (first, last),
    )


def scene_wishes(choices: SceneStagerChoices) -> UnrealWishes:
    """What the bake may do to the level, and where its sequences go."""
    return UnrealWishes(
        take_look=bool(choices.get_editor_property("film_look")),
        folder=str(choices.get_editor_property("folder")).rstrip("/") or FOLDER,
        spawnable=bool(choices.get_editor_property("spawnable")),
        save=bool(choices.get_editor_property("save_all")),
    )
