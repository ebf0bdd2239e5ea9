"""The disk cache: sound entries save work, anything else is computed again and changes nothing."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scene_stager.moks import cache, code_digest
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.moks.window import window_around
from tests.moks.little import CHANNELS, little_nodes, little_plan

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core"

same_folder_for_all_draws = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


def run(plan=None, **how):
    return execute(little_plan() if plan is None else plan, **how)


def disk_in(folder: Path) -> DiskCache:
    """A cache that does not mind if somebody edits the sources while the tests run."""
    return DiskCache(folder, code="these tests")


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*.moks"))


WANTED = run().take


# ---- what it saves


def test_a_second_process_worth_of_work_is_read_and_not_done(tmp_path):
    first = run(disk=disk_in(tmp_path))
    second = run(disk=disk_in(tmp_path))
    assert set(first.executed) == {node.name for node in first.plan.nodes}
    assert (second.executed, set(second.recalled)) == ((), set(CHANNELS))
    assert first.take == second.take == WANTED


@pytest.mark.parametrize("workers", [1, 4])
def test_memory_disk_and_threads_together_do_not_change_a_byte(tmp_path, workers):
    memo, disk = Memo(), disk_in(tmp_path)
    for _ in range(3):
        assert run(memo=memo, disk=disk, workers=workers).take == WANTED
    fresh = Memo()
    assert run(memo=fresh, disk=disk).recalled
    assert run(memo=fresh, disk=disk).recalled == ()  # what disk gave, memory has kept


def test_a_change_runs_only_what_is_downstream_of_it(tmp_path):
    run(disk=disk_in(tmp_path))
    changed = run(little_plan(little_nodes(factor=3.0)), disk=disk_in(tmp_path))
    assert changed.executed == (
        "camera._scaled",
        "camera.translate_m",
        "camera._away",
        "camera._line",
        "camera.focus_distance_m",
    )


def test_other_frames_and_rates_are_other_entries(tmp_path):
    disk = disk_in(tmp_path)
    run(disk=disk)
    assert run(disk=disk, frames=(40, 47)).take == WANTED.slice_frames(40, 47)
    fast = little_plan(fps=(120, 1))
    assert run(fast, disk=disk).take == run(fast).take


# ---- what it does not believe


@given(data=st.data())
@same_folder_for_all_draws
def test_an_entry_with_any_bit_flipped_is_computed_again(tmp_path, data):
    run(disk=disk_in(tmp_path))
    path = data.draw(st.sampled_from(entries(tmp_path)))
    content = bytearray(path.read_bytes())
    line = content.index(b"\n") + 1
    # Draw the region first: head, numbers and sum are of very different length.
    low, high = data.draw(st.sampled_from([(0, line), (line, -32), (-32, 0)]))
    index = data.draw(st.integers(low % len(content), (high - 1) % len(content)))
    content[index] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)

    disk = disk_in(tmp_path)
    nodes = little_plan().nodes
    found = [disk.get(one.hash, window_around((24, 1), 0, 59), one.width) for one in nodes]
    assert (sum(numbers is None for numbers in found), disk.rejected) == (1, 1)
    assert run(disk=disk).take == WANTED
    shutil.rmtree(tmp_path)


def damaged_ways(good: bytes, other: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "half": good[: len(good) // 2],
        "one byte short": good[:-1],
        "one byte long": good + b"\0",
        "another entry": other,
        "zeros": bytes(len(good)),
        "a pickle": b"\x80\x04cos\nsystem\n" + good[12:],
    }


@pytest.mark.parametrize("way", sorted(damaged_ways(b"", b"")))
def test_a_damaged_entry_is_noticed_computed_again_and_mended(tmp_path, way):
    run(disk=disk_in(tmp_path))
    good = {path: path.read_bytes() for path in entries(tmp_path)}
    for path, content in good.items():
        other = next(c for p, c in good.items() if p != path)
        path.write_bytes(damaged_ways(content, other)[way])

    disk = disk_in(tmp_path)
    again = run(disk=disk)
    assert again.take == WANTED
    assert again.recalled == ()
    assert disk.rejected == len(good)
    assert {path: path.read_bytes() for path in entries(tmp_path)} == good


def test_things_that_are_not_files_are_not_read(tmp_path):
    run(disk=disk_in(tmp_path))
    paths = entries(tmp_path)
    for path in paths:
        content = path.read_bytes()
        path.unlink()
        if path == paths[0]:
            path.mkdir()
        elif path == paths[1] and hasattr(os, "mkfifo"):
            os.mkfifo(path)  # reading it would wait for ever
        else:
            elsewhere = tmp_path / path.name
            elsewhere.write_bytes(content)
            path.symlink_to(elsewhere)
    again = run(disk=disk_in(tmp_path))
    assert (again.take, again.recalled) == (WANTED, ())


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    disk = disk_in(in_the_way)
    assert run(disk=disk).take == WANTED
    assert run(disk=disk).recalled == ()
    assert in_the_way.read_text() == "not a folder"


def test_nothing_unfinished_is_left_when_writing_fails(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert run(disk=disk_in(tmp_path)).take == WANTED
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# ---- whose numbers they are


def test_other_code_finds_nothing(tmp_path):
    run(disk=DiskCache(tmp_path, code="before"))
    assert run(disk=DiskCache(tmp_path, code="after")).recalled == ()
    assert run(disk=DiskCache(tmp_path, code="before")).executed == ()


def test_another_arithmetic_finds_nothing(tmp_path, monkeypatch):
    run(disk=disk_in(tmp_path))
    monkeypatch.setattr(cache, "arithmetic_digest", lambda: "another machine")
    assert run(disk=disk_in(tmp_path)).recalled == ()


def test_code_that_changed_under_the_running_process_turns_the_cache_off(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "CODE_AT_IMPORT", "what was loaded")
    disk = DiskCache(tmp_path)
    assert run(disk=disk).take == run(disk=disk).take == WANTED
    assert entries(tmp_path) == []


def test_the_digest_sees_every_room_that_can_change_a_number(tmp_path):
    package = tmp_path / "scene_stager"
    for room in ("maths/motion", "shot/rigs", "moks/operations", "preview"):
        (package / room).mkdir(parents=True)
        (package / room / "a.py").write_text("x = 1\n")
    (package / "canonical.py").write_text("y = 1\n")
    seen = {code_digest.code_digest(package=package)}
    for changed in ("maths/motion/a.py", "shot/rigs/a.py", "moks/operations/a.py", "canonical.py"):
        (package / changed).write_text("x = 2\n")
        seen.add(code_digest.code_digest(package=package))
    (package / "maths" / "new.py").write_text("")
    seen.add(code_digest.code_digest(package=package))
    (package / "maths" / "new.py").rename(package / "maths" / "newer.py")
    seen.add(code_digest.code_digest(package=package))
    assert len(seen) == 7

    last = code_digest.code_digest(package=package)
    (package / "preview" / "a.py").write_text("x = 2\n")
    (package / "maths" / "__pycache__").mkdir()
    (package / "maths" / "__pycache__" / "a.pyc").write_bytes(b"1")
    assert code_digest.code_digest(package=package) == last


def test_without_sources_there_is_no_digest_and_no_cache(tmp_path):
    assert code_digest.code_digest(package=tmp_path) == ""
    disk = DiskCache(tmp_path, code="")
    assert run(disk=disk).take == run(disk=disk).take == WANTED
    assert entries(tmp_path) == []


BAKE_A_CONSTANT = """
import sys
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.plan import PlanNode
node = PlanNode("a.b_m", "constant", {"value": [2.0]}, (), "m", 1)
plan = make_plan(title="", fps=(24, 1), start_frame=1, frame_count=3, nodes=[node],
                 channels={"a.b_m": "a.b_m"})
