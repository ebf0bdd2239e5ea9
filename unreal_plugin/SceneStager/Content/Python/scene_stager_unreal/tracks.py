# SPDX-License-Identifier: Apache-2.0
"""What a part has to have keyed, in Unreal's numbers, before anything is written."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from scene_stager.hosts.euler import Matrix
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.take import Channel

from . import axes

TRANSFORM, FLOAT, COLOUR = "transform", "float", "colour"
ACTOR, COMPONENT = "actor", "component"


@dataclass(frozen=True)
class Column:
    """Keys of one channel: values on every frame, or at `offsets` in frames from the first."""

    values: array[float]
    offsets: array[float] | None = None

    @property
    def still(self) -> bool:
        """True when nothing changes."""
        return self.values.count(self.values[0]) == len(self.values)


@dataclass(frozen=True)
class Track:
    """One track: which quantities of the Take it holds, on what, and a column per channel.

    A channel without keys has a number instead, which becomes its default.
    """

    quantities: tuple[str, ...]
    kind: str
    path: str
    columns: tuple[Column | float, ...]
    on: str = COMPONENT

    @property
    def title(self) -> str:
        """What the track is called in Sequencer."""
        return "Transform" if self.kind == TRANSFORM else self.path.rpartition(".")[2]


def channel_of(part: Part, quantity: str) -> Channel | None:
    """The channel of a quantity; None when the part has none."""
    return next((c for c in part.channels if c.quantity == quantity), None)


def float_track(part: Part, quantity: str, path: str, factor: float = 1.0) -> list[Track]:
    """The track of a quantity that is one number; none when the part does not have it."""
    channel = channel_of(part, quantity)
    if channel is None:
        return []
    values = channel.values
    if factor != 1.0:
        values = array("d", [factor * value for value in values])
    return [Track((quantity,), FLOAT, path, (Column(values),))]


def derived(path: str, values: Sequence[float], *quantities: str) -> Track:
    """A track of one number that follows from other quantities."""
    return Track(quantities, FLOAT, path, (Column(array("d", values)),))


def colour_track(path: str, rows: Sequence[Sequence[float]], *quantities: str) -> Track:
    """A track of linear colours; opaque."""
    columns = tuple(Column(array("d", [row[n] for row in rows])) for n in range(3))
    return Track(quantities, COLOUR, path, (*columns, 1.0))


def transform_track(part: Part, looks: bool) -> list[Track]:
    """Where the part is and how it is turned; `looks` for cameras and lights."""
    place, turn = channel_of(part, "translate_m"), channel_of(part, "rotate_wxyz")
    if place is None and turn is None:
        return []
    turned = axes.looking_turn if looks else axes.plain_turn
    turns = None if turn is None else [turned(row) for row in _rows_of(turn)]
    names = tuple(c.quantity for c in (place, turn) if c is not None)
    return [transform(names, place, turns)]


def transform(
    names: tuple[str, ...], place: Channel | None, turns: Sequence[Matrix] | None
) -> Track:
    """A transform track: location, rotation (roll, pitch, yaw) and scale."""
    where: tuple[Column | float, ...] = (0.0, 0.0, 0.0)
    if place is not None:
        rows = [axes.place_cm(row) for row in place.rows()]
        where = tuple(Column(array("d", [row[n] for row in rows])) for n in range(3))
    angles: tuple[Column | float, ...] = (0.0, 0.0, 0.0)
    if turns is not None:
        keys = axes.rotators(turns)
        angles = tuple(
            Column(values, keys.offsets) for values in (keys.roll_deg, keys.pitch_deg, keys.yaw_deg)
        )
    return Track(names, TRANSFORM, "Transform", (*where, *angles, 1.0, 1.0, 1.0), ACTOR)


def _rows_of(channel: Channel) -> Sequence[Sequence[float]]:
    """The rows, one for all frames when nothing changes."""
    rows = list(channel.rows())
    return rows[:1] if rows.count(rows[0]) == len(rows) else rows
