# SPDX-License-Identifier: Apache-2.0
"""How regular the pattern of light on a subject is: what turns up again, and in which directions.

What is machined repeats: shifted by its pitch it covers itself, its power lies in few waves, its
edges run in few directions. What has grown does not. Three numbers say so, none of which depends
on how bright the picture is. A body bends its pattern towards the outline: by its normals it is
laid flat first.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology._grids import BLACK, GREY, check_luminance, reduced, step_for
from scene_stager.maths.topology.persistence import bright_pairs

# House defaults; tried, with others, on the bodies of tools/measure_gate.py.
WORK_PX = 256  # longest side of the pattern that is looked at
LEAST_PX = 48  # root of the area: a smaller pattern shows nothing
SMOOTH_PX = 0.8  # takes single pixels of noise off
COARSE_SHARE = 0.1  # of the root of the area: wider changes are shading, not pattern
EDGE_SHARE = 0.06  # of the root of the area, from the outline: where the pattern fades in
LEAST_OVERLAP = 0.3  # of the area: shifts that leave less are not compared
STRONGEST = 40  # waves whose share of the power is taken
FLAT_PX, FLAT_REACH = 128, 1.3  # of the sheet: its side, and how far from the lens it reaches, rad
FLAT_SMOOTH_PX, LEAST_HITS = 1.0, 0.05  # of pixels laid on it


@dataclass(frozen=True, slots=True)
class Regularity:
    """Numbers of a pattern of light.

    units    side_peak_share, from 0: what the highest side peak of the autocorrelation stands out
             by; spectrum_share: power of the strongest waves in that of all; order_share: how far
             the gradient keeps to one axis or to two that are square to each other, 0 to 1;
             spread_stops: root mean square of the pattern
    """

    side_peak_share: float
    spectrum_share: float
    order_share: float
    spread_stops: float


def regularity(luminance: Floats, inside: Bools | None = None) -> Regularity | None:
    """Measure how regular the pattern of light on a subject is; None where it is too small.

    shapes   luminance (h, w), inside (h, w): where to look, everywhere by default
    units    linear light
    valid    finite, not empty; negative light counts as black
    raises   InputError
    source   Wiener & Khinchin for the autocorrelation; Bigün & Granlund 1987 for the order of the
             gradient; persistence for the side peak
    """
    check_luminance(luminance)
    here = np.ones(luminance.shape, dtype=np.bool_) if inside is None else inside
    if here.shape != luminance.shape:
        raise InputError(Mistake("mask", f"shape {here.shape}", f"{luminance.shape}"))
    found = _pattern(luminance, here)
    if found is None:
        return None
    pattern, weight = found
    return Regularity(
        side_peak_share=side_peak_share(pattern, weight),
        spectrum_share=_spectrum(pattern * weight),
        order_share=_order(pattern, weight),
        spread_stops=float(np.sqrt(np.average(pattern**2, weights=weight))),
    )


def laid_flat(luminance: Floats, inside: Bools, normals: Floats) -> tuple[Floats, Bools]:
    """Lay the light of a round body on a flat sheet: the more a normal turns away, the further out.

    shapes   luminance, inside (h, w), normals (h, w, 3) -> (n, n) light, and where there is any
    units    those of the light
    frame    normals in the camera's; rows of the sheet run down, its middle faces the lens
    valid    exact for a ball far away; of a body whose normals repeat, parts fall on each other
    source   azimuthal equidistant projection of the normals
    """
    from scipy.ndimage import gaussian_filter

    x, y, z = np.clip(normals[inside], -1.0, 1.0).T
    stretched = np.arccos(z) / np.maximum(np.hypot(x, y), 1e-9)
    side = np.stack([-y * stretched, x * stretched]) / FLAT_REACH
    on_it = np.hypot(*side) < 1.0
    row, column = np.rint((side[:, on_it] + 1.0) * 0.5 * (FLAT_PX - 1)).astype(np.int64)
    stops = np.log2(np.maximum(luminance[inside][on_it], BLACK))
    at, size = row * FLAT_PX + column, FLAT_PX * FLAT_PX
    laid = [np.bincount(at, weights, size).astype(np.float64) for weights in (stops, None)]
    total, hits = (
        gaussian_filter(one.reshape(FLAT_PX, FLAT_PX), FLAT_SMOOTH_PX, mode="constant")
        for one in laid
    )
    place = np.linspace(-1.0, 1.0, FLAT_PX)
    seen = (hits > LEAST_HITS) & (np.hypot(place[:, None], place) < 1.0)
    return np.where(seen, np.exp2(total / np.maximum(hits, LEAST_HITS)), 0.0), seen


def _pattern(luminance: Floats, inside: Bools) -> tuple[Floats, Floats] | None:
    """The subject's own box: stops without the shading, and weights that fade at its outline."""
    from scipy.ndimage import distance_transform_edt, find_objects, gaussian_filter

    boxes = find_objects(inside.astype(np.int8))
    if not boxes:
        return None
    light, inside = luminance[boxes[0]], inside[boxes[0]]
    step = step_for(light.shape, WORK_PX)
    covered = reduced(inside.astype(np.float64), step)
    light = reduced(np.where(inside, light, 0.0), step) / np.maximum(covered, 1e-9)
    here = covered > 0.5
    size_px = float(np.sqrt(here.sum()))
    if size_px < LEAST_PX:
        return None
    stops = np.where(here, np.log2(np.maximum(light, BLACK) / GREY), 0.0)
    weight = np.clip(
        distance_transform_edt(np.pad(here, 1))[1:-1, 1:-1] / (EDGE_SHARE * size_px), 0, 1
    )

    def smooth(sigma: float) -> Floats:
        near = gaussian_filter(here.astype(np.float64), sigma, mode="constant")
        return np.asarray(gaussian_filter(stops, sigma, mode="constant") / np.maximum(near, 1e-6))

    pattern = np.where(here, smooth(SMOOTH_PX) - smooth(COARSE_SHARE * size_px), 0.0)
    return pattern - np.average(pattern, weights=weight), weight


