#!/usr/bin/env python3
"""Rebuild the pictures of docs/gallery.md by running the lines that stand above them.

python tools/make_gallery.py             run every block of the page
python tools/make_gallery.py rims phase  run only the blocks that make these pictures
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "gallery"
EXAMPLES = ROOT / "examples"
BLOCK = re.compile(r"(?ms)^```python\n(.*?)^```\n(.*?)(?=^```|\Z)")
PICTURE = re.compile(r"\(gallery/(\w+)\.webp\)")

QUALITY = 95  # less than this kills the grain and steps the skies
GAP_PX, NAME_PX, TYPE_PX = 8, 30, 17
PAPER, INK = "#141311", "#ece6da"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def main(arguments):
    """Run the blocks whose pictures are asked for, all of them when none are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pictures", nargs="*", metavar="PICTURE", help="only these, e.g. rims")
    wanted = set(parser.parse_args(arguments).pictures)
    blocks = [(text, PICTURE.findall(below)) for text, below in BLOCK.findall(_page())]
    known = {name for _, names in blocks for name in names}
    unknown = sorted(wanted - known)
    if unknown:
        print(f"no picture {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        return 2
    PICTURES.mkdir(exist_ok=True)
    for text, names in blocks:
        if not wanted or wanted & set(names):
            for made in run(text, names):
                print(f"wrote {made.relative_to(ROOT)}, {made.stat().st_size // 1024} kB")
    return 0


def run(text, names):
    """Run one block in an empty folder and keep the pictures that the page shows below it."""
    with tempfile.TemporaryDirectory() as desk:
        before = Path.cwd()
        os.chdir(desk)
        try:
            exec(compile(text, str(PAGE), "exec"), {"__name__": "__main__"})
        finally:
            os.chdir(before)
        made = [Path(desk, f"{name}.webp") for name in names]
        return [Path(shutil.copy(file, PICTURES / file.name)) for file in made if file.exists()]


def save(picture, name):
    """Write a picture (an array of bytes, or Pillow's own kind) as a small WebP."""
    _image(picture).save(f"{name}.webp", quality=QUALITY, method=6)


def grid(pictures, columns):
    """Pictures beside and under each other on black, each with its name below."""
    from PIL import Image, ImageDraw, ImageFont

    images = {name: _image(picture) for name, picture in pictures.items()}
    width = max(image.width for image in images.values())
    height = max(image.height for image in images.values()) + NAME_PX
    rows = -(-len(images) // columns)
    size = (columns * (width + GAP_PX) + GAP_PX, rows * (height + GAP_PX) + GAP_PX)
    sheet = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=TYPE_PX)
    for place, (name, image) in enumerate(images.items()):
        x = GAP_PX + place % columns * (width + GAP_PX)
        y = GAP_PX + place // columns * (height + GAP_PX)
        sheet.paste(image, (x, y))
        draw.text((x + 2, y + height - 9), name, fill=INK, font=font, anchor="ls")
    return sheet


def trace(across_up_px, size_px, reach_px):
    """A path on black, as wide as twice the reach: dim where it begins, bright where it ends."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (2 * size_px, 2 * size_px), "#1c1a18")
    draw = ImageDraw.Draw(sheet)
    draw.line((size_px, 0, size_px, 2 * size_px), fill="#34312c", width=2)
    draw.line((0, size_px, 2 * size_px, size_px), fill="#34312c", width=2)
    points = [
        (size_px * (1 + across / reach_px), size_px * (1 - up / reach_px))
        for across, up in across_up_px
    ]
    for place in range(1, len(points)):
        share = place / len(points)
        ink = tuple(round(40 + share * (end - 40)) for end in (236, 152, 92))
        draw.line(points[place - 1 : place + 1], fill=ink, width=3)
    return sheet.resize((size_px, size_px), Image.Resampling.LANCZOS)


def photograph(page, name, width_px, height_px):
    """A picture of a page of HTML, where a browser is installed; otherwise the old one stays."""
    from PIL import Image

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no browser here: {name}.webp stays as it is")
        return
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    options += [f"--window-size={width_px},{height_px}", "--screenshot=page.png"]
    address = Path(page).resolve().as_uri()
    subprocess.run([browser, *options, address], check=False, capture_output=True, timeout=120)
    if not Path("page.png").exists():
        print(f"{browser} took no picture: {name}.webp stays as it is")
        return
    save(Image.open("page.png").convert("RGB"), name)


def _image(picture):
    from PIL import Image

    return picture if isinstance(picture, Image.Image) else Image.fromarray(picture)


def _page():
    return PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
