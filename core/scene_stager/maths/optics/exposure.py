# SPDX-License-Identifier: Apache-2.0
"""Exposure: the light that a stop, a shutter and a film ask for at the subject."""

from typing import Literal

import numpy as np

from scene_stager.maths.arrays import Floats

# C of the incident-light meter equation N^2 / t = E S / C. Kodak's exposure table for EXR 500T
# (sheet TI2082, 1993; EI 500, 24 fps, 170 degrees, f/1.4 at 5 fc to f/16 at 640 fc) implies 264.7
# to 280.1 over its eight rows, as engraved stops are rounded; this is their geometric mean.
INCIDENT_CONSTANT_LX_S = 268.6

GREY_CARD = 0.18  # reflectance of the card an exposure is judged by
BRACKET_STOPS = (-1.0, 0.0, 1.0)

Mode = Literal["auto", "locked", "bracket"]


def shutter_time_s(shutter_deg: Floats, frame_rate_fps: Floats) -> Floats:
    """How long a rotary shutter leaves a frame open.

    shapes   shutter_deg, frame_rate_fps (...) -> (...)
    units    degrees and frames per second in; seconds out
    valid    0 < shutter_deg <= 360
    source   the open share of one turn per frame
    """
    return shutter_deg / 360.0 / frame_rate_fps


def exposure_value(f_number: Floats, open_s: Floats) -> Floats:
    """Exposure value of a stop and a time, whatever the film: more is less light.

    shapes   f_number, open_s (...) -> (...)
    units    seconds in; stops out
    valid    both > 0
    source   ISO 2720, EV = log2(N^2 / t)
    """
    return np.log2(f_number * f_number / open_s)


def ev100_lux(ev100_stops: Floats) -> Floats:
    """Incident light that EV 100 (exposure value at ISO 100) stands for.

    shapes   ev100_stops (...) -> (...)
    units    stops in; lux out
    source   incident-light meter equation with S = 100
    """
    return INCIDENT_CONSTANT_LX_S / 100.0 * np.exp2(ev100_stops)


def lux_ev100(illuminance_lx: Floats) -> Floats:
    """EV 100 that an incident meter shows in this light.

    shapes   illuminance_lx (...) -> (...)
    units    lux in; stops out
    valid    illuminance_lx > 0
    source   incident-light meter equation with S = 100
    """
    return np.log2(illuminance_lx * (100.0 / INCIDENT_CONSTANT_LX_S))


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


def implied_constant(
    illuminance_lx: Floats, f_number: Floats, open_s: Floats, exposure_index: Floats
) -> Floats:
    """The meter constant C by which this light and this setting would be right.

    shapes   all (...) -> (...)
    units    lux and seconds in; lux seconds out
    valid    all > 0
    source   incident-light meter equation, solved for C
    """
    return illuminance_lx * exposure_index * open_s / (f_number * f_number)


def deviation_stops(illuminance_lx: Floats, needed_lx: Floats) -> Floats:
    """How far the light is from what the exposure asks for: +1 is one stop over.

    shapes   illuminance_lx, needed_lx (...) -> (...)
    units    lux in; stops out
    valid    both > 0
    source   a stop is a factor of two
    """
    return np.log2(illuminance_lx / needed_lx)


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


def solve_exposure(
    mode: Mode, needed_lx: Floats, locked_lx: float, wedge_stops: Floats
) -> tuple[Floats, Floats]:
    """Key light at the target, and how far the picture is from a correct exposure.

    `auto` lets the light follow the lens. `locked` keeps the light at `locked_lx` whatever the lens
    does. `bracket` lets the light follow the lens and has the camera miss it by `wedge_stops`.

    shapes   needed_lx, wedge_stops (n,) -> (n,) lux, (n,) stops
    units    lux and stops
    valid    needed_lx > 0, locked_lx > 0 (only read when locked)
    source   deviation is log2(given / asked); the three modes are the stock slot's vocabulary
    """
    if mode == "locked":
        given_lx = np.full_like(needed_lx, locked_lx)
        return given_lx, deviation_stops(given_lx, needed_lx)
    if mode == "bracket":
        return needed_lx.copy(), wedge_stops.copy()
    return needed_lx.copy(), np.zeros_like(needed_lx)


def scene_linear_per_nit(needed_lx: Floats) -> Floats:
    """What one nit is worth in a picture whose grey card should come out at 0.18.

    A white card in exactly the required light comes out at 1. Renderers that know nothing of
    f-stops multiply by this; with lamps in watts, by 683 times this.

    shapes   needed_lx (...) -> (...)
    units    lux in; scene-linear units per nit out
    valid    needed_lx > 0
    source   a matt card of reflectance r in E lux has r E / pi nits (Lambert)
    """
    return np.pi / needed_lx
