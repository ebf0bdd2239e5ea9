# SPDX-License-Identifier: Apache-2.0
"""Every reading of the key that stands in the table: the plain ones, and what the product says.

The plain ones take the product's own outline, balloon and camera, so that only the reading differs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from tools.measuring.still import KnownStill

from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.solve.vouched import match_doubt
from scene_stager.maths.resample import area_average
from scene_stager.reading.grid import Grids, make_grids
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.directions import direction_from_angles, level_from_camera
from scene_stager.reading.lights.geometric import read_lights_geometric
from scene_stager.reading.lights.key_doubt import KeyDoubt, MatchDoubt
from scene_stager.reading.lights.lambert import fit_lambert
from scene_stager.reading.mask import find_subject, mask_from_coverage
from scene_stager.reading.signature import Signature, read_signature

UNSURE_DEG = 30.0  # metrics that put the key within more than this have said that it may be another
MATCHED = "matched"
WHOLLY = 0.95  # a pixel of the grid that shows the subject's own light alone
ALIKE = 0.99  # of the brightest light: a code of eight bits less
HIGHLIGHT_QUANTILE = 0.985  # the plain ones leave out what shines more, as the product does


@dataclass(frozen=True, eq=False)
class Answer:
    """What one reading says of one still; None where it says nothing.

    `key` is the unit vector to the key, level frame (camera frame for photographs). `outcome` is
    a match's word, `seconds` the processor's. `warned` says that the answer does not call itself
    sure, `doubt` what its `within_deg` comes from.
    """

    key: np.ndarray | None
    ratio_stops: float | None = None
    rim: str | None = None
    kelvin: float | None = None
    haze: float | None = None
    within_deg: float | None = None
    warned: bool = False
    outcome: str = ""
    steps: int | None = None
    seconds: float = 0.0
    doubt: KeyDoubt | MatchDoubt | None = None


@dataclass(frozen=True, eq=False)
class Seen:
    """A still as the readings get it: with its true outline when that is given or asked for.

    `geometry` is a folder of true normals and coverage (`make_stills.py --geometry`): the plain
    readings take these for the balloon's, which bounds what a better shape can bring.
    """

    still: KnownStill
    true_outline: bool = False
    geometry: Path | None = None

    @property
    def mask(self) -> np.ndarray | None:
        """The outline that is handed over, or None: then it is found."""
        return self.still.mask if self.true_outline or self.still.given else None

    @cached_property
    def timed_signature(self) -> tuple[Signature, float]:
        """The product's reading, and how long it took."""
        picture, mask, began_s = self.still.picture, self.mask, time.process_time()
        read = read_signature(picture, None if mask is None else mask.astype(float))
        return read, time.process_time() - began_s

    @property
    def signature(self) -> Signature:
        """The product's reading."""
        return self.timed_signature[0]

    @cached_property
    def grids(self) -> Grids:
        """The picture on the reading's grids."""
        return make_grids(np.maximum(np.asarray(self.still.picture.rgb, float), 0.0))

    @cached_property
    def inside(self) -> np.ndarray:
        """The subject on the reading's grid (h, w), as the product has it, or truly."""
        if self.geometry is not None:
            return self.true_shape[..., 3] > WHOLLY
        if self.mask is None:
            return find_subject(self.grids).inside
        return mask_from_coverage(self.mask.astype(float), self.grids, "given").inside

    @cached_property
    def normals(self) -> np.ndarray:
        """The product's balloon (h, w, 3), or the true normals."""
        if self.geometry is not None:
            lengths = np.linalg.norm(self.true_shape[..., :3], axis=-1, keepdims=True)
            return self.true_shape[..., :3] / np.maximum(lengths, 1e-9)
        return inflated_normals(self.inside)

    @cached_property
    def true_shape(self) -> np.ndarray:
        """True normals times coverage, and coverage (h, w, 4), on the reading's grid."""
        table = np.load(self.geometry / f"{self.still.path.stem}.npy").astype(np.float64)
        return area_average(table, *self.grids.luminance.shape)

    def told(
        self, azimuth_deg: float, elevation_deg: float, camera_elevation_deg: float
    ) -> np.ndarray:
        """The product's two angles in the frame that the still is judged in."""
        way = direction_from_angles(azimuth_deg, elevation_deg)
        if self.still.in_camera_frame:
            return level_from_camera(camera_elevation_deg).T @ way
        return way

    def from_camera(self, way: np.ndarray) -> np.ndarray:
        """A direction in the camera's frame, in the frame that the still is judged in."""
        if self.still.in_camera_frame:
            return way
        lights = self.signature.lights
        raised_deg = 0.0 if lights is None else lights.stage.camera_elevation_deg
        return level_from_camera(raised_deg) @ way


