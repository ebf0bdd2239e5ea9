"""The spring, against its own differential equation and against published step values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from scene_stager.maths.motion.spring import HALFWAY, step_spring, step_spring_toward

# Unit step of a 1 Hz critically damped oscillator, from its closed form.
STEP_VALUES = [(0.1, 0.1313114554), (0.25, 0.4655839487), (0.5, 0.8210255536), (1.0, 0.9863990685)]

seconds = st.floats(0.01, 3.0)
metres = st.floats(-10, 10)
steps = st.one_of(st.just(0.0), st.floats(1e-6, 3.0))


def vec(x: float) -> np.ndarray:
    return np.array([x])


@pytest.mark.parametrize(("t_s", "place"), STEP_VALUES)
def test_gives_the_published_step_values(t_s, place):
    half_time_s = HALFWAY / (2 * np.pi)
    got, _ = step_spring(vec(0.0), vec(0.0), vec(1.0), half_time_s, t_s)
    assert got == pytest.approx([place], abs=5e-11)


def test_half_way_at_half_time():
    place, _ = step_spring(vec(1.0), vec(0.0), vec(0.0), half_time_s=0.4, dt_s=0.4)
    assert place == pytest.approx([0.5], abs=1e-15)


@given(metres, metres, metres, metres, seconds, steps)
def test_agrees_with_matrix_exponential(place, speed, goal, goal_speed, half_time_s, dt_s):
    # Independent oracle: place, speed, goal and goal speed as one linear system, solved by expm.
    rate = HALFWAY / half_time_s
    law = np.array(
        [
            [0.0, 1.0, 0.0, 0.0],
            [-rate * rate, -2 * rate, rate * rate, 0.0],
            [0.0, 0.0, 0.0, 1.0],
            [0.0, 0.0, 0.0, 0.0],
        ]
    )
    want = expm(law * dt_s) @ [place, speed, goal, goal_speed]
    got = step_spring_toward(vec(place), vec(speed), vec(goal), vec(goal_speed), half_time_s, dt_s)
    np.testing.assert_allclose(np.ravel(got), want[:2], rtol=1e-7, atol=1e-6)


@given(metres, metres, metres, seconds, steps)
def test_a_goal_that_stands_still_is_a_goal_without_speed(place, speed, goal, half_time_s, dt_s):
    state = vec(place), vec(speed), vec(goal)
    still = step_spring(*state, half_time_s, dt_s)
    moving = step_spring_toward(*state, vec(0.0), half_time_s, dt_s)
    np.testing.assert_allclose(np.ravel(moving), np.ravel(still), rtol=1e-12, atol=1e-12)


@given(metres, metres, metres, seconds, steps, steps)
def test_two_short_steps_make_one_long_step(place, speed, goal_speed, half_time_s, dt_a, dt_b):
    start = vec(place), vec(speed)
    pull = vec(goal_speed)
    once = step_spring_toward(*start, vec(1.0), pull, half_time_s, dt_a + dt_b)
    middle = step_spring_toward(*start, vec(1.0), pull, half_time_s, dt_a)
    twice = step_spring_toward(*middle, 1.0 + pull * dt_a, pull, half_time_s, dt_b)
    np.testing.assert_allclose(np.ravel(twice), np.ravel(once), rtol=1e-9, atol=1e-9)


def test_many_steps_make_one_step_to_twelve_digits():
    place, speed = vec(0.0), vec(0.0)
    for _ in range(240):
        place, speed = step_spring(place, speed, vec(1.0), 0.25, 1 / 240)
    once = step_spring(vec(0.0), vec(0.0), vec(1.0), 0.25, 1.0)
    np.testing.assert_allclose([place, speed], once, atol=1e-12)


def test_trails_a_steady_goal_by_two_over_the_rate():
    half_time_s = 0.3
    place, speed = step_spring_toward(vec(0.0), vec(0.0), vec(0.0), vec(2.0), half_time_s, 20.0)
    assert 2.0 * 20.0 - place == pytest.approx([2.0 * 2 * half_time_s / HALFWAY], abs=1e-12)
    assert speed == pytest.approx([2.0], abs=1e-12)
