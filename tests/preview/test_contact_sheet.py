"""The contact sheet and the animatic: the right frames, in the right shape, the same every time."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageFont

from scene_stager import bake
from scene_stager.preview.animatic import animatic_size_px, animatic_webp
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.captions import LIGHT_HEADS, lens_line, light_rows, stops, timecode
from scene_stager.preview.contact_sheet import (
    contact_sheet,
    fitted,
    key_frames,
    picture_size_px,
)
from scene_stager.preview.pictures import picture
from scene_stager.script.prose.settled.settle import frame_at


@pytest.fixture(scope="module")
def take():
    return bake("hero_dolly_push_in")


def plain_pictures(take):
    width, height = picture_size_px(take)
    count = len(key_frames(take))
    return [np.full((height, width, 3), 30 * k + 20, dtype=np.uint8) for k in range(count)]


def test_the_first_and_last_frame_are_on_the_sheet(take):
    picked = key_frames(take)
    assert picked[0] == 0 and picked[-1] == take.frame_count - 1
    assert len(set(picked)) == len(picked) == 8


def test_a_shot_of_one_frame_has_a_sheet(take):
    one = take.slice_frames(5, 5)
    sheet = contact_sheet(one, report_on(one), plain_pictures(one))
    assert key_frames(one) == [0] and sheet.size[0] == 2400


def test_pictures_stand_where_their_captions_are(take):
    sheet = np.asarray(contact_sheet(take, report_on(take), plain_pictures(take)))
    for k in range(8):
        assert (sheet == 30 * k + 20).all(axis=-1).sum() >= np.prod(picture_size_px(take)) * 0.99


def test_timecode_counts_frames_at_the_nearest_rate(take):
    zero = replace(take, start_frame=0)
    assert timecode(zero, 0) == "00:00:00:00"
    assert timecode(zero, 24 * 61 + 7) == "00:01:01:07"


def test_timecode_is_of_the_frame_by_its_number(take):
    assert timecode(replace(take, start_frame=1001), 0) == "00:00:41:17"
    assert timecode(replace(take, start_frame=121), 0) == timecode(
        replace(take, start_frame=1), 120
    )
    assert timecode(replace(take, start_frame=-25), 0) == "-00:00:01:01"


# Published: SMPTE ST 12-1, as every edit suite counts 29.97 and 59.94.
DROPPED = {1799: "00:00:59;29", 1800: "00:01:00;02", 17981: "00:09:59;29", 17982: "00:10:00;00"}
DROPPED |= {107892: "01:00:00;00"}


@pytest.mark.parametrize("frame", DROPPED)
def test_timecode_drops_numbers_at_29_97(take, frame):
    at = replace(take, fps=(30000, 1001), start_frame=frame)
    assert timecode(at, 0) == DROPPED[frame]


def test_prose_reads_the_timecodes_that_are_written(take):
    for fps in ((24, 1), (30000, 1001), (60000, 1001), (24000, 1001)):
        for frame in (0, 1, 1801, 35999, 107892, 215784, 500001):
            said = timecode(replace(take, fps=fps, start_frame=frame), 0)
            assert frame_at(said, *fps) == frame, said


def test_captions_say_lens_stop_and_focus(take):
    assert lens_line(take, 0) == "35 mm   f/2.8   3.00 m"


def test_the_light_list_is_in_stops_from_the_key(take):
    rows = {row[0]: row for row in light_rows(take)}
    to_key = LIGHT_HEADS.index("to key, stops")
    assert rows["key"][to_key] == "key"
    assert rows["fill"][to_key] == "-3.0"
    assert rows["rim"][to_key] == "+1.0"


@pytest.mark.parametrize(
    ("lux", "said"), [(200.0, "+1.0"), (100.0, "+0.0"), (99.0, "+0.0"), (0.0, "off")]
)
def test_a_level_is_in_stops_from_the_key_and_a_zero_has_no_minus(lux, said):
    assert stops(lux, 100.0) == said


def test_a_text_is_cut_to_its_room():
    assert fitted("Hero", 22, 500.0) == "Hero"
    cut = fitted("A title that goes on and on", 22, 120.0)
    assert cut.endswith("…")
    assert ImageFont.load_default(size=22).getlength(cut) <= 120.0


def test_the_animatic_has_every_frame_at_the_shots_own_rate(take):
    short = take.slice_frames(1, 6)
    calls = []
    data = animatic_webp(short, on_frame=lambda: calls.append(1), workers=1)
    film = Image.open(BytesIO(data))
    assert film.n_frames == 6 == len(calls)
    assert film.size == animatic_size_px(short) == (960, 540)
    total_ms = 0
    for index in range(film.n_frames):
        film.seek(index)
        film.load()
        total_ms += film.info["duration"]
    assert total_ms == 250
    assert animatic_webp(short, workers=1) == data


@pytest.mark.slow
def test_more_workers_change_no_byte(take):
    part = take.slice_frames(1, 50)
    assert animatic_webp(part, workers=2) == animatic_webp(part, workers=1)


def test_a_picture_is_exposed_where_the_key_falls(take):
    shown = picture(take, take.frame_count - 1, 240, 135, grain=0.0)
    lit = np.sort(shown.mean(axis=-1).ravel())
    assert 60 < lit[-len(lit) // 6] < 245  # the face is neither black nor blown
    assert shown.dtype == np.uint8
