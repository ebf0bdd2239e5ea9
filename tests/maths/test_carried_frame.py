"""A frame that rides a surface, against the sphere, enclosed curvature, and potpourri3d."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.surface.carried_frame import (
    carried_frames,
    carry_along,
    carry_over,
    tangent_at,
)
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.seam_connection import connection_of_faces, turn_along_rad
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.tracing import (
    Anchor,
    facings_of,
    places_of,
    straight_way,
    walked_surface,
)
from tests.maths.known_surfaces import cylinder_of, ellipsoid_of, sphere_of, torus_of
from tests.maths.surfaces import sheet

turns = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1)


def journey(surface, goals_m):
    """Ways from goal to goal, the nearest place of each."""
    anchor = nearest_anchor(surface.mesh, goals_m[0])
    ways = []
    for goal in goals_m[1:]:
        ways.append(way_toward(surface, anchor, goal))
        anchor = ways[-1].anchor
    return ways


def carried(mesh, goals_m, toward=(0.3, 0.2, 0.9), seam=False):
    surface = walked_surface(mesh)
    ways = journey(surface, goals_m)
    return carried_frames(surface, ways, np.array(toward), shape_of_vertices(mesh), seam)


def turned_deg(frames):
    """How far the last tangent is turned from the first, anticlockwise about the facing."""
    first, last, up = frames.tangents[0], frames.tangents[-1], frames.facings[-1]
    return np.degrees(np.arctan2(np.cross(first, last) @ up, first @ last))


def ring_on_sphere(height, count=241):
    turn = np.linspace(0, 2 * np.pi, count)
    out = np.sqrt(1 - height**2)
    return np.stack([out * np.cos(turn), out * np.sin(turn), np.full(count, height)], -1)


@pytest.mark.parametrize("height", [-0.5, 0.1, 0.7, 0.99])
def test_round_a_loop_on_a_sphere_it_turns_by_what_the_loop_encloses(height):
    # The cap above height z has 2 pi (1 - z) of curvature: Gauss and Bonnet.
    enclosed = np.degrees(2 * np.pi * (1 - height))
    for mesh, most_deg in (
        (sphere_of(4, radius=1.0).mesh, 0.03),
        (sphere_of(4, radius=1.0).with_mean_facings(), 1.0),
    ):
        off = turned_deg(carried(mesh, ring_on_sphere(height))) - enclosed
        assert abs(off - 360 * np.round(off / 360)) < most_deg


def test_round_a_loop_on_a_ring_it_turns_by_the_curvature_inside():
    # Between meridians u and parallels v the torus has (sin v2 - sin v1) (u2 - u1) of curvature.
    known = torus_of(64)
    (u1, u2), (v1, v2) = (0.3, 1.1), (-0.6, 0.9)
    s = np.linspace(0, 1, 60)
    u = np.concatenate([u1 + s * (u2 - u1), u2 + 0 * s, u2 + s * (u1 - u2), u1 + 0 * s])
    v = np.concatenate([v1 + 0 * s, v1 + s * (v2 - v1), v2 + 0 * s, v2 + s * (v1 - v2)])
    out = 2.0 + 0.7 * np.cos(v)
    goals = np.stack([out * np.cos(u), out * np.sin(u), 0.7 * np.sin(v)], -1)
    found = turned_deg(carried(known.mesh, goals))
    assert found == pytest.approx(np.degrees((np.sin(v2) - np.sin(v1)) * (u2 - u1)), abs=0.15)


@given(st.lists(st.tuples(st.floats(0.5, 5.5), st.floats(0.5, 5.5)), min_size=2, max_size=6))
def test_round_a_closed_loop_on_a_flat_patch_it_comes_back_as_it_was(stops):
    mesh = sheet(7, 7)
    goals = np.array([(x, y, 0.0) for x, y in [*stops, stops[0]]])
    frames = carried(mesh, goals, toward=(0.6, 0.8, 0.0))
    np.testing.assert_array_equal(frames.tangents, np.tile([0.6, 0.8, 0.0], (len(goals), 1)))
    assert not frames.commutator_per_m.any()
    np.testing.assert_allclose(frames.places_m[-1], goals[-1], atol=1e-9)


def test_along_great_circles_it_is_nearer_the_truth_than_potpourri3d():
    # The truth is the least rotation from facing to facing: within a quarter of the sphere.
    pp3d = pytest.importorskip("potpourri3d", reason="python -m pip install potpourri3d")
    mesh = sphere_of(4, radius=1.0).mesh
    surface, start = walked_surface(mesh), 0
    pole = mesh.facings[start]
    near = np.flatnonzero((mesh.facings @ pole > 0.0) & (mesh.facings @ pole < 0.99))[::20]
    solver = pp3d.MeshVectorHeatSolver(mesh.places_m, mesh.triangles.astype(np.int64))
    along, across, _ = solver.get_tangent_frames()
    flat = solver.transport_tangent_vector(start, [1.0, 0.0])[near]
    theirs = flat[:, :1] * along[near] + flat[:, 1:] * across[near]
    toward = along[start] - along[start] @ pole * pole
    facings = mesh.facings[near]
    truth = toward - (facings @ toward / (1 + facings @ pole))[:, None] * (pole + facings)
    ours = []
    for facing in facings:
        part = np.linspace(0, np.arccos(facing @ pole), 10)[:, None]
        beside = facing - facing @ pole * pole
        goals = np.cos(part) * pole + np.sin(part) * beside / np.linalg.norm(beside)
        tangent = tangent_at(mesh, nearest_anchor(mesh, pole), toward)
        for way in journey(surface, goals):
            tangent = carry_along(mesh, way, tangent)
        ours.append(tangent)
    assert mean_off_deg(np.array(ours), truth) < 0.01 < mean_off_deg(theirs, truth) < 0.1


def mean_off_deg(found, truth):
    found, truth = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (found, truth))
    return np.degrees(np.arccos(np.clip((found * truth).sum(axis=1), -1, 1))).mean()


def test_along_a_straight_way_the_way_itself_is_what_is_carried():
    # Two accounts of going straight: by unfolding faces, and by rolling with the facings.
    off_deg = []
    for times in (3, 5):
        mesh = ellipsoid_of(times).mesh
        surface = walked_surface(mesh)
        start = nearest_anchor(mesh, np.array([0.3, 1.0, 0.4]))
        along, across = surface.along[start.face], surface.across[start.face]
        way, heading = straight_way(surface, start, 0.8, 2.5)
        ahead = np.cos(0.8) * along + np.sin(0.8) * across
        carried_there = carry_along(mesh, way, tangent_at(mesh, start, ahead))
        along, across = surface.along[way.anchor.face], surface.across[way.anchor.face]
        there = tangent_at(mesh, way.anchor, np.cos(heading) * along + np.sin(heading) * across)
        off_deg.append(np.degrees(np.arccos(min(1.0, carried_there @ there))))
        turn = turn_along_rad(connection_of_faces(mesh, surface.sides), way.sides)
        assert heading == pytest.approx(0.8 + turn)
    assert off_deg[1] < off_deg[0] / 2 < 1.0


def test_frames_are_frames_and_move_no_more_than_the_facing_does():
    known = ellipsoid_of(3)
    goals = ring_on_sphere(0.2) * (1.5, 1.0, 0.7)
    frames = carried(known.mesh, goals)
    np.testing.assert_allclose(np.linalg.norm(frames.tangents, axis=1), 1.0, atol=1e-12)
    np.testing.assert_allclose((frames.tangents * frames.facings).sum(1), 0.0, atol=1e-12)
    steps = (np.linalg.norm(np.diff(x, axis=0), axis=1) for x in (frames.tangents, frames.facings))
    tangent, facing = steps
    assert (tangent < 2 * facing + 1e-9).all()
    assert np.degrees(tangent.max()) < 4.0


def test_over_the_pole_nothing_jumps():
    # Straight over the top, where angles of pan and tilt turn by half a circle at once.
    turn = np.linspace(-0.5, 0.5, 101)
    goals = np.stack([np.sin(turn), 0 * turn, np.cos(turn)], -1)
    frames = carried(sphere_of(3, radius=1.0).mesh, goals)
    pan = np.degrees(np.arctan2(frames.facings[:, 1], frames.facings[:, 0]))
    assert np.abs(np.diff(pan)).max() > 170
    steps = np.linalg.norm(np.diff(frames.tangents, axis=0), axis=1)
    assert np.degrees(steps.max()) < 1.0


def test_on_a_sphere_the_bend_comes_along_and_on_a_tube_along_its_rulings():
    sphere = carried(sphere_of(3, radius=1.0).mesh, ring_on_sphere(0.3, 30))
    assert sphere.commutator_per_m.max() < 1e-12
    assert sphere.umbilic.all()
    z = np.linspace(-0.7, 0.7, 30)
    frames = carried(cylinder_of(12).mesh, np.stack([0 * z + 0.7, 0 * z, z], -1))
    assert frames.commutator_per_m.max() < 1e-12
    assert not frames.umbilic.any()


def test_on_a_coarse_tube_it_comes_along_round_it_too():
    # Half a triangle's facings are 15 degrees off that of its middle: they are rolled to it.
    u = np.linspace(0.1, 2.0, 30)
    frames = carried(cylinder_of(6).mesh, np.stack([0.7 * np.cos(u), 0.7 * np.sin(u), 0 * u], -1))
    assert frames.commutator_per_m.max() < 1e-9


def test_along_a_meridian_of_a_ring_the_commutator_is_the_change_of_the_smaller_curvature():
    v = np.linspace(0.2, 2.6, 40)
    out = 2.0 + 0.7 * np.cos(v)
    goals = np.stack([out * np.cos(0.7), out * np.sin(0.7), 0.7 * np.sin(v)], -1)
    frames = carried(torus_of(64).mesh, goals)
    smaller = np.cos(v) / out
    np.testing.assert_allclose(frames.commutator_per_m[1:], np.abs(np.diff(smaller)), atol=0.004)


def test_the_seam_keeps_the_angle_to_principal_directions():
    # Round a parallel of a ring: carried straight the frame turns against it, by the seam not.
    u = np.linspace(0, np.pi, 60)
    out = 2.0 + 0.7 * np.cos(1.0)
    goals = np.stack([out * np.cos(u), out * np.sin(u), 0 * u + 0.7 * np.sin(1.0)], -1)
    round_ring = np.stack([-np.sin(u), np.cos(u), 0 * u], -1)
    for seam in (False, True):
        frames = carried(torus_of(48).mesh, goals, toward=(0.0, 1.0, 0.0), seam=seam)
        off = np.degrees(np.arccos(np.clip((frames.tangents * round_ring).sum(1), -1, 1)))
        wanted = 0.0 if seam else np.degrees(np.pi * np.sin(1.0))
        assert off[-1] == pytest.approx(wanted, abs=1.0)


def test_the_seam_carries_straight_where_there_is_no_direction():
    goals = ring_on_sphere(0.4, 40)
    mesh = sphere_of(3, radius=1.0).mesh
    plain, seam = (carried(mesh, goals, seam=one) for one in (False, True))
    np.testing.assert_array_equal(plain.tangents, seam.tangents)


def test_a_finer_mesh_brings_the_frame_to_the_same_place():
    goals = ring_on_sphere(0.2, 60)[:45] * (1.5, 1.0, 0.7)
    ends = [carried(ellipsoid_of(times).mesh, goals).tangents[-1] for times in (2, 3, 4)]
    off = [np.degrees(np.arccos(min(1.0, ends[k] @ ends[k + 1]))) for k in (0, 1)]
    assert off[1] < off[0] / 2 < 1.5


@given(turns, st.floats(0.1, 10.0), st.floats(0, 6))
def test_moving_turning_and_scaling_a_mesh_takes_the_frame_along(turn, scale, heading):
    # Off the middle of its triangle, where the facing is not the triangle's own.
    at, turn = Anchor(17, (0.7, 0.2, 0.1)), np.array(turn) / np.linalg.norm(turn)
    mesh = ellipsoid_of(2).mesh
    moved = triangle_mesh(
        scale * rotate_wxyz(turn, mesh.places_m) + (1.0, -2.0, 3.0),
        mesh.triangles,
        rotate_wxyz(turn, mesh.facings),
    )
    before = walked_surface(mesh)
    after = before.deformed(moved)
    way, _ = straight_way(before, at, heading, 2.0)
    same, _ = straight_way(after, at, heading, 2.0 * scale)
    tangent = tangent_at(mesh, at, np.array([0.0, 0.0, 1.0]))
    ends = carry_along(mesh, way, tangent), carry_along(moved, same, rotate_wxyz(turn, tangent))
    np.testing.assert_allclose(ends[1], rotate_wxyz(turn, ends[0]), atol=1e-7)
    taken = carry_over(before, after, at, tangent)
    np.testing.assert_allclose(taken, rotate_wxyz(turn, tangent), atol=1e-9)


def test_under_a_shear_it_turns_as_the_nearest_rigid_body_does():
    from scipy.linalg import polar

    mesh = sheet(3, 3)
    shear = np.array([[1.2, 0.5, 0], [-0.1, 0.8, 0], [0, 0, 1]])
    before = walked_surface(mesh)
    after = before.deformed(triangle_mesh(mesh.places_m @ shear.T, mesh.triangles))
    turn, _ = polar(shear)
    for face in range(8):
        taken = carry_over(before, after, Anchor(face), np.array([0.6, 0.8, 0.0]))
        np.testing.assert_allclose(taken, turn @ (0.6, 0.8, 0.0), atol=1e-12)


def test_rolled_up_a_sheet_takes_its_frame_along_without_a_turn():
    # A flat strip bent into a tube: what ran along its rulings still does.
    flat = sheet(5, 9)
    x, y, _ = flat.places_m.T
    before = walked_surface(flat)
    tangent = np.array([0.0, 1.0, 0.0])
    for bend in np.linspace(0.02, 0.4, 20):
        tube = np.stack([np.sin(bend * x) / bend, y, (np.cos(bend * x) - 1) / bend], -1)
        after = before.deformed(triangle_mesh(tube, flat.triangles))
        tangent = carry_over(before, after, Anchor(9), tangent)
        before = after
    np.testing.assert_allclose(tangent, [0.0, 1.0, 0.0], atol=1e-9)


def test_a_frame_needs_a_way_and_a_facing():
    surface = walked_surface(sheet(3, 3))
    with pytest.raises(InputError, match="ways: found none"):
        carried_frames(surface, [], np.eye(3)[0], shape_of_vertices(surface.mesh))
    blind = triangle_mesh(surface.mesh.places_m, surface.mesh.triangles, np.zeros((9, 3)))
    with pytest.raises(InputError, match="none in triangle 0"):
        tangent_at(blind, Anchor(0), np.eye(3)[0])


def test_toward_the_facing_itself_some_tangent_is_taken():
    mesh = sheet(3, 3)
    tangent = tangent_at(mesh, Anchor(0), np.array([0.0, 0.0, 1.0]))
    facing = facings_of(mesh, np.array([0]), np.array([[0.2, 0.3, 0.5]]))[0]
    assert tangent @ facing == 0.0
    assert np.linalg.norm(tangent) == 1.0
    assert places_of(mesh, np.array([0]), np.array([[1.0, 0, 0]])).shape == (1, 3)
