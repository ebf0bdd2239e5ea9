"""Grain, against the granularity of the sheets, its own spectrum, and an independent generator."""

import hashlib
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import fftconvolve

from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.shot.stocks import stocks
from scene_stager.shot.stocks._grain import (
    Granularity,
    aperture_share,
    cloud_taps,
    density_share,
    grain_field,
)

NAMES = sorted(stocks())
PIXEL_UM = 4.0
PATCH = (900, 900)
# After the published data sheets, RMS x 1000 at density 1 above base: headline for Kodachrome and
# Tri-X, red green blue for Vision3.
HEADLINE = {"kodachrome_64": 10.0, "tri_x_400": 17.0}
LAYERS = {"vision3_500t": (6.3, 7.1, 19.3), "vision3_250d": (5.5, 6.3, 13.5)}
VISUAL = np.array([0.2126, 0.7152, 0.0722])  # how much of each layer a visual densitometer reads


def through_aperture(density, pixel_um=PIXEL_UM, diameter_um=48.0):
    """RMS x 1000 through a round aperture, as a microdensitometer reads it."""
    reach = int(diameter_um / 2 / pixel_um) + 1
    fine = 9
    grid = (np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5
    disc = (grid[:, None] ** 2 + grid[None, :] ** 2) * pixel_um**2 <= (diameter_um / 2) ** 2
    disc = disc.reshape(2 * reach + 1, fine, 2 * reach + 1, fine).mean(axis=(1, 3))
    return 1000.0 * fftconvolve(density, disc / disc.sum(), mode="valid").std()


def patch_of(name, seed=7):
    return grain_field(stocks()[name].granularity, PATCH, PIXEL_UM, seed=seed, frame_index=0)


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_every_layer_reads_the_granularity_of_the_sheet(name):
    # 4 %: the patch holds some 5600 apertures, good for 1 % (one sigma).
    got = [through_aperture(plane) for plane in patch_of(name)]
    assert got == pytest.approx(LAYERS[name], rel=0.04)


@pytest.mark.parametrize("name", sorted(HEADLINE))
def test_visual_density_reads_the_headline(name):
    planes = patch_of(name)
    weights = VISUAL if len(planes) == 3 else np.array([1.0])
    visual = np.tensordot(weights, planes, axes=1)
    assert stocks()[name].rms_granularity == HEADLINE[name]
    assert through_aperture(visual) == pytest.approx(HEADLINE[name], rel=0.04)


@pytest.mark.parametrize("name", NAMES)
def test_the_figure_shown_is_the_visual_one(name):
    stock = stocks()[name]
    weights = np.array([1.0]) if stock.monochrome else VISUAL
    visual = np.sqrt(np.sum((weights * np.array(stock.granularity.rms)) ** 2))
    assert stock.rms_granularity == pytest.approx(visual, abs=0.06)


def test_a_developed_patch_of_tri_x_reads_seventeen():
    # The whole way round: expose to density 1 above base, develop with grain, read the display back
    # into density, and hold the aperture over it.
    stock = stocks()["tri_x_400"]
    stops = np.linspace(-6.0, 8.0, 2001)
    density = stock.film_density(stops[:, None])[:, 0]
    at = float(np.interp(0.31 + 1.0, density, stops))
    light = 0.18 * linear_srgb_from_kelvin(np.array(stock.balance_k)) * 2.0**at
    shown = stock.develop(
        np.broadcast_to(light, (*PATCH, 3)),
        frame_width_mm=PATCH[1] * PIXEL_UM / 1000.0,
        encoded=False,
    )[..., 0]

    ladder = np.linspace(0.0, 3.0, 30001)
    display = stock.display_from_density(ladder[:, None], encoded=False)[:, 0]
    read_back = np.interp(shown, display, ladder)
    assert read_back.mean() == pytest.approx(1.31, abs=0.02)
    assert through_aperture(read_back) == pytest.approx(17.0, rel=0.05)


def test_granularity_times_root_of_area_is_constant():
    # Selwyn's law, for apertures well over the size of the grain.
    (plane,) = patch_of("tri_x_400")
    small, large = (through_aperture(plane, diameter_um=d) for d in (96.0, 192.0))
    assert small / large == pytest.approx(2.0, rel=0.08)


def test_the_same_film_reads_the_same_at_any_scan():
    grain = stocks()["tri_x_400"].granularity
    for pixel_um in (3.0, 6.0, 12.0):
        (plane,) = grain_field(grain, (600, 600), pixel_um, seed=5, frame_index=0)
        assert through_aperture(plane, pixel_um) == pytest.approx(17.0, rel=0.09)


@pytest.mark.parametrize("clump_um", [2.0, 5.0, 12.0])
def test_the_spectrum_falls_as_the_grain_cloud_says(clump_um):
    grain = Granularity((10.0,), (clump_um,), True, 2.0, "test")
    rows = np.stack(
        [grain_field(grain, (256, 256), 2.0, seed=k, frame_index=0)[0] for k in range(12)]
    )
    power = np.mean(np.abs(np.fft.fft2(rows)) ** 2, axis=0)
    along = (power[0] + power[:, 0])[1:128] / 2.0
    per_um = np.fft.fftfreq(256, 2.0)[1:128]
    want = np.exp(-((2.0 * np.pi * clump_um * per_um) ** 2))
    seen = want > 0.02
    ratio = along[seen] / want[seen]
    # Level: every frequency averages 24 draws, good for 20 % (one sigma) each; no trend allowed.
    low, high = np.array_split(ratio, 2)
    assert low.mean() == pytest.approx(high.mean(), rel=0.15)


@pytest.mark.parametrize("clump_um", [0.5, 3.5, 5.0, 9.0])
def test_the_aperture_sees_the_share_that_simulation_says(clump_um):
    # Independent of the overlap integral: white noise of 1 um pixels, blurred, and disc-averaged.
    noise = np.random.default_rng(11).standard_normal((700, 700))
    taps = np.array(cloud_taps(clump_um))
    kernel = np.concatenate([taps[:0:-1], taps])
    smeared = fftconvolve(noise, kernel[:, None] * kernel[None, :], mode="valid")
    share = (through_aperture(smeared, 1.0) / through_aperture(noise, 1.0)) ** 2
    assert aperture_share(clump_um) == pytest.approx(share, rel=0.06)


def test_noise_is_normal_and_has_mean_zero():
    grain = Granularity((10.0, 10.0, 10.0), (0.0, 0.0, 0.0), False, 2.0, "test")
    field = grain_field(grain, (400, 400), 48.0, seed=3, frame_index=9)
    for plane in field:
        unit = plane / plane.std()
        assert abs(unit.mean()) < 0.01
        assert abs(np.mean(unit**3)) < 0.03
        assert np.mean(unit**4) == pytest.approx(3.0, abs=0.08)
    assert np.abs(np.corrcoef(field.reshape(3, -1)) - np.eye(3)).max() < 0.01


def test_neighbouring_pixels_know_nothing_of_each_other():
    grain = Granularity((10.0,), (0.0,), True, 2.0, "test")
    (plane,) = grain_field(grain, (400, 400), 20.0, seed=1, frame_index=0)
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1), (2, 3)):
        other = np.roll(plane, (dy, dx), axis=(0, 1))
        assert abs(np.corrcoef(plane.ravel(), other.ravel())[0, 1]) < 0.01


