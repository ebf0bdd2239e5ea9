"""A planned move: rates by finite differences, plain JSON, random access."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.motion.s_curve import STILL, delay, evaluate, plan_s_curve
from scene_stager.shot.rigs._kinematics import Path
from scene_stager.shot.rigs._move import (
    Move,
    head_offset,
    motion,
    move_from_params,
    move_to_params,
    place,
    progress,
    reference_pan,
    stage_from_rig,
)

PATHS = {
    "line": Path("line", (0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (1.0, 2.0, 0.5), 30.0),
    "orbit": Path("orbit", (-30.0, 4.0, 1.5), (90.0, 5.0, 2.0), (0.5, 0.0, 0.0)),
    "arm": Path(
        "arm", (10.0, -5.0, 6.0), (40.0, 20.0, 9.0), (1.0, -9.0, 1.6), 20.0, (1.0, -9.0, 1.6)
    ),
}
CURVE = delay(plan_s_curve(0.3, 0.3, 0.6), 0.5)
HEAD = ((10.0, -3.0), (0.0, 5.0))


def moves(half_time_s: float = 0.2) -> list[Move]:
    return [Move("any", path, CURVE, half_time_s, (170.0, 190.0), HEAD) for path in PATHS.values()]


every_move = pytest.mark.parametrize("move", moves(), ids=list(PATHS))


@every_move
def test_velocity_and_acceleration_are_rates_of_the_place(move):
    t_s, h = np.linspace(0.0, 7.0, 300), 1e-3
    before, here, after = (place(move, progress(move, t_s + k * h)) for k in (-1, 0, 1))
    felt, u = motion(move, t_s), progress(move, t_s)
    velocity = stage_from_rig(move, u, felt.velocity_m_s)
    acceleration = stage_from_rig(move, u, felt.acceleration_m_s2)
    # The jerk jumps at breaks by up to 2 m/s3: h of it shows in a difference of speeds.
    np.testing.assert_allclose(velocity, (after - before) / (2 * h), atol=1e-5)
    np.testing.assert_allclose(acceleration, (after - 2 * here + before) / h**2, atol=5e-3)


@every_move
def test_begins_at_rest_and_ends_at_rest(move):
    felt = motion(move, np.array([0.0, 0.5, 60.0]))
    assert felt.progress[[0, 1]].tolist() == [0.0, 0.0]
    assert felt.progress[2] == 1.0
    assert np.abs(felt.velocity_m_s).max() < 1e-12
    assert felt.position_m[0].tolist() == [0.0, 0.0, 0.0]


@every_move
def test_the_jerks_are_those_along_the_path(move):
    # Twice integrated over its phases, jerk gives back no speed; thrice, the length of the way.
    felt = motion(move, np.zeros(1))
    lengths_s = np.diff(felt.breaks_s)
    way = speed = push = 0.0
    for jerk, dt in zip(felt.jerk_m_s3, lengths_s, strict=True):
        way += speed * dt + push * dt**2 / 2 + jerk * dt**3 / 6
        speed += push * dt + jerk * dt**2 / 2
        push += jerk * dt
    places = place(move, np.linspace(0, 1, 4001))
    assert way == pytest.approx(np.linalg.norm(np.diff(places, axis=0), axis=1).sum(), rel=1e-4)
    assert (speed, push) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert felt.direction_at_breaks.shape == (8, 3)


def test_only_an_arm_has_a_reach():
    reaches = {name: motion(m, np.zeros(2)) for name, m in zip(PATHS, moves(), strict=True)}
    assert reaches["arm"].reach_m == pytest.approx([6.0, 6.0])
    assert reaches["arm"].reach_at_breaks_m[[0, 7]] == pytest.approx([6.0, 9.0])
    assert reaches["line"].reach_m.tolist() == [0.0, 0.0]
    assert reaches["line"].reach_at_breaks_m.size == 0


@every_move
def test_comes_back_from_json_bit_for_bit(move):
    again = move_from_params(json.loads(json.dumps(move_to_params(move))))
    t_s = np.arange(200) / 24.0
    assert motion(again, t_s).velocity_m_s.tobytes() == motion(move, t_s).velocity_m_s.tobytes()
    u = progress(move, t_s)
    assert reference_pan(again, u).tobytes() == reference_pan(move, u).tobytes()
    assert head_offset(again, u)[1].tobytes() == head_offset(move, u)[1].tobytes()
    assert (again.rig, again.path, again.half_time_s) == (move.rig, move.path, move.half_time_s)


def test_a_path_round_the_world_is_refused():
    params = move_to_params(moves()[0])
    with pytest.raises(ValueError, match=r"a path of .* m, expected at most 1e\+06"):
        move_from_params({**params, "end": [4e7, 0.0, 0.0]})


@given(st.sampled_from(moves()), st.integers(0, 150), st.integers(1, 49))
def test_any_frames_alone_are_the_same_bits(move, first, count):
    t_s = np.arange(200) / 24.0
    whole, part = motion(move, t_s), motion(move, t_s[first : first + count].copy())
    for name in ("progress", "position_m", "velocity_m_s", "acceleration_m_s2", "reach_m"):
        cut = getattr(whole, name)[first : first + count]
        assert cut.tobytes() == getattr(part, name).tobytes()
    assert whole.reach_at_breaks_m.tobytes() == part.reach_at_breaks_m.tobytes()


def test_shared_times_agree_at_any_rate():
    for move in moves():
        coarse = place(move, progress(move, np.arange(100) / 24.0))
        fine = place(move, progress(move, np.arange(500) / 120.0))
        np.testing.assert_array_equal(fine[::5][:100], coarse)


def test_without_lag_progress_is_the_curve():
    (move, *_), t_s = moves(0.0), np.arange(200) / 24.0
    assert progress(move, t_s).tobytes() == evaluate(CURVE, t_s).tobytes()


def test_a_hold_stays():
    move = Move("any", Path("line", (0, 0, 0), (0, 0, 0), (1, 2, 3), 90.0), delay(STILL, 0.5), 0.2)
    felt = motion(move, np.arange(48) / 24.0)
    for values in (felt.position_m, felt.velocity_m_s, felt.acceleration_m_s2, felt.direction):
        assert not values.any()
    assert place(move, felt.progress)[-1].tolist() == [1.0, 2.0, 3.0]


def test_the_head_goes_straight_from_one_pair_of_angles_to_the_other():
    pan_deg, tilt_deg = head_offset(moves()[0], np.array([0.0, 0.5, 1.0]))
    assert pan_deg.tolist() == [10.0, 5.0, 0.0]
    assert tilt_deg.tolist() == [-3.0, 1.0, 5.0]
