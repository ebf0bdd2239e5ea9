# SPDX-License-Identifier: Apache-2.0
"""The set from above: where the camera goes, what it sees, and how bright each light is there."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks.entities import CameraFacts, LampFacts
from scene_stager.moks.take import Take
from scene_stager.preview.lamp_marks import RAY_TO_PX, draw_beyond, draw_lamp, draw_sun
from scene_stager.preview.lamp_places import LampPlace, lamp_places
from scene_stager.preview.numbers import lights, riders, values
from scene_stager.preview.plots import show
from scene_stager.preview.relief import draw_facets, facets_in
from scene_stager.preview.sketch import Point, Sketch

Span = tuple[float, float, float]  # of a label: left, right, baseline

MARGIN_PX = 34
MOST_LABELLED = 6  # with more lights than these the practicals are numbered, not named
LINE_PX, LETTER_PX = 13, 6.2  # the room that a label takes, and that each of its letters does
LEAST_SCALE = 0.4  # of the shot's own: lamps that would make it smaller are pointed to instead
EDGE_PX, FOOT_PX = 22.0, 40.0  # how far from the edge what is pointed to is drawn
MARK_PX, LABEL_PX = 6.0, 7.0  # how far a mark reaches, and from there to its label
MOST_STEPS = 40  # a label that found no room within so many may leave the page
TO_SCALE = "to scale"
BEYOND, SUNS = "arrow with metres: off the page", "sun: its direction only"


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a plan."""

    ink: str
    muted: str
    rule: str
    path: str
    view: str
    beam: str


DARK = Inks(
    ink="#e8e2d6",
    muted="#8f887b",
    rule="#2c2a27",
    path="#e08a4f",
    view="#2e2922",
    beam="#e9d45a",
)
PAGE = Inks(  # the colours of the page around it, by day and by night
    ink="var(--ink)",
    muted="var(--muted)",
    rule="var(--rule)",
    path="var(--path)",
    view="var(--view)",
    beam="var(--line-4)",
)


def draw_top_view(
    take: Take,
    width_px: int,
    height_px: int,
    inks: Inks,
    at_index: int = 0,
    mesh: Mesh | None = None,
) -> Sketch:
    """Camera path, field of view at one frame, focal target and lights, to scale, +y upwards.

    What has no place on the page is pointed to and says so: a sun by its direction, a lamp further
    out by an arrow with its metres. A light that rides has its whole way, over the `mesh` if given.
    """
    sketch = Sketch(width_px, height_px)
    camera_m = values(take, "camera.translate_m")[:, :2]
    target_m = values(take, "target.translate_m")[:, :2]
    shot_m = np.concatenate([camera_m, target_m])
    frame = _Map.with_lamps(shot_m, _standing_m(take, at_index), width_px, height_px)

    if mesh is not None:
        _draw_mesh(sketch, mesh, frame, inks)
    _draw_grid(sketch, frame, inks)
    _draw_view(sketch, take, frame, inks, at_index)
    if np.ptp(target_m, axis=0).max() > 0.05:
        sketch.line([frame.place(p) for p in _thin(target_m)], inks.muted, 1.2, dashed=True)
    sketch.line([frame.place(p) for p in _thin(camera_m)], inks.path, 2.2)
    sketch.disc(frame.place(camera_m[0]), 3, None, inks.path)
    sketch.disc(frame.place(camera_m[at_index]), 4, inks.path)
    for light in riders(take):
        way = [frame.place(p) for p in _thin(values(take, f"{light}.translate_m"))]
        sketch.line(way, inks.beam, 1.6)
    _draw_lights(sketch, take, frame, inks, at_index)
    sketch.disc(frame.place(target_m[at_index]), 5, None, inks.ink)
    sketch.disc(frame.place(target_m[at_index]), 1.5, inks.ink)
    corner = (sketch.width_px - 12.0, sketch.height_px - 8.0)
    sketch.words(corner, f"frame {take.start_frame + at_index}", inks.muted, 11, "end")
    return sketch


def _draw_mesh(sketch: Sketch, mesh: Mesh, frame: _Map, inks: Inks) -> None:
    """The mesh that a light rides, as far as the page reaches."""
    half_m = np.array([*frame.middle_px, np.inf]) / frame.px_per_m
    centre_m = np.array([*frame.centre_m, 0.0])
    facets_m = facets_in(mesh, centre_m - half_m, centre_m + half_m)
    draw_facets(sketch, facets_m, np.eye(3), frame.place, (inks.rule, inks.muted))


def _standing_m(take: Take, index: int) -> Floats:
    """Where the lamps that have a place stand on the floor, (n, 2)."""
    placed = [k for k, place in lamp_places(take, index).items() if place.distance_m is not None]
    found = [values(take, f"{light}.translate_m")[index, :2] for light in placed]
    for light in riders(take):
        found += list(_thin(values(take, f"{light}.translate_m")[:, :2], 8))
    return np.array(found, dtype=np.float64).reshape(-1, 2)


