"""SS-05: a lamp that rides a surface over its pole, carried by the surface and by angles."""

import numpy as np
from tools.plates.sheet import BLUE, INK, MUTED, RULE, VERMILION, Chart, Sheet

from scene_stager.maths.surface.carried_frame import carried_frames
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.simple_solids import ball
from scene_stager.maths.surface.tracing import walked_surface

FRAMES, REACH_RAD, HEADING_DEG, OFFSET_DEG = 240, 1.1, 25.0, 55.0
VIEW_DEG, RADIUS_PX, LIFT, ASIDE = 56.0, 285.0, 0.16, 0.40  # the lamp's place over the surface
SHOWN = range(7, FRAMES, 15)


def plate():
    """The whole plate."""
    told = f"Over the pole of a sphere in {FRAMES} frames, a lamp beside what it lights."
    sheet = Sheet("SS-05", "A light that rides a surface", told, 1500)
    frames, by_angles = ride()
    globe(sheet, (450, 600), frames, frames.tangents, BLUE)
    globe(sheet, (1150, 600), frames, by_angles, VERMILION)
    for x, title, under, colour in (
        (450, "carried by the surface", "a tangent frame, no angles", BLUE),
        (1150, "held by pan and tilt", "the same offset, in Euler angles", VERMILION),
    ):
        sheet.words(x, 962, title, colour, 26, "middle")
        sheet.words(x, 994, under, MUTED, 20, "middle")
    jumps(sheet, jumps_deg(frames.tangents), jumps_deg(by_angles))
    sheet.foot("core/scene_stager/maths/surface, run on its ball")
    return sheet.svg()


def ride():
    """The frames along the way, and the same first tangent held by angles: (n, 3)."""
    surface = walked_surface(ball())
    tilt = np.linspace(-REACH_RAD, REACH_RAD, FRAMES)
    heading, offset = np.radians(HEADING_DEG), np.radians(HEADING_DEG + OFFSET_DEG)
    goals = np.stack(
        [np.sin(tilt) * np.cos(heading), np.sin(tilt) * np.sin(heading), np.cos(tilt)], axis=1
    )
    anchor, ways = nearest_anchor(surface.mesh, goals[0]), []
    for goal in goals[1:]:
        ways.append(way_toward(surface, anchor, goal))
        anchor = ways[-1].anchor
    toward = np.array([np.cos(offset), np.sin(offset), 0.0])
    frames = carried_frames(surface, ways, toward, shape_of_vertices(surface.mesh))
    return frames, held_by_angles(frames)


def held_by_angles(frames):
    """The first tangent, kept in the basis that pan and tilt give every facing."""
    east = np.cross([0.0, 0.0, 1.0], frames.facings)
    east /= np.linalg.norm(east, axis=1, keepdims=True)
    north = np.cross(frames.facings, east)
    first = frames.tangents[0]
    return (east[0] @ first) * east + (north[0] @ first) * north


def jumps_deg(tangents):
    """How far a direction turns from each frame to the next."""
    sine = np.linalg.norm(np.cross(tangents[:-1], tangents[1:]), axis=1)
    return np.degrees(np.arctan2(sine, (tangents[:-1] * tangents[1:]).sum(axis=1)))


def seen(places, centre):
    """Places on the sheet, and which of them face the viewer; seen from the front, from above."""
    down = np.radians(VIEW_DEG)
    up = places[..., 2] * np.cos(down) + places[..., 1] * np.sin(down)
    toward = places[..., 2] * np.sin(down) - places[..., 1] * np.cos(down)
    flat = np.stack([centre[0] + RADIUS_PX * places[..., 0], centre[1] - RADIUS_PX * up], axis=-1)
    return flat, toward > 0.0


def globe(sheet, centre, frames, tangents, colour):
    """The sphere, the way over it, and the lamp beside it every fifteen frames."""
    sheet.sketch.disc(centre, RADIUS_PX, "#191816", "#4a463f")
    turn = np.linspace(0.0, 2.0 * np.pi, 97)
    for z in np.cos(np.radians([30.0, 60.0, 90.0, 120.0])):
        out = np.sqrt(1.0 - z * z)
        graticule(
            sheet, centre, np.stack([out * np.cos(turn), out * np.sin(turn), 0 * turn + z], -1)
        )
    for east in np.radians(np.arange(0, 180, 30)):
        ring = [np.sin(turn) * np.cos(east), np.sin(turn) * np.sin(east), np.cos(turn)]
        graticule(sheet, centre, np.stack(ring, -1))
    way, _ = seen(frames.facings, centre)
    sheet.sketch.line(list(map(tuple, way)), INK, 2.5)
    lamps, _ = seen(ASIDE * tangents + (1.0 + LIFT) * frames.facings, centre)
    for k in SHOWN:
        sheet.sketch.line([tuple(way[k]), tuple(lamps[k])], colour, 1.8)
        sheet.sketch.disc(tuple(way[k]), 3.5, INK)
        sheet.sketch.disc(tuple(lamps[k]), 8, colour)


def graticule(sheet, centre, places):
    """The near part of a ring."""
    flat, near = seen(places, centre)
    run = []
    for point, shown in zip(flat, near, strict=True):
        run = [*run, tuple(point)] if shown else run
        if run and not shown:
            sheet.sketch.line(run, RULE)
            run = []
    if run:
        sheet.sketch.line(run, RULE)


def jumps(sheet, carried_deg, angles_deg):
    """Both, frame by frame, over powers of ten."""
    marks = {0.1: "0.1°", 1.0: "1°", 10.0: "10°", 180.0: "180°"}
    up = (np.log10(0.05), np.log10(260.0))
    chart = Chart(sheet, (170, 1110, 1520, 1370), (0.0, float(FRAMES)), up)
    chart.axes(
        {x: f"{x:g}" for x in (0.0, 60.0, 120.0, 180.0, 240.0)},
        {np.log10(v): s for v, s in marks.items()},
    )
    chart.title("how far the lamp's direction turns from one frame to the next", "by frame")
    index = np.arange(1, FRAMES)
    for values, colour in ((angles_deg, VERMILION), (carried_deg, BLUE)):
        chart.line(index, np.log10(np.maximum(values, 1e-3)), colour, 2.6)
    x, y = chart.at(FRAMES / 2, np.log10(angles_deg.max()))
    sheet.words(
        x + 22, y + 34, f"held by angles: {angles_deg.max():.0f}° in one frame", VERMILION, 20
    )
    x, y = chart.at(FRAMES / 2, np.log10(carried_deg.max()))
    sheet.words(x + 22, y - 24, f"carried: never more than {carried_deg.max():.2f}°", BLUE, 20)
