"""The whole picture: the same every time, finite whatever is asked, one flat vector of numbers."""

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.preview.camera import look_at
from scene_stager.preview.geometry import geometry
from scene_stager.preview.parameters import (
    INDEX,
    PARAMETERS,
    bounds,
    default_vector,
    kelvin_rgb,
    scene_of,
)
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewFog, PreviewGround, PreviewSubject
from scene_stager.shot.stand_ins import stand_ins
from tests.preview.rendering import HIGH, KEY, TARGET, WIDE, camera, light, light_by_light, scene

SMALL = (48, 27)
DIGEST = """
import hashlib
from tests.preview.rendering import scene
from scene_stager.preview.renderer import render
print(hashlib.sha256(render(scene("bust"), 96, 54).tobytes()).hexdigest())
"""


def fine(picture, width=SMALL[0], height=SMALL[1]):
    return picture.shape == (height, width, 3) and np.isfinite(picture).all() and picture.min() >= 0


def test_the_same_scene_is_the_same_bytes():
    first = render(scene("bust"), WIDE, HIGH).tobytes()
    geometry.cache_clear()
    assert render(scene("bust"), WIDE, HIGH).tobytes() == first


def test_another_process_draws_the_same_bytes():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": ":".join(p for p in sys.path if p), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_double_precision_draws_the_same_picture():
    fog = PreviewFog(0.03)
    single = render(scene("bust", fog=fog), WIDE, HIGH)
    double = render(scene("bust", fog=fog), WIDE, HIGH, double=True)
    assert single.dtype == np.float32 and double.dtype == np.float64
    np.testing.assert_allclose(single, double, rtol=5e-3, atol=2e-3)


@pytest.mark.parametrize("kind", sorted(stand_ins()))
def test_every_stand_in_can_be_drawn(kind):
    assert fine(render(scene(kind), *SMALL))


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (33, 17), (481, 271)])
def test_any_size_of_picture_can_be_drawn(size):
    lens = camera(f_number=1.4, focus_distance_m=3.0)
    assert fine(render(scene(camera=lens, fog=PreviewFog(0.1)), *size), *size)


ODD_LIGHTS = {
    "overhead": light("key", 0.0, 90.0),
    "underfoot": light("key", 0.0, -90.0),
    "behind": light("key", 180.0, 0.0),
    "without size": light("key", 40.0, 30.0, radius_m=0.0),
    "a bare ball without size": light("key", 40.0, 30.0, radius_m=0.0, omni=True, visible=True),
    "larger than its distance": light("key", 40.0, 30.0, radius_m=20.0),
    "inside the subject": replace(KEY, position_m=(0.0, 0.0, 0.5)),
    "at its own target": replace(KEY, position_m=TARGET),
    "in the lens": replace(KEY, position_m=camera().position_m, visible=True),
    "in the floor": replace(KEY, position_m=(2.0, -2.0, 0.0), visible=True),
    "as far as the sun": replace(KEY, position_m=(0.0, -1e6, 1e6), radius_m=4700.0),
    "dark": replace(KEY, illuminance=0.0),
    "turned away": replace(KEY, aim=(0.0, 0.0, 1.0)),
}


@pytest.mark.parametrize("lamp", ODD_LIGHTS.values(), ids=ODD_LIGHTS)
@pytest.mark.parametrize("per_m", [0.0, 0.1])
def test_odd_lights_draw_finite_pictures(lamp, per_m):
    assert fine(render(scene(lights=(lamp,), fog=PreviewFog(per_m)), *SMALL))


def placed(place, target=TARGET, **more):
    return replace(camera(**more), position_m=place, stage_from_camera=look_at(place, target))


ODD_CAMERAS = {
    "straight down": placed((0.0, 0.0, 6.0)),
    "straight up": placed((0.0, 0.0, 0.1), (0.0, 0.0, 5.0)),
    "in the subject": placed(TARGET, (0.0, 1.0, 0.9)),
    "under the floor": placed((0.0, -5.0, -1.0)),
    "turned from it": placed((0.0, -5.0, 1.0), (0.0, -9.0, 1.0)),
    "far away": placed((0.0, -5000.0, 1.0), focal_length_mm=1200.0),
    "very wide": camera(focal_length_mm=4.0),
    "focused inside the lens": camera(f_number=1.4, focus_distance_m=0.01),
    "focused on the far end of the world": camera(f_number=0.7, focus_distance_m=1e9),
}


@pytest.mark.parametrize("lens", ODD_CAMERAS.values(), ids=ODD_CAMERAS)
@pytest.mark.parametrize("wall_m", [0.0, 6.0])
def test_odd_cameras_draw_finite_pictures(lens, wall_m):
    ground = PreviewGround(cyclorama_radius_m=wall_m)
    assert fine(render(scene(camera=lens, ground=ground, fog=PreviewFog(0.02)), *SMALL))


@settings(max_examples=40)
@given(
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(0, 3),
    st.floats(0, 2),
    st.floats(-0.95, 0.95),
)
def test_drawn_lights_and_air_draw_finite_pictures(azimuth_deg, elevation_deg, radius_m, per_m, g):
    lamp = light("key", azimuth_deg, elevation_deg, radius_m=radius_m)
    assert fine(render(scene("sphere", lights=(lamp,), fog=PreviewFog(per_m, g)), *SMALL))


