"""A place that rides a surface: deforming, turned, scaled, lost and refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.surface.mesh import Mesh, triangle_mesh
from scene_stager.maths.surface.tracing import Anchor
from scene_stager.shot.lighting import target_link as tl
from scene_stager.shot.lighting.surface_ride import RideFault, ride_surface
from tests.maths.known_surfaces import cylinder_of, ellipsoid_of, sphere_of
from tests.maths.surfaces import sheet
from tests.shot.rides import (
    bent_sheet,
    down_the_bend,
    glide,
    latitude,
    over_the_pole,
    times,
)
from tests.shot.test_target_link import link

turns = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1)
BALL = sphere_of(4, radius=1.0).mesh


def breathing(n=49):
    size = 1.0 + 0.3 * np.sin(np.linspace(0, 4 * np.pi, n))
    ball = sphere_of(3, radius=1.0).mesh
    return size, [triangle_mesh(s * ball.places_m, ball.triangles, ball.facings) for s in size]


def test_on_a_breathing_ball_a_light_over_one_place_goes_in_and_out_with_it():
    size, meshes = breathing()
    anchor = Anchor(77, (0.2, 0.3, 0.5))
    ride = ride_surface(meshes, times(49), np.array([1.0, 2.0, 3.0]), start=anchor)
    np.testing.assert_allclose(
        ride.places_m, size[:, None] / size[0] * ride.places_m[0], atol=1e-12
    )
    tied, camera_m = link(link="intrinsic"), np.tile((0.0, -6.0, 0.0), (49, 1))
    light_m = tl.place_light(tied, ride.places_m, camera_m, ride=ride)
    off = light_m - ride.places_m
    np.testing.assert_allclose(off, np.tile(off[0], (49, 1)), atol=1e-9)
    lux, _, stops = tl.hold_exposure(tied, np.full(49, 50.0), light_m, ride.places_m, camera_m)
    assert np.abs(np.log2(lux / 50.0)).max() < 0.001
    assert np.abs(stops).max() < 1e-9
    assert ride.turn_deg.max() < 1e-6
    assert not ride.lost


def test_a_target_that_travels_over_a_breathing_ball_is_followed_as_over_a_still_one():
    size, meshes = breathing()
    way = latitude(0.4, 49)
    moving, light_m, *_ = glide(meshes, way * size[:, None])
    still, light_still_m, *_ = glide(meshes[0], way)
    assert [a.face for a in moving.anchors] == [a.face for a in still.anchors]
    np.testing.assert_allclose(moving.frames, still.frames, atol=1e-7)
    np.testing.assert_allclose(light_m - moving.places_m, light_still_m - still.places_m, atol=1e-6)


def test_a_mesh_that_spins_takes_its_light_round():
    ball = ellipsoid_of(2).mesh
    half = np.radians(np.linspace(0, 350, 36)) / 2
    spin = np.stack([np.cos(half), 0 * half, 0 * half, np.sin(half)], -1)
    meshes = [
        triangle_mesh(rotate_wxyz(q, ball.places_m), ball.triangles, rotate_wxyz(q, ball.facings))
        for q in spin
    ]
    ride = ride_surface(meshes, times(36), np.array([0.0, 1.0, 1.0]), start=Anchor(40))
    np.testing.assert_allclose(
        ride.frames, np.stack([rotate_wxyz(q, ride.frames[0].T).T for q in spin]), atol=1e-9
    )
    np.testing.assert_allclose(ride.turn_deg[1:], 10.0, atol=1e-6)
    assert not ride.lost


@settings(max_examples=10, deadline=None)
@given(turns, st.floats(0.1, 10.0))
def test_turning_and_scaling_the_mesh_changes_nothing_intrinsic(turn, scale):
    turn = np.array(turn) / np.linalg.norm(turn)
    known = ellipsoid_of(2).mesh
    moved = triangle_mesh(
        scale * rotate_wxyz(turn, known.places_m),
        known.triangles,
        rotate_wxyz(turn, known.facings),
    )
    target_m, toward = over_the_pole(0.13, 40, (1.5, 1.0, 0.7)), np.array([0.3, 0.8, 0.2])
    here = ride_surface(known, times(40), toward, target_m)
    there = ride_surface(
        moved, times(40), rotate_wxyz(turn, toward), scale * rotate_wxyz(turn, target_m)
    )
    turned = np.stack([rotate_wxyz(turn, frame.T).T for frame in here.frames])
    np.testing.assert_allclose(there.frames, turned, atol=1e-6)
    np.testing.assert_allclose(there.bend_change, here.bend_change, atol=1e-6)
    np.testing.assert_allclose(there.turn_deg, here.turn_deg, atol=1e-4)
    np.testing.assert_array_equal(there.classic_share, here.classic_share)
    assert [type(x.fault) for x in here.lost] == [type(x.fault) for x in there.lost]


def test_the_share_of_the_classic_link_rises_and_falls_without_a_step():
    ride, *_ = glide(bent_sheet(0.02), down_the_bend(0.02))
    assert ride.classic_share.max() == 1.0
    assert ride.classic_share[0] == 0.0
    assert ride.classic_share[-1] == 0.0
    # A smooth step over 12 frames climbs by 1.5 / 12 at most.
    assert np.abs(np.diff(ride.classic_share)).max() <= 0.125


def test_between_two_lost_places_the_share_falls_by_the_time_to_the_nearer():
    # Round a ball by half a degree a frame, but twice by 30, which no light should follow.
    steps_deg = np.full(80, 0.5)
    steps_deg[[29, 47]] = 30.0
    u = np.radians(np.concatenate([[0.0], np.cumsum(steps_deg)]))
    ride, *_ = glide(BALL, np.stack([np.cos(u), np.sin(u), 0 * u], -1))
    assert [round(one.from_s * 24) for one in ride.lost] == [30, 48]
    frame = np.arange(81)
    near = np.maximum(1 - np.minimum(abs(frame - 30), abs(frame - 48)) / 12, 0)
    np.testing.assert_allclose(ride.classic_share, near**2 * (3 - 2 * near), atol=1e-12)


def test_frames_are_a_right_hand_along_across_and_away():
    ride, *_ = glide(BALL, latitude(0.4, 20))
    np.testing.assert_allclose(np.linalg.det(ride.frames), 1.0)
    np.testing.assert_allclose(ride.frames[:, :, 2], ride.places_m, atol=0.02)


def test_where_the_surface_faces_no_way_the_frame_stays_what_it_was_before():
    tube = cylinder_of(24).mesh
    facings = np.where(abs(tube.places_m[:, 1:2] - 0.5) < 0.1, 0.0, tube.facings)
    mesh = Mesh(tube.places_m, tube.corners, tube.counts, facings)
    u = np.linspace(0.2, 1.2, 30)
    target_m = np.stack([0.7 * np.cos(u), 0.7 * np.sin(u), 0 * u], -1)
    ride = ride_surface(mesh, times(30), np.array([0.6, 0.8, 0.1]), target_m)
    (lost, *_) = [one for one in ride.lost if one.fault is RideFault.FACELESS]
    first, last = round(lost.from_s * 24), round(lost.to_s * 24)
    for k in range(first, last + 1):
        np.testing.assert_array_equal(ride.frames[k], ride.frames[first - 1])
    assert ride.turn_deg[first : last + 1].max() == 0.0
    assert ride.turn_deg[last + 1] > 1.0


def test_where_a_level_hull_begins_to_bend_the_change_of_bend_is_named():
    # From 0 to 1 / radius within a step, though no step turns the frame by 10 degrees.
    ride, *_ = glide(bent_sheet(0.9), down_the_bend(0.9))
    assert {one.fault for one in ride.lost} == {RideFault.BEND_LOST}
    assert ride.turn_deg.max() < 10.0
    assert ride.commutator_per_m.sum() == pytest.approx(2 / 0.9, rel=0.1)
    assert ride.lost[0].place_m[0] == pytest.approx(8.0, abs=0.2)
    assert str(ride.lost[0]).startswith("bend lost: the bend changes by more than 1 ball")


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        (Anchor(5120), r"anchor.face: found 5120, expected 0 to 5119"),
        (Anchor(-1), r"anchor.face: found -1"),
        (Anchor(0, (0.5, 0.6, 0.5)), r"anchor.shares: .* sum to 1"),
        (Anchor(0, (float("nan"), 0.5, 0.5)), r"anchor.shares: .*nan"),
        (None, r"ride.start: found none"),
    ],
)
def test_a_bad_anchor_is_refused_in_one_line(anchor, said):
    with pytest.raises(InputError, match=said) as refused:
        ride_surface(BALL, times(3), np.eye(3)[0], start=anchor)
    assert "\n" not in str(refused.value)


def test_bad_times_targets_meshes_and_rides_are_refused():
    still = np.tile((1.0, 0.0, 0.0), (3, 1))
    toward = np.eye(3)[0]
    with pytest.raises(InputError, match=r"ride\.t_s"):
        ride_surface(BALL, np.zeros(3), toward, still)
    with pytest.raises(InputError, match=r"ride\.targets_m"):
        ride_surface(BALL, times(3), toward, still * np.nan)
    with pytest.raises(InputError, match=r"ride\.targets_m: found shape \(2, 3\)"):
        ride_surface(BALL, times(3), toward, still[:2])
    with pytest.raises(InputError, match=r"ride\.meshes: found 2 meshes"):
        ride_surface([BALL, BALL], times(3), toward, still)
    with pytest.raises(InputError, match="other faces"):
        ride_surface([BALL, sheet(3, 3), BALL], times(3), toward, still)
    with pytest.raises(InputError, match=r"light\.ride: found none, expected one of 3 times"):
        tl.place_light(link(link="intrinsic"), still, still)
