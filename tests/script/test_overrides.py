"""What options change in a script, and nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.cli._options import read_fps, read_frames
from scene_stager.errors import InputError
from scene_stager.script.overrides import Overrides, frames_at, overridden
from scene_stager.script.read import read_script
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.validate import validate

rates = st.sampled_from([(24, 1), (25, 1), (30, 1), (24000, 1001), (60, 1), (120, 1), (1, 1)])


def test_no_options_leave_the_script_as_it_is():
    script = SceneScript()
    assert overridden(script, Overrides()) is script


def test_each_option_changes_its_own_field():
    asked = Overrides((25, 1), 7, 0.3, "tri_x_400", "dolly", "name:Ada")
    script = overridden(SceneScript(), asked)
    assert script.subject.selector == "name:Ada"
    assert (script.fps, script.seed, script.atmosphere.phase) == ((25, 1), 7, 0.3)
    assert (script.stock.stock, script.rig.rig) == ("tri_x_400", "dolly")


@given(st.integers(1, 200_000), rates, rates)
def test_another_rate_keeps_the_length_to_half_a_frame(frame_count, old, new):
    found = frames_at(frame_count, old, new)
    before_s = (frame_count - 1) / Fraction(*old)
    after_s = (found - 1) / Fraction(*new)
    assert abs(after_s - before_s) <= 1 / (2 * Fraction(*new))


def test_a_second_at_24_is_a_second_at_60():
    assert (frames_at(25, (24, 1), (60, 1)), frames_at(1, (24, 1), (60, 1))) == (61, 1)


@pytest.mark.parametrize(
    ("text", "frames"), [("40:60", (40, 60)), (" 7:7 ", (7, 7)), ("-5:3", (-5, 3))]
)
def test_frames_are_read_as_first_and_last(text, frames):
    assert read_frames(text) == frames


@pytest.mark.parametrize(
    "text", ["", ":", "4", "4:", "a:b", "4:5:6", "9:4", "1e2:3", "4:" + "9" * 99]
)
def test_other_frames_are_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^--frames: found .*, expected .*$"):
        read_frames(text)


@pytest.mark.parametrize(
    "text", ["", "fast", "0", "-24", "nan", "inf", "24/0", "1/2/3", "9" * 5000]
)
def test_other_rates_are_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^--fps: found .*, expected .*$"):
        read_fps(text)


def test_rates_are_read_as_people_write_them():
    assert [read_fps(t) for t in ("24", "23.976", "30000/1001")] == [
        (24, 1),
        (24000, 1001),
        (30000, 1001),
    ]


def test_another_rig_leaves_behind_what_belongs_to_the_first_alone():
    walk = read_script("walk_and_talk_verite")
    assert walk.rig.preset is not None
    assert validate(overridden(walk, Overrides(rig="dolly"))) == ()
