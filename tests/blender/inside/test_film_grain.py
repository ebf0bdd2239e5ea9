"""Grain and halation in the compositor are the core's: as strong, as large, new on every frame."""

from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.shot.stocks import stocks
from tests.blender import dump
from tests.blender.inside.test_film import (
    LINEAR,
    film_in,
    gain_of,
    new_file,
    rendered,
    shot,
)

pytestmark = pytest.mark.blender

WIDTH_MM = 24.89  # the gate of the scenario
PLACE = (slice(2, -2), slice(2, -2))  # without the edge, where Blender's filters do as they like


def picture_of(light):
    """An image of Blender's from rows of linear light, the lowest row first."""
    made = bpy.data.images.new("light", light.shape[1], light.shape[0], float_buffer=True)
    made.colorspace_settings.name = "Linear Rec.709"
    pixels = np.ones((*light.shape[:2], 4), dtype=np.float32)
    pixels[..., :3] = light
    made.pixels.foreach_set(pixels.ravel())
    made.update()
    return made


def filmed(name):
    """A fresh file with a stock in its compositor, and what brings its white card out at 1."""
    scene = new_file()
    take = shot(name, exposure_index=stocks()[name].exposure_index)
    bake_take(take, wishes=BlenderWishes(film_stock=True))
    emptied(scene)
    return scene, gain_of(take, 1)


def emptied(scene):
    """Only the film counts here: what would be rendered for nothing goes."""
    scene.world = None
    for thing in list(scene.objects):
        if thing != scene.camera:
            bpy.data.objects.remove(thing)


def grey(stops, columns, rows):
    return np.full((rows, columns, 3), 0.18 * 2.0**stops)


def told(light):
    """How unsteady each colour of the display is, and how alike neighbours are."""
    log = np.log(np.maximum(light[PLACE], 1e-6)).astype(np.float64)
    off = log - log.mean(axis=(0, 1))
    spread = off.std(axis=(0, 1))
    alike = [
        np.mean(off[:, 1:] * off[:, :-1], axis=(0, 1)),
        np.mean(off[1:] * off[:-1], axis=(0, 1)),
    ]
    return spread, np.array(alike) / spread**2


@pytest.mark.parametrize(
    ("name", "columns"),
    [("vision3_500t", 1920), ("vision3_500t", 4096), ("tri_x_400", 1920), ("kodachrome_64", 1920)],
)
def test_a_grey_card_is_as_grainy_as_the_cores_at_three_densities(name, columns, tmp_path):
    scene, gain = filmed(name)
    stock = stocks()[name]
    for stops in (-3.0, 0.0, 2.0):
        light = grey(stops, columns, 48)
        found = rendered(scene, picture_of(light / gain), tmp_path / "card.exr", grain=1.0)
        wanted = stock.develop(light, halation=0.0, encoded=False, seed=3, frame_width_mm=WIDTH_MM)
        spread, alike = told(found)
        asked, kin = told(wanted)
        assert spread == pytest.approx(asked, rel=0.03)
        assert np.abs(alike - kin).max() < 0.03


def test_grain_is_new_on_every_frame_and_the_same_on_the_same(tmp_path):
    scene, gain = filmed("vision3_500t")
    card = picture_of(grey(0.0, 480, 270) / gain)
    made = []
    for frame in (1, 2, 1):
        scene.frame_set(frame)
        found = rendered(scene, card, tmp_path / f"{len(made)}.exr", grain=1.0)
        made.append(np.log(found[..., 1]).ravel())
    assert np.array_equal(made[0], made[2])
    assert abs(np.corrcoef(made[0], made[1])[0, 1]) < 0.02


def test_a_frame_of_an_animation_has_the_grain_of_that_frame(tmp_path):
    scene, gain = filmed("vision3_500t")
    rendered(scene, picture_of(grey(0.0, 64, 64) / gain), tmp_path / "still.exr", grain=1.0)
    scene.frame_start, scene.frame_end = 1, 2
    scene.render.filepath = str(tmp_path / "frame_")
    bpy.ops.render.render(animation=True)
    first, second = (bpy.data.images.load(str(tmp_path / f"frame_{k:04d}.exr")) for k in (1, 2))
    apart = np.array(first.pixels[:]) - np.array(second.pixels[:])
    assert apart.std() > 1e-3


