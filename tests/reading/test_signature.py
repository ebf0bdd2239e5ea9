"""A signature keeps its laws: exposure, mirrors, resolution, and a name for every failure."""

import numpy as np
import pytest
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.maths.resample import area_average
from scene_stager.pictures.read import read_picture
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.lights.directions import angle_between_deg, direction_from_angles
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import read_signature
from scene_stager.reading.spatial import MIRRORED
from tests.reading.scenes import ball_on_ground

MODES = ("geometric", "heuristic")


def key_error_deg(signature, azimuth, elevation):
    read = signature.lights
    at = direction_from_angles(read.key_azimuth_deg, read.key_elevation_deg)
    return angle_between_deg(at, direction_from_angles(azimuth, elevation))


@pytest.mark.parametrize("key", [(40.0, 40.0), (-70.0, 25.0), (15.0, 60.0)])
def test_a_ball_under_a_known_key_gives_its_direction(key):
    fill = (-40.0 if key[0] > 0 else 40.0, 18.0)
    picture, ball = ball_on_ground(key=key, fill=fill)
    read = read_signature(picture, mask=ball)
    assert key_error_deg(read, *key) < 9.0  # always-frontal is 54 off at best
    assert read.lights.stage.camera_elevation_deg == pytest.approx(12.0, abs=8.0)
    assert read.lights.key_fill_stops == pytest.approx(3.0, abs=0.7)
    assert read.lights.decided_by in {"shading", "cast shadow", "ground falloff"}
    assert sum(vote.share for vote in read.lights.votes) == pytest.approx(1.0)


@pytest.mark.parametrize("key", [(40.0, 40.0), (-70.0, 25.0)])
def test_the_mask_that_was_found_serves_nearly_as_well(key):
    fill = (-40.0 if key[0] > 0 else 40.0, 18.0)
    picture, _ = ball_on_ground(key=key, fill=fill)
    assert key_error_deg(read_signature(picture), *key) < 10.0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("stops", [-3.0, 2.0])
def test_exposure_moves_the_key_exactly_and_directions_not_at_all(mode, stops):
    picture, _ = ball_on_ground()
    there, here = (
        read_signature(picture * 2.0**stops, mode=mode),
        read_signature(picture, mode=mode),
    )
    for name, metric in metrics().items():
        moved = there.metrics[name].value - here.metrics[name].value
        assert moved == pytest.approx(stops * metric.jacobian["exposure_stops"], abs=1e-9), name
    assert there.lights.key_azimuth_deg == here.lights.key_azimuth_deg
    assert there.lights.key_elevation_deg == here.lights.key_elevation_deg
    assert np.array_equal(there.spatial, here.spatial)


@pytest.mark.parametrize("mode", MODES)
def test_a_mirrored_picture_is_read_exactly_mirrored(mode):
    picture, _ = ball_on_ground(key=(65.0, 30.0))
    here, there = read_signature(picture, mode=mode), read_signature(picture[:, ::-1], mode=mode)
    assert there.lights.key_azimuth_deg == -here.lights.key_azimuth_deg
    assert there.lights.key_elevation_deg == here.lights.key_elevation_deg
    for name, metric in metrics().items():
        want = here.metrics[name].value * metric.mirrored
        assert there.metrics[name].value == want, name
    assert np.array_equal(there.spatial, here.spatial * MIRRORED)
    assert np.array_equal(there.mask.inside, here.mask.inside[:, ::-1])


def test_half_the_resolution_reads_alike():
    picture, _ = ball_on_ground(height=360, width=640)
    whole, half = read_signature(picture), read_signature(area_average(picture, 180, 320))
    between = angle_between_deg(
        direction_from_angles(whole.lights.key_azimuth_deg, whole.lights.key_elevation_deg),
        direction_from_angles(half.lights.key_azimuth_deg, half.lights.key_elevation_deg),
    )
    assert between < 2.0
    assert np.abs(whole.spatial - half.spatial).max() < 0.02


def test_both_modes_fill_the_same_fields():
    picture, _ = ball_on_ground()
    geometric, heuristic = (read_signature(picture, mode=mode) for mode in MODES)
    assert set(geometric.metrics) == set(heuristic.metrics) == set(metrics())
    assert geometric.vector.shape == heuristic.vector.shape == (len(metrics()) + 8,)
    assert np.isfinite(geometric.vector).all()
    assert np.isfinite(heuristic.vector).all()


def flat_grey():
    return np.full((90, 160, 3), 0.18), None


def noise():
    return np.random.default_rng(2).uniform(0.0, 1.0, (90, 160, 3)), None


def slow_ramp():
    return np.linspace(0.1, 0.5, 160)[None, :, None] * np.ones((90, 1, 3)), None


def silhouette():
    picture, ball = ball_on_ground()
    return np.where(ball[..., None], 1e-5, picture + 0.3), ball


def no_such_light():
    picture, ball = ball_on_ground()
    return np.where(ball[..., None], 0.3, picture), ball


def one_pixel():
    return np.full((1, 1, 3), 0.5), None


@pytest.mark.parametrize(
    ("picture", "mode"),
    [
        (flat_grey, FailureMode.FLAT_FIELD),
        (noise, FailureMode.NOISE_ONLY),
        (slow_ramp, FailureMode.NO_SUBJECT),
        (silhouette, FailureMode.SILHOUETTE_ONLY),
        (no_such_light, FailureMode.SILHOUETTE_ONLY),
        (one_pixel, FailureMode.TOO_SMALL),
    ],
)
def test_a_picture_that_cannot_be_read_says_why(picture, mode):
    rgb, mask = picture()
    read = read_signature(rgb, mask=mask)
    assert read.failure is mode
    assert mode in read.failure_modes
    assert read.lights is None
    assert np.isfinite(read.vector).all()


