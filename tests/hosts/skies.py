"""Surroundings in nine rows, and a reader of their pictures that shares no code with the writer."""

import math

import numpy as np
import pytest
from scipy.special import sph_harm_y

# Light from one side, above and across, in three colours that differ; nowhere below zero.
ROWS = (
    *((3.0, 2.0, 1.5), (0.6, -0.3, 0.1), (0.5, 0.4, -0.2), (-0.4, 0.5, 0.3), (0.2, -0.1, 0.1)),
    *((-0.1, 0.2, 0.0), (0.1, 0.1, -0.2), (0.2, 0.0, 0.1), (-0.2, 0.1, 0.1)),
)
# Degree and order of the nine rows, and which part of scipy's complex harmonic each is.
ORDERS = ((0, 0), (1, -1), (1, 0), (1, 1), (2, -2), (2, -1), (2, 0), (2, 1), (2, 2))


def real_harmonics(ways):
    """Nine real spherical harmonics of unit vectors (..., 3), by way of scipy's complex ones."""
    down, turn = np.arccos(ways[..., 2]), np.arctan2(ways[..., 1], ways[..., 0])
    found = []
    for degree, order in ORDERS:
        one = sph_harm_y(degree, abs(order), down, turn)
        part = one.real if order >= 0 else one.imag
        found.append(part if order == 0 else (-1) ** order * math.sqrt(2.0) * part)
    return np.stack(found, axis=-1)


def ways_of(height):
    """Where pixels look, and how much of the sphere each is: the middle is +x, right of it -y."""
    down = (np.arange(height)[:, None] + 0.5) * np.pi / height
    turn = np.pi - (np.arange(2 * height)[None, :] + 0.5) * np.pi / height  # falls to the right
    flat = np.sin(down) * np.cos(turn), np.sin(down) * np.sin(turn)
    ways = np.stack([*flat, np.broadcast_to(np.cos(down), flat[0].shape)], axis=-1)
    edges = np.cos(np.arange(height + 1) * np.pi / height)
    share = np.repeat((edges[:-1] - edges[1:])[:, None] * np.pi / height, 2 * height, axis=1)
    return ways, share


def rows_in(light):
    """Nine harmonics of a picture of light (height, width, 3)."""
    ways, share = ways_of(len(light))
    assert share.sum() == pytest.approx(4 * np.pi)
    return np.einsum("hwk,hwc,hw->kc", real_harmonics(ways), light, share)


def radiance(data):
    """A Radiance picture with plain rows, read independently: (height, width, 3)."""
    head, _, body = data.partition(b"\n\n")
    assert head.startswith(b"#?RADIANCE")
    size, _, pixels = body.partition(b"\n")
    height, width = int(size.split()[1]), int(size.split()[3])
    raw = np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, 4).astype(float)
    # The foot of each step, as programs read it; the exponent counts from 128, with 8 bits behind.
    return raw[..., :3] * 2.0 ** (raw[..., 3:] - 136.0) * (raw[..., 3:] > 0)
