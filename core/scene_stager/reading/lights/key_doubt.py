# SPDX-License-Identifier: Apache-2.0
"""How far off a key may be: what makes its direction doubtful, and the angle that follows."""

from dataclasses import astuple, dataclass

import numpy as np

WITHIN_SHARE = 0.67  # two in three, by definition
MOST_WITHIN_DEG = 120.0  # a direction that far off says nothing: house default
SURE_DEG = 20.0  # certainty is how likely a key lies within this of where it is said: house default
EVEN_STOPS = -0.5  # of even light over a key, from which on it may be no lamp: house default


@dataclass(frozen=True, slots=True)
class DoubtScale:
    """What each kind of doubt counts for: a factor of an angle, and degrees of what is none.

    `shape_deg` stands by itself: no picture shows all of a shape that is guessed from an outline.
    """

    lamps: float
    outline_deg: float
    even_deg: float
    misfit_deg: float
    shape_deg: float


# By who said where the subject is: shapes are guessed from outlines, and what a finder gets wrong
# is no doubt where somebody gave the outline. Fitted by tools/measure_doubt.py, rounded, on 87
# stills with the network's outlines, 45 with searched and 49 with given ones; docs/light.md. Even
# light counts for more in a reading than was found: by it a set without any lamp is told.
_READ_GIVEN = DoubtScale(0.44, 0.0, 20.0, 45.0, 3.2)
READ_SCALES = {
    "given": _READ_GIVEN,
    "alpha": _READ_GIVEN,
    "network": DoubtScale(0.43, 31.0, 20.0, 44.0, 3.6),
    "found": DoubtScale(0.49, 64.0, 20.0, 37.0, 2.0),
}
_MATCH_GIVEN = DoubtScale(0.39, 0.0, 4.0, 43.0, 0.0)
MATCH_SCALES = {
    "given": _MATCH_GIVEN,
    "alpha": _MATCH_GIVEN,
    "network": DoubtScale(0.11, 30.0, 4.0, 49.0, 0.0),
    "found": DoubtScale(0.1, 100.0, 12.0, 25.0, 0.0),
}
# A match may be called one where a floor explains itself, little is left unexplained, and a stern
# reading is sure of a key that the steps did not move far: of 49 such on stills of two kinds, with
# three ways of outline, 47 are within 12 degrees. Measured; see docs/light.md.
STERN = DoubtScale(1.1, 75.0, 30.0, 0.0, 0.0)
VOUCHED_DEG, VOUCHED_RESIDUAL = 25.0, 0.14


@dataclass(frozen=True, slots=True)
class KeyDoubt:
    """What makes the direction of a key doubtful.

    `lamps_deg` is the angle about it that holds two thirds of what all hypotheses say; `outline`
    what the mask's confidence lacks to 1; `even_stops` even light over the key; `misfit`, 0 to 1,
    what the lamps leave of the light's variation; `outline_by` the mask's origin.
    """

    lamps_deg: float
    outline: float
    even_stops: float
    misfit: float
    outline_by: str

    @property
    def parts(self) -> tuple[float, ...]:
        """The kinds of doubt in the order of a `DoubtScale`, each in its own unit."""
        even_stops = max(0.0, self.even_stops - EVEN_STOPS)
        return self.lamps_deg, self.outline, even_stops, self.misfit, 1.0

    @property
    def within_deg(self) -> float:
        """How far off the key may be, two times in three."""
        return self.counted(READ_SCALES[self.outline_by])

    def counted(self, scale: DoubtScale) -> float:
        """All kinds of doubt together, in degrees."""
        each = np.multiply(self.parts, astuple(scale))
        return min(float(np.linalg.norm(each)), MOST_WITHIN_DEG)


@dataclass(frozen=True, slots=True)
class MatchDoubt:
    """What makes the direction of a match's key doubtful: the doubt of the key that was `read`, how
    far the steps have moved it from there, the share of the picture that is left unexplained, and
    whether a floor was compared."""

    read: KeyDoubt
    moved_deg: float
    residual: float
    is_grounded: bool

    @property
    def parts(self) -> tuple[float, ...]:
        """The kinds of doubt in the order of a `DoubtScale`, each in its own unit."""
        return self.read.parts

    @property
    def within_deg(self) -> float:
        """How far off the key may be, two times in three."""
        return self.read.counted(MATCH_SCALES[self.read.outline_by])

    @property
    def is_vouched(self) -> bool:
        """Whether a match may be called one, as far as the reading of light tells."""
        explained = self.is_grounded and self.residual <= VOUCHED_RESIDUAL
        apart_deg = np.hypot(self.read.counted(STERN), self.moved_deg)
        return bool(explained and apart_deg <= VOUCHED_DEG)


def likely_within(angle_deg: float, within_deg: float) -> float:
    """How likely a direction is within an angle of the truth, where two in three are `within_deg`.

    source   errors of a direction in the plane that touches the sphere, normal and round (Rayleigh)
    """
    return float(1.0 - (1.0 - WITHIN_SHARE) ** ((angle_deg / within_deg) ** 2))