class _Map:
    """Metres on the floor to pixels on the page."""

    def __init__(self, centre_m: Floats, px_per_m: float, middle_px: Point) -> None:
        self.centre_m, self.px_per_m, self.middle_px = centre_m, px_per_m, middle_px

    @classmethod
    def around(cls, points_m: Floats, width_px: int, height_px: int) -> _Map:
        """The largest scale at which all the points fit inside the margins."""
        low, high = points_m.min(axis=0), points_m.max(axis=0)
        size_m = np.maximum((high - low) * 1.25, 1.5)
        room_px = np.array([width_px - 2 * MARGIN_PX, height_px - 2 * MARGIN_PX])
        scale = float(np.min(room_px / size_m))
        return cls((low + high) / 2, scale, (width_px / 2, height_px / 2))

    @classmethod
    def with_lamps(cls, shot_m: Floats, lamps_m: Floats, width_px: int, height_px: int) -> _Map:
        """The shot, with as many of the lamps, the near ones first, as leave it large enough."""
        alone = found = cls.around(shot_m, width_px, height_px)
        away_m = np.sqrt(np.sum((lamps_m - alone.centre_m) ** 2, axis=1))
        for count in range(1, len(lamps_m) + 1):
            nearest = lamps_m[np.argsort(away_m, kind="stable")[:count]]
            tried = cls.around(np.concatenate([shot_m, nearest]), width_px, height_px)
            if tried.px_per_m < LEAST_SCALE * alone.px_per_m:
                break
            found = tried
        return found

    def place(self, point_m: Floats) -> Point:
        """Where a point on the floor is on the page."""
        x, y = (point_m[:2] - self.centre_m) * self.px_per_m
        return self.middle_px[0] + float(x), self.middle_px[1] - float(y)


def _draw_grid(sketch: Sketch, frame: _Map, inks: Inks) -> None:
    step_m = next(
        s for s in (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000) if s * frame.px_per_m >= 28
    )
    step_px = step_m * frame.px_per_m
    for k in range(-60, 61):
        x, y = frame.place(np.round(frame.centre_m / step_m) * step_m + k * step_m)
        if 0 <= x <= sketch.width_px:
            sketch.line([(x, 0), (x, sketch.height_px)], inks.rule)
        if 0 <= y <= sketch.height_px:
            sketch.line([(0, y), (sketch.width_px, y)], inks.rule)
    left, base = 12.0, sketch.height_px - 12.0
    sketch.line([(left, base), (left + step_px, base)], inks.ink, 2)
    sketch.words((left + step_px + 6, base + 4), f"{show(step_m)} m", inks.muted, 11)


def _draw_view(sketch: Sketch, take: Take, frame: _Map, inks: Inks, index: int) -> None:
    camera_m = values(take, "camera.translate_m")[index]
    turn = values(take, "camera.rotate_wxyz")[index]
    focal_mm = float(values(take, "camera.focal_length_mm")[index, 0])
    half = 0.5 * take.facts(CameraFacts, "camera").sensor_width_mm / focal_mm
    off = 0.0
    if "camera.shift_x_mm" in take.names:
        off = float(values(take, "camera.shift_x_mm")[index, 0]) / focal_mm
    reach_m = float(values(take, "camera.focus_distance_m")[index, 0]) * 1.15
    corners = [frame.place(camera_m)]
    for side in (off - half, off + half):
        ray = rotate_wxyz(turn, np.array([side, 0.0, -1.0]))
        corner = frame.place(camera_m + ray * reach_m)
        inside = 0 <= corner[0] <= sketch.width_px and 0 <= corner[1] <= sketch.height_px
        corners.append(corner if inside else _at_the_edge(sketch, corners[0], corner))
    sketch.line([*corners, corners[0]], None, fill=inks.view)


def _draw_lights(sketch: Sketch, take: Take, frame: _Map, inks: Inks, index: int) -> None:
    """Each lamp where it stands; what has no place on the page at its edge, pointed to."""
    centre = frame.place(values(take, "target.translate_m")[index])
    path = [frame.place(p) for p in _thin(values(take, "camera.translate_m"), 60)]
    taken: list[Span] = [(x - 2, x + 2, y + 4) for x, y in path]
    taken.append((centre[0] - 6, centre[0] + 6, centre[1] + 4))
    labels: list[tuple[Point, float, str]] = []
    crowded = len(lights(take)) > MOST_LABELLED
    legend = {TO_SCALE: True}
    for light, place in lamp_places(take, index).items():
        at, more, mark = _draw_light(sketch, take, frame, inks, (light, place, index))
        legend[mark] = True
        reach_px = RAY_TO_PX if mark == SUNS else _reach_px(take, frame, light, centre, at)
        taken.append((at[0] - reach_px, at[0] + reach_px, at[1] + 4))
        if crowded and light.startswith("light.practical_"):
            _number(sketch, centre, at, light.rpartition("_")[2], inks.muted)
            continue
        lux = float(values(take, f"{light}.illuminance_lx")[index, 0])
        name = light.removeprefix("light.").replace("_", " ")
        labels.append((at, reach_px, f"{name}, {show(lux)} lx{more}"))
    for spot, reach_px, text in labels:
        _label(sketch, spot, text, inks, taken, reach_px + LABEL_PX)
    sketch.words((12.0, sketch.height_px - 24.0), "; ".join(legend), inks.muted, 9)


