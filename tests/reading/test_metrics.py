"""Each metric keeps what its entry says, and means what its name says."""

import numpy as np
import pytest

from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.resample import area_average
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.metrics import metrics
from scene_stager.reading.metrics._metric import Reading
from scene_stager.reading.metrics._white import kelvin_and_duv
from scene_stager.reading.metrics.depth_blur import edge_widths
from scene_stager.reading.sheet.bars import said_value
from scene_stager.reading.sheet.of_signature import said_of_subject
from scene_stager.reading.signature import read_signature
from tests.reading.photo_like import portrait
from tests.reading.scenes import ball_on_ground

NAMES = sorted(metrics())


def of(picture, name, **how):
    return read_signature(picture, mode="heuristic", **how).metrics[name]


def pictures():
    rng = np.random.default_rng(6)
    ball, inside = ball_on_ground()
    return {
        "ball": ball,
        "noise": rng.uniform(0, 1, (80, 120, 3)),
        "grey": np.full((80, 120, 3), 0.18),
        "black": np.zeros((80, 120, 3)),
        "pixel": np.full((1, 1, 3), 0.5),
        "silhouette": np.where(inside[..., None], 0.0, 0.5 + ball),
        "white": np.full((64, 64, 3), 1e6),
    }


def test_no_metric_that_files_name_is_gone():
    names = "chiaroscuro_stops contrast_stops depth_blur grain haze key_azimuth_deg"
    names += " key_elevation_deg key_softness_deg key_stops rim_stops saturation"
    names += " specular_fraction specular_hardness tint_duv white_balance_k"
    assert set(names.split()) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_says_what_it_owes(name):
    metric = metrics()[name]
    assert metric.title and metric.unit and metric.source
    assert metric.low <= metric.neutral <= metric.high
    assert metric.mirrored in (-1.0, 1.0)
    assert "exposure_stops" in metric.jacobian


@pytest.mark.parametrize("kind", sorted(pictures()))
def test_every_reading_is_in_range_and_fails_only_by_its_own_names(kind):
    read = read_signature(pictures()[kind], mode="heuristic")
    assert sorted(read.metrics) == NAMES
    for name, reading in read.metrics.items():
        metric = metrics()[name]
        assert metric.low <= reading.value <= metric.high, name
        assert 0.0 <= reading.certainty <= 1.0, name
        assert reading.certificate, name
        if reading.failure is not None:
            assert reading.failure in metric.failures, name
            assert reading.value == metric.neutral, name


def test_middle_grey_has_no_key_and_no_contrast():
    grey = np.full((64, 64, 3), 0.18)
    assert of(grey, "key_stops").value == pytest.approx(0.0, abs=1e-3)
    assert of(grey, "contrast_stops").value == 0.0


def test_contrast_of_two_tones_is_the_stops_between_them():
    tones = np.where(np.arange(128)[None, :, None] < 64, 0.05, 0.4) * np.ones((64, 1, 3))
    assert of(tones, "contrast_stops").value == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize("kelvin", [2800.0, 3200.0, 5600.0, 6500.0, 9000.0])
def test_a_grey_world_under_a_lamp_has_the_lamps_colour_temperature(kelvin):
    picture, _ = ball_on_ground()
    lit = picture.mean(axis=-1, keepdims=True) * linear_srgb_from_kelvin(np.array(kelvin))
    assert of(lit, "white_balance_k").value == pytest.approx(kelvin, rel=0.02)
    assert of(lit, "tint_duv").value == pytest.approx(0.0, abs=2e-3)


def test_green_light_has_a_positive_tint_and_magenta_a_negative_one():
    white = linear_srgb_from_kelvin(np.array(5600.0))
    assert kelvin_and_duv(white * np.array([1.0, 1.2, 1.0]))[1] > 0.01
    assert kelvin_and_duv(white * np.array([1.0, 0.8, 1.0]))[1] < -0.01


def test_saturation_of_a_tint_is_its_chroma():
    picture = np.ones((64, 64, 3)) * np.array([0.4, 0.2, 0.1])
    assert of(picture, "saturation").value == pytest.approx(0.75)


def test_air_between_lifts_haze():
    picture, _ = ball_on_ground()
    values = [of(picture + veil, "haze").value for veil in (0.0, 0.02, 0.08, 0.3)]
    assert values == sorted(values)
    assert values[-1] - values[0] > 0.3


