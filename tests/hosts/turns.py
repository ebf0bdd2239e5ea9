"""Turns as matrices, by Rodrigues: not by way of the code under test."""

import math


def turns_about(axis, deg):
    """A turn about any axis."""
    x, y, z = axis
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    d = 1.0 - c
    return (
        (c + x * x * d, x * y * d - z * s, x * z * d + y * s),
        (y * x * d + z * s, c + y * y * d, y * z * d - x * s),
        (z * x * d - y * s, z * y * d + x * s, c + z * z * d),
    )


def matrix_from_euler(angles_deg, order):
    """What three turns after one another make, when the axes come in this order."""
    total = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    for axis in order:
        index = "xyz".index(axis)
        turn = turns_about([float(k == index) for k in range(3)], angles_deg[index])
        columns = tuple(zip(*total, strict=True))
        total = tuple(
            tuple(sum(x * y for x, y in zip(row, column, strict=True)) for column in columns)
            for row in turn
        )
    return total
