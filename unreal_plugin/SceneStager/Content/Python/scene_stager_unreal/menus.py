# SPDX-License-Identifier: Apache-2.0
"""Tools > Scene Stager, and a button in the level editor's toolbar."""

from __future__ import annotations

import unreal

OWNER = "SceneStager"
TOOLS_MENU = "LevelEditor.MainMenu.Tools"
TOOLBAR = "LevelEditor.LevelEditorToolBar.User"
ICON = ("EditorStyle", "LevelEditor.Tabs.Cinematics")

BAKES = (
    "Compute the shot and write camera, lights, air and film into a Level Sequence as plain keys"
)
PLAYS = "Play a shot.take.json that was baked or matched elsewhere into a Level Sequence"
QUEUES = "Put the Level Sequence that Sequencer shows into the Movie Render Queue, as EXR or ProRes"
# Name, label, tool tip, and the function of commands.py that it calls; the words are those of
# Blender and Maya.
ENTRIES = (
    ("Bake", "Bake Scene...", BAKES, "bake_shot"),
    ("Play", "Match from Take...", PLAYS, "play_take"),
    ("Render", "Queue Render...", QUEUES, "queue_open"),
    ("Missing", "Select Missing Targets", "Select the actors that stand in", "select_missing"),
    ("Rebind", "Rebind Missing Targets", "Drop stand-ins whose targets are there now", "rebind"),
    ("Panel", "Open Panel", "Make the panel if need be, and open it", "open_panel"),
    ("Doctor", "Doctor", "What works in this editor, and what is missing", "run_doctor"),
)


def register() -> None:
    """Put the entries into the menus; safe to call again."""
    menus = unreal.ToolMenus.get()
    menus.unregister_owner_by_name(OWNER)
    tools = menus.extend_menu(TOOLS_MENU)
    tools.add_section(OWNER, unreal.Text("Scene Stager"))
    below = tools.add_sub_menu(
        OWNER, OWNER, OWNER, unreal.Text("Scene Stager"), unreal.Text("Shots as plain keys")
    )
    below.add_section("Shots", unreal.Text("Shots"))
    for entry in ENTRIES:
        below.add_menu_entry("Shots", _entry(entry, unreal.MultiBlockType.MENU_ENTRY))
    bar = menus.extend_menu(TOOLBAR)
    bar.add_section(OWNER)
    button = ("Toolbar", "Scene Stager", BAKES, "bake_shot")
    bar.add_menu_entry(OWNER, _entry(button, unreal.MultiBlockType.TOOL_BAR_BUTTON))
    menus.refresh_all_widgets()


def unregister() -> None:
    """Take the entries out of the menus."""
    menus = unreal.ToolMenus.get()
    menus.unregister_owner_by_name(OWNER)
    menus.refresh_all_widgets()


def _entry(told: tuple[str, str, str, str], kind: unreal.MultiBlockType) -> unreal.ToolMenuEntry:
    name, label, tip, function = told
    entry = unreal.ToolMenuEntry(
        name=f"{OWNER}.{name}", owner=unreal.ToolMenuOwner(OWNER), type=kind
    )
    entry.set_label(unreal.Text(label))
    entry.set_tool_tip(unreal.Text(tip))
    entry.set_icon(*ICON)
    command = f"from {__package__} import commands; commands.{function}()"
    entry.set_string_command(unreal.ToolMenuStringCommandType.PYTHON, "", command)
    return entry
