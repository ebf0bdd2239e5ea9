#!/usr/bin/env python3
"""Try the add-on in a real Blender with windows: python tools/try_blender_gui.py [--out DIR]

Installs the extension into an empty user folder, opens the tab, clicks Bake Scene with simulated
mouse events, takes pictures, presses Ctrl-Z once, and checks that the file is as it was. Then it
looks at a grey button's tooltip, finds the operators by F3, rebinds, cancels a match, and drops a
Take on the viewport as a file manager does (tools/_x11.py), each time with the same check. BLENDER
names the Blender (4.2 or newer); where there is none, or no X server to be had, one line says so
and nothing is tried. The X server is Xvfb, so that no screen is needed.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools._x11 import NoDrop, drop, hover  # noqa: E402
from tools.packaging._layout import PackageError  # noqa: E402

INSIDE = ROOT / "tools" / "_blender_gui_inside.py"
OLDEST = (4, 2)
SCREEN = "1600x1000"
LONGEST_S = 900.0
TELLS = "result.json"
WANTED, ANSWER = ".wanted", ".answer"  # the endings of files by which Blender asks for something
TAKE, TAKE_SCENARIO, TAKE_FRAMES = "dropped.take.json", "tabletop_product_orbit", (1, 24)
PYTHON = "SCENE_STAGER_PYTHON"  # whose Python matches stills; usually this one
TOOLTIP_PX = (500, 160)  # how far round the mouse a tooltip is looked for
LEAST_CHANGED = 3000  # pixels that a tooltip changes at least


class Skipped(Exception):
    """What is needed is not here; the message says what."""


def main(words: list[str] | None = None) -> int:
    """0 when all is well or nothing can be tried, 1 when something is wrong, 2 on bad input."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "blender_gui", metavar="DIR")
    parser.add_argument("--zip", type=Path, metavar="FILE", help="an extension; built when absent")
    parser.add_argument("--scenario", default="interview_three_point")
    options = parser.parse_args(words)
    try:
        told = tried(options)
    except Skipped as reason:
        print(f"try_blender_gui: skipped: {reason}")
        return 0
    except PackageError as error:
        print(f"try_blender_gui: {error}", file=sys.stderr)
        return 2
    for line in told["wrong"]:
        print(f"try_blender_gui: wrong: {line}")
    print(f"try_blender_gui: Blender {told['blender']}, {len(told['steps'])} steps done")
    for step in told["steps"]:
        print(f"  {step}")
    print(f"pictures in {options.out}")
    return 1 if told["wrong"] else 0


