"""Files appear whole or not at all."""

import pytest

from scene_stager.cli._files import whole_files
from scene_stager.errors import InputError


def test_files_arrive_and_leave_their_neighbours_alone(tmp_path):
    out = tmp_path / "a" / "out"
    out.mkdir(parents=True)
    (out / "notes.txt").write_text("mine")
    (out / "shot.usda").write_text("old")
    with whole_files(out) as desk:
        (desk / "shot.usda").write_text("new")
        assert (out / "shot.usda").read_text() == "old"
    assert {f.name: f.read_text() for f in out.iterdir()} == {
        "notes.txt": "mine",
        "shot.usda": "new",
    }
    assert [f.name for f in (tmp_path / "a").iterdir()] == ["out"]


SET = ("shot.take.json", "shot.usda", "preview.png")


@pytest.mark.parametrize(("take", "left"), [("old", True), ("new", False)])
def test_files_of_an_earlier_shot_never_stand_beside_a_new_one(tmp_path, take, left):
    for name in (*SET, "notes.txt"):
        (tmp_path / name).write_text("old")
    with whole_files(tmp_path, one_set=SET) as desk:
        (desk / "shot.take.json").write_text(take)
        (desk / "shot.usda").write_text("new")
    wanted = {"notes.txt", "shot.take.json", "shot.usda"} | ({"preview.png"} if left else set())
    assert {file.name for file in tmp_path.iterdir()} == wanted


def test_a_file_that_is_read_is_never_taken_for_one_of_an_earlier_shot(tmp_path):
    for name in SET:
        (tmp_path / name).write_text("old")
    found = pytest.raises(InputError, match="which is read")
    with found, whole_files(tmp_path, inputs=[tmp_path / "preview.png"], one_set=SET) as desk:
        (desk / "shot.take.json").write_text("new")
    assert {file.read_text() for file in tmp_path.iterdir()} == {"old"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_nothing_is_left_when_writing_is_stopped(tmp_path, stop):
    with pytest.raises(stop), whole_files(tmp_path / "deep" / "er" / "out") as desk:
        (desk / "shot.usda").write_text("half")
        raise stop
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_when_writing_is_stopped(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "shot.usda").write_text("old")
    with pytest.raises(KeyboardInterrupt), whole_files(out) as desk:
        (desk / "shot.usda").write_text("half")
        raise KeyboardInterrupt
    assert [(f.name, f.read_text()) for f in tmp_path.rglob("*.*")] == [("shot.usda", "old")]


@pytest.mark.parametrize("below", ["", "out", "out/deeper"])
def test_a_file_where_a_folder_should_be_is_named_before_anything_is_written(tmp_path, below):
    (tmp_path / "file").write_text("mine")
    found = pytest.raises(InputError, match=r"^--out: found the file '.*file', expected a folder$")
    with found, whole_files(tmp_path / "file" / below):
        raise AssertionError("must not begin")
    assert [f.name for f in tmp_path.iterdir()] == ["file"]


def test_two_bakes_of_one_long_sentence_into_one_folder(tmp_path):
    """Text that is too long for a path is no path, and no file that could be written over."""
    for _ in range(2):
        with whole_files(tmp_path / "out", inputs=["prose " * 100, "\0", "\udcff"]) as desk:
            (desk / "shot.usda").write_text("new")
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["shot.usda"]


def test_where_a_folder_stands_in_the_place_of_one_file_none_is_replaced(tmp_path):
    (tmp_path / "shot.usda").mkdir()
    (tmp_path / "shot.take.json").write_text("old")
    found = pytest.raises(
        InputError, match=r"shot\.usda: found a folder, expected a file or nothing"
    )
    with found, whole_files(tmp_path) as desk:
        for name in ("shot.take.json", "shot.usda"):
            (desk / name).write_text("new")
    assert (tmp_path / "shot.take.json").read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["shot.take.json", "shot.usda"]
