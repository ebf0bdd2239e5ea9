# SPDX-License-Identifier: Apache-2.0
"""Where the lamps may stand: every one and every two of many directions, weighed by what they
explain, under a dozen cameras, on several shapes, with two kinds of shadow. No lamp has a role yet.

Every hypothesis says how bright one lamp, or two, are on the subject and on the ground. Misfits m
are shares of the variation about an even tone; N samples of a picture whose errors hang together
count as a handful:

    log p = -(N_s / 2) log m_subject - (N_g / 2) log m_ground - |what the two say of the lamps|

The sum over all of them is what is known of the key: the lamp of the two that lights more of what
the lens sees. What stays open (shape, lens, response of the film, caster) is summed over, and so
stands in the width of the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    level_from_camera,
    turned_away,
)
from scene_stager.reading.lights.lambert import FarLamp, far_lamp
from scene_stager.reading.lights.lit_parts import (
    WEIGHT,
    Fits,
    LitPart,
    directions_tried,
    lit_ground,
    lit_subject,
)
from scene_stager.reading.lights.mixing import NONE
from scene_stager.reading.lights.problem import (
    Highlight,
    LightProblem,
    highlight_gain,
    reflected,
)
from scene_stager.reading.lights.stage import LightStage, StageGuess
from scene_stager.shot.lighting.usual_set import (
    KEY_IS_FRONT_DEG,
    KEY_PRIOR,
)

# House defaults, tried on drawn stills and on photographs of 48 known lamps.
FOCALS_MM = (26.0, 40.0, 80.0)  # wide, usual and long
CAMERA_ELEVATIONS_DEG = (0.0, 7.0, 14.0, 21.0)  # from level to a high shot
USUAL_FOCAL_MM, USUAL_ELEVATION_DEG, USUAL_HOVER = 40.0, 5.0, 0.04
CONSISTENCY = 2.0  # for lamps that are one all of the light here, and none of it there
SECOND_LAMP = 1.0  # what each lamp after the first costs
EXPLAINED = 0.35  # of the ground's variation: less is no floor under lamps
FAR_LAMP_BESIDE_GROUND, FAR_LAMP_ALONE = 2.0, 8.0  # concentration about the plain solve
KERNEL_DEG = 30.0  # the answer is the mean of what lies about so near its densest place
ONE_LAMP_DEG = 45.0  # two lamps nearer than this are one to the eye
# Shading that the shape does not explain (paint, creases, the dark rim of all that is round) looks
# like light from the lens: where it explains none, a key reads this much too near the lens, and by
# the square of what is left elsewhere. On 167 drawn stills, and less on photographs; docs/light.md.
LENS_PULL_DEG, FULL_PULL_DEG = 12.0, 20.0  # in full from so far off the lens on


@dataclass(frozen=True, eq=False)
class LampPosterior:
    """What is known of the key before anyone names a lamp.

    `weights` (k,) of `directions` (k, 3), level frame, sum to 1; `stages` are the cameras with the
    caster and their share; `explained` is how much of the ground's variation the best hypothesis
    explains, 0 where no floor shows: there the key is the `plain` solve by as much as that
    explains. `problem` has no ground where none explains.
    """

    problem: LightProblem
    directions: Floats
    weights: Floats
    stages: tuple[tuple[StageGuess, bool, float], ...]
    explained: float
    plain: FarLamp | None

    def key(self) -> Floats:
        """The mean (3,) about the densest place; without ground the plain solve has its share."""
        near = self._near()
        at = int(np.argmax(near @ self.weights))
        dense = _mean(self.directions, self.weights * near[at])
        if self.explained or self.plain is None:
            return dense
        share = self.plain.explained
        both = share * self.plain.direction + (1.0 - share) * dense
        return np.asarray(both / np.linalg.norm(both))

    def off_lens(self, key: Floats) -> Floats:
        """A key (3,) as it was read, turned off the lens by as much as it was pulled there."""
        if self.plain is None:
            return key
        lens = level_from_camera(self.stage()[0].camera_elevation_deg)[:, 2]
        share = min(1.0, angle_between_deg(key, lens) / FULL_PULL_DEG)
        pull_deg = LENS_PULL_DEG * (1.0 - self.plain.explained) ** 2
        return turned_away(key, lens, share * pull_deg)

    def within_deg(self, key: Floats, share: float) -> float:
        """The angle about a direction that holds a share of the weight."""
        apart = self._apart(key)
        order = np.argsort(apart, kind="stable")
        held = np.cumsum(self.weights[order])
        at = min(int(np.searchsorted(held, share)), order.size - 1)
        return float(apart[order[at]])

    def others(self, key: Floats, least_share: float, apart_deg: float) -> tuple[Floats, ...]:
        """Other places that nearly as much speaks for, densest first."""
        near = self._near()
        dense = near @ self.weights
        found, least = [key], least_share * float(dense.max())
        for at in np.argsort(-dense, kind="stable"):
            if dense[at] < least:
                break
            way = _mean(self.directions, self.weights * near[at])
            if all(angle_between_deg(way, other) > apart_deg for other in found):
                found.append(way)
        return tuple(found[1:])

    def stage(self) -> tuple[StageGuess, bool]:
        """The mean camera of all, and the likelier caster."""
        shares = np.array([share for _, _, share in self.stages])
        log_focals = np.log([guess.focal_mm for guess, _, _ in self.stages])
        tilts = np.array([guess.camera_elevation_deg for guess, _, _ in self.stages])
        turned = np.array([turned for _, turned, _ in self.stages])
        focal_mm = float(np.exp(shares @ log_focals))
        guess = StageGuess(focal_mm, float(shares @ tilts), USUAL_HOVER)
        return guess, bool(shares @ turned >= 0.5)

    def _apart(self, way: Floats) -> Floats:
        return np.asarray(np.degrees(np.arccos(np.clip(self.directions @ way, -1.0, 1.0))))

    def _near(self) -> Floats:
        cosines = np.clip(self.directions @ self.directions.T, -1.0, 1.0)
        return np.asarray(np.exp(-((np.degrees(np.arccos(cosines)) / KERNEL_DEG) ** 2)))


def infer(problem: LightProblem) -> LampPosterior:
    """Weigh every hypothesis; once more without the ground where none of them explains it."""
    if problem.mirror is not None:
        return _mirrored(problem.without_ground(), problem.mirror)
    with_ground = list(_hypotheses(problem))
    explained = max((one.explained for one in with_ground), default=0.0)
    if explained < EXPLAINED:
        problem = problem.without_ground()
        return _summed(problem, list(_hypotheses(problem)), 0.0)
    return _summed(problem, with_ground, explained)


def _mirrored(problem: LightProblem, spot: Highlight) -> LampPosterior:
    """What a mirror shows: the lamp where its highlight reflects it, as sure as a plain solve."""
    ways = directions_tried()[0]
    guess = StageGuess(USUAL_FOCAL_MM, USUAL_ELEVATION_DEG, USUAL_HOVER)
    way = reflected(spot, problem.stage(guess))
    density = np.exp(_prior(ways) + FAR_LAMP_ALONE * (ways @ way - 1.0))
    stages = ((guess, True, 1.0),)
    shown = FarLamp(way, 1.0)
    return LampPosterior(problem, ways, density / density.sum(), stages, 0.0, shown)


@dataclass(frozen=True, eq=False)
class _Hypotheses:
    """All lamps under one camera with one caster: log likelihoods (s, c) on s shapes, and the
    lamps' amounts (s, c, 2)."""

    stage: StageGuess
    turned: bool
    likelihood: Floats
    amounts: Floats
    explained: float


