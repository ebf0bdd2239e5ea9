"""The one door of strangers' USD: a spoilt or hostile layer is one line, and never our end."""

import sys
from pathlib import Path

import numpy as np
import pytest

from scene_stager.errors import InputError, StagerError
from tests.house.sources import CORE, no, our_files
from tests.maths.surfaces import sheet
from tests.moks.hulls import as_usda, crate

pytest.importorskip("pxr")
DOOR = "stranger_usd.py"


ABORTS, FILLS_MEMORY = 34, 101  # of the seeds: usd-core 26.11 ends its process on these two


def spoilt(seed: int) -> bytes:
    """A crate with a few bytes turned behind its header."""
    data, rng = bytearray(crate(as_usda(sheet(3, 4)))), np.random.default_rng(seed)
    for at in rng.integers(64, len(data), 1 + seed % 4):
        data[at] = int(rng.integers(256))
    return bytes(data)


def readers():
    """Everything that opens a stranger's layer, by what it is for."""
    from scene_stager.hosts.usd import take_from_usd
    from scene_stager.provenance.carriers.usd import content_hash
    from scene_stager.provenance.law.scene_file import open_scene

    return {"take": take_from_usd, "scene": open_scene, "hash": content_hash}


@pytest.mark.parametrize("name", ["take", "scene", "hash"])
def test_a_spoilt_crate_takes_no_reader_down_with_it(name, tmp_path):
    file = tmp_path / "spoilt.usdc"
    file.write_bytes(spoilt(ABORTS))
    with pytest.raises((StagerError, ValueError), match="nothing that USD can read"):
        readers()[name](file)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(6), 65, FILLS_MEMORY, 113])
def test_crates_that_are_spoilt_at_random_are_read_or_refused(seed, tmp_path):
    from scene_stager.stranger_usd import open_layer

    file = tmp_path / "spoilt.usdc"
    file.write_bytes(spoilt(seed))
    try:
        assert open_layer(file, "a layer", "here") is not None
    except InputError as error:
        assert len(str(error).splitlines()) == 1


@pytest.mark.parametrize("name", ["take", "hash"])
def test_a_deep_text_is_refused_before_it_is_parsed(name, tmp_path):
    file = tmp_path / "deep.usda"
    file.write_text("#usda 1.0\n" + 'over "a" {\n' * 100_000 + "}\n" * 100_000)
    with pytest.raises((StagerError, ValueError), match="nested over 256 deep"):
        readers()[name](file)


def test_a_crate_and_its_text_are_one_content(tmp_path):
    from scene_stager.provenance.carriers.usd import content_hash

    text = as_usda(sheet(3, 4))
    (tmp_path / "a.usda").write_bytes(text)
    (tmp_path / "a.usdc").write_bytes(crate(text))
    assert content_hash(tmp_path / "a.usda") == content_hash(tmp_path / "a.usdc")


def test_nobody_else_opens_a_layer_by_its_path():
    openers = [
        str(file.relative_to(CORE))
        for file in our_files(CORE, ".py")
        if file.name != DOOR and "Layer.OpenAsAnonymous" in Path(file).read_text("utf-8")
    ]
    no(openers, "strangers' USD comes in by stranger_usd.py")


def test_an_interpreter_that_cannot_start_is_one_line(tmp_path, monkeypatch):
    from scene_stager.stranger_usd import open_layer

    file = tmp_path / "a.usdc"
    file.write_bytes(crate(as_usda(sheet(3, 4))))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(InputError, match="nothing that USD can read"):
        open_layer(file, "a layer", "here")
