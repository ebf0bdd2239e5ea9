"""A full disk: one line that names what was meant, exit code 2, and nothing that is half there."""

import json
import os
import subprocess
import sys

import pytest

from tests.cli.full_disk import COMMANDS, ROOT

SIZE_BYTES, LEFT_BYTES = 65536, 8192


def told(*options):
    """What each command came to, by its words."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "core"), str(ROOT)))}
    command = [sys.executable, "-m", "tests.cli.full_disk", *options]
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


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, nearly full; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "none", str(place)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("a disk can be made by root only")
    try:
        (place / "full").write_bytes(bytes(SIZE_BYTES - LEFT_BYTES))
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full_is_one_line_and_keeps_what_was_on_it(disk):
    lines = told("--disk", str(disk))
    for words, one in lines.items():
        if one["code"] == 0 and words.startswith(("preset", "promote", "farm")):
            continue  # small enough to fit
        check(words, one)
    assert sum(one["code"] == 2 for one in lines.values()) >= 6
    assert (disk / "full").stat().st_size == SIZE_BYTES - LEFT_BYTES
