# SPDX-License-Identifier: Apache-2.0
"""Signals that keep strictly to a band: sums of fixed-phase sinusoids, and what shapes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, lattice_noise, uniforms

Density = Callable[[Floats], Floats]

LINES = 24  # sinusoids in one band: enough to pass for noise, few enough to be quick
SAMPLES = 1024  # points at which a spectrum is weighed


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A handful of sinusoids.

    shapes   frequency_hz, amplitude, turn (m,)
    units    Hz; amplitude in the unit of the signal; turn is the starting phase in whole turns
    """

    frequency_hz: Floats
    amplitude: Floats
    turn: Floats


def sound(t_s: Floats, lines: Lines) -> Floats:
    """The sum of the sinusoids.

    shapes   t_s (n,) -> (n,)
    units    seconds in; the unit of the amplitudes out
    source   the definition
    """
    total = np.zeros_like(t_s)
    angle = np.empty_like(t_s)
    for frequency_hz, amplitude, turn in zip(
        lines.frequency_hz.tolist(), lines.amplitude.tolist(), lines.turn.tolist(), strict=True
    ):
        np.multiply(t_s, 2.0 * np.pi * frequency_hz, out=angle)
        angle += 2.0 * np.pi * turn
        np.sin(angle, out=angle)
        angle *= amplitude
        total += angle
    return total


def spectrum_lines(
    key: int, density: Density, band_hz: tuple[float, float], count: int = LINES
) -> Lines:
    """Sinusoids that stand for a spectrum, one drawn from each of `count` equal steps in pitch.

    shapes   density maps frequencies (m,) to powers per hertz (m,), in any unit
    units    Hz; unit RMS exactly, whatever the scale of the density
    valid    0 < low < high, density > 0 somewhere in the band; nothing leaves the band
    source   Shinozuka and Deodatis 1991, "Simulation of stochastic processes by spectral
             representation", with frequencies jittered inside their steps so that nothing repeats
    """
    edges_hz = np.geomspace(*band_hz, count + 1)
    drawn = uniforms(key, 2 * count)
    frequency_hz = edges_hz[:-1] + drawn[:count] * (edges_hz[1:] - edges_hz[:-1])

    # A step's power is its width times the mean density, by the midpoint rule.
    per_step = SAMPLES // count
    inside = (np.arange(per_step) + 0.5) / per_step
    grid_hz = edges_hz[:-1, None] + inside * (edges_hz[1:] - edges_hz[:-1])[:, None]
    power = density(grid_hz.ravel()).reshape(count, per_step).mean(axis=1) * np.diff(edges_hz)
    return Lines(frequency_hz, np.sqrt(2.0 * power / power.sum()), drawn[count:])


def resonance_lines(
    key: int, centre_hz: float, q: float, band_hz: tuple[float, float], count: int = LINES
) -> Lines:
    """Sinusoids that stand for a lightly damped resonance, each carrying the same power.

    shapes   scalars in; lines (count,) out
    units    Hz; unit RMS exactly
    valid    q of about 2 or more; 0 < low < high; the resonance may lie outside the band
    source   the power response near a resonance, 1 / (1 + ((f - centre) 2q / centre)^2), whose
             quantiles are tangents; the curve is cut off at the ends of the band
    """
    half_width_hz = centre_hz / (2.0 * q)
    low, high = (np.arctan((edge_hz - centre_hz) / half_width_hz) for edge_hz in band_hz)
    drawn = uniforms(key, 2 * count)
    share = (np.arange(count) + drawn[:count]) / count
    frequency_hz = centre_hz + half_width_hz * np.tan(low + share * (high - low))
    return Lines(
        np.clip(frequency_hz, *band_hz), np.full(count, np.sqrt(2.0 / count)), drawn[count:]
    )


def narrow_band(
    t_s: Floats, key: int, centre_hz: float, q: float, band: tuple[float, float] = (0.05, TOP_HZ)
) -> Floats:
    """What a resonance of this quality makes of steady noise.

    shapes   t_s (n,) -> (n,)
    units    seconds and Hz in; none out: mean 0, RMS 1
    valid    as resonance_lines; not a single frequency outside `band`
    source   as resonance_lines; q = 1 / (2 damping)
    """
    return sound(t_s, resonance_lines(key, centre_hz, q, band))


def power_law(
    t_s: Floats, key: int, slope: float, band: tuple[float, float], count: int = LINES
) -> Floats:
    """Noise whose power per hertz goes as frequency to the power `slope`, inside one band.

    shapes   t_s (n,) -> (n,)
    units    seconds and Hz in; none out: mean 0, RMS 1
    valid    as spectrum_lines; white noise has slope 0, and what falls has a negative slope
    source   as spectrum_lines
    """
    return sound(t_s, spectrum_lines(key, lambda f_hz: f_hz**slope, band, count))


def swell(t_s: Floats, key: int, depth: float, rate_hz: float = 0.1) -> Floats:
    """A slow coming and going, to multiply a signal with: its RMS stays, its tails grow fat.

    shapes   t_s (n,) -> (n,)
    units    seconds and Hz in; a factor out, whose square has mean 1
    valid    depth 0 gives 1 throughout; about 0.5 lends noise an excess kurtosis of 2
    source   amplitude modulation by one octave of lattice noise
    """
    waved = lattice_noise(t_s, key, rate_hz)
    waved *= depth
    waved += 1.0
    waved /= np.sqrt(1.0 + depth * depth)
    return waved
