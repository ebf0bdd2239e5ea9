# SPDX-License-Identifier: Apache-2.0
"""A person who stands: the mean of MakeHuman's six young adults (CC0), dressed by us.

`tools/make_person.py` makes the sculpture. Its proportions are the asset's own, and agree with the
segments of Drillis and Contini 1966, "Body segment parameters": a test measures them. The blobs
are ellipsoids round its parts, drawn by eye, and only cast shadows.
"""

from scene_stager.shot.stand_ins._stand_in import Blob, StandIn

STAND_IN = StandIn(
    blobs=(
        Blob((0, 0.008, 0.948), (0.044, 0.062, 0.053)),  # skull
        Blob((0, -0.016, 0.912), (0.036, 0.042, 0.048), tilt_deg=-8),  # face
        Blob((0, 0.022, 0.866), (0.034, 0.032, 0.050), tilt_deg=10),  # neck
        Blob((0, 0.018, 0.730), (0.098, 0.066, 0.100)),  # chest
        Blob((0.062, 0.026, 0.800), (0.064, 0.038, 0.028), mirrored=True, lean_deg=18),
        Blob((0, 0.012, 0.640), (0.078, 0.064, 0.090)),  # waist
        Blob((0, 0.020, 0.560), (0.094, 0.072, 0.080)),  # hips
        Blob((0.114, 0.024, 0.715), (0.030, 0.034, 0.100), mirrored=True, lean_deg=-7),
        Blob((0.125, -0.004, 0.575), (0.024, 0.028, 0.082), mirrored=True, tilt_deg=27),
        Blob((0.118, -0.066, 0.470), (0.020, 0.026, 0.060), mirrored=True, tilt_deg=27),  # hands
        Blob((0.058, 0.024, 0.420), (0.046, 0.054, 0.150), mirrored=True, lean_deg=-3),
        Blob((0.072, 0.022, 0.180), (0.036, 0.040, 0.160), mirrored=True, lean_deg=-2),
        Blob((0.080, -0.014, 0.022), (0.030, 0.070, 0.024), mirrored=True, turn_deg=8),
    ),
    sculpture="person",
)
