"""Draw the pictures of docs/topology.md from the product's own preview.

Run `python tools/make_topology_pictures.py`; it writes docs/topology/*.webp.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import binary_dilation

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "core"))

from scene_stager import bake  # noqa: E402
from scene_stager.maths.colour.luminance import luminance  # noqa: E402
from scene_stager.maths.topology.betti import betti_signature  # noqa: E402
from scene_stager.maths.topology.lotus import lotus_point  # noqa: E402
from scene_stager.preview.renderer import render  # noqa: E402
from scene_stager.preview.take_scene import scene_at  # noqa: E402

FOLDER = ROOT / "docs" / "topology"
WIDE, HIGH = 640, 360
# As in the picture of a reading, and told apart by every eye: white on black, orange, grey.
LOTUS, LOTUS_EDGE, DOMAIN, CELL = (255, 255, 255), (0, 0, 0), (240, 140, 60), (170, 165, 155)
WINDOWS = ((30, 40, 110, 120), (500, 30, 90, 170))  # left, top, width, height
CLUTTER = (-40, 250, 150, 140)


def main():
    """Draw both."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    FOLDER.mkdir(exist_ok=True)
    lotus_sheet().save(FOLDER / "lotus.webp", quality=88)
    betti_sheet().save(FOLDER / "betti.webp", quality=88)


def frame(scenario, number):
    """One preview frame, linear light, (HIGH, WIDE, 3)."""
    return np.asarray(render(scene_at(bake(scenario), number), WIDE, HIGH), dtype=np.float64)


def painted(picture):
    """With two blown windows behind, and bright clutter that the border cuts."""
    light = picture.copy()
    for left, top, wide, high in WINDOWS:
        light[top : top + high, left : left + wide] = 4.0
    left, top, wide, high = CLUTTER
    fade = np.linspace(0.9, 0.2, wide)[None, :, None]
    there = light[top : top + high, 0 : left + wide]
    there[:] = np.broadcast_to(fade, (high, wide, 1))[: there.shape[0], -left:]
    return light


def lotus_sheet():
    """A frame plain and with windows, another subject, and a figure that has no Lotus point."""
    talk, bottle = frame("interview_three_point", 120), frame("tabletop_product_orbit", 60)
    return sheet([read(picture) for picture in (talk, painted(talk), bottle, silhouette())], 2)


def silhouette():
    """Head and shoulders, dark before a bright wall."""
    y, x = np.mgrid[0:HIGH, 0:WIDE]
    head = ((x - 320) / 48) ** 2 + ((y - 90) / 55) ** 2 < 1
    body = ((x - 320) / 120) ** 2 + ((y - 220) / 80) ** 2 < 1
    wall = 0.5 + 0.1 * x / WIDE
    return np.where(head | body, 0.004, wall)[..., None] * np.ones(3)


def read(picture):
    """A frame with its cells, its primary domain and its Lotus point drawn in."""
    found = lotus_point(luminance(picture))
    shown = display(picture)
    shown[outline(found.cells)] = shown[outline(found.cells)] // 2 + np.array(CELL) // 2
    edge = binary_dilation(found.domain, iterations=2) & ~found.domain
    shown[edge] = DOMAIN
    image = Image.fromarray(shown.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    if found.failure is None:
        x, y = found.column_px, found.row_px
        draw.ellipse((x - 12, y - 12, x + 12, y + 12), outline=LOTUS_EDGE, width=8)
        draw.ellipse((x - 10, y - 10, x + 10, y + 10), outline=LOTUS, width=4)
        said = f"rise {found.rise_stops:.1f} stops, margin {found.margin_share:.2f}"
    else:
        said = f"no Lotus point: {found.failure.name.lower().replace('_', ' ')}"
    caption(draw, said)
    return image


def betti_sheet():
    """The highlights of a spotted and of a netted surface at three levels, with their counts."""
    tiles = []
    for name, light in (("spots", spots()), ("net", net())):
        found = betti_signature(light)
        for at in (2, len(found.levels) // 2, len(found.levels) - 2):
            level = found.levels[at]
            bright = np.log2(light / 0.18) >= level
            shade = display(np.repeat(light[..., None], 3, axis=-1))
            shade[bright] = (255, 214, 120)
            image = Image.fromarray(shade.astype(np.uint8)).resize((WIDE, HIGH))
            counts = f"{found.beta_0[at]} pieces, {found.beta_1[at]} holes"
            caption(ImageDraw.Draw(image), f"{name}, {level:+.1f} stops: {counts}")
            tiles.append(image.resize((WIDE * 2 // 3, HIGH * 2 // 3)))
    return sheet(tiles, 3)


def grid():
    y, x = np.mgrid[0:HIGH, 0:WIDE]
    return np.sin(x * np.pi / 60), np.sin(y * np.pi / 60), 0.75 + 0.25 * np.sin(x / 70 + y / 90)


def spots():
    """Studs that shine, not all alike."""
    u, v, glow = grid()
    return 0.06 + 0.8 * glow * np.clip(u * v, 0, 1) ** 6


def net():
    """A membrane that shines along its folds, not all alike."""
    u, v, glow = grid()
    return 0.06 + 0.8 * glow * np.maximum(1 - u**2, 1 - v**2) ** 8


def display(linear):
    """8-bit sRGB as floats."""
    light = np.clip(linear, 0.0, 1.0)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(255.0 * curve)


def outline(cells):
    """Where a pixel's cell is not that of the pixel before it."""
    edge = np.zeros(cells.shape, dtype=bool)
    edge[:, 1:] |= cells[:, 1:] != cells[:, :-1]
    edge[1:] |= cells[1:] != cells[:-1]
    return edge


def caption(draw, words):
    """White words on a dark strip at the bottom."""
    draw.rectangle((0, HIGH - 26, WIDE, HIGH), fill=(18, 18, 22))
    draw.text((8, HIGH - 22), words, fill=(240, 240, 240), font_size=16)


def sheet(tiles, across):
    """Tiles in rows."""
    wide, high = tiles[0].size
    whole = Image.new("RGB", (wide * across, high * (-(-len(tiles) // across))))
    for n, tile in enumerate(tiles):
        whole.paste(tile, (n % across * wide, n // across * high))
    return whole


if __name__ == "__main__":
    main()
