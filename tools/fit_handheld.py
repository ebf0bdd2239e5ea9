"""Fit the octaves of the handheld presets to measured bands.

Run `python tools/fit_handheld.py`; it prints what `_handheld_presets.py` holds. Each preset has a
measured row: the RMS of one axis in five bands, and in all. The handheld signature is a sum of
eight octaves whose spectra are known in closed form (five of lattice noise, three of lines), a
tremor and, for some, a stride. Squared gains add up to power, so the fit is a small least-squares
problem in the logarithms of the gains. It asks for three things at once: the bands of the row, a
straight fall of the spectrum from 1 to 8 Hz with the measured slope, and a spectrum without steps.
The rows disagree with a straight line here and there, so it settles for the middle: every band
within a factor of two, and the slope in its tolerance. Below the knee at 0.3 Hz each octave has
half the size of the one above: the clips were too short to say more.
"""

import argparse
import sys
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))

from scene_stager.maths.motion.lattice import KERNEL_POWER
from scene_stager.shot.rigs._handheld_octaves import (
    LATTICE_OCTAVES,
    OCTAVES_HZ,
    POSITION_SLOPE,
    ROTATION_SLOPE,
    TREMOR_BAND_HZ,
    TREMOR_HZ,
    TREMOR_Q,
    line_band_hz,
)

BANDS_HZ = ((0.3, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 8.0), (8.0, 12.0))
GRID_HZ = np.geomspace(0.01, 12.0, 3000)
STRAIGHT_HZ = np.geomspace(1.1, 7.3, 12)
UNKNOWN = float("nan")
BELOW_KNEE = 2  # octaves
FURTHEST = 1.7  # how far from its measured band a fit may stray before it is pulled back hard

# Per-axis RMS: five bands and the total; then the stride's share. Degrees, and millimetres.
# Rows of Camera Shakify recordings (CC0), measured by multitaper; "standing" lies between two rows.
ROTATION_DEG = {
    "braced": (0.070, 0.014, 0.0063, 0.0011, 0.0006, 0.28),
    "standing": (0.22, 0.049, 0.023, 0.0042, 0.0060, 0.60),
    "investigative": (0.69, 0.17, 0.085, 0.016, 0.008, 1.97),
    "walk": (0.56, 0.19, 0.042, 0.005, 0.001, 0.61),
    "run": (UNKNOWN, 1.34, 0.71, 0.30, 0.07, 1.77),
    "vehicle": (0.30, 0.26, 0.062, 0.021, 0.008, 0.59),
}
POSITION_MM = {
    "braced": (0.90, 0.16, 0.055, 0.010, 0.005, 1.9),
    "standing": (2.4, 0.45, 0.16, 0.040, 0.020, 5.0),
    "investigative": (14.3, 1.6, 0.56, 0.23, 0.19, 78.0),
    "walk": (9.8, 3.4, 0.48, 0.09, 0.03, 24.0),
    "run": (UNKNOWN, 12.2, 5.7, 0.68, 0.44, 19.0),
    "vehicle": (6.4, 4.5, 0.77, 0.22, 0.12, 13.0),
}
# The tremor's RMS is given, not fitted: most of the measured band from 8 to 12 Hz, and for
# "standing" what a camera on the shoulder is said to have.
TREMOR_DEG = {
    "braced": 0.0005,
    "standing": 0.010,
    "investigative": 0.0065,
    "walk": 0.0008,
    "run": 0.055,
    "vehicle": 0.0065,
}
# The stride's RMS at its own pitch and at twice that, for rotation and for position.
STRIDE = {
    "walk": (1.37, (0.16, 0.030), (3.0, 0.35)),
    "run": (2.58, (0.60, 0.12), (5.0, 0.30)),
}


@cache
def octave_spectrum(index: int, slope: float) -> np.ndarray:
    """Power per hertz of one octave of unit RMS, on the grid."""
    rate_hz = OCTAVES_HZ[index]
    if index < LATTICE_OCTAVES:
        return _kernel_power(GRID_HZ / rate_hz) / rate_hz
    low_hz, high_hz = line_band_hz(index)
    shape = np.where((GRID_HZ >= low_hz) & (GRID_HZ <= high_hz), GRID_HZ**slope, 0.0)
    return shape / np.trapezoid(shape, GRID_HZ)


def _kernel_power(pitch: np.ndarray) -> np.ndarray:
    """One-sided spectrum of unit lattice noise at rate 1: its kernel's transform, squared."""
    d = (np.arange(500) + 0.5) / 500
    kernel = d * (1.0 - d**3 * (d * (6.0 * d - 15.0) + 10.0))
    odd = 2.0 * np.sin(2.0 * np.pi * np.outer(pitch, d)) @ kernel / len(d)
    return 2.0 * odd * odd / KERNEL_POWER


