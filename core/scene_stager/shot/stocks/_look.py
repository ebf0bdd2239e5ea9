# SPDX-License-Identifier: Apache-2.0
"""A stock as other programs take it: .cube tables, and a look in an OCIO config."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.colour.cube_file import write_cube
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.maths.colour.lut import (
    LARGEST_SIZE,
    SHAPER_HIGH_STOPS,
    SHAPER_LOW_STOPS,
    SMALLEST_SIZE,
    Cube,
    cube_grid,
    unshape_log2,
)
from scene_stager.maths.colour.temperature import SRGB_WHITE_K
from scene_stager.shot.stocks._stock import FilmStock
from scene_stager.whole_file import write_whole

Stage = Literal["whole", "film", "print"]

DENSITY_AT_ONE = 4.0  # a film table's output, and a print table's input, of 1 means this density

SHAPER_NOTE = (
    "Input: scene light, linear sRGB primaries, through a log2 shaper:",
    f"  x = (log2(light / {MIDDLE_GREY}) + {-SHAPER_LOW_STOPS:g}) / "
    f"{SHAPER_HIGH_STOPS - SHAPER_LOW_STOPS:g}, so that 0 is {SHAPER_LOW_STOPS:g} stops",
    f"  and 1 is {SHAPER_HIGH_STOPS:+g} stops from middle grey, and middle grey itself is "
    f"{-SHAPER_LOW_STOPS / (SHAPER_HIGH_STOPS - SHAPER_LOW_STOPS):.6f}.",
)
DENSITY_NOTE = f"density in the camera film, red green blue, divided by {DENSITY_AT_ONE:g}"


def stock_cube(
    stock: FilmStock,
    size: int = 33,
    *,
    stage: Stage = "whole",
    exposure_stops: float = 0.0,
    push_stops: float = 0.0,
    scene_white_k: float = SRGB_WHITE_K,
) -> Cube:
    """The stock's colour as a lookup table; grain, halation and blur stay outside.

    shapes   -> table (size, size, size, 3)
    units    the file's comments say what goes in and what comes out
    valid    size 2 to 67; raises InputError otherwise
    source   Stock.colour, or its film half and its print half
    """
    if not SMALLEST_SIZE <= size <= LARGEST_SIZE:
        expected = f"{SMALLEST_SIZE} to {LARGEST_SIZE}"
        raise InputError(Mistake("lut.size", str(size), expected, "33 is the usual choice."))
    grid = cube_grid(size)
    if stage == "print":
        density = grid[..., :1] if stock.monochrome else grid
        table = stock.display_from_density(density * DENSITY_AT_ONE)
    else:
        light = unshape_log2(grid)
        if stage == "film":
            stops = stock.layer_stops(
                light, exposure_stops=exposure_stops, scene_white_k=scene_white_k
            )
            density = stock.film_density(stops, push_stops=push_stops)
            table = np.broadcast_to(density / DENSITY_AT_ONE, grid.shape)
        else:
            table = stock.colour(
                light,
                exposure_stops=exposure_stops,
                push_stops=push_stops,
                scene_white_k=scene_white_k,
            )
    settings = (
        f"exposure {exposure_stops:+g} stops, push {push_stops:+g} stops, "
        f"(1, 1, 1) is light of {scene_white_k:g} K"
    )
    return Cube(f"{stock.title}, {stage}", table, _comments(stock, stage, settings))


def _comments(stock: FilmStock, stage: Stage, settings: str) -> tuple[str, ...]:
    """What stands at the head of the file."""
    before = (f"Input: {DENSITY_NOTE}.",) if stage == "print" else SHAPER_NOTE
    after = DENSITY_NOTE if stage == "film" else "display light, sRGB encoded"
    return (
        f"{stock.title}: {stock.process}",
        *before,
        f"Output: {after}.",
        f"Settings: {settings}. Without grain and halation.",
        f"Source: {stock.source}; {stock.licence}.",
        f"{stock.trademark}.",
    )


def ocio_config(titles: Mapping[str, str]) -> str:
    """An OpenColorIO 2 config with one look and one view for each stock.

    `titles` maps each stock's id to its title; the looks read <id>.cube from beside the config.

    shapes   -> text
    units    linear sRGB scene light in; the views give sRGB
    source   OpenColorIO 2 documentation, config syntax: looks, views, allocation transform
    """
    low = np.log2(MIDDLE_GREY) + SHAPER_LOW_STOPS
    high = np.log2(MIDDLE_GREY) + SHAPER_HIGH_STOPS
    views = "".join(
        f'    - !<View> {{name: "{title}", colorspace: sRGB, looks: {name}}}\n'
        for name, title in titles.items()
    )
    looks = "".join(
        f"""\
  - !<Look>
    name: {name}
    process_space: Linear sRGB
    description: "{title}, without grain and halation"
    transform: !<GroupTransform>
      children:
        - !<AllocationTransform> {{allocation: lg2, vars: [{low:.9f}, {high:.9f}]}}
        - !<FileTransform> {{src: {name}.cube, interpolation: tetrahedral}}
        - !<ExponentWithLinearTransform> {{gamma: 2.4, offset: 0.055}}
"""
        for name, title in titles.items()
    )
    return OCIO_HEAD.format(views=views) + looks


OCIO_HEAD = """\
ocio_profile_version: 2

description: Film stocks of Scene Stager, as looks over linear sRGB scene light.
search_path: .
strictparsing: true

roles:
  default: Linear sRGB
  scene_linear: Linear sRGB
  data: Raw

file_rules:
  - !<Rule> {{name: Default, colorspace: default}}

displays:
  sRGB:
{views}    - !<View> {{name: Plain, colorspace: sRGB}}
    - !<View> {{name: Raw, colorspace: Raw}}

active_displays: [sRGB]

colorspaces:
  - !<ColorSpace>
    name: Linear sRGB
    encoding: scene-linear
    isdata: false

  - !<ColorSpace>
    name: sRGB
    encoding: sdr-video
    isdata: false
    from_scene_reference: !<ExponentWithLinearTransform>
      {{gamma: 2.4, offset: 0.055, direction: inverse}}

  - !<ColorSpace>
    name: Raw
    encoding: data
    isdata: true

looks:
"""


def write_looks(
    stocks: Mapping[str, FilmStock], folder: Path, size: int = 33, *, balanced: bool = False
) -> tuple[Path, ...]:
    """Write <id>.cube for every stock and one config.ocio beside them; return what was written.

    `balanced` is for pictures whose lights are plain white: white then stands for the light that
    each stock is balanced for. Otherwise white is light of 6504 K, and colours of lights count.
    """
    texts = {}
    for name, stock in stocks.items():
        white_k = stock.balance_k if balanced else SRGB_WHITE_K
        texts[f"{name}.cube"] = write_cube(stock_cube(stock, size, scene_white_k=white_k))
    texts["config.ocio"] = ocio_config({name: stock.title for name, stock in stocks.items()})
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / name, text) for name, text in texts.items())


def _write(path: Path, text: str) -> Path:
    write_whole(path, text.encode("utf-8"))
    return path
