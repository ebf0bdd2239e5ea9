# SPDX-License-Identifier: Apache-2.0
"""Handheld: a body that sways, breathes and steps, and hands that tremble about their grip."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import channel_key, lattice_noise, octave_sum, uniforms
from scene_stager.maths.motion.resonator import narrow_band, power_law, swell
from scene_stager.shot.rigs._axes import degrees, metres
from scene_stager.shot.rigs._handheld_octaves import (
    LATTICE_OCTAVES,
    LINES_PER_OCTAVE,
    OCTAVES_HZ,
    POSITION_SLOPE,
    ROTATION_SLOPE,
    TREMOR_BAND_HZ,
    TREMOR_HZ,
    TREMOR_Q,
    line_band_hz,
)
from scene_stager.shot.rigs._handheld_presets import PRESETS, HandheldPreset, Stride
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import (
    COLUMNS,
    PAN,
    ROLL,
    TILT,
    Settings,
    X,
    Y,
    Z,
    at_rest,
    number,
)

# Recordings have fatter tails than noise: an excess kurtosis of 0 to 5 in most bands, measured.
SWELL_DEPTH, TREMOR_SWELL_DEPTH = 0.4, 0.5

# From the grip to the camera, in the rig's axes: about 10 cm. Measured: 5 to 15 cm fit the way
# rotation and place go together from 8 to 12 Hz.
GRIP_M = (0.06, 0.0, 0.08)
REFERENCE_KG = 5.0  # at which the tremor is at its own pitch; house default, not measured
TREMOR_RANGE_HZ = (6.5, 10.0)

# house default, not measured
BREATH_HZ, BREATH_Q, BREATH_BAND_HZ = 0.25, 4.0, (0.1, 0.5)
BREATH_M, BREATH_DEG = 0.0006, 0.03

# Steps are felt more in some axes than in others; the squares of each three have the mean 1.
# The beat strays slowly, and comes and goes a little. House default, not measured.
STRIDE_WEIGHTS = (0.8, 0.9, 1.24, 0.9, 1.2, 0.87)
STRIDE_WANDER_TURNS, STRIDE_SWELL_DEPTH, STRIDE_WANDER_HZ = 0.1, 0.2, 0.08

WALK = "house default, not measured: working is a walk, hard a run"
HEAD = "house default, not measured; recordings reach 17 (half the time) to 54 deg/s (nearly all)"


def body_and_hands(motion: Motion, seed: int, settings: Settings) -> Floats:
    """Sway, breath, steps and tremor of whoever carries the camera.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig; roll is clockwise seen from behind
    source   spectra fitted to measured recordings, see _handheld_presets; the angle's falls with
             f^-3.5 and the place's with f^-4.5
    """
    preset = PRESETS[str(settings["preset"])]
    result = at_rest(motion)
    for column, name in enumerate(COLUMNS):
        key = channel_key(seed, f"handheld.{name}")
        result[:, column] = _sway(motion.t_s, key, preset, column < PAN)
    if preset.stride.rotation_deg[0] > 0.0:
        _add_steps(motion.t_s, seed, preset.stride, result)

    breath = narrow_band(
        motion.t_s, channel_key(seed, "handheld.breath"), BREATH_HZ, BREATH_Q, BREATH_BAND_HZ
    )
    result[:, Z] += BREATH_M * breath
    result[:, TILT] += BREATH_DEG * breath
    pitch_hz = TREMOR_HZ * np.sqrt(REFERENCE_KG / number(settings, "camera_mass_kg"))
    _add_tremor(motion.t_s, seed, preset.tremor_deg, float(pitch_hz), result)
    return result


def _sway(t_s: Floats, key: int, preset: HandheldPreset, is_place: bool) -> Floats:
    """Eight octaves of one axis, in metres or degrees, coming and going slowly."""
    gains = preset.position_mm if is_place else preset.rotation_deg
    slope = POSITION_SLOPE if is_place else ROTATION_SLOPE
    total = octave_sum(t_s, key, OCTAVES_HZ[:LATTICE_OCTAVES], gains[:LATTICE_OCTAVES])
    for index in range(LATTICE_OCTAVES, len(OCTAVES_HZ)):
        band_hz = line_band_hz(index)
        octave_key = channel_key(key, f"octave.{index}")
        total += gains[index] * power_law(t_s, octave_key, slope, band_hz, LINES_PER_OCTAVE)
    total *= swell(t_s, channel_key(key, "swell"), SWELL_DEPTH)
    return total * 1e-3 if is_place else total


def _add_steps(t_s: Floats, seed: int, stride: Stride, result: Floats) -> None:
    """One body, one beat: every axis hears the same steps at a phase of its own."""
    key = channel_key(seed, "handheld.stride")
    beat = stride.pitch_hz * t_s
    beat += STRIDE_WANDER_TURNS * lattice_noise(t_s, key, STRIDE_WANDER_HZ)
    turns = uniforms(channel_key(key, "turns"), 2 * len(COLUMNS)).reshape(2, -1)
    for column, name in enumerate(COLUMNS):
        place = column < PAN
        first, second = stride.position_mm if place else stride.rotation_deg
        steps = first * np.sin(2.0 * np.pi * (beat + turns[0, column]))
        steps += second * np.sin(2.0 * np.pi * (2.0 * beat + turns[1, column]))
        steps *= swell(t_s, channel_key(key, name), STRIDE_SWELL_DEPTH)
        scale = np.sqrt(2.0) * STRIDE_WEIGHTS[column] * (1e-3 if place else 1.0)
        result[:, column] += scale * steps


def _add_tremor(t_s: Floats, seed: int, rms_deg: float, pitch_hz: float, result: Floats) -> None:
    """The hands turn about their grip, and so carry the camera, which is a hand's breadth off."""
    pitch_hz = min(max(pitch_hz, TREMOR_RANGE_HZ[0]), TREMOR_RANGE_HZ[1])
    pan, tilt, roll = (_shiver(t_s, seed, name, rms_deg, pitch_hz) for name in COLUMNS[PAN:])
    result[:, PAN] += pan
    result[:, TILT] += tilt
    result[:, ROLL] += roll

    # Small turns: roll about x, tilt about -y, pan about z, crossed with the way from the grip.
    about_x, about_y, about_z = np.radians(roll), -np.radians(tilt), np.radians(pan)
    x, y, z = GRIP_M
    result[:, X] += about_y * z - about_z * y
    result[:, Y] += about_z * x - about_x * z
    result[:, Z] += about_x * y - about_y * x


