"""Euler tracks: the same turns, and calm curves, past the poles too."""

import math
import random
from itertools import pairwise
from itertools import product as every

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.hosts import euler
from scene_stager.hosts.euler import ORDERS, best_order, euler_track
from tests.hosts.turns import matrix_from_euler, turns_about

CAMERAS = 5000
FRAMES = 12
LIMIT_DEG = 15.0
SLACK_DEG = 1e-6
angles = st.floats(-720.0, 720.0)


def read(track, index):
    return matrix_from_euler([axis[index] for axis in track.angles_deg], track.order)


def keys_of(track):
    return list(zip(track.offsets, *track.angles_deg, strict=True))


def furthest(a, b):
    return max(abs(x - y) for x, y in zip(a[1:], b[1:], strict=True))


def off_deg(a, b):
    """How far two turns differ, by the chord, which sees the smallest."""
    square = sum((x - y) ** 2 for p, q in zip(a, b, strict=True) for x, y in zip(p, q, strict=True))
    return math.degrees(2.0 * math.asin(min(math.sqrt(square / 8.0), 1.0)))


def some_axis(draw):
    while True:
        x, y, z = (draw.gauss(0.0, 1.0) for _ in range(3))
        length = math.sqrt(x * x + y * y + z * z)
        if length > 1e-3:
            return x / length, y / length, z / length


def a_gimbal_heavy_camera(draw):
    """A camera that goes by, over or along a pole of its order, or rests there; up to 14.9 deg a
    frame, so that frames differ by less than the limit."""
    order = draw.choice(ORDERS)
    miss_deg = draw.choice((0.0, 0.0, 1e-7, 1e-3, 0.05, 1.0, 5.0, 30.0)) * draw.choice((-1, 1))
    near = [0.0, 0.0, 0.0]
    near["xyz".index(order[0])] = draw.uniform(-180.0, 180.0)
    near["xyz".index(order[1])] = draw.choice((-90.0, 90.0)) + miss_deg
    near["xyz".index(order[2])] = draw.uniform(-180.0, 180.0)
    pole = matrix_from_euler(near, order)
    speed_deg = draw.choice((0.0, 0.3, 2.0, 6.0, 14.9)) * draw.random()
    axes = [some_axis(draw), some_axis(draw)]  # a corner half way, at the pole
    if draw.random() < 0.5:
        axes[1] = axes[0]
    rest = draw.choice((0, 0, 1, 3))
    whole = draw.random() < 0.5  # a frame right at the pole, or between two
    track = []
    for frame in range(FRAMES):
        place = frame - FRAMES // 2 + (0.0 if whole else 0.37)
        place = math.copysign(max(abs(place) - rest, 0.0), place)
        turn = turns_about(axes[place > 0], place * speed_deg)
        track.append(euler.product(turn, pole))
    return order, track


def test_five_thousand_gimbal_heavy_cameras_keep_their_turns_and_take_no_long_step():
    draw = random.Random(5000)
    bridged = longest_deg = 0
    for _ in range(CAMERAS):
        order, turns = a_gimbal_heavy_camera(draw)
        track = euler_track(turns, order)
        for index, offset in enumerate(track.offsets):
            if offset == int(offset):
                assert off_deg(read(track, index), turns[int(offset)]) < 1e-3 / 10.0
        frames = [key for key in keys_of(track) if key[0] == int(key[0])]
        assert [key[0] for key in frames] == list(range(FRAMES))
        assert all(a < b for a, b in pairwise(track.offsets))
        assert all(off_deg(a, b) < LIMIT_DEG for a, b in pairwise(turns))
        assert max(furthest(a, b) for a, b in pairwise(keys_of(track))) <= LIMIT_DEG
        bridged += track.between > 0
        longest_deg = max(longest_deg, *(furthest(a, b) for a, b in pairwise(frames)))
    assert 0.02 * CAMERAS < bridged < 0.6 * CAMERAS  # the draw has both kinds in it
    assert longest_deg > 100.0  # without keys between frames, some would have jumped


def test_between_frames_the_keys_stay_near_the_straight_way():
    draw = random.Random(7)
    for _ in range(300):
        order, turns = a_gimbal_heavy_camera(draw)
        track = euler_track(turns, order)
        for index, offset in enumerate(track.offsets):
            before = turns[int(offset)]
            after = turns[min(int(offset) + 1, FRAMES - 1)]
            found = read(track, index)
            assert off_deg(found, before) + off_deg(found, after) < off_deg(before, after) + 5.0


