"""The steps that node editors get are the stock's own colour."""

import numpy as np
import pytest

from scene_stager.shot.stocks import stock_recipe, stocks
from scene_stager.shot.stocks._grain import aperture_share

# A part in two hundred of a display step is what a straight line between curve points may miss.
DISPLAY = 0.005


def densities(recipe, layer):
    """Where the curves over density of a layer are told."""
    return np.linspace(recipe.thin[layer], recipe.thick[layer], recipe.screen.shape[1])


def followed(recipe, light):
    """A recipe done by the letter, without grain and halation."""
    stops = np.log2(np.maximum(light @ recipe.layers.T, recipe.darkest_share))
    if recipe.interlayer:
        level = stops / np.sqrt(1.0 + (stops / recipe.reach_stops) ** 2)
        apart = level[..., :, None] - level[..., None, :]
        stops = stops + np.sum(np.array(recipe.interlayer) * apart, axis=-1)
    density = np.stack(
        [
            np.interp(np.interp(stops[..., k], recipe.stops, row), densities(recipe, k), shown)
            for k, (row, shown) in enumerate(zip(recipe.film, recipe.screen, strict=True))
        ],
        axis=-1,
    )
    return np.exp(recipe.power_per_density * (density @ recipe.absorption.T))


@pytest.mark.parametrize("name", sorted(stocks()))
@pytest.mark.parametrize("push_stops", [0.0, 1.0])
def test_doing_it_by_the_letter_gives_the_stocks_own_colour(name, push_stops):
    stock = stocks()[name]
    stops = np.linspace(-9.0, 7.0, 65)[:, None]
    tints = np.array([[1, 1, 1], [1, 0.2, 0.1], [0.1, 1, 0.3], [0.05, 0.2, 1], [0, 0.5, 0.5]])
    light = 0.18 * 2.0 ** stops[..., None] * tints
    recipe = stock_recipe(stock, push_stops=push_stops, scene_white_k=4000.0)
    wanted = stock.colour(light, push_stops=push_stops, scene_white_k=4000.0, encoded=False)
    found = followed(recipe, light)
    assert np.abs(np.log2(found / wanted)).max() < DISPLAY
    assert np.abs(found - wanted).max() < DISPLAY / 5


def test_a_black_and_white_film_has_one_layer():
    recipe = stock_recipe(stocks()["tri_x_400"])
    assert (recipe.layers.shape, recipe.film.shape[0]) == ((1, 3), 1)
    assert recipe.interlayer == ()


@pytest.mark.parametrize("name", sorted(stocks()))
def test_grain_by_the_letter_reads_the_stocks_rms_at_density_one(name):
    stock = stocks()[name]
    recipe = stock_recipe(stock)
    clear = np.minimum(stock.curve.low, stock.curve.high)
    for layer, rms in enumerate(stock.granularity.rms):
        amount = np.interp(clear[layer] + 1.0, densities(recipe, layer), recipe.grain[layer])
        # Selwyn: what a pixel of 1 micrometre has, the 48 micrometre aperture has by its root area.
        through = amount / np.sqrt(np.pi * 48.0**2 / 4.0)
        seen = np.sqrt(aperture_share(stock.granularity.clump_um[layer]))
        assert 1000.0 * through * seen == pytest.approx(rms, rel=2e-3)
    assert tuple(recipe.halation) == stock.halation.strength
    assert recipe.halation_um == stock.halation.reach_um


def test_a_push_raises_grain_with_contrast():
    stock = stocks()["vision3_500t"]
    once, pushed = stock_recipe(stock), stock_recipe(stock, push_stops=2.0)
    assert pushed.grain / once.grain == pytest.approx(stock.push_contrast_per_stop**2)