def _hypotheses(problem: LightProblem) -> Iterator[_Hypotheses]:
    """Every camera that the picture allows, with what its floor shows; one where no floor shows."""
    if not problem.free.any():
        guess = StageGuess(USUAL_FOCAL_MM, USUAL_ELEVATION_DEG, USUAL_HOVER)
        yield _weighed(guess, True, _on_shapes(problem, problem.stage(guess)), None)
        return
    for elevation_deg in CAMERA_ELEVATIONS_DEG:
        usual = StageGuess(USUAL_FOCAL_MM, elevation_deg, USUAL_HOVER)
        shapes = _on_shapes(problem, problem.stage(usual))
        for focal_mm in FOCALS_MM:
            guess = replace(usual, focal_mm=focal_mm)
            stage = problem.stage(guess)
            if hides_floor_edge(problem, stage):
                continue
            for turned in (True, False):
                caster = replace(problem, turned=turned).caster(stage)
                ground = lit_ground(problem, stage, caster, directions_tried()[0])
                if ground is not None:
                    yield _weighed(guess, turned, shapes, ground)


def _on_shapes(problem: LightProblem, stage: LightStage) -> list[Fits]:
    """How one and two lamps explain the subject's shading under one camera, on every shape."""
    return [part.fits(directions_tried()[1]) for part in lit_subject(problem, stage)]


def _weighed(
    guess: StageGuess, turned: bool, shapes: list[Fits], ground: LitPart | None
) -> _Hypotheses:
    """What subject and ground say together; they should agree on the lamps' proportions."""
    choice = directions_tried()[1]
    lamps = SECOND_LAMP * ((choice != NONE).sum(axis=1) - 1)
    likelihood = np.stack([one.likelihood for one in shapes]) - lamps
    amounts = np.stack([one.amounts for one in shapes])
    if ground is None:
        return _Hypotheses(guess, turned, likelihood, amounts, 0.0)
    on_ground = ground.fits(choice)
    explained = max(0.0, 1.0 - float(np.exp(-2.0 * float(on_ground.likelihood.max()) / WEIGHT)))
    apart = _over_lamps(np.abs(_shares(amounts) - _shares(on_ground.amounts)))
    likelihood = likelihood + on_ground.likelihood - CONSISTENCY * apart
    shown = np.broadcast_to(on_ground.amounts, amounts.shape)
    return _Hypotheses(guess, turned, likelihood, shown, explained)


