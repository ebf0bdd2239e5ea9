# SPDX-License-Identifier: Apache-2.0
"""What works in this Maya, one line each, with what to do about what does not."""

from __future__ import annotations

import sys
from pathlib import Path

from maya import cmds

from . import keys, look, wishes
from .host import ARNOLD

OLDEST, NEWEST = 2023, 2027
SHELF = "shelf_SceneStager.mel"
PLAY_PYTHON = (3, 9)


def report() -> list[str]:
    """Lines for people: ok, no or unknown, and what each is good for."""
    return [*_maya(), *_python(), *_parts(), *_shelf(), *_scene()]


def _maya() -> list[str]:
    text = str(cmds.about(version=True))
    year = int(text[:4]) if text[:4].isdigit() else 0
    if OLDEST <= year <= NEWEST:
        return [f"ok: Maya {text}"]
    return [f"unknown: Maya {text}; written for {OLDEST} to {NEWEST}"]


def _python() -> list[str]:
    here = ".".join(map(str, sys.version_info[:3]))
    plays = "ok" if sys.version_info >= PLAY_PYTHON else "no"
    reason = wishes.why_not()
    return [
        f"{plays}: Python {here} plays a shot.take.json (3.9 and later do)",
        f"no: {reason}" if reason else "ok: baking in Maya, with numpy",
    ]


def _parts() -> list[str]:
    arnold = cmds.pluginInfo(ARNOLD, query=True, loaded=True)
    films = look.looks()
    return [
        "ok: keys are written in bulk by the plug-in"
        if keys.has_command()
        else f"no: the plug-in {keys.PLUGIN} does not load; keys are written one by one, which is "
        "slower (Windows > Settings/Preferences > Plug-in Manager)",
        "ok: Arnold's lights and atmosphere"
        if arnold
        else f"no: {ARNOLD} is not loaded; lights are Maya's own, fog stays a keyed locator",
        f"ok: {len(films)} film looks: {', '.join(films)}"
        if films
        else "no: no film looks here; the released archive has them",
    ]


def _shelf() -> list[str]:
    """Autodesk, MAYA_SHELF_PATH: of shelves with one name the first that is found counts."""
    kept = Path(str(cmds.internalVar(userShelfDir=True))) / SHELF
    if not kept.is_file():
        return []
    return [
        f"no: {SHELF} lies in your own shelves too and may hide the module's; delete it there "
        "while Maya is closed"
    ]


def _scene() -> list[str]:
    up = cmds.upAxis(query=True, axis=True)
    unit = cmds.currentUnit(query=True, linear=True)
    time = cmds.currentUnit(query=True, time=True)
    return [
        f"ok: this scene has +{up} up, shows {unit} and plays at {time}; keys follow",
        "Nobody has run this module in Maya yet: docs/hosts.md says what was checked, and how.",
    ]
