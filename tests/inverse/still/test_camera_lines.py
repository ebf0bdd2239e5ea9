# SPDX-License-Identifier: Apache-2.0
"""Boxes and tiles drawn by a known pinhole give their camera back; a bare floor gives nothing."""

import math
from dataclasses import replace

import numpy as np
import pytest

from scene_stager.inverse.solve.starts import read_coarsely
from scene_stager.inverse.still.camera_lines import camera_from_lines
from scene_stager.inverse.still.segments import segments_of
from scene_stager.inverse.still.still import still_of
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.resample import area_average
from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture
from tests.house.sources import ROOT

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
    found = segments_of(picture)
    assert len(found) == 1
    assert found.length[0] == pytest.approx(1.0, abs=0.02)
    assert abs(found.way[0, 0]) == pytest.approx(1.0, abs=1e-3)
    assert found.middle[0, 1] * WIDE + HIGH / 2 == pytest.approx(100.0, abs=0.2)


def test_a_circle_has_no_straight_pieces_that_are_long():
    rows, columns = np.indices((HIGH, WIDE))
    disc = np.where(np.hypot(rows - HIGH / 2, columns - WIDE / 2) < 90.0, 0.5, 0.1)
    assert segments_of(area_average(disc, HIGH, WIDE)).length.max(initial=0.0) < 0.1


def boxes(focal_mm, dip_deg, heading_deg, seed):
    """Seven flat-shaded boxes, all turned alike, on a floor that grows dark; (360, 640)."""
    rng = np.random.default_rng(seed)
    high, wide, fine, focal = 360, 640, 2, focal_mm / 36.0
    x = (np.arange(wide * fine) + 0.5) / (wide * fine) - 0.5
    y = (np.arange(high * fine) + 0.5 - high * fine / 2) / (wide * fine)
    across, down = np.meshgrid(x, y)
    c, s = math.cos(math.radians(dip_deg)), math.sin(math.radians(dip_deg))
    ray = np.stack([across, focal * c - down * s, -focal * s - down * c], axis=-1)
    away = 4.2 * max(focal, 0.5) + 1.5
    eye = np.array([0.0, -away * c, max(away * s + 0.4, 0.35)])
    ch, sh = math.cos(math.radians(heading_deg)), math.sin(math.radians(heading_deg))
    turn = np.array([[ch, sh, 0.0], [-sh, ch, 0.0], [0.0, 0.0, 1.0]])
    eye, ray, sun = turn @ eye, ray @ turn.T, turn @ np.array([0.477, -0.572, 0.667])
    with np.errstate(divide="ignore"):
        floor = np.where(ray[..., 2] < 0.0, -eye[2] / ray[..., 2], np.inf)
        near, light = floor, np.where(np.isfinite(floor), 0.18 * np.exp(-0.02 * focal * floor), 0.3)
        for middle, size in _apart(rng):
            low = np.array([*(middle - size[:2] / 2), 0.0])
            tall = np.array([*(middle + size[:2] / 2), 1.3 * size[2]])
            one, other = (low - eye) / ray, (tall - eye) / ray
            enter, leave = np.minimum(one, other), np.maximum(one, other).min(axis=-1)
            face, at = enter.argmax(axis=-1), enter.max(axis=-1)
            hit = (at < leave) & (at > 0.0) & (at < near)
            side = -np.sign(np.take_along_axis(ray, face[..., None], axis=-1)[..., 0])
            lit = rng.uniform(0.35, 0.7) * (0.8 * np.maximum(side * sun[face], 0.0) + 0.15)
            light, near = np.where(hit, lit, light), np.where(hit, at, near)
    return area_average(light, high, wide)


def _apart(rng):
    """Middles and sizes of seven boxes that stand clear of each other."""
    found = []
    while len(found) < 7:
        size, middle = rng.uniform(0.25, 0.75, 3), rng.uniform(-1.1, 1.1, 2)
        if all((np.abs(middle - m) > (size + z)[:2] / 2 + 0.05).any() for m, z in found):
            found.append((middle, size))
    return found


BOXES = (
    *((18, 28, 35), (18, 8, 25), (24, 20, 50), (24, 3, 40), (28, 12, 30), (35, 25, 60)),
    *((35, 6, 45), (50, 15, 20), (50, 22, 38), (65, 10, 55), (85, 18, 42), (85, 28, 33)),
)


@pytest.mark.slow
def test_most_boxes_alone_give_their_camera_back_and_none_a_wrong_one():
    right = 0
    for number, (focal_mm, dip_deg, heading_deg) in enumerate(BOXES, 13):
        found = camera_from_lines(boxes(focal_mm, dip_deg, heading_deg, number))
        if found is None:
            continue
        assert found.focal_widths * 36.0 == pytest.approx(focal_mm, rel=0.15)
        assert found.pitch_deg == pytest.approx(dip_deg, abs=1.0)
        right += abs(found.focal_widths * 36.0 / focal_mm - 1.0) < 0.05
    assert right >= 8, right


def test_boxes_of_a_usual_lens_give_their_camera_back():
    found = camera_from_lines(boxes(50, 22, 38, 9))
    assert found.focal_widths * 36.0 == pytest.approx(50.0, rel=0.05)


@pytest.mark.slow
def test_round_things_on_a_bare_floor_give_no_camera():
    stills = sorted((ROOT / "tests" / "reading" / "stills").glob("*.png"))
    stills += sorted((ROOT / "tests" / "reading" / "drawn" / "open").glob("*.*g"))
    assert len(stills) == 48
    for path in stills:
        assert camera_from_lines(luminance(np.maximum(read_picture(path).rgb, 0.0))) is None, path


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
    begun = read_coarsely(still, still.points(6), 4).starts
    assert {replace(one.view, lift_m=0.0, ground=True) for one in begun} == {still.camera}
