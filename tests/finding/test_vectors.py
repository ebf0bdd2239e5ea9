"""A model's vectors: mapped from a file, its own only, equal to a plain search."""

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.finding.asked import read_query
from scene_stager.finding.find import find
from scene_stager.finding.vectors import (
    cosines_of,
    make_vectors,
    nearness,
    open_vectors,
    place_of_vectors,
    write_vectors,
)
from scene_stager.models.towers import Towers
from scene_stager.models.towers_take import take_towers
from tests.finding.corpus import base_of
from tests.finding.two_towers import COLOURS, DIM, make_folder, vision
from tests.provenance.carried import make
from tests.provenance.indexed import take_in


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def of_colours(tmp_path):
    """An index of four pictures of one colour each, and a model that knows colours."""
    base = base_of(tmp_path)
    for name, rgb in COLOURS.items():
        codes = np.broadcast_to(np.array(rgb, dtype=np.uint8) * 255, (24, 24, 3)).copy()
        make(tmp_path / "shots", f"{name}_one.png", codes)
    take_in(base.index, tmp_path / "shots")
    base.catch_up()
    take_towers(make_folder(tmp_path / "model"))
    return base, Towers(tmp_path / "model")


@pytest.mark.parametrize("count", [1, 10])
def test_the_nearest_are_those_of_a_search_in_double_precision(tmp_path, count):
    rng = np.random.default_rng(5)
    rows, asked = unit(rng.normal(size=(3000, 64))), unit(rng.normal(size=(1, 64)))[0]
    owns = [bytes(rng.integers(0, 256, 32, dtype=np.uint8)) for _ in range(3000)]
    write_vectors(tmp_path / "v.npy", owns, rows)
    kept = open_vectors(tmp_path / "v.npy", 64)
    assert isinstance(kept.rows.base, np.memmap), "mapped, and not read"
    order = np.argsort(-cosines_of(kept.rows, asked), kind="stable")[:count]
    brute = np.argsort(-(rows.astype(np.float64) @ asked.astype(np.float64)))[:count]
    in_file = list(kept.place_of)
    assert [in_file[k] for k in order] == [owns[k] for k in brute]


def test_a_file_that_is_cut_or_another_kind_holds_nothing(tmp_path):
    write_vectors(tmp_path / "v.npy", [b"x" * 32], np.ones((1, 4), dtype=np.float32))
    whole = (tmp_path / "v.npy").read_bytes()
    for data in (b"", whole[:-1], b"not numpy", whole[:40] + b"\xff" * 60):
        (tmp_path / "v.npy").write_bytes(data)
        assert not open_vectors(tmp_path / "v.npy", 4).place_of
    (tmp_path / "v.npy").write_bytes(whole)
    assert not open_vectors(tmp_path / "v.npy", 5).place_of, "vectors of another length"
    np.save(tmp_path / "v.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert not open_vectors(tmp_path / "v.npy", 4).place_of, "nothing is unpickled"


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_finds_its_picture_by_vectors_alone(tmp_path, name):
    base, towers = of_colours(tmp_path)
    assert not any(make_vectors(base, towers))
    near = nearness(base, towers, towers.of_texts([name]).rows[0])
    best = max(range(len(near.scores)), key=lambda k: near.scores[k])
    assert base.paths()[best][1].endswith(f"{name}_one.png")
    first = find(base, read_query("zebra"), 1, near)[0]
    assert first.path.endswith(f"{name}_one.png")
    assert first.why == (f"cosine {near.scores[best]:.4f} by model",)


def test_only_what_is_new_is_asked_of_the_model(tmp_path):
    base, towers = of_colours(tmp_path)
    assert len(list(make_vectors(base, towers))) == len(base.paths())
    assert list(make_vectors(base, towers)) == []


def test_vectors_of_another_model_never_answer(tmp_path):
    base, towers = of_colours(tmp_path)
    list(make_vectors(base, towers))
    take_towers(make_folder(tmp_path / "other", vision_model=vision(says="image_embeds")))
    other = Towers(tmp_path / "other")
    with pytest.raises(InputError, match="no vectors of this model"):
        nearness(base, other, other.of_texts(["red"]).rows[0])


def test_where_the_file_is_gone_it_is_made_anew_and_equal(tmp_path):
    base, towers = of_colours(tmp_path)
    list(make_vectors(base, towers))
    place = place_of_vectors(base.index.folder, towers.identity)
    before = place.read_bytes()
    place.unlink()
    list(make_vectors(base, towers))
    assert place.read_bytes() == before
    assert open_vectors(place, DIM).rows.shape == (len(base.paths()), DIM)


def test_a_picture_that_cannot_be_read_stops_no_other(tmp_path):
    base, towers = of_colours(tmp_path)
    (tmp_path / "shots" / "red_one.png").write_bytes(b"no picture")
    said = [why for why in make_vectors(base, towers) if why]
    assert len(said) == 1
    assert "red_one.png" in said[0]
