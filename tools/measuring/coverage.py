# SPDX-License-Identifier: Apache-2.0
"""How often stated cones hold, and the scales of doubt by which they hold two times in three.

A stated cone is the two-in-three quantile of how far off a key is. So its scales are those that
make the least of what scores a quantile q by how far off e it was: (e - w)(q - 1[e < w])
(Koenker, Bassett 1978), and that bring each set to two in three by itself: kinds of stills on which
cones are too wide must not pay for those on which they are too narrow. Each set weighs alike.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from scene_stager.reading.lights.key_doubt import MOST_WITHIN_DEG, WITHIN_SHARE

LEAST_SCALE, MOST_SCALE = 1e-2, 1e3  # at the least a kind of doubt counts for nothing
BALANCE_DEG = 60.0  # what a set costs, per square of the share that it is off two in three
EDGE = 8.0  # how sharply a key counts as in or out of its cone while scales are looked for
ROUNDS = 4  # of the search, each from where the last one ended
FEWEST = 6  # of a group that has a figure of its own


@dataclass(frozen=True)
class Doubted:
    """A key that was `off_deg` off: what made it doubtful, and the cone that was stated."""

    set_name: str
    kind: str
    outlines: str
    reading: str
    off_deg: float
    within_deg: float
    parts: tuple[float, ...]
    is_matched: bool = False

    @property
    def holds(self) -> bool:
        """Whether the key lies in its cone."""
        return self.off_deg <= self.within_deg


def share_held(rows: list[Doubted]) -> float:
    """How often the cones hold, 0 to 1; not a number for none."""
    return float(np.mean([row.holds for row in rows])) if rows else np.nan


def fitted(rows: list[Doubted], begun: tuple[float, ...]) -> np.ndarray:
    """The scales (k,) of the kinds of doubt under which two in three of the cones hold."""
    parts = np.array([row.parts for row in rows])
    off = np.array([row.off_deg for row in rows])
    there, weights = parts.any(axis=0), alike_by_set(rows)
    sets = sets_of(rows)

    def scales_of(logs: np.ndarray) -> np.ndarray:
        scales = np.zeros(there.size)
        some = np.exp(np.clip(logs, np.log(LEAST_SCALE), np.log(MOST_SCALE)))
        scales[there] = np.where(some > LEAST_SCALE, some, 0.0)
        return scales

    def lost(logs: np.ndarray) -> float:
        widths = cones(parts, scales_of(logs))
        apart = off - widths
        held = 1.0 / (1.0 + (off / np.maximum(widths, 1e-3)) ** EDGE)
        uneven = np.mean((sets @ held - WITHIN_SHARE) ** 2)
        return float(weights @ (apart * (WITHIN_SHARE - (apart < 0.0))) + BALANCE_DEG * uneven)

    at = np.log(np.array(begun)[there])
    for _ in range(ROUNDS):
        at = minimize(lost, at, method="Nelder-Mead", options={"maxiter": 2000}).x
    return scales_of(at)


def cones(parts: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The cones (n,) of doubts (n, k) under scales (k,), in degrees."""
    return np.asarray(np.minimum(np.linalg.norm(parts * scales, axis=1), MOST_WITHIN_DEG))


def sets_of(rows: list[Doubted]) -> np.ndarray:
    """Which rows are a set's, as weights (sets, n) that sum to 1 for each."""
    names = [row.set_name for row in rows]
    ours = np.array([[one == name for one in names] for name in dict.fromkeys(names)], float)
    return np.asarray(ours / ours.sum(axis=1, keepdims=True))


def alike_by_set(rows: list[Doubted]) -> np.ndarray:
    """Weights (n,) that sum to 1, and to the same for each set."""
    return np.asarray(sets_of(rows).mean(axis=0))


def kinds_left_out(rows: list[Doubted], begun: tuple[float, ...]) -> list[Doubted]:
    """The same keys in cones by scales that their own kind had no part in."""
    found = []
    for kind in sorted({row.kind for row in rows}):
        scales = fitted([row for row in rows if row.kind != kind], begun)
        for row in [row for row in rows if row.kind == kind]:
            found.append(replace(row, within_deg=float(cones(np.array([row.parts]), scales)[0])))
    return found
