# SPDX-License-Identifier: Apache-2.0
"""How far the pattern of a subject's light tells machined from grown, and where it cannot.

Machined things repeat, grown ones do not. The gate is as strong as the evidence: a logistic of
three numbers of regularity and of the counts of pieces and holes was fitted to rendered bodies,
and its verdict is shrunk towards "undecided" by the skill that it showed on kinds that were left
out of the fit. A pattern outside of what was measured weighs nothing, and the gate says which of
its numbers lies outside.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology.betti import betti_signature
from scene_stager.maths.topology.regularity import LEAST_PX, Regularity, laid_flat, regularity

UNDECIDED = 0.5
NAMES = {
    "side_peak_share": "repetition",
    "spectrum_share": "share of the strongest waves",
    "order_share": "order of its directions",
    "pieces_stops": "doublings of its pieces",
    "holes_stops": "doublings of its holes",
    "spread_stops": "stops of pattern",
    "size_px": "size in pixels",
}


@dataclass(frozen=True, slots=True)
class GateFit:
    """The fitted logistic, where it comes from, and what it has seen.

    units    log-odds of "machined" = bias + the sum of gains * numbers; skill from 0 (no better
             than a coin) to 1; `gains` and `measured` (least, most) by the names of
             `GateEvidence`
    """

    version: int
    measured_on: str
    bodies: int
    bias_gain: float
    gains: dict[str, float]
    skill_share: float
    measured: dict[str, tuple[float, float]]


# By tools/measure_gate.py; the tables are in docs/topology.md.
FIT = GateFit(
    version=2,
    measured_on="2026-11-30",
    bodies=108,
    bias_gain=-4.548,
    gains={
        "side_peak_share": 4.263,
        "spectrum_share": 5.397,
        "order_share": -0.278,
        "pieces_stops": 0.013,
        "holes_stops": -0.248,
    },
    skill_share=1.0,
    measured={
        "side_peak_share": (0.0264, 0.9683),
        "spectrum_share": (0.3195, 0.9329),
        "order_share": (0.0, 1.0493),
        "pieces_stops": (0.0, 6.5883),
        "holes_stops": (0.0, 5.2147),
        "spread_stops": (0.2045, 1.1075),
        "size_px": (54.0044, 195.0366),
    },
)


@dataclass(frozen=True, slots=True)
class GateEvidence:
    """What the gate looks at.

    units    as in `Regularity`; pieces_stops and holes_stops are log2(1 + count) of pieces and
             of holes, mean over the levels; size_px is the root of the subject's area
    """

    side_peak_share: float
    spectrum_share: float
    order_share: float
    pieces_stops: float
    holes_stops: float
    spread_stops: float
    size_px: float


@dataclass(frozen=True, slots=True)
class PatternGate:
    """What a pattern says: 1 is surely machined, 0 surely grown, 0.5 undecided.

    `outside` names the numbers that lie outside of what was measured; with any the gate is
    undecided. `says` is one line for people.
    """

    machined_share: float
    outside: tuple[str, ...]
    says: str


def gate(found: GateEvidence | None, fit: GateFit = FIT) -> PatternGate:
    """H_spec, the gate of a subject's pattern of light.

    shapes   plain numbers
    units    a share, from 0.5 - skill / 2 to 0.5 + skill / 2, smooth in the numbers wherever they
             were measured
    valid    no pattern, or one outside of what was measured, is undecided
    source   logistic regression on rendered bodies, see docs/topology.md
    """
    if found is None:
        return PatternGate(
            UNDECIDED, ("size_px",), "the subject is too small for a pattern to be seen"
        )
    outside = tuple(
        name
        for name, (least, most) in fit.measured.items()
        if not least <= getattr(found, name) <= most
    )
    if outside:
        said = ", ".join(
            _beyond(name, getattr(found, name), *fit.measured[name]) for name in outside
        )
        return PatternGate(UNDECIDED, outside, f"unlike anything measured: {said}")
    share = UNDECIDED + fit.skill_share * (machined_probability(found, fit) - UNDECIDED)
    kind = "machined" if share > UNDECIDED else "grown"
    return PatternGate(share, (), f"{max(share, 1.0 - share):.0%} {kind}, by how it repeats")


def _beyond(name: str, value: float, least: float, most: float) -> str:
    return f"{NAMES[name]} {value:.2g}, measured {least:.2g} to {most:.2g}"


def machined_probability(found: GateEvidence, fit: GateFit = FIT) -> float:
    """What the logistic alone says, before it is shrunk.

    shapes   plain numbers
    units    a share
    valid    inside of what was measured
    source   as `gate`
    """
    told = sum(gain * getattr(found, name) for name, gain in fit.gains.items())
    return float(0.5 * (1.0 + np.tanh(0.5 * (fit.bias_gain + told))))


def look(luminance: Floats, inside: Bools, normals: Floats) -> GateEvidence | None:
    """The evidence of one subject; None where it is too small for a pattern to be seen.

    shapes   luminance, inside (h, w), normals (h, w, 3)
    units    linear light, 1 is display white
    frame    normals in the camera's
    valid    finite, not empty
    raises   InputError
    source   `laid_flat`, `regularity` and `betti_signature`
    """
    size_px = float(np.sqrt(inside.sum()))
    if size_px < LEAST_PX:
        return None
    found = regularity(*laid_flat(luminance, inside, normals))
    return None if found is None else evidence_of(found, luminance, inside)


def evidence_of(found: Regularity, luminance: Floats, inside: Bools) -> GateEvidence:
    """A pattern's regularity with the counts of its highlights and its size beside it.

    shapes   luminance, inside (h, w)
    units    linear light, 1 is display white
    valid    as `look`
    source   definition
    """
    pieces, holes = betti_signature(luminance, inside).typical()
    return GateEvidence(
        found.side_peak_share,
        found.spectrum_share,
        found.order_share,
        float(np.log2(1.0 + pieces)),
        float(np.log2(1.0 + holes)),
        found.spread_stops,
        float(np.sqrt(inside.sum())),
    )
