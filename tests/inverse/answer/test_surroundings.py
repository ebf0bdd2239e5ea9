"""Light that has no name in a script goes into nine rows, and falls on every side as it did."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.inverse.answer.answered import apply_to
from scene_stager.inverse.answer.surroundings import mean_share, rows_of, surroundings_of
from scene_stager.inverse.forward.analytic import even_sky, toward
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.maths.radiance.sh_algebra import main_direction
from scene_stager.maths.radiance.sh_projection import even_directions, pixel_directions, project
from scene_stager.script.scene_script import SceneScript
from tests.inverse.founds import EVEN_SKY, FOUND

AMBIENT = np.array([0.06, 0.05, 0.04])
CARDS = {"key": np.ones(3), "rim_left": np.array([0.2, 0.15, 0.1]), "backlight": np.full(3, 0.1)}
WAYS = {
    "key": toward(45.0, 35.0),
    "rim_left": toward(-150.0, 25.0),
    "backlight": toward(180.0, 40.0),
}
NAMED = {"key", "fill", "backlight"}
NORMALS = even_directions(500)


def lobe(cosine):
    """Degrees 0 to 2 of a cosine that is cut off at zero. Source: Ramamoorthi and Hanrahan 2001,
    "On the relationship between radiance and irradiance", equation 24: 1/4, 1/2, 5/16."""
    return 0.25 + cosine / 2.0 + 5.0 / 32.0 * (3.0 * cosine**2 - 1.0)


def test_a_card_shows_the_even_light_and_the_weak_lamps_by_the_closed_form():
    rows = surroundings_of(AMBIENT, CARDS, WAYS, NAMED)
    cosine = NORMALS @ WAYS["rim_left"]
    shown = AMBIENT + lobe(cosine)[:, None] * CARDS["rim_left"]
    np.testing.assert_allclose(irradiance(rows, NORMALS) / np.pi, shown, atol=1e-9)


def test_on_average_over_all_sides_nothing_of_a_lamp_is_lost_and_no_side_is_far_off():
    rows = surroundings_of(AMBIENT, CARDS, WAYS, NAMED)
    lit = AMBIENT + np.maximum(NORMALS @ WAYS["rim_left"], 0.0)[:, None] * CARDS["rim_left"]
    shown = irradiance(rows, NORMALS) / np.pi
    np.testing.assert_allclose(shown.mean(axis=0), lit.mean(axis=0), rtol=1e-3)
    assert np.abs(shown - lit).max() < 0.1 * CARDS["rim_left"].max()


def test_a_lamp_is_what_a_small_bright_disk_in_a_map_projects_to():
    ways = pixel_directions(180, 360)
    near = ways @ WAYS["rim_left"] > np.cos(np.radians(3.0))
    disk = np.where(near[..., None], 1.0, 0.0) * CARDS["rim_left"]
    table = project(disk)
    card = irradiance(table, WAYS["rim_left"]) / np.pi / lobe(1.0)
    rows = surroundings_of(np.zeros(3), {"rim_left": card}, WAYS, NAMED)
    assert np.abs(rows - table).max() < 0.01 * np.abs(table).max()


def test_even_light_alone_is_the_sky_of_the_forward_model():
    rows = surroundings_of(AMBIENT, CARDS, WAYS, NAMED | {"rim_left"})
    np.testing.assert_allclose(rows, even_sky(AMBIENT), rtol=1e-12)


def test_a_script_gets_the_rows_as_they_are_seen_from_where_its_camera_stands():
    rows = rows_of(surroundings_of(AMBIENT, CARDS, WAYS, NAMED))
    script = SceneScript()
    front, side = (
        apply_to(
            replace(script, framing=replace(script.framing, azimuth_deg=azimuth_deg)),
            replace(FOUND, ambient_sh=rows),
        )[0].lighting
        for azimuth_deg in (0.0, 90.0)
    )
    np.testing.assert_allclose(front.ambient_sh, rows, atol=1e-6)
    x, y, z = main_direction(np.array(front.ambient_sh), np.array(REC_709))
    turned = main_direction(np.array(side.ambient_sh), np.array(REC_709))
    np.testing.assert_allclose(turned, (-y, x, z), atol=1e-4)  # a quarter turn from -y to +x
    assert front.ambient_stops == pytest.approx(np.log2(mean_share(rows)), abs=1e-3)


def test_even_light_is_as_bright_in_the_script_as_was_found():
    script, fused = apply_to(SceneScript(), FOUND)
    assert script.lighting.ambient_stops == pytest.approx(-FOUND.ambient_stops, abs=1e-3)
    np.testing.assert_allclose(script.lighting.ambient_sh, EVEN_SKY, rtol=1e-5)
    assert "ambient_sh" in fused["lighting"].because


def test_the_sky_of_a_sun_stays_its_own():
    script = SceneScript()
    sun = replace(script, lighting=replace(script.lighting, style="sun"))
    fitted, fused = apply_to(sun, FOUND)
    assert fitted.lighting.ambient_sh == ()
    assert fitted.lighting.ambient_stops == -FOUND.ambient_stops
    assert "ambient_sh" in fused["lighting"].unknown
