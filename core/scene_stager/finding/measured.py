# SPDX-License-Identifier: Apache-2.0
"""What a picture shows, as one row of plain numbers; NaN where it shows no such thing."""

import math
from pathlib import Path

import numpy as np
from scipy import ndimage

from scene_stager.canonical import digest_of
from scene_stager.errors import StagerError
from scene_stager.inverse.still.camera_lines import camera_from_lines
from scene_stager.inverse.still.points import SENSOR_MM
from scene_stager.inverse.still.skyline import find_skyline
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.oklab import oklab_from_linear_srgb
from scene_stager.maths.resample import area_average
from scene_stager.models.load import available
from scene_stager.models.shelf import Shelf
from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture
from scene_stager.reading.frame_bars import inner_frame
from scene_stager.reading.grid import DARK_SHARE, make_grids
from scene_stager.reading.mask import is_cut_below
from scene_stager.reading.metrics import metrics
from scene_stager.reading.metrics.depth_blur import edge_widths
from scene_stager.reading.signature import Signature, read_signature
from scene_stager.reading.spatial import MOMENT_NAMES
from scene_stager.reading.subject import NETWORK

VERSION = "measured.2"  # raise it with any change of what a number is
LINES_PX = 640  # the width at which straight lines are looked for: house default
OWN_NAMES = (
    *("rim_azimuth_deg", "edge_left_stops", "edge_right_stops", "shade_across", "shade_up"),
    *("whole_height_share", "centre_across", "centre_up", "tilt_deg", "frame_aspect"),
    *("subject_over_ground_stops", "subject_contrast_stops", "subject_edge_share", "asymmetry"),
    *("hue_agreement", "hue_axis", "green_share", "blue_share", "focal_mm", "camera_pitch_deg"),
)
# House defaults, not measured.
WIDTHS_TALL = 3.8  # heights of a person to the width of the shoulders
KEYED_SHARE = 0.5  # of a screen's light that its channel has more than any other
LEAST_CHROMA = 0.01  # below which a hue is noise
HEAD_SHARE = 0.4  # of a subject's height, from the top: where it stands, whatever cuts it below
EDGE_PX, INNER_PX = 5, (7, 12)  # of the fine grid, from the outline inward: a rim, and beside it
UPPER_SHARE = 0.6  # of a subject's rows, where rims are looked for
EDGE_FLOOR = 1e-3  # of the mean light: what is darker shows no edge
SHY_PX = 4  # of the fine grid, that its outline is kept away from
LEAST_PIXELS = 60  # of a subject that something is said of
LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.95  # of the subject's light, as of the picture's contrast
LEAST_ROWS = 6  # that a line is fitted through


def names() -> tuple[str, ...]:
    """What the numbers are called, in the order of a row."""
    return (*sorted(metrics()), *OWN_NAMES)


def measured_by() -> str:
    """Which numbers a row holds, and by which network subjects were found: others are others."""
    shelf = Shelf()
    network = shelf.manifest(NETWORK).digest[:16] if available(NETWORK, shelf) else "no network"
    return f"{VERSION} {digest_of(list(names()))[:16]} {network}"


def measured_file(path: Path) -> Floats:
    """The row of a picture's file. Raises InputError for what is no picture."""
    return measured(read_picture(path))


def measured(picture: Picture | Floats) -> Floats:
    """The row of a picture, or of linear light (h, w, 3); all NaN where it cannot be read.

    shapes   (h, w, 3) -> (count of names,)
    units    as each name says; shares are of the picture, `across` and `up` from its middle
    valid    any picture; a number that it does not show is NaN
    source   the fifteen metrics, and house rules for the rest
    """
    every = dict.fromkeys(names(), math.nan)
    rgb = np.maximum(picture.rgb if isinstance(picture, Picture) else picture, 0.0)
    try:
        signature = read_signature(picture)
    except StagerError:
        return np.array(list(every.values()))
    every |= {
        name: math.nan if reading.failure is not None else reading.value
        for name, reading in signature.metrics.items()
    }
    if signature.lights is not None:
        every["rim_stops"] = signature.metrics["rim_stops"].value  # none is a number, too
        every["rim_azimuth_deg"] = _or_nan(signature.lights.rim_azimuth_deg)
    grids = make_grids(rgb)
    every |= _of_subject(signature)
    every |= _of_edges(signature.mask.inside, luminance(grids.fine_rgb), grids.step)
    every |= _of_frame(rgb, signature)
    every |= _of_colours(grids.coarse_rgb * signature.level)
    every |= _of_lines(rgb)
    return np.array([every[name] for name in names()])


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _of_subject(signature: Signature) -> dict[str, float]:
    """How large the subject is, where, how it is shaded and how it stands out."""
    inside, light = signature.mask.inside, signature.light
    if not inside.any():
        return {}
    rows, columns = inside.shape
    row, column = np.nonzero(inside)
    top, high, wide = int(row.min()), int(np.ptp(row)) + 1, int(np.ptp(column)) + 1
    whole = max(WIDTHS_TALL * wide, high) if is_cut_below(inside) else high
    head = row <= top + HEAD_SHARE * high
    stops = np.log2(light + DARK_SHARE)
    around = ~inside
    over = float(np.median(stops[inside]) - np.median(stops[around])) if around.any() else math.nan
    dark, bright = np.quantile(stops[inside], [LOW_QUANTILE, HIGH_QUANTILE])
    return {
        "whole_height_share": whole / rows,
        "centre_across": float(column[head].mean() + 0.5) / columns - 0.5,
        "centre_up": 0.5 - (top + 0.5 * high) / rows,
        "subject_over_ground_stops": over,
        "subject_contrast_stops": float(bright - dark),
        "shade_across": float(signature.spatial[MOMENT_NAMES.index("x")]),
        "shade_up": float(signature.spatial[MOMENT_NAMES.index("y")]),
    }


