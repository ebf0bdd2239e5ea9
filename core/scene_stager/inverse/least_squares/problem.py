# SPDX-License-Identifier: Apache-2.0
"""The least-squares problem of a still, and a guess at it: drawn, its lights solved, its cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from scene_stager.inverse.least_squares.model import Drawn, ForwardModel
from scene_stager.inverse.least_squares.transform_tree import (
    TreeEdge,
    TreeLeaf,
    TreeNode,
    pull_back,
)
from scene_stager.inverse.least_squares.variable_projection import (
    nonnegative_intensities,
    schur_complement,
)
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import REC_709

# House defaults, not measured, but where a line says otherwise.
LUMINANCE = np.array(REC_709)
SAME_WEIGHTS = 0.02  # weights that all changed by a smaller share are the same: house default
OUTLYING = 0.15  # Huber's delta by which residuals are told, whatever the steps': house default
BLACK = 1e-9  # keeps quotients finite where a whole picture is black: house default

M_co = TypeVar("M_co", bound=ForwardModel, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What a number is thought to be before the still is looked at, and how surely."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class NoiseModel:
    """How far a model's points may be off. House defaults, for a drawn scene.

    `error` is a point's relative standard deviation; points' errors hang together, so that so many
    of them count as `independent`; what is darker than the share `dark` of the mean light is judged
    as if it were that bright.
    """

    error: float = 0.06
    independent: float = 120.0
    dark: float = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Problem(Generic[M_co]):
    """A still as points, the model that is to explain it, and what is thought beforehand.

    `blocks` are the leaves of the tree: parts of the picture that are judged on their own.
    `weight_gate` may look at a guess's pose and picture and return factors on the points' weights;
    it need not be continuous. `linear_priors` are sums of lights that are thought to be nought,
    such as the fill less an eighth of the key, each divided by how far it may be off. `huber_delta`
    is the relative residual from which a point counts less (Huber 1964).

    shapes   observed (n, 3) linear light; sample_weights (n,), 0 leaves a point out; each block
             (n,); linear_priors (b, lights)
    """

    model: M_co
    observed: Floats
    sample_weights: Floats
    blocks: Mapping[str, Bools]
    priors: Mapping[str, Prior] = field(default_factory=dict)
    weight_gate: Callable[[Floats, Floats], Floats] | None = None
    huber_delta: float | None = None
    linear_priors: Floats | None = None
    noise: NoiseModel = field(default_factory=NoiseModel)

    def weights(self) -> Floats:
        """Inverse-variance weight per point and channel, before gate and Huber; shape (n,).

        A point's deviation is `error` times its own brightness, and all points together count as
        `independent` ones of three channels each.
        """
        level = self.observed @ LUMINANCE
        used = self.sample_weights > 0
        dark = self.noise.dark * float(np.mean(level[used])) if used.any() else 1.0
        relative = self.sample_weights / (level + dark + BLACK) ** 2
        count = max(float(self.sample_weights.sum()), 1.0)
        weights: Floats = relative * (self.noise.independent / count / self.noise.error**2 / 3.0)
        return weights


@dataclass(frozen=True, slots=True, eq=False)
class Guess(Generic[M_co]):
    """A pose that was drawn and judged by `weights`, and what it costs.

    shapes   pose (k,), intensities (lights, 3), picture (n, 3), weights (n,)
    """

    problem: Problem[M_co]
    pose: Floats
    intensities: Floats
    picture: Floats
    weights: Floats
    cost: float
    drawn: Drawn | None = None

    def tree(self) -> TreeNode:
        """Root (pose, intensities) -> physical -> the picture's blocks and priors.

        The root has the pose's numbers first, then three for every light.
        """
        drawn = self.drawn or self.problem.model.draw_with_slopes(self.pose)
        count, poses = drawn.physical.shape
        linear = 3 * len(drawn.unit)
        physical = TreeNode("physical", count + linear, _block_edges(self, drawn))
        to_physical = np.zeros((count + linear, poses + linear))
        to_physical[:count, :poses] = drawn.physical
        to_physical[count:, poses:] = np.eye(linear)
        edges = (TreeEdge(to_physical, physical), *_prior_edges(self, linear))
        return TreeNode("parameters", poses + linear, edges)

    def system(self) -> tuple[Floats, Floats]:
        """Gauss-Newton matrix and gradient in the pose alone, the intensities projected out."""
        pulled = pull_back(self.tree())
        poses = len(self.pose)
        kept = np.concatenate([np.ones(poses, dtype=bool), self.intensities.ravel() > 0])
        return schur_complement(pulled.metric[np.ix_(kept, kept)], pulled.gradient[kept], poses)


def evaluate(problem: Problem[M_co], pose: Floats, weights: Floats | None = None) -> Guess[M_co]:
    """Evaluate the objective at a pose by variable projection: strengths are solved, not stepped.

    With u_l(p) the picture of light l at unit intensity, y the still, x the strengths, w the
    weights, B the linear priors and m, s the means and deviations of the pose's priors:

        F(p, x) = 1/2 sum w (sum_l x_l u_l(p) - y)^2 + 1/2 |B x|^2 + 1/2 sum ((p_k - m_k) / s_k)^2
        x*(p)   = the x >= 0 that makes F least: a quadratic in x, one solve a channel
        f(p)    = F(p, x*(p)), which is what the steps bring down
        df/dp   = dF/dp at x*, because dF/dx is nought along every strength that is free to move

    shapes   pose (k,); weights (n,), the problem's own when absent
    source   Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least
             squares problems whose variables separate"
    """
    own = problem.weights() if weights is None else weights
    return evaluate_linear(problem, pose, problem.model.draw(pose), own)


def evaluate_linear(
    problem: Problem[M_co], pose: Floats, unit: Floats, weights: Floats
) -> Guess[M_co]:
    """Evaluate the linear part of the objective: pictures are drawn, their strengths are not known.

    For each channel c, with U the (n, lights) table of the lights' pictures and W = diag(w):

        x_c = the x >= 0 that makes 1/2 |W^(1/2) (U x - y_c)|^2 + 1/2 |B x|^2 least
        where no strength is held at 0:  (U^T W U + B^T B) x_c = U^T W y_c
        picture_c = U x_c;  cost = both sums over the channels, and the pose's own priors

    shapes   unit (lights, n, 3), weights (n,)
    source   separable least squares: Golub and Pereyra 1973
    """
    found = nonnegative_intensities(unit, problem.observed, weights, problem.linear_priors)
    picture = np.einsum("lc,lnc->nc", found, unit)
    miss = picture - problem.observed
    cost = 0.5 * float((weights[:, None] * miss * miss).sum())
    if problem.linear_priors is not None:
        cost += 0.5 * float(((problem.linear_priors @ found) ** 2).sum())
    for knob, value in zip(problem.model.knobs, pose, strict=True):
        prior = problem.priors.get(knob.name)
        if prior is not None:
            cost += 0.5 * ((value - prior.mean) / prior.deviation) ** 2
    return Guess(problem, pose, found, picture, weights, float(cost))


def reweighted(guess: Guess[M_co]) -> Guess[M_co]:
    """One step of iteratively reweighted least squares (IRLS), by weights that are then frozen.

    The same guess comes back where its own weights are what it was judged by.
    """
    weights = irls_weights(guess)
    if np.allclose(weights, guess.weights, rtol=SAME_WEIGHTS, atol=0.0):
        return guess
    return evaluate(guess.problem, guess.pose, weights)


def irls_weights(guess: Guess[ForwardModel], huber_delta: float | None = None) -> Floats:
    """IRLS weight per point, gated and with Huber's factor min(1, delta / |r|); shape (n,).

    `r` is the relative residual of luminance; `huber_delta` is the problem's own when absent.

    source   Huber 1964, "Robust estimation of a location parameter"; Holland and Welsch 1977,
             "Robust regression using iteratively reweighted least-squares"
    """
    problem = guess.problem
    delta = problem.huber_delta if huber_delta is None else huber_delta
    weights = problem.weights()
    if problem.weight_gate is not None:
        weights = weights * problem.weight_gate(guess.pose, guess.picture)
    if delta is not None:
        level = problem.observed @ LUMINANCE
        off = np.abs((guess.picture - problem.observed) @ LUMINANCE)
        relative = off / (level + problem.noise.dark * float(np.mean(level)) + BLACK)
        weights = weights * np.minimum(1.0, delta / np.maximum(relative, BLACK))
    return weights


def residual_of(guess: Guess[ForwardModel]) -> float:
    """Root mean square of the relative residual of luminance, the same for every Huber delta."""
    noise, weights = guess.problem.noise, guess.weights
    if guess.problem.huber_delta is not None:
        weights = irls_weights(guess, OUTLYING)
    off = (guess.picture - guess.problem.observed) @ LUMINANCE
    share = weights * 3.0 * noise.error**2
    return float(np.sqrt((share * off * off).sum() / noise.independent))


def _block_edges(guess: Guess[ForwardModel], drawn: Drawn) -> tuple[TreeEdge, ...]:
    """From the physical quantities and the intensities to each block of the picture."""
    lights, n = drawn.unit.shape[:2]
    count, linear = drawn.physical.shape[0], 3 * lights
    to_picture = np.zeros((n, 3, count + linear))
    to_picture[:, :, :count] = np.einsum("lc,lpnc->ncp", guess.intensities, drawn.slopes)
    for k in range(lights):
        for c in range(3):
            to_picture[:, c, count + 3 * k + c] = drawn.unit[k, :, c]
    miss = guess.picture - guess.problem.observed
    edges = []
    for name, block in guess.problem.blocks.items():
        rows = np.flatnonzero(block & (guess.weights > 0))
        leaf = TreeLeaf(name, miss[rows].ravel(), np.repeat(guess.weights[rows], 3))
        edges.append(TreeEdge(to_picture[rows].reshape(-1, count + linear), leaf))
    return tuple(edges)


def _prior_edges(guess: Guess[ForwardModel], linear: int) -> tuple[TreeEdge, ...]:
    """From the root to what was thought of the intensities and of the pose beforehand."""
    knobs, priors = guess.problem.model.knobs, guess.problem.priors
    held = [(k, priors[knob.name]) for k, knob in enumerate(knobs) if knob.name in priors]
    of_lights = guess.problem.linear_priors
    edges = () if of_lights is None else (_linear_prior_edge(guess, of_lights),)
    if not held:
        return edges
    slope = np.zeros((len(held), len(guess.pose) + linear))
    for row, (k, _) in enumerate(held):
        slope[row, k] = 1.0
    off = np.array([guess.pose[k] - prior.mean for k, prior in held])
    sure = np.array([prior.deviation**-2.0 for _, prior in held])
    return (*edges, TreeEdge(slope, TreeLeaf("priors", off, sure)))


def _linear_prior_edge(guess: Guess[ForwardModel], of_lights: Floats) -> TreeEdge:
    poses, (count, lights) = len(guess.pose), of_lights.shape
    slope = np.zeros((count, 3, poses + 3 * lights))
    for c in range(3):
        slope[:, c, poses + c :: 3] = of_lights
    off = (of_lights @ guess.intensities).ravel()
    return TreeEdge(
        slope.reshape(3 * count, -1), TreeLeaf("linear priors", off, np.ones(3 * count))
    )