def _draw_light(
    sketch: Sketch, take: Take, frame: _Map, inks: Inks, what: tuple[str, LampPlace, int]
) -> tuple[Point, str, str]:
    """One lamp: where its mark is, what its label adds, and what the legend has to say of it."""
    light, place, index = what
    centre = frame.place(values(take, "target.translate_m")[index])
    at = frame.place(values(take, f"{light}.translate_m")[index])
    kelvin = float(values(take, f"{light}.color_temperature_k")[index, 0])
    standing = place.distance_m is not None and _on_page(sketch, at)
    if not standing:
        at = _at_the_edge(sketch, centre, at)
    sketch.line([at, centre], inks.view, 1, dashed=True)
    if standing:
        wide_px = take.facts(LampFacts, light).width_m * frame.px_per_m
        draw_lamp(sketch, at, centre, wide_px, kelvin, inks.muted)
        return at, "", TO_SCALE
    if place.distance_m is None:
        draw_sun(sketch, at, centre, kelvin, inks.muted)
        return at, f", {place.elevation_deg:.0f}° up", SUNS
    draw_beyond(sketch, at, centre, kelvin, inks.muted)
    return at, f", {show(place.distance_m)} m", BEYOND


def _reach_px(take: Take, frame: _Map, light: str, centre: Point, at: Point) -> float:
    """How far a lamp's mark reaches to its left and right: a soft one is a bar across its beam."""
    away = math.hypot(at[0] - centre[0], at[1] - centre[1]) or 1.0
    half_px = take.facts(LampFacts, light).width_m * frame.px_per_m / 2
    return max(MARK_PX, half_px * abs(at[1] - centre[1]) / away)


def _number(sketch: Sketch, centre: Point, at: Point, number: str, ink: str) -> None:
    """A lamp's number on the far side of it."""
    x, y = at[0] - centre[0], at[1] - centre[1]
    size = math.hypot(x, y) or 1.0
    spot = (at[0] + 13 * x / size, at[1] + 13 * y / size + 3)
    sketch.words(spot, number, ink, 9, "middle")


def _on_page(sketch: Sketch, at: Point) -> bool:
    inside = EDGE_PX / 2 <= at[0] <= sketch.width_px - EDGE_PX / 2
    return inside and EDGE_PX / 2 <= at[1] <= sketch.height_px - FOOT_PX


def _at_the_edge(sketch: Sketch, centre: Point, at: Point) -> Point:
    """Where the line from the focal target to a light leaves the page: true in its direction."""
    x, y = at[0] - centre[0], at[1] - centre[1]
    size = math.hypot(x, y)
    if size == 0:
        return centre
    x, y = x / size, y / size
    rooms = (
        (sketch.width_px - EDGE_PX - centre[0]) / x if x > 0 else math.inf,
        (EDGE_PX - centre[0]) / x if x < 0 else math.inf,
        (sketch.height_px - FOOT_PX - centre[1]) / y if y > 0 else math.inf,
        (EDGE_PX - centre[1]) / y if y < 0 else math.inf,
    )
    return centre[0] + min(rooms) * x, centre[1] + min(rooms) * y


def _label(
    sketch: Sketch, spot: Point, text: str, inks: Inks, taken: list[Span], gap_px: float
) -> None:
    """Write beside a spot, as near as the lamps and labels that are already there leave room."""
    wide = LETTER_PX * len(text)
    first = 1 if spot[0] < sketch.width_px * 0.7 else -1
    for step in itertools.count():
        away = (step + 1) // 2 * LINE_PX / 2 * (1 if step % 2 else -1)
        for side in (first, -first):
            x, y = spot[0] + gap_px * side, spot[1] + 4 + away
            left, right = (x, x + wide) if side > 0 else (x - wide, x)
            if step < MOST_STEPS and (left < 0 or right > sketch.width_px):
                continue
            if any(abs(y - at) < LINE_PX and left < b and a < right for a, b, at in taken):
                continue
            taken.append((left, right, y))
            if abs(away) > LINE_PX:
                sketch.line([spot, (x, y - 4)], inks.muted, 0.8)
            sketch.words((x, y), text, inks.ink, 11, "start" if side > 0 else "end")
            return


def _thin(points: Floats, most: int = 400) -> Floats:
    return points[:: max(1, len(points) // most)]