def autocorrelation(pattern: Floats, weight: Floats) -> Floats:
    """How far a pattern covers itself when it is shifted, 1 without a shift.

    shapes   pattern, weight (h, w) -> (2 h - 1, 2 w - 1), no shift in the middle
    units    a share; shifts that leave too little in common count as 0
    valid    weights >= 0, some above 0; a flat pattern gives 0
    source   Padfield 2012, "Masked object registration in the Fourier domain", without the means
    """
    from scipy.fft import irfft2, next_fast_len, rfft2

    h, w = pattern.shape
    full = next_fast_len(2 * h - 1, real=True), next_fast_len(2 * w - 1, real=True)
    seen, square, mask = (rfft2(f, full) for f in (pattern * weight, pattern**2 * weight, weight))
    lags = np.ix_(np.arange(1 - h, h) % full[0], np.arange(1 - w, w) % full[1])
    common, one, other, product = (
        irfft2(a * b.conj(), full)[lags]
        for a, b in ((mask, mask), (square, mask), (mask, square), (seen, seen))
    )
    energy = np.sqrt(np.maximum(one, 0.0) * np.maximum(other, 0.0))
    share = product / np.maximum(energy, 1e-9)
    return np.where(common > LEAST_OVERLAP * common.max(), share, 0.0)


def side_peak_share(pattern: Floats, weight: Floats) -> float:
    """What the highest side peak of the autocorrelation stands out by.

    shapes   pattern, weight (h, w) -> a number
    units    of a correlation, 0 to 2
    valid    as `autocorrelation`
    source   persistence of its summits: ripples on the ridge of a stripe stand out by nothing
    """
    pairs, _ = bright_pairs(autocorrelation(pattern, weight))
    lived = pairs[np.isfinite(pairs[:, 1])]
    return float((lived[:, 0] - lived[:, 1]).max(initial=0.0))


def _spectrum(seen: Floats) -> float:
    power = np.abs(np.fft.rfft2(seen)) ** 2
    power[0, 0] = 0.0
    strongest = np.sort(power, axis=None)[-STRONGEST:]
    return float(strongest.sum() / max(float(power.sum()), 1e-12))


def _order(pattern: Floats, weight: Floats) -> float:
    down, right = np.gradient(pattern)
    strength = (down**2 + right**2) * weight
    angle = np.arctan2(down, right)
    total = max(float(strength.sum()), 1e-12)
    return float(max(abs(np.sum(strength * np.exp(1j * k * angle))) for k in (2, 4)) / total)
