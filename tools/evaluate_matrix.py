#!/usr/bin/env python3
"""Evaluate the same plans with every promised Python, numpy and usd-core: is every byte the same?

    python tools/dev.py matrix            # all of them: some minutes, and the network
    python tools/dev.py matrix --quick    # one that is as unlike this Python as can be had
    python tools/dev.py matrix --python 3.12 --usd 24.11

Makes one small environment at a time (numpy and usd-core, nothing else), evaluates every scenario
and a plan with inputs in it, under two hash seeds and two numbers of threads, and deletes it.
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
NUMPYS = ("1.26.4", "2.0.2", "2.4.6")
USDS = ("24.11", "25.5", "26.3", "26.11")
QUICK = (("3.12", "1.26.4", "24.11"), ("3.13", "2.4.6", "25.5"), ("3.11", "1.26.4", "24.11"))
# What has no wheel: a release that came before that Python did.
NEVER = {("3.13", "1.26.4"): "numpy 1.26 came before Python 3.13"}
SEEDS_AND_THREADS = (("0", "1"), ("4711", "4"))
INSIDE = ROOT / "tools" / "_evaluate_inside.py"
LONGEST_S = 600


def main(arguments=None):
    """Run the matrix, print it, and return the exit code."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="evaluate-matrix-") as folder:
        shots = Path(folder, "shots")
        here = _evaluated(sys.executable, ("--lay-out", shots), "0", "1")
        if "digest" not in here:
            print(f"this Python: {here['line']}", file=sys.stderr)
            return 1
        rows = [("this", here)]
        for cell in _cells(asked):
            rows.append((_name(cell), _in_environment(cell, Path(folder, "env"), shots)))
            print(_row(*rows[-1]), flush=True)
    return _verdict(rows, quick=asked.quick)


def _cells(asked):
    """Python, numpy and usd-core to try, in order; --quick gives the first that there can be."""
    if asked.quick:
        own = ".".join(map(str, sys.version_info[:2]))
        there = [one for one in QUICK if one[0] != own and _python(one[0])]
        return there[:1] or [one for one in QUICK if one[0] == own][:1]
    return list(product(asked.python or PYTHONS, asked.numpy or NUMPYS, asked.usd or USDS))


def _in_environment(cell, folder, shots):
    """What one cell says; its environment is gone afterwards."""
    python, numpy, usd = cell
    base = _python(python)
    if not base or (python, numpy) in NEVER:
        return {"line": NEVER.get((python, numpy), f"no Python {python} here")}
    try:
        wanted = (f"numpy=={numpy}", f"usd-core=={usd}")
        inside, line = _environment_of(base, folder, wanted)
        if line:
            return {"line": line}
        said = [_evaluated(inside, (shots,), *one) for one in SEEDS_AND_THREADS]
        return next((one for one in said if "digest" not in one), None) or _agreed(said)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment_of(base, folder, wanted):
    """The Python of a new environment, and a line where it could not be had."""
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = shutil.which("uv")
    if uv:
        steps = ((uv, "venv", "-q", "--python", base, folder),)
        steps += ((uv, "pip", "install", "-q", "--python", inside, *wanted),)
    else:
        steps = ((base, "-m", "venv", folder),)
        steps += ((inside, "-m", "pip", "install", "-q", "--only-binary", ":all:", *wanted),)
    for step in steps:
        done = _run(step, {})
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["nothing said"]
            told = [one for one in lines if "rror" in one] or lines
            return inside, f"cannot be installed here: {told[-1].strip()[:90]}"
    return inside, ""


def _evaluated(python, words, seed, threads):
    """What the script that runs inside says: versions and digests, or a line."""
    variables = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "core")}
    done = _run((python, INSIDE, threads, *words), variables)
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
    said = {"cwd": str(ROOT), "env": env, "capture_output": True, "text": True, "check": False}
    words = [str(word) for word in words]
    try:
        return subprocess.run(words, timeout=LONGEST_S, **said)
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
