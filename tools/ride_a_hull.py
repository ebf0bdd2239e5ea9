"""A light rides three surfaces, and says where they cannot carry it.

    python tools/ride_a_hull.py            # prints the certificates; needs trimesh
    python tools/ride_a_hull.py rides.webp # and draws them; needs Pillow, and a minute

A hull from Wigley's formula, overturned; the head of a person whom Blender made; a jar that trimesh
turned on its lathe. The target goes over each in ten seconds, the light keeps its place beside it.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

import numpy as np  # noqa: E402

from scene_stager.maths.surface.mesh import triangle_mesh  # noqa: E402
from scene_stager.preview.surface_net import mesh_of  # noqa: E402
from scene_stager.shot.lighting.surface_ride import ride_surface  # noqa: E402
from scene_stager.shot.lighting.target_link import TargetLink, place_light  # noqa: E402
from scene_stager.shot.stand_ins import stand_ins  # noqa: E402

FRAMES, FPS = 240, 24.0
LONG_M, BEAM_M, DEEP_M = 10.0, 3.0, 1.6
TALL_M = 1.75


def on_hull(x, side):
    """Places of an overturned hull, keel up at side 0 (Wigley 1934): parabolas along and across."""
    up = 1.0 - np.abs(side)
    out = np.sign(side) * BEAM_M / 2.0 * (1.0 - x**2) * (1.0 - up**2)
    return np.stack([LONG_M / 2.0 * x, out, DEEP_M * up], axis=-1)


def hull():
    """The hull of the formula, and a way that goes over its keel and back."""
    x, side = np.meshgrid(np.linspace(-1, 1, 81), np.linspace(-1, 1, 49), indexing="ij")
    at = np.arange(x.size).reshape(x.shape)
    a, b, c, d = at[:-1, :-1], at[1:, :-1], at[1:, 1:], at[:-1, 1:]
    faces = np.concatenate([np.stack(t, -1).reshape(-1, 3) for t in ((a, b, c), (a, c, d))])
    t = np.linspace(-1.0, 1.0, FRAMES)
    way_m = on_hull(0.8 * t, -0.75 + 1.1 * (1.0 - t**2))
    return triangle_mesh(on_hull(x, side).reshape(-1, 3), faces), way_m


def head():
    """A person whom Blender made, and a way from the cheek over the ear to the back of the head."""
    person = mesh_of(stand_ins()["person"])
    turn, z_m = np.radians(np.linspace(32.0, 150.0, FRAMES)), np.linspace(1.59, 1.665, FRAMES)
    way_m = np.stack([0.11 * np.sin(turn), -0.01 - 0.11 * np.cos(turn), z_m], axis=1)
    return triangle_mesh(TALL_M * person.places_m, person.triangles, person.facings), way_m


def wide_m(z_m):
    """How wide a jar is at a height."""
    lip = 0.04 * np.exp(-(((z_m - 1.0) / 0.05) ** 2))
    return 0.34 + 0.16 * np.sin(3.0 * z_m) - 0.1 * z_m + lip


def jar():
    """A jar from trimesh's lathe, and a way that winds up and over its lip."""
    import trimesh

    z_m = np.linspace(0.0, 1.0, 60)
    lathed = trimesh.creation.revolve(np.stack([wide_m(z_m), z_m], axis=1), sections=96)
    turn, z_m = np.radians(np.linspace(-140.0, -35.0, FRAMES)), np.linspace(0.15, 1.04, FRAMES)
    way_m = np.stack([wide_m(z_m) * np.cos(turn), wide_m(z_m) * np.sin(turn), z_m], axis=1)
    return triangle_mesh(lathed.vertices, lathed.faces.astype(int)), way_m


def ridden(mesh, way_m, distance_m):
    """The ride of a target along a way, and the light that keeps its place beside it."""
    tied = TargetLink(
        frame="target",
        shape="sphere",
        azimuth_deg=-35.0,
        elevation_deg=40.0,
        distance_m=distance_m,
        width_m=0.0,
        hold=True,
        start_m=tuple(way_m[0]),
        start_view_deg=0.0,
        link="intrinsic",
    )
    camera_m = np.tile((0.0, -10.0, 2.0), (FRAMES, 1))
    ride = ride_surface(mesh, np.arange(FRAMES) / FPS, np.array([1.0, 0.0, 0.0]), way_m)
    return ride, place_light(tied, ride.places_m, camera_m, ride=ride)


RIDES = {  # what it is, how far off its light is, and how tools/ride_pictures.py looks at it
    "A hull": (hull, "Wigley's formula, overturned", 1.3, (0, 0, 0.6), (-25, 38), 15.0, 0.3, 1),
    "A head": (head, "made by Blender", 0.09, (0, -0.01, 1.63), (66, 12), 0.76, 0.011, 4),
    "A jar": (jar, "from trimesh's lathe", 0.3, (0, 0, 0.55), (0, 25), 2.9, 0.05, 1),
}


def main(words):
    """Print what became of each ride; draw them where a file is named."""
    shown = []
    for title, (make, told, distance_m, *view) in RIDES.items():
        mesh, way_m = make()
        ride, light_m = ridden(mesh, way_m, distance_m)
        print(f"{title}, {told}: turns by {ride.turn_deg.max():.2f} deg in a frame at most")
        print("\n".join(f"  {one}" for one in ride.lost) or "  never lost")
        shown.append((title, told, mesh, ride, light_m, *view))
    if words:
        from tools.ride_pictures import Shown, sheet

        sheet([Shown(*one) for one in shown]).save(words[0], quality=90, method=6)
    return 0


def options():
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture", nargs="*", help="a file to draw the rides into; needs Pillow")
    return parser


if __name__ == "__main__":
    sys.exit(main(options().parse_args().picture))
