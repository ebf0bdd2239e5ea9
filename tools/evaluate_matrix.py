#!/usr/bin/env python3
"""Evaluate the same plans with every promised Python, numpy and usd-core: is every byte the same?

    python tools/dev.py matrix            # all of them: some minutes, and the network
    python tools/dev.py matrix --quick    # one that is as unlike this Python as can be had
    python tools/dev.py matrix --python 3.12 --usd 24.11

Puts numpy and usd-core, and nothing else, into folders, a few at a time; evaluates every scenario,
a plan with inputs and a master in each pair of them, under two hash seeds and two numbers of
threads; and deletes them.
Prints a table of digests; what cannot be had here gets a line that says so. Exits 1 where two
differ, or where nothing could be compared.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tools.environments import environment, python_of  # noqa: E402

PYTHONS = ("3.11", "3.12", "3.13")
NUMPYS = ("1.26.4", "2.1.3", "2.4.6")
USDS = ("24.11", "25.5", "25.8", "26.3", "26.11")
QUICK = (("3.12", "1.26.4", "24.11"), ("3.13", "2.1.3", "25.8"), ("3.11", "1.26.4", "24.11"))
# What has no wheel: a release that came before that Python did.
NEVER = {
    ("3.13", "1.26.4"): "numpy 1.26 came before Python 3.13",
    ("3.13", "24.11"): "usd-core 24.11 came before Python 3.13",
    ("3.13", "25.5"): "usd-core 25.5 has no wheel for Python 3.13",
}
SEEDS_AND_THREADS = (("0", "1"), ("4711", "4"))
INSIDE = ROOT / "tools" / "_evaluate_inside.py"
UNCOMPILED = ("--no-compile", "--no-warn-conflicts")
LONGEST_S = 600


def main(arguments=None):
    """Run the matrix, print it, and return the exit code."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="evaluate-matrix-") as folder:
        shots, shelf = Path(folder, "shots"), Shelf(Path(folder, "shelf"))
        here = _evaluated((sys.executable,), ("--lay-out", shots), *SEEDS_AND_THREADS[0])
        if "digest" not in here:
            print(f"this Python: {here['line']}", file=sys.stderr)
            return 1
        rows = [("this", here)]
        for cell in _cells(asked):
            rows.append((_name(cell), _in(cell, shelf, shots)))
            print(_row(*rows[-1]), flush=True)
    return _verdict(rows, quick=asked.quick)


def _cells(asked):
    """Python, numpy and usd-core to try, in order; --quick gives the first that there can be."""
    if asked.quick:
        own = ".".join(map(str, sys.version_info[:2]))
        there = [one for one in QUICK if one[0] != own and _python(one[0])]
        return there[:1] or [one for one in QUICK if one[0] == own][:1]
    pythons, usds = asked.python or PYTHONS, asked.usd or USDS
    return [(p, n, u) for p, u, n in product(pythons, usds, asked.numpy or NUMPYS)]


class Shelf:
    """Libraries in folders of their own: those of one Python, and of usd-core one release."""

    def __init__(self, folder):
        self.folder, self.python = folder, ""

    def take(self, python, base, wanted):
        """The folder of a library such as numpy==2.0.2, and a line where it cannot be had."""
        if python != self.python:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.python = python
        name, there = wanted.partition("==")[0], self.folder / wanted
        if there.exists():
            return there, ""
        for other in self.folder.glob(f"{name}==*") if name == "usd-core" else ():
            shutil.rmtree(other)
        how = ("install", "-q", "--only-binary", ":all:", "--no-deps", "--target", there, wanted)
        uv = shutil.which("uv")
        pip = (uv, "pip", *how, "--python", base) if uv else (base, "-m", "pip", *how, *UNCOMPILED)
        done = _run(pip, {})
        if not done.returncode:
            return there, ""
        shutil.rmtree(there, ignore_errors=True)
        lines = done.stderr.strip().splitlines() or ["nothing said"]
        told = [one for one in lines if "rror" in one] or lines
        return there, f"cannot be installed here: {told[-1].strip()[:90]}"


def _in(cell, shelf, shots):
    """What one cell says."""
    python, numpy, usd = cell
    base = _python(python)
    never = NEVER.get((python, numpy)) or NEVER.get((python, usd))
    if not base or never:
        return {"line": never or f"no Python {python} here"}
    taken = [shelf.take(python, base, one) for one in (f"numpy=={numpy}", f"usd-core=={usd}")]
    line = "; ".join(line for _, line in taken if line)
    if line:
        return {"line": line}
    inside = (base, *(folder for folder, _ in taken))
    said = [_evaluated(inside, (shots,), *one) for one in SEEDS_AND_THREADS]
    found = next((one for one in said if "digest" not in one), None) or _agreed(said)
    wrong = {found.get("numpy", numpy), found.get("usd", usd)} - {numpy, usd}
    return {"line": f"found {', '.join(wrong)} instead"} if wrong else found


def _evaluated(inside, words, seed, threads):
    """What the script that runs inside says: versions and digests, or a line. `inside` are a Python
    and the folders of its libraries."""
    python, *libraries = inside
    way = os.pathsep.join(map(str, (ROOT / "core", *libraries)))
    variables = {"PYTHONHASHSEED": seed, "PYTHONPATH": way}
    done = _run((python, "-s", INSIDE, threads, *words), variables)
    try:
        return json.loads(done.stdout)
    except ValueError:
        lines = done.stderr.strip().splitlines() or ["nothing said"]
        return {"line": f"ended with code {done.returncode}: {lines[-1][:90]}"}


def _agreed(said):
    """One answer for both runs; a line where they differ, which is the worst of all."""
    first, second = said
    return first if first == second else {**first, "digest": f"{first['digest'][:9]}?differs"}


def _run(words, variables):
    env = {**environment(), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    said = {"cwd": str(ROOT), "env": env, "capture_output": True, "text": True}
    words = [str(word) for word in words]
    try:
        return subprocess.run(words, check=False, timeout=LONGEST_S, **said)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(words, 1, "", f"took longer than {LONGEST_S} s")


def _verdict(rows, quick):
    """Print what came of it; 1 where two differ or nothing was compared."""
    print(_row(*rows[0]))
    compared = [(name, said) for name, said in rows if "digest" in said]
    digests = {said["digest"] for _, said in compared}
    parts = rows[0][1]["scenes"]
    for name, said in compared:
        for scene, digest in said["scenes"].items():
            if digest != parts[scene]:
                print(f"  {name}: {scene} is {digest[:16]}, here it is {parts[scene][:16]}")
    left_out = len(rows) - len(compared)
    print(f"{len(compared)} compared, {len(digests)} digest(s), {left_out} left out")
    if len(compared) == 1 and quick:
        return 0  # nothing else can be had here, which its line has said
    return 0 if len(digests) == 1 and len(compared) > 1 else 1


def _row(name, said):
    if "digest" not in said:
        return f"{name:<32} left out: {said['line']}"
    versions = f"Python {said['python']}, numpy {said['numpy']}, USD {said['usd']}"
    return f"{name:<32} {said['digest'][:16]}  {len(said['scenes'])} scenes  {versions}"


def _name(cell):
    return "py{} numpy {} usd {}".format(*cell)


def _python(version):
    return python_of(tuple(map(int, version.split("."))))


def _parser():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one cell, as continuous integration")
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--numpy", action="append", help=f"of {', '.join(NUMPYS)}, or any other")
    parser.add_argument("--usd", action="append", help=f"of {', '.join(USDS)}, or any other")
    return parser


if __name__ == "__main__":
    sys.exit(main())
