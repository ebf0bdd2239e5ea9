"""Lattice noise, against published values, its own closed-form spectrum and its promises."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.signal import welch

from scene_stager.maths.motion.lattice import (
    KERNEL_POWER,
    channel_key,
    lattice_noise,
    normals,
    octave_sum,
    uniforms,
)

CORE = Path(__file__).parents[2] / "core"
LONG_S = np.arange(200_000) / 24.0


def fractal(t_s, key, lowest_hz, octaves, gain):
    """Each octave twice as fast as the one below and `gain` times as large, RMS 1 in all."""
    gains = gain ** np.arange(octaves)
    rates_hz = [lowest_hz * 2.0**k for k in range(octaves)]
    return octave_sum(t_s, key, rates_hz, gains / np.sqrt(np.sum(gains * gains)))


def quintic(d):
    return d**3 * (d * (6 * d - 15) + 10)


def slope_of(signal, rate_hz, low_hz, high_hz):
    """Slope of the power spectrum on pitches spread evenly: a straight line in log-log."""
    f_hz, power = welch(signal, rate_hz, nperseg=8192, window="hann", detrend="linear")
    edges = np.geomspace(low_hz, high_hz, 13)
    means = [np.log(power[(f_hz >= a) & (f_hz < b)].mean()) for a, b in pairwise(edges)]
    return np.polyfit(np.log(np.sqrt(edges[1:] * edges[:-1])), means, 1)[0]


def test_power_of_the_kernel_is_its_integral():
    integral, _ = quad(lambda d: 2.0 * (d * (1.0 - quintic(d))) ** 2, 0.0, 1.0)
    assert pytest.approx(integral, rel=1e-12) == KERNEL_POWER


@pytest.mark.parametrize("rate_hz", [0.3, 2.7, 10.8])
def test_one_octave_has_unit_rms(rate_hz):
    t_s = np.arange(400_000) * 0.173 / rate_hz
    # 70,000 cells: the estimate of a mean square is good to about 1 %.
    assert np.mean(lattice_noise(t_s, 11, rate_hz) ** 2) == pytest.approx(1.0, abs=0.02)


def test_one_octave_has_the_spectrum_of_its_kernel():
    # Noise on a lattice is white gradients through a fixed kernel, so its spectrum is known.
    rate_hz, sampled_hz = 1.0, 16.0
    signal = lattice_noise(np.arange(1 << 19) / sampled_hz, 5, rate_hz)
    f_hz, power = welch(signal, sampled_hz, nperseg=1024)
    for low_hz, high_hz in [(0.1, 0.3), (0.4, 0.6), (0.7, 0.9), (1.3, 1.7)]:
        inside = (f_hz >= low_hz) & (f_hz <= high_hz)
        expected = [_kernel_density(f) for f in f_hz[inside]]
        assert power[inside].mean() == pytest.approx(np.mean(expected), rel=0.08)


def _kernel_density(f_hz):
    """Power per hertz of unit-RMS noise at rate 1, one-sided."""
    odd, _ = quad(lambda d: 2 * d * (1 - quintic(d)) * np.sin(2 * np.pi * f_hz * d), 0, 1)
    return 2.0 * odd * odd / KERNEL_POWER


@pytest.mark.parametrize("fps", [24.0, 25.0, 60.0])
@pytest.mark.parametrize("multiple", [1, 2, 5])
def test_frames_locked_to_the_lattice_never_sit_on_its_zeros(fps, multiple):
    # The trap: frame x whole-number frequency / fps lands on lattice points, where noise is 0.
    t_s = np.arange(2000) / fps
    for key in range(40):
        locked = lattice_noise(t_s, channel_key(key, "trap"), multiple * fps)
        assert np.sqrt(np.mean(locked**2)) > 0.3
        assert np.mean(np.abs(locked) < 1e-6) < 0.01


@given(st.integers(0, 2**32 - 1), st.floats(-1e4, 1e5), st.sampled_from([0.084, 1.35, 5.4]))
def test_any_moment_alone_is_the_moment_in_the_crowd(seed, start_s, rate_hz):
    t_s = start_s + np.arange(70) / 24.0
    whole = lattice_noise(t_s, seed, rate_hz)
    np.testing.assert_array_equal(lattice_noise(t_s[40:61], seed, rate_hz), whole[40:61])
    np.testing.assert_array_equal(lattice_noise(t_s[41:42], seed, rate_hz), whole[41:42])


def test_leaves_its_times_alone():
    t_s = np.arange(5.0)
    lattice_noise(t_s, 1, 2.0)
    np.testing.assert_array_equal(t_s, np.arange(5.0))


def test_is_smooth_across_its_lattice_points():
    # Third differences of a curve with two continuous derivatives shrink with the step.
    t_s = np.arange(0.0, 40.0, 1e-3)
    signal = lattice_noise(t_s, 3, 1.0)
    assert np.abs(np.diff(signal, 1)).max() < 0.02
    assert np.abs(np.diff(signal, 2)).max() < 2e-4
    assert np.abs(np.diff(signal, 3)).max() < 2e-6


def test_channels_are_strangers_at_any_time_shift():
    # Octaves from .2 Hz up, so that 8333 s hold enough independent stretches.
    names = ["camera.x", "camera.y", "camera.pan", "light.x", "camera.X", "camera.x "]
    rows = np.array([fractal(LONG_S, channel_key(1, name), 0.2, 5, 0.7) for name in names])
    spectra = np.fft.rfft(rows, 2 * rows.shape[1], axis=1)
    norms = np.sqrt(np.sum(rows**2, axis=1))
    for i in range(len(names)):
        for j in range(i):
            shifted = np.fft.irfft(spectra[i] * np.conj(spectra[j]))
            assert np.abs(shifted).max() / (norms[i] * norms[j]) < 0.12
            assert abs(shifted[0]) / (norms[i] * norms[j]) < 0.05


def test_octaves_of_one_channel_are_strangers_too():
    rates_hz = [1.0, 2.0, 4.0, 8.0]
    rows = [octave_sum(LONG_S, 9, rates_hz, np.eye(4)[k]) for k in range(4)]
    stretched = [
        octave_sum(LONG_S / rate, 9, rates_hz, np.eye(4)[k]) for k, rate in enumerate(rates_hz)
    ]
    for table in (rows, stretched):
        off = np.corrcoef(table) - np.eye(4)
        assert np.abs(off).max() < 0.05


def test_octave_sum_has_the_rms_of_its_gains():
    signal = octave_sum(LONG_S * 7.3, 4, (0.5, 1.0, 2.0), (3.0, 0.0, 4.0))
    assert np.sqrt(np.mean(signal**2)) == pytest.approx(5.0, rel=0.02)


@pytest.mark.parametrize(
    ("gain", "slope"), [(0.7071, -2.00), (0.5, -2.97), (0.42, -3.46), (0.35, -3.98)]
)
def test_fractal_noise_falls_with_the_slope_of_its_gain(gain, slope):
    # -(1 + 2H) with gain = 2^-H; eight octaves from .1 Hz, fitted from .4 to 6 Hz.
    signal = fractal(np.arange(600_000) / 60.0, 21, 0.1, 8, gain)
    assert slope_of(signal, 60.0, 0.4, 6.0) == pytest.approx(slope, abs=0.2)
    assert np.sqrt(np.mean(signal**2)) == pytest.approx(1.0, abs=0.05)


def test_uniforms_fill_their_range_evenly_and_normals_are_normal():
    even = uniforms(77, 100_000)
    assert even.min() >= 0.0
    assert even.max() < 1.0
    np.testing.assert_allclose(np.histogram(even, 10, (0, 1))[0] / 1e4, 1.0, atol=0.05)
    bell = normals(77, 100_000)
    assert bell.mean() == pytest.approx(0.0, abs=0.02)
    assert bell.std() == pytest.approx(1.0, abs=0.02)
    assert np.mean(bell**4) == pytest.approx(3.0, abs=0.15)


def test_keys_do_not_depend_on_the_process():
    # Fixed by the definition of the key: sha256 of "seed, newline, name", first eight bytes.
    assert channel_key(1, "camera.pan_deg") == channel_key(1, "camera.pan_deg")
    assert channel_key(1, "camera.pan_deg") != channel_key(2, "camera.pan_deg")
    code = "from scene_stager.maths.motion.lattice import channel_key as k; print(k(7, 'a'))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(CORE), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert found == {f"{channel_key(7, 'a')}\n"}
