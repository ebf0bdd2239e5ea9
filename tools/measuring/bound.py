# SPDX-License-Identifier: Apache-2.0
"""How near `metrics` comes when it is told parts of the truth: what bounds it, each and together.

The product's own reading runs every time; a part of the truth only takes the place of a guess.
Stills of make_stills.py, with their geometry; those of other sets do not tell as much.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from unittest.mock import patch

import numpy as np
from tools.measuring.methods import Answer, Seen, metrics

from scene_stager.reading.lights.lit_parts import LitPart, directions_tried
from scene_stager.reading.lights.mixing import NONE, Mixes, mix_chosen
from scene_stager.reading.lights.problem import LightProblem
from scene_stager.reading.lights.stage import LightStage

LIGHTS = "scene_stager.reading.lights"
SIGNATURE = "scene_stager.reading.signature"
Swaps = Iterator[tuple[str, object]]  # what is replaced, and by what


def normals(seen: Seen) -> Swaps:
    """True normals, of a surface that needs no depth guessed and no turn towards its rays."""
    true = true_normals(seen)
    yield f"{SIGNATURE}.inflated_normals", lambda inside: np.where(inside[..., None], true, 0.0)
    yield f"{SIGNATURE}._leans_left", lambda rgb: False
    yield f"{LIGHTS}.lit_parts.RELIEFS", (1.0,)
    yield f"{LIGHTS}.lambert.RELIEFS", (1.0,)
    yield f"{LIGHTS}.lit_parts.level_samples", as_they_are


def as_they_are(problem: LightProblem, stage: LightStage, relief: float) -> tuple:
    """Normals and places of the samples in the level frame, at the relief that they have."""
    return problem.normals @ stage.turn.T, problem.points @ stage.turn.T


def true_normals(seen: Seen) -> np.ndarray:
    """The true normals (h, w, 3); straight at the lens where the table shows none."""
    true = seen.normals
    return np.where(np.linalg.norm(true, axis=-1, keepdims=True) > 0.5, true, (0.0, 0.0, 1.0))


def camera(seen: Seen) -> Swaps:
    """The true lens, and how steeply it looks down."""
    focal_mm, raised_deg = (seen.still.truth[name] for name in ("focal_mm", "camera_elevation_deg"))
    yield f"{LIGHTS}.posterior.FOCALS_MM", (focal_mm,)
    yield f"{LIGHTS}.posterior.USUAL_FOCAL_MM", focal_mm
    yield f"{LIGHTS}.posterior.CAMERA_ELEVATIONS_DEG", (raised_deg,)
    yield f"{LIGHTS}.posterior.USUAL_ELEVATION_DEG", raised_deg


def even(seen: Seen) -> Swaps:
    """The true share of light that comes from all around."""
    truth = seen.still.truth
    share = truth["ambient_irradiance"] / sum(one["irradiance"] for one in truth["lamps"])

    def mixes(part: LitPart, choice: np.ndarray) -> Mixes:
        found = mix_chosen(part.columns[:, :-1] + share, choice, part.shown, part.weight)
        rest = share * found.amounts.sum(axis=1, keepdims=True)
        return Mixes(found.misfit, np.concatenate([found.amounts, rest], axis=1))

    yield f"{LIGHTS}.lit_parts.LitPart.mixes", mixes


def number(seen: Seen) -> Swaps:
    """The true number of lamps; more than two are read as two."""
    ways, choice = directions_tried()
    alone = choice[:, 1] == NONE
    kept = choice[alone if len(seen.still.truth["lamps"]) == 1 else ~alone]
    yield f"{LIGHTS}.posterior.directions_tried", lambda: (ways, kept)


TRUTHS: dict[str, Callable[[Seen], Swaps]] = {
    "outline": lambda seen: iter(()),  # is handed over as a mask
    "normals": normals,
    "camera": camera,
    "even": even,
    "number": number,
}


def told_truths(seen: Seen, truths: tuple[str, ...]) -> Answer:
    """`metrics` that knows some of `TRUTHS`; a still without any lamp is read as it is."""
    known = truths if seen.still.truth["lamps"] else ()
    with ExitStack() as swapped:
        for one in known:
            for target, value in TRUTHS[one](seen):
                swapped.enter_context(patch(target, value))
        return metrics(Seen(seen.still, "outline" in known))


SHAPE = ("outline", "normals")
TOLD: tuple[tuple[str, ...], ...] = (
    *((), ("outline",), ("camera",), ("even",), ("number",)),
    *(("outline", "camera"), ("outline", "even"), ("outline", "number"), SHAPE),
    *((*SHAPE, "camera"), (*SHAPE, "even"), (*SHAPE, "number"), tuple(TRUTHS)),
)
SHORT = {(): "nothing", tuple(TRUTHS): "all of it"}
BOUNDS: dict[str, Callable[[Seen], Answer]] = {
    SHORT.get(one, "+".join(one)): partial(told_truths, truths=one) for one in TOLD
}
