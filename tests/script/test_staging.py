"""Where the camera stands and goes, against places worked out by hand and by an independent law."""

from dataclasses import replace
from math import cos, hypot, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.script.framing import Framing
from scene_stager.script.lens import Lens
from scene_stager.script.refusal import in_words
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import stations
from scene_stager.script.subject import Subject
from scene_stager.shot.rigs._move import head_offset, place, progress

EYES_M = 1.63
WALK = Subject(motion="walk", speed_m_s=1.4)
BOTH_ENDS = np.array([0.0, 1.0])


def shot(move="hold", rig="drone", framing=None, subject=None, lens=None, **amounts):
    return SceneScript(
        frame_count=2400,
        subject=subject or Subject(),
        framing=framing or Framing(),
        lens=lens or Lens(),
        rig=Rig(rig=rig, move=move, **amounts),
    )


def ends_of(script):
    """The camera's two places, in the axes of the stage."""
    return [np.array(station.point_m()) for station in stations(script)]


def at(*place_m):
    return pytest.approx(place_m, abs=1e-9)


@pytest.mark.parametrize(
    ("view", "place_m"),
    [
        ("front", (0, -3, EYES_M)),
        ("profile_left", (3, 0, EYES_M)),
        ("profile_right", (-3, 0, EYES_M)),
        ("back", (0, 3, EYES_M)),
        ("three_quarter_left", (4.5**0.5, -(4.5**0.5), EYES_M)),
    ],
)
def test_a_view_puts_the_camera_on_its_side(view, place_m):
    first, last = ends_of(shot(framing=Framing(view=view), from_distance_m=3))
    assert first == at(*place_m)
    assert last == at(*place_m)


def test_an_elevation_lifts_the_camera_at_the_same_distance():
    first, _ = ends_of(shot(framing=Framing(elevation_deg=30), from_distance_m=4))
    assert first == at(0, -4 * sqrt(0.75), EYES_M + 2)


def test_a_low_angle_stays_above_the_ground():
    first, _ = ends_of(shot(framing=Framing(angle="worms_eye"), from_distance_m=10))
    assert first[2] == 0.15
    assert hypot(first[1], first[2] - EYES_M) == pytest.approx(10)


def test_the_eyes_of_a_child_are_as_far_down_its_height_as_those_of_its_parents():
    staging = try_move(shot(subject=Subject(height_m=0.875), from_distance_m=3))
    assert (staging.subject_height_m, staging.focus_height_m) == (0.875, EYES_M / 2)


def test_a_full_shot_shows_the_subject_and_a_fifth_more():
    # Similar triangles: picture height over distance is sensor height over focal length.
    script = shot(framing=Framing(size="full"), lens=Lens(focal_length_mm=50))
    picture_m = try_move(script).framed_distance_m * 14.0 / 50.0
    assert picture_m == pytest.approx(1.2 * 1.75)


def test_a_push_in_is_framed_where_it_ends_and_a_pull_out_where_it_begins():
    close = Framing(size="close_up")
    push = try_move(shot("push_in", framing=close, from_distance_m=4))
    pull = try_move(shot("pull_out", framing=close, to_distance_m=4))
    assert push.framed_distance_m == push.end_distance_m == pytest.approx(pull.start_distance_m)
    assert push.start_distance_m == pull.end_distance_m == 4


