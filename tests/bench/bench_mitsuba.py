# SPDX-License-Identifier: Apache-2.0
"""Known geometry, unknown light: Mitsuba 3 and ours on the same pictures by Cycles, in one run.

Both are told the ball, the floor, the camera, the HDRI and where fill and rim stand; both seek the
key's two angles from the same random starts and the same fifteen places to look, and both find
strengths by one non-negative solve. Ours is timed as it comes, then with its refinement by Cycles.
Mitsuba runs in a child with an empty cache of kernels. SCENE_STAGER_MITSUBA_PYTHON names a Python
that has mitsuba and scipy, DRJIT_LIBLLVM_PATH an LLVM of 19 or newer; without one it is scalar.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from _blender import NONE, bpy_python
from bench_match import (
    BLOCK_PX,
    drawn,
    guess_of,
    problem_of,
    read,
    round_about,
    scene_of,
    wanted,
)

from scene_stager.inverse.blender.blender_process import BlenderProcess
from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.problem import LUMINANCE, evaluate
from scene_stager.inverse.least_squares.ranking import apart_deg, leading_way
from scene_stager.inverse.least_squares.space_mapping import output_space_mapping

STARTS = 3
MISSING = "skipped: mitsuba is not installed"


def main() -> None:
    """Solve the references by both and print a line for each scene."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--references", type=Path, help="keep the references here")
    options.add_argument("--starts", type=int, default=STARTS, help="random starts for each scene")
    chosen = options.parse_args()
    mitsuba, python = mitsuba_python(), bpy_python()
    if not mitsuba or not python:
        print(NONE if mitsuba else MISSING)
        return
    os.environ.setdefault("SCENE_STAGER_BPY_PYTHON", python)
    with tempfile.TemporaryDirectory() as work:
        folder = chosen.references or Path(work)
        known = read(folder, python)
        starts = starts_of(chosen.starts)
        theirs = by_mitsuba(mitsuba, folder, Path(work), tasks_of(known, starts))
        print(
            f"{len(starts)} random starts, median; Mitsuba {theirs['version']}, "
            f"{theirs['variant']}, slopes by differences"
        )
        print(
            "error in degrees, seconds, key's strength off in stops; first: with making ready, once"
        )
        print(f"{'scene':<6}{'Mitsuba (renders, first)':<36}{'ours, quick':<22}ours, by Cycles")
        with BlenderProcess(wanted()) as blender:
            blender.render_scene(scene_of(guess_of(known, "a")))  # its first picture is not timed
            for name in known["scenes"]:
                row(known, name, starts, theirs["scenes"][name], blender)


def mitsuba_python() -> str | None:
    """A Python that has Mitsuba: the one that is named, or this one."""
    named = os.environ.get("SCENE_STAGER_MITSUBA_PYTHON") or sys.executable
    ask = [named, "-c", "import mitsuba, scipy"]
    try:
        return (
            named if subprocess.run(ask, capture_output=True, check=False).returncode == 0 else None
        )
    except OSError:
        return None


def starts_of(count: int) -> list[np.ndarray]:
    """The first of the starts that bench_match takes, degrees."""
    rng = np.random.default_rng(20)
    return [np.array([rng.uniform(-150, 150), rng.uniform(5, 80)]) for _ in range(count)]


def tasks_of(known: dict, starts: list[np.ndarray]) -> dict:
    """What the child is asked: nothing of where the key stands."""
    return {
        name: {
            "block_px": BLOCK_PX,
            "weights": np.asarray(problem_of(known, name).sample_weights).tolist(),
            "starts": [start.tolist() for start in starts],
            "round_about": [place.tolist() for place in round_about()],
        }
        for name in known["scenes"]
    }


def by_mitsuba(python: str, folder: Path, work: Path, tasks: dict) -> dict:
    """The child's answer; its home is empty, so that no kernel is remembered."""
    (work / "home").mkdir()
    (work / "task.json").write_text(json.dumps(tasks), encoding="utf-8")
    script = Path(__file__).with_name("_mitsuba_known.py")
    asked = [python, str(script), str(folder), str(work / "task.json")]
    around = os.environ | {"HOME": str(work / "home")}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=around)
    if done.returncode:
        sys.exit(f"Mitsuba stopped: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def row(known: dict, name: str, starts: list, theirs: dict, blender: BlenderProcess) -> None:
    """One scene: theirs, ours, ours refined."""
    truth, level = leading_way(guess_of(known, name)), known["scenes"][name]["key"][4]
    task = problem_of(known, name)
    quick, fine, flags = [], [], 0
    for start in starts:
        began = time.perf_counter()
        task = problem_of(known, name)
        found = calibrate(task, [start, *round_about()])
        spent = time.perf_counter() - began
        quick.append((*misses(found.best.guess, truth, level), spent))
        flags += found.outcome is Outcome.AMBIGUOUS
        better = output_space_mapping(task, found.best, lambda guess: drawn(blender, guess))
        spent = time.perf_counter() - began
        fine.append((*misses(better.solution.guess, truth, level), spent))
    peer = [
        (
            apart_deg(leading_way(evaluate(task, np.array(one["pose"]))), truth),
            abs(np.log2(max(one["strengths"][0], 1e-6)) - level),
            one["seconds"],
        )
        for one in theirs["rows"]
    ]
    renders = np.median([one["renders"] for one in theirs["rows"]])
    first = theirs["ready"] + theirs["rows"][0]["seconds"]
    count = f"({renders:.0f}, {first:.1f} s)"
    flag = f"  {flags}/{len(starts)} flagged as ambiguous" if flags else ""
    print(f"{name:<6}{said(peer)} {count:<14}{said(quick)}   {said(fine)}{flag}")


def misses(guess, truth: np.ndarray, level: float) -> tuple[float, float]:
    """How far the key is off: degrees and stops."""
    strength = float(guess.intensities[0] @ LUMINANCE)
    return apart_deg(leading_way(guess), truth), abs(float(np.log2(max(strength, 1e-6))) - level)


def said(rows: list) -> str:
    """Medians as they are printed."""
    degrees, stops, seconds = np.median(np.array(rows), axis=0)
    return f"{degrees:5.2f} {seconds:6.2f} {stops:5.2f}"


if __name__ == "__main__":
    main()
