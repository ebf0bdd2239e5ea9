# SPDX-License-Identifier: Apache-2.0
"""How far off a key may be: what makes its direction doubtful, and the angle that follows."""

from dataclasses import dataclass

import numpy as np

WITHIN_SHARE = 0.67  # two in three, by definition
MOST_WITHIN_DEG = 120.0  # a direction that far off says nothing: house default
SURE_DEG = 20.0  # certainty is how likely a key lies within this of where it is said: house default
EVEN_STOPS = -0.5  # of even light over a key, from which on it may be no lamp: house default


@dataclass(frozen=True, slots=True)
class DoubtScale:
    """What each kind of doubt counts for: factors of angles, and degrees of what is none.

    `shape_deg` is what no picture shows of a shape that is guessed from an outline. A match keeps
    `match` of the reading's own cone, and `moved` of the angle by which its steps moved the key.
    """

    lamps: float
    outline_deg: float
    even_deg: float
    shape_deg: float
    match: float
    moved: float


# By who said where the subject is: what a finder got wrong is no doubt where somebody gave it.
# Fitted by tools/measure_doubt.py, see docs/light.md.
_GIVEN = DoubtScale(0.5, 0.0, 17.0, 4.5, 0.8, 0.0)
DOUBT_SCALES = {
    "given": _GIVEN,
    "alpha": _GIVEN,
    "network": DoubtScale(0.75, 33.0, 11.0, 4.5, 1.0, 0.0),
    "found": DoubtScale(0.75, 33.0, 11.0, 4.5, 1.0, 0.0),
}
# A match of which the reading is so sure, and that moved the key no further, may be called one.
VOUCHED_DEG = 25.0


@dataclass(frozen=True, slots=True)
class KeyDoubt:
    """What makes the direction of a key doubtful.

    `lamps_deg` is the angle about it that holds two thirds of what all hypotheses say; `outline`
    what the mask's confidence lacks to 1; `even_stops` even light over the key; `outline_by` the
    mask's origin.
    """

    lamps_deg: float
    outline: float
    even_stops: float
    outline_by: str

    @property
    def parts(self) -> tuple[float, ...]:
        """The kinds of doubt, each in its own unit, as `scales` counts them."""
        return self.lamps_deg, self.outline, max(0.0, self.even_stops - EVEN_STOPS), 1.0

    @property
    def scales(self) -> tuple[float, ...]:
        """What each of the parts counts for."""
        scale = DOUBT_SCALES[self.outline_by]
        return scale.lamps, scale.outline_deg, scale.even_deg, scale.shape_deg

    @property
    def within_deg(self) -> float:
        """How far off the key may be, two times in three."""
        return _within_deg(self.parts, self.scales)


@dataclass(frozen=True, slots=True)
class MatchDoubt:
    """What makes the direction of a match's key doubtful: the doubt of the key that was read, and
    how far the steps have moved it from there."""

    read: KeyDoubt
    moved_deg: float

    @property
    def parts(self) -> tuple[float, ...]:
        """The reading's own cone, and how far the key was moved, in degrees."""
        return self.read.within_deg, self.moved_deg

    @property
    def within_deg(self) -> float:
        """How far off the key may be, two times in three."""
        scale = DOUBT_SCALES[self.read.outline_by]
        return _within_deg(self.parts, (scale.match, scale.moved))

    @property
    def is_vouched(self) -> bool:
        """Whether the reading of light vouches for the key."""
        return float(np.hypot(*self.parts)) <= VOUCHED_DEG


def _within_deg(parts: tuple[float, ...], scales: tuple[float, ...]) -> float:
    return min(float(np.linalg.norm(np.multiply(parts, scales))), MOST_WITHIN_DEG)


def likely_within(angle_deg: float, within_deg: float) -> float:
    """How likely a direction is within an angle of the truth, where two in three are `within_deg`.

    source   errors of a direction in the plane that touches the sphere, normal and round (Rayleigh)
    """
    return float(1.0 - (1.0 - WITHIN_SHARE) ** ((angle_deg / within_deg) ** 2))
