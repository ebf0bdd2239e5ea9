# SPDX-License-Identifier: Apache-2.0
"""A light that rides a mesh, drawn over it: where it goes, what it is over, where it was lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import lost_runs, values
from scene_stager.preview.relief import draw_facets, facets_in
from scene_stager.preview.sketch import Point, Sketch

# House defaults, not measured.
UP_DEG = 14.0  # how far from above the ride is seen
STATIONS = 9
BEAM_PX, TARGET_PX, WAY_PX = 0.7, 1.2, 2.4  # how wide lines are
LAMP_PX, SPOT_PX, FAULT_PX = 3.5, 2.0, 6.0  # radii of marks
LETTERS_PX, OVER_PX = 11, 8  # how large words are, and how far over a mark
ASIDE_PX, UNDER_PX, RIGHT = 10, 16, 0.6  # and beside a fault; to its left from there on
ROOM = 0.64  # of the page, for the ride itself
AROUND = 2.0  # of the ride's own size: how far off the mesh is still drawn
LEAST_M = 1.0
CLASSIC_SHARE = 0.5  # a light that goes so far as a classic link has it is drawn so


@dataclass(frozen=True, slots=True)
class RideInks:
    """The colours: of words, quiet lines, the mesh's dark and light side, and the light's way."""

    ink: str
    muted: str
    dark: str
    light: str
    beam: str


ON_DARK = RideInks("#e8e2d6", "#8f887b", "#1d1b19", "#a59c8c", "#e9d45a")
ON_PAGE = RideInks("var(--ink)", "var(--muted)", "var(--view)", "var(--muted)", "var(--line-4)")


def draw_ride(
    take: Take, light: str, mesh: Mesh | None, width_px: int, height_px: int, inks: RideInks
) -> Sketch:
    """The light's way over the mesh, seen from the side that the light is on; lines to its target.

    Where it goes as a classic link would its way is dashed, and the fault is named there.
    """
    sketch = Sketch(width_px, height_px)
    light_m, target_m = (values(take, f"{one}.translate_m") for one in (light, "target"))
    page = _Page.around(light_m, target_m, width_px, height_px)
    if mesh is not None:
        low_m, high_m = page.box_m
        facets_m = facets_in(mesh, low_m, high_m)
        draw_facets(sketch, facets_m, page.view, page.place, (inks.dark, inks.light))
    for k in sorted({round(k) for k in np.linspace(0, take.frame_count - 1, STATIONS)}):
        at, end = page.place(light_m[k]), page.place(target_m[k])
        sketch.line([at, end], inks.beam, BEAM_PX)
        sketch.disc(at, LAMP_PX, inks.beam)
        sketch.disc(end, SPOT_PX, inks.ink)
    sketch.line([page.place(p) for p in target_m], inks.ink, TARGET_PX, dashed=True)
    share = values(take, f"{light}.ride_classic_share")[:, 0]
    _draw_way(sketch, [page.place(p) for p in light_m], share >= CLASSIC_SHARE, inks)
    _name_faults(sketch, take, light, [page.place(p) for p in light_m], inks)
    for k in (0, take.frame_count - 1):
        x, y = page.place(light_m[k])
        sketch.words((x, y - OVER_PX), f"{take.start_frame + k}", inks.ink, LETTERS_PX, "middle")
    told = f"{light.removeprefix('light.')} over its mesh" if mesh is not None else "the key's way"
    sketch.words((LETTERS_PX, height_px - LETTERS_PX), f"{told}; dashed: its target", inks.muted)
    return sketch


def _draw_way(sketch: Sketch, places: list[Point], classic: np.ndarray, inks: RideInks) -> None:
    """The way in runs: whole where it rides, dashed where it goes on as a classic link would."""
    ends = np.flatnonzero(np.diff(classic)).tolist()
    for first, last in zip([0, *ends], [*ends, len(places) - 1], strict=True):
        run = places[first : last + 1]
        dashed = bool(classic[last])
        sketch.line(run, inks.muted if dashed else inks.beam, WAY_PX, dashed=dashed)


def _name_faults(
    sketch: Sketch, take: Take, light: str, places: list[Point], inks: RideInks
) -> None:
    """Where the surface lost the light, why: once for each run of frames."""
    for first, _, fault in lost_runs(take, light):
        x, y = places[first]
        sketch.disc((x, y), FAULT_PX, None, inks.ink)
        told = f"{fault.said}, frame {take.start_frame + first}"
        side = "end" if x > RIGHT * sketch.width_px else "start"
        aside_px = -ASIDE_PX if side == "end" else ASIDE_PX
        sketch.words((x + aside_px, y + UNDER_PX), told, inks.ink, LETTERS_PX, side)


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """Metres on the stage to pixels; `view` has the ways to the right, up and to the viewer."""

    view: Floats
    middle_m: Floats
    px_per_m: float
    size_px: tuple[int, int]
    box_m: tuple[Floats, Floats]

    @classmethod
    def around(cls, light_m: Floats, target_m: Floats, width_px: int, height_px: int) -> _Page:
        """As large as the ride fits in its room."""
        view = _seen_from(light_m, target_m)
        both_m = np.concatenate([light_m, target_m])
        seen_m = both_m @ view[:2].T
        low_m, high_m = seen_m.min(axis=0), seen_m.max(axis=0)
        room_px = ROOM * np.array([width_px, height_px])
        scale = float(np.min(room_px / np.maximum(high_m - low_m, LEAST_M)))
        around_m = AROUND * max(float(np.ptp(both_m, axis=0).max()), LEAST_M)
        box_m = both_m.min(axis=0) - around_m, both_m.max(axis=0) + around_m
        return cls(view, (low_m + high_m) / 2.0, scale, (width_px, height_px), box_m)

    def place(self, point_m: Floats) -> Point:
        """Where a point of the stage is on the page."""
        x, y = (self.view[:2] @ point_m - self.middle_m) * self.px_per_m
        return self.size_px[0] / 2 + float(x), self.size_px[1] / 2 - float(y)


def _seen_from(light_m: Floats, target_m: Floats) -> Floats:
    """The way of the target across the page, from the side on which the light stands."""
    along = (target_m[-1] - target_m[0])[:2]
    along = along if np.hypot(*along) > 1e-6 else np.array([1.0, 0.0])
    side = np.array([-along[1], along[0]]) / np.hypot(*along)
    if float(((light_m - target_m)[:, :2] @ side).mean()) < 0.0:
        side = -side
    up = np.radians(UP_DEG)
    toward = np.array([*(np.cos(up) * side), np.sin(up)])
    right = np.cross([0.0, 0.0, 1.0], toward)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(toward, right), toward])
