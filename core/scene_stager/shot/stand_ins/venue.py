# SPDX-License-Identifier: Apache-2.0
"""A stage with a back wall, a roof and four towers."""

from scene_stager.shot.stand_ins._stand_in import Blob, Piece, StandIn, box

STAND_IN = StandIn(
    blobs=(
        Blob((0, 0.2, 0.060), (1.500, 0.900, 0.060), corner=0.030),  # stage floor
        Blob((0, 1.05, 0.480), (1.500, 0.080, 0.480), blend=0.03, corner=0.060),  # back wall
        Blob((0, 0.2, 0.900), (1.560, 0.960, 0.065), blend=0.05, corner=0.060, tilt_deg=-2),  # roof
        Blob(
            (1.440, -0.600, 0.480), (0.070, 0.070, 0.480), blend=0.05, mirrored=True, corner=0.065
        ),
        Blob((1.440, 0.300, 0.480), (0.070, 0.070, 0.480), blend=0.05, mirrored=True, corner=0.065),
    ),
    pieces=(
        box("stage", (0, 0.2, 0.060), (1.500, 0.900, 0.060)),
        box("back_wall", (0, 1.05, 0.480), (1.500, 0.060, 0.480), "dark"),
        box("roof", (0, 0.2, 0.950), (1.560, 0.960, 0.050)),
        Piece("front_tower", "box", (1.440, -0.600, 0.480), (0.060, 0.060, 0.480), mirrored=True),
        Piece("rear_tower", "box", (1.440, 0.300, 0.480), (0.060, 0.060, 0.480), mirrored=True),
    ),
)
