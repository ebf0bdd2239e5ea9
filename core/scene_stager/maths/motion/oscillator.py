# SPDX-License-Identifier: Apache-2.0
"""The damped oscillator in closed form: how it answers a blow and a whole move."""

from __future__ import annotations

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lag import HALFWAY

GRAVITY_M_S2 = 9.80665  # standard gravity, CGPM 1901


def jerk_ring(t_s: Floats, natural_hz: float, damping: float, half_time_s: float) -> Floats:
    """What rings on in an oscillator after the jerk of its goal jumps by one at time zero.

    An oscillator follows a goal of acceleration a and jerk j as a - (2z/w) j once it has settled.
    This is the rest: how it gets there, when the goal first went through the operator's lag.

    shapes   t_s (n,) -> (n,)
    units    seconds and Hz in; seconds out (the unit of an acceleration over that of a jerk)
    valid    0 < damping < 1, half_time_s >= 0 (0 is no lag); 0 before time zero
    source   partial fractions of w^2 r^2 / (s^2 (s + r)^2 (s^2 + 2 z w s + w^2)), less the double
             pole at 0, less what the lag alone owes; r = HALFWAY / half_time_s
    """
    omega = 2.0 * np.pi * natural_hz
    lag_s = 2.0 * damping / omega
    after_s = np.maximum(t_s, 0.0)
    if half_time_s == 0.0:
        ring, lean = _modes(after_s, omega, damping)
        return np.where(t_s >= 0.0, lag_s * ring + (2.0 * damping * damping - 1.0) * lean, 0.0)

    # The double pole at -r: the goal itself is still catching up.
    rate = HALFWAY / half_time_s
    stiff = rate * rate - 2.0 * damping * omega * rate + omega * omega
    tilt = omega * omega / stiff
    lift_s = tilt * (2.0 / rate + 2.0 * (rate - damping * omega) / stiff)
    fixed_s = lift_s - 2.0 / rate - lag_s
    growing = tilt - 1.0 - lag_s * rate
    rung = np.exp(-rate * after_s) * (fixed_s + growing * after_s)

    # The oscillator's own pair of poles: the ringing.
    pole = complex(-damping, np.sqrt(1.0 - damping * damping)) * omega
    share = 2.0 * (omega * rate) ** 2 / (pole**2 * (pole + rate) ** 2 * 2j * pole.imag)
    angle = pole.imag * after_s
    fade = np.exp(pole.real * after_s)
    rung += fade * (share.real * np.cos(angle) - share.imag * np.sin(angle))
    return np.where(t_s >= 0.0, rung, 0.0)


def ringing(
    t_s: Floats,
    breaks_s: Floats,
    jumps: Floats,
    breaks_hz: Floats,
    damping: float,
    half_time_s: float,
) -> Floats:
    """What rings on after every jump of a move's jerk; each rings at the pitch it was struck at.

    shapes   t_s (n,), breaks_s and breaks_hz (b,), jumps (b, d) -> (n, d)
    units    seconds and Hz in, jumps in the unit of a jerk; an acceleration out: add to the settled
             answer a - (2z/w) j for the whole answer
    valid    as jerk_ring
    source   the sum of the answers to ramps, one from each break (the oscillator is linear)
    """
    total = np.zeros((len(t_s), jumps.shape[1]))
    for break_s, jump, natural_hz in zip(breaks_s, jumps, breaks_hz.tolist(), strict=True):
        rung = jerk_ring(t_s - break_s, natural_hz, damping, half_time_s)
        for axis, share in enumerate(jump.tolist()):
            if share != 0.0:
                total[:, axis] += share * rung
    return total


def soft_blow(t_s: Floats, natural_hz: float, damping: float) -> Floats:
    """The ring of a blow that reaches the camera through three more soft things in a row.

    shapes   t_s (n,) -> (n,)
    units    seconds and Hz in; none out: the envelope peaks at 1, at 3 / (z w)
    valid    0 < damping < 1; a plain blow spreads far above its pitch, this one does not: its power
             falls with the eighth power of the distance from it; 0 before time zero
    source   fourth-order ring t^3 exp(-z w t) sin(w sqrt(1 - z^2) t), w = 2 pi natural_hz: what
             hearing research calls a gammatone
    """
    omega = 2.0 * np.pi * natural_hz
    late = np.maximum(t_s, 0.0) * (damping * omega / 3.0)
    pitch = np.sqrt(1.0 - damping * damping) / damping * 3.0
    return np.asarray((late * np.exp(1.0 - late)) ** 3 * np.sin(pitch * late), dtype=np.float64)


def pendulum_hz(length_m: float) -> float:
    """How often a small pendulum swings.

    shapes   scalars
    units    metres in; Hz out
    source   sqrt(g / length) / (2 pi), small swings
    """
    return float(np.sqrt(GRAVITY_M_S2 / length_m) / (2.0 * np.pi))


def cable_sag_m(mass_kg: float, along_m: Floats, span_m: float, tension_n: float) -> Floats:
    """How far a tight rope sags where a mass hangs from it.

    shapes   along_m (n,) -> (n,)
    units    kg, metres from one end, metres, newtons in; metres out, positive down
    valid    0 <= along_m <= span_m, sag small beside span; the rope's own weight is left out
    source   balance of a point load on a taut string: m g x (L - x) / (T L)
    """
    return mass_kg * GRAVITY_M_S2 * along_m * (span_m - along_m) / (tension_n * span_m)


def _modes(after_s: Floats, omega: float, damping: float) -> tuple[Floats, Floats]:
    """The two free motions: the fading cosine, and the one that leaves zero at unit speed."""
    fade = np.exp(-damping * omega * after_s)
    if damping < 1.0:
        turn = omega * np.sqrt(1.0 - damping * damping)
        return fade * np.cos(turn * after_s), fade * np.sin(turn * after_s) / turn
    if damping == 1.0:
        return fade, fade * after_s
    split = omega * np.sqrt(damping * damping - 1.0)
    slow, fast = (np.exp((sign * split - damping * omega) * after_s) for sign in (1.0, -1.0))
    return 0.5 * (slow + fast), 0.5 * (slow - fast) / split
