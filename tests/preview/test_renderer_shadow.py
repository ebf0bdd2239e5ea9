"""Shadows, against rays thrown one by one at a light's disk, and the width of a half shadow."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.preview.scene import PreviewSubject
from scene_stager.preview.shadow import Ball, Caster, casters, hidden_share, hull, seen_share
from scene_stager.preview.shapes import Solid
from scene_stager.shot.stand_ins import stand_ins
from tests.preview.rendering import HIGH, WIDE, bare, camera, light, light_by_light

AXES = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
BALL = Caster((0.0, 0.0, 1.0), AXES, (0.5, 0.5, 0.5), 0.0, 0.01)
LONG = Caster((0.1, 0.0, 1.0), AXES, (0.2, 0.3, 0.6), 0.0, 0.01)
BOX = Caster((0.0, 0.0, 1.0), AXES, (0.4, 0.3, 0.5), 0.05, 0.01)


def column(place):
    return tuple(np.array([float(c)]) for c in place)


def disk(lamp: Ball, towards, count=4000):
    """Points spread evenly over the light's disk as the point sees it."""
    aim = np.subtract(lamp.position_m, towards)
    aim = aim / np.linalg.norm(aim)
    side = np.cross(aim, (0.31, 0.52, 0.79))
    side /= np.linalg.norm(side)
    k = np.arange(count) + 0.5
    radius, turn = np.sqrt(k / count) * lamp.radius_m, k * math.pi * (3 - math.sqrt(5))
    flat = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * np.cross(aim, side)
    return np.array(lamp.position_m) + radius[:, None] * flat


def thrown(blob: Caster, place, lamp: Ball) -> float:
    """The share of the disk behind an ellipsoid, ray by ray."""
    ends = disk(lamp, place)
    start = (np.array(place) - blob.centre_m) / blob.size_m
    ray = (ends - np.array(place)) / blob.size_m
    a, b, c = (ray**2).sum(axis=1), ray @ start, start @ start - 1.0
    nearest = np.clip(-b / a, 0.0, 1.0)
    return float(np.mean(a * nearest**2 + 2 * b * nearest + c < 0))


@given(
    st.floats(-1.2, 1.2), st.floats(-1.2, 1.2), st.floats(0.02, 0.45), st.sampled_from([BALL, LONG])
)
def test_what_a_blob_hides_is_what_rays_find_behind_it(x, y, radius_m, blob):
    lamp = Ball((0.4, -0.3, 4.0), radius_m)
    got = float(hidden_share(blob, column((x, y, 0.0)), lamp)[0])
    # A strip stands for the blob's round outline: exact in the middle and outside.
    assert got == pytest.approx(thrown(blob, (x, y, 0.0), lamp), abs=0.09)


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-1, 3), st.floats(0.0, 1.0))
def test_hidden_is_a_share_and_nothing_hides_what_is_behind_the_point(x, y, z, radius_m):
    for blob in (BALL, LONG, BOX):
        share = hidden_share(blob, column((x, y, z)), Ball((0.0, 0.0, 5.0), radius_m))[0]
        assert -0.005 <= share <= 1.005
        if z > 1.0 + max(blob.size_m):
            assert share == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("radius_m", [0.05, 0.1, 0.2])
@pytest.mark.parametrize("blob", [BALL, BOX])
def test_a_half_shadow_is_as_wide_as_similar_triangles_say(radius_m, blob):
    # Light 4 m over the floor, edge 1 m over it: a third of the light's width falls on the floor.
    lamp = Ball((0.0, 0.0, 4.0), radius_m)
    x = np.linspace(-1.2, 0.0, 40_001)
    hidden = hidden_share(blob, (x, np.zeros_like(x), np.zeros_like(x)), lamp)
    inner, outer = x[np.searchsorted(hidden, 0.999)], x[np.searchsorted(hidden, 0.001)]
    top_m = 1.5 if blob is BOX else 1.0  # a box's shadow is drawn by its upper edge at the most
    low, high = (2 * radius_m * t / (4.0 - t) for t in (0.5, top_m))
    assert 0.8 * low <= inner - outer <= 1.1 * high


def test_a_blob_hides_smoothly_as_the_light_moves():
    steps = np.linspace(-0.5, 0.5, 401)
    shares = [
        float(hidden_share(BALL, column((0.6, 0.0, 0.0)), Ball((s, 0.0, 4.0), 0.2))[0])
        for s in steps
    ]
    assert np.abs(np.diff(shares)).max() < 0.02
    assert np.ptp(shares) > 0.9


def test_a_point_on_a_blob_is_not_shaded_by_it():
    up = column((0.0, 0.0, 1.5))
    side = column((0.4999, 0.0, 1.0))
    lamp = Ball((0.0, 0.0, 4.0), 0.2)
    assert seen_share([BALL], up, lamp, skin=True)[0] == pytest.approx(1.0, abs=1e-6)
    assert seen_share([BALL], side, lamp, skin=True)[0] == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("kind", ["bust", "person", "vehicle"])
def test_the_hull_hides_whatever_the_subject_hides(kind):
    body = Solid(stand_ins()[kind].blobs, 1.8)
    x, y = (a.ravel() for a in np.meshgrid(np.linspace(-6, 6, 61), np.linspace(-6, 6, 61)))
    floor, lamp = (x, y, np.zeros_like(x)), Ball((2.0, -3.0, 4.0), 0.4)
    seen = seen_share(casters(body), floor, lamp, skin=False)
    shaded = hidden_share(hull(body), floor, lamp) > 0
    assert np.all(shaded[seen < 0.98])


def test_a_softer_key_draws_a_softer_shadow_on_the_floor():
    def steepest(radius_m):
        above = camera(0.0, 60.0, focal_length_mm=28.0)
        lamp = light("key", 70.0, 45.0, radius_m=radius_m)
        subject = PreviewSubject("sphere", 0.8, specular=0.0)
        floor = light_by_light(
            bare(subject=subject, camera=above, lights=(lamp,)), 2 * WIDE, 2 * HIGH
        )["key"][..., 1]
        return np.abs(np.diff(floor[:, : WIDE - 16], axis=1)).max()

    assert steepest(0.05) > 2 * steepest(0.8)


def test_the_shadow_falls_away_from_the_key():
    above = camera(0.0, 50.0, focal_length_mm=24.0)
    subject = PreviewSubject("sphere", 0.8, specular=0.0)
    picture = light_by_light(
        bare(subject=subject, camera=above, lights=(light("key", 90.0, 45.0),)), WIDE, HIGH
    )["key"][..., 1]
    row = int(HIGH * 0.62)
    left, right = picture[row, 10 : WIDE // 2 - 8].min(), picture[row, WIDE // 2 + 8 : -10].min()
    assert left < 0.3 * right