def test_a_pixel_is_what_an_independent_generator_says():
    # The same recipe in whole numbers of Python: sha256 key, position, splitmix64, normal quantile.
    mask = 2**64 - 1
    row, column, seed, frame = 13, 1021, 77, 40
    key = int.from_bytes(hashlib.sha256(f"grain:{seed}:{frame}".encode()).digest()[:8], "little")
    word = (row * 0xD1B54A32D192ED03 + column * 0x9E3779B97F4A7C15) & mask ^ key
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        word = ((word ^ word >> shift) * factor) & mask
    word ^= word >> 31
    normal = NormalDist()
    grain = Granularity((10.0, 10.0, 10.0), (0.0, 0.0, 0.0), False, 2.0, "test")
    # RMS 10 through 48 um is 0.01 x sqrt(pi 48^2 / 4) / 20 in a pixel of 20 um.
    one_pixel = 0.01 * np.sqrt(np.pi * 48.0**2 / 4.0) / 20.0
    field = grain_field(grain, (1, 1), 20.0, seed=seed, frame_index=frame, origin_px=(row, column))
    for layer in range(3):
        quantile = normal.inv_cdf(((word >> 16 * layer & 0xFFFF) + 0.5) / 65536.0)
        assert field[layer, 0, 0] == pytest.approx(quantile * one_pixel, rel=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_a_crop_agrees_with_the_whole(name):
    grain = stocks()[name].granularity
    whole = grain_field(grain, (60, 80), 3.0, seed=1, frame_index=2)
    crop = grain_field(grain, (20, 30), 3.0, seed=1, frame_index=2, origin_px=(25, 40))
    np.testing.assert_array_equal(crop, whole[:, 25:45, 40:70])


def test_a_developed_crop_agrees_with_the_whole():
    # Large enough that the whole is developed in several strips, and the crop lies across them.
    stock = stocks()["vision3_250d"]
    scene = np.random.default_rng(2).uniform(0.0, 1.0, (60, 640, 3))
    whole = stock.develop(scene, halation=0.0, frame_width_mm=24.0)
    crop = stock.develop(
        scene[15:47, 100:420], halation=0.0, frame_width_mm=12.0, origin_px=(15, 100)
    )
    np.testing.assert_array_equal(crop, whole[15:47, 100:420])


@given(st.integers(0, 2**32 - 1), st.integers(-1000, 10**6))
def test_same_seed_and_frame_same_grain(seed, frame):
    grain = stocks()["vision3_500t"].granularity
    one, two = (grain_field(grain, (6, 8), 10.0, seed=seed, frame_index=frame) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_other_seeds_and_other_frames_are_other_grain():
    grain = stocks()["tri_x_400"].granularity
    keys = [(1, 0), (1, 1), (2, 0), (0, 1), (1, 2), (12, 1), (1, 21)]
    rows = [grain_field(grain, (200, 200), 50.0, seed=s, frame_index=f).ravel() for s, f in keys]
    assert np.abs(np.corrcoef(rows) - np.eye(len(keys))).max() < 0.025


def test_silver_grows_with_density_and_dye_grows_quiet_again():
    silver = stocks()["tri_x_400"].granularity
    assert density_share(silver, np.array(1.0)) == pytest.approx(1.0)
    # Nutting: the square root of density.
    ratio = density_share(silver, np.array(2.0)) / density_share(silver, np.array(0.5))
    assert ratio == pytest.approx(2.0, rel=0.04)
    dye = stocks()["vision3_500t"].granularity
    clear, reference, thick, full = density_share(dye, np.array([0.0, 1.0, 1.3, 2.6]))
    assert reference == pytest.approx(1.0)
    assert 0.0 < clear < reference < thick
    assert full < reference


@given(st.floats(-1.0, 6.0))
def test_grain_never_dies_nor_explodes(density):
    for stock in stocks().values():
        share = density_share(stock.granularity, np.array(density))
        assert 0.05 < share < 3.0


@pytest.mark.parametrize("name", NAMES)
def test_grain_leaves_the_mean_of_density_alone(name):
    stock = stocks()[name]
    light = 0.18 * linear_srgb_from_kelvin(np.array(stock.balance_k))
    shown = stock.develop(np.broadcast_to(light, (200, 200, 3)), frame_width_mm=10.0)
    assert shown.mean(axis=(0, 1)) == pytest.approx(stock.colour(light), abs=0.01)
    assert shown.std() > 0.002


def test_pushed_film_is_grainier():
    stock = stocks()["tri_x_400"]
    frame = np.full((120, 160, 3), 0.18)
    spread = [
        stock.develop(frame, exposure_stops=-push, push_stops=push).std()
        for push in (-1.0, 0.0, 2.0)
    ]
    assert spread[0] < spread[1] < spread[2]


def test_half_the_grain_is_half_the_noise():
    quiet = replace(stocks()["tri_x_400"])
    frame = np.full((120, 160, 3), 0.18)
    whole, half = (quiet.develop(frame, grain=g, encoded=False).std() for g in (0.2, 0.1))
    assert whole == pytest.approx(2.0 * half, rel=0.02)
