"""Plans hold their limits, seen by finite differences; refusals say what would do, and it does."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import Move, place, progress, reference_pan
from scene_stager.shot.rigs._planner import plan_move
from scene_stager.shot.rigs._profile import Axis, Limit, RigProfile
from scene_stager.shot.rigs._request import MoveRequest, RigRefusal, Station

OVER = 1.01  # hard limits may be passed by one per cent
STEP_S = 0.004
SHOT_S = 8.0


def axis(name: str, unit: str, speed: float, acceleration: float, jerk: float) -> Axis:
    """Worked at half of what it can do."""
    return Axis(name, unit, *(Limit(x / 2, x, "made up") for x in (speed, acceleration, jerk)))


def made_up(kinematics: str, *axes: Axis, half_time_s: float = 0.2) -> RigProfile:
    head = axis("pan", "deg", 60, 120, 600), axis("tilt", "deg", 60, 120, 600)
    return RigProfile(
        title="Made up",
        axes=(*axes, *head),
        kinematics=kinematics,
        moves=(),
        operator_half_time_s=half_time_s,
        focus_half_time_s=0.15,
        signature=lambda motion, seed, given: np.zeros((len(motion.t_s), 6)),
        settings={},
        notes="",
        source="made up",
    )


CART = made_up("free", axis("travel", "m", 2, 1, 3), axis("rise", "m", 0.5, 1, 3))
ROBOT = made_up("free", axis("travel", "m", 3, 8, 60), axis("rise", "m", 3, 8, 60), half_time_s=0.0)
FLYER = made_up(
    "free",
    axis("travel", "m", 12, 3, 4),
    axis("rise", "m", 3, 3, 4),
    axis("descend", "m", 1.5, 3, 4),
)
CRANE = made_up("arm", axis("tip", "m", 3, 1.5, 4), axis("telescope", "m", 1.8, 1.5, 4))
POST = made_up("free", axis("travel", "m", 0, 0, 0))
KINDS = {"cart": CART, "robot": ROBOT, "flyer": FLYER, "crane": CRANE} | {
    name: profile
    for name, profile in rigs().items()
    if {"travel", "tip"} & {axis.name for axis in profile.axes}
}


def eyes(t_s: np.ndarray) -> np.ndarray:
    """Somebody who stands still."""
    return np.stack([0 * t_s, 0 * t_s, 0 * t_s + 1.6], axis=-1)


def walker(t_s: np.ndarray) -> np.ndarray:
    """Somebody who walks past, to camera right."""
    return np.stack([1.4 * t_s - 3.0, 0 * t_s, 0 * t_s + 1.6], axis=-1)


def plan(profile: RigProfile, start: Station, end: Station, aim=eyes, **wishes):
    return plan_move("any", profile, MoveRequest(start, end, **wishes), aim)


def rates(values: np.ndarray) -> list[np.ndarray]:
    return [np.diff(values, n, axis=0) / STEP_S**n for n in (1, 2, 3)]


def asked_of(profile: RigProfile, move: Move, aim) -> dict[str, list[np.ndarray]]:
    """What each axis does, from places alone: axis -> speed, acceleration, jerk over time."""
    t_s = np.arange(0.0, max(SHOT_S, move.curve.breaks_s[-1]), STEP_S)
    places = place(move, progress(move, t_s))
    look = aim(t_s) - places
    pan_deg = np.degrees(np.unwrap(np.arctan2(-look[:, 0], look[:, 1])))
    tilt_deg = np.degrees(np.arctan2(look[:, 2], np.hypot(look[:, 0], look[:, 1])))
    asked = {"pan": rates(pan_deg), "tilt": rates(tilt_deg)}
    names = {a.name for a in profile.axes}
    if "tip" in names:
        asked["tip"] = [np.linalg.norm(rate, axis=1) for rate in rates(places)]
        asked["telescope"] = rates(np.linalg.norm(places - np.array(move.path.post_m), axis=1))
        return asked
    falls = places[-1, 2] < places[0, 2] and "descend" in names
    asked["travel"] = [np.linalg.norm(rate[:, :2], axis=1) for rate in rates(places)]
    asked["descend" if falls else "rise"] = rates(places[:, 2])
    return asked


def overruns(profile: RigProfile, move: Move, aim) -> list[str]:
    """Every limit that is passed, in words."""
    found = []
    for name, three in asked_of(profile, move, aim).items():
        for quantity, values in zip(("speed", "acceleration", "jerk"), three, strict=True):
            ratio = np.abs(values).max() / getattr(profile.axis(name), quantity).hard
            if ratio > OVER:
                found.append(f"{name} {quantity} {ratio:.3f}")
    return found


distances = st.floats(0.0, 1.5).map(lambda p: 10.0**p)
heights = st.floats(0.2, 8.0)
wishes = st.one_of(
    st.just({}),
    st.sampled_from(["slow", "normal", "brisk"]).map(lambda pace: {"pace": pace}),
    st.floats(0.0, 1.7).map(lambda p: {"duration_s": 10.0**p}),
    st.floats(-1.0, 1.0).map(lambda p: {"speed_m_s": 10.0**p}),
)


@st.composite
def requests(draw) -> MoveRequest:
    start = Station(draw(st.floats(-180, 180)), draw(distances), draw(heights))
    turn_deg = draw(st.one_of(st.just(0.0), st.floats(-150, 150)))
    far_m = draw(st.one_of(st.just(start.distance_m), distances))
    high_m = draw(st.one_of(st.just(start.height_m), heights))
    end = Station(start.heading_deg + turn_deg, far_m, high_m)
    shape = draw(st.sampled_from(["straight", "orbit"]))
    return MoveRequest(start, end, shape, shot_s=SHOT_S, **draw(wishes))


@settings(max_examples=25)
@pytest.mark.parametrize("kind", sorted(KINDS))
@given(requests(), st.sampled_from([eyes, walker]))
def test_no_move_passes_a_hard_limit(kind, request, aim):
    # The fixed name `request` would be pytest's own; Hypothesis fills this one.
    profile = KINDS[kind]
    move = plan_move(kind, profile, request, aim)
    if isinstance(move, RigRefusal):
        assert move.found > move.limit
        return
    assert overruns(profile, move, aim) == []


@settings(max_examples=25)
@pytest.mark.parametrize("kind", ["cart", "robot", "flyer", "crane"])
@given(requests())
def test_what_a_refusal_offers_is_granted(kind, request):
    answer = plan_move(kind, KINDS[kind], request, eyes)
    if not isinstance(answer, RigRefusal):
        return
    if answer.shortest_s is not None:
        assert answer.shortest_s > request.duration_s
        again = MoveRequest(request.start, request.end, request.shape, duration_s=answer.shortest_s)
        assert isinstance(plan_move(kind, KINDS[kind], again, eyes), Move)
    if answer.fastest_m_s:
        assert answer.fastest_m_s < request.speed_m_s
        again = MoveRequest(request.start, request.end, request.shape, speed_m_s=answer.fastest_m_s)
        assert isinstance(plan_move(kind, KINDS[kind], again, eyes), Move)


@settings(max_examples=15)
@pytest.mark.parametrize("kind", ["cart", "crane"])
@given(requests())
def test_the_reference_pan_is_within_half_a_turn_of_the_aim(kind, request):
    for aim in (eyes, walker):
        move = plan_move(kind, KINDS[kind], request, aim)
        if isinstance(move, RigRefusal):
            return
        t_s = np.arange(0.0, move.curve.breaks_s[-1] + 2.0, STEP_S)
        u = progress(move, t_s)
        look = aim(t_s) - place(move, u)
        pan_deg = np.degrees(np.unwrap(np.arctan2(-look[:, 0], look[:, 1])))
        stray = pan_deg - reference_pan(move, u)
        turns = np.round(stray[0] / 360.0)
        assert np.abs(stray - 360.0 * turns).max() < 179.0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_camera_starts_and_ends_at_its_stations(kind):
    start, end = Station(-20.0, 9.0, 1.2), Station(15.0, 7.0, 1.9)
    move = plan(KINDS[kind], start, end)
    assert isinstance(move, Move)
    got = place(move, np.array([0.0, 1.0]))
    np.testing.assert_allclose(got, [start.point_m(), end.point_m()], atol=1e-7)


def test_stations_stand_where_headings_say():
    assert Station(0.0, 3.0, 1.6).point_m() == (0.0, -3.0, 1.6)
    assert Station(90.0, 3.0, 1.6, (1.0, 2.0)).point_m() == (4.0, 2.0, 1.6)


def test_a_cart_takes_the_time_of_its_textbook_curve():
    # 10 m, worked at 1 m/s, 0.5 m/s2, 1.5 m/s3, brisk: D / v + v / a + a / j.
    move = plan(CART, Station(0, 12, 1.6), Station(0, 2, 1.6), pace="brisk")
    assert move.curve.duration_s == pytest.approx(10 + 2 + 1 / 3, rel=2e-3)


@pytest.mark.parametrize(("pace", "times"), [("brisk", 1.0), ("normal", 1.25), ("slow", 1.8)])
def test_pace_stretches_the_working_time(pace, times):
    brisk = plan(CART, Station(0, 12, 1.6), Station(0, 2, 1.6), pace="brisk")
    paced = plan(CART, Station(0, 12, 1.6), Station(0, 2, 1.6), pace=pace)
    assert paced.curve.duration_s == pytest.approx(times * brisk.curve.duration_s, abs=2e-3)


@pytest.mark.parametrize("duration_s", [7.5, 8.0, 30.0, 500.0])
def test_a_wished_duration_is_kept_exactly(duration_s):
    move = plan(CART, Station(0, 12, 1.6), Station(0, 2, 1.6), duration_s=duration_s)
    assert move.curve.duration_s == pytest.approx(duration_s, rel=1e-12)
    assert move.curve.start_s == 0.5


def test_refuses_less_time_than_the_hard_limits_allow():
    # 10 m at 2 m/s, 1 m/s2, 3 m/s3: 5 + 2 + 1/3 s.
    answer = plan(CART, Station(0, 12, 1.6), Station(0, 2, 1.6), duration_s=5.0)
    assert answer.shortest_s == pytest.approx(7.34, abs=0.011)
    assert answer.axis == "travel"
    assert "travel" in answer.reason()


@pytest.mark.parametrize("shape", ["straight", "orbit"])
def test_a_wished_speed_is_the_speed_of_the_middle(shape):
    start, end = Station(-60, 20, 1.6), Station(60, 20, 1.6)
    move = plan(CART, start, end, shape=shape, speed_m_s=1.3)
    t_s = np.arange(0.0, move.curve.breaks_s[-1] + 2.0, STEP_S)
    speeds = np.linalg.norm(rates(place(move, progress(move, t_s)))[0], axis=1)
    assert speeds.max() == pytest.approx(1.3, rel=1e-3)
    assert np.median(speeds) == pytest.approx(1.3, rel=1e-3)


def test_a_spiral_is_up_to_speed_in_its_middle():
    start, end = Station(-60, 25, 5), Station(30, 22, 13)
    move = plan(FLYER, start, end, shape="orbit", speed_m_s=5.0)
    t_s = np.arange(0.0, move.curve.breaks_s[-1] + 2.0, STEP_S)
    u = progress(move, t_s)
    speeds = np.linalg.norm(rates(place(move, u))[0], axis=1)
    assert np.interp(0.5, u[1:], speeds) == pytest.approx(5.0, rel=1e-3)
    # 37.9 m at 5 m/s, and what getting up to speed costs at 2 m/s2 and 2.7 m/s3 or better.
    assert move.curve.duration_s < 11.2


def test_refuses_more_speed_than_the_rig_has():
    answer = plan(CART, Station(0, 42, 1.6), Station(0, 2, 1.6), speed_m_s=3.0)
    assert (answer.axis, answer.quantity) == ("travel", "speed")
    assert (answer.found, answer.limit) == pytest.approx((3.0, 2.0))
    assert answer.fastest_m_s == 2.0


def test_a_way_too_short_for_the_speed_is_refused_with_the_speed_it_allows():
    # 1 m at 1 m/s2 and 3 m/s3: the top speed is never reached.
    answer = plan(CART, Station(0, 3, 1.6), Station(0, 2, 1.6), speed_m_s=1.9)
    half = math.sqrt((1 / 6) ** 2 + 1.0) - 1 / 6  # v / a from v^2 / a + v a / j = 1
    assert answer.fastest_m_s == pytest.approx(half, abs=0.011)


def test_an_orbit_pays_for_its_bend():
    # On a 4 m circle at 12 m/s a flyer would pull 36 m/s2; by its 3 m/s2 it may do sqrt(12).
    answer = plan(
        FLYER, Station(0, 4, 1.6), Station(720, 4, 1.6), eyes, shape="orbit", speed_m_s=12.0
    )
    assert answer.quantity == "acceleration"
    assert answer.found == pytest.approx(36.0, rel=1e-3)
    assert answer.fastest_m_s <= math.sqrt(12.0)


def test_whole_turns_are_made():
    move = plan(FLYER, Station(0, 20, 3), Station(720, 20, 3), shape="orbit")
    assert np.ptp(place(move, np.linspace(0, 1, 99))[:, 0]) > 39
    assert move.reference_pan_deg == pytest.approx((0.0, 720.0), abs=1e-3)


def test_a_locked_axis_is_refused_by_name():
    answer = plan(POST, Station(0, 3, 1.6), Station(0, 2, 1.6))
    assert (answer.axis, answer.quantity, answer.shortest_s) == ("travel", "axis", None)
    assert answer.reason() == "does not travel"


def test_a_missing_axis_is_refused_by_name():
    flat = made_up("free", axis("travel", "m", 2, 1, 3))
    assert plan(flat, Station(0, 3, 1.6), Station(0, 3, 2.6)).axis == "rise"


def test_the_locked_tripod_pans_and_does_not_travel():
    tripod = rigs()["tripod_locked"]
    here = Station(0, 3, 1.6)
    assert isinstance(plan(tripod, here, here, head_deg=((20.0, 0.0), (0.0, 0.0))), Move)
    assert plan(tripod, here, Station(0, 2, 1.6)).reason() == "does not travel"


def test_holding_still_needs_no_axis():
    move = plan(POST, Station(0, 3, 1.6), Station(0, 3, 1.6))
    assert move.curve.is_still
    assert move.path.is_still


def test_a_pan_is_as_fast_as_the_head():
    # 120 degrees, hard limits 60, 120, 600: 120 / 60 + 60 / 120 + 120 / 600.
    here = Station(0, 3, 1.6)
    answer = plan(POST, here, here, head_deg=((120.0, 0.0), (0.0, 0.0)), duration_s=1.0)
    assert answer.axis == "pan"
    assert answer.shortest_s == pytest.approx(2.7, rel=0.05)


def test_a_head_follows_somebody_who_walks_but_not_a_car_at_arms_length():
    here = Station(0, 3, 1.6)
    assert isinstance(plan(POST, here, here, walker, shot_s=6.0), Move)

    def car(t_s):
        return np.stack([15 * t_s - 30, 0 * t_s, 0 * t_s + 1.6], axis=-1)

    answer = plan(POST, here, here, car, shot_s=6.0)
    assert answer.axis == "pan"
    assert answer.shortest_s is None


def test_flying_straight_over_the_target_is_refused_in_those_words():
    answer = plan(FLYER, Station(0, 30, 8), Station(180, 30, 8))
    assert "straight over" in answer.reason()


def test_flying_over_with_the_head_at_rest_is_fine():
    assert isinstance(plan(FLYER, Station(0, 30, 8), Station(180, 30, 8), None), Move)


def test_a_crane_says_how_much_arm_it_would_need():
    answer = plan(CRANE, Station(0, 80, 1.6), Station(0, 5, 1.6))
    assert (answer.axis, answer.quantity, answer.limit) == ("telescope", "reach", 30.0)
    assert answer.found > 75


def test_the_same_request_gives_the_same_plan():
    start, end = Station(-20.0, 9.0, 1.2), Station(15.0, 7.0, 1.9)
    first, second = (plan(CRANE, start, end) for _ in range(2))
    assert first.curve.breaks_s.tobytes() == second.curve.breaks_s.tobytes()
    assert first.path == second.path
