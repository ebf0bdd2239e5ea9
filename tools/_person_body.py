"""A body from MakeHuman's CC0 assets: the mean of its six young adults, its arms down.

Heights are of one bald head to the floor; right-handed, z up, facing -y; left is +x.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PEOPLES, SEXES = ("african", "asian", "caucasian"), ("female", "male")
# Turns about a bone's own head, on the left: axis and degrees. House defaults, drawn by eye.
POSE = {
    "clavicle": ((0.0, 1.0, 0.0), 4.0),
    "upperarm01": ((0.0, 1.0, 0.0), 26.0),
    "lowerarm01": ((1.0, 0.25, 0.0), 20.0),
    "upperleg01": ((0.0, 1.0, 0.0), 4.2),
    "foot": ((0.0, 1.0, 0.0), -3.5),
}
# Which bones, by the start of their names, make a part.
PARTS = {
    "hand": ("wrist", "metacarpal", "finger"),
    "arm": ("upperarm", "lowerarm"),
    "leg": ("upperleg", "lowerleg"),
    "foot": ("foot", "toe"),
    "neck": ("neck",),
    "trunk": ("root", "spine", "pelvis", "clavicle", "shoulder", "breast"),
}
FORWARD = 0.035  # how far back the body is set, so that the head stands over the origin


@dataclass(slots=True)
class Body:
    """A closed quad mesh, alike left and right.

    shapes   places (v, 3); quads (q, 4); parts: name -> (v,), shares of one
    """

    places: np.ndarray
    quads: np.ndarray
    parts: dict[str, np.ndarray]
    joints: dict[str, np.ndarray]


def body_from(folder: Path) -> tuple[Body, np.ndarray]:
    """The body at height one, and the corners of its left eyeball."""
    places, groups = _obj(folder / "3dobjs" / "base.obj")
    for people in PEOPLES:
        for sex in SEXES:
            moved = _target(
                folder / f"targets/macrodetails/{people}-{sex}-young.target", len(places)
            )
            places = places + moved / 6.0
    places = np.stack([places[:, 0], -places[:, 2], places[:, 1]], axis=-1)
    skeleton = json.loads((folder / "rigs" / "default.mhskel").read_text(encoding="utf-8"))
    weights = json.loads((folder / "rigs" / "default_weights.mhw").read_text(encoding="utf-8"))
    joints = {name: places[rows].mean(axis=0) for name, rows in skeleton["joints"].items()}
    shares = _shares(weights["weights"], len(places))
    turns = _turns(skeleton["bones"], joints)
    places = _posed(places, shares, turns)

    quads = groups["body"]
    low, high = places[quads, 2].min(), places[quads, 2].max()
    tall = high - low

    def stood(points: np.ndarray) -> np.ndarray:
        return (points - (0.0, 0.0, low)) / tall + (0.0, FORWARD, 0.0)

    posed = {
        bone: stood(turns[bone][0] @ joints[told["head"]] + turns[bone][1])
        for bone, told in skeleton["bones"].items()
    }
    parts = {
        part: sum(share for bone, share in shares.items() if bone.startswith(starts))
        for part, starts in PARTS.items()
    }
    eye = stood(places[np.unique(groups["helper-l-eye"])])
    return _mirrored(Body(stood(places), quads, parts, posed)), eye


def smoothed(places: np.ndarray, quads: np.ndarray, share: np.ndarray, times: int) -> np.ndarray:
    """Places drawn toward the mean of their neighbours; a share of one each goes all the way."""
    start = quads.ravel()
    end = np.roll(quads, -1, axis=1).ravel()
    count = len(places)
    number = np.bincount(start, minlength=count) + np.bincount(end, minlength=count)
    for _ in range(times):
        mean = np.stack(
            [
                np.bincount(start, places[end, k], count)
                + np.bincount(end, places[start, k], count)
                for k in range(3)
            ],
            axis=-1,
        )
        places = places + share[:, None] * (mean / number[:, None] - places)
    return places


def facings(places: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """Unit normals of the vertices, by the area round them; shape (v, 3)."""
    a, b, c, d = (places[quads[:, k]] for k in range(4))
    across = np.cross(c - a, d - b)
    total = np.stack(
        [np.bincount(quads.ravel(), np.repeat(across[:, k], 4), len(places)) for k in range(3)],
        axis=-1,
    )
    return total / np.linalg.norm(total, axis=1, keepdims=True)


def finer(body: Body) -> Body:
    """Every quad as four; source: Catmull and Clark 1978."""
    places, quads, count = body.places, body.quads, len(body.places)
    start, end = quads, np.roll(quads, -1, axis=1)
    pairs = np.stack([np.minimum(start, end).ravel(), np.maximum(start, end).ravel()], axis=-1)
    edges, edge_of = np.unique(pairs, axis=0, return_inverse=True)
    edge_of = edge_of.reshape(quads.shape)
    valence = np.bincount(edges.ravel(), minlength=count)

    def spread(rows: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
        return np.stack([np.bincount(rows, values[:, k], size) for k in range(3)], axis=-1)

    middles = places[quads].mean(axis=1)
    between = places[edges].mean(axis=1)
    beside = spread(edge_of.ravel(), np.repeat(middles, 4, axis=0), len(edges)) / 2.0
    round_it = spread(quads.ravel(), np.repeat(middles, 4, axis=0), count) / valence[:, None]
    spokes = spread(edges.ravel(), np.repeat(between, 2, axis=0), count) / valence[:, None]
    n = valence[:, None]
    moved = (round_it + 2.0 * spokes + (n - 3.0) * places) / n
    made = np.concatenate([moved, (between + beside) / 2.0, middles])
    face = count + len(edges) + np.arange(len(quads))
    before = np.roll(edge_of, 1, axis=1)
    four = [
        np.stack([quads[:, k], count + edge_of[:, k], face, count + before[:, k]], axis=-1)
        for k in range(4)
    ]
    parts = {
        name: np.concatenate([share, share[edges].mean(axis=1), share[quads].mean(axis=1)])
        for name, share in body.parts.items()
    }
    return Body(made, np.concatenate(four), parts, body.joints)


def _obj(path: Path) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Places and the quads of each group of a Wavefront file."""
    places, groups, group = [], {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            places.append([float(c) for c in rest.split()])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            corners = [int(c.partition("/")[0]) - 1 for c in rest.split()]
            groups.setdefault(group, []).append(corners)
    return np.array(places), {name: np.array(faces) for name, faces in groups.items()}


def _target(path: Path, count: int) -> np.ndarray:
    """How a target moves each vertex."""
    moved = np.zeros((count, 3))
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1].isdigit():
            row, *by = line.split()
            moved[int(row)] = [float(c) for c in by]
    return moved


