# SPDX-License-Identifier: Apache-2.0
"""The panel: an Editor Utility Widget, which only the editor can make, built on first use.

Where an editor does not allow this, the menu does the same things.
"""

from __future__ import annotations

from typing import Callable, Mapping, cast

import unreal

from scene_stager.errors import HostError

from .menus import ENTRIES

HOME, NAME = "/Game/SceneStager/UI", "SceneStagerPanel"
PATH = f"{HOME}/{NAME}"
ROOT = "Column"
WHOLE, BUILT = "SceneStagerPanel", "3"  # on a panel that was finished: which one it is
BUTTONS = tuple((f"{name}Button", *rest) for name, *rest in ENTRIES if name != "Panel")
NEEDS = ("EditorUtilityWidgetBlueprintFactory", "EditorUtilityLibrary", "EditorUtilitySubsystem")


def can_be_made() -> bool:
    """True when this editor's Python has what the panel is made with."""
    if not all(hasattr(unreal, name) for name in NEEDS):
        return False
    return hasattr(unreal.EditorUtilityLibrary, "add_source_widget")  # not in 5.3


def open_panel(actions: Mapping[str, Callable[[], object]]) -> None:
    """Open the panel as a tab, its buttons tied to these; HostError when there can be none."""
    if not can_be_made():
        raise HostError("this editor's Python makes no panels; Tools > Scene Stager does the same")
    library = unreal.EditorAssetLibrary
    found = library.load_asset(PATH) if library.does_asset_exist(PATH) else None
    if found is not None and str(library.get_metadata_tag(found, WHOLE)) != BUILT:
        library.delete_loaded_asset(found)  # half made, or by an older version
        found = None
    if found is None:
        found = _build(library)
    tabs = unreal.get_editor_subsystem(unreal.EditorUtilitySubsystem)
    widget = tabs.spawn_and_register_tab(cast(unreal.EditorUtilityWidgetBlueprint, found))
    _connect(widget, actions)


def _build(library: type[unreal.EditorAssetLibrary]) -> unreal.EditorUtilityWidgetBlueprint:
    """The widget: a column of buttons. One that cannot be finished is deleted again."""
    factory = unreal.EditorUtilityWidgetBlueprintFactory()
    factory.set_editor_property("parent_class", unreal.EditorUtilityWidget)
    tools = unreal.AssetToolsHelpers.get_asset_tools()
    asset = tools.create_asset(NAME, HOME, unreal.EditorUtilityWidgetBlueprint, factory)
    made = cast(unreal.EditorUtilityWidgetBlueprint, asset)
    if asset is None:
        raise HostError(f"Unreal would not make {PATH}; Tools > Scene Stager does the same")
    try:
        _fill(made)
    except BaseException:
        library.delete_loaded_asset(made)
        raise
    library.set_metadata_tag(made, WHOLE, BUILT)
    return made


def _fill(made: unreal.EditorUtilityWidgetBlueprint) -> None:
    add = unreal.EditorUtilityLibrary.add_source_widget
    add(made, unreal.VerticalBox, ROOT, "None")
    for name, label, tip, _ in BUTTONS:
        button = add(made, unreal.Button, name, ROOT)
        if button is not None:
            button.set_editor_property("tool_tip_text", unreal.Text(tip))
        words = add(made, unreal.TextBlock, f"{name}Label", name)
        if words is not None:
            words.set_editor_property("text", unreal.Text(label))
    unreal.BlueprintEditorLibrary.compile_blueprint(made)


def _connect(
    widget: unreal.EditorUtilityWidget, actions: Mapping[str, Callable[[], object]]
) -> None:
    """Let the buttons of an open panel do something."""
    for name, _, _, function in BUTTONS:
        button = widget.find_child_widget_by_name(name)
        if button is None:
            raise HostError(f"the panel has no {name}; delete {PATH} and open the panel again")
        button.get_editor_property("on_clicked").add_callable_unique(actions[function])
