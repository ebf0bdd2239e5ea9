# SPDX-License-Identifier: Apache-2.0
"""The signature of a still: fifteen metrics, eight spatial moments, and what they rest on."""

from dataclasses import dataclass, replace

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.resample import area_average
from scene_stager.pictures.picture import Picture
from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.grid import Grids, make_grids
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.geometric import read_lights_geometric
from scene_stager.reading.lights.heuristic import read_lights_heuristic
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.lotus_direction import (
    LotusCertificate,
    certify,
    mirror_certificate,
)
from scene_stager.reading.mask import SubjectMask, mask_from_coverage
from scene_stager.reading.metrics import metrics
from scene_stager.reading.metrics._metric import Reading
from scene_stager.reading.shade_normals import shaded_normals
from scene_stager.reading.spatial import MIRRORED, shading_moments
from scene_stager.reading.subject import SEARCHED, only_at, share_of_picture, subject_of

# House defaults, not measured.
MODES = ("geometric", "heuristic")
LEAST_CONTRAST = 1e-3  # of the mean luminance, between the 1st and the 99th percentile
MOST_CLIPPED_SHARE = 0.9  # of the picture, or of the subject
LEAST_KINSHIP = 0.15  # correlation of neighbouring pixels under which a picture is noise
LEAST_SHADING = 0.02  # spread of the subject's light over its mean
BLACK = 1e-3  # linear light


@dataclass(frozen=True, eq=False)
class Signature:
    """What a picture says.

    `metrics` maps each of the fifteen names to its reading. `spatial` (8,) are the moments of
    the subject's light over its normals, named in `spatial.MOMENT_NAMES`. `mask`, `normals`
    (h, w, 3; camera frame) and `light` (h, w; mean 1) lie on the reading grid. `lights` is the
    fitted plan, or None with `failure` saying why. `lotus` holds it against where the lit side
    faces; the quick look has none.
    """

    mode: str
    metrics: dict[str, Reading]
    spatial: Floats
    mask: SubjectMask
    normals: Floats
    light: Floats
    level: float
    lights: LightPlan | None
    failure: FailureMode | None
    lotus: LotusCertificate | None = None

    @property
    def failure_modes(self) -> tuple[FailureMode, ...]:
        """Every named failure of the still and of its metrics, once, in order of appearance."""
        every = [self.failure, self.mask.failure, *(r.failure for r in self.metrics.values())]
        return tuple(dict.fromkeys(mode for mode in every if mode is not None))

    @property
    def vector(self) -> Floats:
        """The fifteen values in the order of their names, then the eight moments (23,)."""
        values = [self.metrics[name].value for name in sorted(self.metrics)]
        return np.concatenate([values, self.spatial])

    def shaded_normals(self) -> Floats:
        """The normals (h, w, 3), bent until the fitted lights explain the shading better.

        Worked out when asked for; without lights they are the balloon's own.
        """
        if self.lights is None:
            return self.normals
        return shaded_normals(self.light, self.normals, self.mask.inside, self.lights)


def read_signature(
    picture: Picture | Floats,
    mask: Floats | Bools | None = None,
    mode: str = "geometric",
    at: tuple[float, float] | None = None,
) -> Signature:
    """Read a picture: who stands in it, where the light comes from, and fifteen numbers.

    `picture` is what `read_picture` gives, or linear light (h, w, 3), 1 is display white.
    `mask` (h, w) says where the subject is, 0 to 1; else alpha says it; else it is found. `at`
    says which thing it is, by a place on it: column and row in pixels, or as shares up to 1.
    `mode` is "geometric" (lights fitted to shape, ground and shadow) or "heuristic" (where it is
    bright). A mirrored picture gives exactly mirrored lights. Raises InputError.
    """
    if mode not in MODES:
        raise InputError(Mistake("mode", repr(mode), " or ".join(MODES)))
    rgb, coverage, origin, clipped = _unpack(picture, mask)
    if at is not None:
        at = share_of_picture(at, rgb.shape[1], rgb.shape[0])
    flipped = _leans_left(rgb)
    if flipped:
        rgb, clipped = rgb[:, ::-1], clipped[:, ::-1]
        coverage = None if coverage is None else coverage[:, ::-1]
        at = None if at is None else (1.0 - at[0], at[1])
    evidence = gather_evidence(rgb, coverage, origin, clipped, mode, at)
    signature = measure(evidence, mode)
    return mirror(signature) if flipped else signature


def _unpack(
    picture: Picture | Floats, mask: Floats | Bools | None
) -> tuple[Floats, Floats | None, str, Bools]:
    if isinstance(picture, Picture):
        rgb = np.maximum(picture.rgb, 0.0)
        alpha, clipped = picture.alpha, picture.clipped_high
    else:
        rgb = _checked(picture)
        alpha, clipped = None, np.zeros(rgb.shape[:2], dtype=bool)
    if mask is not None:
        if np.shape(mask) != rgb.shape[:2]:
            found, expected = f"shape {np.shape(mask)}", f"shape {rgb.shape[:2]}, as the picture"
            raise InputError(Mistake("mask", found, expected))
        return rgb, np.asarray(mask, dtype=np.float64), "given", clipped
    if alpha is not None and float(alpha.min()) < 0.5:
        return rgb, np.asarray(alpha, dtype=np.float64), "alpha", clipped
    return rgb, None, "found", clipped


def _checked(picture: Floats) -> Floats:
    rgb = np.asarray(picture)
    if rgb.ndim != 3 or rgb.shape[2] != 3 or 0 in rgb.shape:
        raise InputError(Mistake("picture", f"shape {rgb.shape}", "linear light (h, w, 3)"))
    if not np.isfinite(rgb).all() or float(rgb.min()) < 0.0:
        raise InputError(Mistake("picture", "light that is not finite or below 0", "light >= 0"))
    return rgb


