"""Photometry, against its definitions, against brute-force integrals, and against Cycles."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.optics import host_light_units as host
from scene_stager.maths.optics import photometry as light

sizes = st.floats(0.01, 10.0)
distances = st.floats(0.05, 50.0)
NODES, WEIGHTS = np.polynomial.legendre.leggauss(120)


def at(x: float) -> np.ndarray:
    return np.array([x])


def square_integral(integrand, a: float, b: float) -> float:
    """Integral over [-a, a] x [-b, b] by Gauss-Legendre."""
    x, y = np.meshgrid(a * NODES, b * NODES, indexing="ij")
    weight = np.outer(a * WEIGHTS, b * WEIGHTS)
    return float(np.sum(weight * integrand(x, y)))


@given(st.floats(0.1, 3.0), st.floats(0.3, 20.0))
def test_a_disk_agrees_with_adding_up_its_rings(radius_m, distance_m):
    ring = (NODES + 1) * radius_m / 2
    apart2 = ring**2 + distance_m**2
    # L dA cos cos / apart^2, and both cosines are distance over apart.
    summed = np.sum(WEIGHTS * radius_m / 2 * 2 * math.pi * ring * distance_m**2 / apart2**2)
    got = light.lux_per_candela("disk", 2 * radius_m, 0.0, at(distance_m))
    assert got * math.pi * radius_m**2 == pytest.approx([summed], rel=1e-9)


@given(sizes, st.floats(1.0, 30.0))
def test_a_ball_agrees_with_adding_up_the_sky_it_covers(radius_m, times):
    # Independent: integrate L cos over the cone that the ball fills.
    half = math.asin(1.0 / times)
    theta = (NODES + 1) * half / 2
    summed = np.sum(WEIGHTS * half / 2 * np.cos(theta) * 2 * math.pi * np.sin(theta))
    got = light.lux_per_candela("sphere", 2 * radius_m, 0.0, at(radius_m * times))
    assert got * math.pi * radius_m**2 == pytest.approx([summed], rel=1e-9)


@given(st.floats(0.2, 3.0), st.floats(0.2, 3.0), st.floats(0.5, 20.0))
def test_a_rectangle_agrees_with_adding_up_its_tiles(width_m, height_m, distance_m):
    def tile(x, y):
        return distance_m**2 / (x * x + y * y + distance_m**2) ** 2

    summed = square_integral(tile, width_m / 2, height_m / 2)
    got = light.rect_lux(at(1.0), at(width_m), at(height_m), at(distance_m))
    assert got == pytest.approx([summed], rel=1e-8)


@given(sizes)
def test_touching_or_vast_sources_are_worth_pi_times_their_luminance(radius_m):
    # One candela from a disk, or from a ball seen from outside, is 1 / (pi r^2) nits.
    touching = {"disk": (0.0,), "sphere": (radius_m, 0.0)}
    for shape, distances_m in touching.items():
        got = light.lux_per_candela(shape, 2 * radius_m, 0.0, np.array(distances_m))
        np.testing.assert_allclose(got * radius_m**2, 1.0, rtol=1e-12)
    vast = light.rect_lux(at(5.0), at(1e6), at(1e6), at(1e-3))
    assert vast == pytest.approx([5 * math.pi], rel=1e-6)


@given(sizes, st.floats(0.3, 50.0))
def test_a_rectangle_s_candela_is_its_luminance_over_its_area(width_m, distance_m):
    got = width_m * 0.5 * light.lux_per_candela("rect", width_m, 0.5, at(distance_m))
    wanted = light.rect_lux(at(1.0), at(width_m), at(0.5), at(distance_m))
    assert got == pytest.approx(wanted, rel=1e-13)


@pytest.mark.parametrize("shape", ["point", "spot", "sphere", "disk", "rect"])
def test_far_away_every_shape_is_the_inverse_square(shape):
    got = light.lux_per_candela(shape, 0.5, 0.5, at(500.0))
    assert got == pytest.approx([1 / 500.0**2], rel=1e-5)


def test_a_spot_is_full_on_its_axis_and_dark_outside_its_cone():
    off_deg = np.array([0.0, 14.9, 15.1, 90.0])
    cone, hard = np.full(4, 30.0), np.zeros(4)
    np.testing.assert_array_equal(
        light.spot_candela(np.full(4, 9.0), off_deg, cone, hard), [9, 9, 0, 0]
    )
    soft = light.spot_candela(at(8.0), at(7.5), at(30.0), at(1.0))
    assert soft == pytest.approx([4.0])


# What Cycles 5.0.1 made of each lamp on a white matt card three metres away, in W/m2 (measured).
CYCLES = [
    ("spot", 0.0, 0.0, 100.0, 0.8841204),
    ("disk", 0.5, 0.5, 100.0, 3.5120178),
    ("rect", 0.5, 0.25, 100.0, 3.5160519),
]


@pytest.mark.parametrize(("shape", "width_m", "height_m", "watts", "measured"), CYCLES)
def test_blender_watts_give_what_cycles_measured(shape, width_m, height_m, watts, measured):
    fall_off = light.lux_per_candela(shape, width_m, height_m, at(3.0))[0]
    intensity_cd = host.LUMENS_PER_WATT * measured / fall_off
    assert host.blender_watts(shape, intensity_cd) == pytest.approx(watts, rel=2e-4)


def test_a_blender_sun_gives_its_strength():
    assert host.blender_sun_strength(683.0 * 2.0) == pytest.approx(2.0)


@pytest.mark.parametrize("shape", ["sphere", "disk", "rect"])
def test_what_blender_reads_from_usd_is_683_times_its_own_watts(shape):
    # Measured on import: watts are pi times a normalised intensity, for every shape.
    read = math.pi * host.usd_intensity(shape, 12.0)
    assert read == pytest.approx(683.0 * host.blender_watts(shape, 12.0), rel=1e-15)


@given(st.floats(0.05, 2.0), st.floats(5.0, 20.0))
def test_a_normalised_usd_light_gives_the_lux_it_was_meant_to(radius_m, distance_m):
    # Independent reading of the schema: luminance = intensity / surface area. A ball of radiance L
    # gives pi L sin^2 of half its angle, and a disk the same with its own half angle.
    intensity_cd, square = 40.0, (radius_m / distance_m) ** 2
    ball_nit = host.usd_intensity("sphere", intensity_cd) / (4 * math.pi * radius_m**2)
    disk_nit = host.usd_intensity("disk", intensity_cd) / (math.pi * radius_m**2)
    assert math.pi * ball_nit * square == pytest.approx(intensity_cd / distance_m**2)
    wanted = intensity_cd * light.lux_per_candela("disk", 2 * radius_m, 0.0, at(distance_m))
    assert math.pi * disk_nit * square / (1 + square) == pytest.approx(wanted[0])


def test_far_lights_keep_their_own_unit():
    assert host.usd_distant_intensity(900.0) == 900.0
    assert host.usd_dome_intensity(30.0) == 30.0
    assert host.blender_world_strength(683.0) == 1.0
    assert host.arnold_level("disk", 5.0) == 5.0
    assert host.arnold_level("sphere", 5.0) == 20.0
