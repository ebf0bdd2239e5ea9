"""Rides over surfaces as pictures: a mesh, its bend, the way, the light and the certificate."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from tools.curvature_lines import lines_of_curvature

from scene_stager.maths.surface.mesh import Mesh
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.tracing import walked_surface
from scene_stager.preview.camera import PreviewCamera, look_at, project, station
from scene_stager.preview.plots import ON_BLACK
from scene_stager.preview.sketch import Sketch, paint
from scene_stager.preview.surface import see
from scene_stager.shot.lighting.surface_ride import (
    MOST_BEND_CHANGE,
    MOST_TURN_DEG,
    SurfaceRide,
)

PAPER, INK, SOFT, MUTED, RULE = "#141311", ON_BLACK.ink, "#bdb5a7", ON_BLACK.muted, "#35322c"
VERMILION, BLUE, _, AMBER, _ = ON_BLACK.lines
DARK, BRIGHT = np.array([23.0, 22.0, 20.0]), np.array([104.0, 98.0, 88.0])
ACROSS, ALONG = "#8b8478", "#5d5950"  # lines of the larger curvature, of the smaller
SHINE_FROM = (-0.45, 0.75, 0.6)  # right, up and toward us
WIDE_PX, HIGH_PX, FINER = 980, 620, 2  # of a mesh; drawn so much finer, then made smaller
CHART_PX, LABEL_PX, GAP_PX = 440, 48, 60
IN_FRONT, EVERY, MOST_SAID = 0.99, 12, 3


@dataclass(frozen=True)
class Shown:
    """A ride to be drawn; `looks_at_m` is the middle of the picture, `apart_m` is between lines."""

    title: str
    told: str
    mesh: Mesh
    ride: SurfaceRide
    light_m: np.ndarray
    looks_at_m: tuple[float, float, float]
    from_deg: tuple[float, float]  # azimuth and elevation
    distance_m: float
    apart_m: float
    rings: int  # that calm the lines of a mesh whose facings are noisy


def sheet(shown):
    """All of them, one under another."""
    size = (WIDE_PX + CHART_PX + 3 * GAP_PX, len(shown) * (HIGH_PX + GAP_PX))
    page = Image.new("RGB", size, PAPER)
    for k, one in enumerate(shown):
        top = GAP_PX // 2 + k * (HIGH_PX + GAP_PX)
        page.paste(_mesh(one), (GAP_PX, top))
        draw = ImageDraw.Draw(page)
        paint(_told(one), draw, (WIDE_PX + 2 * GAP_PX, top))
    return page


def _mesh(one):
    """The mesh from where the camera is, what is drawn on it, and the light over it."""
    eye = station(*one.from_deg, one.distance_m, one.looks_at_m)
    camera = PreviewCamera(eye, look_at(eye, one.looks_at_m))
    size = (WIDE_PX * FINER, HIGH_PX * FINER)
    picture, depth_m = _shaded(one.mesh, camera, *size)
    image = Image.fromarray(picture)
    sketch, seen = Sketch(*size), _Seen(camera, size, depth_m)
    surface, shape = walked_surface(one.mesh), shape_of_vertices(one.mesh, one.rings)
    for larger, colour in ((False, ALONG), (True, ACROSS)):
        for line in lines_of_curvature(surface, one.apart_m, larger, shape=shape):
            seen.line(sketch, line, colour, 1.3 * FINER)
    _ridden(sketch, seen, one)
    paint(sketch, ImageDraw.Draw(image), (0.0, 0.0))
    return image.resize((WIDE_PX, HIGH_PX), Image.Resampling.LANCZOS)


def _shaded(mesh, camera, width, height):
    """The mesh in the dark, and how far off each pixel of it is."""
    found = see(mesh, 1.0, camera, width, height, np.float64)
    shine = np.array(camera.stage_from_camera) @ np.array(SHINE_FROM)
    lit = np.clip(np.stack(found.facing, -1) @ (shine / np.linalg.norm(shine)), 0.0, 1.0)
    shade = DARK + (0.1 + 0.9 * lit[:, None] ** 1.5) * (BRIGHT - DARK)
    paper = np.array([int(PAPER[k : k + 2], 16) for k in (1, 3, 5)], dtype=float)
    total, weight = np.zeros((height * width, 3)), np.zeros(height * width)
    np.add.at(total, found.pixels, shade * found.weight[:, None])
    np.add.at(weight, found.pixels, found.weight)
    weight = np.minimum(weight, 1.0)[:, None]
    depth_m = np.full(height * width, np.inf)
    np.minimum.at(depth_m, found.pixels, found.depth_m)
    picture = total + (1.0 - weight) * paper
    return picture.reshape(height, width, 3).round().astype(np.uint8), depth_m.reshape(height, -1)


class _Seen:
    """Which places of the stage are seen, and where in the picture."""

    def __init__(self, camera, size, depth_m):
        self.camera, self.size, self.depth_m = camera, size, depth_m

    def at(self, places_m):
        """Where in the picture places are, and which of them nothing stands before."""
        across, down, depth_m = project(self.camera, tuple(places_m.T), *self.size)
        x, y = (
            np.clip(a.astype(int), 0, n - 1) for a, n in zip((across, down), self.size, strict=True)
        )
        return np.stack([across, down], -1), depth_m * IN_FRONT <= self.depth_m[y, x]

    def line(self, sketch, places_m, colour, width_px):
        """The parts of a line that are seen."""
        flat, shown = self.at(places_m)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]])))
        for start, end in edges.reshape(-1, 2):
            if end - start > 1:
                sketch.line([tuple(p) for p in flat[start:end]], colour, width_px)


def _ridden(sketch, seen, one):
    """The way, the light beside it, and in vermilion where the ride is lost."""
    ride = one.ride
    seen.line(sketch, ride.places_m, INK, 3.0 * FINER)
    lost = ride.classic_share == 1.0
    flat, shown = seen.at(ride.places_m)
    lamps, free = seen.at(one.light_m)
    for k in range(0, len(flat), EVERY):
        colour = VERMILION if lost[k] else BLUE
        if shown[k]:
            sketch.line([tuple(flat[k]), tuple(lamps[k])], colour, 1.6 * FINER)
            sketch.disc(tuple(flat[k]), 3.5 * FINER, INK)
        if free[k]:
            sketch.disc(tuple(lamps[k]), 7.0 * FINER, colour)
    for one_lost in ride.lost:
        (place,), _ = seen.at(np.array([one_lost.place_m]))
        turn = np.linspace(0.0, 2.0 * np.pi, 49)
        ring = place + 12.0 * FINER * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        sketch.line([tuple(p) for p in ring], VERMILION, 2.2 * FINER)


def _told(one):
    """What the mesh is, and its certificate over time."""
    sketch, ride = Sketch(CHART_PX, HIGH_PX), one.ride
    sketch.words((0, 70), one.title, INK, 30)
    sketch.words((0, 104), one.told, MUTED, 17)
    count = f"{len(one.mesh.triangles):,} triangles"
    sketch.words((0, 130), count, MUTED, 17)
    _chart(sketch, 200, ride.t_s, ride.turn_deg, MOST_TURN_DEG, "frame turns by", "° a frame")
    _chart(
        sketch,
        380,
        ride.t_s,
        ride.bend_change,
        MOST_BEND_CHANGE,
        "bend changes by",
        "balls",
    )
    if not ride.lost:
        sketch.words((0, 560), "never lost", BLUE, 17)
    said = [_line(lost) for lost in ride.lost]
    if len(said) > MOST_SAID:
        said[MOST_SAID - 1 :] = [f"and {len(said) - MOST_SAID + 1} times more"]
    for place, line in enumerate(said):
        sketch.words((0, 536 + 26 * place), line, VERMILION, 17)
    return sketch


def _line(lost):
    name = lost.fault.said
    return f"{name} from {lost.from_s:.2f} to {lost.to_s:.2f} s: handed to the classic link"


def _chart(sketch, top, t_s, values, most, title, unit):
    """One row of the certificate over powers of ten, with what is trusted at most."""
    low, high = np.log10(most) - 3.5, np.log10(most) + 1.2
    height = 110.0

    def at(x_s, value):
        up = np.clip(np.log10(np.maximum(value, 1e-12)), low, high)
        return LABEL_PX + (CHART_PX - LABEL_PX) * x_s / t_s[-1], top + height * (high - up) / (
            high - low
        )

    sketch.words((0, top - 8), title, INK, 17)
    sketch.words((CHART_PX, top - 8), unit, MUTED, 15, "end")
    for value, colour in ((most, VERMILION), (most / 100.0, RULE)):
        y = at(0.0, value)[1]
        sketch.line([(LABEL_PX, y), (CHART_PX, y)], colour, 1.0)
        label = VERMILION if value == most else MUTED
        sketch.words((LABEL_PX - 10, y + 5), f"{value:g}", label, 15, "end")
    points = [at(t, v) for t, v in zip(t_s, values, strict=True)]
    sketch.line(points, BLUE, 2.0)
    over = [values[k] > most for k in range(len(values))]
    for k in np.flatnonzero(over):
        sketch.disc(points[k], 3.0, VERMILION)
