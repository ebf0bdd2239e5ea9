"""The air: nothing at phase 0, more of everything above it, and the spectra it says it has."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import welch

from scene_stager.maths.motion.lattice import channel_key
from scene_stager.maths.radiance.extinction import visibility_m
from scene_stager.shot.atmosphere.flicker import flicker_stops, puffing_hz
from scene_stager.shot.atmosphere.fog import fog_g, fog_per_m
from scene_stager.shot.atmosphere.haze import haze_k
from scene_stager.shot.atmosphere.phase import phase_over
from scene_stager.shot.atmosphere.weather import WEATHERS, air_of, usual_phase
from scene_stager.shot.atmosphere.wind import gust, turbulence, wind_m_s

WORDS = ["clear", "haze", "mist", "fog", "dust", "smoke", "drizzle", "storm"]
T_S = np.arange(192) / 24.0
LONG_HZ = 60.0
LONG_S = np.arange(int(1200 * LONG_HZ)) / LONG_HZ
FIRE_HZ, FIRE_STOPS = 2.0, 0.4
phases = st.floats(0.0, 1.0)
seeds = st.integers(0, 2**32 - 1)
words = st.sampled_from(WORDS)


def six(word: str, phase: float, seed: int = 7, t_s=T_S, base_k: float = 5600.0):
    air = air_of(word, 1.0, wind_heading_deg=30.0)
    phases = np.full(len(t_s), phase)
    name = "atmosphere.flicker_stops"
    return {
        "atmosphere.wind_m_s": wind_m_s(t_s, phases, air, seed),
        "atmosphere.gust": gust(t_s, phases, air, seed),
        "atmosphere.fog_per_m": fog_per_m(phases, air),
        "atmosphere.fog_g": fog_g(phases, air),
        name: flicker_stops(t_s, phases, air, seed, name, FIRE_HZ, FIRE_STOPS),
        "atmosphere.haze_k": haze_k(phases, air, base_k),
    }


def slope(signals: list[np.ndarray], low_hz: float, high_hz: float) -> float:
    """Slope of the mean power spectrum between two frequencies, in powers of frequency."""
    powers = [welch(one, LONG_HZ, nperseg=2**14, detrend="linear") for one in signals]
    hz, power = powers[0][0], np.mean([one[1] for one in powers], axis=0)
    edges = np.geomspace(low_hz, high_hz, 6)
    level = [np.log(power[(hz >= low) & (hz < high)].mean()) for low, high in pairwise(edges)]
    return float(np.polyfit(np.log(edges[1:]), level, 1)[0])


def test_every_word_of_the_vocabulary_has_its_weather():
    assert list(WEATHERS) == WORDS


@pytest.mark.parametrize("word", WORDS)
def test_at_phase_0_there_is_exactly_nothing(word):
    channels = six(word, 0.0)
    for name in ("wind_m_s", "gust", "fog_per_m", "flicker_stops"):
        np.testing.assert_array_equal(channels[f"atmosphere.{name}"], 0.0)
    np.testing.assert_array_equal(channels["atmosphere.haze_k"], 5600.0)
    np.testing.assert_array_equal(channels["atmosphere.fog_g"], WEATHERS[word].clear_g)


@given(words, st.floats(1000.0, 30000.0))
def test_haze_at_phase_0_is_the_colour_of_the_light_to_the_bit(word, base_k):
    assert haze_k(np.zeros(1), air_of(word, 1.0), base_k)[0] == base_k


@given(words, phases, phases, seeds)
def test_every_channel_grows_with_the_phase(word, one, other, seed):
    low, high = six(word, min(one, other), seed), six(word, max(one, other), seed)
    hair = 1e-12

    def grows(name: str, size) -> bool:
        less, more = size(low[f"atmosphere.{name}"]), size(high[f"atmosphere.{name}"])
        return bool(np.all(more >= less - hair * (1.0 + np.abs(less))))

    assert grows("wind_m_s", np.abs)
    assert grows("flicker_stops", np.abs)
    for name in ("gust", "fog_per_m", "fog_g"):
        assert grows(name, lambda values: values)
    assert grows("haze_k", lambda kelvin: np.abs(1e6 / kelvin - 1e6 / 5600.0))


@pytest.mark.parametrize("word", WORDS)
def test_at_phase_1_there_is_more_of_everything_than_at_half(word):
    half, whole = six(word, 0.5), six(word, 1.0)
    for name in ("gust", "fog_per_m", "fog_g"):
        assert np.all(whole[f"atmosphere.{name}"] > half[f"atmosphere.{name}"])
    for name in ("wind_m_s", "flicker_stops"):
        rms = [np.sqrt(np.mean(one[f"atmosphere.{name}"] ** 2)) for one in (half, whole)]
        assert rms[1] == pytest.approx(2 * rms[0], rel=1e-12)


@pytest.mark.parametrize("word", WORDS)
def test_gusts_are_never_negative_and_fog_throws_light_forward(word):
    channels = six(word, 1.0, t_s=LONG_S)
    assert channels["atmosphere.gust"].min() >= 0.0
    assert 0.0 < channels["atmosphere.fog_g"].max() < 1.0


def test_fog_runs_from_4000_metres_to_50():
    air = air_of("fog", 1.0)
    assert visibility_m(fog_per_m(np.ones(1), air)) == pytest.approx([50.0], rel=1e-12)
    # The mapping it comes from: even steps in the logarithm of visibility, less its own start.
    half = visibility_m(fog_per_m(np.full(1, 0.5), air))[0]
    assert half == pytest.approx(np.sqrt(50.0 * 4000.0), rel=0.13)
    assert (WEATHERS["fog"].clear_g, WEATHERS["fog"].thick_g) == (0.6, 0.88)
    assert WEATHERS["fog"].visibility_m * WEATHERS["fog"].thickening == 4000.0


@given(words, st.floats(0.01, 1.0), st.floats(1.0, 1e5), st.floats(0.0, 60.0))
def test_the_authors_own_figures_hold_where_the_shot_is_thickest(word, phase, seen_m, wind):
    air = air_of(word, phase, seen_m, wind)
    assert visibility_m(fog_per_m(np.full(1, phase), air)) == pytest.approx([seen_m], rel=1e-9)
    assert air.wind_m_s * phase == pytest.approx(wind, rel=1e-12)


def test_a_shot_that_never_leaves_phase_0_keeps_the_figures_for_phase_1():
    air = air_of("haze", 0.0, 300.0, 4.0)
    assert visibility_m(fog_per_m(np.ones(1), air)) == pytest.approx([300.0], rel=1e-9)
    assert air.wind_m_s == 4.0


def test_asking_for_wind_under_a_clear_sky_gives_some_phase_to_blow_in():
    assert usual_phase("clear", is_asked=False) == 0.0
    assert usual_phase("clear", is_asked=True) == 0.5
    assert usual_phase("fog", is_asked=True) == usual_phase("fog", is_asked=False) == 0.6


def test_dust_is_warmer_and_storms_are_cooler():
    ones = np.ones(1)
    assert (
        haze_k(ones, air_of("dust", 1.0), 5600.0)[0]
        < 5600.0
        < haze_k(ones, air_of("storm", 1.0), 5600.0)[0]
    )
    # By hand: 120 mired on 5000 K, which is 200 mired, is 320 mired.
    assert haze_k(ones, air_of("dust", 1.0), 5000.0) == pytest.approx([1e6 / 320.0], rel=1e-12)


def test_haze_stops_at_the_blue_end_of_the_scale():
    assert haze_k(np.ones(1), air_of("storm", 1.0), 20000.0) == pytest.approx([25000.0])


@pytest.mark.parametrize(
    ("heading_deg", "toward"), [(0.0, (0, -1)), (90.0, (1, 0)), (180.0, (0, 1)), (-90.0, (-1, 0))]
)
def test_the_wind_blows_where_its_heading_says(heading_deg, toward):
    air = air_of("haze", 1.0, wind_heading_deg=heading_deg)
    mean = wind_m_s(LONG_S, np.ones(len(LONG_S)), air, 3).mean(axis=0)
    assert mean[:2] / np.hypot(*mean[:2]) == pytest.approx(toward, abs=0.02)


# One signal has a dozen lines in a decade; the mean of twelve seeds shows the curve they follow.
SEEDS = range(12)


def test_turbulence_falls_as_the_five_thirds_power():
    air = air_of("storm", 1.0)
    signals = [turbulence(LONG_S, air, channel_key(seed, "u")) for seed in SEEDS]
    assert slope(signals, 1.0, 10.0) == pytest.approx(-5 / 3, abs=0.1)


def test_turbulence_is_flat_below_its_corner():
    air = air_of("storm", 1.0)  # its corner is at 0.18 Hz
    signals = [turbulence(LONG_S, air, channel_key(seed, "u")) for seed in SEEDS]
    assert abs(slope(signals, 0.015, 0.06)) < 0.35


def test_the_logarithm_of_a_gust_falls_as_the_square():
    air, ones = air_of("storm", 1.0), np.ones(len(LONG_S))
    signals = [np.log(gust(LONG_S, ones, air, seed)) for seed in SEEDS]
    assert slope(signals, 0.35, 1.8) == pytest.approx(-2.0, abs=0.2)


@pytest.mark.parametrize("word", WORDS)
def test_turbulence_is_as_strong_as_the_word_says(word):
    air = air_of(word, 1.0)
    wind = wind_m_s(LONG_S, np.ones(len(LONG_S)), air, 5)
    along, across, upward = -wind[:, 1], wind[:, 0], wind[:, 2]
    # Long swings do not average out in 1200 s: a tenth is what the RMS can be off.
    assert along.std() / air.wind_m_s == pytest.approx(air.turbulence, rel=0.1)
    assert across.std() / along.std() == pytest.approx(0.8, rel=0.15)
    assert upward.std() / along.std() == pytest.approx(0.5, rel=0.15)


# Flame widths and rates as published: 9 cm 5.0 Hz, 30 cm 2.7 Hz, 1 m 1.5 Hz.
@pytest.mark.parametrize(("flame_m", "rate_hz"), [(0.09, 5.0), (0.3, 2.74), (1.0, 1.5)])
def test_flames_puff_at_the_published_rate(flame_m, rate_hz):
    assert puffing_hz(flame_m) == pytest.approx(rate_hz, abs=0.01)
    peaks = []
    for seed in range(8):
        signal = flicker_stops(
            LONG_S, np.ones(len(LONG_S)), air_of("fog", 1.0), seed, "f", puffing_hz(flame_m), 0.3
        )
        hz, power = welch(signal, LONG_HZ, nperseg=2**12)
        peaks.append(np.sum(hz * power**2) / np.sum(power**2))
    assert np.mean(peaks) == pytest.approx(rate_hz, rel=0.15)


def test_a_match_flame_is_kept_under_what_film_can_show():
    assert puffing_hz(0.005) == 10.0


@given(st.sampled_from([0.005, 0.03, 0.3, 1.0]), seeds)
def test_flicker_has_the_strength_that_was_asked_for(flame_m, seed):
    air, ones = air_of("fog", 1.0), np.ones(24000)
    t_s = np.arange(24000) / 24.0
    signal = flicker_stops(t_s, ones, air, seed, "light.practical_1", puffing_hz(flame_m), 0.3)
    assert signal.std() == pytest.approx(0.3 * air.flicker_gain, rel=0.05)
    assert abs(signal.mean()) < 0.02


@pytest.mark.parametrize("rate_hz", [0.3, 1.5, 5.0, 10.0])
def test_nothing_lives_above_what_24_frames_can_show(rate_hz):
    ones, air = np.ones(len(LONG_S)), air_of("storm", 1.0)
    window = np.hanning(len(LONG_S))
    hz = np.fft.rfftfreq(len(LONG_S), 1 / LONG_HZ)
    wind = wind_m_s(LONG_S, ones, air, 4)
    flicker = flicker_stops(LONG_S, ones, air, 4, "f", rate_hz, 0.4)
    for signal in (wind[:, 0], wind[:, 1], wind[:, 2], gust(LONG_S, ones, air, 4), flicker):
        power = np.abs(np.fft.rfft(window * (signal - signal.mean()))) ** 2
        assert power[hz > 10.85].sum() < 1e-9 * power.sum()


@given(words, phases, seeds, st.integers(0, 190))
def test_any_frame_alone_is_bit_for_bit_the_same(word, phase, seed, first):
    whole = six(word, phase, seed)
    part = slice(first, min(first + 3, len(T_S)))
    for name, values in six(word, phase, seed, T_S[part]).items():
        np.testing.assert_array_equal(values, whole[name][part], err_msg=name)


def test_shared_times_agree_at_any_rate():
    fine = six("storm", 0.8, t_s=np.arange(0, 240) / 120.0)
    coarse = six("storm", 0.8, t_s=np.arange(0, 48) / 24.0)
    for name, values in coarse.items():
        np.testing.assert_allclose(values, fine[name][::5], rtol=1e-9, atol=1e-12, err_msg=name)


def test_channels_are_independent_of_each_other_and_of_the_seed():
    ones, air = np.ones(len(LONG_S)), air_of("storm", 1.0)
    wind = wind_m_s(LONG_S, ones, air, 1)
    signals = [
        *wind.T,
        wind_m_s(LONG_S, ones, air, 2)[:, 1],
        np.log(gust(LONG_S, ones, air, 1)),
        flicker_stops(LONG_S, ones, air, 1, "light.practical_1", 2.0, 0.3),
        flicker_stops(LONG_S, ones, air, 1, "light.practical_2", 2.0, 0.3),
    ]
    together = np.corrcoef(signals) - np.eye(len(signals))
    assert np.abs(together).max() < 0.1


@given(phases, phases, st.floats(0.1, 100.0))
def test_the_phase_runs_from_one_value_to_the_other_and_never_turns_back(start, end, duration_s):
    t_s = np.linspace(-1.0, duration_s + 1.0, 301)
    phase = phase_over(t_s, start, end, duration_s)
    assert phase[0] == start
    assert phase[-1] == pytest.approx(end, abs=1e-15)
    assert np.all(np.diff(phase) * np.sign(end - start) >= -1e-15)
    assert 0.0 <= phase.min() <= phase.max() <= 1.0


def test_a_steady_phase_is_steady_to_the_bit():
    np.testing.assert_array_equal(phase_over(T_S, 0.3, 0.3, 8.0), 0.3)
