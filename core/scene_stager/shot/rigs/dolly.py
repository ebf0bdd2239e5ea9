# SPDX-License-Identifier: Apache-2.0
"""Dolly: a heavy cart on track, pushed by a grip who walks."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import channel_key, lattice_noise, uniforms
from scene_stager.maths.motion.oscillator import soft_blow
from scene_stager.maths.motion.resonator import power_law
from scene_stager.shot.rigs._axes import degrees, metres
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import (
    COLUMNS,
    PAN,
    TILT,
    Settings,
    X,
    Z,
    at_rest,
    reached_at_s,
    travel_curve,
    travelled_m,
    under_way,
)

WORKING_M_S = 0.4  # house default, not measured

# The grip's steps are felt as a speed that comes and goes. House default, not measured.
RIPPLE = 0.02
STEP_HZ = 1.8
STEP_WANDER_TURNS = 0.1  # how far the step strays from the beat, slowly

JOINT_M = 2.44  # recalled: track comes in lengths of 8 ft
JOINT_HEIGHT_M = 0.0005  # house default, not measured
JOINT_HZ, JOINT_DAMPING = 8.0, 0.3  # how track and carriage ring; house default, not measured
WHEELBASE_M = 1.0  # house default, not measured
STAGGERED = 0.5  # read: staggered wheels halve the bump; front and rear pass it one after the other
RING_S = 3.0  # after this a ring is below a billionth of itself

WHEEL_ROUND_M = np.pi * 0.1  # a wheel of 10 cm; house default, not measured
FLAT_HEIGHT_M = 0.00005  # a tyre that has stood; house default, not measured
FLAT_ROUNDS = 10.0  # how many turns it takes to roll out; house default, not measured

ROTATION_RMS_DEG = 0.01  # under way; house default, not measured
ROTATION_IDLE = 0.2  # of that, standing: people on board
ROTATION_BAND_HZ = (0.3, 6.0)  # band and slope: house default, not measured
ROTATION_SLOPE = -2.0

HEAD = "read: one picture width in 7 s, here for 35 mm on Super 35; hard limit estimated"


def track_unrest(motion: Motion, seed: int, settings: Settings) -> Floats:
    """The push comes and goes with the grip's steps; the wheels tell of joints and of standing.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig
    source   house defaults, not measured, on the exact times at which the wheels cross the joints
    """
    result = at_rest(motion)
    speed_m_s = travelled_m(motion, motion.t_s, 1)
    result[:, X] = _push_m(motion, seed, speed_m_s)
    front_m, rear_m = _joints_m(motion, seed)
    result[:, Z] = front_m + rear_m + _flat_spot_m(motion)
    result[:, TILT] = np.degrees((front_m - rear_m) / WHEELBASE_M)

    busy = ROTATION_IDLE + (1.0 - ROTATION_IDLE) * under_way(speed_m_s, WORKING_M_S)
    for column, name in enumerate(COLUMNS[PAN:], start=PAN):
        key = channel_key(seed, f"dolly.{name}")
        rumble = power_law(motion.t_s, key, ROTATION_SLOPE, ROTATION_BAND_HZ)
        result[:, column] += ROTATION_RMS_DEG * busy * rumble
    return result


def _push_m(motion: Motion, seed: int, speed_m_s: Floats) -> Floats:
    """Where a rippling speed leads to: its integral, for a speed that changes slowly beside it."""
    key = channel_key(seed, "dolly.step")
    beat = STEP_HZ * motion.t_s + uniforms(key, 1)[0]
    beat += STEP_WANDER_TURNS * lattice_noise(motion.t_s, key, 0.1)
    swing = np.cos(2.0 * np.pi * beat) / (2.0 * np.pi * STEP_HZ)
    return np.asarray(-RIPPLE * speed_m_s * swing, dtype=np.float64)


def _joints_m(motion: Motion, seed: int) -> tuple[Floats, Floats]:
    """What the joints of the track do to the front and the rear wheels."""
    _, length_m = travel_curve(motion)
    first_m = JOINT_M * uniforms(channel_key(seed, "dolly.track"), 1)[0]

    # The rear wheels come after the front ones, and cross joints that those began beyond.
    joints_m = first_m + JOINT_M * np.arange(-2.0, length_m / JOINT_M)
    both_m = [joints_m, joints_m + WHEELBASE_M]
    marks_m = [each[(each > 0.0) & (each < length_m)] for each in both_m]
    times_s = reached_at_s(motion, np.concatenate(marks_m))
    hardness = under_way(travelled_m(motion, times_s, 1), WORKING_M_S)

    front = len(marks_m[0])
    height_m = STAGGERED * JOINT_HEIGHT_M
    return (
        height_m * _rings(motion.t_s, times_s[:front], hardness[:front]),
        height_m * _rings(motion.t_s, times_s[front:], hardness[front:]),
    )


def _rings(t_s: Floats, times_s: Floats, hardness: Floats) -> Floats:
    """One ring for each joint crossed."""
    total = np.zeros_like(t_s)
    for time_s, share in zip(times_s.tolist(), hardness.tolist(), strict=True):
        since_s = t_s - time_s
        heard = np.flatnonzero((since_s > 0.0) & (since_s < RING_S))
        total[heard] += share * soft_blow(since_s[heard], JOINT_HZ, JOINT_DAMPING)
    return total


def _flat_spot_m(motion: Motion) -> Floats:
    """A bump once a turn of the wheel, that rolls itself out."""
    turns = travelled_m(motion, motion.t_s) / WHEEL_ROUND_M
    fade = np.exp(-turns / FLAT_ROUNDS)
    return 0.5 * FLAT_HEIGHT_M * fade * (1.0 - np.cos(2.0 * np.pi * turns))


PROFILE = RigProfile(
    title="Dolly",
    axes=(
        metres("travel", (WORKING_M_S, 2.0), (0.3, 1.0), (0.6, 3.0)),
        metres("rise", (0.15, 0.4), (0.2, 0.6), (0.4, 2.0)),
        degrees("pan", (5.6, 60.0), (10.0, 60.0), (30.0, 240.0), HEAD),
        degrees("tilt", (5.6, 60.0), (10.0, 60.0), (30.0, 240.0), HEAD),
    ),
    kinematics="free",
    moves=(
        *("hold", "push_in", "pull_out", "orbit", "rise", "descend", "track_left", "track_right"),
        *("lead", "follow", "pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.2,
    focus_half_time_s=0.15,
    signature=track_unrest,
    settings={},
    notes=(
        "Heavy is smooth: about 420 lb empty, 1200 lb of load (read, Fisher 10). Curved track for "
        "orbits; the column rises and sinks."
    ),
    source="limits and signature: house default, not measured; joints recalled, staggering read",
    freedoms=("track", "boom", "pan", "tilt"),
    above_band_share=1e-2,  # joints of the track: house default, not measured
)
