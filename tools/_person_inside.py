"""Inside Blender: make the person that stands in for people; tools/make_person.py says of what.

python _person_inside.py DATA FILE, in a Python that has bpy. Blender thins the mesh out.
"""


# ruff: noqa: E402 - the path comes first: it runs as a script in a bare Blender

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "core")]

import bpy
import numpy as np
from _person_body import Body, body_from, facings, finer
from _person_clothes import dressed, loosened
from _person_light import horizons
from mathutils import kdtree

FACES = 7200  # triangles of one half
# Where triangles are wanted most: (middle, reach, share). In heights.
CARED_FOR = (
    ((0.018, -0.045, 0.936), 0.022, 1.0),  # eye
    ((0.0, -0.060, 0.912), 0.014, 0.85),  # nose
    ((0.0, -0.055, 0.897), 0.018, 1.0),  # mouth
    ((0.0, -0.02, 0.92), 0.085, 0.46),  # head
    ((0.112, -0.066, 0.45), 0.065, 0.62),  # hand
)
CARE = 60.0  # how much more of the mesh it is worth there
BESIDE = 0.0005  # off the middle plane
# How the file rounds, as shot/stand_ins/_sculpture.py reads it.
PLACE_STEPS, FACING_STEPS, RISE_STEPS = 32_000, 127, 255
AROUND = 40_000  # points that may hide light


def main(data: Path, out: Path) -> None:
    """Make it and write it."""
    body, eye = body_from(data)
    body = dressed(finer(finer(loosened(body))))
    places, facing, triangles = _thinned(body)
    around = _around(body)
    ball_places, ball_facing, ball_triangles = _eyeball(eye)
    around = np.concatenate([around, ball_places, ball_places * (-1, 1, 1)])
    triangles = np.concatenate([triangles, ball_triangles + len(places)])
    places = np.concatenate([places, ball_places])
    facing = np.concatenate([facing, ball_facing])
    rise = horizons(places, facing, around)
    low, high = places[:, 2].min(), places[:, 2].max()
    places = (places - (0.0, 0.0, low)) / (high - low)
    write(out, places, facing, triangles, rise)


def _thinned(body: Body) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The left half in few triangles, most of them where they are cared for."""
    quads = body.quads[body.places[body.quads, 0].mean(axis=1) > 0]
    used, quads = np.unique(quads, return_inverse=True)
    dense = body.places[used]
    mesh = bpy.data.meshes.new("half")
    mesh.from_pydata(dense.tolist(), [], quads.reshape(-1, 4).tolist())
    thing = bpy.data.objects.new("half", mesh)
    bpy.context.scene.collection.objects.link(thing)
    group = thing.vertex_groups.new(name="care")
    for row, share in enumerate(_care(dense)):
        group.add([row], float(share), "REPLACE")
    thin = thing.modifiers.new("thin", "DECIMATE")
    thin.ratio = FACES / (2 * len(quads.reshape(-1, 4)))
    thin.vertex_group, thin.invert_vertex_group = group.name, True
    thin.vertex_group_factor, thin.use_collapse_triangulate = CARE, True
    made = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
    places = np.array([v.co for v in made.vertices], dtype=np.float64)
    triangles = np.array([list(f.vertices) for f in made.polygons])
    places, triangles = _parted(places, triangles)
    nearest = _nearest(places, body.places)
    facing = facings(body.places, body.quads)[nearest]
    seam = places[:, 0] == 0.0
    facing[seam, 0] = 0.0
    return places, facing / np.linalg.norm(facing, axis=1, keepdims=True), triangles


def _parted(places: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rim set on the middle plane, and edges that cross from rim to rim broken beside it.

    Mirrored, such an edge would join four triangles.
    """
    pairs = np.sort(np.stack([triangles, np.roll(triangles, -1, 1)], -1).reshape(-1, 2), axis=1)
    edges, count = np.unique(pairs, axis=0, return_counts=True)
    rim = np.unique(edges[count == 1])
    places[rim, 0] = 0.0
    across = edges[(count == 2) & np.isin(edges, rim).all(axis=1)]
    kept, points = triangles.tolist(), places.tolist()
    for a, b in across.tolist():
        middle = len(points)
        x, y, z = (places[a] + places[b]) / 2.0
        points.append([max(x, BESIDE), y, z])
        for triangle in [t for t in kept if a in t and b in t]:
            kept.remove(triangle)
            kept.append([middle if corner == a else corner for corner in triangle])
            kept.append([middle if corner == b else corner for corner in triangle])
    return np.array(points), np.array(kept)


