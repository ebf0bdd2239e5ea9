"""The match command over folders: what is kept, what fails, what it tells machines."""

import json
import math

import pytest
from PIL import Image

from scene_stager.cli import main
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry
from tests.inverse.stages import save_still

FILES = {"match.json", "script.json", "match.png", "receipt.json"}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return Image.open(save_still(tmp_path_factory.mktemp("still") / "ball.png", 320, 180))


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys, drawn):
    """Run a command line with --json in a folder with two stills of one light."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stills").mkdir()
    drawn.save(tmp_path / "stills" / "a.png")
    drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "stills" / "b.png")

    def run(*words):
        code = main([*words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def test_a_folder_of_stills_is_matched_once(ask, tmp_path):
    code, said, _ = ask("match", "stills")
    a, b = said["matches"]
    assert code in (0, 1)
    assert (a["status"], b["status"]) == ("done", "done")
    assert {name.name for name in (tmp_path / "out" / "a").iterdir()} == FILES
    assert a["key"]["azimuth_deg"] == pytest.approx(-b["key"]["azimuth_deg"], abs=4.0)
    promised = {"key", "fill_ratio_stops", "rim_mode", "ambient_sh", "haze_per_m", "camera"}
    promised |= {"iterations", "residual_history", "seconds", "outcome", "certificate", "script"}
    assert promised <= set(a)

    (tmp_path / "stills" / "bad.png").write_bytes(b"no picture")
    code, again, _ = ask("match", "stills")
    assert code == 2
    assert [one["status"] for one in again["matches"]] == ["kept", "kept", "failed"]
    assert again["matches"][2]["line"].startswith("stills/bad.png: found")
    assert again["matches"][0]["key"] == a["key"]


def test_two_processes_say_what_one_says(ask, monkeypatch):
    # For those that begin now; ours has numpy in it already, and does not look again.
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    _, one, _ = ask("match", "stills", "--out", "one", "--no-picture")
    _, two, _ = ask("match", "stills", "--out", "two", "--no-picture", "--jobs", "2")
    for first, second in zip(one["matches"], two["matches"], strict=True):
        for told in (first, second):
            del told["seconds"], told["outputs"]
        assert first == second


def test_what_prose_says_and_what_is_locked_stays(ask):
    words = ("match", "stills/a.png", "--script", "Kodachrome, 85mm", "--lock", "lighting")
    _, said, _ = ask(*words)
    script = said["matches"][0]["script"]
    assert script["lens"]["focal_length_mm"] == 85.0
    assert script["lighting"]["key_azimuth_deg"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("match", "nowhere"),
        ("match", "."),
        ("match", "stills", "--jobs", "0"),
        ("match", "stills", "--height", "0"),
        ("match", "stills", "--mask", "stills/a.png"),
        ("match", "stills/a.png", "--lock", "lighting.fox"),
        ("match", "stills/a.png", "--script", "nobody"),
    ],
)
def test_bad_input_is_exit_code_2_and_leaves_nothing(ask, tmp_path, words):
    code, said, grumbling = ask(*words)
    assert (code, said) == (2, None)
    assert grumbling.startswith("scene-stager: ")
    assert not (tmp_path / "out").exists()


def test_what_was_asked_of_the_match_is_in_its_file(ask, tmp_path):
    words = ("match", "stills/a.png", "--library", "shelf.sqlite", "--renderer", "eevee")
    _, said, _ = ask(*words, "--no-picture")
    (one,) = said["matches"]
    assert one["inspector"]["name"] == "offline"
    assert one["library"]["near"] is None
    assert one["offsets"]["renderer"] == "eevee"
    assert (tmp_path / "shelf.sqlite").is_file()
    _, plain, _ = ask("match", "stills/a.png", "--inspector", "none", "--no-picture")
    assert "inspector" not in plain["matches"][0]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--mode", "magic"), ("--renderer", "arnold"), ("--inspector", "hal")],
)
def test_words_outside_their_list_are_refused(ask, option, value):
    code, said, grumbling = ask("match", "stills/a.png", option, value)
    assert (code, said) == (2, None)
    assert "expected one of" in grumbling


@pytest.mark.slow
def test_a_match_is_made_again_when_what_its_library_would_teach_it_has_changed(ask, tmp_path):
    words = ("match", "stills/a.png", "--no-picture", "--library", "shelf.sqlite")

    def status():
        _, said, _ = ask(*words)
        return said["matches"][0]["status"], said["matches"][0]["library"]["near"], said

    first, _, said = status()
    assert (first, status()[:2]) == ("done", ("kept", None))
    near = [math.nan if x is None else x + 0.5 for x in said["matches"][0]["signature"]]
    shelf = CalibrationLibrary(tmp_path / "shelf.sqlite")
    shelf.add(Entry("d" * 64, tuple(near), said["matches"][0]["answer"]))
    assert status()[0] == "done"
    assert status()[0] == "kept"
    whole = (tmp_path / "shelf.sqlite").read_bytes()
    (tmp_path / "shelf.sqlite").write_bytes(whole[:5000])
    again, near, said = status()
    assert (again, near) == ("done", None)
    assert said["library_set_aside"].endswith("shelf.sqlite.damaged")


def test_a_library_that_is_lost_is_made_anew_from_the_matches(ask, tmp_path):
    ask("match", "stills", "--library", "shelf.sqlite", "--no-picture")
    _, before, _ = ask("library", "shelf.sqlite")
    assert before["entries"]
    (tmp_path / "shelf.sqlite").unlink()
    (tmp_path / "out" / "broken").mkdir()
    (tmp_path / "out" / "broken" / "match.json").write_text('{"schema": "other"}')
    code, after, grumbling = ask("library", "shelf.sqlite", "--rebuild", "out", "--prune")
    assert (code, after["pruned"]) == (0, 0)
    assert "broken" in grumbling and "left out" in grumbling
    for told in (before, after):
        told["entries"] = sorted((e["digest"], e["key_azimuth_deg"]) for e in told["entries"])
    assert after["entries"] == before["entries"]
    assert ask("library", "nowhere.sqlite")[0] == 2
    assert ask("library", "shelf.sqlite", "--rebuild", "nowhere")[0] == 2
