# SPDX-License-Identifier: Apache-2.0
"""A saloon car, its bonnet toward -y."""

from dataclasses import replace

from scene_stager.shot.stand_ins._stand_in import STRAIGHT, Blob, Piece, StandIn, hull

# A saloon car from the side: (half width, y, z), bonnet toward -y.
CAR_BODY = (
    (0.56, -1.42, 0.20), (0.56, 1.46, 0.20), (0.54, 1.50, 0.42), (0.52, 1.46, 0.62),
    (0.54, 0.95, 0.67), (0.55, -0.45, 0.64), (0.53, -1.30, 0.55), (0.52, -1.46, 0.42),
)  # fmt: skip
CAR_WINDOWS = (
    (0.52, -0.48, 0.62), (0.52, 1.12, 0.62), (0.43, 0.70, 0.95), (0.43, 0.05, 0.95),
)  # fmt: skip
CAR_ROOF = (
    (0.436, 0.00, 0.94), (0.436, 0.74, 0.94), (0.40, 0.62, 1.00), (0.40, 0.12, 1.00),
)  # fmt: skip

WHEEL = Piece(
    "wheel", "drum", STRAIGHT, (0.225, 0.225, 0.085), (0, 90, 0), mirrored=True, finish="dark"
)


STAND_IN = StandIn(
    blobs=(
        Blob((0, 0, 0.400), (0.590, 1.480, 0.190), corner=0.165),  # body
        Blob((0, -0.900, 0.480), (0.500, 0.600, 0.160), blend=0.14),  # bonnet
        Blob((0, 1.020, 0.500), (0.510, 0.480, 0.160), blend=0.14),  # boot
        Blob((0, 0.220, 0.700), (0.480, 0.740, 0.300), blend=0.24, corner=0.270),  # cabin
        Blob((0.500, -0.920, 0.232), (0.110, 0.235, 0.232), blend=0.03, mirrored=True),
        Blob((0.500, 0.930, 0.232), (0.110, 0.235, 0.232), blend=0.03, mirrored=True),
    ),
    pieces=(
        hull("body", CAR_BODY),
        hull("windows", CAR_WINDOWS, "glass"),
        hull("roof", CAR_ROOF),
        replace(WHEEL, name="front_wheel", centre=(0.50, -0.90, 0.225)),
        replace(WHEEL, name="rear_wheel", centre=(0.50, 0.94, 0.225)),
    ),
)
