# SPDX-License-Identifier: Apache-2.0
"""Turn the lights until the guess looks like the still: strengths solved, poses stepped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scene_stager.inverse.least_squares.certificate import Certificate, certify
from scene_stager.inverse.least_squares.guess_tree import tree_of
from scene_stager.inverse.least_squares.levenberg_marquardt import Bounds, Descent, Ended, descend
from scene_stager.inverse.least_squares.model import Drawn, ForwardModel, Knob
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.transform_tree import Node, pull_back
from scene_stager.inverse.least_squares.variable_projection import intensities, without_linear
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import REC_709

LUMINANCE = np.array(REC_709)
SAME_DEG = 8.0  # two keys nearer than this are one solution
LEAST_TOLD = 0.02  # of the brightest light: a darker one is judged as if it were this bright
LEAST_OFF = 0.03  # relative residual that no model is thought to stay under
OUTLYING = 0.15  # in that residual a point further off counts less, however the steps weighed it
FAR = 0.18  # relative residual beyond which the model does not explain the still: house default
RIVAL = 1.35  # a solution whose cost is within this factor of the best one's is a rival


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What a number is thought to be before the still is looked at, and how surely."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far a model's points may be off. House defaults, for a drawn scene.

    `error` is a point's relative standard deviation; points' errors hang together, so that so many
    of them count as `independent`; what is darker than the share `dark` of the mean light is judged
    as if it were that bright.
    """

    error: float = 0.06
    independent: float = 120.0
    dark: float = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A still as points, the model that is to explain it, and what is thought beforehand.

    `blocks` are the leaves of the tree: parts of the picture that are judged on their own. `gate`
    may look at a guess's picture and return factors on the points' weights; it need not be
    continuous. `beliefs` are sums of lights that are thought to be nought, such as the fill less an
    eighth of the key, each divided by how far it may be off. `softening` is the relative residual
    from which a point counts less (Huber).

    shapes   observed (n, 3) linear light; weights (n,), 0 leaves a point out; each block (n,);
             beliefs (b, lights)
    """

    model: ForwardModel
    observed: Floats
    weights: Floats
    blocks: Mapping[str, Bools]
    priors: Mapping[str, Prior] = field(default_factory=dict)
    gate: Callable[[Floats, Floats], Floats] | None = None
    softening: float | None = None
    beliefs: Floats | None = None
    doubt: Doubt = field(default_factory=Doubt)

    def ruler(self) -> Floats:
        """The metric per point before any gate: relative to brightness, shape (n,)."""
        level = self.observed @ LUMINANCE
        used = self.weights > 0
        dark = self.doubt.dark * float(np.mean(level[used])) if used.any() else 1.0
        relative = self.weights / (level + dark + 1e-9) ** 2
        count = max(float(self.weights.sum()), 1.0)
        ruler: Floats = relative * (self.doubt.independent / count / self.doubt.error**2 / 3.0)
        return ruler


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """A pose that was drawn and judged.

    shapes   pose (k,), intensities (lights, 3), picture (n, 3), metric (n,)
    """

    problem: Problem
    pose: Floats
    intensities: Floats
    picture: Floats
    metric: Floats
    cost: float
    drawn: Drawn | None = None

    def tree(self) -> Node:
        """Root (pose, intensities) -> physical -> the picture's blocks -> how far off they are."""
        drawn = self.drawn or self.problem.model.draw_with_slopes(self.pose)
        return tree_of(self, drawn)

    def system(self) -> tuple[Floats, Floats]:
        """Metric and gradient in the pose, intensities at their best."""
        pulled = pull_back(self.tree())
        poses = len(self.pose)
        kept = np.concatenate([np.ones(poses, dtype=bool), self.intensities.ravel() > 0])
        return without_linear(pulled.metric[np.ix_(kept, kept)], pulled.gradient[kept], poses)


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """One arrangement of the lights that explains the still, and the way to it."""

    descent: Descent[Guess]
    certificate: Certificate

    @property
    def guess(self) -> Guess:
        """The last and nearest guess."""
        return self.descent.points[-1]

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.descent.points) - 1

    @property
    def film(self) -> tuple[Floats, ...]:
        """The picture of every accepted guess, first to last, each (n, 3)."""
        return tuple(point.picture for point in self.descent.points)


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Every arrangement that was found, nearest first, and what is to be thought of the first."""

    solutions: tuple[Solution, ...]
    outcome: Outcome
    role_swap: bool

    @property
    def best(self) -> Solution:
        """The nearest."""
        return self.solutions[0]


def look(problem: Problem, pose: Floats, metric: Floats | None = None) -> Guess:
    """Draw a pose, solve for the lights' strengths, and judge what comes out."""
    ruler = problem.ruler() if metric is None else metric
    unit = problem.model.draw(pose)
    return judged(problem, pose, unit, ruler)


