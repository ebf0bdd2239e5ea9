# SPDX-License-Identifier: GPL-3.0-or-later
"""Fog that clears in a tube from lens to subject, as nodes of its own material."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np

from scene_stager.hosts.moks_host import Part

from .keys import Track
from .workshop import Workshop

OF_HEIGHT = 0.35  # of the subject's, is the tube's radius; house default, not measured
# Cycles of 4.x walks through uneven fog in steps of a tenth of its box: these are fine enough.
STEPS = 0.1
HERE, LENS, WAY, PER_WAY = "Here", "Lens", "Way", "Along"
WITHIN, ASIDE, SHARE = "Within", "Aside", "Cleared"
NODES = (HERE, LENS, WAY, PER_WAY, WITHIN, ASIDE, SHARE)


def clears(workshop: Workshop, part: Part) -> bool:
    """Whether the air between lens and subject is thinner at any time of the shot."""
    clearance = workshop.seen.get(f"{part.id}.clearance")
    there = {"camera.translate_m", "target.translate_m"} <= workshop.seen.keys()
    known = there and workshop.subject_m > 0.0
    return known and clearance is not None and bool((clearance < 1.0).any())


def fit(workshop: Workshop, part: Part, material: bpy.types.Material) -> None:
    """Give the fog its tube where the shot clears one, and take it away where it does not."""
    tree: Any = material.node_tree
    fog = tree.nodes.get("Fog")
    has = SHARE in tree.nodes
    if fog is None or has == clears(workshop, part):
        return
    radius = OF_HEIGHT * workshop.subject_m * workshop.axes.per_metre
    acts = [lambda: _build(tree, fog, radius), lambda: _take_out(tree)]
    workshop.journal.change(*(acts[::-1] if has else acts))
    if hasattr(material, "cycles"):
        workshop.journal.put(material.cycles, "volume_step_rate", 1.0 if has else STEPS)


def _take_out(tree: Any) -> None:
    for node in [one for one in tree.nodes if one.name in NODES]:
        tree.nodes.remove(node)


def _build(tree: Any, fog: Any, radius: float) -> None:
    """Let the density be that of the tube near the line from lens to subject.

    The line is keyed: where the lens is, the way to the subject, and the way over its square.
    """
    here = _node(tree, "ShaderNodeNewGeometry", HERE, None).outputs["Position"]
    off = _vector(tree, "SUBTRACT", LENS, here)
    share = _vector(tree, "DOT_PRODUCT", PER_WAY, off.outputs[0])
    clamp = _node(tree, "ShaderNodeClamp", WITHIN, share.outputs["Value"])
    foot = _vector(tree, "SCALE", WAY)
    tree.links.new(clamp.outputs[0], foot.inputs["Scale"])
    aside = _vector(tree, "DISTANCE", ASIDE, off.outputs[0])
    tree.links.new(foot.outputs[0], aside.inputs[1])
    cleared = _node(tree, "ShaderNodeMapRange", SHARE, aside.outputs["Value"])
    cleared.interpolation_type = "SMOOTHSTEP"
    cleared.inputs["From Min"].default_value = radius
    cleared.inputs["From Max"].default_value = 2.0 * radius
    tree.links.new(cleared.outputs[0], fog.inputs["Density"])


def tracks(workshop: Workshop, per_unit: np.ndarray, clearance: np.ndarray) -> list[Track]:
    """Where the tube is, how thick the fog is in it, and how thick beside it.

    shapes   per_unit, clearance (1, n)
    units    1 over the scene's own unit
    """
    lens, target = (workshop.seen[f"{one}.translate_m"] for one in ("camera", "target"))
    lens, way = lens * workshop.axes.per_metre, (target - lens) * workshop.axes.per_metre
    per_way = way / np.maximum(np.sum(way * way, axis=0), 1e-12)
    path = 'nodes["{}"].inputs[{}].default_value'
    ends = f'nodes["{SHARE}"].inputs["To {{}}"].default_value'
    return [
        Track("~lens", "nodes", path.format(LENS, 1), lens),
        Track("~way", "nodes", path.format(WAY, 0), way),
        Track("~per_way", "nodes", path.format(PER_WAY, 1), per_way),
        Track("~density", "nodes", ends.format("Min"), per_unit * clearance, array=False),
        Track("~beside", "nodes", ends.format("Max"), per_unit, array=False),
    ]


def _vector(tree: Any, operation: str, name: str, first: Any = None) -> Any:
    node = _node(tree, "ShaderNodeVectorMath", name, first)
    node.operation = operation
    return node


def _node(tree: Any, kind: str, name: str, first: Any) -> Any:
    node = tree.nodes.new(kind)
    node.name = node.label = name
    if first is not None:
        tree.links.new(first, node.inputs[0])
    return node
