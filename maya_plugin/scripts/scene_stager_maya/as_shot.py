# SPDX-License-Identifier: Apache-2.0
"""Time slider, render camera and resolution as a shot has them: by a click, never by a bake."""

from __future__ import annotations

import json
from typing import Any

from maya import cmds

from scene_stager.errors import HostError
from scene_stager.hosts.maya.build import CLOCK, OWNER, PART

from . import scene

WIDTH_PX = 1920
RESOLUTION = "defaultResolution"


def cameras() -> tuple[str, ...]:
    """The cameras of all shots in the scene, by their full paths."""
    paths = cmds.ls(f"*.{OWNER}", objectsOnly=True, recursive=True, long=True) or ()
    return tuple(path for path in paths if scene.text_of(path, PART) == "camera")


def set_up(camera: str = "") -> str:
    """Let the scene play and render a shot: the one of this camera, of what is selected, or the
    only one there is. Says what was set. One undo step; HostError when it is not clear which.
    """
    path = camera or _which()
    clock = json.loads(scene.text_of(path, CLOCK))
    first, last = clock[0], clock[0] + clock[1] - 1
    shape = scene.shape_of(path)
    wide, high = (_inches(shape, f"{side}FilmAperture") for side in ("horizontal", "vertical"))
    height_px = 2 * round(WIDTH_PX * high / wide / 2)
    cmds.undoInfo(openChunk=True, chunkName="Scene Stager: as the shot")
    try:
        cmds.playbackOptions(
            minTime=first, maxTime=last, animationStartTime=first, animationEndTime=last
        )
        for other in cmds.ls(type="camera", long=True) or ():
            scene.put(other, "renderable", other == shape)
        for attribute, value in (("width", WIDTH_PX), ("height", height_px)):
            scene.put(RESOLUTION, attribute, value)
        scene.put(RESOLUTION, "deviceAspectRatio", WIDTH_PX / height_px)
    finally:
        cmds.undoInfo(closeChunk=True)
    name = path.rpartition("|")[2]
    return f"{name}: frames {first} to {last}, rendered at {WIDTH_PX} x {height_px}"


def _which() -> str:
    mine = cameras()
    if not mine:
        raise HostError("Maya: no shot here yet; bake one first")
    picked = [path for path in cmds.ls(selection=True, long=True) or () if path in mine]
    if len(picked) == 1 or len(mine) == 1:
        return (picked or mine)[0]
    names = ", ".join(path.rpartition("|")[2] for path in mine)
    raise HostError(f"Maya: {len(mine)} shots here ({names}); select the camera of one")


def _inches(shape: str, attribute: str) -> float:
    value: Any = cmds.getAttr(f"{shape}.{attribute}")
    if not value > 0.0:
        raise HostError(f"Maya: {shape}.{attribute} is {value}, expected more than 0 inches")
    return float(value)
