# SPDX-License-Identifier: Apache-2.0
"""A stock as steps that a node editor can do: mix, logarithm, curve, mix, exponential."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.colour.temperature import SRGB_WHITE_K
from scene_stager.shot.stocks import _chain as chain
from scene_stager.shot.stocks._print import Triple
from scene_stager.shot.stocks._stock import Stock
from scene_stager.shot.stocks._tables import read, screen_from_stops

Floats = NDArray[np.float64]

FEWEST_STOPS, MOST_STOPS = -12.0, 12.0  # where the curve is drawn; it is held beyond
POINTS = 257  # as many as node editors keep of a curve


@dataclass(frozen=True, eq=False)
class Recipe:
    """What `Stock.colour` does, as plain numbers.

    `layers` (k, 3) makes exposures, 1 for the grey card, of linear sRGB; their base 2 logarithms,
    not under that of `darkest_share`, are stops. With more than one layer, each is pulled by
    `interlayer` times the differences of the stops, levelled off as s / sqrt(1 + (s /
    reach_stops)^2). `density` (k, points) over `stops` (points,) is how dark a neutral each
    becomes. Linear light on the display is exp(power_per_density * (absorption @ densities)).
    """

    layers: Floats
    darkest_share: float
    interlayer: tuple[Triple, ...]
    reach_stops: float
    stops: Floats
    density: Floats
    absorption: Floats
    power_per_density: float


def stock_recipe(
    stock: Stock, *, push_stops: float = 0.0, scene_white_k: float = SRGB_WHITE_K
) -> Recipe:
    """The steps of a stock, without grain, halation and blur.

    shapes   -> see Recipe
    units    stops from the grey card; density above the base
    valid    the curve is held under -12 and over +12 stops
    source   the chain of the stock; its curves drawn anew, 3/32 stop apart
    """
    stops = np.linspace(FEWEST_STOPS, MOST_STOPS, POINTS)
    contrast = stock.push_contrast_per_stop
    drawn = screen_from_stops(stock.curve, stock.print_stage, stock.viewing, push_stops, contrast)
    layers = chain.light_matrix(stock.bands, stock.balance_k, scene_white_k)
    density = np.stack([read(drawn, layer, stops) for layer in range(len(drawn.values))])
    one = len(density) == 1
    absorption = np.ones((3, 1)) if one else np.array(stock.viewing.side_absorption)
    return Recipe(
        layers=np.array(layers),
        darkest_share=chain.DARKEST,
        interlayer=() if one else stock.interlayer,
        reach_stops=chain.INTERLAYER_REACH_STOPS,
        stops=stops,
        density=density,
        absorption=absorption,
        power_per_density=-float(np.log(10.0)) * stock.viewing.surround_exponent,
    )
