"""What a bench is: how a test plays the user of a host and reads back what a bake wrote.

A new host joins by one entry in registry.py, and has to keep every promise in promises.py.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol

from scene_stager.hosts.moks_host import MoksHost
from scene_stager.hosts.notebook import NotebookHost

Rows = list[tuple[float, ...]]


class Bench(Protocol):
    """What promises need from the user's side of a host."""

    host: MoksHost

    def add(self, name: str, **labels: Sequence[str]) -> None:
        """Put an object of the user's into the scene, with tags, roles and collections."""

    def key(self, name: str, quantity: str, rows: Rows) -> None:
        """Key a quantity of any object by hand."""

    def lock(self, name: str) -> None:
        """Make an object refuse to be changed."""

    def set_rate(self, fps: tuple[int, int]) -> None:
        """Set the rate of the scene."""

    def undo(self) -> None:
        """What one Ctrl-Z does."""

    def snapshot(self) -> object:
        """Everything about the scene that a user could see, comparable with ==."""

    def objects(self) -> dict[str, object]:
        """The same, object by object."""

    def name_of(self, owner: str, part: str) -> str:
        """The name of the object that a shot made for a part."""

    def half_and_tenth_deg(self, owner: str, part: str) -> tuple[float, float]:
        """Full angles at which a spot gives half and a tenth, by the host's own falloff."""

    def read(self, owner: str, part: str, quantity: str) -> tuple[int, Rows]:
        """First frame and values of a channel, converted back to the stage frame."""

    def place_of(self, name: str) -> tuple[float, ...]:
        """Where a stand-in was put, in the stage frame."""

    def fail_at(self, change: int, failure: BaseException) -> None:
        """Make the n-th change of the next bake fail inside the host; 0 stops that."""

    def changes(self) -> int:
        """How many changes the last bake made, or at least how many can be made to fail."""

    def undo_steps(self) -> int:
        """How many times one could undo."""


class NotebookBench:
    """The fake, whose user's side is its own public methods."""

    def __init__(self) -> None:
        self.host = NotebookHost()
        self.add, self.key, self.lock = self.host.add, self.host.key, self.host.lock

    def set_rate(self, fps):
        self.host.fps = fps

    def undo(self):
        self.host.undo()

    def snapshot(self):
        return self.objects(), self.host.fps

    def objects(self):
        return {name: asdict(note) for name, note in self.host.page.items()}

    def name_of(self, owner, part):
        return self.host.find_part(owner, part).thing.name

    def half_and_tenth_deg(self, owner, part):
        known = self.host.find_part(owner, part).facts
        return known.beam_deg, known.field_deg

    def read(self, owner, part, quantity):
        curve = self.host.find_part(owner, part).curves[quantity]
        return curve.start_frame, list(curve.rows)

    def place_of(self, name):
        return self.host.page[name].stand_in.position_m

    def fail_at(self, change, failure):
        self.host.fail_at, self.host.failure = change, failure

    def changes(self):
        return self.host.changes

    def undo_steps(self):
        return len(self.host.undo_titles)