@cache
def tremor_spectrum() -> np.ndarray:
    """Power per hertz of the tremor at unit RMS."""
    shape = 1.0 / (1.0 + ((GRID_HZ - TREMOR_HZ) * 2.0 * TREMOR_Q / TREMOR_HZ) ** 2)
    shape = np.where((GRID_HZ >= TREMOR_BAND_HZ[0]) & (GRID_HZ <= TREMOR_BAND_HZ[1]), shape, 0.0)
    return shape / np.trapezoid(shape, GRID_HZ)


def stride_powers(lines: tuple[float, float], pitch_hz: float) -> np.ndarray:
    """The power that a stride and its second harmonic add to each band, and to the total."""
    powers = np.zeros(len(BANDS_HZ) + 1)
    for harmonic, rms in enumerate(lines, start=1):
        hit = [low <= harmonic * pitch_hz < high for low, high in BANDS_HZ]
        powers += rms * rms * np.array([*hit, True])
    return powers


def band_powers(spectrum: np.ndarray) -> np.ndarray:
    """Power in each of the five bands, and in all."""
    edges = [*BANDS_HZ, (GRID_HZ[0], GRID_HZ[-1])]
    rows = [(GRID_HZ >= low) & (GRID_HZ < high) for low, high in edges]
    return np.array([np.trapezoid(spectrum[row], GRID_HZ[row]) for row in rows])


def fit(row: tuple[float, ...], slope: float, extra: np.ndarray) -> np.ndarray:
    """The gains of the octaves, given the powers that come from elsewhere."""
    basis = np.array([octave_spectrum(index, slope) for index in range(len(OCTAVES_HZ))])
    wanted = np.log(np.array(row))
    known = np.isfinite(wanted)

    def with_knee(free: np.ndarray) -> np.ndarray:
        below = free[0] - np.log(2.0) * np.arange(BELOW_KNEE, 0, -1)
        return np.concatenate([below, free])

    def miss(free: np.ndarray) -> np.ndarray:
        log_gains = with_knee(free)
        spectrum = np.exp(2.0 * log_gains) @ basis
        bands = (0.5 * np.log(band_powers(spectrum) + extra) - wanted)[known]
        too_far = np.maximum(np.abs(bands) - np.log(FURTHEST), 0.0)
        level = np.log(np.interp(STRAIGHT_HZ, GRID_HZ, spectrum))
        line = level - slope * np.log(STRAIGHT_HZ)
        steps = np.diff(free, 2)
        return np.concatenate([bands, 8.0 * too_far, 0.6 * (line - line.mean()), 0.1 * steps])

    start = np.log(np.full(len(OCTAVES_HZ) - BELOW_KNEE, row[1]))
    return np.exp(with_knee(least_squares(miss, start).x))


def fit_both(name: str) -> dict[str, tuple[np.ndarray, np.ndarray, float]]:
    """For rotation and position: the gains, what they give over what was measured, the slope."""
    pitch_hz, turned, moved = STRIDE.get(name, (1.0, (0.0, 0.0), (0.0, 0.0)))
    tremor = TREMOR_DEG[name] ** 2 * tremor_spectrum()
    answers = {}
    for what, row, slope, lines, shiver in (
        ("rotation_deg", ROTATION_DEG[name], ROTATION_SLOPE, turned, tremor),
        ("position_mm", POSITION_MM[name], POSITION_SLOPE, moved, 0.0 * tremor),
    ):
        extra = stride_powers(lines, pitch_hz) + band_powers(shiver)
        gains = fit(row, slope, extra)
        basis = np.array([octave_spectrum(index, slope) for index in range(len(OCTAVES_HZ))])
        spectrum = gains**2 @ basis
        level = np.log(np.interp(STRAIGHT_HZ, GRID_HZ, spectrum + shiver))
        fall = float(np.polyfit(np.log(STRAIGHT_HZ), level, 1)[0])
        answers[what] = gains, np.sqrt(band_powers(spectrum) + extra) / row, fall
    return answers


def main() -> None:
    """Print the gains of every preset, with what they give beside what was measured."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    for name in ROTATION_DEG:
        for what, (gains, over, fall) in fit_both(name).items():
            print(f"{name:14s}{what:13s} slope {fall:5.2f}  over measured {over}")
            print(f"    {what}=(" + ", ".join(f"{gain:.3g}" for gain in gains) + "),")


if __name__ == "__main__":
    np.set_printoptions(precision=2, suppress=True, linewidth=120)
    main()
