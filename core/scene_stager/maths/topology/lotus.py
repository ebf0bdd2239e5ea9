# SPDX-License-Identifier: Apache-2.0
"""Finds the Lotus point: the summit of the lit hill that stands wholly inside the picture.

The key light makes a hill of brightness on the form that it lights. Of all hills of the simplified
log-luminance which the frame does not cut, the primary one is large, has a hard outline (a form
ends at its edge, a pool of light on a floor does not) and is away from the border. Its summit is
the Lotus point, its part of the picture the primary domain. Where no hill can be named, the
outcome says why.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology._grids import (
    BLACK,
    BLOWN_SHARE,
    GREY,
    check_luminance,
    enlarged,
    reduced,
    step_for,
)
from scene_stager.maths.topology._lit_forms import Form, forms
from scene_stager.maths.topology._plateaus import without_plateaus
from scene_stager.maths.topology.morse_smale import Labels, hills, morse_smale
from scene_stager.maths.topology.persistence import bright_pairs

LEAST_PX = 16  # a shorter side has no inside to speak of
WORK_PX = 320  # longest side that is looked at: hills finer than that are texture
SMOOTH_SHARE = 2.0 / WORK_PX  # of the longest side
ONE_END_SHARE = 0.98  # of the pixels at one end of the scale: nothing to read
FLAT_STOPS = 0.1  # least range from the first to the last percentile
NOISE_TIMES = 3.0  # a picture keeps at least so many times what white noise would keep
LEAST_RISE_STOPS = 0.15  # shallower hills are cancelled, and those that noise alone would make
NOISE_RISE = 5.0  # in standard deviations of the noise that is left after smoothing
FORM_RISE_STOPS = 0.5  # least that a lit form stands out by
FORM_EDGE_STOPS = 0.15  # and least steepness of its outline, over a hundredth of the longest side
SHADOW_RISE_STOPS = 1.0  # least depth of a silhouette
FORM_AREA_SHARE = 0.0005
MOST_HILLS = 64


class NoLotus(Enum):
    """Why a picture has no Lotus point."""

    TOO_SMALL = "the shorter side has fewer than 16 pixels, or is a fortieth of the longer one"
    ALL_CLIPPED = "nearly every pixel is white, or nearly every one is black"
    FLAT_FIELD = "the picture is one tone: less than a tenth of a stop from end to end"
    PURE_NOISE = "neighbouring pixels have nothing to do with each other"
    SILHOUETTE = "what stands inside the frame is darker than all around it: no key on this side"
    NO_CONTAINED_EXTREMUM = "no lit form is wholly inside the frame"


@dataclass(frozen=True, slots=True, eq=False)
class Lotus:
    """The Lotus point of a picture, or why there is none, with what it was judged by.

    shapes   domain (h, w), the primary domain (of a silhouette: its extent; empty with other
             failures); cells (h, w), numbers of the Neumann domains
    units    row_px, column_px from the centre of the top left pixel, NaN without a point;
             rise_stops: what the domain stands out by; edge_stops: steepness along its outline, per
             hundredth of the longest side; margin_share: weight of this hill in that of the first
             two, 1 is alone, 0.5 is a draw
    """

    failure: NoLotus | None
    row_px: float
    column_px: float
    domain: Bools
    cells: Labels
    rise_stops: float
    edge_stops: float
    margin_share: float


def lotus_point(luminance: Floats, white_level: float = 1.0) -> Lotus:
    """Find the Lotus point of a picture and its primary domain.

    shapes   luminance (h, w)
    units    linear light, 1 is display white; `white_level` is where the medium clips
    valid    finite, not empty; negative light counts as black
    raises   InputError
    source   Morse-Smale complex after Edelsbrunner, Harer & Zomorodian 2003; the rank of the hills
             is a house rule, see docs/topology.md
    """
    check_luminance(luminance)
    step = step_for(luminance.shape, WORK_PX)
    if min(luminance.shape) < LEAST_PX * max(1.0, 0.5 * step):
        return _none(NoLotus.TOO_SMALL, luminance.shape)
    raw = np.log2(np.clip(reduced(luminance, step), BLACK, white_level) / GREY)
    failure = _unreadable(luminance, raw, white_level)
    if failure is not None:
        return _none(failure, luminance.shape)
    return _read(raw, step, luminance.shape, float(np.log2(white_level / GREY)))


def _read(raw: Floats, step: int, shape: tuple[int, ...], white_stops: float) -> Lotus:
    from scipy.ndimage import gaussian_filter

    level = without_plateaus(raw, white_stops)
    sigma = SMOOTH_SHARE * max(raw.shape)
    smooth = gaussian_filter(level, sigma, mode="nearest")
    sharp = gaussian_filter(level, 0.35 * sigma, mode="nearest")
    least = _least_rise(level, smooth, sigma)
    cells = morse_smale(smooth, least, framed=True).cells()
    lit = _standing(forms(hills(smooth, least, framed=True), smooth, sharp), FORM_RISE_STOPS)
    if lit:
        return _lotus(None, lit, smooth, cells, step, shape)
    # Upside down, and of the picture as it is: a dark figure before a blown sky counts.
    dark = gaussian_filter(-raw, sigma, mode="nearest")
    bowls = forms(hills(dark, max(least, LEAST_RISE_STOPS), framed=True), dark, -sharp)
    figures = _standing(bowls, SHADOW_RISE_STOPS)
    if figures:
        return _lotus(NoLotus.SILHOUETTE, figures, dark, cells, step, shape)
    return _none(NoLotus.NO_CONTAINED_EXTREMUM, shape, enlarged(cells, step, shape))


def _standing(listed: list[Form], least_rise_stops: float) -> list[Form]:
    """Those hills that stand out, have an outline and are not specks."""
    return [
        form
        for form in listed
        if form.rise_stops >= least_rise_stops
        and form.domain.mean() >= FORM_AREA_SHARE
        and form.edge_stops * max(form.domain.shape) / 100.0 >= FORM_EDGE_STOPS
    ]


def _lotus(
    failure: NoLotus | None,
    listed: list[Form],
    smooth: Floats,
    cells: Labels,
    step: int,
    shape: tuple[int, ...],
) -> Lotus:
    form = listed[0]
    both = sum(one.weight_share for one in listed[:2])
    row, column = _summit(form, smooth)
    return Lotus(
        failure=failure,
        row_px=(row + 0.5) * step - 0.5 if failure is None else np.nan,
        column_px=(column + 0.5) * step - 0.5 if failure is None else np.nan,
        domain=enlarged(form.domain, step, shape),
        cells=enlarged(cells, step, shape),
        rise_stops=form.rise_stops,
        edge_stops=form.edge_stops * max(smooth.shape) / 100.0,
        margin_share=form.weight_share / both,
    )


def _summit(form: Form, smooth: Floats) -> tuple[float, float]:
    """The middle of all that is as high as the summit, so that a mirror image gives the mirror."""
    from scipy.ndimage import label

    top = smooth.ravel()[form.summit]
    number, _ = label(form.domain & (smooth >= top - 1e-9), np.ones((3, 3)))
    row, column = np.nonzero(number == number.ravel()[form.summit])
    return float(row.mean()), float(column.mean())


def _unreadable(luminance: Floats, raw: Floats, white: float) -> NoLotus | None:
    from scipy.ndimage import gaussian_filter

    ends = luminance >= BLOWN_SHARE * white, luminance <= BLACK
    if max(float(end.mean()) for end in ends) >= ONE_END_SHARE:
        return NoLotus.ALL_CLIPPED
    low, high = np.percentile(raw, (1, 99))
    if high - low < FLAT_STOPS:
        return NoLotus.FLAT_FIELD
    sigma = 2.0
    kept = gaussian_filter(raw, sigma, mode="reflect").var() / raw.var()
    return NoLotus.PURE_NOISE if kept < NOISE_TIMES * _kept_of_noise(sigma) else None


def _kept_of_noise(sigma: float) -> float:
    """Share of the variance of white noise that a Gaussian of so many pixels leaves."""
    return float(1.0 / (4.0 * np.pi * sigma**2))


def _least_rise(level: Floats, smooth: Floats, sigma: float) -> float:
    """Above what noise makes, and so high that no more than MOST_HILLS remain."""
    rest = level - smooth
    noise = 1.4826 * float(np.median(np.abs(rest - np.median(rest))))
    least = max(LEAST_RISE_STOPS, NOISE_RISE * noise * min(1.0, _kept_of_noise(sigma) ** 0.5))
    top = float(smooth.max()) + 1.0
    pairs, _ = bright_pairs(np.pad(smooth, 1, constant_values=top), least)
    lived = np.sort(pairs[np.isfinite(pairs[:, 1])] @ (1.0, -1.0))[::-1]
    return float(max(least, lived[MOST_HILLS])) if len(lived) > MOST_HILLS else least


def _none(failure: NoLotus, shape: tuple[int, ...], cells: Labels | None = None) -> Lotus:
    empty, one = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.int32)
    found = one if cells is None else cells
    return Lotus(failure, np.nan, np.nan, empty, found, 0.0, 0.0, 0.0)