def _care(places: np.ndarray) -> np.ndarray:
    share = np.full(len(places), 0.06)
    for middle, reach, most in CARED_FOR:
        far = np.linalg.norm(places - middle, axis=1) / reach
        share = np.maximum(share, 0.95 * most * np.clip(2.0 - far, 0.0, 1.0))
    return share


def _nearest(places: np.ndarray, dense: np.ndarray) -> np.ndarray:
    tree = kdtree.KDTree(len(dense))
    for row, place in enumerate(dense):
        tree.insert(place, row)
    tree.balance()
    return np.array([tree.find(place)[1] for place in places])


def _around(body: Body) -> np.ndarray:
    """Points all over the body, more of them on the head."""
    head = body.places[:, 2] > 0.85
    step = max(int((~head).sum() // (AROUND // 2)), 1)
    return np.concatenate(
        [body.places[~head][::step], body.places[head][:: max(int(head.sum() // AROUND), 1)]]
    )


def _eyeball(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A ball with a shallow pupil that catches a shadow."""
    middle = corners.mean(axis=0)
    radius = np.linalg.norm(corners - middle, axis=1).mean()
    rings, spokes = 9, 14
    polar = np.radians([10, 16, 20, 30, 33, 40, 60, 95, 140])
    depth = np.array([0.90, 0.92, 0.985, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    turn = 2 * np.pi * np.arange(spokes) / spokes
    ring = np.stack(
        [
            np.sin(polar)[:, None] * np.cos(turn),
            np.broadcast_to(-np.cos(polar)[:, None], (rings, spokes)),
            np.sin(polar)[:, None] * np.sin(turn),
        ],
        axis=-1,
    )
    ways = np.concatenate([ring.reshape(-1, 3), [(0.0, -1.0, 0.0), (0.0, 1.0, 0.0)]])
    reach = np.concatenate([np.repeat(depth, spokes), [0.89, 1.0]])
    faces = []
    for k in range(spokes):
        m = (k + 1) % spokes
        faces.append((rings * spokes, k, m))
        faces.append((rings * spokes + 1, (rings - 1) * spokes + m, (rings - 1) * spokes + k))
        for r in range(rings - 1):
            a, b, c, d = r * spokes + k, r * spokes + m, (r + 1) * spokes + m, (r + 1) * spokes + k
            faces += [(a, c, b), (a, d, c)]
    places = middle + radius * reach[:, None] * ways
    faces = np.array(faces)
    a, b, c = (places[faces[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    if ((across * (a - middle)).sum(axis=1) > 0).mean() < 0.5:
        faces, across = faces[:, ::-1], -across
    facing = np.stack(
        [np.bincount(faces.ravel(), np.repeat(across[:, k], 3), len(places)) for k in range(3)], -1
    )
    return places, facing / np.linalg.norm(facing, axis=1, keepdims=True), faces


def write(
    out: Path, places: np.ndarray, facing: np.ndarray, triangles: np.ndarray, rise: np.ndarray
) -> None:
    """Rounded to what can be seen, so that the file is small."""
    np.savez_compressed(
        out,
        places=np.round(places * PLACE_STEPS).astype(np.int16),
        facings=np.round(facing * FACING_STEPS).astype(np.int8),
        triangles=triangles.astype(np.uint16),
        horizons=np.round(rise / (np.pi / 2) * RISE_STEPS).astype(np.uint8),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
