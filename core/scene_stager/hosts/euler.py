# SPDX-License-Identifier: Apache-2.0
"""Euler angles for hosts that key them: continuous, past the poles too. Standard library only.

An order such as "xyz" says which turn comes first: xyz is Rz Ry Rx on column vectors, which is
Maya's rotateOrder xyz, Blender's Euler XYZ and Unreal's roll, pitch, yaw but for signs.

Near a pole of an order (its middle angle at 90 degrees) a small turn can need large angles. Three
things keep curves calm there: of the triples that give the same turn the nearest is taken; where
the turn leaves the first and the last angle open, they go evenly from what was to what comes; and
where two frames differ by less than LARGEST_STEP_DEG but an angle has to go further, there are
keys between the frames, on the straight way from one to the other, so that no key is further.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, ceil, copysign, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Tuple

Vector = Tuple[float, float, float]
Matrix = Tuple[Vector, Vector, Vector]  # rows; acts on column vectors
Quaternion = Tuple[float, float, float, float]  # w, x, y, z

ORDERS = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")  # numbered as Maya numbers them
LARGEST_STEP_DEG = 15.0
CALM = 0.5  # cosine of the middle angle down to which a preferred order is kept
POLE = 1e-6  # cosine of the middle angle under which first and last angle are one
HALVINGS = 6  # keys between frames stand on 64ths of a frame; closer only in a straight run

_LIMIT = radians(LARGEST_STEP_DEG) * (1.0 - 1e-9)


@dataclass(frozen=True)
class EulerTrack:
    """Keys of three angles: `offsets` in frames from the first, `angles_deg` about x, y and z."""

    order: str
    offsets: array[float]
    angles_deg: tuple[array[float], array[float], array[float]]

    @property
    def between(self) -> int:
        """How many keys stand between frames."""
        return len(self.offsets) - len(self.on_frames)

    @property
    def on_frames(self) -> list[int]:
        """Which keys stand on frames, the first frame's first."""
        return [n for n, offset in enumerate(self.offsets) if not offset % 1.0]


def matrix_from_wxyz(a_from_b_wxyz: Sequence[float]) -> Matrix:
    """A rotation as a matrix, its columns b's axes seen from a; of a quaternion of any length."""
    w, x, y, z = a_from_b_wxyz
    s = 2.0 / (w * w + x * x + y * y + z * z)
    wx, wy, wz = s * w * x, s * w * y, s * w * z
    xx, xy, xz = s * x * x, s * x * y, s * x * z
    yy, yz, zz = s * y * y, s * y * z, s * z * z
    return (
        (1.0 - yy - zz, xy - wz, xz + wy),
        (xy + wz, 1.0 - xx - zz, yz - wx),
        (xz - wy, yz + wx, 1.0 - xx - yy),
    )


def product(a: Matrix, b: Matrix) -> Matrix:
    """a after b."""
    columns = transposed(b)
    return (_row(a[0], columns), _row(a[1], columns), _row(a[2], columns))


def transposed(a: Matrix) -> Matrix:
    """Rows for columns; of a rotation, its inverse."""
    return (
        (a[0][0], a[1][0], a[2][0]),
        (a[0][1], a[1][1], a[2][1]),
        (a[0][2], a[1][2], a[2][2]),
    )


def angle_between_deg(a: Matrix, b: Matrix) -> float:
    """How far two turns differ; the sine sees small angles and the cosine large ones."""
    off = product(transposed(a), b)
    sine = hypot(hypot(off[2][1] - off[1][2], off[0][2] - off[2][0]), off[1][0] - off[0][1])
    return degrees(atan2(sine, off[0][0] + off[1][1] + off[2][2] - 1.0))


