# SPDX-License-Identifier: Apache-2.0
"""A match whose last word is Blender's: the quick answer, corrected by pictures of the same set.

The camera stays as the quick model found it, and what a still tells badly (softness, distance, air,
albedo) stays near it; the key turns, and all strengths are solved again. What Blender renders is
the still's own balloon, or the user's object. The answer is the guess whose own rendered picture is
nearest to the still: where no correction comes nearer, the quick one stands.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.answer.match_file import HostMatch
from scene_stager.inverse.blender.blender_process import (
    Asks,
    BlenderForward,
    BlenderProcess,
    Engine,
)
from scene_stager.inverse.forward.ball import blocks_of
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.forward.still_scene import balloon_of, scene_of_guess, view_of
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess, Prior
from scene_stager.inverse.least_squares.ranking import Calibration, Solution, rank
from scene_stager.inverse.least_squares.space_mapping import output_space_mapping
from scene_stager.inverse.solve.vouched import vouched
from scene_stager.inverse.still.still import FINE_PX, Still
from scene_stager.maths.arrays import Floats
from scene_stager.maths.resample import area_average
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.preview.scene import PreviewScene

ROUNDS = 2  # house default
BETTER = 0.02  # a correction that gains a smaller share is not taken: house default
SETTLED = 0.03  # of what matters: a third of a degree of the key; house default
# How far what is not asked for may go from the quick answer, standard deviation: house defaults.
HELD = {
    "camera_dip_deg": 0.02,
    "camera_focal_mm": 0.05,
    "subject_lift_m": 0.002,
    "key_softness_deg": 3.0,
    "key_distance_m": 0.5,
    "haze_per_m": 0.01,
    "subject_albedo_r": 0.05,
    "subject_albedo_g": 0.05,
    "subject_albedo_b": 0.05,
}
SAMPLES = {"cycles": 2, "eevee": 1}  # a pixel: a point stands for forty of them

Draw = Callable[[PreviewScene], NDArray[np.float32]]
Watch = Callable[[NDArray[np.float32], float], None]


class BlenderLook:
    """A Blender that looks at matches, one after another; use it in a `with`: it ends with it.

    It starts when it is first needed. `running` is as `BlenderProcess` has it; `watch` is shown
    every picture, in linear light, as it comes, and how many seconds it took.
    """

    def __init__(
        self,
        wanted: BlenderForward,
        *,
        rounds: int = ROUNDS,
        running: tuple[Asks, Path] | None = None,
        watch: Watch = lambda picture, seconds: None,
    ) -> None:
        self._wanted, self._rounds, self._running, self._watch = wanted, rounds, running, watch
        self._process: BlenderProcess | None = None

    @property
    def engine(self) -> str:
        """What it renders with."""
        return self._wanted.engine

    @property
    def blender(self) -> str:
        """The version of the Blender that looked; empty before one has."""
        return "" if self._process is None else self._process.blender

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.close()

    def __call__(self, still: Still, calibration: Calibration[StillModel]) -> HostMatch:
        """Correct a match. Raises HostError when Blender fails, MissingPartError without one."""
        wide, high = size_px(still, self._wanted.width)
        mesh = mesh_for(calibration) if self._wanted.blend is None else None
        process = self.opened(
            replace(self._wanted, width=wide, height=high, mesh=mesh, denoise=True)
        )

        def draw(scene: PreviewScene) -> NDArray[np.float32]:
            began_s = time.perf_counter()
            picture = process.render_scene(scene)
            self._watch(picture, time.perf_counter() - began_s)
            return picture

        found = refine_by_host(still, calibration, draw, rounds=self._rounds)
        named = f"Blender {process.blender}, {self._wanted.engine}"
        return replace(found, renderer=f"{named}, {self._wanted.samples} samples a pixel")

    def opened(self, wanted: BlenderForward) -> BlenderProcess:
        """The process, with a set that is ready to be rendered."""
        if self._process is None:
            self._process = BlenderProcess(wanted, running=self._running)
        else:
            self._process.open(wanted)
        return self._process

    def subject_m(self) -> float:
        """How tall the subject of the user's scene is, in metres; 0 when none is named."""
        return self.opened(self._wanted).subject_m


