"""A film stock's colours as Unreal takes a look: 16 squares of 16 by 16 in a row.

Unreal looks a finished pixel up in it, after its own tone curve. So the table leaves the tones of
greys as they are, and gives colours the hue, the saturation and the weight that the film gives
them: a colour becomes as bright as the grey that the film draws equally bright.
"""

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.srgb import decode_srgb, encode_srgb
from scene_stager.shot.stocks._stock import FilmStock

SIZE = 16
DARKEST = 1e-5
GREYS = np.geomspace(DARKEST, 16.0, 2000)


def look_strip(stock: FilmStock) -> NDArray[np.uint8]:
    """The strip: red runs along x in a square, green along y, blue from square to square.

    shapes   -> (16, 256, 3)
    units    sRGB code values, 0 to 255
    source   Stock.colour; Unreal Engine documentation, Using Lookup Tables for Color Grading
    """
    steps = np.linspace(0.0, 1.0, SIZE)
    green, blue, red = np.meshgrid(steps, steps, steps, indexing="ij")
    light = decode_srgb(np.stack([red, green, blue], axis=-1))
    drawn = film_colours(stock, light)
    codes = np.rint(255.0 * encode_srgb(np.clip(drawn, 0.0, 1.0))).astype(np.uint8)
    return codes.reshape(SIZE, SIZE * SIZE, 3)


def film_colours(stock: FilmStock, light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear colours as the film draws them, in the tones of the display.

    shapes   light (..., 3) -> (..., 3)
    units    linear sRGB, 1 is the display's white
    source   module docstring
    """
    shown = _drawn(stock, np.maximum(light, DARKEST))
    level = luminance(shown)
    greys = luminance(_drawn(stock, GREYS[:, None] * np.ones(3)))
    rising = np.maximum.accumulate(greys)
    grey = np.interp(level, rising, GREYS)
    black = luminance(light) <= DARKEST
    scale = np.where(black, 0.0, grey / np.maximum(level, 1e-12))
    return np.asarray(shown * scale[..., None], dtype=np.float64)


def _drawn(stock: FilmStock, light: NDArray[np.float64]) -> NDArray[np.float64]:
    """White is light that the film is balanced for: Unreal's camera has seen to that."""
    return decode_srgb(stock.colour(light, scene_white_k=stock.balance_k))
