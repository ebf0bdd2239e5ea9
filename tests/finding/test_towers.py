"""A model folder of the user's: run as it was trained, refused where it is not as it says."""

import json

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.models.towers import Towers, look_of, prepared
from scene_stager.models.towers_manifest import MANIFEST
from scene_stager.models.towers_take import take_towers
from tests.finding.two_towers import (
    COLOURS,
    DIM,
    PAD_TO,
    SIDE,
    WORDS,
    make_folder,
    table,
    text,
    text_oracle,
    tokenizer,
    vision,
    vision_oracle,
)

CLOSE = 2e-6  # single precision sums of 64 terms


def towers_in(folder, **changed):
    """A model folder, taken on and opened."""
    take_towers(make_folder(folder, **changed))
    return Towers(folder)


def noise(seed=1):
    return np.random.default_rng(seed).uniform(0.0, 1.0, (SIDE, SIDE, 3))


def test_words_and_pictures_are_what_numpy_makes_of_the_same_weights(tmp_path):
    towers = towers_in(tmp_path / "m")
    said = towers.of_texts(["a picture of red", "white"]).rows
    for row, sentence in zip(said, ("a picture of red", "white"), strict=True):
        np.testing.assert_allclose(row, text_oracle(sentence), atol=CLOSE)
    np.testing.assert_allclose(
        towers.of_pictures([noise()]).rows[0], vision_oracle(noise()), atol=CLOSE
    )


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_is_nearest_to_its_own_name(tmp_path, name):
    towers = towers_in(tmp_path / "m")
    shown = np.broadcast_to(np.array(COLOURS[name], dtype=float), (40, 30, 3))
    cosines = towers.of_pictures([shown]).likeness(towers.of_texts(list(COLOURS)))
    assert list(COLOURS)[int(cosines.argmax())] == name


def test_text_is_padded_to_its_whole_length_though_the_tokenizer_does_not_pad(tmp_path):
    padded = towers_in(tmp_path / "padded").of_texts(["red"]).rows
    other = towers_in(tmp_path / "not", tokenizer=tokenizer(pads=False).to_str().encode())
    np.testing.assert_array_equal(other.of_texts(["red"]).rows, padded)
    unpadded = table()[[WORDS.index(word) for word in ("red", "<eos>", "<eos>")]].sum(axis=0)
    cosine = float(padded[0] @ unpadded / np.linalg.norm(unpadded))
    assert cosine < 0.99, "the pads are part of what the model sees"


def test_text_that_is_too_long_is_cut_and_keeps_its_end(tmp_path):
    towers = towers_in(tmp_path / "m")
    long = " ".join(["red"] * 500)
    np.testing.assert_allclose(towers.of_texts([long]).rows[0], text_oracle(long), atol=CLOSE)


def test_capitals_change_nothing_though_the_tokenizer_keeps_them(tmp_path):
    keeps = tokenizer()
    keeps.normalizer = None
    towers = towers_in(tmp_path / "m", tokenizer=keeps.to_str().encode())
    rows = towers.of_texts(["A Picture of RED", "a picture of red"]).rows
    np.testing.assert_array_equal(rows[0], rows[1])


def test_a_batch_gives_what_its_parts_give(tmp_path):
    towers = towers_in(tmp_path / "m")
    one, two = (towers.of_pictures([noise(k)]).rows[0] for k in (1, 2))
    both = towers.of_pictures([noise(1), noise(2)]).rows
    np.testing.assert_allclose(both, [one, two], atol=CLOSE)


def test_vectors_have_length_one(tmp_path):
    rows = towers_in(tmp_path / "m").of_texts(["red", "of", "zebra"]).rows
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=CLOSE)


def test_the_model_is_known_by_its_files_and_not_by_its_name(tmp_path):
    one, two = (towers_in(tmp_path / name).identity for name in ("one", "two"))
    other = towers_in(tmp_path / "three", vision_model=vision(says="image_embeds")).identity
    assert one == two
    assert one != other


