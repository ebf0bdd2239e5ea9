# SPDX-License-Identifier: Apache-2.0
"""The analytic model against its own differences, the preview's pictures, and plain physics."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.inverse.forward.analytic import AMBIENT, AnalyticModel
from scene_stager.inverse.forward.ball import pure_blocks
from scene_stager.inverse.forward.sight import Balls, _open
from scene_stager.preview.shading import Plastic
from scene_stager.shot.lighting.usual_set import LampPose
from tests.inverse.stages import BLOCK_PX, LAMPS, SIZE_PX, ball, blocks, model, preview_scene
from tests.preview.rendering import light_by_light

EVERY = (
    *(f"key_{part}" for part in ("azimuth_deg", "elevation_deg", "distance_m", "softness_deg")),
    "fill_azimuth_deg",
    "haze_per_m",
    "subject_albedo_g",
)


@pytest.mark.parametrize("haze", [0.0, 0.04])
@pytest.mark.parametrize("number", range(len(EVERY)))
def test_slopes_are_central_differences(number, haze):
    drawn_by = model(EVERY, haze_per_m=haze or 1e-9)
    pose = drawn_by.pose(key_azimuth_deg=37.0)
    drawn = drawn_by.draw_with_slopes(pose)
    step = np.zeros(len(pose))
    step[number] = 1e-5 if EVERY[number] != "haze_per_m" else 1e-9
    rise = drawn_by.draw(pose + step) - drawn_by.draw(pose - step)
    expected = rise / (2 * step[number])
    found = np.einsum("lpnc,p->lnc", drawn.slopes, drawn.physical[:, number])
    # Where a shadow passes from one bound to the next the difference straddles a kink.
    smooth = np.abs(found - expected) <= 1e-5 * np.abs(expected) + 1e-7 * np.abs(expected).max()
    assert smooth.mean() > 0.998
    assert np.linalg.norm((found - expected)[smooth]) <= 1e-5 * np.linalg.norm(expected)
    assert np.linalg.norm(expected) > 0


@pytest.mark.parametrize("name", ["key", "fill", "rim", AMBIENT])
def test_looks_like_the_preview_of_the_same_stage(name):
    scene = preview_scene()
    drawn_by = model(scene=scene)
    theirs = blocks(light_by_light(scene, *SIZE_PX)[name])[:, 1]
    ours = drawn_by.draw(drawn_by.pose())[drawn_by.lights.index(name), :, 1]
    level = {"key": 1.0, "fill": 0.25, "rim": 0.5, AMBIENT: 0.02}[name]
    for part in (drawn_by.sight.on_subject, drawn_by.sight.on_floor):
        whole = part & pure_blocks(drawn_by.sight, SIZE_PX[0] // BLOCK_PX)
        assert np.corrcoef(ours[whole], theirs[whole])[0, 1] > 0.9
    assert level * ours.mean() == pytest.approx(theirs.mean(), rel=0.12)


def test_haze_looks_like_the_preview_s_haze():
    scene = preview_scene(haze_per_m=0.05)
    drawn_by = model(scene=scene, haze_per_m=0.05)
    clear = model(scene=scene)
    theirs = blocks(light_by_light(scene, *SIZE_PX)["key"])[:, 1]
    theirs_clear = blocks(light_by_light(preview_scene(), *SIZE_PX)["key"])[:, 1]
    ours = (drawn_by.draw(drawn_by.pose()) - clear.draw(clear.pose()))[0, :, 1]
    change = theirs - theirs_clear
    assert np.corrcoef(ours, change)[0, 1] > 0.9
    assert np.linalg.norm(ours) == pytest.approx(np.linalg.norm(change), rel=0.2)


def test_a_grey_card_facing_the_key_at_the_target_is_grey():
    # The floor at the target's foot, lit from straight above: a card of 18 % that faces the lamp.
    matt = Plastic((0.5, 0.5, 0.5), 0.9, 0.0)
    sight = replace(ball(), floor=replace(matt, albedo_rgb=(0.18, 0.18, 0.18)))
    lamp = {"key": LampPose(0.0, 89.0, distance_m=500.0, softness_deg=0.5)}
    drawn_by = AnalyticModel(sight, lamp, ("key_azimuth_deg",))
    seen = drawn_by.draw(drawn_by.pose())[0, :, 1]
    out = sight.on_floor & (np.hypot(sight.place[0], sight.place[1]) > 1.5)
    far = out & (sight.range_m < 12.0)
    assert np.median(seen[far]) == pytest.approx(0.18, rel=0.06)


def test_the_key_from_the_left_lights_the_left_and_throws_its_shadow_right():
    drawn_by = model()
    left = drawn_by.draw(drawn_by.pose(key_azimuth_deg=-60.0))[0, :, 1]
    sight = drawn_by.sight
    x, ours = sight.place[0], sight.on_subject
    assert left[ours & (x < -0.3)].mean() > 2 * left[ours & (x > 0.3)].mean()
    beside = sight.on_floor & (np.abs(sight.place[1]) < 1.2) & (np.abs(x) < 2.0)
    assert left[beside & (x > 0.9)].min() < 0.2 * left[beside & (x < -0.9)].min()


def test_a_number_that_no_lamp_has_is_refused():
    with pytest.raises(InputError, match="key_colour"):
        AnalyticModel(ball(), LAMPS, ("key_colour",))


def test_a_ball_hides_the_sky_behind_it_and_none_beside_it():
    """By angles: what passes nearer than 0.8 radii is hidden, further than 1.2 it is free."""
    rng = np.random.default_rng(6)
    place, centre, radius = rng.normal(size=(40, 3)) * 3.0, np.array([0.4, -0.2, 0.9]), 0.7
    ways = rng.normal(size=(90, 3))
    ways /= np.linalg.norm(ways, axis=1)[:, None]
    shown = _open(
        Balls(centre[None], np.array([radius])), tuple(place.T), ways, np.zeros(40, dtype=bool)
    )
    away = np.linalg.norm(centre - place, axis=1)[:, None]
    turn = np.arccos(np.clip((centre - place) @ ways.T / away, -1.0, 1.0))
    over = np.where(turn < np.pi / 2, away * np.sin(turn) / radius, np.inf)
    np.testing.assert_allclose(shown, np.clip((over - 0.8) / 0.4, 0.0, 1.0), atol=1e-9)
    assert 0.01 < (shown < 1.0).mean() < 0.5