def _shiver(t_s: Floats, seed: int, name: str, rms_deg: float, pitch_hz: float) -> Floats:
    """The tremor about one axis, in degrees."""
    key = channel_key(seed, f"handheld.tremor.{name}")
    turn = narrow_band(t_s, key, pitch_hz, TREMOR_Q, TREMOR_BAND_HZ)
    turn *= swell(t_s, channel_key(key, "swell"), TREMOR_SWELL_DEPTH)
    turn *= rms_deg
    return turn


PROFILE = RigProfile(
    title="Handheld",
    axes=(
        metres("travel", (1.4, 3.0), (2.0, 5.0), (10.0, 40.0), WALK),
        metres("rise", (0.4, 1.0), (2.0, 5.0), (10.0, 40.0)),
        degrees("pan", (40.0, 90.0), (120.0, 400.0), (600.0, 2000.0), HEAD),
        degrees("tilt", (40.0, 90.0), (120.0, 400.0), (600.0, 2000.0), HEAD),
        degrees("roll", (40.0, 90.0), (120.0, 400.0), (600.0, 2000.0)),
    ),
    kinematics="free",
    moves=(
        *("hold", "push_in", "pull_out", "orbit", "rise", "descend", "track_left", "track_right"),
        *("lead", "follow", "pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.12,
    focus_half_time_s=0.15,
    signature=body_and_hands,
    settings={"preset": "standing", "camera_mass_kg": REFERENCE_KG},
    notes=(
        "Presets: braced, standing, investigative, walk (steps at 1.37 Hz), run (2.58 Hz) and "
        "vehicle. Tremor at 9 Hz for 5 kg, slower with more mass, about a grip 10 cm off."
    ),
    source="spectra fitted to measured recordings; limits: house default, not measured",
    freedoms=("x", "y", "z", "pan", "tilt", "roll"),
)
