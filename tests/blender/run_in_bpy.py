#!/usr/bin/env python3
"""Run the tests that need Blender in every Blender there is: python tests/blender/run_in_bpy.py

They are in environments that `tools/dev.py test --every-blender` makes; others are named by
SCENE_STAGER_BPY_PYTHON, with this system's path separator between them. Arguments go to pytest.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSIDE = ("tests/hosts/test_contract.py", "tests/hosts/test_facts.py", "tests/blender/inside")
USD = ("tests/hosts/test_usd_in_blender.py", "tests/hosts/test_usd_dome_in_blender.py")


def run(python: str, *arguments: str, tests=INSIDE) -> subprocess.CompletedProcess:
    """The tests inside one Blender, in a process of its own and a home of its own."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    return subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, *arguments],
        cwd=ROOT,
        # Matching needs libraries that Blender lacks; the Python that runs the tests has them.
        env={"SCENE_STAGER_PYTHON": sys.executable, **kept, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def main() -> int:
    """Run them all and say how each came out; 2 when there is no Blender."""
    sys.path.insert(0, str(ROOT))
    from tests.blender.interpreters import interpreters

    if not interpreters():
        print("run_in_bpy: found no Blender; see tests/blender/README.md", file=sys.stderr)
        return 2
    worst = 0
    for version, python in sorted(interpreters().items()):
        done = run(python, *sys.argv[1:])
        print(f"Blender {version}: {done.stdout.strip().splitlines()[-1]}")
        if done.returncode:
            print(done.stdout)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
