# SPDX-License-Identifier: Apache-2.0
"""What holding an aim asks of the pan and tilt of the head."""

from collections.abc import Sequence

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import near_deg, pan_tilt_toward
from scene_stager.maths.optics.framing import solve_level, solve_pan_tilt
from scene_stager.shot.rigs._limits import Demand
from scene_stager.shot.rigs._move import Move, head_offset, place, progress
from scene_stager.shot.rigs._profile import RigProfile
from scene_stager.shot.rigs._request import AimTarget, Composition

NUDGE_S = 0.002  # angles are differentiated over this
AT_REST_DEG_S = 1e-6  # slower than this is rounding
FEWEST, MOST, STEP_S = 320, 4000, 0.04  # samples of the move and of the shot
CLOSER, WITHIN = 3, 40  # how often to look closer at the fastest turn, and with how many samples


def aimed_head(
    move: Move, aim: AimTarget | None, t_s: Floats, composition: Composition | None = None
) -> tuple[Floats, Floats]:
    """Pan and tilt of a head that holds its target in its place, plus what it does on purpose.

    shapes   t_s (n,) -> (n,) and (n,)
    units    seconds in; degrees out
    frame    stage pan, which may jump by whole turns from one time to the next; tilt
    valid    without a target only what it does on purpose; without a composition the target is
             held in the middle of the picture
    source   the direction from the camera point to the target, and solve_pan_tilt
    """
    u = progress(move, t_s)
    if aim is None:
        pan_deg = tilt_deg = np.zeros_like(u)
    else:
        away_m = aim(t_s) - place(move, u)
        pan_deg, tilt_deg = pan_tilt_toward(away_m)
        if composition is not None:
            pan_deg, tilt_deg = _composed((pan_deg, tilt_deg), composition, t_s, u, away_m)
    more_pan, more_tilt = head_offset(move, u)
    return pan_deg + more_pan, tilt_deg + more_tilt


def _composed(
    looking_deg: tuple[Floats, Floats],
    composition: Composition,
    t_s: Floats,
    u: Floats,
    away_m: Floats,
) -> tuple[Floats, Floats]:
    """The angles that put the target off the middle."""
    x, y, z = away_m[:, 0], away_m[:, 1], away_m[:, 2]
    focal_mm = composition.focal_mm(t_s, u, np.sqrt(x * x + y * y + z * z))
    right, up = composition.right_mm / focal_mm, composition.up_mm / focal_mm
    if composition.level:
        return solve_level(*looking_deg, right)[0], np.zeros_like(u)
    roll_deg = np.full_like(u, composition.roll_deg)
    aim = solve_pan_tilt(*looking_deg, right, up, roll_deg)
    return aim.pan_deg, aim.tilt_deg


def head_demands(
    profile: RigProfile,
    move: Move,
    aim: AimTarget | None,
    t_s: Floats,
    composition: Composition | None = None,
) -> list[Demand]:
    """What a move and its aim ask of pan and tilt.

    shapes   t_s (n,) -> demands over the same n
    units    seconds in; degrees per s, s2, s3 out
    source   central differences over NUDGE_S
    """
    axes = {axis.name: axis for axis in profile.axes}
    steps = [aimed_head(move, aim, t_s + k * NUDGE_S, composition) for k in (-2, -1, 0, 1, 2)]
    return [
        Demand(name, axes.get(name), _differences([step[k] for step in steps]))
        for k, name in enumerate(("pan", "tilt"))
    ]


def reference_for(move: Move, aim: AimTarget, until_s: float) -> tuple[float, float]:
    """A pan at u = 0 and 1 that the aim stays within half a turn of.

    shapes   two numbers
    units    degrees
    frame    stage pan
    source   the aim itself, unwound along a fine grid, and its midst where it strays to one side
    """
    t_s = times_to_look_at_s(move, aim, until_s)
    u = progress(move, t_s)
    pan_deg = pan_tilt_toward(aim(t_s) - place(move, u))[0]
    unwound = np.unwrap(pan_deg, period=360.0)
    first, last = unwound[0], unwound[-1] if move.curve.duration_s else unwound[0]
    stray = unwound - (first + (last - first) * u)
    middle = (stray.max() + stray.min()) / 2.0
    return round(float(first + middle), 6) + 0.0, round(float(last + middle), 6) + 0.0


def times_to_look_at_s(move: Move, aim: AimTarget | None, until_s: float) -> Floats:
    """Times that see the move and its aim well: finely where the head turns fastest.

    shapes   (n,), rising
    units    seconds
    source   two even grids, and closer ones about the fastest turn of the pan
    """
    end_s = float(move.curve.breaks_s[-1]) + 8.0 * move.half_time_s
    last_s = max(end_s, until_s)
    count = int(min(max(last_s / STEP_S, FEWEST), MOST))
    breaks_s = (move.curve.breaks_s[:, None] + NUDGE_S * np.array([-3.0, 0.0, 3.0])).ravel()
    during_s, overall_s = np.linspace(breaks_s[0], end_s, FEWEST), np.linspace(0.0, last_s, count)
    t_s = np.sort(np.concatenate([breaks_s, during_s, overall_s]))
    for _ in range(CLOSER if aim is not None else 0):
        pan_deg = aimed_head(move, aim, t_s)[0]
        turns = np.abs(near_deg(pan_deg[1:], pan_deg[:-1]) - pan_deg[:-1])
        fastest = int(np.argmax(turns))
        first, last = t_s[max(fastest - 1, 0)], t_s[min(fastest + 2, len(t_s) - 1)]
        t_s = np.sort(np.append(t_s, np.linspace(first, last, WITHIN)))
    return t_s


def _differences(angles_deg: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Sizes of the first three rates of an angle known at five times, a nudge apart."""
    here, h = angles_deg[2], NUDGE_S
    before2, before, _, after, after2 = (near_deg(angle, here) for angle in angles_deg)
    speed = np.abs(after - before) / (2.0 * h)
    if not (speed > AT_REST_DEG_S).any():
        return (np.zeros_like(here),) * 3
    return (
        speed,
        np.abs(after - 2.0 * here + before) / h**2,
        np.abs(after2 - 2.0 * after + 2.0 * before - before2) / (2.0 * h**3),
    )
