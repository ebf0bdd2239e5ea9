#!/usr/bin/env python3
"""Make the pictures of docs/blender.md: renders under their film stock, and the panel.

python tools/make_blender_pictures.py                       all of them
python tools/make_blender_pictures.py --samples 8 NAME ...  some of them, and quickly

Renders come from the newest Blender that has a Python (see tools/blenders.py), the panel from
tools/try_blender_gui.py, which needs a Blender with windows; without one the old picture stays.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.blenders import ASK, VARIABLE, pythons, said  # noqa: E402

PICTURES = ROOT / "docs" / "blender"
INSIDE = ROOT / "tools" / "_blender_pictures_inside.py"
# Scenario, and where in the shot the picture is taken.
RENDERS = {
    "crane_reveal": 0.9,
    "golden_hour_drone_orbit": 0.9,
    "hero_dolly_push_in": 0.9,
    "interview_three_point": 0.5,
    "stadium_wire_flyover": 0.8,
    "tabletop_product_orbit": 0.35,
    "vertigo_dolly_zoom": 0.75,
    "walk_and_talk_verite": 0.8,
}
PANEL = "panel"
FILM = {"film": 0.35}  # the same, for the film's own grain and halation beside none
ALL = (*RENDERS, *FILM, PANEL)
MOST_BYTES = {PANEL: 150_000}
MOST_BYTES_OF_A_RENDER = 60_000
SAMPLES = 24


def main(words: list[str] | None = None) -> int:
    """Make what is asked for, and say how large it came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--samples", type=int, default=SAMPLES, help="of Cycles, a pixel")
    options = parser.parse_args(words)
    wanted = options.names or [*ALL]
    unknown = sorted(set(wanted) - {*ALL})
    if unknown:
        print(f"no picture {', '.join(unknown)}; there are {', '.join(ALL)}")
        return 2
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted:
            make = photographed if name == PANEL else rendered
            file = make(name, Path(scratch), options.samples)
            if file is None:
                return 1
            print(f"{name}: {save(file, name)} bytes", flush=True)
    return 0


def rendered(name: str, folder: Path, samples: int) -> Path | None:
    """One frame of a scenario, by Cycles."""
    python = next((p for p in reversed(pythons()) if said(p, ASK).startswith("blender ")), None)
    if python is None:
        print(f"found no Python with bpy; tools/dev.py test installs one, or {VARIABLE} names it")
        return None
    file = folder / f"{name}.png"
    words = [str(word) for word in (python, INSIDE, name, {**RENDERS, **FILM}[name], samples, file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode or not file.is_file():
        print(f"{name}: Blender stopped\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return None
    return file


def photographed(name: str, folder: Path, samples: int) -> Path | None:
    """The window after a bake, with the panel."""
    from tools import try_blender_gui

    code = try_blender_gui.main(["--out", str(folder)])
    file = folder / "baked.png"
    return file if code == 0 and file.is_file() else None


def save(file: Path, name: str) -> int:
    """As WebP, at the best quality that is small enough; the size in bytes."""
    from PIL import Image

    path = PICTURES / f"{name}.webp"
    with Image.open(file) as picture:
        plain = picture.convert("RGB")
    for quality in (98, 95, 90, 80, 70):
        plain.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST_BYTES.get(name, MOST_BYTES_OF_A_RENDER):
            break
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
