# SPDX-License-Identifier: Apache-2.0
"""The Fabric Transform Tree: parameters, what they mean, what is seen of it, how it is judged.

Every edge carries a Jacobian; every leaf carries a residual and the metric by which it counts. The
metric is pulled back to the root, M_parent = Σ Jᵀ M J, and the gradient with it, g_parent = Σ Jᵀ g.
That is the normal matrix of Gauss and Newton, gathered edge by edge: large Jacobians meet only
their own parent's few quantities, and the root never sees a matrix as tall as the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import CompileError
from scene_stager.maths.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class TreeLeaf:
    """Numbers that are judged: how far off each is, and how much that counts.

    shapes   residual (m,); metric (m,) for a diagonal one, or (m, m)
    units    residual in the unit of what is measured; metric in one over its square
    valid    the metric is symmetric and counts nothing as less than zero
    """

    name: str
    residual: Floats
    metric: Floats

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self.residual)

    @property
    def cost(self) -> float:
        """Half the squared length of the residual, by its metric."""
        return 0.5 * float(self.residual @ _weighed(self.metric, self.residual))


@dataclass(frozen=True, slots=True, eq=False)
class TreeNode:
    """Quantities, and the edges to everything that depends on them."""

    name: str
    size: int
    edges: tuple[TreeEdge, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TreeEdge:
    """How a child changes with its parent.

    shapes   jacobian (child's size, parent's size)
    units    the child's units per unit of the parent's
    """

    jacobian: Floats
    child: TreeNode | TreeLeaf


@dataclass(frozen=True, slots=True, eq=False)
class Pulled:
    """A metric and a gradient, pulled back to one node.

    shapes   metric (k, k), gradient (k,)
    """

    metric: Floats
    gradient: Floats


def pull_back(node: TreeNode | TreeLeaf) -> Pulled:
    """The metric and gradient of everything below a node, in that node's own quantities.

    shapes   metric (k, k), gradient (k,) for a node of k quantities
    units    one over the node's units squared, and one over them
    source   Gauss-Newton: Nocedal and Wright 2006, "Numerical Optimization", section 10.3; as the
             pullback of a Riemannian metric: do Carmo 1992, "Riemannian Geometry", chapter 1
    """
    if isinstance(node, TreeLeaf):
        dense = np.diag(node.metric) if node.metric.ndim == 1 else node.metric
        return Pulled(dense, _weighed(node.metric, node.residual))
    metric, gradient = np.zeros((node.size, node.size)), np.zeros(node.size)
    for edge in node.edges:
        _check(node, edge)
        slope = edge.jacobian
        if isinstance(edge.child, TreeLeaf):  # a diagonal metric is never written out in full
            leaf = edge.child
            metric += slope.T @ _weighed(leaf.metric, slope)
            gradient += slope.T @ _weighed(leaf.metric, leaf.residual)
        else:
            below = pull_back(edge.child)
            metric += slope.T @ below.metric @ slope
            gradient += slope.T @ below.gradient
    return Pulled(metric, gradient)


def leaves(node: TreeNode | TreeLeaf) -> list[TreeLeaf]:
    """Every leaf below a node, in order."""
    if isinstance(node, TreeLeaf):
        return [node]
    return [leaf for edge in node.edges for leaf in leaves(edge.child)]


def cost(node: TreeNode | TreeLeaf) -> float:
    """Half the squared residual of everything below a node."""
    return sum(leaf.cost for leaf in leaves(node))


def dense(node: TreeNode) -> tuple[Floats, Floats, Floats]:
    """The same tree written out: one tall Jacobian, residual and metric. For tests and small trees.

    shapes   jacobian (m, k), residual (m,), metric (m, m), with m the sum over all leaves
    """
    rows = _rows(node, np.eye(node.size))
    jacobian = np.concatenate([row for row, _ in rows])
    residual = np.concatenate([leaf.residual for _, leaf in rows])
    metric = np.zeros((len(residual), len(residual)))
    start = 0
    for _, leaf in rows:
        part = slice(start, start + leaf.size)
        metric[part, part] = np.diag(leaf.metric) if leaf.metric.ndim == 1 else leaf.metric
        start += leaf.size
    return jacobian, residual, metric


def _rows(node: TreeNode | TreeLeaf, so_far: Floats) -> list[tuple[Floats, TreeLeaf]]:
    if isinstance(node, TreeLeaf):
        return [(so_far, node)]
    found = []
    for edge in node.edges:
        _check(node, edge)
        found += _rows(edge.child, edge.jacobian @ so_far)
    return found


def _weighed(metric: Floats, values: Floats) -> Floats:
    """A metric times a vector, or times every column of a matrix."""
    if metric.ndim == 2:
        return metric @ values
    return metric * values if values.ndim == 1 else metric[:, None] * values


def _check(node: TreeNode, edge: TreeEdge) -> None:
    wanted = (edge.child.size, node.size)
    if edge.jacobian.shape != wanted:
        raise CompileError(
            f"transform tree: the edge from {node.name} to {edge.child.name} has a Jacobian of "
            f"shape {edge.jacobian.shape}, expected {wanted}"
        )
