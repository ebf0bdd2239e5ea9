# SPDX-License-Identifier: Apache-2.0
"""Telescopic crane: a long arm that grows and bends, with a stabilised head at its tip."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import channel_key
from scene_stager.maths.motion.resonator import power_law
from scene_stager.shot.rigs._axes import ESTIMATE, degrees, metres
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import (
    COLUMNS,
    PAN,
    Settings,
    Y,
    at_rest,
    felt_acceleration,
    number,
    travel_curve,
)

# First bending mode of the boom against its reach: house default, not measured. Between and beyond
# the points the pitch goes as a power of the reach, between -1.2 and -1.
MODE_REACH_M = np.array([4.6, 9.0, 15.0])
MODE_HZ = np.array([2.2, 1.0, 0.6])
MODE_DAMPING = 0.08
PARTICIPATION = 0.4  # how much of the tip's acceleration the mode takes up

DRIFT_RMS_M = 0.005  # of the swing, held by grips; house default, not measured
DRIFT_BAND_HZ = (0.1, 0.3)  # house default, not measured
HEAD_RMS_DEG = 0.01  # what a stabilised head leaves; house default, not measured
HEAD_BAND_HZ = (0.3, 6.0)  # band and slope: house default, not measured
HEAD_SLOPE = -2.0

TELESCOPE = "house default, not measured; hard speed recalled"


def boom_mode_hz(reach_m: Floats) -> Floats:
    """The pitch at which the boom bends, for each length of arm.

    shapes   reach_m (n,) -> (n,)
    units    metres in; Hz out
    valid    reach_m > 0; outside 4.6 to 15 m the nearest power goes on
    source   house default, not measured: a power of the reach between three points
    """
    reach = np.log(reach_m)
    known, pitch = np.log(MODE_REACH_M), np.log(MODE_HZ)
    powers = np.diff(pitch) / np.diff(known)
    shorter = pitch[1] + powers[0] * (reach - known[1])
    longer = pitch[1] + powers[1] * (reach - known[1])
    return np.asarray(np.exp(np.where(reach < known[1], shorter, longer)), dtype=np.float64)


def across_the_boom(motion: Motion) -> float:
    """How much of the move bends the boom: telescoping does not, going across does.

    shapes   Motion -> a number from 0 to 1
    units    none
    source   Pythagoras: what the arm grows by, against the length of the path
    """
    _, length_m = travel_curve(motion)
    if length_m == 0.0 or not motion.reach_at_breaks_m.size:
        return 1.0
    grown = (motion.reach_at_breaks_m[-1] - motion.reach_at_breaks_m[0]) / length_m
    return float(np.sqrt(max(0.0, 1.0 - grown * grown)))


def boom_unrest(motion: Motion, seed: int, settings: Settings) -> Floats:
    """The boom bends against every push and rings on; its swing drifts; the head is nearly still.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig
    source   a / w^2 through a damped oscillator, from the move's own jerks; sizes are house
             defaults, not measured
    """
    result = at_rest(motion)
    result[:, :3] = -across_the_boom(motion) * _bend_m(motion, settings)

    drift_key = channel_key(seed, "technocrane.drift")
    result[:, Y] += DRIFT_RMS_M * power_law(motion.t_s, drift_key, 0.0, DRIFT_BAND_HZ)
    for column, name in enumerate(COLUMNS[PAN:], start=PAN):
        key = channel_key(seed, f"technocrane.head.{name}")
        result[:, column] = HEAD_RMS_DEG * power_law(motion.t_s, key, HEAD_SLOPE, HEAD_BAND_HZ)
    return result


def _bend_m(motion: Motion, settings: Settings) -> Floats:
    """How far the tip is bent out of place, were the whole move across the boom."""
    given = motion.reach_at_breaks_m.size > 0
    usual_m = np.full_like(motion.t_s, number(settings, "usual_reach_m"))
    natural_hz = boom_mode_hz(motion.reach_m if given else usual_m)
    breaks_hz = boom_mode_hz(
        motion.reach_at_breaks_m if given else np.full(8, number(settings, "usual_reach_m"))
    )
    felt = felt_acceleration(motion, natural_hz, breaks_hz, MODE_DAMPING)
    omega = 2.0 * np.pi * natural_hz
    return PARTICIPATION * felt / (omega * omega)[:, None]


PROFILE = RigProfile(
    title="Technocrane",
    axes=(
        metres("telescope", (1.0, 1.8), (0.6, 1.5), (1.2, 4.0), TELESCOPE),
        metres("tip", (1.5, 3.0), (0.6, 1.5), (1.2, 4.0)),
        degrees("swing", (9.5, 19.0), (3.8, 9.5), (7.6, 25.0), f"{ESTIMATE}: the tip's, at 9 m"),
        degrees("boom", (9.5, 19.0), (3.8, 9.5), (7.6, 25.0), f"{ESTIMATE}: the tip's, at 9 m"),
        degrees("pan", (30.0, 90.0), (30.0, 90.0), (60.0, 240.0)),
        degrees("tilt", (30.0, 90.0), (30.0, 90.0), (60.0, 240.0)),
        degrees("roll", (30.0, 90.0), (30.0, 90.0), (60.0, 240.0)),
    ),
    kinematics="arm",
    moves=(
        *("hold", "push_in", "pull_out", "rise", "descend", "track_left", "track_right"),
        *("pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.25,
    focus_half_time_s=0.15,
    signature=boom_unrest,
    settings={
        "reach_min_m": 4.6,
        "reach_max_m": 15.2,
        "usual_reach_m": 9.0,
        "post_height_m": 2.4,
        "boom_down_deg": -35.0,
        "boom_up_deg": 55.0,
    },
    notes=(
        "Cranes of this kind reach 15 to 100 ft (4.6 to 30 m); this one is a 50-foot arm. Beyond "
        "30 ft it takes two grips or more. Post and boom angles: house default, not measured."
    ),
    source="limits and signature: house default, not measured; reach read from makers and grips",
    freedoms=("swing", "boom", "telescope", "pan", "tilt", "roll"),
)
