"""What a move asks of each axis, against finite differences of where the camera is."""

import numpy as np
import pytest

from scene_stager.maths.motion.s_curve import delay, lagged_rates, plan_s_curve
from scene_stager.shot.rigs._head import head_demands
from scene_stager.shot.rigs._kinematics import Path
from scene_stager.shot.rigs._limits import heaviest, path_demands
from scene_stager.shot.rigs._move import Move, place, progress
from scene_stager.shot.rigs._profile import Axis, Limit, RigProfile

H_S = 2e-3
T_S = np.linspace(0.6, 6.0, 200)
CURVE = delay(plan_s_curve(0.25, 0.3, 0.6), 0.5)
HALF_TIME_S = 0.2  # without a lag the third difference would smear the jumps of the jerk

POST = (1.0, -9.0, 1.6)
PATHS = {
    "line": Path("line", (0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (1.0, 2.0, 0.5), 30.0),
    "orbit": Path("orbit", (-30.0, 4.0, 1.5), (200.0, 6.0, 2.0), (0.5, 0.0, 0.0)),
    "arm": Path("arm", (10.0, -5.0, 6.0), (100.0, 40.0, 9.0), POST, 20.0, POST),
    "held orbit": Path("orbit", (-30.0, 4.0, 1.5), (60.0, 5.0, 3.0), (0.5, 0.0, 0.0), 0.0, POST),
}


def rig(*names: str) -> RigProfile:
    one = Limit(1.0, 2.0, "made up")
    axes = tuple(Axis(name, "m", one, one, one) for name in names)
    return RigProfile("Any", axes, "free", (), 0.2, 0.1, lambda m, s, x: x, {}, "", "made up")


def differences(signal) -> list[np.ndarray]:
    """First three rates of a signal, from five places of it."""
    a, b, c, d, e = (signal(T_S + k * H_S) for k in (-2, -1, 0, 1, 2))
    return [(d - b) / (2 * H_S), (d - 2 * c + b) / H_S**2, (e - 2 * d + 2 * b - a) / (2 * H_S**3)]


def at(path: Path, t_s: np.ndarray) -> np.ndarray:
    return place(Move("any", path, CURVE, HALF_TIME_S), lagged_rates(CURVE, t_s, HALF_TIME_S)[0])


SEEN = {
    "travel": lambda path, t: at(path, t)[:, :2],
    "rise": lambda path, t: at(path, t)[:, 2:],
    "tip": at,
    "telescope": lambda path, t: np.linalg.norm(at(path, t) - POST, axis=1)[:, None],
    "swing": lambda path, t: np.degrees(
        np.unwrap(np.arctan2(*(np.array(POST) - at(path, t))[:, :2].T * [[1], [-1]]))
    )[:, None],
    "boom": lambda path, t: np.degrees(
        np.arcsin((at(path, t)[:, 2] - POST[2]) / np.linalg.norm(at(path, t) - POST, axis=1))
    )[:, None],
}
ASKED = [
    *(("line", name) for name in ("travel", "rise", "tip")),
    *(("orbit", name) for name in ("travel", "rise", "tip")),
    *(("arm", name) for name in ("tip", "telescope", "swing", "boom")),
    *(("held orbit", name) for name in ("tip", "telescope")),
]


@pytest.mark.parametrize(("way", "name"), ASKED)
def test_demands_are_the_rates_of_what_the_axis_does(way, name):
    path = PATHS[way]
    others = () if name in {"travel", "rise"} else ("tip",)
    demands = path_demands(rig(name, *others), path, lagged_rates(CURVE, T_S, HALF_TIME_S, 0, 3))
    found = next(d for d in demands if d.name == name)
    for got, want in zip(found.rates, differences(lambda t: SEEN[name](path, t)), strict=True):
        size = np.linalg.norm(want, axis=1)
        np.testing.assert_allclose(got, size, atol=2e-3 * size.max() + 1e-6)


def test_coming_down_is_its_own_axis_where_the_rig_has_one():
    down = Path("line", (0.0, 0.0, 0.0), (1.0, 0.0, -2.0), (0.0, 0.0, 3.0))
    up = Path("line", (0.0, 0.0, 0.0), (1.0, 0.0, 2.0), (0.0, 0.0, 3.0))
    rates = lagged_rates(CURVE, T_S, HALF_TIME_S, 0, 3)

    def names(profile, path):
        return {demand.name for demand in path_demands(profile, path, rates)}

    both, one = rig("travel", "rise", "descend"), rig("travel", "rise")
    assert names(both, down) == {"travel", "descend"}
    assert names(both, up) == {"travel", "rise"}
    assert names(one, down) == {"travel", "rise"}


def test_a_head_is_asked_for_the_rates_of_its_bearing():
    # Passing a target 3 m away at a steady speed: pan = atan(v t / d).
    def passing(t_s):
        return np.stack([2.0 * (t_s - 3.0), np.full_like(t_s, 3.0), np.zeros_like(t_s)], axis=-1)

    still = Path("line", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    pan, tilt = head_demands(rig("pan", "tilt"), Move("any", still, CURVE), passing, T_S)
    w, q = 2.0 / 3.0, 2.0 * (T_S - 3.0) / 3.0
    speed = w / (1 + q * q)
    push = 2 * w * w * q / (1 + q * q) ** 2
    jolt = w**3 * (6 * q * q - 2) / (1 + q * q) ** 3
    for got, want in zip(pan.rates, (speed, push, jolt), strict=True):
        np.testing.assert_allclose(got, np.degrees(np.abs(want)), atol=2e-3)
    assert not any(rate.any() for rate in tilt.rates)


def test_the_heaviest_load_says_how_much_longer_it_should_take():
    # Limits of 2 for everything: twice too fast, eight times too jerky: both by a factor of two.
    line = Path("line", (0.0, 0.0, 0.0), (8.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    one, none = np.ones(3), np.zeros(3)
    load = heaviest(path_demands(rig("tip"), line, [none, one / 2, none, one * 2.0]), "hard")
    assert load.factor == pytest.approx(2.0)
    working = heaviest(path_demands(rig("tip"), line, [none, one / 2, none, none]), "working")
    assert (working.factor, working.quantity) == (pytest.approx(4.0), "speed")


def test_a_missing_axis_can_wait_for_ever():
    line = Path("line", (0.0, 0.0, 0.0), (8.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    one, none = np.ones(3), np.zeros(3)
    load = heaviest(path_demands(rig("rise"), line, [none, one, none, none]), "hard")
    assert load.factor == np.inf
    assert (load.name, load.quantity) == ("travel", "axis")


def test_the_place_of_a_move_is_the_place_on_its_path():
    move = Move("any", PATHS["arm"], CURVE, HALF_TIME_S)
    np.testing.assert_array_equal(place(move, progress(move, T_S)), at(PATHS["arm"], T_S))
