# SPDX-License-Identifier: Apache-2.0
"""A floor is believed where it answers to the lights; else the subject alone is judged."""

import numpy as np
import pytest

from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.answer.solved import has_ground
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import apart_deg
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.sheet.match_picture import preview_of, reference_of
from scene_stager.pictures.picture import Picture
from tests.inverse.stages import way

HIGH, WIDE, RADIUS = 180, 320, 50
KEY = way(-40.0, 20.0)
RNG = np.random.default_rng(7)


def ball(backdrop, light):
    """A matt ball before something, its light a function of its normals, in a stage's frame."""
    y, x = np.mgrid[:HIGH, :WIDE].astype(float)
    right, up = (x + 0.5 - WIDE / 2) / RADIUS, (HIGH / 2 - y - 0.5) / RADIUS
    near = np.sqrt(np.clip(1.0 - right**2 - up**2, 0.0, 1.0))
    normals = np.stack([right, -near, up], axis=-1)  # the camera looks along +y
    light = np.where(right**2 + up**2 < 1.0, light(normals), backdrop)
    rgb = np.repeat(light[..., None], 3, axis=2).astype(np.float32)
    nowhere = np.zeros((HIGH, WIDE), dtype=bool)
    return Picture("ball.png", rgb, None, nowhere, nowhere, 8, "sRGB")


def lambert(normals):
    return 0.6 * np.clip(normals @ KEY, 0.0, None) + 0.02


def clutter():
    """Light and dark patches that no lamp explains."""
    patches = RNG.uniform(0.05, 0.4, (HIGH // 20, WIDE // 20))
    return np.repeat(np.repeat(patches, 20, axis=0), 20, axis=1)


def key_of(found):
    return way(found.solved.key_azimuth_deg, found.solved.key_elevation_deg)


@pytest.mark.parametrize("backdrop", [0.12, clutter()], ids=["plain", "clutter"])
def test_a_backdrop_does_not_lead_the_key_astray(backdrop):
    inside = ball(0.0, lambda normals: np.ones(normals.shape[:2])).rgb[..., 0] > 0.5
    found = match(ball(backdrop, lambert), MatchRequest(mask=inside))
    assert not has_ground(found.calibration.best)
    assert apart_deg(key_of(found), KEY) < 15.0
    assert any("subject alone" in line for line in found.warnings)
    for name in ("focal_mm", "haze_per_m", "camera_elevation_deg"):
        assert found.solved.known[name] == 0.0
    assert "visibility_m" in found.fused["atmosphere"].unknown


def test_surroundings_that_were_not_compared_are_shown_as_they_are():
    found = match(ball(0.12, lambert))
    preview, reference = preview_of(found), reference_of(found)
    outside = ~found.still.shape.inside
    assert np.array_equal(preview[outside], reference[outside])
    assert not np.allclose(preview[~outside], reference[~outside])


@pytest.mark.parametrize("light", [0.0, 0.5], ids=["black", "even"])
def test_a_cut_out_has_no_key(light):
    found = match(ball(0.12, lambda normals: np.full(normals.shape[:2], light)))
    assert found.outcome in {one.name.lower() for one in (Outcome.ILL_POSED, Outcome.UNEXPLAINED)}
    assert {"key_azimuth_deg", "key_elevation_deg"} <= set(found.fused["lighting"].unknown)


def test_without_ground_only_the_subject_is_compared():
    still = match(ball(0.12, lambert)).still
    whole = still.points(6)
    points = whole.subject_alone()
    assert np.array_equal(points.weights > 0, (whole.weights > 0) & whole.subject)
    assert not points.sky.any()
