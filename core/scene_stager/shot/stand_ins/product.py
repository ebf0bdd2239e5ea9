# SPDX-License-Identifier: Apache-2.0
"""A bottle with a cap and a label."""

from scene_stager.shot.stand_ins._stand_in import Blob, StandIn, ball, drum

STAND_IN = StandIn(
    blobs=(
        Blob((0, 0, 0.330), (0.240, 0.130, 0.330), corner=0.090),  # body
        Blob((0, 0, 0.655), (0.100, 0.075, 0.060), blend=0.12, corner=0.055),  # shoulder
        Blob((0, 0, 0.730), (0.060, 0.060, 0.090), blend=0.04, corner=0.059),  # neck
        Blob((0, 0, 0.885), (0.085, 0.085, 0.115), blend=0.012, corner=0.030),  # cap
    ),
    pieces=(
        drum("body", (0, 0, 0.310), (0.200, 0.200, 0.310)),
        ball("shoulder", (0, 0, 0.620), (0.200, 0.200, 0.150)),
        drum("neck", (0, 0, 0.790), (0.060, 0.060, 0.060)),
        drum("cap", (0, 0, 0.910), (0.072, 0.072, 0.090), "dark"),
        drum("label", (0, 0, 0.320), (0.201, 0.201, 0.180), "paper"),
    ),
)
