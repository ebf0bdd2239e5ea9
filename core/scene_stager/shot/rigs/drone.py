# SPDX-License-Identifier: Apache-2.0
"""Drone: it leans to move, drifts with satellites and wind, and hides that with a gimbal."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, channel_key
from scene_stager.maths.motion.oscillator import GRAVITY_M_S2
from scene_stager.maths.motion.resonator import power_law, sound, spectrum_lines
from scene_stager.shot.rigs._axes import degrees, metres
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import (
    COLUMNS,
    PAN,
    ROLL,
    TILT,
    Settings,
    X,
    Y,
    at_rest,
)

DRIFT_RMS_M = 0.05  # of the satellite fix; house default, not measured
DRIFT_BAND_HZ = (0.05, 0.3)  # house default, not measured

GUST_RMS_M = 0.02  # what wind does to its place; house default, not measured
GUST_BAND_HZ = (0.1, 4.0)  # house default, not measured
EDDY_M, AIRSPEED_M_S = 10.0, 5.0  # size of the eddies it meets; house default, not measured
HOLD_HZ = 0.4  # up to here it holds its place against them; house default, not measured

GIMBAL_RMS_DEG = 0.008  # house default, not measured
GIMBAL_BAND_HZ = (2.0, TOP_HZ)
GIMBAL_SLOPE = -1.0  # house default, not measured
GIMBAL_LEAK = 0.002  # of the airframe's lean, that reaches the picture; house default, not measured
HANGS_M = 0.08  # camera below the middle of the airframe; house default, not measured

PX4 = "read: default of the PX4 autopilot"


def gust_density(f_hz: Floats) -> Floats:
    """How gusts spread over frequency once the autopilot has fought them, in any unit.

    shapes   f_hz (m,) -> (m,)
    units    Hz in; power per Hz
    source   Dryden's longitudinal spectrum (MIL-F-8785C), through a second-order hold: falls as
             f^-6, where a hexacopter was measured to fall as f^-5.7 to f^-6.4
    """
    eddy = 2.0 * np.pi * f_hz * EDDY_M / AIRSPEED_M_S
    held = f_hz / HOLD_HZ
    return 1.0 / ((1.0 + eddy * eddy) * (1.0 + held * held) ** 2)


def flight_unrest(motion: Motion, seed: int, settings: Settings) -> Floats:
    """Drift, gusts, and the lean that every push costs.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig; tilt is upwards, roll clockwise seen from behind
    source   house defaults, not measured, on Dryden's spectrum and atan(a / g)
    """
    result = at_rest(motion)
    for column, name in enumerate(COLUMNS[:PAN]):
        drift_key = channel_key(seed, f"drone.drift.{name}")
        gusts = spectrum_lines(channel_key(seed, f"drone.gust.{name}"), gust_density, GUST_BAND_HZ)
        result[:, column] = DRIFT_RMS_M * power_law(motion.t_s, drift_key, 0.0, DRIFT_BAND_HZ)
        result[:, column] += GUST_RMS_M * sound(motion.t_s, gusts)
    for column, name in enumerate(COLUMNS[PAN:], start=PAN):
        key = channel_key(seed, f"drone.gimbal.{name}")
        result[:, column] = GIMBAL_RMS_DEG * power_law(
            motion.t_s, key, GIMBAL_SLOPE, GIMBAL_BAND_HZ
        )
    _lean(motion, result)
    return result


def _lean(motion: Motion, result: Floats) -> None:
    """The camera swings back under a leaning airframe, and a trace of the lean is seen."""
    lift = GRAVITY_M_S2 + motion.acceleration_m_s2[:, 2]
    nose_down = np.arctan2(motion.acceleration_m_s2[:, X], lift)
    left_down = np.arctan2(motion.acceleration_m_s2[:, Y], lift)
    result[:, X] -= HANGS_M * np.sin(nose_down)
    result[:, Y] -= HANGS_M * np.sin(left_down)
    result[:, TILT] -= GIMBAL_LEAK * np.degrees(nose_down)
    result[:, ROLL] -= GIMBAL_LEAK * np.degrees(left_down)


PROFILE = RigProfile(
    title="Drone",
    axes=(
        metres("travel", (5.0, 12.0), (3.0, 3.0), (4.0, 4.0), PX4),
        metres("rise", (3.0, 3.0), (3.0, 3.0), (4.0, 4.0), PX4),
        metres("descend", (1.5, 1.5), (3.0, 3.0), (4.0, 4.0), PX4),
        degrees("pan", (45.0, 45.0), (60.0, 120.0), (180.0, 360.0), f"{PX4}; but a, j estimated"),
        degrees("tilt", (30.0, 90.0), (60.0, 240.0), (180.0, 720.0)),
        degrees("roll", (30.0, 90.0), (60.0, 240.0), (180.0, 720.0)),
    ),
    kinematics="free",
    moves=(
        *("hold", "push_in", "pull_out", "orbit", "rise", "descend", "track_left", "track_right"),
        *("flyover", "lead", "follow", "pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.2,
    focus_half_time_s=0.15,
    signature=flight_unrest,
    settings={"tilt_max_deg": 45.0},
    notes=(
        "Leans atan(a / g) to accelerate, 45 degrees at most (read, PX4; ArduPilot stops at 30). "
        "At 3 m/s2 that is 17 degrees."
    ),
    source="limits: defaults of the PX4 autopilot, read; signature: house default, not measured",
    freedoms=("x", "y", "z", "yaw", "gimbal pan", "gimbal tilt", "gimbal roll"),
)
