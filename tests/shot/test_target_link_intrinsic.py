"""The intrinsic TargetLink: a light that rides a surface, on the ball, the sheet and the tube."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.maths.frames import heading_from_direction, rotate_wxyz, wxyz_from_pan_tilt_roll
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.tracing import Anchor, walked_surface
from scene_stager.shot.lighting import target_link as tl
from scene_stager.shot.lighting.surface_ride import RideFault
from scene_stager.shot.lighting.target_link_intrinsic import (
    aim_riding_wxyz,
    transferred_offset_m,
)
from tests.maths.known_surfaces import cylinder_of, ellipsoid_of, sphere_of
from tests.maths.surfaces import sheet
from tests.shot.rides import (
    bent_sheet,
    degrees_between,
    down_the_bend,
    glide,
    latitude,
    over_the_pole,
)
from tests.shot.test_target_link import link

BALL = sphere_of(4, radius=1.0).mesh


def turned_deg(wxyz):
    cosine = np.clip(np.abs((wxyz[1:] * wxyz[:-1]).sum(axis=1)), 0, 1)
    return 2 * np.degrees(np.arccos(cosine))


def test_once_round_a_great_circle_the_light_comes_back_as_it_left():
    target_m = latitude(0.0, 241)
    ride, light_m, *_ = glide(BALL, target_m)
    off = light_m - target_m
    assert degrees_between(off[-1], off[0]) < 0.1
    # Carried straight round z, the offset turns with the target: the closed form at every frame.
    u = np.linspace(0, 2 * np.pi, 241)
    x, y, z = off[0]
    wanted = np.stack([np.cos(u) * x - np.sin(u) * y, np.sin(u) * x + np.cos(u) * y, z + 0 * u], -1)
    assert degrees_between(off, wanted).max() < 0.2
    assert not ride.lost
    assert ride.bend_change.max() < 1e-9


@pytest.mark.parametrize("height", [0.2, 0.5, 0.8])
def test_round_a_latitude_it_comes_back_turned_by_the_curvature_enclosed(height):
    target_m = latitude(height, 241)
    ride, light_m, *_ = glide(BALL, target_m)
    facing = target_m[0]
    before, after = ((light_m - target_m)[k] for k in (0, -1))
    before, after = (x - (x @ facing) * facing for x in (before, after))
    turned = np.degrees(np.arctan2(np.cross(before, after) @ facing, before @ after))
    # Gauss and Bonnet: the cap's area, of a ball of radius 1, is the angle.
    wanted = np.degrees(2 * np.pi * (1 - height))
    assert (turned - wanted + 180) % 360 - 180 == pytest.approx(0.0, abs=0.35)
    assert not ride.lost


def test_on_a_sheet_a_closed_loop_brings_the_light_back_exactly():
    u = np.linspace(0, 2 * np.pi, 97)
    target_m = np.stack([3 + 2 * np.cos(u), 3 + 1.5 * np.sin(2 * u), 0 * u], -1)
    ride, light_m, *_ = glide(sheet(7, 7), target_m)
    np.testing.assert_allclose(
        light_m - target_m, np.tile(light_m[0] - target_m[0], (97, 1)), atol=1e-12
    )
    np.testing.assert_allclose(light_m[-1], light_m[0], atol=1e-12)
    assert ride.commutator_per_m.max() == 0.0
    assert ride.turn_deg.max() < 1e-6


def test_along_a_tube_it_keeps_its_way_and_once_round_it_comes_back():
    z, u = np.linspace(-0.8, 0.8, 60), np.linspace(0, 2 * np.pi, 121)
    mesh = cylinder_of(48).mesh
    along = np.stack([0.7 + 0 * z, 0 * z, z], -1)
    ride, light_m, *_ = glide(mesh, along)
    np.testing.assert_allclose(light_m - along, np.tile(light_m[0] - along[0], (60, 1)), atol=1e-9)
    assert ride.commutator_per_m.max() < 1e-9
    helix = np.stack([0.7 * np.cos(u), 0.7 * np.sin(u), np.linspace(-0.7, 0.7, 121)], -1)
    _, light_m, *_ = glide(mesh, helix)
    off = light_m - helix
    # A tube unrolls: what it does to an offset is the rotation about its axis.
    x, y, height = off[0]
    wanted = np.stack(
        [np.cos(u) * x - np.sin(u) * y, np.sin(u) * x + np.cos(u) * y, height + 0 * u], -1
    )
    assert degrees_between(off, wanted).max() < 0.5


@pytest.mark.parametrize(
    ("axes", "aside"), [((1, 1, 1), 0.0), ((1, 1, 1), 1e-4), ((1.5, 1, 0.7), 1e-4)]
)
def test_past_a_pole_no_frame_jumps_where_angles_of_pan_and_tilt_flip(axes, aside):
    target_m = over_the_pole(aside, axes=axes)
    mesh = BALL if axes == (1, 1, 1) else ellipsoid_of(4).mesh
    ride, light_m, *_ = glide(mesh, target_m)
    off = light_m - target_m
    ours_deg = degrees_between(off[1:], off[:-1]).max()
    # The same offset tied to the facing by pan and tilt, as a head of two angles has it.
    pan, tilt = heading_from_direction(ride.frames[:, :, 2])
    head = wxyz_from_pan_tilt_roll(pan, -tilt, np.zeros_like(pan))
    np.testing.assert_allclose(rotate_wxyz(head, np.eye(3)[2]), ride.frames[:, :, 2], atol=1e-9)
    by_angles = rotate_wxyz(head, rotate_wxyz(head[0] * (1, -1, -1, -1), off[0]))
    theirs_deg = degrees_between(by_angles[1:], by_angles[:-1]).max()
    head_deg = turned_deg(head).max()
    print(f"light {ours_deg:.3f}, frame {ride.turn_deg.max():.3f} deg a frame at most;", end=" ")
    print(f"by pan and tilt {theirs_deg:.1f} and {head_deg:.1f} deg")
    assert ours_deg < 1.0
    assert ride.turn_deg.max() < 1.0
    assert theirs_deg > 90.0
    assert head_deg > 150.0
    assert not ride.lost


def test_through_the_umbilics_of_an_ellipsoid_nothing_jumps():
    # They lie in the plane of the longest and the shortest axis (do Carmo, section 3-3).
    a, b, c = 1.5, 1.0, 0.7
    x = a * np.sqrt((a**2 - b**2) / (a**2 - c**2))
    turn = np.arccos(x / a) + np.linspace(-0.5, 0.5, 241)
    target_m = np.stack([a * np.cos(turn), 0 * turn, c * np.sin(turn)], -1)
    known = ellipsoid_of(4)
    ride, light_m, *_ = glide(known.mesh, target_m)
    off = light_m - target_m
    assert ride.umbilic.any()
    assert not ride.umbilic.all()
    assert degrees_between(off[1:], off[:-1]).max() < 1.0
    assert not ride.lost


def test_the_aim_passes_overhead_without_a_turn_about_its_own_axis():
    turn = np.linspace(-0.6, 0.6, 120)
    target_m = np.tile((3.0, -2.0, 1.0), (120, 1))
    away = np.stack([np.sin(turn), 1e-5 + 0 * turn, np.cos(turn)], -1)
    light_m = target_m + away
    classic = tl.aim_light_wxyz(link(), light_m, target_m)
    ridden = aim_riding_wxyz(classic[0], light_m, target_m)
    assert turned_deg(ridden).max() < 1.0
    assert turned_deg(classic).max() > 170.0
    shone = rotate_wxyz(ridden, np.array([0.0, 0.0, -1.0]))
    np.testing.assert_allclose(shone, -away / np.linalg.norm(away, axis=1)[:, None], atol=1e-9)


@pytest.mark.parametrize("shape", ["sphere", "panel", "spot"])
def test_exposure_is_held_while_the_target_rises_off_the_surface(shape):
    height = 1.0 + 0.4 * np.linspace(0, 1, 121)[:, None] ** 2
    target_m = latitude(0.3, 121) * height
    _, light_m, tied, camera_m = glide(BALL, target_m, shape=shape, distance_m=3.0)
    lux, candela, stops = tl.hold_exposure(tied, np.full(121, 200.0), light_m, target_m, camera_m)
    assert np.abs(np.log2(lux / 200.0)).max() < 0.001
    assert np.ptp(stops) > 0.1
    # The law of the inverse square, for lamps without a width that meet their receptor squarely.
    plain = candela / ((light_m - target_m) ** 2).sum(axis=1)
    assert np.abs(np.log2(plain / 200.0)).max() < 0.001


def test_at_a_crease_the_ride_is_lost_by_name_and_the_light_goes_on_as_its_frame_would():
    target_m = down_the_bend(0.02)
    ride, light_m, *_ = glide(bent_sheet(0.02), target_m)
    assert {one.fault for one in ride.lost} == {RideFault.FOLDED}
    (first, *_) = ride.lost
    said = str(first)
    assert said.startswith("folded: the way turns the frame by more than 10 degrees in one step (")
    assert f"triangle {first.anchor.face}" in said
    assert first.place_m[0] == pytest.approx(8.02, abs=0.03)
    off = light_m - target_m
    # The surface turned by a quarter; the light did so by what the ride still had of it.
    most_deg = degrees_between(ride.frames[1:, :, 2], ride.frames[:-1, :, 2]).max()
    assert most_deg > 10.0
    assert degrees_between(off[1:], off[:-1]).max() < most_deg / 3
    np.testing.assert_allclose(np.linalg.norm(off, axis=1), 2.5, atol=1e-6)
    now = ride.classic_share == 1.0
    np.testing.assert_allclose(off[now], np.roll(off, 1, axis=0)[now], atol=1e-12)


def test_as_the_classic_link_fades_in_and_out_the_light_turns_by_what_is_left_of_the_ride():
    # Round a ball by half a degree a frame, but once by 30, which no light should follow.
    steps_deg = np.full(96, 0.5)
    steps_deg[48] = 30.0
    u = np.radians(np.concatenate([[0.0], np.cumsum(steps_deg)]))
    target_m = np.stack([np.cos(u), np.sin(u), 0 * u], -1)
    ride, light_m, *_ = glide(BALL, target_m, elevation_deg=0.0)
    off = light_m - ride.places_m
    assert [(one.fault, one.from_s) for one in ride.lost] == [(RideFault.FOLDED, 49 / 24)]
    left = (1.0 - ride.classic_share[1:]) * steps_deg
    np.testing.assert_allclose(degrees_between(off[1:], off[:-1]), left, atol=0.03)


@pytest.mark.parametrize("frame", ["target", "camera", "world", "rig"])
def test_past_the_border_the_light_goes_on_as_the_classic_link_of_its_frame(frame):
    x = np.linspace(1.0, 9.0, 121)
    target_m = np.stack([x, 3.3 + 0 * x, 0 * x], -1)
    camera_m = np.stack([0.4 * x - 1.0, -4.0 + 2 * np.sin(x), 1.5 + 0 * x], -1)
    rig = {"start_camera_m": tuple(camera_m[0])} if frame == "rig" else {}
    mesh = sheet(7, 7)
    ride, light_m, tied, _ = glide(mesh, target_m, camera_m, frame=frame, **rig)
    assert [one.fault for one in ride.lost] == [RideFault.BORDER]
    assert ride.lost[0].place_m[0] == pytest.approx(6.0)
    assert ride.lost[0].to_s == pytest.approx(5.0)
    away = np.flatnonzero(ride.classic_share == 1.0)
    first, last = away[0], away[-1]
    # The classic link, tied anew where the light was handed over: it has to bring it to the end.
    at_m, seen = light_m[first], slice(first, last + 1)
    heading, elevation = heading_from_direction(at_m - target_m[first])
    view = float(tl.view_heading_deg(target_m[first:], camera_m[first:], 0.0)[0])
    again = replace(
        tied,
        link="classic",
        start_m=tuple(target_m[first]),
        start_view_deg=view,
        azimuth_deg=float(heading) - view,
        elevation_deg=float(elevation),
        distance_m=float(np.linalg.norm(at_m - target_m[first])),
        **({"start_camera_m": tuple(camera_m[first])} if rig else {}),
    )
    wanted = tl.place_light(again, target_m[seen], camera_m[seen])
    np.testing.assert_allclose(light_m[seen], wanted, atol=1e-6)
    steps = np.linalg.norm(np.diff(light_m, axis=0), axis=1)
    assert steps.max() < 0.2


def test_between_two_meshes_the_offset_keeps_its_parts():
    ball, egg = (walked_surface(x.mesh) for x in (sphere_of(2, radius=1.0), ellipsoid_of(3)))
    here, there = (ball, Anchor(10), Anchor(31)), (egg, Anchor(200), Anchor(612))
    offset_m = np.array([0.4, -1.2, 0.9])
    laid = transferred_offset_m(offset_m, here, there)
    assert np.linalg.norm(laid) == pytest.approx(np.linalg.norm(offset_m))
    np.testing.assert_allclose(transferred_offset_m(laid, there, here), offset_m, atol=1e-12)
    heights = []
    for offset, (surface, at, _) in ((offset_m, here), (laid, there)):
        facing = surface.mesh.facings[surface.mesh.triangles[at.face]].mean(axis=0)
        heights.append(offset @ facing / np.linalg.norm(facing))
    assert heights[0] == pytest.approx(heights[1])


def test_what_stands_toward_the_second_place_of_one_mesh_stands_toward_that_of_the_other():
    floor, ball = walked_surface(sheet(5, 5)), walked_surface(BALL)
    # Of the sheet, from (4/3, 2/3) to (7/3, 8/3): what stands that way, on the ball as well.
    here, there = (floor, Anchor(1), Anchor(10)), (ball, Anchor(200), Anchor(612))
    at, to = (one.mesh.places_m[one.mesh.triangles[a.face]].mean(0) for one, a in _ends(there))
    start, end = (one.mesh.places_m[one.mesh.triangles[a.face]].mean(0) for one, a in _ends(here))
    laid = transferred_offset_m(end - start, here, there)
    facing = at / np.linalg.norm(at)
    along = (to - at) - ((to - at) @ facing) * facing
    assert degrees_between(laid, along) < 0.5


def _ends(place):
    surface, *anchors = place
    return [(surface, one) for one in anchors]


def test_to_the_same_mesh_turned_the_offset_turns():
    mesh = ellipsoid_of(2).mesh
    turn = np.array([0.5, 0.5, -0.5, 0.5])
    moved = triangle_mesh(
        rotate_wxyz(turn, mesh.places_m), mesh.triangles, rotate_wxyz(turn, mesh.facings)
    )
    one, other = walked_surface(mesh), walked_surface(moved)
    offset_m = np.array([0.4, -1.2, 0.9])
    laid = transferred_offset_m(
        offset_m, (one, Anchor(3), Anchor(90)), (other, Anchor(3), Anchor(90))
    )
    np.testing.assert_allclose(laid, rotate_wxyz(turn, offset_m), atol=1e-9)
