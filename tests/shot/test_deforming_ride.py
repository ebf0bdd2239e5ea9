"""A mesh that deforms under a travelling target: what it swells, rolls and bends back into."""

import numpy as np

from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.tracing import Anchor
from scene_stager.shot.lighting.surface_ride import ride_surface
from tests.maths.known_surfaces import ellipsoid_of, torus_of
from tests.maths.surfaces import sheet
from tests.shot.rides import degrees_between, times


def rolled(x, y, bend_per_m):
    """A place of a sheet that is rolled into a tube, and which way it faces there."""
    turn = bend_per_m * x
    place = [np.sin(turn) / bend_per_m, y, (np.cos(turn) - 1.0) / bend_per_m]
    return np.stack(place, -1), np.stack([np.sin(turn), 0 * y, np.cos(turn)], -1)


def test_on_a_ring_that_swells_the_commutator_is_that_of_the_ring_as_it_then_is():
    n, small_m = 40, np.linspace(0.5, 0.8, 40)
    meshes = [torus_of(64, small=small).mesh for small in small_m]
    v = np.linspace(0.2, 2.6, n)
    out = 2.0 + small_m * np.cos(v)
    target_m = np.stack([out * np.cos(0.7), out * np.sin(0.7), small_m * np.sin(v)], -1)
    ride = ride_surface(meshes, times(n), np.array([0.3, 0.2, 0.9]), target_m)
    # Along a meridian only the smaller curvature changes, cos v / (R + r cos v): in the books.
    here, before = (np.cos(x) / (2.0 + small_m[1:] * np.cos(x)) for x in (v[1:], v[:-1]))
    np.testing.assert_allclose(ride.commutator_per_m[1:], np.abs(here - before), atol=0.004)
    assert not ride.lost


def test_over_a_sheet_that_rolls_up_a_travelling_frame_keeps_its_angle_to_the_sheet():
    flat, n = sheet(9, 13), 60
    x, y, _ = flat.places_m.T
    bends_per_m = np.linspace(0.01, 0.4, n)
    meshes = [triangle_mesh(*_with_faces(rolled(x, y, b), flat.triangles)) for b in bends_per_m]
    at_x, at_y = np.linspace(1.2, 10.7, n), np.linspace(1.1, 6.8, n)
    target_m, facing = rolled(at_x, at_y, bends_per_m)
    ride = ride_surface(meshes, times(n), np.array([0.6, 0.8, 0.0]), target_m)
    across = np.stack([facing[:, 2], 0 * at_x, -facing[:, 0]], -1)
    wanted = 0.6 * across + 0.8 * np.array([0.0, 1.0, 0.0])
    assert degrees_between(ride.frames[:, :, 0], wanted).max() < 0.5
    # A tube bends alike everywhere, so that its bend comes along at every time.
    assert ride.commutator_per_m.max() < 1e-9
    assert not ride.lost


def _with_faces(rolled_up, triangles):
    places_m, facings = rolled_up
    return places_m, triangles, facings


def test_a_deformation_that_is_played_backward_brings_every_frame_back():
    mesh = ellipsoid_of(3).mesh
    x, y, z = mesh.places_m.T
    sway = np.stack([0.3 * np.sin(2 * y) + 0.2 * z, 0.4 * x * z, 0.2 * np.cos(3 * x)], -1)
    shares = np.concatenate([np.linspace(0, 1, 20), np.linspace(1, 0, 20)[1:]])
    meshes = [triangle_mesh(mesh.places_m + share * sway, mesh.triangles) for share in shares]
    anchor = Anchor(333, (0.6, 0.1, 0.3))
    ride = ride_surface(meshes, times(39), np.array([0.3, 0.2, 0.9]), start=anchor)
    np.testing.assert_allclose(ride.frames, ride.frames[::-1], atol=1e-9)
    assert degrees_between(ride.frames[19, :, 0], ride.frames[0, :, 0]) > 5.0
    assert not ride.lost
