"""The steps that node editors get are the stock's own colour."""

import numpy as np
import pytest

from scene_stager.shot.stocks import stock_recipe, stocks

# A part in two hundred of a display step is what a straight line between curve points may miss.
DISPLAY = 0.005


def followed(recipe, light):
    """A recipe done by the letter."""
    stops = np.log2(np.maximum(light @ recipe.layers.T, recipe.darkest_share))
    if recipe.interlayer:
        level = stops / np.sqrt(1.0 + (stops / recipe.reach_stops) ** 2)
        apart = level[..., :, None] - level[..., None, :]
        stops = stops + np.sum(np.array(recipe.interlayer) * apart, axis=-1)
    rows = enumerate(recipe.density)
    density = np.stack([np.interp(stops[..., k], recipe.stops, row) for k, row in rows], axis=-1)
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
    assert (recipe.layers.shape, recipe.density.shape[0]) == ((1, 3), 1)
    assert recipe.interlayer == ()
