# SPDX-License-Identifier: Apache-2.0
"""The stock's curves, drawn finely once and read quickly ever after."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.stocks._curves import CharacteristicCurve, layer_density, log_h_from_stops
from scene_stager.shot.stocks._print import PrintStage, Viewing, neutral_density, print_density

FEWEST_STOPS, MOST_STOPS = -16.0, 16.0
STEPS_PER_STOP = 128
THINNEST, THICKEST = -0.5, 5.0
STEPS_PER_DENSITY = 512


@dataclass(frozen=True, eq=False)
class Table:
    """Evenly spaced values of one curve per layer, read with straight lines between them."""

    start: float
    per_unit: float
    values: Floats
    rises: Floats


def table(start: float, per_unit: float, values: Floats) -> Table:
    """A table that begins at `start` and has `per_unit` entries to the unit.

    shapes   values (layers, n)
    units    of the curve
    source   linear interpolation
    """
    return Table(start, per_unit, values, np.diff(values, axis=1))


def read(drawn: Table, layer: int, at: Floats) -> Floats:
    """One layer's curve, held at the table's ends.

    shapes   at any -> same
    units    of the curve
    source   linear interpolation
    """
    place = np.clip((at - drawn.start) * drawn.per_unit, 0.0, drawn.values.shape[1] - 1.0)
    index = np.minimum(place.astype(np.intp), drawn.values.shape[1] - 2)
    place -= index
    place *= drawn.rises[layer].take(index)
    place += drawn.values[layer].take(index)
    return np.asarray(place, dtype=np.float64)


def film_density(
    curve: CharacteristicCurve, layer: int, stops: Floats, push_stops: float, contrast: float
) -> Floats:
    """Density in the camera film for stops from the grey card, without a table.

    shapes   stops any -> same
    units    stops in, density out
    source   the stock's characteristic curve
    """
    return layer_density(curve, layer, log_h_from_stops(curve, stops, push_stops, contrast))


def screen_density(
    curve: CharacteristicCurve,
    stage: PrintStage | None,
    viewing: Viewing,
    layer: int,
    density: Floats,
) -> Floats:
    """Equivalent neutral density on the screen for density in the camera film, without a table.

    shapes   density any -> same
    units    density in and out
    source   the stock's print stage, if it has one, and its viewing
    """
    if stage is None:
        return neutral_density(viewing, layer, density)
    grey = layer_density(curve, layer, np.asarray(curve.log_h_grey))
    return neutral_density(viewing, layer, print_density(stage, layer, density, float(grey)))


@lru_cache(maxsize=64)
def density_from_stops(curve: CharacteristicCurve, push_stops: float, contrast: float) -> Table:
    """Camera film density by stops from the grey card.

    shapes   (layers, n)
    units    stops in, density out
    source   film_density, drawn at 1/128 stop
    """
    stops = np.arange(FEWEST_STOPS, MOST_STOPS + 1e-9, 1.0 / STEPS_PER_STOP)
    rows = [
        film_density(curve, layer, stops, push_stops, contrast) for layer in range(curve.layers)
    ]
    return table(FEWEST_STOPS, float(STEPS_PER_STOP), np.stack(rows))


@lru_cache(maxsize=64)
def screen_from_density(
    curve: CharacteristicCurve, stage: PrintStage | None, viewing: Viewing
) -> Table:
    """Neutral density on the screen by density in the camera film.

    shapes   (layers, n)
    units    density in and out
    source   screen_density, drawn at 1/512 density
    """
    density = np.arange(THINNEST, THICKEST + 1e-9, 1.0 / STEPS_PER_DENSITY)
    rows = [screen_density(curve, stage, viewing, layer, density) for layer in range(curve.layers)]
    return table(THINNEST, float(STEPS_PER_DENSITY), np.stack(rows))


@lru_cache(maxsize=64)
def screen_from_stops(
    curve: CharacteristicCurve,
    stage: PrintStage | None,
    viewing: Viewing,
    push_stops: float,
    contrast: float,
) -> Table:
    """Both steps at once, for frames without grain.

    shapes   (layers, n)
    units    stops in, neutral density on the screen out
    source   screen_density of film_density, drawn at 1/128 stop
    """
    drawn = density_from_stops(curve, push_stops, contrast)
    rows = [
        screen_density(curve, stage, viewing, layer, drawn.values[layer])
        for layer in range(curve.layers)
    ]
    return table(drawn.start, drawn.per_unit, np.stack(rows))
