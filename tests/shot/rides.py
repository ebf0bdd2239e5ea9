"""Ways over surfaces, and lights that ride them."""

from dataclasses import replace

import numpy as np

from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.shot.lighting import target_link as tl
from scene_stager.shot.lighting.surface_ride import ride_surface
from tests.maths.surfaces import sheet
from tests.shot.test_target_link import link


def times(n):
    return np.arange(n) / 24.0


def glide(mesh, target_m, camera_m=None, **changes):
    """The ride, the light and what the hold makes of it, for a light that follows a target."""
    tied = link(link="intrinsic", start_m=tuple(target_m[0]), **changes)
    camera_m = np.tile((0.0, -6.0, 1.5), (len(target_m), 1)) if camera_m is None else camera_m
    plain = replace(tied, link="classic")
    start_m = tl.place_light(plain, target_m, camera_m)[0]
    ride = ride_surface(mesh, times(len(target_m)), start_m - target_m[0], target_m)
    return ride, tl.place_light(tied, target_m, camera_m, ride=ride), tied, camera_m


def degrees_between(a, b):
    """By the chord, which is true to small angles."""
    a, b = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (a, b))
    return 2 * np.degrees(np.arcsin(np.linalg.norm(a - b, axis=-1) / 2))


def latitude(height, n):
    u = np.linspace(0, 2 * np.pi, n)
    out = np.sqrt(1 - height**2)
    return np.stack([out * np.cos(u), out * np.sin(u), height + 0 * u], -1)


def over_the_pole(aside=0.0, n=240, axes=(1.0, 1.0, 1.0)):
    """From one side of a ball to the other, past its pole at a distance."""
    turn = np.linspace(-0.9, 0.9, n)
    places = np.stack([np.sin(turn), 0 * turn + aside, np.cos(turn)], -1)
    return places / np.linalg.norm(places, axis=1, keepdims=True) * axes


def bent_m(way_m, y_m, radius_m):
    """Level along x for 8 m, down a quarter of a tube, then straight down."""
    turn = np.clip((way_m - 8.0) / radius_m, 0.0, np.pi / 2)
    past_m = np.maximum(way_m - 8.0 - radius_m * np.pi / 2, 0.0)
    x = np.minimum(way_m, 8.0) + radius_m * np.sin(turn)
    return np.stack([x, y_m, radius_m * (np.cos(turn) - 1.0) - past_m], -1)


def bent_sheet(radius_m):
    """The same as a mesh, whose columns are as narrow as the bend needs."""
    fine = 8.0 + radius_m * np.linspace(0, np.pi / 2, 15)
    columns = np.concatenate([np.arange(8.0), fine, fine[-1] + 1.0 + np.arange(7.0)])
    mesh = sheet(9, len(columns))
    x, y, _ = mesh.places_m.T
    return triangle_mesh(bent_m(columns[x.astype(int)], y, radius_m), mesh.triangles)


def down_the_bend(radius_m, n=97):
    way_m = np.linspace(2.0, 14.0, n)
    return bent_m(way_m, 4.2 + 0 * way_m, radius_m)