def _leans_left(rgb: Floats) -> bool:
    """Whether the picture is to be read mirrored: one of a picture and its mirror always is.

    Reading only ever one of the two makes mirrored pictures give exactly mirrored answers.
    """
    columns = rgb.sum(axis=(0, 2), dtype=np.float64)
    difference = columns - columns[::-1]
    apart = np.flatnonzero(difference)
    return bool(apart.size and difference[apart[0]] > 0.0)


def gather_evidence(
    rgb: Floats,
    coverage: Floats | None,
    origin: str,
    clipped: Bools,
    mode: str,
    at: tuple[float, float] | None,
) -> Evidence:
    """Measure everything that the metrics look at."""
    grids = make_grids(rgb)
    failure = unreadable(grids)
    if failure in (None, FailureMode.FLAT_FIELD) and float(clipped.mean()) > MOST_CLIPPED_SHARE:
        failure = FailureMode.ALL_CLIPPED
    if coverage is not None:
        mask = only_at(mask_from_coverage(coverage, grids, origin), at)
    else:
        mask = subject_of(rgb, grids, at)
    lost = area_average(clipped.astype(np.float64), *mask.inside.shape) > 0.5
    if failure is not None and mask.origin in SEARCHED:
        mask = replace(mask, inside=np.zeros_like(mask.inside), failure=failure)
    normals = inflated_normals(mask.inside)
    failure = failure or mask.failure or _unlit(grids, mask, lost)
    lights = None
    if failure is None:
        read = read_lights_geometric if mode == "geometric" else read_lights_heuristic
        lights = read(grids, mask, normals)
    return Evidence(grids, mask, normals, lost, lights, failure, rgb)


def unreadable(grids: Grids) -> FailureMode | None:
    """Why a whole picture cannot be read, if so: too small, flat, or nothing but noise."""
    light = grids.luminance
    if min(light.shape) < 16:
        return FailureMode.TOO_SMALL
    low, high = np.quantile(light, [0.01, 0.99])
    if high - low < LEAST_CONTRAST:
        return FailureMode.FLAT_FIELD
    fine = luminance(grids.fine_rgb)
    centred = fine - fine.mean()
    kinship = float((centred[:, 1:] * centred[:, :-1]).mean() / max(centred.var(), 1e-30))
    return FailureMode.NOISE_ONLY if kinship < LEAST_KINSHIP else None


def _unlit(grids: Grids, mask: SubjectMask, clipped: Bools) -> FailureMode | None:
    """Why a subject's light cannot be read, if so: all clipped, or black."""
    inside = mask.inside
    if float(clipped[inside].mean()) > MOST_CLIPPED_SHARE:
        return FailureMode.ALL_CLIPPED
    shown = grids.luminance[inside]
    dark, level, bright = (float(value) for value in np.quantile(shown, [0.1, 0.5, 0.9]))
    if level * grids.level < BLACK and find_highlights(grids, inside).on_mirror:
        return None
    if level * grids.level < BLACK or bright - dark < LEAST_SHADING * level:
        return FailureMode.SILHOUETTE_ONLY
    return None


def measure(evidence: Evidence, mode: str) -> Signature:
    """Take all metrics and moments from the evidence."""
    readings = {name: metric.measure(evidence) for name, metric in metrics().items()}
    light = evidence.grids.luminance
    spatial = shading_moments(light, evidence.normals, evidence.mask.inside)
    return Signature(
        mode,
        readings,
        spatial,
        evidence.mask,
        evidence.normals,
        light,
        evidence.grids.level,
        evidence.lights,
        evidence.failure,
        _certified(evidence, mode),
    )


def _certified(evidence: Evidence, mode: str) -> LotusCertificate | None:
    if mode != "geometric" or evidence.lights is None:
        return None
    seen = (evidence.grids, evidence.mask, evidence.normals, evidence.clipped)
    return certify(*seen, evidence.lights)


def mirror(signature: Signature) -> Signature:
    """The signature of the mirrored picture."""
    entries = metrics()
    readings = {
        name: replace(reading, value=reading.value * entries[name].mirrored)
        for name, reading in signature.metrics.items()
    }
    mask = replace(signature.mask, inside=signature.mask.inside[:, ::-1])
    return replace(
        signature,
        metrics=readings,
        spatial=signature.spatial * MIRRORED,
        mask=mask,
        normals=signature.normals[:, ::-1] * np.array([-1.0, 1.0, 1.0]),
        light=signature.light[:, ::-1],
        lights=None if signature.lights is None else mirror_lights(signature.lights),
        lotus=None if signature.lotus is None else mirror_certificate(signature.lotus),
    )


def mirror_lights(lights: LightPlan) -> LightPlan:
    """The same lights with left and right exchanged."""
    rim = lights.rim_azimuth_deg
    votes = tuple(
        replace(vote, azimuth_deg=None if vote.azimuth_deg is None else -vote.azimuth_deg)
        for vote in lights.votes
    )
    return replace(
        lights,
        key_azimuth_deg=-lights.key_azimuth_deg,
        fill_azimuth_deg=-lights.fill_azimuth_deg,
        rim_azimuth_deg=None if rim is None else (rim if rim == 180.0 else -rim),
        votes=votes,
        lamps=tuple(replace(lamp, azimuth_deg=-lamp.azimuth_deg) for lamp in lights.lamps),
        other_keys_deg=tuple((-azimuth, up) for azimuth, up in lights.other_keys_deg),
    )