done = execute(plan, disk=DiskCache(sys.argv[1]))
print(done.take.at("a.b_m", 2)[0], len(done.executed))
"""


def test_an_edited_operation_never_serves_a_stale_value(tmp_path):
    package = tmp_path / "scene_stager"
    for room in ("maths", "moks", "script"):
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CORE / "scene_stager" / room, package / room, ignore=compiled)
    operations = package / "moks" / "operations"
    for file in operations.glob("*.py"):
        if file.name not in {"__init__.py", "_operation.py", "constant.py"}:
            file.unlink()
    for name in ("__init__", "canonical", "errors", "plain_file", "registry", "whole_file"):
        shutil.copy(CORE / "scene_stager" / f"{name}.py", package)

    def bake() -> str:
        command = [sys.executable, "-c", BAKE_A_CONSTANT, str(tmp_path / "cache")]
        env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert [bake(), bake()] == ["2.0 1", "2.0 0"]
    edited = operations / "constant.py"
    before = edited.read_text(encoding="utf-8")
    edited.write_text(before.replace('params["value"],', "[3.0],"), encoding="utf-8")
    assert [bake(), bake()] == ["3.0 1", "3.0 0"]
    edited.write_text(before, encoding="utf-8")
    assert bake() == "2.0 0"


# ---- several at once, and for ever


HAMMER = """
import sys
from tests.moks.little import KINDS, little_plan
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
digests = set()
for _ in range(15):
    disk = DiskCache(sys.argv[1], max_bytes=4000, code="a test")
    digests.add(execute(little_plan(), disk=disk, workers=2).take.digest)
    disk.prune()
    assert disk.rejected == 0, disk.rejected
