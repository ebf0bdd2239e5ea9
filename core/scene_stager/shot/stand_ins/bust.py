# SPDX-License-Identifier: Apache-2.0
"""A bust on a plinth: head, neck and shoulders."""

from scene_stager.shot.stand_ins._stand_in import Blob, StandIn, ball, balls, drum

STAND_IN = StandIn(
    blobs=(
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
    ),
    pieces=(
        ball("skull", (0, 0.035, 0.808), (0.152, 0.188, 0.192)),
        ball("face", (0, -0.052, 0.690), (0.122, 0.118, 0.180), (-8, 0, 0)),
        ball("chin", (0, -0.098, 0.575), (0.064, 0.056, 0.056)),
        ball("nose", (0, -0.160, 0.705), (0.020, 0.034, 0.060), (-20, 0, 0)),
        balls("ear", (0.150, 0.035, 0.725), (0.018, 0.034, 0.052), (12, 0, 0)),
        ball("neck", (0, 0.048, 0.480), (0.090, 0.097, 0.220), (8, 0, 0)),
        balls("shoulder", (0.170, 0.060, 0.255), (0.225, 0.120, 0.110), (0, 16, 0)),
        ball("chest", (0, 0.045, 0.190), (0.275, 0.145, 0.185)),
        drum("plinth", (0, 0.045, 0.026), (0.150, 0.150, 0.026), "dark"),
    ),
)
