"""The summits of the light on a form: one under one lamp, two under two."""

import numpy as np
import pytest

from scene_stager.maths.topology.lit_side import lit_side

Y, X = np.mgrid[1:-1:121j, -1:1:121j] / 0.8
BALL = X**2 + Y**2 < 1
Z = np.sqrt(np.maximum(1 - X**2 - Y**2, 0))


def lit_by(*lamps):
    return 0.03 + sum(np.maximum(x * X + y * Y + z * Z, 0.0) for x, y, z in lamps)


def test_one_lamp_makes_one_summit_where_the_ball_faces_it():
    found = lit_side(lit_by((0.48, 0.36, 0.8)), BALL)
    assert found.summits == 1
    place = X[found.row_px, found.column_px], Y[found.row_px, found.column_px]
    assert place == pytest.approx((0.48, 0.36), abs=0.05)
    assert found.top[found.row_px, found.column_px]
    assert not found.top[~BALL].any()


def test_two_lamps_make_two_summits_and_the_brighter_is_the_highest():
    found = lit_side(lit_by((0.9, 0.0, 0.436), (-0.54, 0.0, 0.26)), BALL)
    assert found.summits == 2
    assert X[found.row_px, found.column_px] > 0.5


@pytest.mark.parametrize(("holes", "euler"), [(0, 1), (1, 0), (2, -1)])
def test_the_light_counts_the_holes_of_the_outline(holes, euler):
    inside = BALL.copy()
    for side in (-1, 1)[:holes]:
        inside &= np.hypot(X - 0.4 * side, Y) > 0.15
    assert lit_side(lit_by((0.48, 0.36, 0.8)), inside).euler == euler


def test_noise_makes_no_summits():
    noise = np.random.default_rng(1).normal(1.0, 0.03, BALL.shape)
    assert lit_side(lit_by((0.48, 0.36, 0.8)) * noise, BALL).summits == 1


def test_nothing_inside_or_no_light_has_no_lit_side():
    assert lit_side(lit_by((0, 0, 1)), np.zeros_like(BALL)) is None
    assert lit_side(np.zeros(BALL.shape), BALL) is None
