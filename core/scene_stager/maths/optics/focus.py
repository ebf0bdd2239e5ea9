# SPDX-License-Identifier: Apache-2.0
"""What is sharp: hyperfocal distance, depth of field, and the blur of everything else."""

import numpy as np

from scene_stager.maths.arrays import Floats

# The diagonal of the picture over the largest blur that still passes for a point.
SHARP_PER_DIAGONAL = 1500.0  # a common rule, recalled; house default, not measured
M_PER_MM = 1e-3


def circle_of_confusion_mm(width_mm: float, height_mm: float) -> float:
    """The largest blur on the sensor that still passes for a point.

    shapes   numbers
    units    millimetres
    source   1/1500 of the diagonal; house default, not measured
    """
    return float(np.hypot(width_mm, height_mm)) / SHARP_PER_DIAGONAL


def hyperfocal_m(focal_mm: Floats, f_number: Floats, blur_mm: float) -> Floats:
    """The nearest focus that keeps the far distance acceptably sharp.

    shapes   focal_mm, f_number (...) -> (...)
    units    millimetres in, blur_mm the largest blur that passes; metres out
    frame    distance in front of the lens
    source   f^2 / (N c) + f, the thin lens
    """
    return (focal_mm * focal_mm / (f_number * blur_mm) + focal_mm) * M_PER_MM


def near_limit_m(focus_m: Floats, focal_mm: Floats, f_number: Floats, blur_mm: float) -> Floats:
    """The nearest distance that is acceptably sharp.

    shapes   focus_m, focal_mm, f_number (...) -> (...)
    units    metres and millimetres in; metres out
    frame    distances in front of the lens
    valid    focus_m more than one focal length
    source   s (H - f) / (H + s - 2 f), the thin lens
    """
    hyperfocal = hyperfocal_m(focal_mm, f_number, blur_mm)
    focal_m = focal_mm * M_PER_MM
    return focus_m * (hyperfocal - focal_m) / (hyperfocal + focus_m - 2.0 * focal_m)


def far_limit_m(focus_m: Floats, focal_mm: Floats, f_number: Floats, blur_mm: float) -> Floats:
    """The farthest distance that is acceptably sharp.

    shapes   focus_m, focal_mm, f_number (...) -> (...)
    units    metres and millimetres in; metres out
    frame    distances in front of the lens
    valid    focus_m more than one focal length; infinite from the hyperfocal distance on
    source   s (H - f) / (H - s), the thin lens
    """
    hyperfocal = hyperfocal_m(focal_mm, f_number, blur_mm)
    gap = hyperfocal - focus_m
    reach = focus_m * (hyperfocal - focal_mm * M_PER_MM)
    return np.where(gap > 0.0, reach / np.where(gap > 0.0, gap, 1.0), np.inf)


def blur_mm(distance_m: Floats, focus_m: Floats, focal_mm: Floats, f_number: Floats) -> Floats:
    """How wide a point is smeared on the sensor.

    shapes   distance_m, focus_m, focal_mm, f_number (...) -> (...)
    units    metres and millimetres in; millimetres out
    frame    distances in front of the lens
    valid    both distances more than one focal length
    source   f^2 |d - s| / (N d (s - f)), the thin lens
    """
    focal_m = focal_mm * M_PER_MM
    spread = np.abs(distance_m - focus_m) / (distance_m * (focus_m - focal_m))
    return focal_m * focal_mm / f_number * spread
