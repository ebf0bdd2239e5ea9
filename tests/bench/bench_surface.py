"""Time the maths of surfaces: how a mesh bends, and a frame that is carried over it.

    python tests/bench/bench_surface.py

The mesh is a ring of 100,000 triangles. The peers are libigl for curvature and potpourri3d for
transport, on the same mesh in the same run; potpourri3d carries one vector to every vertex.
"""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("core", "")]

import igl  # noqa: E402
import numpy as np  # noqa: E402
import potpourri3d as pp3d  # noqa: E402

from scene_stager.maths.surface.carried_frame import carried_frames, carry_over  # noqa: E402
from scene_stager.maths.surface.fitted_facings import with_fitted_facings  # noqa: E402
from scene_stager.maths.surface.following import nearest_anchor, way_toward  # noqa: E402
from scene_stager.maths.surface.half_edges import half_edges  # noqa: E402
from scene_stager.maths.surface.mesh import triangle_mesh  # noqa: E402
from scene_stager.maths.surface.seam_connection import (  # noqa: E402
    angle_defects_rad,
    commutators_per_m,
    connection_of_vertices,
    seam_connection,
)
from scene_stager.maths.surface.shape_operator import (  # noqa: E402
    shape_of_faces,
    shape_of_vertices,
)
from scene_stager.maths.surface.tracing import places_of, walked_surface  # noqa: E402

RUNS, FRAMES = 5, 240
MOST_SHAPE_S, MOST_PATH_S = 0.3, 0.1
BIG_M, SMALL_M = 2.0, 0.7


def main():
    """Print one table."""
    mesh, smaller_per_m = ring(320, 160)
    print(
        f"{len(mesh.counts)} triangles; a way of {FRAMES} frames round the ring, and round its tube"
    )
    shape_s = quickest_s(lambda: shape_of_vertices(mesh))
    theirs_s = quickest_s(lambda: libigls(mesh), runs=1)
    row("shape operators of vertices", shape_s, theirs_s, "libigl's")
    row("shape operators of faces", quickest_s(lambda: shape_of_faces(mesh)), theirs_s, "libigl's")
    row("facings fitted", quickest_s(lambda: with_fitted_facings(mesh), runs=2))
    shape = shape_of_vertices(mesh)
    for name, found in (("ours", shape.curvatures_per_m()), ("libigl's", libigls(mesh))):
        off = np.abs(found[:, 1] - smaller_per_m).mean()
        print(f"  {name}: mean error of the smaller curvature {off:.2e} per metre")

    sides = half_edges(mesh)
    plain = connection_of_vertices(mesh, sides)
    seam = seam_connection(plain, shape)
    kept, sought = (np.nanmean(commutators_per_m(one, shape)) for one in (plain, seam))
    print(f"  mean commutator {kept:.4f} per metre, by the seam {sought:.4f}")
    print(f"  sum of angle defects {angle_defects_rad(mesh, sides).sum():.1e}, the books say 0\n")

    surface = walked_surface(mesh)
    row("a surface made ready", quickest_s(lambda: walked_surface(mesh)))
    path_s = quickest_s(lambda: ride(surface, shape))
    solver_s = quickest_s(lambda: pp3d.MeshVectorHeatSolver(mesh.places_m, int64(mesh)), runs=1)
    solver = pp3d.MeshVectorHeatSolver(mesh.places_m, int64(mesh))
    vector_s = quickest_s(lambda: solver.transport_tangent_vector(0, [1.0, 0.0]), runs=2)
    row(f"a frame carried over {FRAMES} frames", path_s, vector_s, "one vector of potpourri3d's")
    print(f"  potpourri3d made ready in {solver_s * 1000:.0f} ms")
    frames = ride(surface, shape)
    bent = surface.deformed(triangle_mesh(mesh.places_m * (1.0, 1.1, 0.9), mesh.triangles))
    start = nearest_anchor(mesh, frames.places_m[0])
    over_s = quickest_s(lambda: carry_over(surface, bent, start, frames.tangents[0]))
    row("a frame carried over a deformation", over_s)
    for title, took_s, most_s in (
        ("shape operators", shape_s, MOST_SHAPE_S),
        ("transport", path_s, MOST_PATH_S),
    ):
        print(f"{title} in at most {most_s} s: {'yes' if took_s <= most_s else 'NO'}")


def ring(across, around):
    """A ring of triangles, and its smaller curvature at every vertex."""
    u, v = np.meshgrid(turn(across), turn(around), indexing="ij")
    at = np.arange(across * around).reshape(across, around)
    over, up = np.roll(at, -1, axis=0), np.roll(at, -1, axis=1)
    both = np.roll(over, -1, axis=1)
    halves = (np.stack([at, over, both], -1), np.stack([at, both, up], -1))
    faces = np.concatenate([half.reshape(-1, 3) for half in halves])
    smaller = np.cos(v) / (BIG_M + SMALL_M * np.cos(v))
    return triangle_mesh(on_ring(u.ravel(), v.ravel()), faces), smaller.ravel()


def turn(count):
    """Angles all round."""
    return 2.0 * np.pi * np.arange(count) / count


def on_ring(u, v):
    """Places of a ring."""
    out = BIG_M + SMALL_M * np.cos(v)
    return np.stack([out * np.cos(u), out * np.sin(u), SMALL_M * np.sin(v)], axis=-1)


def ride(surface, shape):
    """Follow a goal that goes half round the ring and once round its tube."""
    part = np.linspace(0.0, 1.0, FRAMES)
    goals = on_ring(np.pi * part, 2.0 * np.pi * part)
    anchor = nearest_anchor(surface.mesh, goals[0])
    ways = []
    for goal in goals[1:]:
        ways.append(way_toward(surface, anchor, goal))
        anchor = ways[-1].anchor
    frames = carried_frames(surface, ways, np.array([0.0, 0.0, 1.0]), shape)
    (end,) = places_of(surface.mesh, np.array([anchor.face]), np.array([anchor.shares]))
    assert np.linalg.norm(end - goals[-1]) < SMALL_M / 100.0
    return frames


def libigls(mesh):
    """Its curvatures at radius 2, the larger first, positive away from the facing."""
    _, _, large, small, _ = igl.principal_curvature(mesh.places_m, int64(mesh), 2, True)
    return np.sort(np.stack([large, small], axis=1), axis=1)[:, ::-1]


def int64(mesh):
    """Triangles as the peers want them."""
    return mesh.triangles.astype(np.int64)


def quickest_s(work, runs=RUNS):
    """The best of a few runs."""
    took = []
    for _ in range(runs):
        began_s = time.perf_counter()
        work()
        took.append(time.perf_counter() - began_s)
    return min(took)


def row(title, took_s, peer_s=None, peer=""):
    """One line: seconds, and how many times as fast as the peer."""
    beside = "" if peer_s is None else f"{peer_s / took_s:>10.1f} times {peer} speed"
    print(f"{title:<40}{took_s * 1000:>10.2f} ms{beside}")


if __name__ == "__main__":
    main()
