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


def test_one_candela_at_one_foot_is_one_foot_candle():
    lux = light.point_lux(at(1.0), at(0.3048), at(1.0))
    assert light.footcandles_from_lux(lux) == pytest.approx([1.0], rel=1e-15)
    assert light.lux_from_footcandles(at(1.0)) == pytest.approx([10.763910416709722], rel=1e-15)


def test_twice_as_far_is_two_stops_and_sixty_degrees_off_is_one():
    near, far = light.point_lux(at(100.0), np.array([1.0, 2.0]), at(1.0))
    assert np.log2(near / far) == pytest.approx(2.0, abs=1e-15)
    tilted = light.point_lux(at(100.0), at(1.0), at(math.cos(math.radians(60))))
    assert np.log2(near / tilted) == pytest.approx([1.0], abs=1e-14)


def test_a_plane_that_faces_away_gets_nothing():
    assert light.point_lux(at(100.0), at(1.0), at(-0.5)) == 0.0


@pytest.mark.parametrize(("cone_deg", "solid_sr"), [(360.0, 4 * math.pi), (180.0, 2 * math.pi)])
def test_wide_cones_are_the_sphere_and_half_of_it(cone_deg, solid_sr):
    assert light.cone_solid_angle_sr(at(cone_deg)) == pytest.approx([solid_sr], rel=1e-14)


def test_a_narrow_cone_keeps_its_digits():
    # For small angles the solid angle is pi (half angle)^2; the plain 1 - cos form has none left.
    assert light.cone_solid_angle_sr(at(1e-7)) == pytest.approx(
        [math.pi * math.radians(0.5e-7) ** 2], rel=1e-9
    )


@given(st.floats(0.1, 1e5), st.floats(0.1, 360.0))
def test_lumens_and_candela_undo_each_other(intensity_cd, cone_deg):
    solid = light.cone_solid_angle_sr(at(cone_deg))
    flux = light.lumens_from_candela(at(intensity_cd), solid)
    assert light.candela_from_lumens(flux, solid) == pytest.approx([intensity_cd], rel=1e-14)


def test_a_softbox_of_one_candela_gives_pi_lumens():
    # Independent: integrate I cos(theta) over the half sphere.
    theta = (NODES + 1) * math.pi / 4
    flux = np.sum(WEIGHTS * math.pi / 4 * np.cos(theta) * 2 * math.pi * np.sin(theta))
    assert light.lumens_from_flat_candela(at(1.0)) == pytest.approx([flux], rel=1e-12)


@given(st.floats(0.1, 3.0), st.floats(0.3, 20.0))
def test_a_disk_agrees_with_adding_up_its_rings(radius_m, distance_m):
    ring = (NODES + 1) * radius_m / 2
    apart2 = ring**2 + distance_m**2
    # L dA cos cos / apart^2, and both cosines are distance over apart.
    summed = np.sum(WEIGHTS * radius_m / 2 * 2 * math.pi * ring * distance_m**2 / apart2**2)
    assert light.disk_lux(at(1.0), at(radius_m), at(distance_m)) == pytest.approx(
        [summed], rel=1e-9
    )


@given(st.floats(0.2, 3.0), st.floats(0.2, 3.0), st.floats(0.5, 20.0))
def test_a_rectangle_agrees_with_adding_up_its_tiles(width_m, height_m, distance_m):
    def tile(x, y):
        return distance_m**2 / (x * x + y * y + distance_m**2) ** 2

    summed = square_integral(tile, width_m / 2, height_m / 2)
    got = light.rect_lux(at(1.0), at(width_m), at(height_m), at(distance_m))
    assert got == pytest.approx([summed], rel=1e-8)


@given(sizes, st.floats(1.0, 30.0))
def test_a_ball_agrees_with_adding_up_the_sky_it_covers(radius_m, times):
    # Independent: integrate L cos over the cone that the ball fills.
    half = math.asin(1.0 / times)
    theta = (NODES + 1) * half / 2
    summed = np.sum(WEIGHTS * half / 2 * np.cos(theta) * 2 * math.pi * np.sin(theta))
    got = light.sphere_lux(at(1.0), at(radius_m), at(radius_m * times))
    assert got == pytest.approx([summed], rel=1e-9)


