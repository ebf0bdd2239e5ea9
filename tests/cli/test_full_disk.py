"""A full disk: one line that names what was meant, exit code 2, and nothing that is half there."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.cli.full_disk import COMMANDS, ROOT

SIZE_BYTES, LEFT_BYTES = 65536, 8192


def told(*options, where=()):
    """What each command came to, by its words; `where` is a command that runs it somewhere else."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "core"), str(ROOT)))}
    command = [*where, sys.executable, "-m", "tests.cli.full_disk", *options]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    return {line.pop("words"): line for line in lines}


def check(words, one):
    assert (one["code"], one["left"]) == (2, []), one
    assert one["said"].startswith("scene-stager: DISK"), one
    assert one["said"].count("\n") == 1, one
    assert f"DISK/{COMMANDS[words]}".rstrip("/") in one["said"], one


@pytest.fixture(scope="module")
def limited():
    pytest.importorskip("resource", reason="Windows has no limits on files")
    return told()


@pytest.mark.parametrize("words", COMMANDS)
def test_a_file_that_cannot_grow_is_one_line_and_leaves_nothing(limited, words):
    check(words, limited[words])


# A small disk, nearly full, that only this command and its children see: however they end, no
# disk is left behind. The last test is that what was on it is still whole.
ON_A_DISK = f"""
mount -t tmpfs -o size={SIZE_BYTES} none "$0" &&
head -c {SIZE_BYTES - LEFT_BYTES} /dev/zero > "$0/full" &&
"$@" && test $(stat -c %s "$0/full") = {SIZE_BYTES - LEFT_BYTES}
"""


@pytest.fixture
def disk(tmp_path):
    """A folder, and the command that makes it a disk of its own; only root may."""
    where = ("unshare", "--mount", "sh", "-c", ON_A_DISK, str(tmp_path))
    alone = shutil.which("unshare") and os.geteuid() == 0
    if not alone or subprocess.run([*where, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a disk can be made by root only")
    return tmp_path, where


def test_a_disk_that_is_full_is_one_line_and_keeps_what_was_on_it(disk):
    place, where = disk
    lines = told("--disk", str(place), where=where)
    assert not list(place.iterdir()), "it was no disk of its own"
    for words, one in lines.items():
        if one["code"] == 0 and words.startswith(("preset", "promote", "farm")):
            continue  # small enough to fit
        check(words, one)
    assert sum(one["code"] == 2 for one in lines.values()) >= 6
