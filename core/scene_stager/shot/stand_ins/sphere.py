# SPDX-License-Identifier: Apache-2.0
"""A ball that touches the floor: the plainest thing to light."""

from scene_stager.shot.stand_ins._stand_in import Blob, StandIn, ball

STAND_IN = StandIn(
    blobs=(Blob((0, 0, 0.5), (0.5, 0.5, 0.5)),),
    pieces=(ball("ball", (0, 0, 0.5), (0.5, 0.5, 0.5)),),
)