@pytest.mark.parametrize("order", ORDERS)
def test_a_camera_that_pans_a_full_turn_counts_on(order):
    last = "xyz".index(order[2])
    axis = tuple(float(n == last) for n in range(3))
    track = euler_track([turns_about(axis, 10.0 * n) for n in range(80)], order)
    assert track.angles_deg[last][-1] == pytest.approx(790.0)
    assert track.between == 0


def test_a_tilt_over_the_top_stays_a_tilt():
    turns = [turns_about((1.0, 0.0, 0.0), 10.0 * n) for n in range(37)]
    track = euler_track(turns, "zxy")
    assert list(track.angles_deg[0]) == pytest.approx([10.0 * n for n in range(37)])
    assert max(map(abs, (*track.angles_deg[1], *track.angles_deg[2]))) < 1e-9


def test_a_camera_that_begins_straight_down_begins_with_the_heading_it_will_have():
    down = [(-90.0 + max(n - 3, 0) * 5.0, 60.0, 0.0) for n in range(10)]
    track = euler_track([matrix_from_euler(angles, "zxy") for angles in down], "zxy")
    assert list(track.angles_deg[1]) == pytest.approx([60.0] * 10)


def test_while_a_camera_rests_at_a_pole_its_heading_goes_evenly_to_the_next():
    down = matrix_from_euler((-90.0, 0.0, 0.0), "zxy")
    before = [matrix_from_euler((-90.0 + x, 0.0, 0.0), "zxy") for x in (15.0, 10.0, 5.0)]
    after = [matrix_from_euler((-90.0 + x, 80.0, -80.0), "zxy") for x in (5.0, 10.0, 15.0)]
    track = euler_track([*before, *[down] * 7, *after], "zxy")
    assert list(track.angles_deg[1][2:11]) == pytest.approx([10.0 * n for n in range(9)])
    assert list(track.angles_deg[2][2:11]) == pytest.approx([-10.0 * n for n in range(9)])
    assert track.between == 0


@given(angles, angles, angles, st.sampled_from(ORDERS))
def test_any_turn_in_any_order_comes_back(x, y, z, order):
    wanted = matrix_from_euler((x, y, z), order)
    assert off_deg(read(euler_track([wanted], order), 0), wanted) < 1e-4


@given(st.lists(st.tuples(angles, angles, angles), min_size=2, max_size=4), st.sampled_from(ORDERS))
def test_no_other_triple_of_the_same_turn_is_nearer(triples, order):
    turns = [matrix_from_euler(one, order) for one in triples]
    track = euler_track(turns, order)
    i, j, k = ("xyz".index(axis) for axis in order)
    frames = keys_of(track)
    for a, b in pairwise(frames):
        if b[0] % 1.0 or a[0] % 1.0 or b[0] - a[0] != 1.0:
            continue
        twin = list(b[1:])
        twin[i], twin[j], twin[k] = twin[i] + 180.0, 180.0 - twin[j], twin[k] + 180.0
        for whole in every((-720, -360, 0, 360, 720), repeat=3):
            for base in (b[1:], twin):
                other = (0.0, *(x + w for x, w in zip(base, whole, strict=True)))
                if abs(math.cos(math.radians(b[1 + j]))) > 1e-5:
                    assert furthest(a, b) <= furthest(a, other) + SLACK_DEG


def test_quaternions_of_any_length_make_the_same_turn():
    half = math.radians(35.0) / 2.0
    found = euler.matrix_from_wxyz((3.0 * math.cos(half), 0.0, 3.0 * math.sin(half), 0.0))
    assert off_deg(found, turns_about((0.0, 1.0, 0.0), 35.0)) < 1e-6


def test_the_calm_order_is_taken_and_the_preferred_one_kept_where_it_is_calm():
    sideways = [matrix_from_euler((0.0, 80.0 + n, 0.0), "xyz") for n in range(20)]
    assert best_order(sideways, "xyz") != "xyz"
    level = [matrix_from_euler((10.0, 3.0 * n, 0.0), "zxy") for n in range(20)]
    assert best_order(level, "zxy") == "zxy"
    assert euler_track(level, best_order(level, "zxy")).between == 0


def test_an_order_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'xxy', expected one of xyz"):
        euler_track([], "xxy")
    assert len(euler_track([], "xyz").offsets) == 0
