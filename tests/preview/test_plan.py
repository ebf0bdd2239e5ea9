"""The set from above is to scale, or says what is not; the list of lights is that frame's."""

import math

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.moks.entities import LampFacts
from scene_stager.preview import top_view
from scene_stager.preview.captions import LIGHT_HEADS, format_name, gathered_rows, light_rows
from scene_stager.preview.lamp_marks import LAMP_PX
from scene_stager.preview.lamp_places import lamp_places
from scene_stager.preview.numbers import values
from scene_stager.preview.sketch import Disc, Sketch, SketchWords, Stroke
from scene_stager.preview.top_view import BEYOND, DARK, SUNS, draw_top_view
from scene_stager.shot.scenarios import scenario_texts
from tests.preview.test_bake_report import with_channel

WALK, HERO, ORBIT = "walk_and_talk_verite", "hero_dolly_push_in", "golden_hour_drone_orbit"
WIDE, HIGH = 860, 560


def words_of(sketch):
    return [mark.text for mark in sketch.marks if isinstance(mark, SketchWords)]


def lamps_of(sketch):
    return [m.centre for m in sketch.marks if isinstance(m, Disc) and m.radius_px == LAMP_PX]


def px_per_m(sketch):
    """What the scale bar on the page says, which nobody but a reader measures."""
    (said,) = [m for m in sketch.marks if isinstance(m, SketchWords) and m.text.endswith(" m")]
    bar = [
        m.points
        for m in sketch.marks
        if isinstance(m, Stroke) and m.width_px == 2 and len(m.points) == 2
    ]
    ((start, end),) = [points for points in bar if abs(points[0][1] + 4 - said.at[1]) < 1e-9]
    return (end[0] - start[0]) / float(said.text.split()[0])


def target_of(sketch):
    (middle,) = [m.centre for m in sketch.marks if isinstance(m, Disc) and m.radius_px == 1.5]
    return middle


def from_target_m(take, light, index):
    away = values(take, f"{light}.translate_m") - values(take, "target.translate_m")
    return away[index]


def direction_deg(start, end):
    return math.degrees(math.atan2(start[1] - end[1], end[0] - start[0]))


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_lamps_tied_to_the_camera_stand_at_first_where_they_were_asked_for(name):
    take = bake(name)
    for light, place in lamp_places(take, 0).items():
        asked = take.facts(LampFacts, light)
        if asked.frame == "camera":
            off_deg = (place.azimuth_deg - asked.azimuth_deg + 180) % 360 - 180
            assert abs(off_deg) < 3 and abs(place.elevation_deg - asked.elevation_deg) < 2


def test_a_lamp_that_is_walked_past_is_listed_where_it_is_at_that_frame():
    take = bake(WALK)
    seen = set()
    for index in (0, 180, take.frame_count - 1):
        to_camera = values(take, "camera.translate_m") - values(take, "target.translate_m")
        away = from_target_m(take, "light.practical_3", index)
        # As complex numbers: how far one has to be turned to point along the other.
        turned = complex(*away[:2]) / complex(*to_camera[index, :2])
        row = next(r for r in light_rows(take, index) if r[0] == "practical 3")
        said = row[LIGHT_HEADS.index("azimuth / elevation")]
        height_deg = math.degrees(math.asin(away[2] / np.linalg.norm(away)))
        assert said == f"{math.degrees(np.angle(turned)):+.0f}° / {height_deg:+.0f}°"
        assert row[LIGHT_HEADS.index("away")].split()[0] in f"{np.linalg.norm(away):.2f}"
        seen.add(said)
    assert len(seen) == 3


@pytest.mark.parametrize("name", [HERO, WALK, "vertigo_dolly_zoom", "stadium_wire_flyover"])
def test_every_lamp_on_the_plan_stands_as_far_off_as_the_scale_says(name):
    take = bake(name)
    index = take.frame_count // 2
    sketch = draw_top_view(take, WIDE, HIGH, DARK, index)
    places = {k: p for k, p in lamp_places(take, index).items() if p.distance_m is not None}
    drawn = lamps_of(sketch)
    assert len(drawn) == len(places)
    for light, at in zip(places, drawn, strict=True):
        x, y = target_of(sketch)
        on_page_m = np.array([at[0] - x, y - at[1]]) / px_per_m(sketch)
        np.testing.assert_allclose(on_page_m, from_target_m(take, light, index)[:2], atol=1e-6)


