# SPDX-License-Identifier: Apache-2.0
"""A host that only writes things down, and keeps every promise that a real one must keep.

Tests use it, and so can anybody who wants to see what a Take would do to a scene.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Mapping

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.moks_host import HostObject, Part, SceneView
from scene_stager.hosts.proxy_null import ProxyNullSpec
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import Facts
from scene_stager.moks.take import Channel

USER = ""  # whoever owns what has no owner


@dataclass(frozen=True)
class NotebookCurve:
    """The keys of one quantity: one row per frame from `start_frame` on, and whose they are."""

    owner: str
    unit: str
    start_frame: int
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Note:
    """One object of the notebook. `part` is which part of its owner's shot it is."""

    thing: HostObject
    part: str = ""
    kind: str = "object"
    stand_in: ProxyNullSpec | None = None
    facts: Facts | None = None
    curves: Mapping[str, NotebookCurve] = field(default_factory=dict)
    locked: bool = False

    def curves_of(self, owner: str) -> dict[str, NotebookCurve]:
        """The curves that this owner has keyed."""
        return {name: curve for name, curve in self.curves.items() if curve.owner == owner}


Page = Mapping[str, Note]


class NotebookHost:
    """Remembers objects and curves; forgets everything about a bake that fails half way.

    `fail_at` makes the n-th change of a bake fail with `failure`, counted from one.
    """

    name = "notebook"

    def __init__(self, fps: tuple[int, int] | None = (24, 1)) -> None:
        self.fps = fps
        self.page: Page = {}
        self.fail_at = 0
        self.failure: BaseException = RuntimeError("the notebook was told to fail")
        self.changes = 0
        self._undo: list[tuple[str, Page]] = []
        self._writing = False

    # ---- what its user does

    def add(
        self,
        name: str,
        *,
        tags: Sequence[str] = (),
        roles: Sequence[str] = (),
        collections: Sequence[str] = (),
    ) -> None:
        """Put an object of the user's into the scene."""
        thing = HostObject(name, tuple(tags), tuple(roles), tuple(collections))
        self._as_user(f"Add {name}", {**self.page, name: Note(thing)})

    def key(self, name: str, quantity: str, rows: Sequence[tuple[float, ...]]) -> None:
        """Key a quantity of any object by hand, from frame 1 on."""
        note = self.page[name]
        curve = NotebookCurve(USER, "1", 1, tuple(rows))
        keyed = replace(note, curves={**note.curves, quantity: curve})
        self._as_user(f"Key {quantity}", {**self.page, name: keyed})

    def lock(self, name: str) -> None:
        """Make an object refuse to be changed."""
        locked = replace(self.page[name], locked=True)
        self._as_user(f"Lock {name}", {**self.page, name: locked})

    def undo(self) -> str:
        """Take the last step back and name it. Raises HostError when there is none."""
        if not self._undo:
            raise HostError("notebook: nothing to undo")
        title, self.page = self._undo.pop()
        return title

    @property
    def undo_titles(self) -> tuple[str, ...]:
        """What can be undone, oldest first."""
        return tuple(title for title, _ in self._undo)

    def find_part(self, owner: str, part: str) -> Note:
        """The object that was made for a part of a shot. Raises HostError when there is none."""
        for note in self.page.values():
            if (note.thing.owner, note.part) == (owner, part):
                return note
        raise HostError(f"notebook: {owner!r} has made nothing for {part!r}")

    # ---- what a host does

    def look(self) -> SceneView:
        """What stands in the scene now."""
        return SceneView(tuple(note.thing for note in self.page.values()), self.fps)

    @contextmanager
    def one_undo_step(self, title: str) -> Iterator[None]:
        """Group what follows into one undo step; put everything back if anything escapes.

        Raises HostError for what escapes and is none, and for a step inside another.
        """
        if self._writing:
            raise HostError("notebook: a step cannot begin inside another")
        before, self._writing, self.changes = self.page, True, 0
        try:
            yield
            self._undo.append((title, before))
        except BaseException as error:
            self.page = before
            if isinstance(error, StagerError) or not isinstance(error, Exception):
                raise
            raise HostError(f"notebook: {title} was taken back: {error}") from error
        finally:
            self._writing = False

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's object, or take the one made before, and key it. Raises HostError for
        what the user has keyed or locked."""
        note = self._mine(part, owner)
        users = note.curves_of(USER)
        for channel in part.channels:
            if channel.quantity in users:
                where = f"{note.thing.name}.{channel.quantity}"
                raise HostError(f"notebook: {where} was keyed by hand and is left alone")
        self._put(replace(note, stand_in=part.stand_in, facts=part.entity.facts, curves=users))
        for channel in part.channels:
            self._put(_keyed(self.page[note.thing.name], channel, clock, owner))
        return sum(len(channel) * channel.width for channel in part.channels)

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made for parts that are not in `keep`, and name it."""
        swept = []
        for name, note in list(self.page.items()):
            if note.thing.owner != owner or note.part in keep:
                continue
            swept.append(name)
            users = note.curves_of(USER)
            if users:
                freed = replace(note.thing, owner=USER)
                self._put(replace(note, thing=freed, part="", curves=users))
            else:
                self._drop(note)
        return tuple(swept)

    def _mine(self, part: Part, owner: str) -> Note:
        """What this owner made for the part before, or a new note of its own name."""
        try:
            note = self.find_part(owner, part.id)
        except HostError:
            note = Note(HostObject("", owner=owner), part.id)
        if note.thing.name and (part.stand_in is None or part.stand_in == note.stand_in):
            return note
        if note.thing.name:  # it stood in for something else, so its name is wrong now
            self._drop(note)
        wanted = part.stand_in.name if part.stand_in else f"{owner}.{part.id}"
        named = replace(note.thing, name=self._free_name(wanted))
        return replace(note, thing=named, kind="stand-in" if part.stand_in else part.entity.kind)

    def _free_name(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self.page:
            name, number = f"{wanted}.{number:03d}", number + 1
        return name

    def _drop(self, note: Note) -> None:
        self._change({key: one for key, one in self.page.items() if one is not note}, note)

    def _put(self, note: Note) -> None:
        self._change({**self.page, note.thing.name: note}, self.page.get(note.thing.name, note))

    def _change(self, page: Page, touched: Note) -> None:
        """Every change of a bake comes through here, so that any one of them can fail."""
        if not self._writing:
            raise HostError("notebook: a bake writes inside one undo step")
        if touched.locked:
            raise HostError(f"notebook: {touched.thing.name} is locked")
        self.changes += 1
        if self.changes == self.fail_at:
            raise self.failure
        self.page = page

    def _as_user(self, title: str, page: Page) -> None:
        self._undo.append((title, self.page))
        self.page = page


def _keyed(note: Note, channel: Channel, clock: Clock, owner: str) -> Note:
    curve = NotebookCurve(owner, channel.unit, clock.start_frame, tuple(channel.rows()))
    return replace(note, curves={**note.curves, channel.quantity: curve})