def test_the_layers_of_a_colour_film_have_grain_of_their_own(tmp_path):
    scene, gain = filmed("vision3_500t")
    found = rendered(scene, picture_of(grey(0.0, 480, 270) / gain), tmp_path / "a.exr", grain=1.0)
    log = np.log(found).reshape(-1, 3)
    log -= log.mean(axis=0)
    # The dyes' side absorptions mix the layers a little; the core's do as much.
    wanted = stocks()["vision3_500t"].develop(
        grey(0.0, 480, 270), halation=0.0, encoded=False, frame_width_mm=WIDTH_MM
    )
    core = np.corrcoef(np.log(wanted).reshape(-1, 3).T)
    assert np.abs(np.corrcoef(log.T) - core).max() < 0.03


def test_another_seed_is_another_grain(tmp_path):
    made = []
    for seed in (1, 2, 1):
        scene = new_file()
        take = shot("tri_x_400", exposure_index=400)
        told = [
            replace(e, facts=replace(e.facts, seed=seed)) if e.id == "shot" else e
            for e in take.entities
        ]
        take = replace(take, entities=tuple(told))
        bake_take(take, wishes=BlenderWishes(film_stock=True))
        emptied(scene)
        card = picture_of(grey(0.0, 96, 96) / gain_of(take, 1))
        made.append(rendered(scene, card, tmp_path / "a.exr", grain=1.0)[..., 0].ravel())
    assert np.array_equal(made[0], made[2])
    assert abs(np.corrcoef(made[0], made[1])[0, 1]) < 0.05


def test_strengths_scale_what_they_say(tmp_path):
    scene, gain = filmed("vision3_250d")
    card = picture_of(grey(0.0, 960, 48) / gain)
    one, half = (
        told(rendered(scene, card, tmp_path / "a.exr", grain=amount))[0] for amount in (1.0, 0.5)
    )
    assert half == pytest.approx(0.5 * one, rel=0.02)
    none = rendered(scene, card, tmp_path / "a.exr", grain=0.0)
    assert np.ptp(none, axis=(0, 1)).max() < LINEAR


@pytest.mark.parametrize(
    ("name", "columns"), [*((name, 480) for name in sorted(stocks())), ("vision3_500t", 1280)]
)
def test_a_bright_dot_glows_as_the_cores_does(name, columns, tmp_path):
    scene, gain = filmed(name)
    sharp = replace(stocks()[name], mtf50_per_mm=(1e6,) * len(stocks()[name].mtf50_per_mm))
    light = grey(-3.0, columns, 120)
    light[56:64, columns // 2 - 4 : columns // 2 + 4] = 0.18 * 2.0**6
    found = rendered(scene, picture_of(light / gain), tmp_path / "dot.exr", halation=1.0)
    wanted = sharp.develop(light, grain=0.0, encoded=False, frame_width_mm=WIDTH_MM)
    plain = sharp.develop(light, grain=0.0, halation=0.0, encoded=False, frame_width_mm=WIDTH_MM)
    glow = np.abs(wanted - plain).max()
    assert glow > 0.01
    assert np.abs(found - wanted).max() < 0.06 * glow + LINEAR
    without = rendered(scene, picture_of(light / gain), tmp_path / "dot.exr", halation=0.0)
    assert np.abs(without - plain).max() < LINEAR


def test_the_glow_round_a_highlight_is_redder_than_it(tmp_path):
    scene, gain = filmed("vision3_500t")
    light = grey(-4.0, 960, 120)
    light[56:64, 476:484] = 0.18 * 2.0**7
    card = picture_of(light / gain)
    more, less = (
        rendered(scene, card, tmp_path / "dot.exr", halation=amount)[60, 490] for amount in (1, 0)
    )
    gained = more - less
    assert gained[0] > 2.0 * gained[1] > 0.0
    assert gained[1] > 2.0 * gained[2]


def test_what_the_group_shows_to_the_outside_is_the_stocks_own():
    scene = new_file()
    bake_take(shot("vision3_500t"), wishes=BlenderWishes(film_stock=True))
    node = film_in(dump.compositor_tree(scene))
    assert [one.name for one in node.inputs] == ["Image", "Grain", "Halation"]
    assert (node.inputs["Grain"].default_value, node.inputs["Halation"].default_value) == (1.0, 1.0)
    node.inputs["Grain"].default_value = 0.25
    bake_take(shot("vision3_500t"), wishes=BlenderWishes(film_stock=True))
    assert film_in(dump.compositor_tree(scene)).inputs["Grain"].default_value == 0.25
    bake_take(shot("vision3_500t"), wishes=BlenderWishes(take_look=False))
    assert len(bpy.data.node_groups) == len(bpy.data.textures) == 0
