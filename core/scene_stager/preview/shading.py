# SPDX-License-Identifier: Apache-2.0
"""Plastic: a glossy coat over a matt base, and neither gives back more light than came in."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.preview.vectors import Reals, Vec3

# House defaults, not measured.
SMOOTHEST = 0.05  # roughness under this is drawn as this: a mirror has no highlight to draw
GRAZING = 0.03  # least cosine to the eye: keeps the coat finite at silhouettes
LEAST_COAT = 0.02  # share straight on, of the faintest coat that is whole at grazing angles
FIT_DEGREE = 7  # of the polynomial that stands for the coat's own albedo
TURNS = 24  # directions round the normal, in the coat's own albedo
TILTS = 24  # and towards it


@dataclass(frozen=True, slots=True)
class Plastic:
    """What a surface is made of: its matt colour, and its coat."""

    albedo_rgb: Vec3
    roughness: float
    specular: float

    @property
    def slope(self) -> float:
        """How steep the coat's facets are: the alpha of Trowbridge and Reitz."""
        return max(self.roughness, SMOOTHEST) ** 2

    @property
    def head_on(self) -> float:
        """Share of light that the coat throws back straight on."""
        return 0.08 * self.specular


def coat_albedo(plastic: Plastic, cosine: Reals) -> Reals:
    """Share of light from one direction that the coat gives back in all; the base gets the rest.

    shapes   cosine (...) between the surface and that direction; result (...)
    source   the coat's own integral, fitted; layering by albedo as in Kulla and Conty 2017
    """
    grazing = 1.0 - cosine
    total = np.zeros_like(cosine)
    for weight in reversed(_coat_fit(plastic.slope, plastic.head_on)):
        total = total * grazing + weight
    return total


def coat(
    plastic: Plastic,
    cosine_light: Reals,
    cosine_eye: Reals,
    cosine_half: Reals,
    spread: Reals,
    uneven: Reals | float = 0.0,
) -> Reals:
    """Light the coat sends to the eye from a round light, for unit light arriving face on.

    shapes   all (...); the cosines are to the light, to the eye, and between light and halfway
    units    result times the light's illuminance on a card facing it is radiance times pi
    valid    `spread`, the light's half angle (sine), may be 0: a point; `uneven` is the mean
             square slope of the surface within a pixel, and widens the coat's own
    source   Trowbridge and Reitz 1975; Smith height-correlated masking; Schlick 1994.
             Unevenness as in Kaplanyan et al. 2016, "Filtering distributions of normals".
             The facets' slopes are the stereographic picture of an even sphere, so those that
             mirror a round light fill a cap of it: the share is exact, the disk in slope space.
    """
    square = plastic.slope * plastic.slope + 2.0 * uneven
    lit = np.clip(cosine_light, 1e-3, None)
    facing_half = np.clip((cosine_light + cosine_eye) / (2.0 * cosine_half), 1e-3, 1.0)
    steep = 1.0 / (facing_half * facing_half)
    # How far the mirroring facet leans, and how wide the light's own disk is, in slopes.
    lean = (steep - 1.0) / square
    disk = spread * spread * steep * np.sqrt(steep) / (4.0 * square * cosine_half)
    apart = 1.0 + lean - disk
    root = np.sqrt(apart * apart + 4.0 * disk)
    both = root + apart
    # Where a wide light swallows the slopes, single precision cancels the sum to nothing; the sum
    # times root - apart is 4 disk. Numbers that carry their slopes are doubles, and never do.
    if isinstance(both, np.ndarray) and (lost := both <= 0.0).any():
        both = np.where(lost, 4.0 * disk / np.where(lost, root - apart, 1.0), both)
    share = steep * steep * 2.0 / (square * root * both)
    masked = 0.5 / (
        lit * np.sqrt(square + (1.0 - square) * cosine_eye * cosine_eye)
        + cosine_eye * np.sqrt(square + (1.0 - square) * lit * lit)
    )
    sent: Reals = fresnel(plastic.head_on, cosine_half) * masked * share * lit
    return sent


def fresnel(head_on: float, cosine: Reals) -> Reals:
    """Share of light a facet throws back.

    source   Schlick 1994, equation 15; under 2 % straight on, grazing light fades too, so that 0
             is no coat at all (house default, not measured)
    """
    rest = 1.0 - cosine
    square = rest * rest
    grazing = min(1.0, head_on / LEAST_COAT)
    back: Reals = head_on + (grazing - head_on) * (square * square * rest)
    return back


@lru_cache(maxsize=64)
def _coat_fit(slope: float, head_on: float) -> tuple[float, ...]:
    """Powers of (1 - cosine) that give the coat's albedo."""
    cosine = np.cos((np.arange(24) + 0.5) / 24 * np.pi / 2)
    cosine = np.clip(cosine, GRAZING, None)
    albedo = np.array([coat_integral(slope, head_on, c) for c in cosine])
    powers = (1.0 - cosine)[:, None] ** np.arange(FIT_DEGREE + 1)
    return tuple(np.linalg.lstsq(powers, albedo, rcond=None)[0].tolist())


def coat_integral(slope: float, head_on: float, cosine: float) -> float:
    """The coat's albedo by summing over its facets, evenly over their sphere."""
    nodes, weights = np.polynomial.legendre.leggauss(TILTS)
    turn = (np.arange(TURNS) + 0.5) / TURNS * np.pi  # half a turn: the other half is its mirror
    share = (nodes[:, None] + 1.0) / 2.0
    lean = slope * np.sqrt(share / (1.0 - share))
    up = 1.0 / np.sqrt(1.0 + lean * lean)
    sine = math.sqrt(max(1.0 - cosine * cosine, 0.0))
    half = up * (cosine + lean * np.cos(turn) * sine)  # facet to eye
    light = 2.0 * half * up - cosine  # mirrored, to the normal
    seen = (half > 0) & (light > 1e-6)
    safe = np.where(seen, light, 1.0)
    square = slope * slope
    masked = (
        2.0
        * safe
        * cosine
        / (
            safe * np.sqrt(square + (1 - square) * cosine * cosine)
            + cosine * np.sqrt(square + (1 - square) * safe * safe)
        )
    )
    back = fresnel(head_on, np.clip(half, 0.0, 1.0)) * masked * half / (cosine * up)
    mean = np.where(seen, back, 0.0).mean(axis=1)
    return float((mean * weights).sum() / 2.0)
