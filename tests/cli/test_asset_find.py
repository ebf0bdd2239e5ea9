"""`asset find`, `asset vectors` and `asset label`, as a person or a program uses them."""

import json

import numpy as np
import pytest

from scene_stager.cli._main import main
from tests.finding.corpus import SAID, indexed
from tests.finding.two_towers import COLOURS, make_folder
from tests.provenance.carried import make
from tests.provenance.indexed import take_in


def ask(capsys, *words):
    """Exit code, what stands on stdout as JSON, and stderr."""
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out.strip() else None, said.err


@pytest.fixture
def place(tmp_path):
    indexed(tmp_path)
    return tmp_path


def test_json_holds_path_hash_score_and_why(place, capsys):
    query = ("asset", "find", "recon pilot in the dry-dock", "--index", place / "index", "--json")
    code, tree, err = ask(capsys, *query)
    assert code == 0
    first = tree["results"][0]
    assert set(first) == {"path", "pixel_hash", "score", "why"}
    assert first["path"].endswith("a.png")
    assert "'pilot' in subject" in first["why"]
    assert f"{len(SAID)} of {len(SAID)} pictures are not measured" in err


def test_what_no_number_shows_is_said(place, capsys):
    query = ("asset", "find", "heron from behind", "--index", place / "index", "--json")
    assert "no number of a picture shows 'from behind'" in ask(capsys, *query)[2]


def test_words_that_no_record_has_are_told(place, capsys):
    query = ("asset", "find", "a clay pilot, low key", "--index", place / "index", "--json")
    said = ask(capsys, *query)[2]
    assert "no record says 'clay': left out" in said
    assert "pilot'" not in said and "'low" not in said


def test_nothing_found_is_a_no(place, capsys):
    code, tree, _ = ask(capsys, "asset", "find", "zebra", "--index", place / "index", "--json")
    assert (code, tree["results"]) == (1, [])


def test_index_measures_once_and_find_uses_it(place, capsys):
    shots, index = place / "shots", place / "index"
    for count in (len(SAID), 0):
        command = ("asset", "index", shots, "--index", index, "--measure", "--jobs", 1, "--json")
        assert ask(capsys, *command)[1]["measured"] == count
    like = ("asset", "find", "--like", shots / "b.png", "--index", index, "--json")
    code, tree, err = ask(capsys, *like)
    assert code == 0
    assert tree["results"][0]["path"].endswith("b.png")
    assert "not measured" not in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "words, or --like IMAGE"),
        (("a heron", "--like", "x.png"), "words, or --like IMAGE"),
        (("x" * 1_000_000,), "at most 2000"),
        (("?!",), "words that describe a picture"),
        (("heron", "--model", "nowhere"), "no folder"),
        (("--like", "nowhere.png"), "nowhere.png"),
    ],
)
def test_bad_input_is_one_line_and_code_2(place, capsys, words, says):
    code, tree, err = ask(capsys, "asset", "find", *words, "--index", place / "index", "--json")
    assert (code, tree) == (2, None)
    assert says in err
    assert len(err.strip().split("\n")) == 1


def test_vectors_are_made_once_and_a_colour_is_found(place, capsys):
    for name, rgb in COLOURS.items():
        codes = np.broadcast_to(np.array(rgb, dtype=np.uint8) * 255, (24, 24, 3)).copy()
        make(place / "shots", f"{name}_one.png", codes)
    from scene_stager.provenance.index.store import AssetIndex

    take_in(AssetIndex(place / "index"), place / "shots")
    model = make_folder(place / "model")
    common = ("--model", model, "--index", place / "index", "--json")
    assert ask(capsys, "asset", "vectors", *common)[1]["made"] == len(SAID) + len(COLOURS)
    assert ask(capsys, "asset", "vectors", *common)[1]["made"] == 0
    code, tree, _ = ask(capsys, "asset", "find", "a picture of green", *common)
    assert code == 0
    assert tree["results"][0]["path"].endswith("green_one.png")
    (place / "words.txt").write_text("red\ngreen\n")
    label = ("asset", "label", place / "shots" / "a.png", "--vocabulary", place / "words.txt")
    code, _, err = ask(capsys, *label, *common)
    assert code == 2
    assert "at least 200" in err
