"""SS-02: the seven rigs, how fast each of their axes may go, and how each is imperfect."""

import inspect

import numpy as np
from tools.plates.sheet import (
    AMBER,
    BLUE,
    INK,
    MARGIN_PX,
    MUTED,
    SOFT,
    TOP_PX,
    VERMILION,
    Chart,
    Sheet,
    lines_of,
)

from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import motion
from scene_stager.shot.rigs._planner import plan_move
from scene_stager.shot.rigs._request import MoveRequest, Station

ORDER = ("travel", "rise", "descend", "tip", "telescope", "swing", "boom", "pan", "tilt", "roll")
LEFT_PX, STEP_PX, ROW_PX, TRACE_PX = 445, 80, 196, 1240
MOST_PX = 30  # radius of the disc of the fastest axis
TIMES_S = np.arange(240) / 24.0
FAR, NEAR, HEIGHT_M = 9.0, 6.0, 1.6
SEED = 1


def plate():
    """The whole plate."""
    profiles = rigs()
    told = "Disc: how fast an axis is worked. Ring: its limit. Amber: m/s and mm, blue: °/s and °."
    sheet = Sheet("SS-02", "What carries the camera", told, TOP_PX + 190 + ROW_PX * len(profiles))
    names = columns(profiles.values())
    head(sheet, names)
    fastest = {unit: fastest_of(profiles.values(), unit) for unit in ("m", "deg")}
    for place, (name, profile) in enumerate(profiles.items()):
        y = TOP_PX + 70 + ROW_PX * place
        sheet.rule(y)
        tell(sheet, y, name, profile)
        for axis in profile.axes:
            x = LEFT_PX + STEP_PX * names.index(axis.name)
            draw_axis(sheet, (x, y + 66), axis, fastest[axis.unit])
        draw_unrest(sheet, y, unrest_of(name, profile))
    sheet.foot("the profiles and signatures in core/scene_stager/shot/rigs")
    return sheet.svg()


def columns(profiles):
    """Every axis that any rig has, in the order of ORDER, others behind."""
    found = list(dict.fromkeys(axis.name for profile in profiles for axis in profile.axes))
    return sorted(found, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def fastest_of(profiles, unit):
    """The fastest hard limit of any axis in a unit."""
    axes = (axis for profile in profiles for axis in profile.axes if axis.unit == unit)
    return max(axis.speed.hard for axis in axes)


def head(sheet, names):
    """What each column is."""
    y = TOP_PX + 46
    for place, name in enumerate(names):
        sheet.words(LEFT_PX + STEP_PX * place, y, name, MUTED, 18, "middle")
    sheet.words(TRACE_PX, y, "unrest in a push in, 10 s", MUTED, 18)


def tell(sheet, y, name, profile):
    """A rig's name, its ways to move, what it does wrong."""
    sheet.words(MARGIN_PX, y + 50, profile.title, INK, 32)
    count = len(profile.freedoms)
    sheet.words(MARGIN_PX, y + 84, f"{count} degrees of freedom", VERMILION, 20)
    said = inspect.getdoc(profile.signature).splitlines()[0].rstrip(".")
    for place, line in enumerate(lines_of(said.split(), 33, " ")):
        sheet.words(MARGIN_PX, y + 114 + 24 * place, line, MUTED, 18)


def draw_axis(sheet, at, axis, fastest):
    """An axis as a disc within a ring, by area, and its two speeds."""
    working, hard = axis.speed.working, axis.speed.hard
    colour = AMBER if axis.unit == "m" else BLUE
    sheet.sketch.disc(at, MOST_PX * (hard / fastest) ** 0.5, None, colour)
    sheet.sketch.disc(at, MOST_PX * (working / fastest) ** 0.5, colour)
    sheet.words(at[0], at[1] + 60, f"{working:g}", SOFT, 18, "middle")
    sheet.words(at[0], at[1] + 84, f"{hard:g}", MUTED, 18, "middle")


def unrest_of(name, profile):
    """What the rig adds to a push in, or to standing where it cannot travel; (n, 6), m and deg."""
    start = Station(0.0, FAR, HEIGHT_M)
    goes = any(axis.name in ("travel", "tip") for axis in profile.axes)
    end = Station(0.0, NEAR, HEIGHT_M) if goes else start
    move = plan_move(name, profile, MoveRequest(start, end, start_s=1.0))
    return profile.signature(motion(move, TIMES_S), SEED, profile.settings)


def draw_unrest(sheet, y, unrest):
    """How the picture tilts and the camera bobs, each to its own height, and how far over all."""
    chart = Chart(sheet, (TRACE_PX, y + 24, 1520, y + 116), (0.0, 10.0), (-1.0, 1.0))
    sheet.rule(y + 70, TRACE_PX, 1520)
    for column, colour in ((2, AMBER), (4, BLUE)):
        trace = unrest[:, column] - unrest[:, column].mean()
        chart.line(TIMES_S, trace / max(np.abs(trace).max(), 1e-9), colour, 1.6)
    place_m, turn_deg = np.sqrt(np.square(unrest).reshape(-1, 2, 3).sum(axis=2).mean(axis=0))
    sheet.words(TRACE_PX, y + 154, f"{place_m * 1e3:.2g} mm", AMBER, 20)
    sheet.words(TRACE_PX + 120, y + 154, f"{turn_deg:.2g}°", BLUE, 20)
    sheet.words(1520, y + 154, "RMS", MUTED, 18, "end")
