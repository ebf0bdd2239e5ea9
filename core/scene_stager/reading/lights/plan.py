# SPDX-License-Identifier: Apache-2.0
"""What a still's lighting looks like once it is read; every estimator fills the same fields."""

from dataclasses import dataclass

from scene_stager.maths.topology.gate import PatternGate
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.lights.key_doubt import KeyDoubt
from scene_stager.reading.lights.stage import StageGuess

STRAIGHT_BEHIND_DEG = 162.5  # of azimuth, and on: house default


@dataclass(frozen=True)
class Vote:
    """What one kind of evidence says about the key.

    `share`, 0 to 1, is how much of the decision rests on it; the shares of a plan add up to 1.
    The angles are where this evidence alone would put the key; None when it cannot say.
    """

    evidence: str
    share: float
    azimuth_deg: float | None
    elevation_deg: float | None


@dataclass(frozen=True)
class NamedLamp:
    """A lamp as a gaffer speaks of it.

    `role` is key, fill or rim; angles in degrees, azimuth 0 the camera's side and + camera right;
    `stops` over the key, as each arrives at the subject.
    """

    role: str
    azimuth_deg: float
    elevation_deg: float
    stops: float


@dataclass(frozen=True)
class LightPlan:
    """Key, fill, rim and ambient light, relative to each other, and the stage they stand on.

    Azimuth 0 is the camera's side, + is camera right; elevations are above level. The key lies
    within `key_within_deg` of where it is said to be in two stills of three. `key_fill_stops`
    is the key over the fill as they arrive at the subject, two times in three within
    `key_fill_within_stops`; `rim_stops` the rim over the key, and
    `rim_azimuth_deg` where it stands, both None without a rim; `ambient_stops` the ambient light
    over the key. `softness_deg` is how wide the key looks from the subject. Key and fill stand
    `lamp_distance` away, in half extents of the subject. `misfit` is the share of the light's
    variation that the plan leaves unexplained, 0 to 1. `lamps` are all that were found, the key
    first; `other_keys_deg` are azimuth and elevation of keys that explain nearly as much.
    `doubt` is what makes the key's direction doubtful, None for a quick look;
    `pattern` is what the highlights were weighed by, None where they were not.
    """

    mode: str
    key_azimuth_deg: float
    key_elevation_deg: float
    key_within_deg: float
    softness_deg: float
    key_fill_stops: float
    key_fill_within_stops: float
    fill_azimuth_deg: float
    rim_stops: float | None
    rim_azimuth_deg: float | None
    ambient_stops: float
    stage: StageGuess
    lamp_distance: float
    misfit: float
    certainty: float
    votes: tuple[Vote, ...]
    lamps: tuple[NamedLamp, ...] = ()
    other_keys_deg: tuple[tuple[float, float], ...] = ()
    failure: FailureMode | None = None
    doubt: KeyDoubt | None = None
    pattern: PatternGate | None = None

    @property
    def decided_by(self) -> str:
        """The evidence that the key rests on most."""
        if not self.votes:
            return "nothing"
        return max(self.votes, key=lambda vote: vote.share).evidence

    @property
    def rim_side(self) -> str:
        """left, right, back or none."""
        if self.rim_azimuth_deg is None:
            return "none"
        return rim_side_of(self.rim_azimuth_deg)


def rim_side_of(azimuth_deg: float) -> str:
    """Where a rim stands: left, right, or back where it is straight behind."""
    if abs(azimuth_deg) > STRAIGHT_BEHIND_DEG:
        return "back"
    return "right" if azimuth_deg > 0.0 else "left"
