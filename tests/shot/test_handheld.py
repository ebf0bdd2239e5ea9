"""The handheld camera, against recordings of real ones, by the estimator that measured them."""

import importlib.util
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt, welch
from scipy.signal.windows import dpss

from scene_stager.shot.rigs import handheld, rigs
from scene_stager.shot.rigs._handheld_presets import PRESETS, STANDING
from tests.shot.motions import straight

TOOL = Path(__file__).parents[2] / "tools" / "fit_handheld.py"
PLACE, TURN = slice(0, 3), slice(3, 6)
RATE_HZ = 24.0
BANDS_HZ = [(0.3, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 8.0), (8.0, 12.0)]
UNKNOWN = np.nan

# Measured: RMS per axis in those bands, degrees then millimetres, and in all.
ROWS = {
    "braced": ((0.070, 0.014, 0.0063, 0.0011, 0.0006), (0.90, 0.16, 0.055, 0.010, 0.005)),
    "investigative": ((0.69, 0.17, 0.085, 0.016, 0.008), (14.3, 1.6, 0.56, 0.23, 0.19)),
    "walk": ((0.56, 0.19, 0.042, 0.005, 0.001), (9.8, 3.4, 0.48, 0.09, 0.03)),
    "run": ((UNKNOWN, 1.34, 0.71, 0.30, 0.07), (UNKNOWN, 12.2, 5.7, 0.68, 0.44)),
    "vehicle": ((0.30, 0.26, 0.062, 0.021, 0.008), (6.4, 4.5, 0.77, 0.22, 0.12)),
}
TOTALS = {
    "braced": (0.28, 1.9),
    "standing": (0.6, 5.0),
    "investigative": (2.0, 78.0),
    "walk": (0.61, 24.0),
    "run": (1.8, 19.0),
    "vehicle": (0.59, 13.0),
}
STEPS_HZ = {"walk": 1.37, "run": 2.58}

every_preset = pytest.mark.parametrize("preset", sorted(TOTALS))


def shake(preset, t_s, seed=1, **settings):
    """The signature in millimetres and degrees."""
    profile = rigs()["handheld"]
    wanted = {**profile.settings, "preset": preset, **settings}
    return profile.signature(straight(t_s), seed, wanted) * ([1000.0] * 3 + [1.0] * 3)


def multitaper(signal, rate_hz, seconds=18.0):
    """Power per hertz: Slepian tapers on second differences, divided by what those do.

    Second differences keep a steep spectrum from leaking out of its lowest pitches into the rest.
    Clips are as long as the longest of the recordings.
    """
    n = int(seconds * rate_hz)
    tapers = dpss(n, 3.5, 6)
    bent = np.diff(signal, 2, axis=0)
    clips = [bent[i : i + n] for i in range(0, len(bent) - n + 1, n)]
    spectra = [
        np.abs(np.fft.rfft(w[:, None] * clip, axis=0)) ** 2 for clip in clips for w in tapers
    ]
    f_hz = np.fft.rfftfreq(n, 1.0 / rate_hz)[1:]
    undone = np.abs(1.0 - np.exp(-2j * np.pi * f_hz / rate_hz)) ** 4
    return f_hz, 2.0 / rate_hz * np.mean(spectra, axis=0)[1:] / undone[:, None]


@cache
def measured(preset):
    """The spectrum of half an hour of each of two seeds."""
    t_s = np.arange(int(1800 * RATE_HZ)) / RATE_HZ
    (f_hz, one), (_, other) = (multitaper(shake(preset, t_s, seed), RATE_HZ) for seed in (1, 2))
    return f_hz, (one + other) / 2.0


def slope(f_hz, power, low_hz=1.0, high_hz=8.0, steps_hz=None):
    """Slope over bins spread evenly in pitch, mean of three axes; bins with a step are left out."""
    edges = np.geomspace(low_hz, high_hz, 19)
    at_hz, level = [], []
    for low, high in pairwise(edges):
        inside = (f_hz >= low) & (f_hz < high)
        if steps_hz is not None:
            # Tapers smear a line by 3.5 / 18 s, and the beat strays by a tenth of a hertz.
            for harmonic in (1, 2):
                inside &= np.abs(f_hz - harmonic * steps_hz) > 0.35
        if inside.any():
            at_hz.append(np.log(f_hz[inside]).mean())
            level.append(np.log(power[inside].mean()))
    return np.polyfit(at_hz, level, 1)[0]