@pytest.mark.parametrize(
    ("move", "amounts", "last_m"),
    [
        ("push_in", {"from_distance_m": 3, "to_distance_m": 1.2}, (0, -1.2, EYES_M)),
        ("push_in", {"from_distance_m": 3, "travel_m": 1}, (0, -2, EYES_M)),
        ("pull_out", {"from_distance_m": 3, "travel_m": 1}, (0, -4, EYES_M)),
        ("orbit", {"from_distance_m": 3, "orbit_deg": 90}, (3, 0, EYES_M)),
        ("orbit", {"from_distance_m": 3, "orbit_deg": -180}, (0, 3, EYES_M)),
        ("orbit", {"from_distance_m": 2, "travel_m": np.pi}, (2, 0, EYES_M)),
        ("rise", {"from_distance_m": 3, "travel_m": 2}, (0, -3, EYES_M + 2)),
        ("descend", {"from_distance_m": 3, "to_height_m": 0.5}, (0, -3, 0.5)),
        ("track_right", {"from_distance_m": 3, "travel_m": 2}, (2, -3, EYES_M)),
        ("track_left", {"from_distance_m": 3, "travel_m": 2}, (-2, -3, EYES_M)),
        ("flyover", {"from_distance_m": 30, "travel_m": 20}, (0, -10, EYES_M)),
    ],
)
def test_a_move_ends_where_geometry_says(move, amounts, last_m):
    script = shot(move, **amounts)
    assert ends_of(script)[1] == at(*last_m)
    assert place(try_move(script).move, BOTH_ENDS)[1] == at(*last_m)


def test_a_track_from_the_side_goes_to_the_cameras_own_right():
    # Seen from the subject's left the camera looks along -x, and its right is +y.
    framing = Framing(view="profile_left")
    first, last = ends_of(shot("track_right", framing=framing, from_distance_m=3, travel_m=2))
    assert last - first == at(0, 2, 0)


@given(st.floats(0.5, 20), st.floats(0, 1), st.floats(-60, 60), st.floats(-180, 180))
def test_travel_is_the_length_of_the_way(away_m, share, elevation_deg, azimuth_deg):
    framing = Framing(elevation_deg=elevation_deg, azimuth_deg=azimuth_deg)
    travel_m = share * away_m * cos(radians(elevation_deg))
    for move in ("pull_out", "track_left", "flyover", "rise"):
        first, last = ends_of(
            shot(move, framing=framing, from_distance_m=away_m, travel_m=travel_m)
        )
        assert np.linalg.norm(last - first) == pytest.approx(travel_m, abs=1e-8)


def test_travel_counts_the_climb():
    amounts = {"from_distance_m": 10, "from_height_m": 2, "to_height_m": 5, "travel_m": 5}
    first, last = ends_of(shot("pull_out", **amounts))
    assert np.linalg.norm(last - first) == pytest.approx(5)
    assert last[1] - first[1] == pytest.approx(-4)


@pytest.mark.parametrize(
    ("move", "amount", "first_deg"),
    [
        ("pan_left", "pan_deg", (-30, 0)),
        ("pan_right", "pan_deg", (30, 0)),
        ("tilt_up", "tilt_deg", (0, -30)),
        ("tilt_down", "tilt_deg", (0, 30)),
    ],
)
def test_a_turn_begins_off_the_subject_and_ends_on_it(move, amount, first_deg):
    script = shot(move, rig="tripod_locked", from_distance_m=4, **{amount: 30})
    pan_deg, tilt_deg = head_offset(try_move(script).move, BOTH_ENDS)
    assert (pan_deg[0], tilt_deg[0]) == first_deg
    assert (pan_deg[1], tilt_deg[1]) == (0, 0)


@given(st.floats(0.01, 3), st.sampled_from([0.0, 90.0, -180.0]) | st.floats(-180, 180))
def test_a_subject_is_at_the_origin_at_time_zero_and_keeps_its_speed(speed_m_s, heading_deg):
    subject = Subject(motion="walk", speed_m_s=speed_m_s, heading_deg=heading_deg)
    target = try_move(shot("lead", "handheld", subject=subject, from_distance_m=3)).target
    t_s = np.array([0.0, 1.0, 50.0, 99.0])
    way_m = target.at(t_s)
    assert way_m[0] == pytest.approx([0, 0, EYES_M], abs=1e-8)
    ahead = np.array([sin(radians(heading_deg)), -cos(radians(heading_deg)), 0])
    assert way_m - way_m[0] == pytest.approx(speed_m_s * t_s[:, None] * ahead, abs=1e-7)