def tried(options: argparse.Namespace) -> dict[str, Any]:
    """Run it all, and return what came of it."""
    blender, version = blender_with_windows()
    if not shutil.which("Xvfb"):
        raise Skipped("there is no Xvfb here (Debian: apt install xvfb)")
    options.out.mkdir(parents=True, exist_ok=True)
    archive = options.zip or built(options.out)
    with tempfile.TemporaryDirectory() as scratch, x_server() as display:
        folder = Path(scratch)
        shutil.copy(archive, folder / "extension.zip")
        (folder / TAKE).write_text(_take(), encoding="utf-8")
        environment = {
            PYTHON: sys.executable,
            **os.environ,
            "DISPLAY": display,
            "BLENDER_USER_RESOURCES": str(folder / "user"),
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        words = [blender, str(folder), options.scenario]
        told = run(words, "simulated", environment, options.out)
        # Tooltips come for the real pointer only, and that moves only what is not simulated.
        seen = run(words, "hover", environment, options.out)
        for kind in ("steps", "wrong"):
            told[kind] += seen[kind]
        return told | {"blender": version}


def run(words: list[str], part: str, environment: dict[str, str], out: Path) -> dict[str, Any]:
    """One run of Blender with a part of it all, and what came of it."""
    blender, folder, scenario = words
    wide, high = SCREEN.split("x")
    command = [
        *(blender, "--factory-startup", *(["--enable-event-simulate"] if part != "hover" else [])),
        *("--no-window-focus", "--window-geometry", "0", "0", wide, high, "-P", str(INSIDE)),
        *("--", folder, str(ROOT), scenario, part),
    ]
    log_file = out / f"blender_{part}.log"
    with log_file.open("wb") as log:
        child = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            watch(child, Path(folder), environment["DISPLAY"], out)
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
    return result(Path(folder), out, log_file)


def blender_with_windows() -> tuple[str, str]:
    """A Blender that has extensions, and its version."""
    named = os.environ.get("BLENDER")
    program = named or shutil.which("blender")
    if not program:
        raise Skipped("found no Blender; name one of 4.2 or newer in BLENDER")
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=120, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Skipped(f"{program} does not start: {error}") from error
    found = re.search(r"Blender (\d+)\.(\d+)[\d.]*", done.stdout)
    if not found:
        raise Skipped(f"{program} does not say which Blender it is")
    version = found.group().removeprefix("Blender ")
    if (int(found[1]), int(found[2])) < OLDEST:
        raise Skipped(f"{program} is Blender {version}, and extensions need 4.2 or newer")
    return program, version


def built(out: Path) -> Path:
    """The extension's zip, built now."""
    from tools.packaging.blender import build

    return build(out)[0]


@contextmanager
def x_server() -> Iterator[str]:
    """A screen in memory; its name."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{SCREEN}x24", "-nolisten", "tcp"],
        pass_fds=(writes,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        if not number:
            raise Skipped("Xvfb does not start here")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def watch(child: subprocess.Popen, folder: Path, display: str, out: Path) -> None:
    """Do what Blender asks for, pictures and drops, until it ends or has had its time."""
    ends_s = time.monotonic() + LONGEST_S
    while child.poll() is None and time.monotonic() < ends_s:
        for wanted in folder.glob(f"*{WANTED}"):
            asked = json.loads(wanted.read_text(encoding="utf-8"))
            wanted.unlink()
            name, line = wanted.name.removesuffix(WANTED), ""
            try:
                if asked["do"] == "drop":
                    drop(display, folder / asked["file"], asked["x"], asked["y"])
                elif asked["do"] == "hover":
                    hover(display, asked["x"], asked["y"])
                else:
                    photograph(display, out / f"{name}.png")
            except NoDrop as reason:
                line = str(reason)
            draft = folder / f"{name}.answering"
            draft.write_text(json.dumps({"line": line}), encoding="utf-8")
            draft.rename(folder / f"{name}{ANSWER}")
        time.sleep(0.1)


def photograph(display: str, path: Path) -> None:
    """What is on the screen."""
    from PIL import ImageGrab

    ImageGrab.grab(xdisplay=display).save(path)


def result(folder: Path, out: Path, log: Path) -> dict[str, Any]:
    """What Blender wrote down; and the panel's own picture, cut out."""
    try:
        told = json.loads((folder / TELLS).read_text(encoding="utf-8"))
        (folder / TELLS).unlink()
    except (OSError, ValueError):
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()
        last = tail[-1] if tail else "it said nothing"
        told = {"steps": [], "wrong": [f"Blender ended before it was done ({last})"]}
    if told.get("hovered"):
        seen = tooltip_seen(out / "grey.png", out / "grey_tooltip.png", told["bake at"])
        told["steps" if seen else "wrong"].append("a tooltip comes up over the grey button")
    for name, box in told.get("boxes", {}).items():
        if (out / f"{name}.png").is_file():
            _cut(out / f"{name}.png", out / f"panel_{name}.png", box)
    return told


def tooltip_seen(before: Path, after: Path, at: list[int]) -> bool:
    """Whether much changed round the mouse, as a tooltip does; `at` counts from the lower left."""
    from PIL import Image, ImageChops

    if not (before.is_file() and after.is_file()):
        return False
    with Image.open(before) as first, Image.open(after) as second:
        x, y = at[0], first.height - at[1]
        wide, high = TOOLTIP_PX
        box = (max(x - wide, 0), y + 20, min(x + wide, first.width), y + high)
        changed = ImageChops.difference(first.crop(box), second.crop(box)).convert("L")
        return sum(changed.histogram()[16:]) > LEAST_CHANGED


def _take() -> str:
    from scene_stager.front_door import bake

    return bake(TAKE_SCENARIO, frames=TAKE_FRAMES).to_json()


def _cut(source: Path, path: Path, box: list[int]) -> None:
    from PIL import Image

    left, lower, wide, high = box
    with Image.open(source) as picture:
        upper = picture.height - lower - high
        picture.crop((left, upper, left + wide, upper + high)).save(path)


if __name__ == "__main__":
    sys.exit(main())