def test_the_estimator_finds_a_known_slope():
    # Noise made in another way altogether: shaped in the frequency domain.
    rng = np.random.default_rng(1)
    n = 1 << 16
    shape = np.arange(1, n // 2 + 1) ** -1.75
    noise = rng.normal(size=(n // 2, 3)) + 1j * rng.normal(size=(n // 2, 3))
    signal = np.fft.irfft(np.vstack([np.zeros((1, 3)), shape[:, None] * noise]), axis=0)
    f_hz, power = multitaper(signal, RATE_HZ)
    assert slope(f_hz, power.mean(axis=1)) == pytest.approx(-3.5, abs=0.1)


@every_preset
def test_angles_fall_with_the_measured_slope(preset):
    # Where there are steps, the fall is told beside them: their line stands on the sway's slope.
    f_hz, power = measured(preset)
    found = slope(f_hz, power[:, TURN].mean(axis=1), steps_hz=STEPS_HZ.get(preset))
    assert found == pytest.approx(-3.5, abs=0.5)


@every_preset
def test_places_fall_with_the_measured_slope(preset):
    f_hz, power = measured(preset)
    found = slope(f_hz, power[:, PLACE].mean(axis=1), steps_hz=STEPS_HZ.get(preset))
    assert found == pytest.approx(-4.5, abs=0.75)


@pytest.mark.parametrize("preset", sorted(ROWS))
@pytest.mark.parametrize("what", ["angles", "places"])
def test_bands_are_within_a_factor_of_two_of_the_recording(preset, what):
    f_hz, power = measured(preset)
    columns = power[:, TURN if what == "angles" else PLACE]
    row = ROWS[preset][what == "places"]
    for (low_hz, high_hz), wanted in zip(BANDS_HZ, row, strict=True):
        if np.isnan(wanted):
            continue
        inside = (f_hz >= low_hz) & (f_hz < high_hz)
        rms = np.sqrt(columns[inside].sum(axis=0) * (f_hz[1] - f_hz[0])).mean()
        assert wanted / 2.0 <= rms <= wanted * 2.0, (low_hz, rms / wanted)


@every_preset
def test_the_whole_is_as_large_as_the_preset_says(preset):
    signal = shake(preset, np.arange(20_000) / 2.0, 3)
    turn_deg, place_mm = TOTALS[preset]
    assert np.sqrt(np.mean(signal[:, TURN] ** 2)) == pytest.approx(turn_deg, rel=0.45)
    assert np.sqrt(np.mean(signal[:, PLACE] ** 2)) == pytest.approx(place_mm, rel=0.45)


@pytest.mark.parametrize("preset", sorted(STEPS_HZ))
def test_steps_stand_out_at_their_pitch(preset):
    f_hz, power = measured(preset)
    # Against the sway, which falls by f^-4 or so, the line is the tallest thing near the step.
    near = (f_hz > 0.75 * STEPS_HZ[preset]) & (f_hz < 1.5 * STEPS_HZ[preset])
    for columns in (TURN, PLACE):
        upright = power[near, columns].mean(axis=1) * f_hz[near] ** 4
        assert f_hz[near][upright.argmax()] == pytest.approx(STEPS_HZ[preset], abs=0.12)


def test_who_does_not_walk_does_not_step():
    for preset in ("braced", "standing", "investigative", "vehicle"):
        assert PRESETS[preset].stride == STANDING


@every_preset
def test_axes_are_strangers(preset):
    # Sway of six seconds needs an hour and more before chance stops looking like kinship.
    t_s = np.arange(4 * 7200) / 4.0 + 0.01
    off = np.corrcoef(shake(preset, t_s).T) - np.eye(6)
    assert np.abs(off).max() < 0.1


@pytest.mark.parametrize("preset", sorted(set(TOTALS) - set(STEPS_HZ)))
def test_axes_are_strangers_in_the_quick_bands_too(preset):
    # Above half a hertz, and below the tremor, ten minutes are enough. Steps are one beat for all.
    band = butter(4, [0.5, 6.0], "bandpass", fs=RATE_HZ, output="sos")
    quick = sosfiltfilt(band, shake(preset, np.arange(24 * 600) / RATE_HZ), axis=0)
    assert np.abs(np.corrcoef(quick.T) - np.eye(6)).max() < 0.1


@every_preset
def test_goes_nowhere_in_the_long_run(preset):
    signal = shake(preset, np.arange(4 * 7200) / 4.0)
    assert (np.abs(signal.mean(axis=0)) < 0.03 * signal.std(axis=0)).all()


@every_preset
def test_tails_are_as_fat_as_those_of_recordings(preset):
    # Measured: an excess kurtosis of 0 to 5 in most bands, less where steps rule.
    band = butter(4, [3.2, 8.0], "bandpass", fs=RATE_HZ, output="sos")
    quick = sosfiltfilt(band, shake(preset, np.arange(24 * 1800) / RATE_HZ), axis=0)
    excess = np.mean(quick**4, axis=0) / np.mean(quick**2, axis=0) ** 2 - 3.0
    assert (-1.0 < excess).all()
    assert (excess < 5.0).all()
    assert excess.mean() > 0.2


@every_preset
def test_nothing_lives_above_10_8_hz(preset):
    # A window that leaks less than -150 dB, on second differences; it smears by .1 Hz.
    bent = np.diff(shake(preset, np.arange(120 * 300 + 2) / 120.0), 2, axis=0)
    f_hz, power = welch(bent, 120.0, window=("kaiser", 20.0), nperseg=6000, axis=0)
    power = power[1:] / f_hz[1:, None] ** 4
    f_hz = f_hz[1:]
    above = power[f_hz > 10.8 + 0.1].sum(axis=0)
    neighbours = power[(f_hz > 8.0) & (f_hz < 10.0)].sum(axis=0)
    assert (above < 1e-4 * power.sum(axis=0)).all()
    # A ten-thousandth of what lies just below: the last of the lattice's tail (walk: -39.8).
    assert (10.0 * np.log10(above / neighbours) < -39.0).all()


def test_tremor_is_a_turn_about_the_grip(monkeypatch):
    # Take away all else, and the one point that stays where it is is the grip.
    nothing = (0.0,) * 8
    alone = replace(PRESETS["run"], rotation_deg=nothing, position_mm=nothing, stride=STANDING)
    monkeypatch.setitem(PRESETS, "run", alone)
    monkeypatch.setattr(handheld, "BREATH_M", 0.0)
    monkeypatch.setattr(handheld, "BREATH_DEG", 0.0)
    signal = shake("run", np.arange(4000) / 60.0)
    place_m = signal[:, PLACE] / 1000.0
    pan, tilt, roll = np.radians(signal[:, TURN]).T

    assert np.sqrt(np.mean(signal[:, TURN] ** 2)) == pytest.approx(0.055, rel=0.1)
    turn = np.stack([roll, -tilt, pan], axis=-1)
    grip_m = place_m - np.cross(turn, np.array(handheld.GRIP_M))
    np.testing.assert_allclose(grip_m, 0.0, atol=1e-18)
    assert np.abs(place_m).max() > 5e-5
    assert np.linalg.norm(handheld.GRIP_M) == pytest.approx(0.1, abs=1e-12)

    # Tilting up about a grip below the camera carries it back.
    assert np.corrcoef(tilt, place_m[:, 0])[0, 1] == pytest.approx(-1.0, abs=1e-9)


@pytest.mark.parametrize(("mass_kg", "hz"), [(5.0, 9.0), (7.0, 9.0 * np.sqrt(5 / 7)), (500.0, 6.5)])
def test_tremor_is_slower_with_more_mass(mass_kg, hz):
    t_s = np.arange(24 * 900) / RATE_HZ
    f_hz, power = multitaper(shake("standing", t_s, camera_mass_kg=mass_kg), RATE_HZ)
    near = (f_hz > 6.0) & (f_hz < 10.4)
    turn = power[near, TURN].mean(axis=1)
    # The middle of the upper half of the hump, which a few loud lines do not shift.
    loud = turn > 0.4 * turn.max()
    centre_hz = np.sum(f_hz[near][loud] * turn[loud]) / turn[loud].sum()
    assert centre_hz == pytest.approx(hz, abs=0.5)


def test_an_octave_of_lines_falls_inside_as_the_whole_does(monkeypatch):
    only = (0.0,) * 6 + (1.0, 0.0)
    octave = replace(PRESETS["braced"], rotation_deg=only, position_mm=only, tremor_deg=0.0)
    monkeypatch.setitem(PRESETS, "braced", octave)
    takes = [shake("braced", np.arange(24 * 120) / RATE_HZ, seed) for seed in range(40)]
    f_hz, power = multitaper(np.concatenate(takes, axis=1), RATE_HZ)
    mean = power.reshape(-1, 40, 6).mean(axis=1)
    for columns, wanted in ((TURN, -3.5), (PLACE, -4.5)):
        inside = (f_hz > 2.95) & (f_hz < 5.15)
        levels = np.log(mean[inside, columns].mean(axis=1))
        assert np.polyfit(np.log(f_hz[inside]), levels, 1)[0] == pytest.approx(wanted, abs=0.35)


def test_breath_lifts_the_camera_every_four_seconds(monkeypatch):
    still = replace(
        PRESETS["braced"], rotation_deg=(0.0,) * 8, position_mm=(0.0,) * 8, tremor_deg=0.0
    )
    monkeypatch.setitem(PRESETS, "braced", still)
    signal = shake("braced", np.arange(20_000) / 5.0)
    assert np.sqrt(np.mean(signal[:, 2] ** 2)) == pytest.approx(0.6, rel=0.02)
    assert np.sqrt(np.mean(signal[:, 4] ** 2)) == pytest.approx(0.03, rel=0.02)
    crossings = np.count_nonzero(np.diff(np.sign(signal[:, 2])))
    assert crossings / 4000.0 / 2.0 == pytest.approx(0.25, abs=0.03)


def test_shipped_sizes_are_those_of_the_fit():
    spec = importlib.util.spec_from_file_location("fit_handheld", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name in ("braced", "run"):
        for what, (gains, _, _) in tool.fit_both(name).items():
            # Printed with three digits; solvers differ in the fourth.
            np.testing.assert_allclose(getattr(PRESETS[name], what), gains, rtol=0.01)
    for name, preset in PRESETS.items():
        assert preset.tremor_deg == tool.TREMOR_DEG[name]
        if name in STEPS_HZ:
            stride = preset.stride
            assert (stride.pitch_hz, stride.rotation_deg, stride.position_mm) == tool.STRIDE[name]
