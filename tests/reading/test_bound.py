"""What bounds the reading: told the truth it comes nearer, and nothing of it stays behind."""

import numpy as np
import pytest
from PIL import Image
from tools import measure_light
from tools.measuring.bound import TRUTHS, told_truths
from tools.measuring.judged import Judged
from tools.measuring.methods import Seen, metrics
from tools.measuring.still import KnownStill

from scene_stager.reading.lights import lambert, lit_parts, posterior
from scene_stager.reading.lights.directions import direction_from_angles, level_from_camera

KEY, RAISED_DEG = (50.0, 30.0), 25.0
TRUTH = {
    "key_azimuth_deg": KEY[0],
    "key_elevation_deg": KEY[1],
    "lamps": [{"irradiance": 1.0}],
    "ambient_irradiance": 0.1,
    "focal_mm": 135.0,
    "camera_elevation_deg": RAISED_DEG,
}


@pytest.fixture(scope="module")
def shield(tmp_path_factory):
    """A round shield, much flatter than its outline's balloon, seen from high above."""
    folder = tmp_path_factory.mktemp("shield")
    y, x = np.mgrid[1:-1:90j, -16 / 9 : 16 / 9 : 160j] / 0.8
    inside = x**2 + y**2 < 1.0
    normals = np.stack([0.4 * x, 0.4 * y, np.ones_like(x)], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    lamp = level_from_camera(RAISED_DEG).T @ direction_from_angles(*KEY)
    light = np.where(inside, 0.1 + np.maximum(normals @ lamp, 0.0), 0.0) / 1.2
    codes = np.rint(255.0 * light ** (1.0 / 2.2)).astype(np.uint8)
    Image.fromarray(np.repeat(codes[..., None], 3, axis=2)).save(folder / "shield.png")
    Image.fromarray(inside).save(folder / "mask.png")
    np.save(
        folder / "shield.npy", np.concatenate([normals, inside[..., None]], -1) * inside[..., None]
    )
    return Seen(KnownStill(folder / "shield.png", TRUTH, folder / "mask.png"), geometry=folder)


def off_deg(seen, *truths):
    return Judged("", "", seen.still.truth, told_truths(seen, truths)).off_deg


def test_told_nothing_it_is_the_products_own_reading(shield):
    assert (told_truths(shield, ()).key == metrics(Seen(shield.still)).key).all()


def test_told_everything_it_comes_near_where_the_balloon_and_the_camera_mislead(shield):
    assert off_deg(shield, *TRUTHS) < 8.0 < 16.0 < off_deg(shield, "outline")


def test_what_was_put_in_its_place_is_taken_out_again(shield):
    before = (posterior.FOCALS_MM, lit_parts.RELIEFS, lambert.RELIEFS, posterior.directions_tried)
    told_truths(shield, tuple(TRUTHS))
    after = (posterior.FOCALS_MM, lit_parts.RELIEFS, lambert.RELIEFS, posterior.directions_tried)
    assert all(one is other for one, other in zip(before, after, strict=True))


def test_a_bound_needs_true_normals(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure_light.py", "open", "--bound"])
    with pytest.raises(SystemExit) as ended:
        measure_light.main()
    assert ended.value.code == 2
    assert "--geometry" in capsys.readouterr().err
