#!/usr/bin/env python3
"""Make the person that stands in for people: core/scene_stager/shot/stand_ins/person.npz.

python tools/make_person.py DATA

DATA is the folder makehuman/data of https://github.com/makehumancommunity/makehuman at commit
a8bc2d54ff0ac92e78ff71431b1023eda42bf482; its base mesh, targets, skeleton and weights are CC0 1.0.
The mean of its six young adults is posed, dressed and given hair, then thinned out in the newest
Blender that has a Python (see tools/blenders.py). It takes a minute or two.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.blenders import ASK, VARIABLE, pythons, said  # noqa: E402

OUT = ROOT / "core" / "scene_stager" / "shot" / "stand_ins" / "person.npz"
INSIDE = ROOT / "tools" / "_person_inside.py"
NEEDED = "3dobjs/base.obj"


def main(words: list[str] | None = None) -> int:
    """Make it, and say how large it came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder makehuman/data")
    data = parser.parse_args(words).data
    if not (data / NEEDED).is_file():
        print(f"{data}: found no {NEEDED}, expected the folder makehuman/data of MakeHuman")
        return 2
    python = next((p for p in reversed(pythons()) if said(p, ASK).startswith("blender ")), None)
    if python is None:
        print(f"found no Blender. Name a Python that has bpy in {VARIABLE}")
        return 2
    done = subprocess.run([python, str(INSIDE), str(data), str(OUT)], check=False)
    if done.returncode == 0:
        print(f"{OUT.name}: {OUT.stat().st_size} bytes")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
