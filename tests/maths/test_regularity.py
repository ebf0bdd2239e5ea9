"""Regularity of a pattern: brute force, closed forms, and what it must not depend on."""

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.maths.topology.regularity import (
    FLAT_REACH,
    LEAST_OVERLAP,
    autocorrelation,
    laid_flat,
    regularity,
    side_peak_share,
)

Y, X = np.mgrid[0:128, 0:160].astype(float)
EVEN = np.ones(X.shape)


def lit(pattern):
    """Light that varies by half a stop to either side."""
    return 0.18 * np.exp2(0.5 * pattern)


def noise(seed=0):
    from scipy.ndimage import gaussian_filter

    rough = gaussian_filter(np.random.default_rng(seed).normal(size=X.shape), 3.0)
    return rough / rough.std()


def test_agrees_with_sums_over_every_shift():
    rng = np.random.default_rng(5)
    pattern, weight = rng.normal(size=(7, 9)), rng.uniform(0, 1, (7, 9))
    found = autocorrelation(pattern, weight)
    h, w = pattern.shape
    overlap = np.zeros(found.shape)
    expected = np.zeros(found.shape)
    for down in range(1 - h, h):
        for right in range(1 - w, w):
            sums = np.zeros(4)
            for y in range(max(0, -down), min(h, h - down)):
                for x in range(max(0, -right), min(w, w - right)):
                    a, b = pattern[y, x], pattern[y + down, x + right]
                    both = weight[y, x] * weight[y + down, x + right]
                    sums += both * np.array([a * b, a * a, b * b, 1.0])
            at = down + h - 1, right + w - 1
            expected[at] = sums[0] / np.sqrt(sums[1] * sums[2])
            overlap[at] = sums[3]
    compared = overlap > LEAST_OVERLAP * overlap.max()
    assert found[compared] == pytest.approx(expected[compared], abs=1e-9)
    assert (found[~compared] == 0).all()


def test_stripes_come_back_wholly_and_noise_hardly():
    waves = np.cos(2 * np.pi * X / 16.0)
    assert side_peak_share(waves, EVEN) == pytest.approx(1.0, abs=0.02)
    assert side_peak_share(noise(), EVEN) < 0.5


def test_one_wave_holds_all_the_power_and_keeps_to_one_axis():
    found = regularity(lit(np.cos(2 * np.pi * (X + Y) / 16.0)))
    assert found.spectrum_share > 0.95
    assert found.order_share > 0.95


def test_a_grid_keeps_to_two_axes_and_noise_to_none():
    grid = np.sign(np.cos(2 * np.pi * X / 16.0)) * np.sign(np.cos(2 * np.pi * Y / 16.0))
    assert regularity(lit(grid)).order_share > 0.7
    assert regularity(lit(noise())).order_share < 0.2


def test_says_how_strong_the_pattern_is():
    waves = np.cos(2 * np.pi * X / 8.0)
    assert regularity(lit(waves)).spread_stops == pytest.approx(0.5 / np.sqrt(2), rel=0.2)


def test_the_exposure_changes_nothing():
    pattern = lit(noise(3))
    one, other = regularity(pattern), regularity(4.0 * pattern)
    assert one.side_peak_share == pytest.approx(other.side_peak_share, abs=1e-9)
    assert one.order_share == pytest.approx(other.order_share, abs=1e-9)


def test_slow_shading_is_no_pattern():
    found = regularity(lit(4.0 * (X / 160.0) ** 2))
    assert found.spread_stops < 0.05


def test_what_is_too_small_has_no_pattern():
    inside = np.zeros(X.shape, dtype=bool)
    inside[10:40, 10:40] = True
    assert regularity(lit(noise()), inside) is None
    assert regularity(lit(noise()), np.zeros(X.shape, dtype=bool)) is None


def test_rings_on_a_ball_lie_flat_as_far_out_as_they_were():
    y, x = np.mgrid[-1:1:200j, -1:1:200j]
    inside = x**2 + y**2 < 1
    z = np.sqrt(np.maximum(1 - x**2 - y**2, 0))
    normals = np.stack([x, -y, z], axis=-1)
    away = np.arccos(np.clip(z, -1, 1))
    light = 0.2 * np.exp2(np.cos(8 * away) + 0.5 * x - 0.5 * y)
    sheet, seen = laid_flat(light, inside, normals)
    place = np.linspace(-FLAT_REACH, FLAT_REACH, len(sheet))
    right, down = np.meshgrid(place, place)
    out = np.hypot(right, down)
    there = seen & (out < 1.2) & (out > 1e-6)
    turned = np.sin(out) / np.maximum(out, 1e-9)
    expected = np.cos(8 * out) + 0.5 * turned * (right - down)
    assert np.log2(sheet[there] / 0.2) == pytest.approx(expected[there], abs=0.3)
    assert np.abs(np.log2(sheet[there] / 0.2) - expected[there]).mean() < 0.05


def test_laying_flat_makes_a_balls_pattern_more_regular():
    y, x = np.mgrid[-1:1:200j, -1:1:200j]
    inside = x**2 + y**2 < 0.98
    z = np.sqrt(np.maximum(1 - x**2 - y**2, 0))
    normals = np.stack([x, -y, z], axis=-1)
    stretched = np.arccos(z) / np.maximum(np.hypot(x, y), 1e-9)
    light = lit(np.cos(20 * x * stretched) * np.cos(20 * y * stretched))
    flat = regularity(*laid_flat(light, inside, normals))
    assert flat.side_peak_share > regularity(light, inside).side_peak_share + 0.2


def test_refuses_a_mask_of_another_size():
    with pytest.raises(InputError, match="mask"):
        regularity(lit(noise()), np.ones((3, 3), dtype=bool))
