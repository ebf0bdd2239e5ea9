"""What stands in the world: a dry-dock, a citadel, a figure; of blobs, height one, facing -y."""

from scene_stager.shot.stand_ins import Blob, StandIn

HARD = 0.010  # how round a built edge is


def _block(x, y, z, wide, deep, high, *, mirrored=False, blend=0.0, **turned):
    """A block that stands on z; its middle in plan at x, y."""
    size = (wide / 2, deep / 2, high / 2)
    corner = min(HARD, *(0.4 * each for each in size))
    return Blob((x, y, z + high / 2), size, blend, mirrored, corner, **turned)


# A hull on its blocks between two stepped walls, under gantries.
DRY_DOCK = StandIn(
    blobs=(
        Blob((0, 0.45, 0.52), (0.250, 1.25, 0.300)),  # the hull
        Blob((0, 0.40, 0.34), (0.120, 1.15, 0.280), blend=0.16),  # narrows to its keel
        _block(0, 0.45, 0.06, 0.04, 2.3, 0.16, blend=0.05),
        Blob((0, -0.74, 0.60), (0.030, 0.16, 0.260), blend=0.12, tilt_deg=-24),  # its stem
        Blob((0, 0.45, 0.88), (0.60, 1.70, 0.15), carve=True, corner=0.02),  # its open deck
        *(_block(0, y, 0, 0.16, 0.05, 0.08) for y in (-0.5, -0.15, 0.2, 0.55, 0.9)),
        *(
            _block(0.46 + 0.12 * k, 0.30, 0, 0.13, 3.0, 0.14 * (k + 1), mirrored=True)
            for k in range(4)
        ),
        *(_block(0.66, y, 0.50, 0.045, 0.045, 0.44, mirrored=True) for y in (-0.45, 0.55)),
        *(_block(0, y, 0.93, 1.42, 0.06, 0.07) for y in (-0.45, 0.55)),
        _block(0.18, -0.45, 0.86, 0.10, 0.08, 0.09),  # a crab on its rail
        *(
            _block(0.31, y, 0.02, 0.022, 0.022, 0.42, mirrored=True, lean_deg=-14)
            for y in (-0.3, 0.1, 0.5, 0.9)
        ),
    )
)

# A gate between buttresses, a stair up to it, two towers, and a keep behind.
CITADEL = StandIn(
    blobs=(
        _block(0, 0.30, 0, 1.50, 0.60, 0.40),
        *(
            _block(x, -0.02, 0, 0.09, 0.14, 0.46, mirrored=True, tilt_deg=4)
            for x in (0.26, 0.44, 0.62)
        ),
        _block(0.72, 0.10, 0, 0.26, 0.30, 0.66, mirrored=True),
        _block(0.72, 0.10, 0.66, 0.19, 0.22, 0.10, mirrored=True),
        _block(0, 0.45, 0.38, 0.74, 0.40, 0.26),
        _block(0, 0.50, 0.62, 0.30, 0.26, 0.30),
        _block(0, 0.50, 0.90, 0.09, 0.09, 0.10),
        Blob((0, -0.02, 0.16), (0.060, 0.12, 0.16), corner=0.010, carve=True),  # the gate
        _block(0, -0.16, 0, 0.34, 0.30, 0.024),  # a threshold
        _block(0, 0.30, 0.40, 1.34, 0.54, 0.018),
    )
)

# Somebody in a robe that falls to the floor, a tall mitre before a disc, and a staff.
FIGURE = StandIn(
    blobs=(
        Blob((0, 0, 0.157), (0.172, 0.146, 0.123), corner=0.11),  # the robe
        Blob((0, 0, 0.26), (0.160, 0.135, 0.20), blend=0.06),
        Blob((0, 0, 0.40), (0.115, 0.095, 0.26), blend=0.10),
        Blob((0, 0.005, 0.600), (0.150, 0.078, 0.075), blend=0.06),  # shoulders
        Blob((0.125, -0.02, 0.50), (0.042, 0.052, 0.13), blend=0.035, mirrored=True, lean_deg=9),
        Blob((0.070, -0.095, 0.430), (0.075, 0.034, 0.034), blend=0.03, mirrored=True, lean_deg=20),
        Blob((0, 0, 0.700), (0.034, 0.034, 0.05), blend=0.02),
        Blob((0, -0.008, 0.760), (0.047, 0.056, 0.066), blend=0.012),  # head
        Blob((0, -0.066, 0.752), (0.010, 0.014, 0.016), blend=0.010),
        Blob((0, 0.004, 0.862), (0.052, 0.048, 0.110), blend=0.008),  # mitre
        Blob((0, 0.085, 0.800), (0.190, 0.022, 0.190)),  # disc
        Blob((0, 0.062, 0.800), (0.150, 0.020, 0.150), carve=True),
        Blob((0.205, -0.06, 0.47), (0.0085, 0.0085, 0.47), corner=0.006),  # staff
        Blob((0.205, -0.06, 0.955), (0.030, 0.012, 0.036), blend=0.006),
        Blob((0.165, -0.075, 0.455), (0.045, 0.022, 0.022), blend=0.016),
        Blob((0, 0, 0.0213), (0.303, 0.283, 0.0207), corner=0.012),  # a round of stone
    )
)

SHAPES = {"dry_dock": DRY_DOCK, "citadel": CITADEL, "figure": FIGURE}