@pytest.mark.parametrize(
    ("move", "rig", "offset_m"),
    [
        ("lead", "handheld", (0, -2, 0)),
        ("follow", "handheld", (0, 2, 0)),
        ("track_right", "dolly", (0, -2, 0)),
    ],
)
def test_a_camera_that_goes_along_keeps_its_place_about_the_subject(move, rig, offset_m):
    staging = try_move(shot(move, rig, subject=WALK, from_distance_m=2))
    t_s = np.linspace(0, 99, 50)
    camera_m = place(staging.move, progress(staging.move, t_s))
    assert staging.goes_along
    assert camera_m - staging.target.at(t_s) == pytest.approx(
        np.broadcast_to(offset_m, (50, 3)), abs=1e-7
    )


def test_a_track_with_a_travel_of_its_own_does_not_go_along():
    script = shot("track_left", "dolly", subject=WALK, from_distance_m=20, travel_m=1, duration_s=9)
    staging = try_move(replace(script, frame_count=240))
    assert not staging.goes_along
    assert staging.move.curve.start_s == 0.5


def test_a_zoom_is_framed_with_the_lens_of_the_framed_end():
    lens = Lens(focal_length_mm=25, zoom="zoom", to_focal_length_mm=100)
    push = shot("push_in", framing=Framing(size="full"), lens=lens, from_distance_m=40)
    pull = shot("pull_out", framing=Framing(size="full"), lens=lens, to_distance_m=40)
    assert try_move(push).framed_distance_m == pytest.approx(1.2 * 1.75 * 100 / 14)
    assert try_move(pull).framed_distance_m == pytest.approx(1.2 * 1.75 * 25 / 14)


@pytest.mark.parametrize(("move", "subject"), [("hold", Subject()), ("lead", WALK)])
def test_a_lens_that_changes_beside_a_camera_without_a_move_has_its_own_clock(move, subject):
    lens = Lens(zoom="zoom", to_focal_length_mm=50)
    amounts = {"from_distance_m": 4, "start_s": 1.0}
    staging = try_move(shot(move, "handheld", subject=subject, lens=lens, pace="slow", **amounts))
    assert staging.lens_curve.start_s == 1
    assert staging.lens_curve.duration_s == pytest.approx(4)
    timed = shot(move, "handheld", subject=subject, lens=lens, duration_s=7, **amounts)
    assert try_move(timed).lens_curve.duration_s == pytest.approx(7)


def test_a_lens_that_changes_with_a_move_keeps_its_clock_and_one_that_does_not_stands():
    ends = {"from_distance_m": 4, "to_distance_m": 3}
    racked = try_move(shot("push_in", lens=Lens(focus="rack", focus_m=9), **ends))
    assert racked.lens_curve is racked.move.curve
    assert try_move(shot("push_in", **ends)).lens_curve.is_still


@pytest.mark.parametrize(("to_mm", "seconds"), [(140, 4), (8.75, 4), (40, 2), (280, 6)])
def test_a_zoom_beside_a_camera_that_stands_takes_two_seconds_for_every_doubling(to_mm, seconds):
    lens = Lens(focal_length_mm=35, zoom="zoom", to_focal_length_mm=to_mm)
    staging = try_move(shot(lens=lens, from_distance_m=4))
    assert staging.lens_curve.duration_s == pytest.approx(seconds)


def test_a_rig_that_cannot_is_refused_in_the_authors_words():
    script = shot("push_in", "dolly", from_distance_m=9, to_distance_m=1, duration_s=1)
    said = str(in_words(script, try_move(script)))
    assert said.startswith("rig.duration_s: found 1, expected a longer move, at")
    longer = replace(script, rig=replace(script.rig, duration_s=30.0))
    assert isinstance(try_move(longer), Staging)