@given(sizes)
def test_touching_or_vast_sources_are_worth_pi_times_their_luminance(radius_m):
    for lux in (
        light.disk_lux(at(5.0), at(radius_m), at(0.0)),
        light.sphere_lux(at(5.0), at(radius_m), at(radius_m)),
        light.sphere_lux(at(5.0), at(radius_m), at(0.0)),
        light.rect_lux(at(5.0), at(1e6), at(1e6), at(1e-3)),
        light.distant_lux(at(5.0), at(180.0)),
        light.dome_lux(at(5.0)),
    ):
        assert lux == pytest.approx([5 * math.pi], rel=1e-6)


@pytest.mark.parametrize("shape", ["point", "spot", "sphere", "disk", "rect"])
def test_far_away_every_shape_is_the_inverse_square(shape):
    got = light.lux_per_candela(shape, 0.5, 0.5, at(500.0))
    assert got == pytest.approx([1 / 500.0**2], rel=1e-5)


@given(sizes, st.floats(0.3, 50.0))
def test_lux_per_candela_is_the_closed_form_over_the_candela_of_the_same_lamp(width_m, distance_m):
    d, r = at(distance_m), at(width_m / 2)
    disk_cd = light.candela_from_nits(at(7.0), light.disk_area_m2(r))
    assert disk_cd * light.lux_per_candela("disk", width_m, width_m, d) == pytest.approx(
        light.disk_lux(at(7.0), r, d), rel=1e-13
    )
    rect_cd = light.candela_from_nits(at(7.0), at(width_m * 0.5))
    assert rect_cd * light.lux_per_candela("rect", width_m, 0.5, d) == pytest.approx(
        light.rect_lux(at(7.0), at(width_m), at(0.5), d), rel=1e-13
    )
    assert disk_cd * light.lux_per_candela("sphere", width_m, width_m, d) == pytest.approx(
        light.sphere_lux(at(7.0), r, d), rel=1e-13
    )


@given(sizes)
def test_nits_and_candela_undo_each_other(radius_m):
    area = light.disk_area_m2(at(radius_m))
    assert light.nits_from_candela(light.candela_from_nits(at(3.0), area), area) == pytest.approx(
        [3.0], rel=1e-15
    )


def test_the_sun_at_noon_gives_what_a_meter_reads():
    # 1.6e9 nits across 0.53 degrees: a clear noon is 100 000 to 110 000 lux.
    assert 1.0e5 < light.distant_lux(at(1.6e9), at(0.53))[0] < 1.15e5


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
    # Independent reading of the schema: luminance = intensity / surface area.
    intensity_cd, d, r = 40.0, at(distance_m), at(radius_m)
    ball_nit = host.usd_intensity("sphere", intensity_cd) / (4 * math.pi * radius_m**2)
    disk_nit = host.usd_intensity("disk", intensity_cd) / (math.pi * radius_m**2)
    assert light.sphere_lux(at(ball_nit), r, d) == pytest.approx(
        [intensity_cd / distance_m**2], rel=1e-12
    )
    assert light.disk_lux(at(disk_nit), r, d) == pytest.approx(
        [intensity_cd / (distance_m**2 + radius_m**2)], rel=1e-12
    )


def test_far_lights_keep_their_own_unit():
    assert host.usd_distant_intensity(900.0) == 900.0
    assert host.usd_dome_intensity(30.0) == 30.0
    assert host.unreal_directional_intensity(900.0) == 900.0
    assert host.unreal_intensity("rect", 50.0) == 50.0
    assert host.blender_world_strength(683.0) == 1.0
    assert host.arnold_level("disk", 5.0) == 5.0
    assert host.arnold_level("sphere", 5.0) == 20.0


@given(st.floats(1e-6, 1e9), st.floats(1e-3, 1e3))
def test_intensity_and_exposure_multiply_back_to_the_level(level, intensity):
    got, exposure_stops = host.intensity_and_exposure(level, intensity)
    assert got * 2.0**exposure_stops == pytest.approx(level, rel=1e-12)


def test_a_dark_light_has_no_intensity_rather_than_minus_infinite_stops():
    assert host.intensity_and_exposure(0.0) == (0.0, 0.0)
