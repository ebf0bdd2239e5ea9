"""Kill what keeps a result, at every step in turn or at random moments, and look what is left.

    python -m tests.batch.kills [--random 60]

At every step the old or the new result is whole, in its place or on its way to it, what somebody
else put there stays, and the next run needs nothing and leaves no litter.
"""

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scene_stager.batch import Batch, run_batch
from scene_stager.batch.job import Job
from scene_stager.batch.receipt import receipt_in
from scene_stager.whole_folder import DESK, GONE, WHOLE, tidy
from tests.batch.work import CODE, measure
from tests.files.killing import killed_before

ROOT = Path(__file__).resolve().parents[2]
OLD = {"match.json": b'{"old": 1}', "match.png": b"old picture", "script.json": b"old script"}
NEW = {"match.json": b'{"new": 2}', "script.json": b"new script", "cycles.png": b"new"}
THEIRS = {"notes.txt": b"mine", "bake/shot.usda": b"#usda", "bake/.hidden": b"", "match.txt": b"x"}


def main() -> int:
    """Try every step of every case, and as many random moments as are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--random", type=int, default=0, metavar="N")
    options = parser.parse_args()
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as scratch:
            print(f"{name}: {every_step(case, Path(scratch))} steps", flush=True)
    if options.random:
        with tempfile.TemporaryDirectory() as scratch:
            print(f"killed at {at_random(options.random, Path(scratch))} random moments")
    return 0


def every_step(case, scratch: Path) -> int:
    """Kill `keep` before each of its operations, in a folder of its own each; how many there are.

    Raises AssertionError where something is lost.
    """
    step = 0
    killed = True
    while killed:
        step += 1
        out = scratch / str(step)
        job, theirs = case(out)
        wanted = job.receipt_for("0" * 64)
        killed = killed_before(step, lambda job=job, wanted=wanted: job.keep(NEW, wanted))
        before = what_counts(job.folder)
        assert before in ("old", "new"), f"step {step}: {before}"
        check_theirs(job.folder, theirs, step)
        tidy(out)
        tidy(job.folder)
        assert what_counts(job.folder) == before, f"step {step}: the next run undid what counted"
        assert litter(out) == [], f"step {step}: {litter(out)}"
        if not job.is_done(wanted):
            job.keep(NEW, wanted)
        assert what_counts(job.folder) == "new"
        assert job.is_done(wanted)
        check_theirs(job.folder, theirs, step)
        assert litter(out) == [], f"step {step}: {litter(out)}"
        shutil.rmtree(out)
    return step - 1


def first_result(out: Path) -> tuple[Job, dict[str, bytes]]:
    """No folder there yet."""
    out.mkdir()
    return Job(out / "still.png", out / "still", {}, CODE), {}


def older_result(out: Path) -> tuple[Job, dict[str, bytes]]:
    """An older result with one file more, and what people keep beside it."""
    job, _ = first_result(out)
    job.keep(OLD, Job(job.source, job.folder, {"other": 1}, CODE).receipt_for("0" * 64))
    for name, data in THEIRS.items():
        (job.folder / name).parent.mkdir(exist_ok=True)
        (job.folder / name).write_bytes(data)
    return job, THEIRS


def changed_result(out: Path) -> tuple[Job, dict[str, bytes]]:
    """The same, and somebody wrote over two of its files, and where a new one goes."""
    job, theirs = older_result(out)
    changed = {"script.json": b"my script", "match.png": b"my picture", "cycles.png": b"my render"}
    for name, data in changed.items():
        (job.folder / name).write_bytes(data)
    (job.folder / "script.json.changed").write_bytes(b"earlier")
    return job, {**theirs, **changed, "script.json.changed": b"earlier"}


CASES = {"first": first_result, "older": older_result, "changed": changed_result}


def what_counts(folder: Path) -> str:
    """`old` or `new` when the one is whole, in its place or on its way; else what is there."""
    there = {file.name: file.read_bytes() for file in files_in(folder)}
    desks = [] if not folder.exists() else [d for d in folder.iterdir() if d.name.startswith(DESK)]
    coming = [desk for desk in desks if (desk / WHOLE).exists()]
    assert len(coming) <= 1
    for desk in coming:
        there |= {file.name: file.read_bytes() for file in (desk / WHOLE).iterdir()}
        for mark in files_in(desk / GONE):
            if hashlib.sha256(there.get(mark.name, b"")).hexdigest() == mark.read_text():
                del there[mark.name]
    if all(there.get(name) == data for name, data in NEW.items()):
        return "new"
    # What somebody changed is no longer part of the old one.
    parts = [name for name, data in OLD.items() if there.get(name) == data]
    return "old" if not there or "match.json" in parts else f"neither: {sorted(there)}"


def files_in(folder: Path) -> list[Path]:
    """The plain files of a folder, none where there is no folder."""
    return [] if not folder.exists() else [file for file in folder.iterdir() if file.is_file()]


def check_theirs(folder: Path, theirs: dict[str, bytes], step: int) -> None:
    """What somebody else wrote is there, under its name or set aside."""
    found = {file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name, data in theirs.items():
        assert data in found, f"step {step}: {name} is lost"
        if name in THEIRS:
            assert (folder / name).read_bytes() == data


def litter(out: Path) -> list[str]:
    """What is hidden and not somebody's own."""
    return [p.name for p in out.rglob(".*") if p.name not in (".hidden",)]


def at_random(count: int, scratch: Path) -> int:
    """Kill a batch at random moments, run it again, until it was killed `count` times.

    Every round asks for something else, so that older results make way. Raises
    AssertionError where something is lost.
    """
    stills, out, moment = scratch / "stills", scratch / "out", random.Random(1)
    stills.mkdir()
    for place in range(12):
        (stills / f"still_{place}.png").write_bytes(bytes([place]) * 1000)
    killed = 0
    for round_ in range(count):
        for folder in out.glob("still_*"):
            (folder / "notes.txt").write_text(folder.name)
        command = [sys.executable, "-m", "tests.batch.kill_me", str(stills), str(out)]
        run = subprocess.Popen([*command, str(round_)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        run.stdout.readline()
        time.sleep(moment.uniform(0.0, 0.12))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        killed += run.returncode == -signal.SIGKILL
        kept = [folder for folder in out.glob("still_*") if (folder / "notes.txt").exists()]
        for folder in (out, *out.glob("still_*")):
            tidy(folder)
        check_whole(out)
        options = {"round": round_, "wait_s": 0.01}
        batch = Batch(tuple(sorted(stills.glob("*.png"))), out, options, CODE)
        list(run_batch(batch, measure))
        assert {result.status for result in run_batch(batch, measure)} == {"kept"}
        assert litter(out) == []
        assert [folder.name for folder in kept] == [(f / "notes.txt").read_text() for f in kept]
    return killed


def check_whole(out: Path) -> None:
    """Every result is one of one round."""
    for folder in out.glob("still_*"):
        receipt = receipt_in(folder)
        assert receipt is not None and receipt.holds(folder), folder


if __name__ == "__main__":
    sys.exit(main())
