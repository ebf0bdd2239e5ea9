"""SS-05: a lamp that rides a surface over its pole and its umbilics, carried in three ways."""

import numpy as np
from tools.curvature_lines import direction_at, direction_field, lines_of_curvature
from tools.plates.sheet import AMBER, BLUE, INK, MUTED, PURPLE, SOFT, VERMILION, Chart, Sheet

from scene_stager.maths.surface.carried_frame import carried_frames
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.mesh import triangle_mesh, unit_vectors
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.tracing import walked_surface

FRAMES, REACH_RAD = 240, 1.15
AXES = np.array([1.25, 1.0, 0.78])
POLE = AXES * (0.0, 0.0, 1.0)
RINGS, SIDES = 40, 80  # of the mesh
APART, EVERY = 0.13, 3  # between its lines of curvature; of their places, one in so many
TOWARD = np.array([0.41, -0.71, 0.57])  # the lamp's offset at first, laid into the surface
VIEW_DEG, PER_UNIT_PX, LIFT, ASIDE = 57.0, 176.0, 0.16, 0.42
LEAST_PLACES = 30  # of a line of curvature that is drawn
BODY, GRAIN, LIMB = "#191816", "#3d3932", "#4a463f"
SHOWN = range(5, FRAMES, 15)
MIDDLES, TOP, CHART = (312, 800, 1288), 452, (170, 822, 1520, 1070)
WAYS = (
    ("carried by the surface", "a tangent frame, no angles", BLUE),
    ("held by pan and tilt", "the same offset, in Euler angles", VERMILION),
    ("held by the bend", "the same offset, to the lines of curvature", PURPLE),
)


def plate():
    """The whole plate."""
    told = "Over an ellipsoid: through two umbilics, where lines of curvature part, and its pole."
    sheet = Sheet("SS-05", "A light that rides a surface", told, 1180)
    surface = walked_surface(ellipsoid())
    lines = [
        line[::EVERY]
        for larger in (True, False)
        for line in lines_of_curvature(surface, APART, larger)
        if len(line) > LEAST_PLACES
    ]
    frames, *others = ride(surface)
    for x, tangents, (title, under, colour) in zip(
        MIDDLES, (frames.tangents, *others), WAYS, strict=True
    ):
        body(sheet, (x, TOP), lines, frames, tangents, colour)
        sheet.words(x, 664, title, colour, 26, "middle")
        sheet.words(x, 696, under, MUTED, 18, "middle")
    for place, name in zip((*umbilics(), POLE), ("umbilic", "umbilic", "pole"), strict=True):
        x, y = seen(place, (MIDDLES[0], TOP))
        sheet.words(x, y - 22, name, SOFT, 17, "middle")
    jumps(sheet, [jumps_deg(one) for one in (frames.tangents, *others)])
    sheet.foot("core/scene_stager/maths/surface, run on an ellipsoid")
    return sheet.svg()


def ellipsoid():
    """A mesh of it, with its true facings."""
    tilt = np.pi * np.arange(1, RINGS) / RINGS
    turn = 2.0 * np.pi * np.arange(SIDES) / SIDES
    tilt, turn = (x.ravel() for x in np.meshgrid(tilt, turn, indexing="ij"))
    out = np.sin(tilt)
    rings = np.stack([out * np.cos(turn), out * np.sin(turn), np.cos(tilt)], axis=1)
    round_places = np.concatenate([[[0, 0, 1]], rings, [[0, 0, -1]]])
    at = 1 + np.arange((RINGS - 1) * SIDES).reshape(RINGS - 1, SIDES)
    over = np.roll(at, -1, axis=1)
    bands = [np.stack(three, -1).reshape(-1, 3) for three in _bands(at, over)]
    top = np.stack([0 * at[0], at[0], over[0]], -1)
    last = len(round_places) - 1
    foot = np.stack([0 * at[-1] + last, over[-1], at[-1]], -1)
    faces = np.concatenate([top, *bands, foot])
    return triangle_mesh(round_places * AXES, faces, unit_vectors(round_places / AXES))


def _bands(at, over):
    """Every second diagonal the other way, so that the mesh has no hand."""
    even = (np.add.outer(np.arange(len(at) - 1), np.arange(SIDES)) % 2 == 0)[..., None]
    a, b, c, d = at[:-1], at[1:], over[1:], over[:-1]
    one = np.where(even, np.stack([a, b, c], -1), np.stack([a, b, d], -1))
    two = np.where(even, np.stack([a, c, d], -1), np.stack([b, c, d], -1))
    return [[part[..., k] for k in range(3)] for part in (one, two)]


def ride(surface):
    """The frames along the way, and the same first tangent held by angles and by the bend."""
    tilt = np.linspace(-REACH_RAD, REACH_RAD, FRAMES)
    goals = np.stack([np.sin(tilt), 0.0 * tilt, np.cos(tilt)], axis=1) * AXES
    anchor, ways = nearest_anchor(surface.mesh, goals[0]), []
    anchors = [anchor]
    for goal in goals[1:]:
        ways.append(way_toward(surface, anchor, goal))
        anchor = ways[-1].anchor
        anchors.append(anchor)
    shape = shape_of_vertices(surface.mesh)
    frames = carried_frames(surface, ways, TOWARD, shape)
    return frames, held_by_angles(frames), held_by_bend(surface, shape, anchors, frames)


