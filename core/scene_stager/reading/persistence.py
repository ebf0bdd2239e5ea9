# SPDX-License-Identifier: Apache-2.0
"""What of one picture is still there in another: silhouette, colours, and how its light reads.

Measured between a file and what it is stated to be made of, it supports that statement. It makes
none: any two upright figures overlap by half.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.resample import area_average
from scene_stager.pictures.read import read_picture
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.colour_signature import colours_apart_share
from scene_stager.provenance.lineage.graph import EdgeSupport, LineageEdge, LineageGraph
from scene_stager.provenance.names import Names, names_of
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import Signature, read_signature

GRID_PX = 96  # high, of silhouettes that are laid over each other: house default
WHOLE_TURN_DEG = 360.0  # of an azimuth, by definition
DRIFTS = ("key_azimuth_deg", "key_stops", "contrast_stops", "saturation")


def supported(graph: LineageGraph) -> LineageGraph:
    """The same graph, with what was measured on every edge of the focus, or on all where there is
    none, whose ends are pictures that are there."""
    pictures: dict[str, tuple[Signature, Names] | None] = {}

    def read(name: str) -> tuple[Signature, Names] | None:
        if name not in pictures:
            node = graph.node(name)
            pictures[name] = None if node is None else _read(Path(node.paths[0]))
        return pictures[name]

    def with_support(edge: LineageEdge) -> LineageEdge:
        if graph.focus not in ("", edge.child, edge.parent):
            return edge
        child, parent = read(edge.child), read(edge.parent)
        if child is None or parent is None:
            return edge
        return replace(edge, support=tuple(_measured(child, parent)))

    return replace(graph, edges=tuple(map(with_support, graph.edges)))


def silhouette_overlap(one: Bools, other: Bools) -> float:
    """How much of two silhouettes is common to both, at the same height and laid middle on middle.

    shapes   one, other (h, w), of any sizes -> a number
    units    share of the two together, 0 to 1
    valid    each True somewhere
    source   intersection over union, Jaccard 1901
    """
    first, second = _upright(one), _upright(other)
    width_px = max(first.shape[1], second.shape[1])
    first, second = _centred(first, width_px), _centred(second, width_px)
    return float(np.minimum(first, second).sum() / np.maximum(first, second).sum())


def _upright(inside: Bools) -> Floats:
    """A silhouette cut out and scaled to one height, with an even width."""
    rows, columns = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    cut = inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    width_px = max(2 * round(GRID_PX * cut.shape[1] / cut.shape[0] / 2), 2)
    scale = -(-GRID_PX // cut.shape[0]), -(-width_px // cut.shape[1])
    larger = np.repeat(np.repeat(cut, scale[0], axis=0), scale[1], axis=1)
    return area_average(larger, GRID_PX, width_px)


def _centred(cover: Floats, width_px: int) -> Floats:
    margin = (width_px - cover.shape[1]) // 2
    return np.pad(cover, ((0, 0), (margin, margin)))


def _read(path: Path) -> tuple[Signature, Names] | None:
    """A picture as it reads, and what it is called; None for what is no picture any more."""
    try:
        return read_signature(read_picture(path), mode="heuristic"), names_of(
            path, carrier_of(path)
        )
    except (InputError, OSError):
        return None


def _measured(child: tuple[Signature, Names], parent: tuple[Signature, Names]) -> list[EdgeSupport]:
    (signature, names), (before, before_names) = child, parent
    found = []
    if signature.mask.inside.any() and before.mask.inside.any():
        share = silhouette_overlap(signature.mask.inside, before.mask.inside)
        found.append(
            EdgeSupport("silhouette", round(share, 4), f"their silhouettes share {share:.0%}")
        )
    if names.colours is not None and before_names.colours is not None:
        common = 1.0 - colours_apart_share(names.colours, before_names.colours)
        found.append(EdgeSupport("colours", round(common, 4), f"{common:.0%} of colours recur"))
    return [*found, *_drifts(signature, before)]


def _drifts(signature: Signature, before: Signature) -> list[EdgeSupport]:
    """How far the numbers of the light went, where both pictures have them."""
    found = []
    for name in DRIFTS:
        now, then = signature.metrics[name], before.metrics[name]
        if now.failure is not None or then.failure is not None:
            continue
        drift = now.value - then.value
        if name.endswith("azimuth_deg"):
            drift = (drift + WHOLE_TURN_DEG / 2) % WHOLE_TURN_DEG - WHOLE_TURN_DEG / 2
        known = metrics()[name]
        says = f"{known.title.lower()} went by {drift:+.3g} {known.unit}".rstrip()
        found.append(EdgeSupport(name, round(drift, 4), says))
    return found