def _of_edges(inside: Bools, light: Floats, step: int) -> dict[str, float]:
    """How much brighter a subject is along its left and its right outline than beside that, and
    how much of it lies on edges, as hard light draws them."""
    fine = np.kron(inside, np.ones((step, step), dtype=bool))
    stops = np.log2(light + EDGE_FLOOR)
    found: dict[str, list[float]] = {"edge_left_stops": [], "edge_right_stops": []}
    seen = np.flatnonzero(fine.any(axis=1))
    for row in seen[: round(UPPER_SHARE * len(seen))]:
        across = np.flatnonzero(fine[row])
        run = max(np.split(across, np.flatnonzero(np.diff(across) > 1) + 1), key=len)
        if len(run) < 2 * INNER_PX[1]:
            continue
        for name, inward in zip(found, (run, run[::-1]), strict=True):
            beside = np.median(stops[row, inward[INNER_PX[0] : INNER_PX[1]]])
            found[name].append(float(stops[row, inward[:EDGE_PX]].max() - beside))
    edges = {name: float(np.median(each)) for name, each in found.items() if each}
    deep = ndimage.binary_erosion(fine, iterations=SHY_PX)
    if deep.sum() >= LEAST_PIXELS:
        _, ridge = edge_widths(np.log(light + EDGE_FLOOR))
        edges["subject_edge_share"] = float(ridge[deep].mean())
    return edges


def _of_frame(rgb: Floats, signature: Signature) -> dict[str, float]:
    """The picture's shape, how it is turned, and how far it is from its own mirror image."""
    rows, columns = inner_frame(make_grids(rgb).coarse_rgb)
    light = signature.light[rows, columns]
    scale = rgb.shape[1] / signature.light.shape[1]
    stops = np.log2(light + 0.01)
    spread = float(stops.std())
    return {
        "frame_aspect": light.shape[1] * scale / (light.shape[0] * scale),
        "asymmetry": float(np.abs(stops - stops[:, ::-1]).mean()) / spread if spread else 0.0,
        "tilt_deg": _tilt_deg(signature),
    }


def _tilt_deg(signature: Signature) -> float:
    """How far the floor's end falls to the right; without one, how far the subject leans."""
    inside = signature.mask.inside
    skyline = find_skyline(signature.light, inside)
    if skyline is not None:
        steps = np.diff(skyline.row_px)
        if np.ptp(steps) < 1e-6:
            return math.degrees(math.atan(float(steps[0])))
    seen = np.flatnonzero(inside.any(axis=1))
    seen = seen[: max(1, round(0.5 * len(seen)))]
    if len(seen) < LEAST_ROWS:
        return math.nan
    middle = [float(np.flatnonzero(inside[row]).mean()) for row in seen]
    return math.degrees(math.atan(-float(np.polyfit(seen, middle, 1)[0])))


def _of_colours(rgb: Floats) -> dict[str, float]:
    """Whether the picture's hues are one, neighbours or opposites; and screens to be keyed out."""
    lab = oklab_from_linear_srgb(np.clip(rgb, 0.0, 1.0))
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hue = np.arctan2(lab[..., 2], lab[..., 1])
    weight = np.where(chroma > LEAST_CHROMA, chroma, 0.0)
    total = float(weight.sum())
    turns = [abs(complex((weight * np.exp(1j * n * hue)).sum())) for n in (1, 2)]
    shares = {}
    for channel, name in ((1, "green_share"), (2, "blue_share")):
        other = np.delete(rgb, channel, axis=2).max(axis=2)
        more = rgb[..., channel] - other
        shares[name] = float(np.mean((more > KEYED_SHARE * rgb[..., channel]) & (more > 0.0)))
    if total <= 0.0:
        return shares
    return {"hue_agreement": turns[0] / total, "hue_axis": turns[1] / total, **shares}


def _of_lines(rgb: Floats) -> dict[str, float]:
    """Lens and pitch where straight lines give them away."""
    wide = min(LINES_PX, rgb.shape[1])
    high = max(1, round(wide * rgb.shape[0] / rgb.shape[1]))
    found = camera_from_lines(luminance(area_average(rgb.astype(np.float64), high, wide)))
    if found is None:
        return {}
    return {"focal_mm": found.focal_widths * SENSOR_MM, "camera_pitch_deg": found.pitch_deg}
