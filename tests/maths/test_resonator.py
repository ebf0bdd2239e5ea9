"""Band-limited signals, against their band, their power and the resonance they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import welch

from scene_stager.maths.motion.lattice import channel_key
from scene_stager.maths.motion.resonator import (
    Lines,
    narrow_band,
    power_law,
    resonance_lines,
    sound,
    spectrum_lines,
    swell,
)

keys = st.integers(0, 2**63)


def test_sound_is_a_sum_of_sines():
    lines = Lines(np.array([1.0, 2.5]), np.array([2.0, 0.5]), np.array([0.25, 0.0]))
    t_s = np.array([0.0, 0.1, 0.5])
    expected = 2.0 * np.cos(2 * np.pi * t_s) + 0.5 * np.sin(5 * np.pi * t_s)
    np.testing.assert_allclose(sound(t_s, lines), expected, atol=1e-15)


@given(keys, st.floats(0.5, 12.0), st.floats(0.5, 50.0), st.floats(0.1, 5.0), st.floats(0.5, 5.8))
def test_not_one_frequency_leaves_the_band(key, centre_hz, q, low_hz, width_hz):
    band_hz = (low_hz, low_hz + width_hz)
    for lines in (
        resonance_lines(key, centre_hz, q, band_hz),
        spectrum_lines(key, lambda f: f**-3.5, band_hz),
    ):
        assert lines.frequency_hz.min() >= band_hz[0]
        assert lines.frequency_hz.max() <= band_hz[1]
        # A sine of amplitude A has the power A^2 / 2.
        assert np.sum(lines.amplitude**2) / 2 == pytest.approx(1.0, rel=1e-12)


def test_unit_rms_over_a_long_time():
    t_s = np.arange(300_000) / 30.0
    for signal in (
        narrow_band(t_s, 3, 9.0, 5.0, (6.0, 10.8)),
        power_law(t_s, 4, -3.5, (1.0, 10.8)),
    ):
        assert np.sqrt(np.mean(signal**2)) == pytest.approx(1.0, abs=0.01)
        assert abs(signal.mean()) < 1e-3


def test_resonance_has_its_peak_and_its_width():
    # Half the power of a resonance lies within half a width of its centre (Lorentz).
    signals = [narrow_band(np.arange(6000) / 60.0, k, 8.0, 8.0, (2.0, 14.0)) for k in range(40)]
    f_hz, power = welch(np.array(signals), 60.0, nperseg=3000, axis=-1)
    mean = power.mean(axis=0)
    inside = np.abs(f_hz - 8.0) <= 0.5
    assert mean[inside].sum() / mean.sum() == pytest.approx(0.5, abs=0.06)
    assert np.sum(mean * f_hz) / mean.sum() == pytest.approx(8.0, abs=0.1)


def test_power_law_has_its_slope():
    signals = [power_law(np.arange(6000) / 60.0, k, -3.5, (0.5, 10.8)) for k in range(60)]
    f_hz, power = welch(np.array(signals), 60.0, nperseg=2000, axis=-1, detrend="linear")
    inside = (f_hz > 1.0) & (f_hz < 8.0)
    mean = power.mean(axis=0)[inside]
    assert np.polyfit(np.log(f_hz[inside]), np.log(mean), 1)[0] == pytest.approx(-3.5, abs=0.2)


def test_nothing_sounds_above_the_band():
    t_s = np.arange(24_000) / 120.0
    f_hz, power = welch(
        narrow_band(t_s, 5, 9.0, 5.0, (6.0, 10.8)), 120.0, nperseg=8000, window="blackmanharris"
    )
    assert power[f_hz > 11.0].sum() < 1e-9 * power.sum()


def test_channels_are_strangers():
    t_s = np.arange(24 * 600) / 24.0
    rows = [narrow_band(t_s, channel_key(1, name), 9.0, 5.0) for name in ("pan", "tilt", "roll")]
    assert np.abs(np.corrcoef(rows) - np.eye(3)).max() < 0.05


def test_does_not_repeat():
    t_s = np.arange(24 * 300) / 24.0
    signal = narrow_band(t_s, 8, 9.0, 5.0)
    echo = np.fft.irfft(np.abs(np.fft.rfft(signal, 2 * len(signal))) ** 2)
    assert np.abs(echo[24 * 5 : 24 * 200] / echo[0]).max() < 0.75


@given(keys, st.floats(-100.0, 1e4))
def test_any_moment_alone_is_the_moment_in_the_crowd(key, start_s):
    t_s = start_s + np.arange(64) / 24.0
    whole = narrow_band(t_s, key, 9.0, 5.0)
    np.testing.assert_array_equal(narrow_band(t_s[40:61], key, 9.0, 5.0), whole[40:61])
    np.testing.assert_array_equal(narrow_band(t_s[41:42], key, 9.0, 5.0), whole[41:42])


def test_swell_keeps_the_power_and_fattens_the_tails():
    t_s = np.arange(24 * 20_000) / 24.0
    noise = power_law(t_s, 1, 0.0, (2.0, 4.0))
    swollen = noise * swell(t_s, 2, 0.5)
    assert np.mean(swollen**2) == pytest.approx(np.mean(noise**2), rel=0.05)
    kurtosis = np.mean(swollen**4) / np.mean(swollen**2) ** 2 - 3.0
    assert 1.0 < kurtosis < 4.0
    np.testing.assert_array_equal(swell(t_s[:9], 2, 0.0), 1.0)
