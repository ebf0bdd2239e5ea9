# SPDX-License-Identifier: Apache-2.0
"""The film's look through Maya's colour management: an OCIO config that comes with the module.

Colour management belongs to the whole scene and is not part of undo, so a bake leaves it alone; the
window switches it, and back to what it was.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from maya import cmds

from scene_stager.errors import HostError

HOME = Path(__file__).resolve().parent / "looks"
CONFIG = "config.ocio"
BEFORE = "sceneStagerColorBefore"  # of fileInfo: what it was


def looks() -> tuple[str, ...]:
    """The stocks whose look this copy of the module carries."""
    return tuple(sorted(f.stem for f in HOME.glob("*.cube") if not f.stem.startswith("_")))


def show(stock: str) -> None:
    """Look at the scene through a stock; HostError when that look is not here."""
    config = HOME / CONFIG
    if stock not in looks() or not config.is_file():
        raise HostError(f"Maya: no look of {stock!r} here, only {', '.join(looks()) or 'none'}")
    prefs = cmds.colorManagementPrefs
    if not _told():
        before = {
            "config": prefs(query=True, configFilePath=True) or "",
            "own": bool(prefs(query=True, cmConfigFileEnabled=True)),
            "on": bool(prefs(query=True, cmEnabled=True)),
            "view": prefs(query=True, viewName=True) or "",
        }
        cmds.fileInfo(BEFORE, json.dumps(before))
    prefs(edit=True, cmEnabled=True)
    prefs(edit=True, configFilePath=config.as_posix(), cmConfigFileEnabled=True)
    views: Any = prefs(query=True, viewNames=True)
    wanted = [name for name in views or () if _same(name, stock)]
    if not wanted:
        restore()
        raise HostError(f"Maya: {CONFIG} has no view for {stock}; colours are as they were")
    prefs(edit=True, viewName=wanted[0])


def restore() -> None:
    """Colour management as it was before the first look."""
    before = _told()
    if not before:
        return
    prefs = cmds.colorManagementPrefs
    prefs(edit=True, configFilePath=before["config"], cmConfigFileEnabled=before["own"])
    views: Any = prefs(query=True, viewNames=True)
    if before["view"] in (views or ()):
        prefs(edit=True, viewName=before["view"])
    prefs(edit=True, cmEnabled=before["on"])
    cmds.fileInfo(remove=BEFORE)


def _told() -> dict[str, Any]:
    found = cmds.fileInfo(BEFORE, query=True)
    return json.loads(found[0].replace('\\"', '"')) if found else {}


def _same(view: str, stock: str) -> bool:
    plain = "".join(c for c in view.lower() if c.isalnum())
    return plain.startswith("".join(c for c in stock.lower() if c.isalnum()))