def calibrate(
    problem: Problem,
    starts: Sequence[Floats],
    *,
    most_steps: int = 20,
    descents: int = 3,
    tolerance: float = 0.02,
    worth: float = 0.0,
    asked: Sequence[str] | None = None,
) -> Calibration:
    """Match from the best few of several starts, and rank what they lead to.

    `asked` names the numbers whose settling ends the steps, all when absent; a step that lowers the
    cost by less than the share `worth` is the last.

    shapes   each start (k,), in the order of the model's knobs
    """
    bounds = _bounds(problem.model.knobs, asked)
    firsts = [settled(look(problem, np.clip(start, bounds.low, bounds.high))) for start in starts]
    firsts.sort(key=lambda guess: guess.cost)
    found = [
        stepped(first, most_steps=most_steps, tolerance=tolerance, worth=worth, asked=asked)
        for first in _apart(firsts, problem)[:descents]
    ]
    return rank([Solution(one, certificate_of(one.points[-1])) for one in found])


def stepped(
    first: Guess,
    *,
    most_steps: int = 20,
    tolerance: float = 0.02,
    worth: float = 0.0,
    asked: Sequence[str] | None = None,
) -> Descent[Guess]:
    """The steps from one guess, as `calibrate` takes them."""
    return descend(
        settled(first),
        lambda pose, before: look(first.problem, pose, before.metric),
        _bounds(first.problem.model.knobs, asked),
        settle=settled,
        most_steps=most_steps,
        tolerance=tolerance,
        worth=worth,
    )


def rank(found: Sequence[Solution]) -> Calibration:
    """Solutions nearest first, each of its own kind, and what is to be thought of the first."""
    kept = _different(sorted(found, key=lambda solution: solution.guess.cost))
    swap = roles_could_swap(kept)
    return Calibration(tuple(kept), _outcome(kept, swap), swap)


def roles_could_swap(solutions: Sequence[Solution]) -> bool:
    """Whether a rival gives the key's part to another light, or two lights stand in one place."""
    best = solutions[0].guess
    names = [name for name in best.problem.model.lights if name != "ambient"]
    if "key" not in names:
        return False
    levels = best.intensities @ LUMINANCE
    key = names.index("key")
    for k, name in enumerate(names):
        if k != key and levels[k] > 0.25 * levels[key] and _between(best, "key", name) < 20.0:
            return True
    for other in solutions[1:]:
        if other.guess.cost > RIVAL * best.cost:
            continue
        theirs = other.guess.intensities @ LUMINANCE
        if np.argmax(theirs[: len(names)]) != np.argmax(levels[: len(names)]):
            return True
    return False


def key_way(guess: Guess, light: str = "key") -> Floats:
    """The unit vector to a light from the target, shape (3,); the camera's side is -y."""
    names = [knob.name for knob in guess.problem.model.knobs]
    given = getattr(guess.problem.model, "lamps", {}).get(light)

    def angle(part: str) -> float:
        name = f"{light}_{part}"
        if name in names:
            return float(np.radians(guess.pose[names.index(name)]))
        return float(np.radians(getattr(given, part, 0.0)))

    a, e = angle("azimuth_deg"), angle("elevation_deg")
    return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])


def apart_deg(one: Floats, other: Floats) -> float:
    """The angle between two directions, in degrees; shapes (3,)."""
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(one, other)), one @ other)))


def _between(guess: Guess, one: str, other: str) -> float:
    return apart_deg(key_way(guess, one), key_way(guess, other))


def judged(problem: Problem, pose: Floats, unit: Floats, metric: Floats) -> Guess:
    """Solve for the strengths of lights whose pictures are drawn, and judge their sum.

    shapes   unit (lights, n, 3), metric (n,)
    """
    found = intensities(unit, problem.observed, metric, problem.beliefs)
    picture = np.einsum("lc,lnc->nc", found, unit)
    miss = picture - problem.observed
    cost = 0.5 * float((metric[:, None] * miss * miss).sum())
    if problem.beliefs is not None:
        cost += 0.5 * float(((problem.beliefs @ found) ** 2).sum())
    for knob, value in zip(problem.model.knobs, pose, strict=True):
        prior = problem.priors.get(knob.name)
        if prior is not None:
            cost += 0.5 * ((value - prior.mean) / prior.deviation) ** 2
    return Guess(problem, pose, found, picture, metric, float(cost))


