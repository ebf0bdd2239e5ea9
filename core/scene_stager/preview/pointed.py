# SPDX-License-Identifier: Apache-2.0
"""What is at a point of the picture: the subject's surface or the floor; and what hides what."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.preview.camera import pixel_rays, project
from scene_stager.preview.ground import FARTHEST_M
from scene_stager.preview.scene import PreviewScene, subject_from_stage
from scene_stager.preview.shapes import Solid, distance_and_normal
from scene_stager.preview.surface_net import mesh_of
from scene_stager.registry import entry_named
from scene_stager.shot.stand_ins import stand_ins

FINE = 1 << 20  # units across the picture in which a point is handed over; house default
OFF_SURFACE = 0.004  # in subject heights: where a ray that leaves the surface begins; house default
SUMMIT_POINTS = 24  # vertices round the topmost that tell where the top is; house default
STEPS, LEAST_CLOSING = 6, 0.02  # onto the surface, and how slantwise at most; house default
FACES_EYE = 0.2  # cosine of a vertex that is well inside the outline; house default


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """A point that is seen: where it is, which way it faces, and the way to the lens; stage."""

    place_m: Floats
    facing: Floats
    to_eye: Floats


class Set:
    """The stand-in as it stands on the stage, the floor, and the camera of one frame."""

    def __init__(self, scene: PreviewScene, aspect: float) -> None:
        """`aspect` is the picture's width over its height."""
        shape = entry_named(stand_ins(), scene.subject.kind, "subject.shape")
        mesh, turn = mesh_of(shape), np.asarray(subject_from_stage(scene.subject))
        self.turn = turn
        self.solid = None if shape.sculpture else Solid(shape.blobs, scene.subject.height_m)
        self.scene, self.aspect, self.height_m = scene, aspect, scene.subject.height_m
        self.places_m = (mesh.places_m * self.height_m) @ turn + scene.subject.position_m
        self.facings, self.triangles = mesh.facings @ turn, mesh.triangles
        self.eye_m = np.asarray(scene.camera.position_m)
        self.floor_m = scene.ground.middle_m[2]

    def on_subject(self, x: float, y: float) -> Pointed | None:
        """What of the subject is seen at a point, in shares of the picture from the upper left."""
        way = self._way(x, y)
        found = self._met(self.eye_m, way)
        if found is None:
            return None
        reach_m, triangle, shares = found
        facing = shares @ self.facings[self.triangles[triangle]]
        if self.solid is not None:
            reach_m, facing = self._on_solid(self.solid, reach_m, way, facing)
        return Pointed(self.eye_m + reach_m * way, facing / np.linalg.norm(facing), -way)

    def on_floor(self, x: float, y: float) -> Pointed | None:
        """What of the flat floor is seen there, were the subject away."""
        way, ground = self._way(x, y), self.scene.ground
        if way[2] >= 0.0 or self.eye_m[2] <= self.floor_m:
            return None
        reach_m = (self.floor_m - self.eye_m[2]) / way[2]
        place_m = self.eye_m + reach_m * way
        flat_m = ground.cyclorama_radius_m - ground.cove_radius_m
        out_m = float(np.hypot(*(place_m - ground.middle_m)[:2]))
        if reach_m > FARTHEST_M or (ground.cyclorama_radius_m > 0.0 and out_m > flat_m):
            return None
        return Pointed(place_m, np.array([0.0, 0.0, 1.0]), -way)

    def is_hidden(self, point: Pointed, light_m: Floats) -> bool:
        """Whether the subject stands between a point of its own and a lamp."""
        start_m = point.place_m + OFF_SURFACE * self.height_m * point.facing
        away_m = light_m - start_m
        length_m = float(np.linalg.norm(away_m))
        found = self._met(start_m, away_m / length_m)
        return found is not None and found[0] < length_m

    def nearest_on_subject(self, x: float, y: float) -> tuple[float, float] | None:
        """The vertex that is seen nearest to a point, in shares of the picture."""
        px, py, pz = self.places_m.T
        column, row, depth_m = project(self.scene.camera, (px, py, pz), FINE, 0)
        to_eye_m = self.eye_m - self.places_m
        cosine = np.sum(self.facings * to_eye_m, axis=1) / np.linalg.norm(to_eye_m, axis=1)
        across, down = column / FINE, 0.5 + row * self.aspect / FINE
        inside = (abs(across - 0.5) < 0.5) & (abs(down - 0.5) < 0.5)
        shown = inside & (cosine > FACES_EYE) & (depth_m > 0)
        if not shown.any():
            return None
        off = np.where(shown, np.hypot(across - x, (down - y) / self.aspect), np.inf)
        best = int(np.argmin(off))
        return float(across[best]), float(down[best])

    def tip_from(self, ground_m: Floats) -> Floats:
        """The point of the subject that stands highest as seen from a point on the floor.

        The top lies between vertices: a paraboloid through those round the highest tells where.
        """
        rise = _rise(self.places_m - ground_m)
        best = int(np.argmax(rise))
        off_m = self.places_m - self.places_m[best]
        near = np.argsort(np.sum(off_m * off_m, axis=1), kind="stable")[:SUMMIT_POINTS]
        normal = self.facings[best]
        u = np.cross(normal, np.eye(3)[int(np.argmin(np.abs(normal)))])
        u /= np.linalg.norm(u)
        a, b = off_m[near] @ u, off_m[near] @ np.cross(normal, u)
        terms = _paraboloid(a, b)
        weights, *_ = np.linalg.lstsq(terms, rise[near], rcond=None)
        bend = np.array([[2 * weights[3], weights[4]], [weights[4], 2 * weights[5]]])
        if np.linalg.eigvalsh(bend).max() >= 0.0:
            return np.asarray(self.places_m[best])
        peak = np.linalg.solve(bend, -weights[1:3])
        if np.hypot(*peak) > np.hypot(a, b).max():
            return np.asarray(self.places_m[best])
        places, *_ = np.linalg.lstsq(terms, self.places_m[near], rcond=None)
        return np.asarray(_paraboloid(peak[:1], peak[1:])[0] @ places)

    def _way(self, x: float, y: float) -> Floats:
        across, down = np.array([x * FINE]), np.array([(y - 0.5) * FINE / self.aspect])
        way, _ = pixel_rays(self.scene.camera, FINE, 0, across, down)
        return np.array([float(part[0]) for part in way])

    def _on_solid(
        self, solid: Solid, reach_m: float, way: Floats, facing: Floats
    ) -> tuple[float, Floats]:
        """From a facet to the surface itself that the vertices lie on, by Newton's steps."""
        for _ in range(STEPS):
            place_m = self.turn @ (self.eye_m + reach_m * way - self.scene.subject.position_m)
            x, y, z = place_m[:, None]
            away_m, slope = distance_and_normal(solid, (x, y, z))
            facing = np.array([float(part[0]) for part in slope]) @ self.turn
            closing = min(float(np.dot(facing, way)), -LEAST_CLOSING)
            reach_m -= float(away_m[0]) / closing
        return reach_m, facing

    def _met(self, start_m: Floats, way: Floats) -> tuple[float, int, Floats] | None:
        """The first triangle on a ray: how far, which, and how near its corners; Möller 1997."""
        first, second, third = (self.places_m[self.triangles[:, k]] for k in range(3))
        one, two = second - first, third - first
        across = np.cross(way, two)
        volume = np.sum(one * across, axis=1)
        per = 1.0 / np.where(np.abs(volume) < 1e-18, np.inf, volume)
        off = start_m - first
        b = np.sum(off * across, axis=1) * per
        turned = np.cross(off, one)
        c = turned @ way * per
        reach_m = np.sum(two * turned, axis=1) * per
        met = (b >= 0.0) & (c >= 0.0) & (b + c <= 1.0) & (reach_m > 0.0)
        if not met.any():
            return None
        best = int(np.argmin(np.where(met, reach_m, np.inf)))
        return float(reach_m[best]), best, np.array([1.0 - b[best] - c[best], b[best], c[best]])


def _rise(offset_m: Floats) -> Floats:
    return np.asarray(np.arctan2(offset_m[:, 2], np.hypot(offset_m[:, 0], offset_m[:, 1])))


def _paraboloid(a: Floats, b: Floats) -> Floats:
    return np.stack([np.ones_like(a), a, b, a * a, a * b, b * b], axis=1)
