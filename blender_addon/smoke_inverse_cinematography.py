# SPDX-License-Identifier: GPL-3.0-or-later
"""Try the match inside Blender, without a window: still in, lights out, corrected by its renders.

blender -b -P blender_addon/smoke_inverse_cinematography.py -- --out DIR [--still PICTURE]
python blender_addon/smoke_inverse_cinematography.py --out DIR     (a Python that has bpy)

Without a still the preview draws one, so that the truth is known. DIR gets reference.png, a frame
for every picture that Blender was asked for, and telemetry.json: costs, misses, seconds and where
the key was found. This Blender renders (Eevee at 512 x 288, 1 sample, unless told otherwise); the
solving is done by a child process, because it needs scipy and Pillow, which Blender has not:
SCENE_STAGER_PYTHON names a Python that has scenestager's libraries.

Exit codes: 0 when the match ended and came nearer or stayed; 1 when the key is further off than
--most degrees (own still only) or anything breaks; 2 when there is nothing to match with.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON_VARIABLE = "SCENE_STAGER_PYTHON"
NEEDS = ("scipy", "PIL")
TELEMETRY = "telemetry.json"
MODULE = "scene_stager.inverse.loop.inside_blender"


def main() -> int:
    """Do it, and say in one line how it came out."""
    options = _options()
    python = os.environ.get(PYTHON_VARIABLE) or _own_python()
    if not python:
        print(
            f"smoke: matching needs {' and '.join(NEEDS)}, which this Blender has not: name a "
            f"Python that has scene-stager's libraries in {PYTHON_VARIABLE}",
            file=sys.stderr,
        )
        return 2
    if options.still is not None and not options.still.is_file():
        print(f"smoke: found no file {str(options.still)!r}, expected a still", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / TELEMETRY).unlink(missing_ok=True)
    try:
        code = _loop(python, options)
    except FileNotFoundError:
        print(f"smoke: {PYTHON_VARIABLE}: found no program {python!r}", file=sys.stderr)
        return 2
    if code:
        print(f"smoke: the match ended with code {code}", file=sys.stderr)
        return 2 if code == 2 else 1
    told = json.loads((options.out / TELEMETRY).read_text(encoding="utf-8"))
    off = told.get("key_off_deg")
    misses = [frame["miss"] for frame in told["frames"]]
    print(
        f"smoke: {told['outcome']}, {len(misses)} pictures by {told['engine']}, off by "
        f"{misses[0]:.3f} at first and {misses[told['chosen']]:.3f} at last"
        + (f", key {off:.1f} degrees off" if off is not None else "")
        + f", {told['seconds']['all']:.1f} s; see {options.out}"
    )
    return 1 if off is not None and off > options.most else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="smoke_inverse_cinematography.py", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--out", type=Path, default=Path("out/smoke_inverse"))
    parser.add_argument("--still", type=Path, help="a picture; one is drawn when absent")
    parser.add_argument("--engine", choices=("eevee", "cycles"), default="eevee")
    parser.add_argument("--samples", type=int, default=1)
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=2, help="corrections by rendered pictures")
    parser.add_argument("--most", type=float, default=15.0, help="degrees that the key may be off")
    words = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    return parser.parse_args(words)


def _own_python() -> str:
    """This Python, where it can match; else nothing."""
    able = all(importlib.util.find_spec(name) is not None for name in NEEDS)
    return sys.executable if able else ""


def _loop(python: str, options: argparse.Namespace) -> int:
    """Start the child that thinks, and render whatever it asks for until it ends; its exit code."""
    sys.path.insert(0, str(HERE))
    from forward import Renderer, answer_all

    with tempfile.TemporaryDirectory(prefix="scene-stager-") as folder:
        words = [python, "-m", MODULE, "--folder", folder, "--out", str(options.out.resolve())]
        for name in ("engine", "samples", "width", "rounds"):
            words += [f"--{name}", str(getattr(options, name))]
        if options.still is not None:
            words += ["--still", str(options.still.resolve())]
        child = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            text=True,
            encoding="utf-8",
        )
        renderer = Renderer(Path(folder))
        try:
            answer_all(renderer, child.stdout, child.stdin)
        except BrokenPipeError:
            pass  # it ended: its exit code says how
        finally:
            renderer.close()
            if not child.stdin.closed:
                child.stdin.close()
            child.stdout.close()
            code = child.wait()
    return code


def _environment() -> dict[str, str]:
    """The child's: without what Blender sets for its own Python, with the core to be found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    core = ROOT / "core" if (ROOT / "core").is_dir() else HERE
    # A core that only bakes is no help: then the other Python's own is asked.
    found = {"PYTHONPATH": str(core)} if (core / "scene_stager" / "inverse").is_dir() else {}
    return {**kept, **found, "PYTHONUTF8": "1"}


if __name__ == "__main__":
    try:
        code = main()
    except Exception:  # noqa: BLE001 - Blender would end with code 0
        traceback.print_exc()
        code = 1
    sys.exit(code)
