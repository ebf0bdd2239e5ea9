# SPDX-License-Identifier: Apache-2.0
"""Which lamps stand beside the key, how strong each is, and what a gaffer would call them."""

from dataclasses import dataclass, replace

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.reading.lights.directions import angles_from_direction, spread_directions
from scene_stager.reading.lights.lit_parts import (
    DIRECTIONS,
    LEAST_MISFIT,
    LOWEST_DEG,
    WEIGHT,
    LitPart,
    lit_ground,
    lit_subject_once,
)
from scene_stager.reading.lights.mixing import Mixes
from scene_stager.reading.lights.plan import NamedLamp
from scene_stager.reading.lights.posterior import front_weight
from scene_stager.reading.lights.problem import LightProblem
from scene_stager.reading.lights.stage import LightStage
from scene_stager.shot.lighting.usual_set import FILL_UNDER_KEY_STOPS

# House defaults, tried on drawn stills.
WIDEST_DEG = 180.0  # a rim may stand straight behind
MOST_BESIDE = 3  # lamps beside the key that are looked for
LEAST_GAIN = 0.15  # in the logarithm of the misfits, for a lamp to be believed
GROUND_SAMPLES = 250
CLEAR_OF_KEY_DEG = 40.0  # what stands nearer is the key's own width
WEAKEST_STOPS = 5.0  # a lamp further under the key cannot be told from none
# What shape and outline add to how far the fill may be off, and what shading adds to that which no
# lamps explain: on 88 drawn stills of three seeds.
UNSEEN_STOPS, UNEXPLAINED_STOPS = 1.1, 0.5


@dataclass(frozen=True, eq=False)
class FoundLamps:
    """The lamps, the key first, with what is left unexplained on subject and ground.

    `towards` (m, 3) and `amounts` (m + 1,): the lamps' and the even light's, as each arrives at a
    facing surface; misfits are shares of the variation, `ground_misfit` None where none shows.
    `key_fill_stops` is the key over one more lamp in front, wherever that may stand, and
    `key_fill_within_stops` how far it may be off two times in three.
    """

    towards: Floats
    amounts: Floats
    subject_misfit: float
    ground_misfit: float | None
    key_fill_stops: float
    key_fill_within_stops: float

    def named(self) -> tuple[NamedLamp, ...]:
        """Key, then the others as they stand: in front a fill, behind a rim."""
        front = front_weight(self.towards)
        lamps = []
        for number, (way, amount) in enumerate(zip(self.towards, self.amounts, strict=False)):
            role = "key" if number == 0 else ("fill" if front[number] >= 0.5 else "rim")
            azimuth, elevation = angles_from_direction(way)
            stops = 0.0 if number == 0 else float(stops_over(amount, self.amounts[0]))
            lamps.append(NamedLamp(role, azimuth, elevation, stops))
        return tuple(lamps)

    @property
    def misfit(self) -> float:
        """What is left unexplained of the light on subject and ground alike, 0 to 1."""
        on_ground = self.subject_misfit if self.ground_misfit is None else self.ground_misfit
        return float(np.clip(0.5 * (self.subject_misfit + on_ground), 0.0, 1.0))

    @property
    def ambient_stops(self) -> float:
        """The even light over the key."""
        return float(stops_over(self.amounts[-1], self.amounts[0]))


def stops_over(strong: Floats, weak: Floats) -> Floats:
    """Stops of one light over another, bounded to where the difference can be seen."""
    ratio = np.log2(np.maximum(strong, 1e-9) / np.maximum(weak, 1e-9))
    return np.asarray(np.clip(ratio, -WEAKEST_STOPS, WEAKEST_STOPS))


