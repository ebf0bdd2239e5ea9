# SPDX-License-Identifier: Apache-2.0
"""What Maya shows against what the Take says: every channel of every part, at every frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from maya import cmds

from scene_stager.hosts.euler import angle_between_deg, matrix_from_wxyz, transposed
from scene_stager.hosts.maya.nodes import COMPONENTS
from scene_stager.hosts.play import owner_of
from scene_stager.moks.take import Channel, Take

from . import scene
from .keys import ui_scales

METRES, DEGREES, RELATIVE = 1e-4, 1e-3, 1e-6
CM_PER_M, MM_PER_INCH = 100.0, 25.4
LOOKING = ("camera", "light")
NOT_ON_STAGE = ("shot", "film")
# Channels that Maya has a place for: the attribute of the camera's shape, and what one is there.
ON_THE_LENS = {
    "focal_length_mm": ("focalLength", 1.0, ""),
    "focus_distance_m": ("focusDistance", CM_PER_M, "distance"),
    "f_number": ("fStop", 1.0, ""),
    "shift_x_mm": ("horizontalFilmOffset", 1.0 / MM_PER_INCH, ""),
    "shift_y_mm": ("verticalFilmOffset", 1.0 / MM_PER_INCH, ""),
    "shutter_deg": ("shutterAngle", 1.0, "angle"),
}


@dataclass
class Comparison:
    """How many channels were compared, what differs, and what could not be found to compare."""

    channels: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def compare(take: Take) -> Comparison:
    """Look at every channel of the Take in the open scene."""
    made = scene.made_by(owner_of(take))
    found = Comparison()
    kinds = {entity.id: entity.kind for entity in take.entities}
    for channel in take.channels:
        if kinds.get(channel.entity) in NOT_ON_STAGE:
            continue
        path = made.get((channel.entity, ""))
        lines = None if path is None else _differences(take, channel, path, kinds)
        if lines is None:
            found.missing.append(f"{channel.name} is nowhere in the scene")
        else:
            found.channels += 1
            found.wrong += lines
    return found


def _differences(
    take: Take, channel: Channel, path: str, kinds: dict[str, str]
) -> list[str] | None:
    """Lines for the frames at which a channel is not what Maya shows; None when it is nowhere."""
    if channel.quantity == "translate_m":
        return list(_places(take, channel, path))
    if channel.quantity == "rotate_wxyz":
        looks = kinds[channel.entity] in LOOKING
        return list(_turns(take, channel, path)) if looks else []
    if kinds[channel.entity] == "camera" and channel.quantity in ON_THE_LENS:
        attribute, factor, unit = ON_THE_LENS[channel.quantity]
        scale = factor * ui_scales().get(unit, 1.0)
        return list(_numbers(take, channel, 0, f"{scene.shape_of(path)}.{attribute}", scale))
    ends = COMPONENTS.get(channel.width) or [f"_{n}" for n in range(channel.width)]
    attributes = [f"{channel.quantity}{end}" for end in ends]
    if not all(scene.has(path, attribute) for attribute in attributes):
        return None
    return [
        line
        for n, attribute in enumerate(attributes)
        for line in _numbers(take, channel, n, f"{path}.{attribute}", 1.0)
    ]


def _places(take: Take, channel: Channel, path: str) -> Iterator[str]:
    """By Maya's own world matrix, so that groups and units count."""
    up = str(cmds.upAxis(query=True, axis=True))
    for frame, wanted in zip(take.frames, channel.rows()):
        rows: Any = cmds.getAttr(f"{path}.worldMatrix[0]", time=frame)
        at_m = _stage(rows[12:15], up, 1.0 / CM_PER_M)
        off_m = max(abs(a - b) for a, b in zip(at_m, wanted))
        if off_m > METRES:
            yield f"{channel.entity} at frame {frame}: {off_m:.3g} m off"


def _turns(take: Take, channel: Channel, path: str) -> Iterator[str]:
    up = str(cmds.upAxis(query=True, axis=True))
    for frame, wanted in zip(take.frames, channel.rows()):
        rows: Any = cmds.getAttr(f"{path}.worldMatrix[0]", time=frame)
        x, y, z = (_unit(_stage(rows[n : n + 3], up, 1.0)) for n in (0, 4, 8))
        axes = (x, y, z)
        off_deg = angle_between_deg(transposed(axes), matrix_from_wxyz(wanted))
        if off_deg > DEGREES:
            yield f"{channel.entity} at frame {frame}: turned by {off_deg:.3g} degrees"


def _numbers(take: Take, channel: Channel, n: int, plug: str, scale: float) -> Iterator[str]:
    for frame, row in zip(take.frames, channel.rows()):
        shown: Any = cmds.getAttr(plug, time=frame)
        off = abs(shown / scale - row[n])
        if off > RELATIVE * max(abs(row[n]), 1.0):
            yield f"{channel.name} at frame {frame}: {off:.3g} off"


def _stage(vector: Any, up: str, factor: float) -> tuple[float, float, float]:
    """A vector of Maya's on the stage."""
    x, y, z = (part * factor for part in vector)
    return (x, -z, y) if up == "y" else (x, y, z)


def _unit(vector: tuple[float, float, float]) -> tuple[float, float, float]:
    x, y, z = vector
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length