def test_no_lights_and_no_sky_is_black_and_no_light_is_only_sky():
    assert render(scene(lights=()), *SMALL).max() > 0.0
    dark = scene(lights=(), ambient=((0.0, 0.0, 0.0),) * 9)
    assert render(dark, *SMALL).max() == 0.0


def test_moving_the_whole_stage_with_the_subject_changes_only_the_wall():
    away = (3.0, -2.0, 0.0)

    def moved(place):
        return tuple(a + b for a, b in zip(place, away, strict=True))

    still = scene("bust")
    there = replace(
        still,
        camera=replace(still.camera, position_m=moved(still.camera.position_m)),
        subject=replace(still.subject, position_m=away),
        lights=tuple(
            replace(k, position_m=moved(k.position_m), target_m=moved(k.target_m))
            for k in still.lights
        ),
    )
    np.testing.assert_allclose(
        render(still, WIDE, HIGH), render(there, WIDE, HIGH), rtol=1e-3, atol=1e-4
    )


def test_a_lifted_subject_leaves_the_floor_where_it_is():
    high = PreviewSubject("sphere", 0.3, (0.0, 0.0, 1.0), specular=0.0)
    low = replace(high, position_m=(0.0, 0.0, 0.0))
    up, down = (render(scene(subject=s), WIDE, HIGH) for s in (high, low))
    np.testing.assert_allclose(up[:3], down[:3], atol=1e-3)
    corner = np.s_[-3:, :3]
    np.testing.assert_allclose(up[corner], down[corner], rtol=0.05)


def test_the_wall_meets_the_floor_without_a_seam():
    ground = PreviewGround(cyclorama_radius_m=6.0, cove_radius_m=2.0)
    lamp = (light("key", 0.0, 60.0, radius_m=1.5, illuminance=1.0),)
    picture = render(
        scene(subject=PreviewSubject("sphere", 0.01), lights=lamp, ground=ground), WIDE, HIGH
    )
    rows = np.log2(picture[:, 8, 1])
    assert np.abs(np.diff(rows)).max() < 0.35


# One flat vector.


def test_every_parameter_has_a_name_of_its_own_and_a_usual_value_within_bounds():
    assert len(INDEX) == len(PARAMETERS)
    low, high = bounds()
    assert np.all(low < high)
    assert np.all((low <= default_vector()) & (default_vector() <= high))
    units = {
        "deg": "_deg",
        "m": "_m",
        "K": "_kelvin",
        "stops": "_stops",
        "mm": "_mm",
        "1/m": "_per_m",
    }
    for parameter in PARAMETERS:
        assert parameter.name.endswith(units.get(parameter.unit, "")), parameter


@settings(max_examples=40)
@given(st.data())
def test_any_vector_within_bounds_is_a_picture(data):
    vector = [data.draw(st.floats(p.low, p.high), label=p.name) for p in PARAMETERS]
    assert fine(render(scene_of(vector, "sphere"), *SMALL))


def test_the_widest_hole_there_is_gives_a_picture():
    least = np.nextafter(0.0, 1.0)
    assert fine(render(scene_of(default_vector(camera_f_number=least), "sphere"), *SMALL))


def test_a_stop_more_of_key_is_twice_its_light():
    once, twice = (
        light_by_light(scene_of(default_vector(key_stops=s)), *SMALL)["key"] for s in (0.0, 1.0)
    )
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-5)


def test_azimuths_are_from_the_cameras_side_whatever_the_camera_does():
    # A ball looks the same from all sides, so turning camera and lights together changes nothing.
    front, side = (
        render(scene_of(default_vector(camera_azimuth_deg=a), "sphere"), WIDE, HIGH)
        for a in (0.0, 110.0)
    )
    # Highlights fall on other triangles of the ball.
    assert np.abs(front - side).mean() < 3e-3 * front.mean()
    assert np.quantile(np.abs(front - side) / front, 0.9) < 0.01


def test_softness_is_the_angle_the_light_fills_at_the_target():
    whole = scene_of(default_vector(key_softness_deg=30.0, key_distance_m=2.0))
    key = whole.lights[0]
    distance = math.dist(key.position_m, key.target_m)
    assert distance == pytest.approx(2.0)
    assert 2 * math.degrees(math.atan(key.radius_m / distance)) == pytest.approx(30.0)


@given(st.floats(1500, 15000))
def test_a_colour_has_luminance_one_and_no_negative_part(kelvin):
    rgb = kelvin_rgb(kelvin)
    assert min(rgb) >= 0
    assert 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] == pytest.approx(1.0)


def test_pictures_change_smoothly_with_the_keys_azimuth_and_size():
    for name, start in (
        ("key_azimuth_deg", 40.0),
        ("key_softness_deg", 10.0),
        ("key_elevation_deg", 30.0),
    ):
        pictures = [
            render(scene_of(default_vector(**{name: start + k})), WIDE, HIGH, double=True)
            for k in (0.0, 0.5, 1.0)
        ]
        bend = np.abs(pictures[0] - 2 * pictures[1] + pictures[2]).mean()
        slope = np.abs(pictures[2] - pictures[0]).mean()
        assert bend < 0.2 * slope
