# SPDX-License-Identifier: Apache-2.0
"""One lamp, in each host's own unit. Plain numbers and the standard library, so that it travels.

Two intensities stand for any lamp: `intensity_cd`, candela straight at the target, for lamps with a
place; `illuminance_lx` at the target for those without one (distant). A dome has `luminance_nit`.
"""

from __future__ import annotations

import math

# Luminous efficacy of the radiation that defines the candela (SI, 2019). Renderers that count in
# watts use it for white light, so that one watt is worth 683 lumens whatever the colour.
LUMENS_PER_WATT = 683.0

ROUND_SHAPES = ("point", "spot", "sphere")  # shine the same in every direction (inside the cone)


def blender_watts(shape: str, intensity_cd: float) -> float:
    """Power of a Blender point, spot or area lamp.

    units    candela toward the target in; watts out
    source   radiant flux of an even or a Lambertian source over 683 lm/W; measured in Cycles 5.0.1
             on a white card: point, spot, disk and sun within 0.01 percent, rectangle within 0.6
    """
    spread = 4.0 * math.pi if shape in ROUND_SHAPES else math.pi
    return spread * intensity_cd / LUMENS_PER_WATT


def blender_sun_strength(illuminance_lx: float) -> float:
    """Strength of a Blender sun, in watts per square metre across the beam.

    units    lux in; watts per square metre out
    source   683 lm/W; measured in Cycles 5.0.1: the angle of the sun does not change it
    """
    return illuminance_lx / LUMENS_PER_WATT


def blender_world_strength(luminance_nit: float) -> float:
    """Strength of a Blender world background.

    units    nits in; watts per steradian and square metre out
    source   683 lm/W
    """
    return luminance_nit / LUMENS_PER_WATT


def usd_intensity(shape: str, intensity_cd: float) -> float:
    """UsdLux `inputs:intensity` of a sphere, disk or rect light with `inputs:normalize` on.

    units    candela toward the target in; nits times the light's whole surface out
    source   UsdLux LightAPI: luminance is intensity over surface area, 4 pi r^2 for a sphere, of
             which an onlooker sees pi r^2; Blender reads pi times this number as watts (measured)
    """
    return (4.0 if shape in ROUND_SHAPES else 1.0) * intensity_cd


def usd_distant_intensity(illuminance_lx: float) -> float:
    """UsdLux `inputs:intensity` of a distant light with `inputs:normalize` on.

    units    lux in; UsdLux intensity out
    source   UsdLux LightAPI: a normalised distant light is worth its illuminance whatever its angle
    """
    return illuminance_lx


def usd_dome_intensity(luminance_nit: float) -> float:
    """UsdLux `inputs:intensity` of a dome light with a white texture.

    units    nits in; nits out
    source   UsdLux LightAPI: intensity is luminance in nits
    """
    return luminance_nit


def arnold_level(shape: str, intensity_cd: float) -> float:
    """What Arnold's intensity * 2 ** exposure has to be for a normalised disk, quad or point light.

    units    candela toward the target in; Arnold units for a scene whose unit is the metre out
    valid    multiply by 10000 for a scene in centimetres: the law divides by squared scene units
    source   radiance is level over area for flat lights, so level is the intensity on the axis;
             a ball shows a quarter of its surface, so four times that; inferred, not run there
    """
    return (4.0 if shape in ROUND_SHAPES else 1.0) * intensity_cd