REFUSED = {
    "pictures of another length": ({"vision_model": vision(dim=4)}, "one length"),
    "numbers that are none": ({"vision_model": vision(broken=True)}, "no numbers"),
    "a tokenizer that is none": ({"tokenizer": b"{}"}, "tokenizer"),
    "a tokenizer in no language": ({"tokenizer": b"\xff\xfe"}, "tokenizer"),
    "a network that is none": ({"text_model": b"not a network"}, "ONNX"),
    "settings that are a list": ({"config": b"[]"}, "settings"),
    "settings without end": ({"preprocessor_config": b"[" * 100_000}, "preprocessor"),
    "an output of another name": ({"text_model": text(says="logits")}, "outputs"),
    "a huge picture": ({"preprocessor_config": b'{"size": 100000}'}, "1024"),
    "a text without end": (
        {"config": b'{"model_type": "clip", "text_config": {"max_position_embeddings": 1e9}}'},
        "whole numbers",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_in_one_line(tmp_path, case):
    changed, says = REFUSED[case]
    with pytest.raises(InputError, match=says) as refused:
        towers_in(tmp_path / "m", **changed).of_pictures([noise()])
    assert "\n" not in str(refused.value)


def test_refuses_a_tokenizer_without_the_token_that_texts_are_padded_with(tmp_path):
    config = {"model_type": "clip", "text_config": {"max_position_embeddings": 8}}
    with pytest.raises(InputError, match="padded with"):
        towers_in(tmp_path / "m", config=json.dumps(config).encode())


@pytest.mark.parametrize("place", ["onnx/text_model.onnx", "tokenizer.json"])
def test_refuses_a_file_that_is_gone(tmp_path, place):
    towers = towers_in(tmp_path / "m")
    (tmp_path / "m" / place).unlink()
    with pytest.raises(InputError, match=place.rpartition("/")[2]):
        towers.of_texts(["red"])


@pytest.mark.parametrize("place", ["onnx/text_model.onnx", "tokenizer.json"])
def test_refuses_a_file_that_has_changed(tmp_path, place):
    towers = towers_in(tmp_path / "m")
    with (tmp_path / "m" / place).open("ab") as file:
        file.write(b" ")
    with pytest.raises(InputError, match="sha256"):
        towers.of_texts(["red"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dim", DIM + 1),
        ("dim", True),
        ("pad_to", 0),
        ("pad_to", 10**9),
        ("pad_id", -1),
        ("lower_case", "yes"),
        ("files", {}),
        ("name", "two\nlines"),
        ("version", 2),
    ],
)
def test_refuses_a_manifest_that_does_not_fit(tmp_path, field, value):
    towers_in(tmp_path / "m")
    place = tmp_path / "m" / MANIFEST
    tree = json.loads(place.read_text())
    place.write_text(json.dumps({**tree, field: value}))
    with pytest.raises(InputError, match=field if field != "dim" else "dim|vectors of shape"):
        Towers(tmp_path / "m").of_pictures([noise()])


def test_refuses_a_folder_that_has_no_manifest(tmp_path):
    with pytest.raises(InputError, match=MANIFEST):
        Towers(make_folder(tmp_path / "m"))


def test_a_picture_is_cut_in_its_middle_where_the_model_was_trained_so():
    settings = {
        **{"size": {"shortest_edge": 8}, "crop_size": {"height": 8, "width": 8}},
        **{"do_center_crop": True, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]},
    }
    shown = np.zeros((16, 48, 3))
    shown[:, 16:32] = 1.0
    np.testing.assert_allclose(prepared(shown, look_of(settings)), 1.0)
    squeezed = prepared(shown, look_of({**settings, "do_center_crop": False, "size": 8}))
    np.testing.assert_allclose(squeezed.mean(), 1.0 / 3.0, atol=0.03)


def test_the_manifest_says_what_was_found(tmp_path):
    manifest = take_towers(make_folder(tmp_path / "m"))
    assert (manifest.dim, manifest.pad_to, manifest.pad_id) == (DIM, PAD_TO, 0)
    assert manifest.lower_case


@pytest.mark.parametrize(
    ("kind", "vocabulary", "pad_id"),
    [("siglip", 256_000, 0), ("siglip", 32_000, 1), ("siglip2", 256_000, 0)],
)
def test_the_two_siglips_are_told_apart_by_their_words(tmp_path, kind, vocabulary, pad_id):
    config = {"model_type": kind, "text_config": {"vocab_size": vocabulary}}
    manifest = take_towers(make_folder(tmp_path / "m", config=json.dumps(config).encode()))
    assert (manifest.pad_to, manifest.pad_id, manifest.lower_case) == (PAD_TO, pad_id, True)