def with_grain(sigma, rows=360):
    picture, _ = ball_on_ground(height=rows, width=rows * 16 // 9)
    noise = np.random.default_rng(9).normal(1.0, sigma, picture.shape[:2])
    return picture * np.maximum(noise, 0.0)[..., None]


def test_grain_is_the_noise_that_was_put_in():
    read = of(with_grain(0.06), "grain").value
    assert read == pytest.approx(0.06 * 1080 / 360, rel=0.1)


def test_grain_is_the_same_at_half_the_resolution():
    whole = with_grain(0.1, rows=720)
    half = area_average(whole, 360, 640)
    assert of(half, "grain").value == pytest.approx(of(whole, "grain").value, rel=0.1)


@pytest.mark.parametrize("sigma_px", [1.0, 2.0, 4.0])
def test_the_width_of_a_blurred_edge_is_its_blur(sigma_px):
    from scipy.special import erf

    x = np.arange(81) - 40.0
    edge = 0.5 * erf(x / (sigma_px * np.sqrt(2.0)))[None, :] * np.ones((20, 1))
    width, ridge = edge_widths(edge)
    assert ridge.any()
    assert np.median(width[ridge]) == pytest.approx(sigma_px, rel=0.1)


def ball_with_a_spot(radius):
    picture, ball = ball_on_ground()
    rows, columns = np.indices(ball.shape)
    centre = np.argwhere(ball).mean(axis=0) + np.array([-12.0, 14.0])
    size = radius * np.sqrt(ball.sum() / np.pi)
    spot = np.exp(-(((rows - centre[0]) ** 2 + (columns - centre[1]) ** 2) / (size**2)))
    return picture + (1.5 * spot * ball)[..., None], ball


def test_a_matt_ball_has_no_highlight_and_a_glossy_one_has():
    matt, ball = ball_on_ground()
    glossy, _ = ball_with_a_spot(0.06)
    assert of(matt, "specular_fraction", mask=ball).value == 0.0
    assert of(matt, "specular_hardness", mask=ball).failure is FailureMode.NO_HIGHLIGHT
    assert of(glossy, "specular_fraction", mask=ball).value > 0.003


def test_a_smaller_highlight_is_harder():
    values = [
        of(ball_with_a_spot(radius)[0], "specular_hardness", mask=ball_with_a_spot(radius)[1]).value
        for radius in (0.04, 0.08)
    ]
    assert values[0] > values[1] + 0.4


def test_a_blurred_background_is_softer_than_its_subject():
    from scipy import ndimage

    picture, ball = ball_on_ground()
    stripes = 0.3 * (np.indices(ball.shape)[1] // 16 % 2) + 0.1
    soft = ndimage.gaussian_filter(stripes, 3.0)
    crisp = np.where(ball[..., None], picture, stripes[..., None])
    shallow = np.where(ball[..., None], picture, soft[..., None])
    deep = of(crisp, "depth_blur", mask=ball).value
    assert of(shallow, "depth_blur", mask=ball).value > deep + 1.0


def test_what_is_hardly_certain_is_said_with_a_perhaps():
    azimuth, rim = metrics()["key_azimuth_deg"], metrics()["rim_stops"]
    assert said_value(azimuth, Reading(-45.0, 0.6, "")) == "-45°"
    assert said_value(azimuth, Reading(-45.0, 0.1, "")) == "perhaps -45°"
    assert said_value(rim, Reading(-5.0, 0.9, "", FailureMode.NO_RIM)) == "no rim"


def test_a_close_up_says_that_it_has_no_floor_and_guesses_the_lamp():
    picture, truth = portrait()
    read = read_signature(picture, truth)
    softness = read.metrics["key_softness_deg"]
    assert (softness.value, softness.certainty) == (pytest.approx(8.0), 0.0)
    assert "no floor" in softness.certificate
    assert read.lights.decided_by in ("shading", "highlight")  # and not what lies behind
    assert said_of_subject(read.mask) == "subject as given, cut off below: no floor is read"


def test_a_key_on_the_right_of_a_face_is_read_on_the_right():
    picture, truth = portrait()
    assert read_signature(picture, truth).lights.key_azimuth_deg > 15.0
    assert read_signature(picture[:, ::-1], truth[:, ::-1]).lights.key_azimuth_deg < -15.0


def test_a_pale_wall_behind_a_close_up_is_no_haze():
    picture, truth = portrait(behind=(0.7, 0.7, 0.72))
    dark_hair = picture * np.where(np.indices(truth.shape)[0] < 70, 0.03, 1.0)[..., None]
    close_up = np.where(truth[..., None], dark_hair, picture)
    assert read_signature(close_up, truth, "heuristic").metrics["haze"].certificate == "clear"
