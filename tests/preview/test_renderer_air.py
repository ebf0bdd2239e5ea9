"""Air: what it takes away, what it throws into the lens, and where that ends."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from scene_stager.preview.air import passing
from scene_stager.preview.area_light import arrival
from scene_stager.preview.fog import depth_between
from scene_stager.preview.geometry import View, geometry
from scene_stager.preview.haze import veil
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewFog, PreviewGround, PreviewSubject, hemispheres
from tests.preview.rendering import (
    AROUND,
    FILL,
    HIGH,
    KEY,
    RIM,
    WIDE,
    bare,
    camera,
    light,
    light_by_light,
)

BLACK = PreviewSubject("sphere", 1.8, albedo_rgb=(0.0, 0.0, 0.0), specular=0.0)
BLACK_FLOOR = PreviewGround((0.0, 0.0, 0.0), specular=0.0)


def middle(picture):
    return picture[HIGH // 2, WIDE // 2, 1]


@given(st.floats(0.0, 0.6))
def test_a_lit_ball_loses_light_to_the_air_by_the_exponential_law(per_m):
    # Sky light only, and all but the scattering of the air: what is left is what passed.
    whole = bare(ambient=AROUND, ground=BLACK_FLOOR)
    local = replace(whole, fog=PreviewFog(per_m))
    view = View(whole.camera, "sphere", 1.8, whole.ground, (0.0, 0.0, 0.0), WIDE, HIGH, True)
    drawn = geometry(view)
    fore, _ = passing(drawn, local)
    np.testing.assert_allclose(fore, np.exp(-per_m * drawn.seen.range_m), rtol=1e-9)


@pytest.mark.parametrize("per_m", [0.02, 0.1, 0.4])
def test_a_black_ball_under_an_even_sky_fills_with_air(per_m):
    dark = bare(subject=BLACK, ground=BLACK_FLOOR, ambient=AROUND, fog=PreviewFog(per_m))
    gone = 1.0 - math.exp(-per_m * (5.0 - 0.9))
    # Half of what the air sees is sky, half is black floor.
    assert middle(render(dark, WIDE, HIGH)) == pytest.approx(0.5 * gone, rel=0.02)


def test_thick_air_ends_in_the_light_of_the_air_itself():
    dark = bare(subject=BLACK, ground=BLACK_FLOOR, ambient=AROUND, fog=PreviewFog(5.0))
    np.testing.assert_allclose(render(dark, WIDE, HIGH), 0.5, rtol=0.01)


def test_clear_air_changes_nothing_at_all():
    clear = render(bare(lights=(KEY,)), WIDE, HIGH)
    thin = render(bare(lights=(KEY,), fog=PreviewFog(1e-9)), WIDE, HIGH)
    np.testing.assert_allclose(clear, thin, atol=1e-6)


@pytest.mark.parametrize("lamp", [KEY, FILL, RIM])
@pytest.mark.parametrize("g", [-0.4, 0.0, 0.7])
@pytest.mark.parametrize("scale_height_m", [0.0, 3.0])
def test_the_veil_is_the_integral_along_the_ray(lamp, g, scale_height_m):
    fog = PreviewFog(0.08, g, scale_height_m=scale_height_m)
    eye = camera().position_m
    for ahead in ((0.0, 1.0, 0.0), (0.1, 0.9, -0.2), (-0.4, 0.85, -0.1), (0.25, 0.9, 0.28)):
        way = tuple(np.array(ahead) / np.linalg.norm(ahead))

        def scattered(range_m, way=way):
            place = tuple(np.array([e + w * range_m]) for e, w in zip(eye, way, strict=True))
            came = arrival(lamp, fog, place)
            turn = sum(t[0] * w for t, w in zip(came.towards, way, strict=True))
            phase = (1 - g * g) / (4 * math.pi * (1 + g * g - 2 * g * turn) ** 1.5)
            density = fog.per_m * (math.exp(-place[2][0] / scale_height_m) if scale_height_m else 1)
            ends = tuple(float(p[0]) for p in place)
            return phase * came.strength[0] * density * math.exp(-depth_between(fog, ends, eye))

        truth = math.pi * quad(scattered, 0.0, 12.0, limit=200)[0]
        rays = tuple(np.array([w]) for w in way)
        got = veil(lamp, fog, eye, rays, np.array([12.0]), (), 0.0)
        # The last ray passes close by a lamp, and there behind it, where it does not shine.
        assert float(got[0]) == pytest.approx(truth, rel=0.12 if way[2] > 0.2 else 0.03)


def test_a_light_behind_the_haze_glows_more_the_more_it_scatters_forward():
    back = light("rim", 180.0, 30.0)
    lit = {
        g: render(
            bare(subject=BLACK, ground=BLACK_FLOOR, lights=(back,), fog=PreviewFog(0.05, g)),
            WIDE,
            HIGH,
        )
        for g in (0.0, 0.6)
    }
    assert lit[0.6].mean() > 1.3 * lit[0.0].mean()


def test_haze_wears_its_colour():
    fog = PreviewFog(0.05, rgb=(1.0, 0.5, 0.25))
    picture = render(bare(subject=BLACK, ground=BLACK_FLOOR, lights=(KEY,), fog=fog), WIDE, HIGH)
    np.testing.assert_allclose(picture[..., 1], 0.5 * picture[..., 0], rtol=1e-3, atol=1e-7)


def test_the_subject_throws_a_shaft_of_shadow_into_the_haze():
    back = light("rim", 180.0, 25.0, radius_m=0.05)
    shown = {
        size: render(
            bare(
                subject=replace(BLACK, height_m=size),
                ground=BLACK_FLOOR,
                lights=(back,),
                fog=PreviewFog(0.05, 0.0),
            ),
            WIDE,
            HIGH,
        )
        for size in (0.02, 1.8)
    }
    # Under the ball, where nothing but air is before the floor.
    assert shown[1.8][-3, WIDE // 2, 1] < 0.8 * shown[0.02][-3, WIDE // 2, 1]


@given(st.floats(-3, 30), st.floats(-3, 30), st.floats(0.5, 20))
def test_depth_through_thinning_air_is_the_depth_that_maths_gives(start_z_m, end_z_m, scale_m):
    fog = PreviewFog(0.1, scale_height_m=scale_m)
    start, end = (1.0, 2.0, start_z_m), (4.0, -2.0, end_z_m)
    mean, _ = quad(lambda s: math.exp(-(start_z_m + s * (end_z_m - start_z_m)) / scale_m), 0, 1)
    if min(start_z_m, end_z_m) / scale_m > -5:  # deeper down the air is as thick as there
        truth = 0.1 * math.dist(start, end) * mean
        assert depth_between(fog, start, end) == pytest.approx(truth, rel=1e-3)


def test_light_of_the_air_falls_on_the_subject_too():
    # A ball in the shadow of nothing, lit from behind: in haze its front is not black.
    back = light("rim", 180.0, 20.0)
    white = PreviewSubject("sphere", 1.8, albedo_rgb=(1.0,) * 3, specular=0.0)
    clear, hazy = (
        light_by_light(
            bare(subject=white, ground=BLACK_FLOOR, lights=(back,), fog=PreviewFog(per_m, 0.0)),
            WIDE,
            HIGH,
        )["rim"]
        for per_m in (0.0, 0.05)
    )
    assert middle(clear) == pytest.approx(0.0, abs=1e-6)
    assert middle(hazy) > 0.01


def test_an_upper_sky_only_does_not_brighten_with_haze():
    sky = hemispheres((1.0,) * 3, (1.0,) * 3)
    dark = bare(subject=BLACK, ground=BLACK_FLOOR, ambient=sky)
    clear, hazy = render(dark, WIDE, HIGH), render(replace(dark, fog=PreviewFog(0.3)), WIDE, HIGH)
    assert hazy[0].mean() < clear[0].mean() == pytest.approx(1.0, abs=0.01)
