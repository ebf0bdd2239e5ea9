"""A host in one screen: its scene is plain data, y up and in centimetres, as the web likes it.

docs/write_a_host.md explains it line by line, and tests/hosts/test_contract.py holds it to every
promise that a host makes.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.moks_host import HostObject, Part, SceneView
from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import multiply_wxyz, rotate_wxyz
from scene_stager.moks.clock import Clock

PER_METRE = 100.0
PAGE_FROM_STAGE_WXYZ = np.array([0.5**0.5, -(0.5**0.5), 0.0, 0.0])  # z up becomes y up

Rows = list[tuple[float, ...]]


class PageHost:
    """A scene of named things: each with labels, an owner, its part, its facts and its keys."""

    name = "page"

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}
        self.fps = (24, 1)
        self.undo_steps: list[dict[str, dict[str, Any]]] = []

    def look(self) -> SceneView:
        """What stands in the scene, and its rate."""
        seen = (HostObject(n, **t["labels"], owner=t["owner"]) for n, t in self.things.items())
        return SceneView(tuple(seen), self.fps)

    @contextmanager
    def one_undo_step(self, title: str) -> Iterator[None]:
        """All of it or none of it."""
        before = copy.deepcopy(self.things)
        try:
            yield
        except BaseException as error:
            self.things = before
            if isinstance(error, StagerError) or not isinstance(error, Exception):
                raise
            raise HostError(f"page: {title} was taken back: {error}") from error
        self.undo_steps.append(before)

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's thing, or take the one made before, and key it."""
        name = self._mine(part, owner)
        thing = self.things[name]
        if thing["locked"]:
            raise HostError(f"page: {name} is locked")
        users = {q: keys for q, keys in thing["keys"].items() if keys["by"] != owner}
        for channel in part.channels:
            if channel.quantity in users:
                raise HostError(f"page: {name}.{channel.quantity} was keyed by hand")
        self.change(name, facts=part.entity.facts.plain(), keys=dict(users))
        for channel in part.channels:
            rows = to_page(channel.quantity, np.array(list(channel.rows())))
            keyed = {"by": owner, "first": clock.start_frame, "rows": plain(rows)}
            self.change(name, keys={**self.things[name]["keys"], channel.quantity: keyed})
        return sum(len(channel) for channel in part.channels)

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made and does not need; let go of what the user has keyed."""
        gone = [n for n, t in self.things.items() if t["owner"] == owner and t["part"] not in keep]
        for name in gone:
            keys = self.things[name]["keys"]
            users = {quantity: one for quantity, one in keys.items() if one["by"] != owner}
            if users:
                self.change(name, owner="", part="", keys=users)
            else:
                self.change(name, remove=True)
        return tuple(gone)

    def change(self, name: str, remove: bool = False, **values: Any) -> None:
        """The one place where the scene changes."""
        if remove:
            del self.things[name]
        else:
            self.things[name] = {**self.things.get(name, {}), **values}

    def _mine(self, part: Part, owner: str) -> str:
        """The name of what this owner made for the part; something new if it must be another."""
        wanted = part.stand_in.name if part.stand_in else f"{owner}.{part.id}"
        for name, thing in list(self.things.items()):
            if (thing["owner"], thing["part"]) == (owner, part.id):
                if part.stand_in is None or thing["selector"] == part.stand_in.selector:
                    return name
                self.change(name, remove=True)
        name, number = wanted, 1
        while name in self.things:
            name, number = f"{wanted}.{number}", number + 1
        self.change(name, **empty(owner, part.id))
        if part.stand_in:
            place = to_page("translate_m", np.array([part.stand_in.position_m]))
            self.change(name, selector=part.stand_in.selector, place_cm=plain(place)[0])
        return name


def empty(owner: str = "", part: str = "") -> dict[str, Any]:
    """A thing with nothing on it."""
    bare: dict[str, Any] = {"labels": {}, "facts": {}, "keys": {}, "selector": "", "locked": False}
    return {**bare, "owner": owner, "part": part}


def to_page(quantity: str, rows: Floats) -> Floats:
    """Rows of a channel in this host's axes and units; what has neither stays as it is."""
    if quantity == "translate_m":
        return PER_METRE * rotate_wxyz(PAGE_FROM_STAGE_WXYZ, rows)
    if quantity == "rotate_wxyz":
        return multiply_wxyz(PAGE_FROM_STAGE_WXYZ, rows)
    return rows


def plain(rows: Floats) -> Rows:
    """Rows as plain data."""
    return [tuple(row) for row in rows.tolist()]