def test_a_subject_that_is_nothing_but_clipped_white_says_so(tmp_path):
    picture, ball = ball_on_ground()
    blown = np.where(ball[..., None], 255, np.clip(255 * picture, 0, 120)).astype(np.uint8)
    Image.fromarray(blown).save(tmp_path / "blown.png")
    read = read_signature(read_picture(tmp_path / "blown.png"), mask=ball)
    assert read.failure is FailureMode.ALL_CLIPPED


def test_alpha_says_where_the_subject_is(tmp_path):
    picture, ball = ball_on_ground()
    layers = np.concatenate([np.clip(picture, 0, 1), ball[..., None]], axis=-1)
    Image.fromarray((255 * layers).astype(np.uint8)).save(tmp_path / "cut.png")
    read = read_signature(read_picture(tmp_path / "cut.png"), mode="heuristic")
    assert (read.mask.origin, read.mask.confidence) == ("alpha", 1.0)
    want = area_average(ball.astype(float), *read.mask.inside.shape) > 0.5
    assert np.array_equal(read.mask.inside, want)


def test_what_is_not_there_is_named():
    even = np.full((90, 160), 0.2)
    rows, columns = np.indices(even.shape)
    ball = (rows - 45) ** 2 + (columns - 80) ** 2 < 30**2
    even[ball] = 0.3 + 0.004 * (columns[ball] - 80)
    read = read_signature(np.repeat(even[..., None], 3, axis=2), mask=ball, mode="heuristic")
    assert read.metrics["rim_stops"].failure is FailureMode.NO_RIM
    assert read.metrics["specular_hardness"].failure is FailureMode.NO_HIGHLIGHT
    assert read.metrics["depth_blur"].failure is FailureMode.NO_BACKGROUND


@pytest.mark.parametrize(
    ("picture", "mask", "mode", "said"),
    [
        (np.zeros((4, 4)), None, "geometric", "picture: found shape"),
        (np.full((32, 32, 3), np.nan), None, "geometric", "picture: found light"),
        (np.full((32, 32, 3), -1.0), None, "geometric", "picture: found light"),
        (np.ones((32, 32, 3)), np.ones((16, 16)), "geometric", "mask: found shape"),
        (np.ones((32, 32, 3)), None, "psychic", "mode: found 'psychic'"),
    ],
)
def test_bad_input_is_one_clear_line(picture, mask, mode, said):
    with pytest.raises(InputError) as error:
        read_signature(picture, mask=mask, mode=mode)
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)


def test_a_highlight_is_evidence_of_the_lamp_that_it_mirrors():
    picture, ball = ball_on_ground(key=(40.0, 40.0))
    glossy = picture.copy()
    rows, columns = np.indices(ball.shape)
    radius = np.sqrt(ball.sum() / np.pi)
    lens = direction_from_angles(0.0, 12.0)
    half = direction_from_angles(40.0, 40.0) + lens
    half /= np.linalg.norm(half)
    across, up = half[0], half @ np.array([0.0, np.cos(np.radians(12)), -np.sin(np.radians(12))])
    row, column = np.argwhere(ball).mean(axis=0) + radius * np.array([-up, across])
    glossy += (np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / 9.0) * ball)[..., None]
    votes = {vote.evidence: vote for vote in read_signature(glossy, mask=ball).lights.votes}
    said = votes["highlight"]
    at = direction_from_angles(said.azimuth_deg, said.elevation_deg)
    assert angle_between_deg(at, direction_from_angles(40.0, 40.0)) < 16.0  # the tried directions
    assert said.share > 0.0
    matt = {vote.evidence: vote for vote in read_signature(picture, mask=ball).lights.votes}
    assert (matt["highlight"].share, matt["highlight"].azimuth_deg) == (0.0, None)


def test_averages_of_black_are_not_below_black():
    rng = np.random.default_rng(2)
    picture = np.where(rng.uniform(size=(317, 211, 1)) > 0.5, rng.uniform(size=(317, 211, 3)), 0.0)
    picture[100:] = 0.0
    assert float(area_average(picture, 57, 38).min()) == 0.0


@pytest.mark.parametrize("size", [(57, 38), (400, 500), (1, 1), (316, 210), (317, 7)])
def test_averages_over_areas_are_integrals_of_the_picture(size):
    rng = np.random.default_rng(8)
    picture = rng.uniform(size=(317, 211, 2)).astype(np.float32)
    rows, columns = (_overlaps(new, old) for new, old in zip(size, picture.shape, strict=False))
    expected = np.einsum("ir,jc,rck->ijk", rows, columns, picture, optimize=True)
    assert area_average(picture, *size) == pytest.approx(expected, abs=1e-7)


def _overlaps(new, old):
    """How much of each new cell each old pixel fills: (new, old), rows sum to 1."""
    edges = np.linspace(0.0, old, new + 1)
    low, high = edges[:-1, None], edges[1:, None]
    pixel = np.arange(old)[None, :]
    covered = np.minimum(high, pixel + 1) - np.maximum(low, pixel)
    return np.maximum(covered, 0.0) * new / old