def test_a_sun_is_a_direction_and_is_said_to_be_one():
    take = bake(ORBIT)
    sketch = draw_top_view(take, WIDE, HIGH, DARK, 100)
    assert lamps_of(sketch) == []
    assert any(SUNS in text for text in words_of(sketch))
    assert any(text.endswith("° up") for text in words_of(sketch))
    ((spot, _),) = [
        mark.points
        for mark in sketch.marks
        if isinstance(mark, Stroke) and mark.dashed and mark.colour == DARK.view
    ]
    x, y, _ = from_target_m(take, "light.key", 100)
    assert direction_deg(target_of(sketch), spot) == pytest.approx(math.degrees(math.atan2(y, x)))


def test_a_lamp_off_the_page_is_pointed_to_with_its_metres():
    take = bake(HERO)
    place = values(take, "light.rim.translate_m").copy()
    place[:, :2] += (30.0, 55.0)
    far = with_channel(take, "light.rim.translate_m", place)
    sketch = draw_top_view(far, WIDE, HIGH, DARK, 0)
    metres = lamp_places(far, 0)["light.rim"].distance_m
    assert metres == pytest.approx(float(np.linalg.norm(from_target_m(far, "light.rim", 0))))
    assert any(t.startswith("rim") and t.endswith(f"{metres:.3g} m") for t in words_of(sketch))
    assert any(BEYOND in text for text in words_of(sketch))
    assert len(lamps_of(sketch)) == len(lamp_places(far, 0)) - 1
    assert not any(BEYOND in text for text in words_of(draw_top_view(take, WIDE, HIGH, DARK, 0)))


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_nothing_of_the_plan_lies_off_its_page(name):
    take = bake(name)
    sketch = draw_top_view(take, WIDE, HIGH, DARK, take.frame_count // 2)
    for mark in sketch.marks:
        points = mark.points if isinstance(mark, Stroke) else ()
        for x, y in points:
            assert -1e-6 <= x <= WIDE + 1e-6 and -1e-6 <= y <= HIGH + 1e-6


def test_no_label_of_the_plan_covers_another_or_a_lamp():
    spots = [(100.0, 50.0), (104.0, 50.0), (230.0, 52.0), (100.0, 60.0)]
    sketch = Sketch(400, 300)
    taken = [(x - 6, x + 6, y + 4) for x, y in spots]
    lamps = list(taken)
    for spot in spots:
        top_view._label(sketch, spot, "practical 1, 58 lx", DARK, taken, 13.0)
    labels = taken[len(lamps) :]
    assert len(labels) == len(spots)
    for place, (left, right, at) in enumerate(labels):
        assert left >= 0 and right <= sketch.width_px
        for a, b, other in [*lamps, *labels[:place]]:
            assert abs(at - other) >= top_view.LINE_PX or right <= a or b <= left


def test_a_set_of_one_point_has_a_plan():
    take = bake("interview_three_point").slice_frames(1, 1)
    place = values(take, "target.translate_m") + np.array([0.0, 0.0, 2.0])
    stacked = with_channel(take, "light.key.translate_m", place)
    assert lamp_places(stacked, 0)["light.key"].elevation_deg == pytest.approx(90.0)
    assert words_of(draw_top_view(stacked, WIDE, HIGH, DARK, 0))


def test_many_practicals_are_one_row_that_spans_them_all():
    take = bake("vertigo_dolly_zoom")
    each, together = light_rows(take, 84), gathered_rows(take, 84, 6)
    assert len(each) == 12 and len(together) == 5
    assert [row[0] for row in together] == ["key", "fill", "rim", "practical 1…8", "ambient"]
    lux = [float(row[4].split()[0]) for row in each if row[0].startswith("practical")]
    low, high = (float(one) for one in together[3][4].split()[0].split("…"))
    assert (low, high) == (pytest.approx(min(lux), rel=0.05), pytest.approx(max(lux), rel=0.05))
    assert together[3][3] == "1900 K" and together[3][1] == "around / -15°"
    assert gathered_rows(take, 84, 12) == each


def test_a_picture_area_is_called_as_cameras_have_it():
    words = ("super35", "alexa_lf_scope", "red_vv", "imax65", "full_frame")
    names = ["Super 35", "Alexa LF Scope", "RED VV", "IMAX 65", "Full Frame"]
    assert [format_name(word) for word in words] == names
