"""What a cache folder may do to a scene: save work, and nothing else."""

import os
import shutil
import subprocess
import sys

from scene_stager.whole_file import FIRST, LAST
from tests.contract.recipes import lay_out
from tests.house.sources import CORE

BOTH = """
import sys
from scene_stager import evaluate
plan, manifest, cache = sys.argv[1:]
kept = evaluate(plan, manifest, cache_dir=cache)
print(kept.digest, kept.recalled, evaluate(plan, manifest).digest)
"""
IN_A_HELPER = "steps_s = np.diff(times_s)"


def with_and_without_a_cache(core, plan, manifest, cache) -> list[str]:
    env = {**os.environ, "PYTHONPATH": str(core), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-c", BOTH, *map(str, (plan, manifest, cache))]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_an_edited_helper_of_an_operation_never_serves_a_stale_scene(tmp_path):
    """The fault of other memories: they see the function that is called, not what that calls."""
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CORE, tmp_path / "core" / "scene_stager", ignore=compiled)
    files = (*lay_out(tmp_path / "shot"), tmp_path / "cache")
    before, recalled, wanted = with_and_without_a_cache(tmp_path / "core", *files)
    assert (before, recalled) == (wanted, "0")

    helper = tmp_path / "core" / "scene_stager" / "maths" / "motion" / "through_samples.py"
    text = helper.read_text("utf-8")
    assert text.count(IN_A_HELPER) == 1
    helper.write_text(text.replace(IN_A_HELPER, IN_A_HELPER.replace("np", "2.0 * np")), "utf-8")
    after, recalled, wanted = with_and_without_a_cache(tmp_path / "core", *files)
    assert (after, recalled) == (wanted, "0")
    assert after != before


def test_two_who_write_at_once_and_one_who_was_killed_change_nothing(tmp_path):
    plan, manifest = lay_out(tmp_path / "shot")
    cache = tmp_path / "cache"
    for number in range(256):
        (cache / f"{number:02x}").mkdir(parents=True)
        (cache / f"{number:02x}" / f"{FIRST}{'0' * 32}{LAST}").write_bytes(b"half a draf")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", BOTH, *map(str, (plan, manifest, cache))]
    running = [subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) for _ in "ab"]
    told = [process.communicate()[0].split() for process in running]
    assert len({digest for kept, _, plain in told for digest in (kept, plain)}) == 1
    third = with_and_without_a_cache(CORE.parent, plan, manifest, cache)
    assert (third[0], third[1]) == (told[0][0], "3")
