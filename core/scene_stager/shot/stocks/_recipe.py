# SPDX-License-Identifier: Apache-2.0
"""A stock as steps that a node editor can do: mix, blur, logarithm, curve, noise, exponential."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.temperature import SRGB_WHITE_K
from scene_stager.shot.stocks import _chain as chain
from scene_stager.shot.stocks._grain import density_share, white_field_rms
from scene_stager.shot.stocks._print import Triple
from scene_stager.shot.stocks._stock import FilmStock
from scene_stager.shot.stocks._tables import density_from_stops, read, screen_density

FEWEST_STOPS, MOST_STOPS = -12.0, 12.0  # where the curve is drawn; it is held beyond
POINTS = 257  # as many as node editors keep of a curve
BEYOND = 0.35  # density that grain may go past a negative's own; a slide has no more than its own


@dataclass(frozen=True, eq=False)
class Recipe:
    """What `Stock.develop` does but for the layers' own blur, as plain numbers.

    `layers` (k, 3) makes exposures, 1 for the grey card, of linear sRGB. Of each, the share in
    `halation` (k,) is spread by a Gaussian of standard deviation `halation_um` on the film. Their
    base 2 logarithms, not under that of `darkest_share`, are stops. With more than one layer, each
    is pulled by `interlayer` times the differences of the stops, levelled off as s / sqrt(1 + (s /
    reach_stops)^2). `film` (k, points) over `stops` (points,) is density in the camera film.

    Over densities, evenly from `thin` (k,) to `thick` (k,), stand `grain` (k, points), the standard
    deviation of a pixel's density times the pixel's size in micrometres, before the grain is given
    its own size `clump_um` (k,), and `screen` (k, points), how dark a neutral each becomes. Linear
    light on the display is exp(power_per_density * (absorption @ densities on the screen)).
    """

    layers: Floats
    halation: Floats
    halation_um: float
    darkest_share: float
    interlayer: tuple[Triple, ...]
    reach_stops: float
    stops: Floats
    film: Floats
    thin: Floats
    thick: Floats
    grain: Floats
    clump_um: Floats
    screen: Floats
    absorption: Floats
    power_per_density: float


def stock_recipe(
    stock: FilmStock, *, push_stops: float = 0.0, scene_white_k: float = SRGB_WHITE_K
) -> Recipe:
    """The steps of a stock.

    shapes   -> see Recipe
    units    stops from the grey card; density; micrometres on the film
    valid    the curve is held under -12 and over +12 stops
    source   the chain of the stock; its curves drawn anew: exposure 3/32 stop apart, densities in
             256 steps
    """
    stops = np.linspace(FEWEST_STOPS, MOST_STOPS, POINTS)
    contrast = stock.push_contrast_per_stop
    drawn = density_from_stops(stock.curve, push_stops, contrast)
    one = stock.monochrome
    film = np.stack([read(drawn, layer, stops) for layer in range(stock.curve.layers)])
    thin, thick = _ends(stock)
    densities = thin[:, None] + (thick - thin)[:, None] * np.linspace(0.0, 1.0, POINTS)
    return Recipe(
        layers=np.array(chain.light_matrix(stock.bands, stock.balance_k, scene_white_k)),
        halation=np.array(stock.halation.strength),
        halation_um=stock.halation.reach_um,
        darkest_share=chain.DARKEST,
        interlayer=() if one else stock.interlayer,
        reach_stops=chain.INTERLAYER_REACH_STOPS,
        stops=stops,
        film=_levelled(film),
        thin=thin,
        thick=thick,
        grain=_grain(stock, densities) * contrast**push_stops,
        clump_um=np.array(stock.granularity.clump_um),
        screen=_levelled(_screen(stock, densities)),
        absorption=np.ones((3, 1)) if one else np.array(stock.viewing.side_absorption),
        power_per_density=-float(np.log(10.0)) * stock.viewing.surround_exponent,
    )


def _levelled(rows: Floats) -> Floats:
    """Points moved so that straight lines between them miss a curve to both sides alike.

    A chord misses by an eighth of the second difference, and only to one side.
    """
    made = rows.copy()
    made[:, 1:-1] -= np.diff(rows, n=2, axis=1) / 16.0
    return made


def _ends(stock: FilmStock) -> tuple[Floats, Floats]:
    """The thinnest and the thickest that each layer can be, with room for grain in a negative."""
    ends = np.array([stock.curve.low, stock.curve.high])
    beyond = 0.0 if stock.print_stage is None else BEYOND
    return ends.min(axis=0) - beyond, ends.max(axis=0) + beyond


def _screen(stock: FilmStock, densities: Floats) -> Floats:
    """How dark a neutral densities of each layer become."""
    return np.stack(
        [
            screen_density(stock.curve, stock.print_stage, stock.viewing, layer, row)
            for layer, row in enumerate(densities)
        ]
    )


def _grain(stock: FilmStock, densities: Floats) -> Floats:
    """How much grain there is at densities of each layer, for a pixel of one micrometre."""
    clear = [min(ends) for ends in zip(stock.curve.low, stock.curve.high, strict=True)]
    grain = stock.granularity
    return np.stack(
        [
            white_field_rms(grain, layer, 1.0) * density_share(grain, row - clear[layer])
            for layer, row in enumerate(densities)
        ]
    )
