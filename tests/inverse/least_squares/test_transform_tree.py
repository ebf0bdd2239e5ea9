# SPDX-License-Identifier: Apache-2.0
"""The tree's pullback against the dense normal matrix, central differences and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import least_squares

from scene_stager.errors import CompileError
from scene_stager.inverse.least_squares.transform_tree import (
    TreeEdge,
    TreeLeaf,
    TreeNode,
    cost,
    dense,
    leaves,
    pull_back,
)

sizes = st.integers(1, 5)


def some(rng, *shape):
    return rng.standard_normal(shape)


def random_tree(rng, depth, size):
    """A tree whose leaves have diagonal and full metrics alike."""
    edges = []
    for _ in range(int(rng.integers(1, 4))):
        if depth == 0 or rng.random() < 0.3:
            m = int(rng.integers(1, 7))
            if rng.random() < 0.5:
                metric = rng.random(m) + 0.1
            else:
                root = some(rng, m, m)
                metric = root @ root.T
            child = TreeLeaf(f"leaf {m}", some(rng, m), metric)
        else:
            child = random_tree(rng, depth - 1, int(rng.integers(1, 5)))
        edges.append(TreeEdge(some(rng, child.size, size), child))
    return TreeNode(f"node {depth}", size, tuple(edges))


@given(st.integers(0, 2**32 - 1), sizes, st.integers(0, 4))
def test_pulled_back_metric_is_the_dense_normal_matrix(seed, size, depth):
    tree = random_tree(np.random.default_rng(seed), depth, size)
    jacobian, residual, metric = dense(tree)
    found = pull_back(tree)
    scale = max(1.0, np.abs(found.metric).max())
    assert np.abs(found.metric - jacobian.T @ metric @ jacobian).max() <= 1e-10 * scale
    gradient = jacobian.T @ metric @ residual
    assert np.abs(found.gradient - gradient).max() <= 1e-10 * max(1.0, np.abs(gradient).max())
    assert cost(tree) == pytest.approx(0.5 * residual @ metric @ residual, rel=1e-10, abs=1e-12)


TIMES = np.linspace(0.0, 2.0, 9)
SEEN = np.array([2.0, 1.6, 1.4, 1.1, 0.95, 0.8, 0.7, 0.62, 0.5])
WEIGHTS = np.linspace(1.0, 2.0, 9)


def decay_tree(x):
    """Root (log level, half time) -> (level, rate) -> curve -> weighed misses; and a prior."""
    level, rate = np.exp(x[0]), np.log(2) / x[1]
    curve = level * np.exp(-rate * TIMES)
    to_curve = np.stack([curve / level, -TIMES * curve], axis=1)
    to_physical = np.diag([level, -np.log(2) / x[1] ** 2])
    judged = TreeLeaf("misses", curve - SEEN, WEIGHTS)
    physical = TreeNode("physical", 2, (TreeEdge(to_curve, judged),))
    prior = TreeLeaf("prior", np.array([x[1] - 1.0]), np.array([0.25]))
    return TreeNode(
        "root", 2, (TreeEdge(to_physical, physical), TreeEdge(np.array([[0.0, 1.0]]), prior))
    )


def residuals(x):
    return np.concatenate([np.sqrt(leaf.metric) * leaf.residual for leaf in leaves(decay_tree(x))])


def test_gradient_is_the_slope_of_the_cost():
    x, step = np.array([0.5, 1.3]), 1e-6
    slope = [
        (cost(decay_tree(x + step * e)) - cost(decay_tree(x - step * e))) / (2 * step)
        for e in np.eye(2)
    ]
    np.testing.assert_allclose(pull_back(decay_tree(x)).gradient, slope, rtol=1e-5)


def test_steps_on_the_pulled_back_system_end_where_scipy_ends():
    x = np.array([0.2, 0.8])
    for _ in range(20):
        pulled = pull_back(decay_tree(x))
        x = x - np.linalg.solve(pulled.metric, pulled.gradient)
    oracle = least_squares(residuals, [0.2, 0.8], xtol=1e-15, ftol=1e-15, gtol=1e-15)
    np.testing.assert_allclose(x, oracle.x, rtol=1e-8)
    np.testing.assert_allclose(
        np.linalg.inv(pull_back(decay_tree(x)).metric),
        np.linalg.inv(oracle.jac.T @ oracle.jac),
        rtol=1e-5,
    )


def test_a_jacobian_of_the_wrong_shape_is_named():
    tree = TreeNode(
        "root", 2, (TreeEdge(np.ones((3, 2)), TreeLeaf("misses", np.ones(2), np.ones(2))),)
    )
    with pytest.raises(CompileError, match=r"from root to misses.*\(3, 2\).*\(2, 2\)"):
        pull_back(tree)
