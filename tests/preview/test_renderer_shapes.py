"""The stand-ins: closed, smooth, as large as they should be, and drawn where they stand."""

import math

import numpy as np
import pytest

from scene_stager.maths.surface.half_edges import half_edges
from scene_stager.maths.surface.mesh import face_areas_m2, volume_m3
from scene_stager.preview.camera import pixel_rays, project
from scene_stager.preview.shapes import Solid, distance_and_normal, distance_m
from scene_stager.preview.surface import see
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import Blob, StandIn, stand_ins
from tests.preview.rendering import HIGH, WIDE, camera

KINDS = sorted(stand_ins())
GROWN = [kind for kind in KINDS if not stand_ins()[kind].sculpture]


def columns(table):
    return tuple(np.ascontiguousarray(table.T))


@pytest.mark.parametrize("kind", KINDS)
def test_every_edge_of_a_stand_in_joins_two_triangles(kind):
    sides = half_edges(mesh_of(stand_ins()[kind]))
    assert (sides.twin >= 0).all()


@pytest.mark.parametrize("kind", GROWN)
def test_vertices_lie_on_the_surface_and_face_out_of_it(kind):
    mesh, body = mesh_of(stand_ins()[kind]), Solid(stand_ins()[kind].blobs, 1.0)
    # Two kinds carve a sharp crease, where a vertex has no surface to lie on.
    assert np.quantile(np.abs(distance_m(body, columns(mesh.places_m))), 0.99) < 1e-3
    outside = distance_m(body, columns(mesh.places_m + 0.01 * mesh.facings))
    assert np.quantile(outside, 0.01) > 0.004
    turned = (face_areas_m2(mesh) * mesh.facings[mesh.triangles[:, 0]]).sum(axis=1)
    assert np.mean(turned > 0) > 0.995


@pytest.mark.parametrize("kind", KINDS)
def test_a_stand_in_stands_on_the_floor_as_tall_as_it_is_said_to_be(kind):
    places = mesh_of(stand_ins()[kind]).places_m
    assert places[:, 2].min() == pytest.approx(0.0, abs=0.02)
    assert places[:, 2].max() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("vertices", [500, 1500, 3000, 4321])
def test_flat_sides_that_lie_on_the_planes_of_the_grid_are_meshed(vertices):
    # Where a corner of a cell is on the surface, rounding alone says on which side of it.
    for half in ((0.5, 0.5, 0.5), (0.2, 0.2, 0.5)):
        mesh = mesh_of(StandIn((Blob((0.0, 0.0, half[2]), half, corner=0.02),)), vertices)
        assert (half_edges(mesh).twin >= 0).all()
        assert volume_m3(mesh) == pytest.approx(8 * math.prod(half), rel=0.02)
        assert mesh.places_m[:, 2].min() == pytest.approx(0.0, abs=1e-6)


def test_a_meshed_ball_has_the_volume_of_a_ball():
    mesh = mesh_of(stand_ins()["sphere"])
    assert volume_m3(mesh) == pytest.approx(math.pi / 6, rel=2e-3)


@pytest.mark.parametrize("kind", ["bust", "person", "product", "sphere", "vehicle", "venue"])
def test_a_stand_in_is_alike_left_and_right(kind):
    places = mesh_of(stand_ins()[kind]).places_m
    here, mirrored = (
        {tuple(p) for p in np.round(p, 5) + 0.0} for p in (places, places * (-1, 1, 1))
    )
    assert len(here ^ mirrored) <= 0.002 * len(here)


def test_distance_to_a_ball_and_a_box_is_what_a_ruler_says():
    ball = Solid((Blob((0, 0, 0), (0.5, 0.5, 0.5)),), 2.0)
    box = Solid((Blob((0, 0, 0), (0.5, 0.25, 0.25), corner=0.1),), 2.0)
    points = np.array([(3.0, 0.0, 0.0), (0.0, 0.0, -1.5), (0.6, 0.8, 0.0), (0.0, 0.2, 0.0)])
    np.testing.assert_allclose(distance_m(ball, columns(points)), [2.0, 0.5, 0.0, -0.8], atol=1e-9)
    np.testing.assert_allclose(distance_m(box, columns(points[:2])), [2.0, 1.0], atol=1e-9)
    corner = np.array([(1.0, 1.0, 1.0)])
    inner = np.array([0.8, 0.3, 0.3])
    assert distance_m(box, columns(corner))[0] == pytest.approx(np.linalg.norm(1.0 - inner) - 0.2)