def settled(guess: Guess) -> Guess:
    """The same guess by the ruler that it itself asks for: gate and softening, then frozen."""
    metric = asked_metric(guess)
    if np.allclose(metric, guess.metric, rtol=0.02, atol=0.0):
        return guess
    return look(guess.problem, guess.pose, metric)


def asked_metric(guess: Guess) -> Floats:
    """The metric per point, gated and softened as a guess asks for; shape (n,)."""
    problem = guess.problem
    metric = problem.ruler()
    if problem.gate is not None:
        metric = metric * problem.gate(guess.pose, guess.picture)
    if problem.softening is not None:
        level = problem.observed @ LUMINANCE
        off = np.abs((guess.picture - problem.observed) @ LUMINANCE)
        relative = off / (level + problem.doubt.dark * float(np.mean(level)) + 1e-9)
        metric = metric * np.minimum(1.0, problem.softening / np.maximum(relative, 1e-9))
    return metric


def certificate_of(guess: Guess) -> Certificate:
    """Judge the still's own part of the system: what was thought beforehand is left out."""
    bare = replace(guess, problem=replace(guess.problem, priors={}, beliefs=None))
    poses = len(guess.pose)
    pulled = pull_back(bare.tree())
    lights = guess.problem.model.lights
    to_levels = np.zeros((poses + 3 * len(lights), poses + len(lights)))
    to_levels[:poses, :poses] = np.eye(poses)
    levels = guess.intensities @ LUMINANCE
    least = LEAST_TOLD * float(levels.max(initial=1e-9))
    knobs = list(guess.problem.model.knobs)
    for k, name in enumerate(lights):
        colour = guess.intensities[k] if levels[k] > least else np.full(3, least)
        to_levels[poses + 3 * k : poses + 3 * k + 3, poses + k] = colour * np.log(2.0)
        knobs.append(Knob(f"{name}_stops", "stops", -12.0, 12.0, 1.0))
    metric = to_levels.T @ pulled.metric @ to_levels
    off = (guess.picture - guess.problem.observed) @ LUMINANCE
    doubt = guess.problem.doubt
    ruler = _plain_metric(guess) * 3.0 * doubt.error**2
    residual = float(np.sqrt((ruler * off * off).sum() / doubt.independent))
    believed = frozenset(guess.problem.priors)
    far = max(residual / max(FAR, doubt.error), 1.0) ** 2  # far off, errors add up
    return certify(metric, knobs, max(residual, LEAST_OFF) / doubt.error * far, residual, believed)


def _plain_metric(guess: Guess) -> Floats:
    """The metric by which a residual is told, the same for every softening of the steps."""
    if guess.problem.softening is None:
        return guess.metric
    return asked_metric(replace(guess, problem=replace(guess.problem, softening=OUTLYING)))


def _bounds(knobs: Sequence[Knob], asked: Sequence[str] | None) -> Bounds:
    low, high, telling = (
        np.array([getattr(knob, side) for knob in knobs]) for side in ("low", "high", "telling")
    )
    wanted = np.array([asked is None or knob.name in asked for knob in knobs], dtype=bool)
    return Bounds(low, high, telling, wanted)


def _apart(guesses: Sequence[Guess], problem: Problem) -> list[Guess]:
    """The nearest guess of every neighbourhood, nearest first."""
    telling = np.array([knob.telling for knob in problem.model.knobs])
    kept: list[Guess] = []
    for guess in guesses:
        if all(np.abs((guess.pose - one.pose) / telling).max(initial=0.0) > 1.5 for one in kept):
            kept.append(guess)
    return kept


def _different(found: Sequence[Solution]) -> list[Solution]:
    kept: list[Solution] = []
    for one in found:
        way = key_way(one.guess)
        if all(apart_deg(way, key_way(other.guess)) > SAME_DEG for other in kept):
            kept.append(one)
    return kept


def _outcome(solutions: Sequence[Solution], swap: bool) -> Outcome:
    best = solutions[0]
    if best.certificate.residual > FAR:
        return Outcome.UNEXPLAINED
    if best.certificate.ill_posed:
        return Outcome.ILL_POSED
    if swap or any(one.guess.cost <= RIVAL * best.guess.cost for one in solutions[1:]):
        return Outcome.AMBIGUOUS
    if best.descent.ended is Ended.UNFINISHED:
        return Outcome.UNFINISHED
    return Outcome.MATCHED
