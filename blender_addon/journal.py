# SPDX-License-Identifier: GPL-3.0-or-later
"""Every change of a bake, each with the way back, so that a failure leaves the file as it was."""

from __future__ import annotations

from collections.abc import Callable

import bpy

Act = Callable[[], object]


class Journal:
    """Makes changes and remembers how to take them back.

    `before_change` is called with a running number before every change; raising there stops the
    bake (progress bars, cancelling and tests live there).
    """

    def __init__(self, before_change: Callable[[int], None]) -> None:
        self.changes = 0
        self._before_change = before_change
        self._back: list[Act] = []
        self._at_the_end: list[Act] = []
        self._last: list[Act] = []

    def change(self, act: Act, back: Act) -> None:
        """Do something that can be taken back."""
        self.changes += 1
        self._before_change(self.changes)
        self._back.append(back)
        act()

    def put(self, thing, name: str, value: object) -> None:
        """Set an attribute."""
        old = _plain(getattr(thing, name))
        if old != value:
            self.change(lambda: setattr(thing, name, value), lambda: setattr(thing, name, old))

    def tag(self, thing, key: str, value: object) -> None:
        """Set a custom property; None removes it."""
        old = _plain(thing.get(key))
        if old != value:
            self.change(lambda: _tag(thing, key, value), lambda: _tag(thing, key, old))

    def make(self, kind: str, *arguments: object):
        """A new data-block of a kind of bpy.data, such as "objects"."""
        shelf, made = getattr(bpy.data, kind), []
        self.change(
            lambda: made.append(shelf.new(*arguments)), lambda: [shelf.remove(one) for one in made]
        )
        return made[0]

    def at_the_end(self, act: Act, *, last: bool = False) -> None:
        """Do something once nothing can fail any more, such as deleting what was set aside."""
        (self._last if last else self._at_the_end).append(act)

    def commit(self) -> None:
        """Everything went well."""
        for act in (*self._at_the_end, *self._last):
            act()

    def roll_back(self) -> None:
        """Take everything back, the last change first."""
        while self._back:
            self._back.pop()()


def _plain(value: object) -> object:
    """A value that does not change when its owner does."""
    if hasattr(value, "to_list"):
        return value.to_list()
    if hasattr(value, "__len__") and not isinstance(value, (str, bytes, dict)):
        return tuple(value)
    return value


def _tag(thing, key: str, value: object) -> None:
    if value is None:
        thing.pop(key, None)
    else:
        thing[key] = value
