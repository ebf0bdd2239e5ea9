# SPDX-License-Identifier: Apache-2.0
"""The stand-ins the preview can stage, drawn at height 1: feet at z = 0, facing -y.

All proportions are house defaults, drawn by eye after artists' canons; not measured.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scene_stager.preview.shapes import Blob, Solid

BUST = (
    Blob((0, 0.035, 0.800), (0.152, 0.188, 0.190)),  # skull
    Blob((0, -0.052, 0.690), (0.122, 0.118, 0.170), blend=0.10, tilt_deg=-8),  # face
    Blob((0, -0.100, 0.572), (0.060, 0.050, 0.046), blend=0.08),  # chin
    Blob((0.054, -0.146, 0.772), (0.064, 0.026, 0.022), blend=0.06, mirrored=True, turn_deg=20),
    Blob((0.060, -0.170, 0.733), (0.036, 0.030, 0.024), blend=0.04, mirrored=True, carve=True),
    Blob((0, -0.166, 0.705), (0.022, 0.032, 0.062), blend=0.035, tilt_deg=-20),  # nose
    Blob((0, -0.148, 0.620), (0.040, 0.026, 0.018), blend=0.035),  # mouth
    Blob((0.150, 0.038, 0.722), (0.016, 0.036, 0.050), blend=0.03, mirrored=True, tilt_deg=14),
    Blob((0, 0.050, 0.480), (0.096, 0.100, 0.200), blend=0.07, tilt_deg=8),  # neck
    Blob((0.190, 0.060, 0.255), (0.205, 0.110, 0.100), blend=0.14, mirrored=True, lean_deg=16),
    Blob((0, 0.040, 0.190), (0.270, 0.145, 0.165), blend=0.11),  # chest
    Blob((0, 0.045, 0.026), (0.150, 0.120, 0.026), blend=0.05, corner=0.012),  # plinth
)

PERSON = (
    Blob((0, 0.010, 0.946), (0.041, 0.052, 0.054)),  # skull
    Blob((0, -0.012, 0.914), (0.033, 0.033, 0.046), blend=0.025, tilt_deg=-8),  # face
    Blob((0, -0.044, 0.918), (0.006, 0.009, 0.016), blend=0.010, tilt_deg=-20),  # nose
    Blob((0, 0.014, 0.850), (0.031, 0.032, 0.055), blend=0.03, tilt_deg=8),  # neck
    Blob((0, 0.010, 0.728), (0.092, 0.060, 0.112), blend=0.04),  # chest
    Blob((0.055, 0.014, 0.800), (0.074, 0.038, 0.030), blend=0.06, mirrored=True, lean_deg=14),
    Blob((0, 0.010, 0.580), (0.082, 0.060, 0.090), blend=0.08),  # hips
    Blob((0.122, 0.014, 0.705), (0.029, 0.031, 0.108), blend=0.045, mirrored=True, lean_deg=-7),
    Blob((0.141, -0.002, 0.545), (0.022, 0.024, 0.100), blend=0.025, mirrored=True, lean_deg=-4),
    Blob((0.148, -0.018, 0.435), (0.014, 0.024, 0.044), blend=0.02, mirrored=True),  # hands
    Blob((0.050, 0.008, 0.420), (0.052, 0.056, 0.165), blend=0.05, mirrored=True, lean_deg=-2),
    Blob((0.055, 0.020, 0.172), (0.036, 0.041, 0.160), blend=0.04, mirrored=True, lean_deg=-2),
    Blob((0.060, -0.022, 0.022), (0.029, 0.072, 0.026), blend=0.03, mirrored=True, turn_deg=8),
)

PRODUCT = (
    Blob((0, 0, 0.330), (0.240, 0.130, 0.330), corner=0.090),  # body
    Blob((0, 0, 0.655), (0.100, 0.075, 0.060), blend=0.12, corner=0.055),  # shoulder
    Blob((0, 0, 0.730), (0.060, 0.060, 0.090), blend=0.04, corner=0.059),  # neck
    Blob((0, 0, 0.885), (0.085, 0.085, 0.115), blend=0.012, corner=0.030),  # cap
)

VEHICLE = (
    Blob((0, 0, 0.400), (0.590, 1.480, 0.190), corner=0.165),  # body
    Blob((0, -0.900, 0.480), (0.500, 0.600, 0.160), blend=0.14),  # bonnet
    Blob((0, 1.020, 0.500), (0.510, 0.480, 0.160), blend=0.14),  # boot
    Blob((0, 0.220, 0.700), (0.480, 0.740, 0.300), blend=0.24, corner=0.270),  # cabin
    Blob((0.500, -0.920, 0.232), (0.110, 0.235, 0.232), blend=0.03, mirrored=True),
    Blob((0.500, 0.930, 0.232), (0.110, 0.235, 0.232), blend=0.03, mirrored=True),
)

BUILDING = (
    Blob((0, 0, 0.050), (0.520, 0.420, 0.050), corner=0.012),  # base
    Blob((0, 0, 0.380), (0.430, 0.330, 0.380), blend=0.01, corner=0.015),
    Blob((0, 0, 0.280), (0.442, 0.342, 0.012), blend=0.01, corner=0.010),  # ledges
    Blob((0, 0, 0.520), (0.442, 0.342, 0.012), blend=0.01, corner=0.010),
    Blob((0, 0, 0.760), (0.450, 0.350, 0.016), blend=0.01, corner=0.012),
    Blob((-0.080, 0.040, 0.860), (0.280, 0.230, 0.140), blend=0.01, corner=0.015),
    Blob((0, -0.360, 0.120), (0.110, 0.090, 0.120), blend=0.01, corner=0.015),  # porch
)

VENUE = (
    Blob((0, 0.2, 0.060), (1.500, 0.900, 0.060), corner=0.030),  # stage floor
    Blob((0, 1.05, 0.480), (1.500, 0.080, 0.480), blend=0.03, corner=0.060),  # back wall
    Blob((0, 0.2, 0.900), (1.560, 0.960, 0.065), blend=0.05, corner=0.060, tilt_deg=-2),  # roof
    Blob((1.440, -0.600, 0.480), (0.070, 0.070, 0.480), blend=0.05, mirrored=True, corner=0.065),
    Blob((1.440, 0.300, 0.480), (0.070, 0.070, 0.480), blend=0.05, mirrored=True, corner=0.065),
)

SPHERE = (Blob((0, 0, 0.5), (0.5, 0.5, 0.5)),)

BLOBS: Mapping[str, tuple[Blob, ...]] = MappingProxyType(
    {
        "bust": BUST,
        "person": PERSON,
        "product": PRODUCT,
        "vehicle": VEHICLE,
        "building": BUILDING,
        "venue": VENUE,
        "sphere": SPHERE,
    }
)


def solid(kind: str, height_m: float) -> Solid:
    """One of the stand-ins at a real height."""
    return Solid(BLOBS[kind], height_m)
