# SPDX-License-Identifier: Apache-2.0
"""A guess as a transform tree: what moves the picture, and what was thought before it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene_stager.inverse.least_squares.model import Drawn
from scene_stager.inverse.least_squares.transform_tree import Edge, Leaf, Node
from scene_stager.maths.arrays import Floats

if TYPE_CHECKING:
    from scene_stager.inverse.least_squares.calibrate import Guess


def tree_of(guess: Guess, drawn: Drawn) -> Node:
    """Root (pose, intensities) -> physical quantities -> the picture's blocks; and the priors.

    The root has the pose's numbers first, then three for every light.
    """
    problem, strength = guess.problem, guess.intensities
    lights, n = drawn.unit.shape[:2]
    poses, linear = len(guess.pose), lights * 3
    count = drawn.physical.shape[0]
    to_picture = np.zeros((n, 3, count + linear))
    to_picture[:, :, :count] = np.einsum("lc,lpnc->ncp", strength, drawn.slopes)
    for k in range(lights):
        for c in range(3):
            to_picture[:, c, count + 3 * k + c] = drawn.unit[k, :, c]
    miss = guess.picture - problem.observed
    edges = []
    for name, block in problem.blocks.items():
        rows = np.flatnonzero(block & (guess.metric > 0))
        leaf = Leaf(name, miss[rows].ravel(), np.repeat(guess.metric[rows], 3))
        edges.append(Edge(to_picture[rows].reshape(-1, count + linear), leaf))
    physical = Node("physical", count + linear, tuple(edges))
    to_physical = np.zeros((count + linear, poses + linear))
    to_physical[:count, :poses] = drawn.physical
    to_physical[count:, poses:] = np.eye(linear)
    return Node(
        "parameters", poses + linear, (Edge(to_physical, physical), *_prior_edges(guess, linear))
    )


def _prior_edges(guess: Guess, linear: int) -> tuple[Edge, ...]:
    knobs, priors = guess.problem.model.knobs, guess.problem.priors
    held = [(k, priors[knob.name]) for k, knob in enumerate(knobs) if knob.name in priors]
    beliefs = guess.problem.beliefs
    edges = () if beliefs is None else (_belief_edge(guess, beliefs),)
    if not held:
        return edges
    slope = np.zeros((len(held), len(guess.pose) + linear))
    for row, (k, _) in enumerate(held):
        slope[row, k] = 1.0
    off = np.array([guess.pose[k] - prior.mean for k, prior in held])
    sure = np.array([prior.deviation**-2.0 for _, prior in held])
    return (*edges, Edge(slope, Leaf("priors", off, sure)))


def _belief_edge(guess: Guess, beliefs: Floats) -> Edge:
    poses, (count, lights) = len(guess.pose), beliefs.shape
    slope = np.zeros((count, 3, poses + 3 * lights))
    for c in range(3):
        slope[:, c, poses + c :: 3] = beliefs
    off = (beliefs @ guess.intensities).ravel()
    return Edge(slope.reshape(3 * count, -1), Leaf("beliefs", off, np.ones(3 * count)))
