# SPDX-License-Identifier: Apache-2.0
"""Locked tripod: three legs, a fluid head, and a floor that is never quite still."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, channel_key
from scene_stager.maths.motion.resonator import narrow_band, power_law
from scene_stager.shot.rigs._axes import degrees
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import COLUMNS, Settings, at_rest

# house default, not measured; an operated, unlocked one was measured at 0.078 degrees (upper bound)
ROTATION_RMS_DEG = 0.002
POSITION_RMS_M = 0.00002
FLOOR_BAND_HZ = (0.5, 3.0)
FLOOR_SLOPE = -2.0
LEG_HZ, LEG_DAMPING = 8.0, 0.08
LEG_SHARE = 0.3  # of the power; the floor and the wind have the rest

JUDDER = "read: one picture width in 7 s at most, here for 35 mm on Super 35; hard limit estimated"


def unrest(motion: Motion, seed: int, settings: Settings) -> Floats:
    """Floor and wind, and the legs that answer them at their own pitch.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig
    source   house default, not measured
    """
    result = at_rest(motion)
    for column, name in enumerate(COLUMNS):
        key = channel_key(seed, f"tripod_locked.{name}")
        floor = power_law(motion.t_s, key, FLOOR_SLOPE, FLOOR_BAND_HZ)
        legs = narrow_band(
            motion.t_s,
            channel_key(seed, f"tripod_locked.legs.{name}"),
            LEG_HZ,
            1.0 / (2.0 * LEG_DAMPING),
            (5.0, TOP_HZ),
        )
        rms = POSITION_RMS_M if column < 3 else ROTATION_RMS_DEG
        result[:, column] = rms * (np.sqrt(1.0 - LEG_SHARE) * floor + np.sqrt(LEG_SHARE) * legs)
    return result


PROFILE = RigProfile(
    title="Locked tripod",
    axes=(
        degrees("pan", (5.6, 60.0), (10.0, 60.0), (30.0, 240.0), JUDDER),
        degrees("tilt", (5.6, 60.0), (10.0, 60.0), (30.0, 240.0), JUDDER),
    ),
    kinematics="free",
    moves=("hold", "pan_left", "pan_right", "tilt_up", "tilt_down"),
    operator_half_time_s=0.15,
    focus_half_time_s=0.15,
    signature=unrest,
    settings={},
    notes=(
        "No degree of freedom when locked; pan and tilt when the head is freed. "
        "Floor and wind from 0.5 to 3 Hz, legs ring at 8 Hz with damping 0.08."
    ),
    source="limits and signature: house default, not measured; pan rule read (RED, Sony)",
    freedoms=("pan", "tilt"),
)
