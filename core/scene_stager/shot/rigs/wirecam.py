# SPDX-License-Identifier: Apache-2.0
"""Wire camera: a gyro head that hangs from ropes and flies between winches."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, channel_key
from scene_stager.maths.motion.oscillator import GRAVITY_M_S2, cable_sag_m, pendulum_hz
from scene_stager.maths.motion.resonator import narrow_band, sound, spectrum_lines
from scene_stager.shot.rigs._axes import degrees, metres
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import (
    ROLL,
    TILT,
    Settings,
    X,
    Y,
    Z,
    at_rest,
    felt_acceleration,
    number,
    travel_curve,
    travelled_m,
)

TENSION_N = 637.0  # read: ropes at 65 kg in a stadium, 55 kg in a studio
MASS_KG = 20.0  # house default, not measured; keeps the rope within the 10 degrees that are read
SPARE_SPAN_M = 20.0  # of rope beyond the run, shared by both ends; house default, not measured
TAKE_UP_ERROR = 0.01  # of the sag, that the winches do not foresee; house default, not measured

PENDULUM_M = 0.6  # from rope to head; house default, not measured: 0.64 Hz
PENDULUM_DAMPING = 0.05  # house default, not measured
SWAY_LEFT = 0.25  # of the swing, once winches steer against it; house default, not measured
# What the gyro head lets through: 0.03 degrees of the 14.3 that the working acceleration asks for.
HEAD_LEAK = 0.03 / np.degrees(2.5 / GRAVITY_M_S2)

BOB_RMS_M = 0.008  # up and down on the rope; house default, not measured
GUST_RMS_M = 0.015  # sideways in the wind; house default, not measured
GUST_BAND_HZ = (0.1, 0.5)  # house default, not measured

ROPE = "house default, not measured; hard speed read: 9 m/s for four winches (one line: 38.9)"


def gust_density(f_hz: Floats) -> Floats:
    """How the sideways push of the wind spreads over frequency, in any unit.

    shapes   f_hz (m,) -> (m,)
    units    Hz in; power per Hz
    source   Ornstein-Uhlenbeck process with its corner at the low end of the band
    """
    ratio = f_hz / GUST_BAND_HZ[0]
    return 1.0 / (1.0 + ratio * ratio)


def rope_hz(span_m: float) -> float:
    """How often the camera bobs in the middle of the rope.

    shapes   scalars
    units    metres in; Hz out
    source   a point mass on a taut string: sqrt(4 T / (m L)) / (2 pi)
    """
    return float(np.sqrt(4.0 * TENSION_N / (MASS_KG * span_m)) / (2.0 * np.pi))


def rope_unrest(motion: Motion, seed: int, settings: Settings) -> Floats:
    """The rope sags and bobs, the head swings under it and is pushed by the wind.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig; roll is clockwise seen from behind
    source   point load on a taut string; pendulum driven by the move's own acceleration; sizes are
             house defaults, not measured
    """
    result = at_rest(motion)
    t_s, span_m = motion.t_s, _span_m(motion, settings)
    result[:, Z] = -TAKE_UP_ERROR * _sag_since_start_m(motion, span_m)
    bob_key = channel_key(seed, "wirecam.bob")
    q = 1.0 / (2.0 * PENDULUM_DAMPING)
    result[:, Z] += BOB_RMS_M * narrow_band(t_s, bob_key, rope_hz(span_m), q, (0.02, TOP_HZ))
    gust = spectrum_lines(channel_key(seed, "wirecam.gust"), gust_density, GUST_BAND_HZ)
    result[:, Y] = GUST_RMS_M * sound(t_s, gust)

    # The head stays behind every push, and all but a hair of the tilt is taken out by its gyros.
    swing_hz = pendulum_hz(PENDULUM_M)
    breaks_hz = np.full_like(motion.breaks_s, swing_hz)
    felt = felt_acceleration(motion, np.full_like(t_s, swing_hz), breaks_hz, PENDULUM_DAMPING)
    raw = felt / GRAVITY_M_S2
    result[:, X] -= SWAY_LEFT * PENDULUM_M * raw[:, X]
    result[:, Y] -= SWAY_LEFT * PENDULUM_M * raw[:, Y]
    result[:, TILT] = -HEAD_LEAK * np.degrees(raw[:, X])
    result[:, ROLL] = -HEAD_LEAK * np.degrees(raw[:, Y])
    return result


def _span_m(motion: Motion, settings: Settings) -> float:
    """The length of the rope: as set, or the run and something to spare."""
    set_m = number(settings, "span_m")
    return set_m if set_m > 0.0 else travel_curve(motion)[1] + SPARE_SPAN_M


def _sag_since_start_m(motion: Motion, span_m: float) -> Floats:
    """How much deeper the rope hangs than where the move began; the run lies in its middle."""
    begin_m = max(0.0, 0.5 * (span_m - travel_curve(motion)[1]))
    along_m = np.clip(begin_m + travelled_m(motion, motion.t_s), 0.0, span_m)
    first_m = cable_sag_m(MASS_KG, np.array([min(begin_m, span_m)]), span_m, TENSION_N)[0]
    deeper_m: Floats = cable_sag_m(MASS_KG, along_m, span_m, TENSION_N) - first_m
    return deeper_m


PROFILE = RigProfile(
    title="Wire camera",
    axes=(
        metres("travel", (5.0, 9.0), (2.5, 6.0), (5.0, 15.0), ROPE),
        metres("rise", (5.0, 9.0), (2.5, 6.0), (5.0, 15.0), ROPE),
        degrees("pan", (40.0, 120.0), (60.0, 240.0), (180.0, 720.0)),
        degrees("tilt", (40.0, 120.0), (60.0, 240.0), (180.0, 720.0)),
        degrees("roll", (40.0, 120.0), (60.0, 240.0), (180.0, 720.0)),
    ),
    kinematics="free",
    moves=(
        *("hold", "push_in", "pull_out", "orbit", "rise", "descend", "track_left", "track_right"),
        *("flyover", "lead", "follow", "pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.2,
    focus_half_time_s=0.15,
    signature=rope_unrest,
    settings={"span_m": 0.0},
    notes=(
        "Four winches, three ways to go; a single line runs up to 38.9 m/s (140 km/h, read) but "
        "only along itself. `span_m` 0 means the run and 20 m to spare."
    ),
    source="limits and signature: house default, not measured; top speed and tension read",
    freedoms=("x", "y", "z", "pan", "tilt", "roll"),
)
