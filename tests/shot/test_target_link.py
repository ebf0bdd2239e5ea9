"""TargetLink: one thing moves at a time, then everything at once, and the exposure stays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.maths.frames import direction_from_heading, rotate_wxyz
from scene_stager.shot.lighting import target_link as tl
from scene_stager.shot.lighting.light_kit import light_kit
from scene_stager.shot.lighting.light_spec import LightingBrief
from scene_stager.shot.lighting.styles import STYLES

T_S = np.arange(49) / 24.0
N = len(T_S)
EYES_M = (0.0, 0.0, 1.63)
STILL_TARGET = np.tile(EYES_M, (N, 1))
STILL_CAMERA = np.tile((0.0, -4.0, 1.5), (N, 1))
FRAMES = ("target", "camera", "world")


def link(**changes) -> tl.TargetLink:
    plain = {
        "frame": "target",
        "shape": "sphere",
        "azimuth_deg": 45.0,
        "elevation_deg": 30.0,
        "distance_m": 2.5,
        "width_m": 0.0,
        "hold": True,
        "start_m": EYES_M,
        "start_view_deg": 0.0,
    }
    return tl.TargetLink(**{**plain, **changes})


def bake(tied, target_m=STILL_TARGET, camera_m=STILL_CAMERA, move=None, lux=200.0):
    light_m = tl.place_light(tied, target_m, camera_m, move)
    lux_n = np.broadcast_to(np.asarray(lux, dtype=float), len(target_m))
    return light_m, *tl.hold_exposure(tied, lux_n, light_m, target_m, camera_m)


def walked(x_m=0.0, y_m=0.0, z_m=0.0):
    """The target carried in a straight line, by so much over the shot."""
    return STILL_TARGET + (T_S / T_S[-1])[:, None] * np.array([x_m, y_m, z_m])


def orbited(turn_deg, radius_m=4.0):
    heading = turn_deg * T_S / T_S[-1]
    return np.array(EYES_M) + radius_m * direction_from_heading(heading, np.zeros(N))


def pushed(from_m, to_m, swing_deg=0.0, lift_deg=0.0):
    share = T_S / T_S[-1]
    return tl.LightMove(
        45.0 + swing_deg * share, 30.0 + lift_deg * share, from_m + (to_m - from_m) * share
    )


@pytest.mark.parametrize("frame", FRAMES)
def test_where_a_light_stands_worked_by_hand(frame):
    # Camera in front: azimuth +90 is camera right, which is +x; +30 up over 2 m is 1 m up.
    tied = link(frame=frame, azimuth_deg=90.0, elevation_deg=30.0, distance_m=2.0)
    light_m = tl.place_light(tied, STILL_TARGET, STILL_CAMERA)
    want = np.tile([np.sqrt(3.0), 0.0, 2.63], (N, 1))
    np.testing.assert_allclose(light_m, want, atol=1e-15)


def test_seen_from_the_side_camera_right_is_somewhere_else():
    # Camera at +x looking along -x: its right hand is +y.
    tied = link(azimuth_deg=90.0, elevation_deg=0.0, distance_m=2.0, start_view_deg=90.0)
    light_m = tl.place_light(tied, STILL_TARGET, STILL_TARGET + np.array([4.0, 0.0, 0.0]))
    np.testing.assert_allclose(light_m[0], [0.0, 2.0, 1.63], atol=1e-15)


def test_a_rim_stays_where_it_is_relative_to_the_lens():
    tied = link(frame="camera", azimuth_deg=-145.0, elevation_deg=35.0)
    camera_m = orbited(400.0)
    offset = tl.place_light(tied, STILL_TARGET, camera_m) - STILL_TARGET
    # In the camera's own level axes: how far to its right, and how far this side of the target.
    ahead = STILL_TARGET - camera_m
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    right = np.stack([ahead[:, 1], -ahead[:, 0], np.zeros(N)], axis=1)
    np.testing.assert_allclose(np.sum(offset * right, axis=1), offset[0] @ right[0], atol=1e-12)
    np.testing.assert_allclose(np.sum(offset * ahead, axis=1), offset[0] @ ahead[0], atol=1e-12)
    assert offset[0] @ right[0] < 0.0 < offset[0] @ ahead[0]


def test_target_lights_ignore_the_camera_and_ride_with_the_target():
    turned = tl.place_light(link(), STILL_TARGET, orbited(90.0))
    np.testing.assert_array_equal(turned, tl.place_light(link(), STILL_TARGET, STILL_CAMERA))
    ridden = tl.place_light(link(), walked(3.0, 1.0), STILL_CAMERA) - walked(3.0, 1.0)
    np.testing.assert_allclose(ridden, ridden[:1] + 0 * ridden, atol=1e-15)


def test_world_lights_stay_put():
    light_m = tl.place_light(link(frame="world"), walked(3.0, 1.0), orbited(90.0))
    np.testing.assert_array_equal(light_m, light_m[:1] + 0 * light_m)


def test_a_distant_light_rides_along_even_in_the_world():
    tied = link(frame="world", shape="distant")
    offset = tl.place_light(tied, walked(30.0), STILL_CAMERA) - walked(30.0)
    np.testing.assert_allclose(offset, offset[:1] + 0 * offset, atol=1e-14)


def test_a_lamp_down_the_path_stands_where_the_walk_will_pass():
    brief = LightingBrief(practicals="sodium", practical_count=2, travel_m=20.0)
    lamp = {light.id: light for light in light_kit(brief)}["practical_2"]
    tied = tl.link_light(lamp, EYES_M, 0.0)
    # Heading 0 walks toward -y: three quarters of the way is 15 m.
    assert tied.start_m == pytest.approx((0.0, -15.0, 1.63), abs=1e-12)


@given(
    st.sampled_from(FRAMES),
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(0.05, 30),
    st.floats(-360, 360),
)
def test_every_light_shines_at_the_target(frame, azimuth_deg, elevation_deg, distance_m, turn_deg):
    tied = link(
        frame=frame, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, distance_m=distance_m
    )
    target_m, camera_m = walked(0.4, -0.3, 0.1), orbited(turn_deg)
    light_m = tl.place_light(tied, target_m, camera_m)
    beam = rotate_wxyz(tl.aim_light_wxyz(tied, light_m, target_m), np.array([[0.0, 0.0, -1.0]]))
    toward = target_m - light_m
    toward = toward / np.linalg.norm(toward, axis=1, keepdims=True)
    # Within a micrometre of straight above, the aim keeps its heading: that is the tolerance.
    np.testing.assert_allclose(beam, toward, atol=2e-6 / min(distance_m, 1.0))


@pytest.mark.parametrize("azimuth_deg", [0.0, 135.0, 180.0, -145.0])
def test_aim_does_not_change_sign_while_the_camera_goes_half_way_round(azimuth_deg):
    tied = link(frame="camera", azimuth_deg=azimuth_deg)
    for turn_deg in (-179.0, 179.0):
        camera_m = orbited(turn_deg)
        light_m = tl.place_light(tied, STILL_TARGET, camera_m)
        aim = tl.aim_light_wxyz(tied, light_m, STILL_TARGET)
        assert np.all(np.sum(aim[1:] * aim[:-1], axis=1) > 0.9)


@pytest.mark.parametrize("elevation_deg", [90.0, -90.0])
def test_a_light_straight_above_or_below_has_a_steady_aim(elevation_deg):
    tied = link(elevation_deg=elevation_deg)
    light_m = tl.place_light(tied, walked(1.0, 2.0), STILL_CAMERA)
    aim = tl.aim_light_wxyz(tied, light_m, walked(1.0, 2.0))
    np.testing.assert_allclose(aim, aim[:1] + 0 * aim, atol=1e-12)


@pytest.mark.parametrize("frame", FRAMES)
def test_only_the_light_moves(frame):
    move = pushed(2.5, 5.0)
    _, lux, _, stops = bake(link(frame=frame), move=move)
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    # Twice as far: the hold is two stops up.
    assert stops[0] == pytest.approx(0.0, abs=1e-12)
    assert stops[-1] == pytest.approx(2.0, abs=1e-12)
    _, loose_lux, _, loose_stops = bake(link(frame=frame, hold=False), move=move)
    np.testing.assert_allclose(loose_lux, 200.0 * (2.5 / move.distance_m) ** 2, rtol=1e-12)
    np.testing.assert_array_equal(loose_stops, 0.0)


def test_a_light_that_swings_round_is_met_at_an_angle():
    # From camera right to camera left through the front: 90 degrees off where the meter points.
    tied = link(azimuth_deg=0.0, elevation_deg=0.0, hold=False)
    share = T_S / T_S[-1]
    move = tl.LightMove(90.0 * share, 0.0 * share, 2.5 + 0.0 * share)
    _, dome_lux, _, _ = bake(tied, move=move)
    np.testing.assert_allclose(dome_lux, 100.0 * (1 + np.cos(np.pi / 2 * share)), rtol=1e-9)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("hold", [True, False])
def test_only_the_camera_moves(frame, hold):
    _, lux, intensity_cd, stops = bake(link(frame=frame, hold=hold), camera_m=orbited(300.0))
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    np.testing.assert_allclose(intensity_cd, 200.0 * 2.5**2, rtol=1e-12)
    np.testing.assert_allclose(stops, 0.0, atol=1e-12)


def test_only_the_target_moves_and_its_own_lights_move_with_it():
    for frame in ("target", "camera"):
        target_m = walked(4.0, 1.0, 0.2)
        _, lux, _, stops = bake(link(frame=frame), target_m)
        np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
        np.testing.assert_allclose(stops, 0.0, atol=1e-12)


def test_only_the_target_moves_away_from_a_light_of_the_world():
    # Straight back along the beam: the angle stays, the distance grows from 2 m to 8 m.
    tied = link(frame="world", azimuth_deg=0.0, elevation_deg=0.0, distance_m=2.0)
    target_m = walked(y_m=6.0)
    _, lux, _, stops = bake(tied, target_m)
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    assert stops[-1] == pytest.approx(4.0, abs=1e-12)
    away_m = 2.0 + target_m[:, 1]
    _, loose_lux, _, _ = bake(link(**{**_fields(tied), "hold": False}), target_m)
    np.testing.assert_allclose(loose_lux, 200.0 * (2.0 / away_m) ** 2, rtol=1e-12)


def test_a_soft_source_falls_off_as_a_disk_does_not_as_a_point():
    tied = link(
        frame="world",
        shape="disk",
        width_m=3.0,
        azimuth_deg=0.0,
        elevation_deg=0.0,
        distance_m=2.0,
        hold=False,
    )
    _, lux, _, _ = bake(tied, walked(y_m=6.0))
    assert lux[-1] == pytest.approx(200.0 * (4.0 + 2.25) / (64.0 + 2.25), rel=1e-12)


def test_the_hold_is_the_whole_difference_between_held_and_not():
    tied = link(frame="world", shape="disk", width_m=1.0)
    target_m = walked(3.0, 2.0, 0.3)
    _, _, held_cd, stops = bake(tied, target_m)
    _, _, loose_cd, none = bake(link(**{**_fields(tied), "hold": False}), target_m)
    np.testing.assert_allclose(loose_cd * 2.0**stops, held_cd, rtol=1e-12)
    np.testing.assert_array_equal(none, 0.0)
    np.testing.assert_array_equal(loose_cd, loose_cd[0])


def test_the_sun_is_the_sun_wherever_one_walks():
    for frame in FRAMES:
        _, lux, intensity_cd, stops = bake(link(frame=frame, shape="distant"), walked(40.0))
        np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
        np.testing.assert_allclose(stops, 0.0, atol=1e-12)
        np.testing.assert_allclose(intensity_cd, 200.0 * 2.5**2, rtol=1e-12)


@pytest.mark.parametrize("hold", [True, False])
def test_carrying_the_sun_further_off_makes_no_difference(hold):
    tied = link(shape="distant", hold=hold)
    _, lux, intensity_cd, stops = bake(tied, move=pushed(2.5, 90.0))
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    np.testing.assert_allclose(intensity_cd, 200.0 * 2.5**2, rtol=1e-12)
    np.testing.assert_allclose(stops, 0.0, atol=1e-12)


def test_a_level_that_follows_the_lens_is_held_too():
    # Auto exposure: the asked-for level doubles; the hold has no part in that.
    level = 200.0 * 2.0 ** (T_S / T_S[-1])
    _, lux, intensity_cd, stops = bake(link(), camera_m=orbited(50.0), lux=level)
    np.testing.assert_allclose(lux, level, rtol=1e-12)
    np.testing.assert_allclose(intensity_cd, level * 2.5**2, rtol=1e-12)
    np.testing.assert_allclose(stops, 0.0, atol=1e-12)


metres = st.floats(-8.0, 8.0)


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(FRAMES),
    st.tuples(metres, metres, st.floats(-1, 4)),
    st.floats(-540, 540),
    st.floats(0.3, 60),
    st.floats(0.25, 20.0),
)
def test_the_exposure_stays_within_a_hundredth_of_a_stop_over_any_move(
    style, frame, walk_m, turn_deg, radius_m, span_m
):
    target_m = walked(*walk_m)
    camera_m = orbited(turn_deg, radius_m) + 0.3 * (target_m - EYES_M)
    for spec in light_kit(LightingBrief(style=style, frame=frame, span_m=span_m)):
        if spec.role in ("key", "fill", "rim"):
            tied = tl.link_light(spec, EYES_M, 0.0)
            wanted_lx = 200.0 * 2.0**spec.stops
            _, lux, _, stops = bake(tied, target_m, camera_m, lux=wanted_lx)
            assert np.max(np.abs(np.log2(lux / wanted_lx))) < 1e-9
            assert np.all(np.isfinite(stops))


@given(st.sampled_from(FRAMES), st.floats(-360, 360), metres)
def test_any_frame_alone_is_bit_for_bit_the_same(frame, turn_deg, walk_m):
    tied = link(frame=frame, shape="disk", width_m=1.2)
    target_m, camera_m = walked(walk_m, 0.5 * walk_m), orbited(turn_deg)
    whole = bake(tied, target_m, camera_m)
    for part in (slice(7, 8), slice(20, 33)):
        for one, all_of_it in zip(bake(tied, target_m[part], camera_m[part]), whole, strict=True):
            np.testing.assert_array_equal(one, all_of_it[part])


def test_a_light_in_the_target_is_bright_but_finite():
    tied = link(frame="world", distance_m=1.0, azimuth_deg=0.0, elevation_deg=0.0, hold=False)
    target_m = np.array([[0.0, -1.0, 1.63], [0.0, -0.999, 1.63]])
    _, lux, intensity_cd, _ = bake(tied, target_m, target_m + np.array([0, -4, 0]))
    assert np.all(np.isfinite(lux))
    assert lux[1] <= 200.0 / tl.NEAREST_M**2 * (1 + 1e-12)
    np.testing.assert_array_equal(intensity_cd, 200.0)


def test_walking_right_past_a_lamp_is_held_until_it_is_straight_behind():
    tied = link(frame="world", azimuth_deg=0.0, elevation_deg=0.0, distance_m=2.0)
    past_m = np.array([[0.0, -4.0, 1.63]])
    _, lux, _, stops = bake(tied, past_m, past_m + np.array([0, -4, 0]))
    assert lux == pytest.approx([200.0])
    assert stops == pytest.approx([20.0])


def test_a_camera_straight_overhead_counts_as_standing_where_it_started():
    heading = tl.view_heading_deg(STILL_TARGET, STILL_TARGET + np.array([0.0, 0.0, 5.0]), 30.0)
    np.testing.assert_array_equal(heading, 30.0)


def test_lamps_that_do_not_flicker_keep_their_light_to_the_bit():
    level, flicker = np.linspace(1, 1000, N) / 3.0, np.sin(T_S * 40.0)
    np.testing.assert_array_equal(tl.flickered(level, flicker, 0.0), level)
    np.testing.assert_allclose(
        np.log2(tl.flickered(level, flicker, 1.0) / level), flicker, atol=1e-14
    )


def _fields(tied: tl.TargetLink) -> dict[str, object]:
    return {name: getattr(tied, name) for name in tl.TargetLink.__dataclass_fields__}