def test_the_normal_is_the_slope_of_the_distance():
    body = Solid(stand_ins()["bust"].blobs, 1.0)
    places = mesh_of(stand_ins()["bust"]).places_m[::251]
    _, facing = distance_and_normal(body, columns(places))
    step = 1e-5
    slope = [
        (
            distance_m(body, columns(places + step * e))
            - distance_m(body, columns(places - step * e))
        )
        for e in np.eye(3)
    ]
    slope = np.stack(slope, axis=-1) / (2 * step)
    slope /= np.linalg.norm(slope, axis=1)[:, None]
    turned = (slope * np.stack(facing, axis=-1)).sum(axis=1)
    # Where blobs melt, the slopes of the parts are blended at unit length: a degree or two.
    assert np.median(turned) > 0.9999 and turned.min() > 0.98


def test_a_ball_covers_as_much_picture_as_a_ball_should():
    lens = camera(0.0, 0.0)
    seen = see(mesh_of(stand_ins()["sphere"]), 1.8, lens, 4 * WIDE, 4 * HIGH, np.float32)
    # Seen from 5 m, dead centre, a ball of 0.9 m radius is a circle of tangent half angle.
    tangent = 0.9 / math.sqrt(5.0**2 - 0.9**2)
    radius_px = tangent * lens.focal_length_mm / lens.sensor_width_mm * 4 * WIDE
    assert seen.weight.sum() == pytest.approx(math.pi * radius_px**2, rel=2e-3)


@pytest.mark.parametrize("azimuth_deg", [0, 45, 90, 135, 180, 270])
@pytest.mark.parametrize("kind", ["sphere", "vehicle", "building"])
def test_a_surface_has_no_holes(kind, azimuth_deg):
    # Seen along an axis, edges of the mesh run exactly along rows and through pixels' middles.
    for elevation_deg in (0.0, 5.0, 20.0):
        lens = camera(azimuth_deg, elevation_deg)
        seen = see(mesh_of(stand_ins()[kind]), 1.8, lens, 4 * WIDE, 4 * HIGH, np.float32)
        cover = np.bincount(seen.pixels, seen.weight, minlength=16 * WIDE * HIGH)
        cover = cover.reshape(4 * HIGH, 4 * WIDE)
        round_it = [cover[2 + dy : -2 + dy or None, 2:-2] for dy in (-2, 2)]
        round_it += [cover[2:-2, 2 + dx : -2 + dx or None] for dx in (-2, 2)]
        enclosed = np.minimum.reduce(round_it) > 0.999
        assert not np.any(enclosed & (cover[2:-2, 2:-2] < 0.5))


def test_silhouettes_are_soft_and_the_inside_is_whole():
    seen = see(mesh_of(stand_ins()["bust"]), 1.8, camera(), WIDE, HIGH, np.float32)
    cover = np.bincount(seen.pixels, seen.weight, minlength=WIDE * HIGH)
    assert cover.max() <= 1.0 + 1e-6
    assert 30 < np.sum((cover > 0) & (cover < 0.99)) < 400
    assert np.all(seen.weight[: seen.whole] == 1.0)
    assert len(np.unique(seen.pixels[: seen.whole])) == seen.whole


def test_points_seen_lie_on_the_ball_and_on_their_rays():
    lens = camera(30.0, 10.0)
    seen = see(mesh_of(stand_ins()["sphere"]), 1.8, lens, WIDE, HIGH, np.float64)
    place = np.stack(seen.place, axis=-1)[: seen.whole]
    radius = np.linalg.norm(place - (0, 0, 0.9), axis=1)
    np.testing.assert_allclose(radius, 0.9, atol=2e-3)
    column, row, _ = project(lens, seen.place, WIDE, HIGH)
    whole = seen.pixels[: seen.whole]
    np.testing.assert_allclose(column[: seen.whole], whole % WIDE + 0.5, atol=1e-6)
    np.testing.assert_allclose(row[: seen.whole], whole // WIDE + 0.5, atol=1e-6)


def test_every_facing_that_is_drawn_looks_at_the_lens():
    seen = see(mesh_of(stand_ins()["person"]), 1.8, camera(60.0), WIDE, HIGH, np.float32)
    turned = sum(f * e for f, e in zip(seen.facing, seen.to_eye, strict=True))
    assert turned.min() > 0.0


def test_rays_lead_back_to_the_pixels_they_came_from():
    lens = camera(40.0, 20.0)
    columns_px, rows_px = np.array([0.5, 30.2, 95.9]), np.array([53.1, 20.0, 0.4])
    way, cosine = pixel_rays(lens, WIDE, HIGH, columns_px, rows_px)
    points = tuple(e + 7.0 * w for e, w in zip(lens.position_m, way, strict=True))
    column, row, depth = project(lens, points, WIDE, HIGH)
    np.testing.assert_allclose(column, columns_px, atol=1e-9)
    np.testing.assert_allclose(row, rows_px, atol=1e-9)
    np.testing.assert_allclose(depth, 7.0 * cosine, atol=1e-9)
