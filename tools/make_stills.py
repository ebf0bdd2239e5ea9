# SPDX-License-Identifier: Apache-2.0
"""Draw and render stills whose light is known and whose conventions are drawn, in real Blender.

    python tools/make_stills.py OUT                     # the sixty of tests/reading/drawn, anew
    python tools/make_stills.py OUT --seed 9 --count 8  # others

OUT/open and OUT/locked hold a half each: pictures, truth.json, and the subject's true outlines in
masks/. `--geometry` keeps true normals too. A Python with bpy is found as the tests find it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tools.blenders import ASK, pythons, said  # noqa: E402
from tools.stills.finish import finish, outline  # noqa: E402
from tools.stills.scenes import drawn  # noqa: E402

HALVES = ("open", "locked")  # even numbers, odd numbers
SEED, COUNT, SAMPLES = 1839, 60, 32


def main():
    """Draw, render, finish, and write the truth of both halves."""
    asked = options().parse_args()
    pairs = [drawn(asked.seed, number) for number in range(asked.first, asked.first + asked.count)]
    with tempfile.TemporaryDirectory() as scratch:
        rendered = Path(scratch)
        render([scene for scene, _ in pairs], asked.samples, rendered)
        for half, name in enumerate(HALVES):
            write(asked.out / name, [p for p in pairs if p[0]["seed"] % 2 == half], rendered)
        if asked.geometry:
            asked.geometry.mkdir(parents=True, exist_ok=True)
            for table in rendered.glob("*.npy"):
                (asked.geometry / table.name).write_bytes(table.read_bytes())
    return 0


def options():
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first", type=int, default=0, help="number of the first still")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--geometry", type=Path, help="a folder for true normals, NAME.npy")
    return parser


def render(scenes, samples, folder):
    """Render all of them by the newest Blender that starts."""
    starting = [python for python in pythons() if said(python, ASK).startswith("blender ")]
    if not starting:
        sys.exit("make_stills: found no Python with bpy; name one in SCENE_STAGER_BPY_PYTHON")
    job = folder / "job.json"
    job.write_text(json.dumps({"scenes": scenes, "samples": samples}), encoding="utf-8")
    script = ROOT / "tools" / "stills" / "inside_blender.py"
    subprocess.run([starting[-1], script, job], check=True, stdout=subprocess.DEVNULL)


def write(folder, pairs, rendered):
    """One half: its pictures, outlines and truth."""
    masks = folder / "masks"
    masks.mkdir(parents=True, exist_ok=True)
    for scene, _ in pairs:
        name = scene["name"]
        finish(rendered / f"{name}.png", scene["look"], scene["seed"], folder / name)
        outline(rendered / f"{name}.npy", masks / f"{name}.png")
    truths = json.dumps([truth for _, truth in pairs], indent=1)
    (folder / "truth.json").write_text(truths + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
