"""The Lotus point: on the lit form, whatever is painted in around it; else a named reason."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.topology.lotus import Lotus, NoLotus, lotus_point

H, W = 180, 320
BALL = (95.0, 150.0, 45.0)  # row, column, radius


def ball(
    key: tuple[float, float, float] = (-0.5, -0.6, 0.6),
    place: tuple[float, float, float] = BALL,
    back: float = 0.04,
) -> np.ndarray:
    """A matte ball under one light (right, down, towards us), before a grey wall."""
    y, x = np.mgrid[0:H, 0:W]
    row, column, radius = place
    right, down = (x - column) / radius, (y - row) / radius
    inside = right**2 + down**2 < 1
    toward = np.sqrt(np.where(inside, 1 - right**2 - down**2, 0))
    light = np.array(key) / np.linalg.norm(key)
    shade = 0.02 + 0.6 * np.maximum(right * light[0] + down * light[1] + toward * light[2], 0)
    return np.where(inside, shade, back * (1 - 0.3 * y / H))


def on_the_ball(found: Lotus, slack_px: float = 2.0) -> bool:
    row, column, radius = BALL
    away = np.hypot(found.row_px - row, found.column_px - column)
    return found.failure is None and bool(away < radius + slack_px)


def test_is_where_the_ball_faces_the_light():
    found = lotus_point(ball())
    row, column, radius = BALL
    light = np.array([-0.5, -0.6, 0.6]) / np.linalg.norm([-0.5, -0.6, 0.6])
    assert found.failure is None
    assert (found.column_px - column) / radius == pytest.approx(light[0], abs=0.06)
    assert (found.row_px - row) / radius == pytest.approx(light[1], abs=0.06)
    assert found.domain[round(found.row_px), round(found.column_px)]


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 2 * np.pi), st.floats(0.2, 0.9))
def test_stays_on_the_ball_as_the_light_goes_around(angle, toward):
    out = np.sqrt(1 - toward**2)
    assert on_the_ball(lotus_point(ball((out * np.cos(angle), out * np.sin(angle), toward))))


def boxes():
    high, wide = st.integers(8, 70), st.integers(8, 70)
    return st.tuples(st.integers(-35, H), st.integers(-35, W), high, wide)


def painted(picture: np.ndarray, box: tuple[int, int, int, int], value: object) -> np.ndarray:
    """Whatever of the box is in frame and off the ball (and ten pixels around it)."""
    y, x = np.mgrid[0:H, 0:W]
    top, left, high, wide = box
    row, column, radius = BALL
    free = np.hypot(y - row, x - column) > radius + 10
    there = (y >= top) & (y < top + high) & (x >= left) & (x < left + wide) & free
    return np.where(there, value, picture)


@settings(max_examples=40, deadline=None)
@given(st.lists(boxes(), min_size=1, max_size=3), st.sampled_from([1.0, 0.8, 6.0]))
def test_blown_windows_and_flat_panes_do_not_win(windows, value):
    picture = ball()
    for window in windows:
        picture = painted(picture, window, value)
    assert on_the_ball(lotus_point(picture))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["left", "right", "top", "bottom"]), st.floats(0, 1), st.floats(0.3, 1))
def test_shaded_clutter_that_the_border_cuts_does_not_win(side, along, strength):
    y, x = np.mgrid[0:H, 0:W]
    row, column = {
        "left": (along * H, 0),
        "right": (along * H, W - 1),
        "top": (0, along * W),
        "bottom": (H - 1, along * W),
    }[side]
    lump = strength * np.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * 14.0**2))
    assert on_the_ball(lotus_point(np.maximum(ball(), lump)))


def test_of_two_balls_that_near_the_border_does_not_win():
    other = ball(place=(138.0, 277.0, 40.0), back=0.0)
    both = np.where(other > 0, 1.6 * other, ball())
    assert on_the_ball(lotus_point(both))


def test_a_lamp_on_the_wall_does_not_pass_for_the_ball():
    y, x = np.mgrid[0:H, 0:W]
    lamp = 0.9 * (np.hypot(y - 30, x - 280) < 5)
    assert on_the_ball(lotus_point(np.maximum(ball(), lamp)))


def test_a_pool_of_light_behind_the_ball_does_not_pass_for_it():
    y, x = np.mgrid[0:H, 0:W]
    pool = 0.02 + 0.4 * np.exp(-((y - 110) ** 2 + (x - 215) ** 2) / (2 * 40.0**2))
    row, column, radius = BALL
    inside = np.hypot(y - row, x - column) < radius
    assert on_the_ball(lotus_point(np.where(inside, 0.7 * ball(), pool)))


def test_a_glint_is_levelled_and_the_ball_stays():
    y, x = np.mgrid[0:H, 0:W]
    glint = 1.0 * (np.hypot(y - 72, x - 128) < 4)
    assert on_the_ball(lotus_point(np.maximum(ball(), glint)))


def test_a_mirrored_picture_has_the_mirrored_point():
    picture = ball() + 1e-3 * np.random.default_rng(1).random((H, W))
    one, other = lotus_point(picture), lotus_point(picture[:, ::-1])
    assert other.column_px == pytest.approx(W - 1 - one.column_px, abs=1e-9)
    assert other.row_px == pytest.approx(one.row_px, abs=1e-9)


@given(st.sampled_from([0.5, 0.25, 1.25]))
def test_exposure_leaves_the_point_alone(gain):
    one, other = lotus_point(ball()), lotus_point(ball() * gain, white_level=gain)
    assert (other.row_px, other.column_px) == pytest.approx((one.row_px, one.column_px), abs=1.5)


@pytest.mark.parametrize("times", [2, 4])
def test_a_larger_picture_has_the_same_point(times):
    one, other = lotus_point(ball()), lotus_point(ball().repeat(times, 0).repeat(times, 1))
    want = (one.row_px + 0.5) * times - 0.5, (one.column_px + 0.5) * times - 0.5
    assert (other.row_px, other.column_px) == pytest.approx(want, abs=1e-6)
    assert other.domain.shape == other.cells.shape == (H * times, W * times)


def ramp() -> np.ndarray:
    return np.tile(np.geomspace(0.02, 0.8, W), (H, 1))


def silhouette() -> np.ndarray:
    y, x = np.mgrid[0:H, 0:W]
    return np.where(np.hypot(y - 95, x - 150) < 45, 0.005, 0.7)


def pool() -> np.ndarray:
    y, x = np.mgrid[0:H, 0:W]
    return 0.05 + 0.3 * np.exp(-((y - 90) ** 2 + (x - 150) ** 2) / (2 * 45.0**2))


NOISE = np.random.default_rng(3)
FAILURES = [
    (np.full((H, W), 0.18), NoLotus.FLAT_FIELD),
    (np.ones((H, W)), NoLotus.ALL_CLIPPED),
    (np.zeros((H, W)), NoLotus.ALL_CLIPPED),
    (np.full((H, W), -1.0), NoLotus.ALL_CLIPPED),
    (NOISE.random((H, W)), NoLotus.PURE_NOISE),
    (NOISE.random((1080, 1920)), NoLotus.PURE_NOISE),
    (NOISE.random((64, 64)), NoLotus.PURE_NOISE),
    (silhouette(), NoLotus.SILHOUETTE),
    (np.where(silhouette() < 0.1, 0.0, 1.0), NoLotus.SILHOUETTE),
    (ramp(), NoLotus.NO_CONTAINED_EXTREMUM),
    (pool(), NoLotus.NO_CONTAINED_EXTREMUM),
    (np.array([[0.5]]), NoLotus.TOO_SMALL),
    (np.ones((1, 400)), NoLotus.TOO_SMALL),
    (NOISE.random((16, 5000)), NoLotus.TOO_SMALL),
]


@pytest.mark.parametrize(("picture", "failure"), FAILURES)
def test_names_why_there_is_none(picture, failure):
    found = lotus_point(picture)
    assert found.failure is failure
    assert np.isnan([found.row_px, found.column_px]).all()
    assert found.domain.shape == found.cells.shape == picture.shape
    assert found.domain.any() == (failure is NoLotus.SILHOUETTE)


def test_every_reason_has_a_picture_that_triggers_it():
    assert {failure for _, failure in FAILURES} == set(NoLotus)


def test_a_silhouette_is_outlined():
    found = lotus_point(silhouette())
    figure = silhouette() < 0.1
    assert (found.domain & figure).sum() / (found.domain | figure).sum() > 0.85


@pytest.mark.parametrize("picture", [np.full((20, 20), np.nan), np.zeros((0, 3)), np.zeros(5)])
def test_refuses_what_is_no_picture(picture):
    with pytest.raises(InputError, match="luminance: found"):
        lotus_point(picture)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 700), st.integers(0, 3), st.booleans())
def test_answers_for_any_size_and_contrast(high, wide, levels, turned):
    field = np.random.default_rng(high * wide).integers(0, levels + 1, (high, wide)) / 3.0
    picture = field.T if turned else field
    found = lotus_point(picture)
    assert found.domain.shape == found.cells.shape == picture.shape
    assert (found.failure is None) == bool(np.isfinite(found.row_px))
