# SPDX-License-Identifier: Apache-2.0
"""The film stocks. To add one, add one file; see tri_x_400.py for the shape of it."""

from functools import cache

from scene_stager.registry import load_folder
from scene_stager.shot.stocks._look import ocio_config, stock_cube, write_looks
from scene_stager.shot.stocks._recipe import Recipe, stock_recipe
from scene_stager.shot.stocks._stock import FilmStock

__all__ = [
    "FilmStock",
    "Recipe",
    "ocio_config",
    "stock_cube",
    "stock_recipe",
    "stocks",
    "write_looks",
]


@cache
def stocks() -> dict[str, FilmStock]:
    """Every film stock, keyed by file name."""
    return load_folder(__name__, "STOCK", FilmStock)
