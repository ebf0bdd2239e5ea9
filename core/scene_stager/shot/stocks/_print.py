# SPDX-License-Identifier: Apache-2.0
"""From the negative to the screen: printing, and how a projected neutral is read."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.stocks._curves import monotone_cubic

Triple = tuple[float, float, float]

GREY_ON_SCREEN = 0.18  # linear display light of the grey card, 1 being the clear base


@dataclass(frozen=True)
class PrintStage:
    """A print material: a symmetric S in density against log exposure, one per layer.

    `gamma` is the steepest slope; the printer lights are set so that the negative of a grey card
    prints to `grey`. `reading` is how much the print sees of one unit of the negative's density as
    the densitometer reads it.
    """

    title: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    gamma: tuple[float, ...]
    grey: tuple[float, ...]
    reading: tuple[float, ...]
    source: str


@dataclass(frozen=True)
class Viewing:
    """What the last material's densities look like: its neutrals, and the dyes' side absorptions.

    `neutrals` are the densities, per layer, that an audience takes for neutral, from the clear
    base to black; `grey` is the one of them that the grey card comes to. `side_absorption` says
    how much of each dye (column) is seen in each band (row); rows sum to 1, so that neutrals
    stay neutral.
    """

    neutrals: tuple[tuple[float, ...], ...]
    grey: tuple[float, ...]
    side_absorption: tuple[Triple, Triple, Triple]
    source: str

    @property
    def grey_density(self) -> float:
        """Equivalent neutral density of the grey card above the base."""
        return _visual(self.grey) - _visual(self.neutrals[0])

    @property
    def surround_exponent(self) -> float:
        """The power that carries film transmission to display light, so that grey lands on grey.

        Below 1 it lightens: a print is made for a dark room, a display stands in a lit one.
        """
        return float(-np.log10(GREY_ON_SCREEN) / self.grey_density)


def print_density(stage: PrintStage, layer: int, negative: Floats, negative_grey: float) -> Floats:
    """Density of one print layer for the negative's density over it.

    shapes   negative any -> same
    units    density in, density out
    frame    denser negative, clearer print
    valid    everywhere: the S runs out to the material's limits
    source   logistic S with the stage's own limits, gamma and grey: house default shape
    """
    low, high = stage.low[layer], stage.high[layer]
    part = (stage.grey[layer] - low) / (high - low)
    lights = float(np.log(part / (1.0 - part)))
    rate = 4.0 * stage.gamma[layer] * stage.reading[layer] / (high - low)
    return np.asarray(
        low + (high - low) / (1.0 + np.exp(-lights + rate * (negative - negative_grey))),
        dtype=np.float64,
    )


def neutral_density(viewing: Viewing, layer: int, density: Floats) -> Floats:
    """Equivalent neutral density: how dark a neutral this layer's density belongs to.

    shapes   density any -> same
    units    density of the layer in, neutral density above the base out
    frame    0 is the clear base
    valid    held at the base and at the black
    source   monotone cubic through the neutrals of the viewing
    """
    own = np.array([neutral[layer] for neutral in viewing.neutrals])
    shared = np.array([_visual(neutral) for neutral in viewing.neutrals])
    return monotone_cubic(density, own, shared - shared[0])


def _visual(densities: tuple[float, ...]) -> float:
    """The layer that the eye weighs most: green in colour, the only one in black and white."""
    return densities[len(densities) // 2]
