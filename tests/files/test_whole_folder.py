"""Sets of files arrive together, and whoever writes there at the same time is left in peace."""

import errno
import multiprocessing
import os
from pathlib import Path

import pytest

from scene_stager import whole_folder as law
from scene_stager.whole_folder import DESK, DOOR, FILES, LOCK, WHOLE, tidy, whole_folder
from tests.files.killing import killed_before


def write(folder, **files):
    with whole_folder(folder) as desk:
        for name, text in files.items():
            (desk.files / name).write_text(text)


def left_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_files_arrive_and_nothing_else_is_touched(tmp_path):
    out = tmp_path / "deep" / "out"
    write(out, a="1", b="1")
    (out / "notes").write_text("mine")
    write(out, b="2", c="2")
    assert left_in(tmp_path / "deep") == {
        "out/a": "1",
        "out/b": "2",
        "out/c": "2",
        "out/notes": "mine",
    }


def test_a_file_that_is_to_go_goes_only_as_it_was(tmp_path):
    write(tmp_path / "out", a="1", b="1", c="1")
    (tmp_path / "out" / "b").write_text("mine")
    with whole_folder(tmp_path / "out") as desk:
        (desk.files / "c").write_text("2")
        for name in ("a", "b", "never"):
            desk.take_away(name, "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
    assert left_in(tmp_path) == {"out/b": "mine", "out/c": "2"}


def test_a_desk_that_is_in_use_is_left_alone_by_all_who_tidy(tmp_path):
    for folder in (tmp_path / "new", tmp_path):
        with whole_folder(folder) as desk:
            (desk.files / "a").write_text("1")
            tidy(tmp_path)
            write(tmp_path, b="2")
            write(tmp_path / "other", b="2")
            assert (desk.files / "a").read_text() == "1"
        assert (folder / "a").read_text() == "1"
        assert [p for p in tmp_path.rglob(".*")] == []


def test_desks_of_the_dead_go_and_links_stay(tmp_path):
    (tmp_path / f"{DESK}old" / FILES).mkdir(parents=True)
    (tmp_path / f"{DESK}older").mkdir()
    (tmp_path / DOOR).touch()
    (tmp_path / "mine").mkdir()
    (tmp_path / f"{DESK}link").symlink_to(tmp_path / "mine", target_is_directory=True)
    tidy(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{DESK}link", "mine"]
    tidy(tmp_path / "nowhere")


def test_a_folder_that_somebody_made_meanwhile_takes_the_files_in(tmp_path):
    out = tmp_path / "out"
    with whole_folder(out) as desk:
        (desk.files / "a").write_text("1")
        write(out, a="0", b="0")
    assert left_in(tmp_path) == {"out/a": "1", "out/b": "0"}


def test_what_cannot_be_written_leaves_all_as_it_was_and_names_the_file_that_was_meant(tmp_path):
    write(tmp_path / "out", a="1")
    wanted = str(tmp_path / "out" / "a")
    with pytest.raises(OSError, match="No space") as found, whole_folder(tmp_path / "out") as desk:
        raise OSError(errno.ENOSPC, "No space left", str(desk.files / "a"))
    assert found.value.filename == wanted
    assert left_in(tmp_path) == {"out/a": "1"}


def test_a_set_that_counts_already_is_carried_on_by_the_next(tmp_path, monkeypatch):
    write(tmp_path, a="1", b="1")
    move = os.replace

    def stuck(source, target):
        if Path(target).name == "b":
            raise OSError(errno.EIO, "Input/output error", str(source), None, str(target))
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(law.os, "replace", stuck)
        with pytest.raises(OSError, match="Input/output"):
            write(tmp_path, a="2", b="2")
    assert left_in(tmp_path)["a"] == "2"
    write(tmp_path, c="3")
    assert left_in(tmp_path) == {"a": "2", "b": "2", "c": "3"}


def test_a_set_that_waits_is_carried_on_before_another_comes(tmp_path):
    """Else the rest of it would come over the newer one, and neither were whole."""
    write(tmp_path, a="1", b="1")
    step, killed = 0, True
    while killed:
        step += 1
        with whole_folder(tmp_path) as desk:
            for name in "ab":
                (desk.files / name).write_text("3")
            killed = killed_before(step, lambda: write(tmp_path, a="2", b="2"))
        assert left_in(tmp_path) == {"a": "3", "b": "3"}
        tidy(tmp_path)
        assert left_in(tmp_path) == {"a": "3", "b": "3"}
    assert step > 15


def test_ctrl_c_between_two_files_still_brings_both(tmp_path, monkeypatch):
    write(tmp_path, a="1", b="1")
    move, calls = os.replace, iter([True])

    def interrupted(source, target):
        move(source, target)
        if next(calls, False):
            raise KeyboardInterrupt

    monkeypatch.setattr(law.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, a="2", b="2")
    assert left_in(tmp_path) == {"a": "2", "b": "2"}


def test_every_file_is_on_the_disk_before_the_set_counts(tmp_path, monkeypatch):
    """A test double of the disk: a name may only be given to what was synced before."""
    done: list[str] = []
    sync, rename = os.fsync, Path.rename

    def synced(descriptor):
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")
        sync(descriptor)

    def renamed(self, target):
        done.append(f"{self.name} is {Path(target).name}")
        return rename(self, target)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only Linux tells which file a descriptor is")
    monkeypatch.setattr(law.os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    write(tmp_path / "out", a="1", b="1")
    assert {"sync a", "sync b", f"sync {FILES}"} == set(done[: done.index(f"{FILES} is out")])
    done.clear()
    write(tmp_path / "out", a="2", b="2")
    before = done[: done.index(f"{FILES} is {WHOLE}")]
    assert {"sync a", "sync b", f"sync {FILES}"} == set(before)


def write_often(folder, text, times):
    for _ in range(times):
        write(folder, **dict.fromkeys("abcdefgh", text))


def test_four_writers_never_leave_a_mixture(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    out = tmp_path / "out"
    workers = [spawn.Process(target=write_often, args=(out, text, 25)) for text in "1234"]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        workers[0].join(0.01)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(set(left_in(out).values())) == 1
    assert len(left_in(tmp_path)) == 8


def test_a_lock_that_proves_nothing_clears_nothing(tmp_path, monkeypatch):
    """Where there are no locks nobody can say whose desk that is."""
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / f"{DESK}x" / FILES).mkdir(parents=True)

    def refuse(descriptor, how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    write(tmp_path, a="1")
    assert (tmp_path / f"{DESK}x" / FILES).is_dir()
    assert (tmp_path / "a").read_text() == "1"
    assert not (tmp_path / f"{DESK}x" / LOCK).exists()
