# SPDX-License-Identifier: GPL-3.0-or-later
"""What a shot moves by drivers of one variable, because its thing must not have an Action.

Blender says "Failed to add relation Animation -> Rigid Body" on the console, at every change, for
each force field whose object has an Action. Such a driver is no Python: it plays in every Blender,
with the add-on or without, and needs nobody's trust.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import bpy

from .keys import Keyboard

VARIABLE = "shot"  # by which a driver of ours is known


@dataclass(frozen=True)
class Wire:
    """A property that follows one of the part's own object: holder, both paths, how many numbers.

    The width is 0 for a property that is no array.
    """

    holder: str
    path: str
    source: str
    width: int = 0

    def lay(self, keyboard: Keyboard, thing: bpy.types.Object, leader: bpy.types.Object) -> None:
        """Let a thing follow; a driver of the user's is left alone, and named as stronger."""
        for index in range(self.width) or (-1,):
            keyboard.keep_free(thing, self.path, max(index, 0))
            ours = self._driver(keyboard, thing, index)
            if ours is not None:
                keyboard.journal.put(ours.driver.variables[0].targets[0], "id", leader)

    def take_up(self, keyboard: Keyboard, thing: bpy.types.Object) -> None:
        """Take the drivers of ours away again."""
        for curve in _drivers(thing, self.path):
            if is_ours(curve):
                index = curve.array_index if self.width else -1
                leader = curve.driver.variables[0].targets[0].id
                keyboard.journal.change(
                    partial(thing.driver_remove, self.path, index),
                    partial(self._again, thing, index, leader),
                )

    def _driver(self, keyboard: Keyboard, thing: bpy.types.Object, index: int) -> Any:
        """The driver of one number, made if need be; None where the user has put another."""
        for curve in _drivers(thing, self.path):
            if curve.array_index == max(index, 0):
                return curve if is_ours(curve) else None
        if thing.animation_data is None:
            keyboard.journal.change(thing.animation_data_create, thing.animation_data_clear)
        return keyboard.journal.create(
            partial(self._new, thing, index),
            lambda made: thing.driver_remove(self.path, index),
        )

    def _again(self, thing: bpy.types.Object, index: int, leader: bpy.types.ID | None) -> None:
        self._new(thing, index).driver.variables[0].targets[0].id = leader

    def _new(self, thing: bpy.types.Object, index: int) -> Any:
        curve: Any = thing.driver_add(self.path, index)
        curve.driver.type = "AVERAGE"
        variable = curve.driver.variables.new()
        variable.name = VARIABLE
        variable.targets[0].data_path = self.source if index < 0 else f"{self.source}[{index}]"
        return curve


def is_ours(curve: Any) -> bool:
    """True for a driver that a wire has made, and nobody has rewritten."""
    return curve.driver.type == "AVERAGE" and [v.name for v in curve.driver.variables] == [VARIABLE]


def _drivers(thing: bpy.types.Object, path: str) -> list[Any]:
    data = thing.animation_data
    return [one for one in data.drivers if one.data_path == path] if data is not None else []
