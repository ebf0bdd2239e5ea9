"""Numbers of a picture: those that can be worked out by hand are."""

from functools import cache

import numpy as np
import pytest
from tools.stills.described import CATEGORIES, described

from scene_stager.finding.measured import measured, measured_by, names
from scene_stager.inverse.still.camera_lines import camera_from_lines
from scene_stager.maths.colour.srgb import decode_srgb


def by_name(rgb):
    return dict(zip(names(), measured(rgb), strict=True))


@cache
def ball():
    """A lit ball left of the middle, on a grey floor (96, 160, 3): light from the left."""
    rows, columns = np.mgrid[:96, :160]
    x, y = (columns - 50) / 30.0, (48 - rows) / 30.0
    inside = x * x + y * y < 1.0
    up = np.sqrt(np.clip(1.0 - x * x - y * y, 0.0, 1.0))
    shade = np.clip(-0.7 * x + 0.3 * y + 0.65 * up, 0.02, 1.0)
    light = np.where(inside, 0.7 * shade, 0.05 + 0.02 * rows / 96)
    return by_name(np.repeat(light[..., None], 3, axis=2))


def test_says_where_the_subject_is_and_how_large():
    assert ball()["centre_across"] == pytest.approx(50.5 / 160 - 0.5, abs=0.02)
    assert ball()["centre_up"] == pytest.approx(0.0, abs=0.02)
    assert ball()["whole_height_share"] == pytest.approx(60 / 96, abs=0.04)


def test_says_from_which_side_the_light_comes_and_how_bright_the_subject_stands_out():
    assert ball()["shade_across"] < -0.05
    assert ball()["subject_over_ground_stops"] > 1.0


def test_the_shape_of_the_frame_is_its_own():
    assert ball()["frame_aspect"] == pytest.approx(160 / 96)


def test_a_mirrored_picture_has_mirrored_numbers():
    codes, _ = described(3, 8)
    one, other = (by_name(decode_srgb(c / 255.0)) for c in (codes, codes[:, ::-1]))
    for name in ("shade_across", "centre_across", "key_azimuth_deg"):
        assert one[name] == pytest.approx(-other[name], abs=0.02)
    assert one["edge_left_stops"] == pytest.approx(other["edge_right_stops"], nan_ok=True)
    assert one["asymmetry"] == pytest.approx(other["asymmetry"])


def test_a_picture_that_is_its_own_mirror_image_is_symmetrical():
    half = np.random.default_rng(1).uniform(0.1, 0.9, (64, 40, 3))
    numbers = by_name(np.concatenate([half, half[:, ::-1]], axis=1))
    assert numbers["asymmetry"] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("channel", "name"), [(1, "green_share"), (2, "blue_share")])
def test_a_screen_is_the_share_of_the_picture_that_it_covers(channel, name):
    rgb = np.full((64, 64, 3), 0.2)
    rgb[:, :32] = 0.02
    rgb[:, :32, channel] = 0.5
    assert by_name(rgb)[name] == pytest.approx(0.5, abs=0.02)


def test_opposite_hues_cancel_and_keep_their_axis():
    rgb = np.full((64, 64, 3), 0.2)
    rgb[:, :32], rgb[:, 32:] = (0.5, 0.2, 0.2), (0.2, 0.5, 0.5)
    numbers = by_name(rgb)
    assert numbers["hue_agreement"] < 0.3
    assert numbers["hue_axis"] > 0.9


def test_grey_has_no_hue():
    assert np.isnan(by_name(np.full((64, 64, 3), 0.2))["hue_agreement"])


@pytest.mark.parametrize("rgb", [np.zeros((64, 64, 3)), np.full((8, 8, 3), 0.5)])
def test_a_picture_that_says_nothing_has_a_row_all_the_same(rgb):
    assert measured(rgb).shape == (len(names()),)


def test_the_measurement_is_named_by_what_it_holds(monkeypatch):
    before = measured_by()
    monkeypatch.setattr("scene_stager.finding.measured.OWN_NAMES", ("other",))
    assert measured_by() != before


def test_a_still_is_the_same_still_again():
    one, other = described(2026, 4), described(2026, 4)
    assert np.array_equal(one[0], other[0])
    assert one[1] == other[1]
    assert set(one[1]) <= set(CATEGORIES)


def test_lines_that_lead_a_fit_astray_are_no_camera_and_no_error():
    codes, _ = described(2026, 206)
    light = decode_srgb(codes / 255.0) @ np.array([0.2126, 0.7152, 0.0722])
    camera_from_lines(light)  # its focal length ran off to where no number is
