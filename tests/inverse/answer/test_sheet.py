"""The sheet of a match: nothing blown out, every part there, and each number with its mark."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scene_stager.inverse.answer.match_file import Match
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.sheet.bars import numbers_of
from scene_stager.inverse.sheet.match_picture import lamps_of_solution, preview_of
from scene_stager.inverse.sheet.match_sheet import (
    MARGIN,
    SIDE,
    WIDTH,
    _heat,
    match_sheet,
    median_off,
    one_gain,
)
from scene_stager.pictures.read import read_picture
from scene_stager.reading.sheet.marks import Known, known_by
from scene_stager.reading.sheet.paper import fitted, shown_gain
from scene_stager.script.scene_script import SceneScript
from tests.inverse.founds import FOUND


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still)


@pytest.mark.parametrize("level", [0.01, 0.18, 0.9])
def test_a_still_is_shown_as_its_file_shows_it_be_it_dark_or_bright(level):
    dark = np.full((4, 6, 3), level)
    dark[0, 0] = 1.0
    assert shown_gain(dark) == 1.0


def test_light_beyond_white_is_shown_with_nothing_blown_out():
    high = np.geomspace(0.001, 40.0, 600).reshape(10, 20, 3)
    assert shown_gain(high) * np.percentile(high, 99.5) <= 1.0
    assert shown_gain(high) > 0.0


def test_a_still_that_is_all_but_black_is_brought_up_and_black_stays_black():
    black = np.zeros((4, 6, 3))
    assert shown_gain(np.full((4, 6, 3), 0.004)) * 0.004 == pytest.approx(0.25)
    assert shown_gain(black) * black.max() == 0.0


@pytest.mark.parametrize("stops", [-7.0, 0.0, 3.0])
def test_neither_still_nor_preview_is_blown_out_on_the_sheet(found, stops):
    """The still's third and the preview's: under a percent of it white, and light to be seen."""
    pixels = np.asarray(match_sheet(exposed(found, stops)).convert("RGB"))
    for left in (MARGIN, MARGIN + SIDE + 40):
        third = pixels[320:600, left : left + SIDE]
        assert (third >= 254).all(axis=2).mean() < 0.01
        assert third.max() > 90


def exposed(found, stops):
    """A match as if its still and its preview had been exposed otherwise."""
    factor = 2.0**stops
    picture = replace(found.picture, rgb=found.picture.rgb * np.float32(factor))
    shown = found.signatures.picture * factor
    still = replace(found.still, rgb=found.still.rgb * factor)
    return replace(
        found, picture=picture, still=still, signatures=replace(found.signatures, picture=shown)
    )


def test_a_preview_that_is_brighter_brings_the_exposure_of_both_down():
    still = np.full((4, 6, 3), 0.5)
    assert one_gain(still, still) == 1.0
    assert one_gain(still, 8.0 * still) == pytest.approx(0.25)


def test_colours_of_the_difference_are_warm_above_cool_below_and_paper_between():
    above, none, below = (
        np.asarray(_heat(np.full((1, 1), stops)), dtype=int)[0, 0] for stops in (1.0, 0.0, -1.0)
    )
    assert above[0] > none[0]
    assert above[0] > above[2]
    assert below[2] > none[2]
    assert below[2] > below[0]
    assert np.ptp(none) < 8


def test_only_what_was_drawn_is_counted_as_off():
    stops = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, -1.5, 0.5]])
    assert median_off(stops) == pytest.approx(1.0)  # not 0: the rest is the still itself


def test_the_sheet_of_a_still_without_a_subject_shows_the_still(small_still):
    alone = Match("x" * 300, SceneScript(), "no_subject", warnings=("no subject stands out",))
    sheet = match_sheet(replace(alone, picture=read_picture(small_still)))
    pixels = np.asarray(sheet.convert("RGB"))
    assert sheet.width == WIDTH
    assert (pixels != pixels[0, 0]).any(axis=2).mean() > 0.1


def test_a_line_that_is_too_long_ends_inside_its_room():
    draw = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    assert fitted(draw, "short", 20, 400) == "short"
    cut = fitted(draw, "a long name " * 40, 20, 400)
    assert cut.endswith("…")
    assert fitted(draw, cut, 20, 400) == cut
    assert 20 < len(cut) < 80


def test_a_number_is_measured_guessed_or_not_known_by_how_far_the_still_tells_it():
    assert [known_by(share) for share in (0.9, 0.5, 0.49, 0.05, 0.0)] == [
        Known.MEASURED,
        Known.MEASURED,
        Known.GUESSED,
        Known.GUESSED,
        Known.UNKNOWN,
    ]


def test_each_number_has_its_mark_and_what_it_may_be_off_by():
    known = {**FOUND.known, "focal_mm": 0.0, "key_softness_deg": 0.3}
    seen = [
        {"name": "key_azimuth_deg", "standard_error": 3.2},
        {"name": "camera_focal_mm", "standard_error": 12.0},
        {"name": "key_softness_deg", "standard_error": None},
    ]
    solved = replace(FOUND, known=known, subject_height_m=1.2)
    told = Match("a", SceneScript(), "matched", solved=solved, certificate={"seen": seen})
    rows = {one.name: one for one in numbers_of(told)}
    assert (rows["key azimuth"].known, rows["key azimuth"].within) == (Known.MEASURED, "± 3°")
    assert (rows["focal length"].known, rows["focal length"].within) == (Known.UNKNOWN, "")
    assert (rows["key softness"].known, rows["key softness"].within) == (Known.GUESSED, "")
    assert rows["subject height"].known is Known.TOLD
    assert rows["key colour"].kelvin == FOUND.key_kelvin


def test_lamps_on_the_dials_stand_where_the_answer_says(found):
    lamps = lamps_of_solution(found.calibration.best, found.solved).lamps
    key = lamps[0]
    assert (key.name, key.stops) == ("key", 0.0)
    assert key.azimuth_deg == found.solved.key_azimuth_deg
    assert key.elevation_deg == found.solved.key_elevation_deg
    rims = {one.name for one in lamps if abs(one.azimuth_deg) > 90.0} - {""}
    rim = found.solved.rim_mode
    assert rims == (set() if rim == "none" else {rim.replace("_", " ")})


def test_a_lamp_of_which_the_still_tells_nothing_has_no_name_on_the_dials(found):
    told = {**found.solved.known, "ratio_stops": 0.5, "rim_mode": 0.5}
    solved = replace(found.solved, rim_mode="rim_left", known=told)
    nothing = replace(solved, known={**told, "ratio_stops": 0.0, "rim_mode": 0.0})
    best = found.calibration.best

    def names(one):
        return {lamp.name for lamp in lamps_of_solution(best, one).lamps} - {""}

    assert "fill" in names(solved)
    assert names(nothing) == {"key"}


def test_the_sheet_shows_the_preview_that_was_signed(found):
    assert preview_of(found) is found.signatures.picture