print(*digests)
"""


def test_several_processes_share_one_folder(tmp_path):
    path = os.pathsep.join([str(ROOT), str(CORE)])
    command = [sys.executable, "-c", HAMMER, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": path}
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    told = [process.communicate()[0].strip() for process in running]
    assert told == [WANTED.digest] * 3
    assert [process.returncode for process in running] == [0] * 3


def test_pruning_keeps_what_was_used_last_and_touches_nothing_else(tmp_path):
    disk = disk_in(tmp_path)
    run(disk=disk)
    paths = entries(tmp_path)
    for age, path in enumerate(paths):
        os.utime(path, (1e9 - age, 1e9 - age))
    assert run(disk=disk, channels=["target.translate_m"]).executed == ()  # used just now
    used = max(paths, key=lambda path: path.stat().st_mtime)
    assert used.stat().st_mtime > 1.1e9

    strangers = [tmp_path / "notes.txt", used.parent / "notes.moks", used.parent / "x.tmp"]
    for path in strangers:
        path.write_text("mine")
    young, old = used.parent / ".writing-a.tmp", used.parent / ".writing-b.tmp"
    young.write_text("half")
    old.write_text("half")
    os.utime(old, (time.time() - 7200,) * 2)

    disk.max_bytes = used.stat().st_size + paths[0].stat().st_size
    assert disk.prune() == len(paths) - 2
    assert used in entries(tmp_path)
    assert young.exists()
    assert not old.exists()
    assert all(path.read_text() == "mine" for path in strangers)


def test_pruning_a_folder_that_is_not_there_is_no_trouble(tmp_path):
    assert disk_in(tmp_path / "none").prune() == 0


def test_whatever_an_operation_loads_is_in_a_room_that_the_digest_sees():
    code = (
        "import sys; from scene_stager.moks.operations import operations; operations();"
        "print(*(m for m in sys.modules if m.startswith('scene_stager.')))"
    )
    env = {**os.environ, "PYTHONPATH": str(CORE)}
    told = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    rooms = {name.split(".")[1] for name in told.stdout.split()}
    assert rooms <= {
        *(room.removesuffix(".py") for room in code_digest.NODES),
        "errors",
        "registry",
        "whole_file",
        "plain_file",  # it gives a file's bytes or refuses, and they are in the key
        "stranger_usd",  # the same of a USD layer, which USD itself parses
    }
