# SPDX-License-Identifier: Apache-2.0
"""Every change that a bake makes in a host, each with the way back. Standard library only."""

from __future__ import annotations

from typing import Callable, TypeVar, Union

Act = Callable[[], object]
Given = TypeVar("Given")


class Journal:
    """Makes changes and remembers how to take them back.

    `before_change` is called with a running number before every change; raising there stops the
    bake (progress bars, cancelling and tests live there).
    """

    def __init__(self, before_change: Union[Callable[[int], None], None] = None) -> None:
        self.changes = 0
        self._before_change = before_change
        self._back: list[Act] = []
        self._at_the_end: list[Act] = []
        self._last: list[Act] = []

    def change(self, act: Callable[[], Given], back: Act) -> Given:
        """Do something that can be taken back, and give what it gives.

        `back` has to cope with an act that failed half way.
        """
        self._announce()
        self._back.append(back)
        return act()

    def create(self, make: Callable[[], Given], destroy: Callable[[Given], object]) -> Given:
        """Make something that `destroy` can take away again; a `make` that fails leaves nothing."""
        self._announce()
        made = make()
        self._back.append(lambda: destroy(made))
        return made

    def at_the_end(self, act: Act, *, last: bool = False) -> None:
        """Do something once nothing can fail any more, such as deleting what was replaced."""
        (self._last if last else self._at_the_end).append(act)

    def commit(self) -> None:
        """Everything went well: do what was left for the end, in order."""
        for act in (*self._at_the_end, *self._last):
            act()
        self._forget()
        self._back.clear()

    def roll_back(self) -> None:
        """Take everything back, the last change first; one that fails does not stop the others."""
        self._forget()
        trouble = []
        while self._back:
            try:
                self._back.pop()()
            except Exception as error:  # noqa: BLE001 - told once the rest is back
                trouble.append(error)
        if trouble:
            raise trouble[0]

    def _announce(self) -> None:
        self.changes += 1
        if self._before_change is not None:
            self._before_change(self.changes)

    def _forget(self) -> None:
        self._at_the_end.clear()
        self._last.clear()