def always(seen: Seen, azimuth_deg: float, elevation_deg: float) -> Answer:
    """The same angles whatever the picture shows."""
    return Answer(direction_from_angles(azimuth_deg, elevation_deg))


def brightest_point(seen: Seen) -> Answer:
    """Where the balloon faces at the subject's brightest point: amid the points as bright as it."""
    inside, light = seen.inside, seen.grids.luminance
    if not inside.any():
        return Answer(None)
    brightest = inside & (light >= ALIKE * light[inside].max())
    return Answer(seen.from_camera(seen.normals[brightest].mean(axis=0)))


def least_squares(seen: Seen, *, ambient: bool = False, sky: bool = False) -> Answer:
    """One lamp on the balloon by least squares, without the highlights."""
    inside = seen.inside
    if not inside.any():
        return Answer(None)
    light, began_s = seen.grids.luminance[inside], time.process_time()
    shown = np.minimum(light, np.quantile(light, HIGHLIGHT_QUANTILE))
    fit = fit_lambert(seen.normals[inside], shown, ambient=ambient, sky=sky)
    took_s = time.process_time() - began_s
    return Answer(None if fit is None else seen.from_camera(fit.direction), seconds=took_s)


def metrics(seen: Seen) -> Answer:
    """`scene-stager metrics`."""
    signature, seconds = seen.timed_signature
    return _of_signature(seen, signature, seconds)


def quick_look(seen: Seen) -> Answer:
    """`scene-stager metrics --mode heuristic`."""
    began_s = time.process_time()
    mask = None if seen.mask is None else seen.mask.astype(float)
    read = read_signature(seen.still.picture, mask, mode="heuristic")
    return _of_signature(seen, read, time.process_time() - began_s)


def bent(seen: Seen) -> Answer:
    """The metrics' lights fitted once more, to the normals that shading bent."""
    read, began_s = seen.signature, time.process_time()
    if read.lights is None:
        return Answer(None, warned=True)
    lights = read_lights_geometric(seen.grids, read.mask, read.shaded_normals())
    return _of_signature(seen, replace(read, lights=lights), time.process_time() - began_s)


def _of_signature(seen: Seen, read: Signature, seconds: float) -> Answer:
    lights = read.lights
    if lights is None:
        return Answer(None, warned=True, seconds=seconds)
    angles = (lights.key_azimuth_deg, lights.key_elevation_deg, lights.stage.camera_elevation_deg)
    return Answer(
        seen.told(*angles),
        lights.key_fill_stops,
        {"left": "rim_left", "right": "rim_right", "back": "backlight"}.get(
            lights.rim_side, "none"
        ),
        read.metrics["white_balance_k"].value,
        read.metrics["haze"].value,
        lights.key_within_deg,
        warned=lights.key_within_deg > UNSURE_DEG,
        seconds=seconds,
        doubt=lights.doubt,
    )


def matched(seen: Seen, mode: str = "geometric") -> Answer:
    """`scene-stager match`."""
    picture, mask, began_s = seen.still.picture, seen.mask, time.process_time()
    found = match(picture, MatchRequest(mask=mask, mode=mode))
    solved, seconds = found.solved, time.process_time() - began_s
    if solved is None:
        return Answer(None, warned=True, outcome=found.outcome, seconds=seconds)
    angles = (solved.key_azimuth_deg, solved.key_elevation_deg, solved.camera_elevation_deg)
    return Answer(
        seen.told(*angles),
        solved.fill_ratio_stops,
        solved.rim_mode,
        solved.key_kelvin,
        solved.haze_per_m,
        found.key_within_deg,
        warned=found.outcome != MATCHED,
        outcome=found.outcome,
        steps=found.iterations,
        seconds=seconds,
        doubt=None if found.calibration is None else match_doubt(found.calibration),
    )


METHODS: dict[str, Callable[[Seen], Answer]] = {
    "always 0/0": partial(always, azimuth_deg=0.0, elevation_deg=0.0),
    "always 0/45": partial(always, azimuth_deg=0.0, elevation_deg=45.0),
    "brightest": brightest_point,
    "lambert": least_squares,
    "lambert+even": partial(least_squares, ambient=True),
    "lambert+sky": partial(least_squares, ambient=True, sky=True),
    "quick look": quick_look,
    "metrics": metrics,
    "match": matched,
}
PLAIN = tuple(METHODS)[:6]
# Asked for by name only: they take long and judge nothing.
BESIDE: dict[str, Callable[[Seen], Answer]] = {
    "bent": bent,
    "match by table": partial(matched, mode="heuristic"),
}