def look_for(engine: str, scene: Path | None = None, subject: str = "") -> BlenderLook:
    """Blender with the usual samples: on the still's balloon, or on an object of a .blend file."""
    name: Engine = "eevee" if engine == "eevee" else "cycles"
    return BlenderLook(BlenderForward(name, SAMPLES[name], blend=scene, subject=subject))


def size_px(still: Still, width: int) -> tuple[int, int]:
    """Width and height of the renderer's pictures: the still's own shape."""
    rows, columns = still.rgb.shape[:2]
    return width, max(2, round(width * rows / columns / 2) * 2)


def mesh_for(calibration: Calibration[StillModel]) -> Mesh:
    """The best guess's subject, for a renderer."""
    guess = calibration.best.guess
    model = guess.problem.model
    return balloon_of(model.shape, view_of(model, model.named(guess.pose)))


def refine_by_host(
    still: Still, calibration: Calibration[StillModel], draw: Draw, *, rounds: int = ROUNDS
) -> HostMatch:
    """Correct the best solution by a renderer's pictures of it.

    `draw` renders a scene round the subject of `mesh_for`, at `size_px`. The other solutions stay
    as they were, and an ambiguity that was found stays one: only the best is looked at.
    """
    best = calibration.best
    pictures: list[NDArray[np.float32]] = []
    misses: list[float] = []

    def at_points(guess: Guess[StillModel]) -> Floats:
        pictures.append(draw(scene_of_guess(guess)))
        seen = _at_points(still, pictures[-1])
        misses.append(_miss(best.guess, seen))
        return seen

    problem = replace(best.guess.problem, priors=_held(best.guess))
    refined = output_space_mapping(problem, best, at_points, rounds=rounds, tolerance=SETTLED)
    at_points(refined.solution.guess)
    nearest = int(np.argmin(misses))
    chosen = nearest if misses[nearest] < (1.0 - BETTER) * misses[0] else 0
    answer = best if chosen == 0 else _whole(best, refined.solutions[:chosen])
    return HostMatch(
        _ranked(calibration, answer),
        calibration,
        refined.moved_deg,
        tuple(misses),
        chosen,
        tuple(pictures),
    )


def _held(guess: Guess[StillModel]) -> dict[str, Prior]:
    """The priors, moved to where the guess is and narrowed, but for the key's direction."""
    pose = guess.problem.model.named(guess.pose)
    held = {name: Prior(pose[name], least) for name, least in HELD.items() if name in pose}
    return {**guess.problem.priors, **held}


def _at_points(still: Still, picture: NDArray[np.float32]) -> Floats:
    """A renderer's picture at the still's points, (n, 3)."""
    rows, columns = still.rgb.shape[:2]
    on_grid = area_average(np.asarray(picture, dtype=np.float64), rows, columns)
    return blocks_of(on_grid, FINE_PX)


def _miss(guess: Guess[StillModel], picture: Floats) -> float:
    """How far a picture is off the still, relative, by the weights that the guess was judged by."""
    off = (picture - guess.problem.observed) @ LUMINANCE
    level = guess.problem.observed @ LUMINANCE
    dark = guess.problem.noise.dark * float(level[guess.problem.sample_weights > 0].mean())
    scale = level + dark + 1e-9
    return math.sqrt(float(np.average((off / scale) ** 2, weights=guess.weights * scale**2)))


def _whole(
    best: Solution[StillModel], then: Sequence[Solution[StillModel]]
) -> Solution[StillModel]:
    """The way to the answer from the first guess on: the quick model's steps, then each round's."""
    after = (guess for one in then for guess in one.descent.iterates[1:])
    guesses = (*best.descent.iterates, *after)
    if guesses[-1] is not then[-1].guess:
        guesses = (*guesses, then[-1].guess)
    return replace(then[-1], descent=replace(then[-1].descent, iterates=guesses))


def _ranked(
    before: Calibration[StillModel], solution: Solution[StillModel]
) -> Calibration[StillModel]:
    outcome = rank([solution]).outcome
    firm = outcome not in (Outcome.ILL_POSED, Outcome.UNEXPLAINED)
    if (before.rivals or before.role_swap) and firm:
        outcome = Outcome.AMBIGUOUS
    ranked = Calibration((solution, *before.solutions[1:]), outcome, before.role_swap)
    return vouched(ranked, before.read)
