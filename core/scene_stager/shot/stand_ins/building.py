# SPDX-License-Identifier: Apache-2.0
"""A house of five storeys with a tower and a porch."""

from scene_stager.shot.stand_ins._stand_in import Blob, StandIn, box

STAND_IN = StandIn(
    blobs=(
        Blob((0, 0, 0.050), (0.520, 0.420, 0.050), corner=0.012),  # base
        Blob((0, 0, 0.380), (0.430, 0.330, 0.380), blend=0.01, corner=0.015),
        Blob((0, 0, 0.280), (0.442, 0.342, 0.012), blend=0.01, corner=0.010),  # ledges
        Blob((0, 0, 0.520), (0.442, 0.342, 0.012), blend=0.01, corner=0.010),
        Blob((0, 0, 0.760), (0.450, 0.350, 0.016), blend=0.01, corner=0.012),
        Blob((-0.080, 0.040, 0.860), (0.280, 0.230, 0.140), blend=0.01, corner=0.015),
        Blob((0, -0.360, 0.120), (0.110, 0.090, 0.120), blend=0.01, corner=0.015),  # porch
    ),
    pieces=(
        box("base", (0, 0, 0.030), (0.520, 0.420, 0.030), "dark"),
        box("block", (0, 0, 0.400), (0.430, 0.330, 0.400)),
        box("tower", (-0.080, 0.040, 0.750), (0.280, 0.230, 0.250)),
        box("porch", (0, -0.360, 0.110), (0.110, 0.090, 0.110)),
        box("door", (0, -0.450, 0.080), (0.050, 0.004, 0.060), "dark"),
        *(
            box(
                f"windows_{storey + 1}",
                (0, 0, 0.14 * storey + 0.30),
                (0.432, 0.332, 0.030),
                "glass",
            )
            for storey in range(4)
        ),
    ),
)
