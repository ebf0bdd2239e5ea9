# SPDX-License-Identifier: Apache-2.0
"""The menu "Scene Stager" in Maya's main window. The shelf comes from the module's own folder."""

from __future__ import annotations

from maya import cmds

from . import window

MENU, LABEL, MAIN = "SceneStagerMenu", "Scene Stager", "MayaWindow"
ITEMS = (
    ("Window...", window.show, "What to bake, and what is missing"),
    ("Match from Take...", window.match, "Play a shot.take.json"),
    ("Play and Render as the Shot", window.set_up, "Range, render camera and resolution"),
    ("Rebind Missing Targets", window.rebind, "Look for them again"),
    ("Doctor", window.run_doctor, "What works in this Maya"),
)


def build() -> None:
    """Make the menu, once; nothing happens without windows."""
    if cmds.about(batch=True):
        return
    if cmds.menu(MENU, exists=True):
        cmds.deleteUI(MENU)
    cmds.menu(MENU, label=LABEL, parent=MAIN, tearOff=True)
    for label, act, about in ITEMS:
        cmds.menuItem(label=label, parent=MENU, annotation=about, command=lambda *_, act=act: act())
