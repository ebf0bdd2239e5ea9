"""What options change in a script, and nothing else."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.cli._options import read_aspect, read_fps, read_frames, read_place
from scene_stager.compiler import compile_script as compile
from scene_stager.compiler import emit_moks_plan
from scene_stager.errors import InputError
from scene_stager.moks.executor import execute
from scene_stager.preview.bake_report import Look
from scene_stager.script.overrides import Overrides, frames_at, overridden
from scene_stager.script.read import read_script
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.validate import check, validate
from scene_stager.shot.scenarios import scenario_texts

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


def test_a_place_and_a_facing_are_the_subjects():
    asked = Overrides(place_m=(10.0, 5.0, 3.0), facing_deg=70.0)
    subject = overridden(SceneScript(), asked).subject
    assert (subject.place_m, subject.facing_deg) == ((10.0, 5.0, 3.0), 70.0)


@pytest.mark.parametrize("height_m", [0.6, 1.75, 6.0])
@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_about_a_subject_of_any_height_the_shot_is_sound_and_has_its_size(name, height_m):
    script = read_script(name)
    grown = overridden(script, Overrides(height_m=height_m))
    assert validate(grown) == ()
    heights = [framed_distance_m(one) / one.subject.actual_height_m for one in (script, grown)]
    assert heights[1] == pytest.approx(heights[0], rel=1e-4)


def framed_distance_m(script):
    return check(script).framed_distance_m


@pytest.mark.parametrize("height_m", [0.0, -1.0, float("nan"), float("inf"), 1e9])
def test_a_height_that_is_none_is_the_compilers_to_say(height_m):
    grown = overridden(SceneScript(), Overrides(height_m=height_m))
    assert [mistake.where for mistake in validate(grown)] == ["subject.height_m"]


@pytest.mark.parametrize("name", sorted(scenario_texts()))
@pytest.mark.parametrize(
    "rate", [(24000, 1001), (25, 1), (30000, 1001), (60000, 1001), (60, 1), (120, 1)]
)
@pytest.mark.parametrize("start_frame", [1001, -24])
def test_a_shot_conforms_to_any_rate_and_first_frame(name, rate, start_frame):
    script = overridden(read_script(name), Overrides(fps=rate, start_frame=start_frame))
    assert validate(script) == ()
    assert script.start_frame == start_frame


@pytest.mark.parametrize("text", ["", "1,2", "1,2,3,4", "a,b,c", "nan,0,0", "1;2;3"])
def test_other_places_are_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^--place: found .*, expected .*$"):
        read_place(text)


SHAPES = {"9:16": 9 / 16, "1:1": 1.0, "4:3": 4 / 3, "1.85": 1.85, "2.39": 2.39}


def eyes_in_frame(script):
    """How far the eyes are from the middle of the picture, in its widths and heights, throughout;
    and how high the subject is in it, in its heights, where the framing is said of."""
    take = execute(emit_moks_plan(compile(script)), frames=(1, 1)).take
    look = Look.of(take)
    width_mm, height_mm = script.lens.sensor_mm
    staging = check(script)
    tall = script.subject.actual_height_m * script.lens.focal_length_mm / height_mm
    return width_mm / height_mm, look.intended_xy, tall / staging.framed_distance_m


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_in_a_frame_of_any_shape_the_subject_is_as_large_in_its_height(name, shape):
    script = read_script(name)
    cut = overridden(script, Overrides(frame_aspect=SHAPES[shape]))
    assert validate(cut) == ()
    (_, before_xy, before), (aspect, after_xy, after) = eyes_in_frame(script), eyes_in_frame(cut)
    assert aspect == pytest.approx(SHAPES[shape], rel=1e-6)
    assert after == pytest.approx(before, rel=1e-4)
    if not (cut.rig.tilt_deg or cut.rig.pan_deg):  # these begin elsewhere on purpose
        np.testing.assert_allclose(after_xy[0], before_xy[0], atol=0.02)


@pytest.mark.parametrize("squeeze", [1.33, 1.5, 1.8, 2.0])
def test_an_anamorphic_lens_takes_in_so_much_more_across_and_no_more_upward(squeeze):
    lens = overridden(SceneScript(), Overrides(squeeze=squeeze)).lens
    assert lens.sensor_mm == pytest.approx((24.89 * squeeze, 14.0))


def test_scope_from_a_four_perforation_anamorphic_gate_uses_nearly_all_of_it():
    slot = replace(SceneScript().lens, format="anamorphic35", squeeze=2.0)
    width_mm, height_mm = slot.sensor_mm
    assert width_mm / height_mm == pytest.approx(2.39, abs=0.005)  # ANSI: 2.39 to 1


def test_a_frame_of_sixteen_by_nine_changes_nothing():
    script = read_script("hero_dolly_push_in")
    assert overridden(script, Overrides(frame_aspect=1920 / 1080, squeeze=1.0)) == script


@pytest.mark.parametrize("aspect", [0.0, -1.0, 99.0, float("nan")])
def test_a_shape_that_is_none_is_the_compilers_to_say(aspect):
    cut = overridden(SceneScript(), Overrides(frame_aspect=aspect))
    assert [mistake.where for mistake in validate(cut)] == ["lens.frame_aspect"]


@pytest.mark.parametrize(
    ("text", "aspect"), [("2.39", 2.39), ("9:16", 9 / 16), ("2.39:1", 2.39), ("1080x1920", 0.5625)]
)
def test_shapes_are_read_as_people_write_them(text, aspect):
    assert read_aspect(text) == aspect


@pytest.mark.parametrize("text", ["", "wide", "0", "16:0", "-1:2", "1:2:3", "nan"])
def test_other_shapes_are_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^--aspect: found .*, expected .*$"):
        read_aspect(text)