def _shares(weights: dict[str, list], count: int) -> dict[str, np.ndarray]:
    """How much each bone carries of each vertex: shares that add up to one."""
    table = {}
    for bone, rows in weights.items():
        table[bone] = np.zeros(count)
        for row, weight in rows:
            table[bone][row] = weight
    total = np.maximum(sum(table.values()), 1e-9)
    return {bone: share / total for bone, share in table.items()}


def _turns(bones: dict, joints: dict) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each bone's rotation and shift, its parents' included."""
    known: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def of(bone: str) -> tuple[np.ndarray, np.ndarray]:
        if bone not in known:
            told = bones[bone]
            turn, shift = of(told["parent"]) if told["parent"] else (np.eye(3), np.zeros(3))
            stem, _, side = bone.partition(".")
            if stem in POSE:
                (x, y, z), degrees = POSE[stem]
                own = _rotation((x, -y, -z) if side == "R" else (x, y, z), degrees)
                head = joints[told["head"]]
                turn, shift = turn @ own, turn @ (head - own @ head) + shift
            known[bone] = (turn, shift)
        return known[bone]

    return {bone: of(bone) for bone in bones}


def _rotation(axis: tuple[float, float, float], degrees: float) -> np.ndarray:
    """Source: Rodrigues."""
    x, y, z = np.array(axis) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def _posed(places: np.ndarray, shares: dict, turns: dict) -> np.ndarray:
    """Linear blend skinning; what no bone carries stays."""
    moved, carried = np.zeros_like(places), np.zeros(len(places))
    for bone, share in shares.items():
        turn, shift = turns[bone]
        moved += share[:, None] * (places @ turn.T + shift)
        carried += share
    return np.where(carried[:, None] > 0.5, moved, places)


def _mirrored(body: Body) -> Body:
    """The left half and its exact mirror image, joined along the middle."""
    quads = body.quads[body.places[body.quads, 0].mean(axis=1) > 0]
    used, quads = np.unique(quads, return_inverse=True)
    quads = quads.reshape(-1, 4)
    left = body.places[used]
    pairs = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    edges, count = np.unique(pairs, axis=0, return_counts=True)
    seam = np.unique(edges[count == 1])
    left[seam, 0] = 0.0
    other = np.arange(len(left))
    apart = np.setdiff1d(other, seam)
    other[apart] = len(left) + np.arange(len(apart))
    return Body(
        np.concatenate([left, left[apart] * (-1, 1, 1)]),
        np.concatenate([quads, other[quads][:, ::-1]]),
        {k: np.concatenate([s[used], s[used][apart]]) for k, s in body.parts.items()},
        body.joints,
    )
