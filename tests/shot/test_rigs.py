"""Every rig in the registry, held to what all rigs promise and to the table of limits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import welch

from scene_stager.errors import RegistryError
from scene_stager.registry import load_folder
from scene_stager.script.moves import MOVES
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._profile import RigProfile
from tests.shot.motions import same, straight

SEVEN = ("dolly", "drone", "handheld", "moco", "technocrane", "tripod_locked", "wirecam")
TAGS = ("read", "measured", "inferred", "house default, not measured", "recalled")
NAMES = sorted(rigs())
NO_FRAMES_S = np.zeros(0)

every_rig = pytest.mark.parametrize("name", NAMES)

# speed, acceleration, jerk as worked (hard), from the table of the reference page.
TABLE = [
    ("moco", "travel", (1.5, 4.0), (3.0, 8.0), (15.0, 60.0)),
    ("technocrane", "telescope", (1.0, 1.8), (0.6, 1.5), (1.2, 4.0)),
    ("technocrane", "tip", (1.5, 3.0), (0.6, 1.5), (1.2, 4.0)),
    ("wirecam", "travel", (5.0, 9.0), (2.5, 6.0), (5.0, 15.0)),
    ("dolly", "travel", (0.4, 2.0), (0.3, 1.0), (0.6, 3.0)),
    ("drone", "travel", (5.0, 12.0), (3.0, 3.0), (4.0, 4.0)),
    ("drone", "rise", (3.0, 3.0), (3.0, 3.0), (4.0, 4.0)),
    ("drone", "descend", (1.5, 1.5), (3.0, 3.0), (4.0, 4.0)),
    ("handheld", "travel", (1.4, 3.0), (2.0, 5.0), (10.0, 40.0)),
]
HEADS = [
    ("tripod_locked", 5.6, 60.0),
    ("moco", 60.0, 150.0),
    ("technocrane", 30.0, 90.0),
    ("wirecam", 40.0, 120.0),
    ("dolly", 5.6, 60.0),
    ("drone", 45.0, 45.0),
    ("handheld", 40.0, 90.0),
]


def test_the_seven_rigs_are_there():
    assert set(SEVEN) <= set(NAMES)


@pytest.mark.parametrize(("rig", "axis", "speed", "acceleration", "jerk"), TABLE)
def test_limits_are_those_of_the_table(rig, axis, speed, acceleration, jerk):
    found = rigs()[rig].axis(axis)
    for limit, pair in zip(
        (found.speed, found.acceleration, found.jerk), (speed, acceleration, jerk), strict=True
    ):
        assert (limit.working, limit.hard) == pair


@pytest.mark.parametrize(("rig", "working", "hard"), HEADS)
def test_heads_turn_as_fast_as_the_table_says(rig, working, hard):
    pan = rigs()[rig].axis("pan").speed
    assert (pan.working, pan.hard) == (working, hard)


@every_rig
def test_every_number_says_where_it_is_from(name):
    profile = rigs()[name]
    sources = [profile.source]
    for axis in profile.axes:
        sources += [axis.speed.source, axis.acceleration.source, axis.jerk.source]
    assert all(any(tag in source for tag in TAGS) for source in sources)


@every_rig
def test_axes_are_sound(name):
    profile = rigs()[name]
    assert len({axis.name for axis in profile.axes}) == len(profile.axes) > 0
    for axis in profile.axes:
        assert axis.unit == ("deg" if axis.name in DEGREES else "m")
        for limit in (axis.speed, axis.acceleration, axis.jerk):
            assert 0.0 <= limit.working <= limit.hard
    assert profile.freedoms
    assert profile.operator_half_time_s >= 0.0
    assert profile.focus_half_time_s >= 0.0


DEGREES = {"pan", "tilt", "roll", "swing", "boom"}


@every_rig
def test_moves_are_words_of_the_vocabulary(name):
    moves = rigs()[name].moves
    assert set(moves) <= set(MOVES)
    assert "hold" in moves
    assert len(set(moves)) == len(moves)


def test_every_move_has_a_rig_that_makes_it():
    assert {move for profile in rigs().values() for move in profile.moves} == set(MOVES)


def test_a_file_without_a_profile_is_refused_by_name():
    with pytest.raises(RegistryError, match=r"shot/rigs|scene_stager.shot.rigs/dolly.py"):
        load_folder("scene_stager.shot.rigs", "PROFIEL", RigProfile)


def test_an_entry_that_is_asked_for_comes_alone_and_for_a_strange_name_all_come():
    assert set(load_folder("scene_stager.shot.rigs", "PROFILE", RigProfile, "dolly")) == {"dolly"}
    for strange in ("", "_limits", "no such rig"):
        assert load_folder("scene_stager.shot.rigs", "PROFILE", RigProfile, strange) == rigs()


def moves_of(name):
    """Lengths and limits a rig may be asked for: nothing, next to nothing, and a long run."""
    return st.tuples(
        st.sampled_from([0.0, 1e-6, 0.3, 5.0, 60.0]),
        st.sampled_from([0.0, 0.12, 0.25]),
        st.sampled_from([(1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.6, 0.0, 0.8)]),
        st.integers(0, 2**32 - 1),
    )


@every_rig
@settings(max_examples=15)
@given(data=st.data())
def test_any_frames_alone_are_those_frames_of_the_whole(name, data):
    length_m, half_time_s, along, seed = data.draw(moves_of(name))
    profile = rigs()[name]
    t_s = np.arange(97) / 24.0

    def shaken(times_s):
        motion = straight(
            times_s, length_m, 2.0, half_time_s=half_time_s, along=along, reach_m=(5.0, 11.0)
        )
        return profile.signature(motion, seed, profile.settings)

    whole = shaken(t_s)
    assert whole.shape == (97, 6)
    assert whole.dtype == np.float64
    assert np.isfinite(whole).all()
    np.testing.assert_array_equal(shaken(t_s), whole)
    np.testing.assert_array_equal(shaken(t_s[40:61]), whole[40:61])
    np.testing.assert_array_equal(shaken(t_s[53:54]), whole[53:54])
    np.testing.assert_array_equal(shaken(t_s[::5].copy()), whole[::5])
    assert shaken(NO_FRAMES_S).shape == (0, 6)


@every_rig
@pytest.mark.parametrize("fps", [25.0, 30.0, 60.0, 120.0])
def test_is_the_same_motion_at_any_rate(name, fps):
    profile = rigs()[name]

    def shaken(rate_fps, seconds=10):
        motion = straight(np.arange(seconds * rate_fps) / rate_fps, 4.0, half_time_s=0.2)
        return profile.signature(motion, 3, profile.settings)

    # 24 fps and each of these meet once a second at the least.
    np.testing.assert_array_equal(shaken(24.0)[::24], shaken(fps)[:: int(fps)])


@every_rig
def test_other_seeds_are_other_takes(name):
    profile, motion = rigs()[name], straight(np.arange(48) / 24.0, 1.0)
    one, other = (profile.signature(motion, seed, profile.settings) for seed in (1, 2))
    assert np.abs(one - other).max() > 1e-7


@every_rig
def test_leaves_the_motion_alone(name):
    t_s = np.arange(48) / 24.0
    motion = straight(t_s, 1.0, half_time_s=0.1)
    rigs()[name].signature(motion, 1, rigs()[name].settings)
    assert same(motion, straight(np.arange(48) / 24.0, 1.0, half_time_s=0.1))


@every_rig
def test_works_without_what_a_planner_may_leave_out(name):
    profile, nothing = rigs()[name], np.empty(0)
    motion = straight(np.arange(48) / 24.0, 1.0, half_time_s=0.1)
    bare = replace(
        motion, reach_at_breaks_m=nothing, direction=nothing, direction_at_breaks=nothing
    )
    shaken = profile.signature(bare, 1, profile.settings)
    # The arm of the crane is 9 m in both, and the move is along x in both.
    np.testing.assert_allclose(shaken, profile.signature(motion, 1, profile.settings), atol=1e-15)


@every_rig
def test_nothing_lives_above_a_24_fps_frame_rate(name):
    # A long move at the rig's working limits, seen at 240 Hz; 1 % of the lift may lie above 12 Hz.
    profile = rigs()[name]
    drive = next((a for a in profile.axes if a.name in ("travel", "tip")), None)
    limits = [x.working for x in (drive.speed, drive.acceleration, drive.jerk)] if drive else []
    motion = straight(
        np.arange(240 * 60) / 240.0,
        30.0 * limits[0] if drive else 0.0,
        *limits,
        start_s=5.0,
        half_time_s=profile.operator_half_time_s,
    )
    shaken = profile.signature(motion, 1, profile.settings)
    f_hz, power = welch(
        np.diff(shaken, axis=0), 240.0, nperseg=4096, window="blackmanharris", axis=0
    )
    power[1:] /= (f_hz[1:, None]) ** 2
    # The first bins only tell of drift, which would drown everything.
    heard = f_hz > 0.5
    total = power[heard].sum(axis=0)
    above = power[f_hz > 12.0].sum(axis=0)
    allowed = np.where(np.arange(6) == 2, 1e-2, profile.above_band_share)
    assert (above <= allowed * total + 1e-30).all()
