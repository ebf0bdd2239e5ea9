# SPDX-License-Identifier: Apache-2.0
"""Exposure: the light that a stop, a shutter and a film ask for at the subject."""

import numpy as np

from scene_stager.maths.arrays import Floats

# C of the incident-light meter equation N^2 / t = E S / C. Kodak's exposure table for EXR 500T
# (sheet TI2082, 1993; EI 500, 24 fps, 170 degrees, f/1.4 at 5 fc to f/16 at 640 fc) implies 264.7
# to 280.1 over its eight rows, as engraved stops are rounded; this is their geometric mean.
INCIDENT_CONSTANT_LX_S = 268.6
BRACKET_STOPS = (-1.0, 0.0, 1.0)


def shutter_time_s(shutter_deg: Floats, frame_rate_fps: Floats) -> Floats:
    """How long a rotary shutter leaves a frame open.

    shapes   shutter_deg, frame_rate_fps (...) -> (...)
    units    degrees and frames per second in; seconds out
    valid    0 < shutter_deg <= 360
    source   the open share of one turn per frame
    """
    return shutter_deg / 360.0 / frame_rate_fps


def ev100_lux(ev100_stops: Floats) -> Floats:
    """Incident light that EV 100 (exposure value at ISO 100) stands for.

    shapes   ev100_stops (...) -> (...)
    units    stops in; lux out
    source   incident-light meter equation with S = 100
    """
    return INCIDENT_CONSTANT_LX_S / 100.0 * np.exp2(ev100_stops)


def required_lux(
    f_number: Floats,
    open_s: Floats,
    exposure_index: Floats,
    nd_stops: Floats,
    push_stops: Floats,
) -> Floats:
    """Key light that exposes correctly: what a meter at the target has to read.

    shapes   all (...) -> (...)
    units    seconds and stops in; lux out
    valid    f_number, open_s, exposure_index > 0; ND asks for more light, pushing for less
    source   incident-light meter equation N^2 / t = E S / C (ISO 2720), C from Kodak's EI 500 table
    """
    plain_lx = INCIDENT_CONSTANT_LX_S * f_number * f_number / (open_s * exposure_index)
    return plain_lx * np.exp2(nd_stops - push_stops)


def camera_lux(
    f_number: float,
    shutter_deg: float,
    rate_fps: float,
    exposure_index: float,
    nd_stops: float = 0.0,
    push_stops: float = 0.0,
) -> float:
    """Key light that exposes correctly, from what is read off a camera.

    shapes   numbers
    units    degrees, frames per second and stops in; lux out
    valid    as required_lux and shutter_time_s
    source   required_lux at shutter_time_s
    """
    open_s = shutter_time_s(np.asarray(shutter_deg), np.asarray(rate_fps))
    others = (np.asarray(x) for x in (exposure_index, nd_stops, push_stops))
    return float(required_lux(np.asarray(f_number), open_s, *others))


def bracket_stops(t_s: Floats, duration_s: float) -> Floats:
    """The exposure wedge of a bracketed shot: one stop under, on, and one over, a third of it each.

    shapes   t_s (n,) -> (n,)
    units    seconds in; stops out
    valid    duration_s > 0; before the shot it is the first step, after it the last
    source   the camera assistant's exposure wedge; thirds are a house default, not measured
    """
    steps = len(BRACKET_STOPS)
    step = np.clip(np.floor(t_s / duration_s * steps), 0, steps - 1).astype(np.intp)
    return np.asarray(BRACKET_STOPS)[step]