def best_order(turns: Sequence[Matrix], preferred: str = "xyz") -> str:
    """The order whose poles the turns stay furthest from; the preferred one where that is calm."""

    def reach(order: str) -> float:
        first, last = "xyz".index(order[0]), "xyz".index(order[2])
        return max((abs(turn[last][first]) for turn in turns), default=0.0)

    if reach(preferred) <= sqrt(1.0 - CALM * CALM):
        return preferred
    return min((preferred, *ORDERS), key=reach)


def euler_track(turns: Iterable[Matrix], order: str = "xyz") -> EulerTrack:
    """Continuous angles that give exactly these turns, one per frame, on every frame.

    units    offsets in frames, angles in degrees
    frame    that of the turns; `order` as at the top of this file
    valid    proper rotations; no key is further than LARGEST_STEP_DEG from the one before, on any
             axis, but where two frames themselves differ by that much or more
    source   Shoemake 1994, Euler angle conversion, Graphics Gems IV; the second triple of the same
             turn is half a turn further on first and last angle, and mirrored in the middle one
    """
    writer = _Writer(order)
    for number, turn in enumerate(turns):
        writer.add(number, turn)
    return writer.finished()


class _Writer:
    """Takes turns one after the other and keeps the keys: radians, in the order's own order.

    The middle angle leaves -90 to 90 degrees when the track goes over a pole.
    """

    def __init__(self, order: str) -> None:
        if order not in ORDERS:
            raise ValueError(f"found order {order!r}, expected one of {', '.join(ORDERS)}")
        self.order = order
        self.i, self.j, self.k = ("xyz".index(axis) for axis in order)
        self.sign = 1.0 if order in ORDERS[:3] else -1.0
        self.offsets: list[float] = []
        self.keys: list[Vector] = []
        self.turns: list[Matrix] = []
        self.pole_since = -1  # index of the first key of a run at a pole

    def add(self, offset: float, turn: Matrix) -> None:
        """One more frame."""
        last = self.keys[-1] if self.keys else (0.0, 0.0, 0.0)
        key, at_pole = self._nearest(turn, last)
        calm = at_pole or self.pole_since >= 0 or not self.keys or _step(key, last) <= _LIMIT
        if not calm and radians(angle_between_deg(self.turns[-1], turn)) < _LIMIT:
            key = self._approach(offset, turn, HALVINGS)
        self._put(offset, key, turn)
        if at_pole and (self.pole_since < 0 or abs(key[1] - last[1]) > 1.0):  # or another pole
            self.pole_since = len(self.keys) - 1
        elif not at_pole and self.pole_since >= 0:
            self._leave_pole()

    def finished(self) -> EulerTrack:
        """All keys so far, by axis."""
        columns = [array("d", [degrees(key[n]) for key in self.keys]) for n in range(3)]
        x, y, z = (columns[self.order.index(axis)] for axis in "xyz")
        return EulerTrack(self.order, array("d", self.offsets), (x, y, z))

    def _put(self, offset: float, key: Vector, turn: Matrix) -> None:
        self.offsets.append(offset)
        self.keys.append(key)
        self.turns.append(turn)

    def _nearest(self, turn: Matrix, last: Vector) -> tuple[Vector, bool]:
        """The triple nearest to the last one; True when first and last angle are one (a pole)."""
        i, j, k, sign = self.i, self.j, self.k, self.sign
        level = hypot(turn[i][i], turn[j][i])
        middle = atan2(-sign * turn[k][i], level)
        if level < POLE:
            return self._at_pole(turn, middle, last), True
        first = atan2(sign * turn[k][j], turn[k][k])
        third = atan2(sign * turn[j][i], turn[i][i])
        one = (_wrap(first, last[0]), _wrap(middle, last[1]), _wrap(third, last[2]))
        mirrored = _wrap(pi - middle, last[1])
        if _step(one, last) <= abs(mirrored - last[1]):
            return one, False
        other = (_wrap(first + pi, last[0]), mirrored, _wrap(third + pi, last[2]))
        return (one if _step(one, last) <= _step(other, last) else other), False

    def _at_pole(self, turn: Matrix, middle: float, last: Vector) -> Vector:
        """Only first less (or plus) third is known here: both take half of what is new."""
        side = copysign(1.0, middle)
        both = atan2(side * turn[self.i][self.j], turn[self.j][self.j])
        side *= self.sign
        before = last[0] - side * last[2]
        half = (_wrap(both, before) - before) / 2.0
        return last[0] + half, _wrap(middle, last[1]), last[2] - side * half

    def _approach(self, offset: float, turn: Matrix, halvings: int) -> Vector:
        """Write keys on the straight way to a turn until it is near, and give its triple."""
        start, from_turn, last = self.offsets[-1], self.turns[-1], self.keys[-1]
        key, _ = self._nearest(turn, last)
        if _step(key, last) <= _LIMIT:
            return key
        if not halvings:
            self._walk(offset, key, turn)
            return key
        half_way, half_turn = (start + offset) / 2.0, _half_way(from_turn, turn)
        self._put(half_way, self._approach(half_way, half_turn, halvings - 1), half_turn)
        return self._approach(offset, turn, halvings - 1)

    def _walk(self, offset: float, key: Vector, turn: Matrix) -> None:
        """Even steps toward a key, none too long; the key itself is not written."""
        start, last = self.offsets[-1], self.keys[-1]
        steps = ceil(_step(key, last) / _LIMIT)
        for n in range(1, steps):
            share = n / steps
            x, y, z = (a + share * (b - a) for a, b in zip(last, key))
            self._put(start + share * (offset - start), (x, y, z), turn)

    def _leave_pole(self) -> None:
        """Let first and third go evenly, over the run at a pole, to where they come out of it."""
        begin, self.pole_since = self.pole_since, -1
        run = list(zip(self.offsets, self.keys, self.turns))[begin:]
        del self.offsets[begin:], self.keys[begin:], self.turns[begin:]
        side = self.sign * copysign(1.0, sin(run[0][1][1]))
        held, leaving = (key[0] + side * key[2] for key in (run[-2][1], run[-1][1]))
        end, start = run[-1][0], self.offsets[-1] if self.offsets else None
        for offset, (first, middle, third), turn in run[:-1]:
            share = 1.0 if start is None else (offset - start) / (end - start)
            half = share * (leaving - held) / 2.0
            self._go(offset, (first + half, middle, third + side * half), turn)
        self._go(*run[-1])

    def _go(self, offset: float, key: Vector, turn: Matrix) -> None:
        """Put a key, with even steps before it where it is too far for so small a turn."""
        if self.keys and radians(angle_between_deg(self.turns[-1], turn)) < _LIMIT:
            self._walk(offset, key, turn)
        self._put(offset, key, turn)


def _half_way(a: Matrix, b: Matrix) -> Matrix:
    """The turn in the middle of the straight way from a to b, which are less than 90 deg apart."""
    off = product(transposed(a), b)
    x, y, z = off[2][1] - off[1][2], off[0][2] - off[2][0], off[1][0] - off[0][1]
    sine = sqrt(x * x + y * y + z * z)
    half = atan2(sine, off[0][0] + off[1][1] + off[2][2] - 1.0) / 2.0
    share = sin(half / 2.0) / sine if sine > 0.0 else 0.0
    return product(a, matrix_from_wxyz((cos(half / 2.0), share * x, share * y, share * z)))


def _row(row: Vector, columns: Matrix) -> Vector:
    x, y, z = row
    a, b, c = columns
    return (
        x * a[0] + y * a[1] + z * a[2],
        x * b[0] + y * b[1] + z * b[2],
        x * c[0] + y * c[1] + z * c[2],
    )


def _wrap(angle: float, near: float) -> float:
    """The same angle, whole turns added until it is within half a turn of another."""
    return angle - 2.0 * pi * round((angle - near) / (2.0 * pi))


def _step(a: Vector, b: Vector) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]), abs(a[2] - b[2]))