def held_by_angles(frames):
    """The first tangent, kept in the basis that pan and tilt give every facing."""
    east = np.cross([0.0, 0.0, 1.0], frames.facings)
    return _held(frames, unit_vectors(east))


def held_by_bend(surface, shape, anchors, frames):
    """The same, kept at its angle to the larger curvature; where that has no way, to the last."""
    field, found = direction_field(surface.mesh, shape), []
    for anchor in anchors:
        here = direction_at(surface, field, anchor)
        if here is None:
            here = found[-1]
        # A line has two ways along it: the one that is nearer to the last.
        found.append(here if not found or here @ found[-1] >= 0.0 else -here)
    along = np.array(found)
    along -= (along * frames.facings).sum(axis=1, keepdims=True) * frames.facings
    return _held(frames, unit_vectors(along))


def _held(frames, along):
    across, first = np.cross(frames.facings, along), frames.tangents[0]
    return (along[0] @ first) * along + (across[0] @ first) * across


def jumps_deg(tangents):
    """How far a direction turns from each frame to the next."""
    sine = np.linalg.norm(np.cross(tangents[:-1], tangents[1:]), axis=1)
    return np.degrees(np.arctan2(sine, (tangents[:-1] * tangents[1:]).sum(axis=1)))


def seen(places, centre):
    """Places on the sheet; seen from the front, from above."""
    down = np.radians(VIEW_DEG)
    up = places[..., 2] * np.cos(down) + places[..., 1] * np.sin(down)
    return np.stack(
        [centre[0] + PER_UNIT_PX * places[..., 0], centre[1] - PER_UNIT_PX * up], axis=-1
    )


def toward_us(facings):
    """How far facings turn to the viewer, 1 at most."""
    down = np.radians(VIEW_DEG)
    return facings[..., 2] * np.sin(down) - facings[..., 1] * np.cos(down)


def body(sheet, centre, lines, frames, tangents, colour):
    """The ellipsoid, its lines of curvature, the way over it, and the lamp beside the way."""
    sheet.sketch.line(list(map(tuple, seen(outline(), centre))), LIMB, 1.2, fill=BODY)
    for line in lines:
        near = toward_us(line / AXES**2) > 0.0
        flat = seen(line, centre)
        for run in runs(near):
            sheet.sketch.line(list(map(tuple, flat[run])), GRAIN, 1.1)
    for place in umbilics():
        sheet.sketch.disc(tuple(seen(place, centre)), 9, None, AMBER)
    way = seen(frames.places_m, centre)
    sheet.sketch.line(list(map(tuple, way)), INK, 2.5)
    lamps = seen(frames.places_m + ASIDE * tangents + LIFT * frames.facings, centre)
    for k in SHOWN:
        sheet.sketch.line([tuple(way[k]), tuple(lamps[k])], colour, 1.8)
        sheet.sketch.disc(tuple(way[k]), 3.2, INK)
        sheet.sketch.disc(tuple(lamps[k]), 7, colour)


def outline():
    """Where the ellipsoid faces neither to the viewer nor away."""
    down = np.radians(VIEW_DEG)
    axis = np.array([0.0, -np.cos(down), np.sin(down)]) / AXES  # on the round ball
    side = np.array([1.0, 0.0, 0.0])
    other = unit_vectors(np.cross(axis, side)[None])[0]
    turn = np.linspace(0.0, 2.0 * np.pi, 121)[:, None]
    return (np.cos(turn) * side + np.sin(turn) * other) * AXES


def umbilics():
    """The two that the way passes (do Carmo 1976, section 3-3)."""
    a, b, c = AXES
    x = a * np.sqrt((a * a - b * b) / (a * a - c * c))
    z = c * np.sqrt((b * b - c * c) / (a * a - c * c))
    return np.array([(-x, 0.0, z), (x, 0.0, z)])


def runs(shown):
    """The stretches of a line that are shown, as slices of two places or more."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]])))
    return [slice(start, end) for start, end in edges.reshape(-1, 2) if end - start > 1]


def jumps(sheet, all_deg):
    """All three, frame by frame, over powers of ten."""
    marks = {0.1: "0.1°", 1.0: "1°", 10.0: "10°", 180.0: "180°"}
    up = (np.log10(0.05), np.log10(260.0))
    chart = Chart(sheet, CHART, (0.0, float(FRAMES)), up)
    chart.axes(
        {x: f"{x:g}" for x in (0.0, 60.0, 120.0, 180.0, 240.0)},
        {np.log10(v): s for v, s in marks.items()},
    )
    chart.title("how far the lamp's direction turns from one frame to the next", "by frame")
    index = np.arange(1, FRAMES)
    for values, (*_, colour) in reversed(list(zip(all_deg, WAYS, strict=True))):
        chart.line(index, np.log10(np.maximum(values, 1e-3)), colour, 2.6)
    carried, by_angles, by_bend = (one.max() for one in all_deg)
    for frame, value, down, text, colour in (
        (FRAMES / 2, by_angles, 34, f"pan and tilt, over the pole: {by_angles:.0f}°", VERMILION),
        (np.argmax(all_deg[2][: FRAMES // 2]), by_bend, 34, f"the bend: {by_bend:.0f}°", PURPLE),
        (FRAMES / 2, carried, -24, f"carried: never more than {carried:.2f}°", BLUE),
    ):
        x, y = chart.at(frame, np.log10(value))
        sheet.words(x + 22, y + down, text, colour, 20)