def _shares(amounts: Floats) -> Floats:
    """Each lamp's share of all lamps' light; shapes (..., m)."""
    return np.asarray(amounts / (_over_lamps(amounts)[..., None] + 1e-9))


def _over_lamps(each: Floats) -> Floats:
    """The sum over the lamps, which come last: (..., m) to (...).

    They are few; numpy's own sum over so short an axis takes thirty times as long.
    """
    return np.asarray(reduce(np.add, np.moveaxis(each, -1, 0)))


def hides_floor_edge(problem: LightProblem, stage: LightStage) -> bool:
    """Whether a camera would have the floor's edge above the horizon."""
    edge = problem.floor_edge
    return edge is not None and stage.horizon_row() > edge + 8


def _summed(problem: LightProblem, every: list[_Hypotheses], explained: float) -> LampPosterior:
    """The weight of each direction as the key's, summed over all hypotheses."""
    ways, choice = directions_tried()
    most = max(float(one.likelihood.max()) for one in every)
    density, shares = np.zeros(len(ways) + 1), []
    for one in every:
        weight = np.exp(one.likelihood - most)
        part = (weight[..., None] * _key_part(one.amounts, ways, choice)).sum(axis=0)
        np.add.at(density, choice, part)
        shares.append((one.stage, one.turned, float(weight.sum())))
    density = density[:-1]
    stage = max(shares, key=lambda share: share[2])[0]
    plain = _plain(problem, problem.stage(stage))
    density *= np.exp(_prior(ways) + highlight_gain(problem, problem.stage(stage), ways))
    if plain is not None:
        concentration = FAR_LAMP_BESIDE_GROUND if explained else FAR_LAMP_ALONE
        density *= np.exp(concentration * (ways @ plain.direction - 1.0))
    total = sum(share for _, _, share in shares)
    stages = tuple((guess, turned, share / total) for guess, turned, share in shares)
    return LampPosterior(problem, ways, density / density.sum(), stages, explained, plain)


def _key_part(amounts: Floats, ways: Floats, choice: Indices) -> Floats:
    """How much of a hypothesis's key each of its lamps is (s, c, m): the strongest in front.

    A lamp that stands near the strongest shares the part as the two share the light.
    """
    front = np.append(front_weight(ways), 0.0)[choice]
    strength = amounts * front
    first = strength.argmax(axis=-1)
    leader = np.take_along_axis(choice[None], first[..., None], axis=-1)
    every = np.concatenate([ways, np.zeros((1, 3))])
    near = every @ every.T > np.cos(np.radians(ONE_LAMP_DEG))
    light = np.where(near[leader, choice], amounts, 0.0)
    return np.asarray(light / (_over_lamps(light)[..., None] + 1e-12))


def front_weight(ways: Floats) -> Floats:
    """How far a lamp there would be called a key, not a rim: 1 in front, 0 behind; (k,)."""
    azimuth = np.degrees(np.arctan2(ways[:, 0], ways[:, 2]))
    beyond = (np.abs(azimuth) - KEY_IS_FRONT_DEG.mean_deg) / KEY_IS_FRONT_DEG.deviation_deg
    return np.asarray(1.0 / (1.0 + np.exp(beyond)))


def _prior(ways: Floats) -> Floats:
    """What is thought of a key's direction beforehand: logarithms (k,)."""
    azimuth = np.degrees(np.arctan2(ways[:, 0], ways[:, 2]))
    elevation = np.degrees(np.arcsin(np.clip(ways[:, 1], -1.0, 1.0)))
    strains = [
        (angle - prior.mean_deg) / prior.deviation_deg
        for angle, prior in zip((azimuth, elevation), KEY_PRIOR, strict=True)
    ]
    return np.asarray(-0.5 * np.square(strains).sum(axis=0))


def _plain(problem: LightProblem, stage: LightStage) -> FarLamp | None:
    """The plain shading solve, in the level frame."""
    found = far_lamp(problem.normals, problem.subject)
    return None if found is None else replace(found, direction=stage.turn @ found.direction)


def _mean(ways: Floats, weights: Floats) -> Floats:
    total = weights @ ways
    length = float(np.linalg.norm(total))
    return np.asarray(total / length) if length > 1e-12 else ways[int(np.argmax(weights))]