def lamps_beside(problem: LightProblem, stage: LightStage, key: Floats) -> FoundLamps:
    """The key, and every lamp beside it that lowers what is left unexplained, strongest first.

    shapes   key (3,), unit vector
    frame    level
    source   forward selection by non-negative least squares; see `posterior.py` for the key
    """
    if problem.mirror is not None:
        return _alone(key)
    evidence = _Evidence.of(problem, stage, key)
    chosen = [0]
    score, amounts, misfits = evidence.score(np.array([chosen]))
    while len(chosen) <= MOST_BESIDE:
        tries = np.array([[*chosen, one] for one in evidence.clear_of(chosen)])
        if not len(tries):
            break
        scores, more, lefts = evidence.score(tries)
        best = int(np.argmin(scores))
        if scores[best] > score[0] - LEAST_GAIN:
            break
        chosen, score = tries[best].tolist(), scores[[best]]
        amounts, misfits = more[[best]], lefts[[best]]
    ground = None if evidence.ground is None else float(misfits[0, 1])
    left = float(misfits[0, 0])
    over = evidence.key_over_fill(chosen, min(left, 1.0))
    return FoundLamps(evidence.ways[chosen], amounts[0], left, ground, *over)


def _alone(key: Floats) -> FoundLamps:
    """A key before black: nothing tells of others, so that its ratio to a fill is the usual one."""
    usual, deviation = FILL_UNDER_KEY_STOPS
    within = float(np.hypot(deviation, UNSEEN_STOPS))
    return FoundLamps(key[None], np.array([1.0, 0.0]), 1.0, None, usual, within)


@dataclass(frozen=True, eq=False)
class _Evidence:
    """Columns of light on subject and ground: the key's, the directions', and an even one."""

    ways: Floats
    subject: LitPart
    ground: LitPart | None

    @classmethod
    def of(cls, problem: LightProblem, stage: LightStage, key: Floats) -> "_Evidence":
        ways = np.concatenate([key[None], spread_directions(DIRECTIONS, LOWEST_DEG, WIDEST_DEG)])
        lit = lit_subject_once(problem, stage, ways)
        subject = replace(lit, weight=np.ones(lit.shown.size))
        caster = problem.caster(stage)
        return cls(ways, subject, lit_ground(problem, stage, caster, ways, GROUND_SAMPLES))

    def mixes(self, choice: Indices) -> list[Mixes]:
        """What lamps (c, m) leave of the subject's light, and of the ground's where it shows."""
        parts = [self.subject] if self.ground is None else [self.subject, self.ground]
        return [part.mixes(choice) for part in parts]

    def clear_of(self, chosen: list[int]) -> Indices:
        """Directions that are none of the chosen lamps' own."""
        cosines = (self.ways @ self.ways[chosen].T).max(axis=1)
        return np.flatnonzero(cosines < np.cos(np.radians(CLEAR_OF_KEY_DEG)))

    def key_over_fill(self, chosen: list[int], left: float) -> tuple[float, float]:
        """Stops of the key over a fill, and how far they may be off: summed over where it may be.

        A rim stays; each lamp in front is tried in the place of all others there, and what
        subject and ground say of its strength meets what is thought of fills beforehand. It moves
        that by the square of what the lamps explain: `left` is the share that they leave of the
        shading, 0 to 1.
        """
        front = front_weight(self.ways) >= 0.5
        rims = [one for one in chosen[1:] if not front[one]][:1]
        beside = [0, *rims]
        tries = np.array([[*beside, one] for one in self.clear_of(beside) if front[one]])
        usual, deviation = FILL_UNDER_KEY_STOPS
        unseen = UNSEEN_STOPS + UNEXPLAINED_STOPS * left
        if not len(tries):
            return usual, float(np.hypot(deviation, unseen))
        mixes = self.mixes(tries)
        over = np.mean([stops_over(one.amounts[:, 0], one.amounts[:, -2]) for one in mixes], axis=0)
        likelihood = -0.5 * WEIGHT * sum(np.log(one.misfit + LEAST_MISFIT) for one in mixes)
        likelihood = likelihood - 0.5 * ((over - usual) / deviation) ** 2
        weight = np.exp(likelihood - likelihood.max())
        mean = float(np.average(over, weights=weight))
        spread = float(np.average((over - mean) ** 2, weights=weight))
        told = usual + (1.0 - left) ** 2 * (mean - usual)
        return told, float(np.sqrt(spread + unseen**2))

    def score(self, choice: Indices) -> tuple[Floats, Floats, Floats]:
        """Log misfits (c,), amounts (c, m + 1) and misfits (c, parts): the last part's tell."""
        mixes = self.mixes(choice)
        misfits = np.column_stack([one.misfit for one in mixes])
        return np.log(misfits + LEAST_MISFIT).sum(axis=1), mixes[-1].amounts, misfits
