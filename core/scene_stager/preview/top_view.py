# SPDX-License-Identifier: Apache-2.0
"""The set from above: where the camera goes, what it sees, and how bright each light is there."""

from __future__ import annotations

import math

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import lights, values
from scene_stager.preview.plots import show
from scene_stager.preview.sketch import Point, Sketch

Span = tuple[float, float, float]  # of a label: left, right, baseline

DARK = {
    "ink": "#e8e2d6",
    "muted": "#8f887b",
    "rule": "#2c2a27",
    "path": "#e08a4f",
    "view": "#3d3429",
}
LIGHT = {
    "ink": "#1d1b18",
    "muted": "#6e685e",
    "rule": "#ece7dd",
    "path": "#b4552d",
    "view": "#f4e8d8",
}
MARGIN_PX = 34
MOST_LABELLED = 6  # with more lights than these the practicals are numbered, not named
LINE_PX, LETTER_PX = 13, 6.2  # the room that a label takes, and that each of its letters does
FAR_LIGHT = 1.35  # lights further out than this many shot radii are drawn at the rim


def draw_top_view(
    take: Take, width_px: int, height_px: int, ink: dict[str, str], at_index: int = 0
) -> Sketch:
    """Camera path, field of view at one frame, focal target and lights, to scale, +y upwards."""
    sketch = Sketch(width_px, height_px)
    camera_m = values(take, "camera.translate_m")[:, :2]
    target_m = values(take, "target.translate_m")[:, :2]
    frame = _Map.around(np.concatenate([camera_m, target_m]), width_px, height_px)

    _draw_grid(sketch, frame, ink)
    _draw_view(sketch, take, frame, ink, at_index)
    _draw_lights(sketch, take, frame, ink, at_index)
    if np.ptp(target_m, axis=0).max() > 0.05:
        sketch.line([frame.place(p) for p in _thin(target_m)], ink["muted"], 1.2, dashed=True)
    sketch.disc(frame.place(target_m[at_index]), 5, None, ink["ink"])
    sketch.disc(frame.place(target_m[at_index]), 1.5, ink["ink"])
    sketch.line([frame.place(p) for p in _thin(camera_m)], ink["path"], 2.2)
    sketch.disc(frame.place(camera_m[0]), 3, None, ink["path"])
    sketch.disc(frame.place(camera_m[at_index]), 4, ink["path"])
    corner = (sketch.width_px - 12.0, sketch.height_px - 8.0)
    sketch.words(corner, f"frame {take.start_frame + at_index}", ink["muted"], 11, "end")
    return sketch


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

    def place(self, point_m: Floats) -> Point:
        """Where a point on the floor is on the page."""
        x, y = (point_m[:2] - self.centre_m) * self.px_per_m
        return self.middle_px[0] + float(x), self.middle_px[1] - float(y)


def _draw_grid(sketch: Sketch, frame: _Map, ink: dict[str, str]) -> None:
    step_m = next(
        s for s in (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000) if s * frame.px_per_m >= 28
    )
    step_px = step_m * frame.px_per_m
    for k in range(-60, 61):
        x, y = frame.place(np.round(frame.centre_m / step_m) * step_m + k * step_m)
        if 0 <= x <= sketch.width_px:
            sketch.line([(x, 0), (x, sketch.height_px)], ink["rule"])
        if 0 <= y <= sketch.height_px:
            sketch.line([(0, y), (sketch.width_px, y)], ink["rule"])
    left, base = 12.0, sketch.height_px - 12.0
    sketch.line([(left, base), (left + step_px, base)], ink["ink"], 2)
    sketch.words((left + step_px + 6, base + 4), f"{show(step_m)} m", ink["muted"], 11)


def _draw_view(sketch: Sketch, take: Take, frame: _Map, ink: dict[str, str], index: int) -> None:
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
        corners.append(frame.place(camera_m + ray * reach_m))
    sketch.line([*corners, corners[0]], None, fill=ink["view"])


def _draw_lights(sketch: Sketch, take: Take, frame: _Map, ink: dict[str, str], index: int) -> None:
    """Each light where it stands; one that is far out goes to the rim with its distance."""
    target_m = values(take, "target.translate_m")[index]
    reach_px = min(sketch.width_px, sketch.height_px) / 2 - MARGIN_PX
    centre = frame.place(target_m)
    labels: list[tuple[Point, str]] = []
    taken: list[Span] = [(centre[0] - 6, centre[0] + 6, centre[1] + 4)]
    crowded = len(lights(take)) > MOST_LABELLED
    for light in lights(take):
        if f"{light}.translate_m" not in take.names:
            continue
        away_m = values(take, f"{light}.translate_m")[index] - target_m
        level_m = math.hypot(float(away_m[0]), float(away_m[1]))
        at_px = min(level_m * frame.px_per_m, reach_px * FAR_LIGHT)
        turn = math.atan2(float(away_m[1]), float(away_m[0]))
        spot = (centre[0] + at_px * math.cos(turn), centre[1] - at_px * math.sin(turn))
        spot = (
            min(max(spot[0], 14.0), sketch.width_px - 14.0),
            min(max(spot[1], 14.0), sketch.height_px - 26.0),
        )
        kelvin = float(values(take, f"{light}.color_temperature_k")[index, 0])
        sketch.line([spot, centre], ink["rule"], 1, dashed=True)
        sketch.disc(spot, 6, lamp_colour(kelvin), ink["muted"])
        taken.append((spot[0] - 6, spot[0] + 6, spot[1] + 4))
        lux = float(values(take, f"{light}.illuminance_lx")[index, 0])
        if crowded and light.startswith("light.practical_"):
            sketch.words(
                (spot[0], spot[1] - 9), light.rpartition("_")[2], ink["muted"], 9, "middle"
            )
            continue
        name = light.removeprefix("light.").replace("_", " ")
        labels.append((spot, f"{name}, {show(lux)} lx"))
    for spot, text in labels:
        _label(sketch, spot, text, ink["ink"], taken)


def _label(sketch: Sketch, spot: Point, text: str, ink: str, taken: list[Span]) -> None:
    """Write beside a spot, moved down past the lamps and labels that are already there."""
    to_right = spot[0] < sketch.width_px * 0.7
    x, y = spot[0] + (10 if to_right else -10), spot[1] + 4
    wide = LETTER_PX * len(text)
    left, right = (x, x + wide) if to_right else (x - wide, x)
    while any(abs(y - at) < LINE_PX and left < b and a < right for a, b, at in taken):
        y += LINE_PX / 2
    taken.append((left, right, y))
    sketch.words((x, y), text, ink, 11, "start" if to_right else "end")


def lamp_colour(kelvin: float) -> str:
    """A kelvin as a pleasant colour for a mark: warm to cool, not a colorimetric match."""
    share = min(max((kelvin - 2000) / 6000, 0.0), 1.0)
    warm, white, cool = (232, 142, 62), (250, 236, 208), (156, 194, 240)
    ends, part = ((warm, white), share * 2) if share < 0.5 else ((white, cool), share * 2 - 1)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(*ends, strict=True))


def _thin(points: Floats, most: int = 400) -> Floats:
    return points[:: max(1, len(points) // most)]
