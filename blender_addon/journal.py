# SPDX-License-Identifier: GPL-3.0-or-later
"""Every change of a bake, each with the way back, so that a failure leaves the file as it was."""

from __future__ import annotations

from typing import Any

import bpy

from scene_stager.hosts import journal


class Journal(journal.Journal):
    """The journal of every host, with what Blender changes: attributes, custom properties, data."""

    def put(self, thing: object, name: str, value: object) -> None:
        """Set an attribute."""
        old = _plain(getattr(thing, name))
        if old != value:
            self.change(lambda: setattr(thing, name, value), lambda: setattr(thing, name, old))

    def tag(self, thing: bpy.types.ID, key: str, value: object) -> None:
        """Set a custom property; None removes it."""
        old = _plain(thing.get(key))
        if old != value:
            self.change(lambda: _tag(thing, key, value), lambda: _tag(thing, key, old))

    def make(self, kind: str, *arguments: object) -> Any:
        """A new data-block of a kind of bpy.data, such as "objects"."""
        shelf = getattr(bpy.data, kind)
        return self.create(lambda: shelf.new(*arguments), shelf.remove)


def _plain(value: Any) -> object:
    """A value that does not change when its owner does."""
    if hasattr(value, "to_list"):
        return value.to_list()
    if hasattr(value, "__len__") and not isinstance(value, (str, bytes, dict)):
        return tuple(value)
    return value


def _tag(thing: bpy.types.ID, key: str, value: object) -> None:
    if value is None:
        thing.pop(key, None)
    else:
        thing[key] = value
