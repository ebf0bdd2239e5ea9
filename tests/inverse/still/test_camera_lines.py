# SPDX-License-Identifier: Apache-2.0
"""A tiled floor drawn by a known pinhole gives its camera back; a bare one gives nothing."""

import math

import numpy as np
import pytest

from scene_stager.inverse.solve.search import starts
from scene_stager.inverse.still.camera_lines import camera_from_lines, straight_lines
from scene_stager.inverse.still.still import still_of
from scene_stager.pictures.picture import Picture

WIDE, HIGH = 480, 270


def tiles(focal_widths, pitch_deg, heading_deg, roll_deg=0.0):
    """A floor of square tiles, two greys, seen from two tiles up."""
    x = (np.arange(WIDE) + 0.5 - WIDE / 2) / WIDE
    y = (np.arange(HIGH) + 0.5 - HIGH / 2) / WIDE
    across, down = np.meshgrid(x, y)
    c, s = math.cos(math.radians(roll_deg)), math.sin(math.radians(roll_deg))
    across, down = c * across - s * down, s * across + c * down
    p, h = math.radians(pitch_deg), math.radians(heading_deg)
    ahead = focal_widths * math.cos(p) - down * math.sin(p)
    drop = focal_widths * math.sin(p) + down * math.cos(p)
    far = 2.0 / np.maximum(drop, 1e-3)
    a, b = across * far, ahead * far
    u, v = a * math.cos(h) - b * math.sin(h), a * math.sin(h) + b * math.cos(h)
    board = (np.floor(u) + np.floor(v)) % 2
    return np.where((drop > 0.08) & (far < 30.0), 0.15 + 0.3 * board, 0.3)


@pytest.mark.parametrize("focal, pitch, heading", [(1.0, 18.0, 40.0), (1.4, 14.0, 50.0)])
def test_a_tiled_floor_gives_its_camera_back(focal, pitch, heading):
    found = camera_from_lines(tiles(focal, pitch, heading))
    assert found.focal_widths == pytest.approx(focal, rel=0.08)
    assert found.pitch_deg == pytest.approx(pitch, abs=1.5)
    assert found.roll_deg == pytest.approx(0.0, abs=1.0)
    assert found.lines >= 8


def test_a_turned_camera_is_seen_to_be_turned():
    level = camera_from_lines(tiles(1.2, 16.0, 42.0))
    turned = camera_from_lines(tiles(1.2, 16.0, 42.0, roll_deg=5.0))
    assert abs(turned.roll_deg - level.roll_deg) == pytest.approx(5.0, abs=1.0)


def test_without_lines_nothing_is_claimed():
    smooth = np.linspace(0.1, 0.4, HIGH)[:, None] * np.ones(WIDE)
    assert camera_from_lines(smooth) is None
    noise = np.random.default_rng(3).random((HIGH, WIDE)) * 0.02 + 0.2
    assert camera_from_lines(noise) is None


def test_one_line_is_found_where_it_is():
    picture = np.full((HIGH, WIDE), 0.1)
    picture[100:] = 0.4
    found = straight_lines(picture)
    assert abs(abs(found[0, 1]) - 1.0) < 1e-3
    height = -found[0, 2] / found[0, 1] * WIDE + HIGH / 2
    assert height == pytest.approx(100.0, abs=1.0)


def test_a_still_with_lines_is_matched_with_its_own_camera():
    board = tiles(1.2, 16.0, 42.0)
    rows, columns = np.indices(board.shape)
    inside = np.hypot(rows - 130.0, columns - 240.0) < 60.0
    board[inside] = 0.6
    picture = Picture(
        "board",
        np.repeat(board[..., None], 3, axis=2).astype(np.float32),
        None,
        np.zeros(board.shape, dtype=bool),
        np.zeros(board.shape, dtype=bool),
        8,
        "sRGB",
    )
    still = still_of(picture, inside)
    assert still.camera.sure
    assert still.camera.focal_mm == pytest.approx(1.2 * 36.0, rel=0.08)
    rows_px, columns_px = still.rgb.shape[:2]
    assert still.camera.pitch_deg(rows_px, columns_px) == pytest.approx(16.0, abs=1.5)
    begun, _ = starts(still.points(6), still.shape, still.edge_share, sure=still.camera)
    assert {one.view for one in begun} == {still.camera}
