"""The shelf: whole or not at all, every byte held against its sha256."""

import hashlib
import json
import os

import pytest

from scene_stager.errors import InputError
from scene_stager.models import shelf as room
from scene_stager.models.manifest import Manifest
from scene_stager.models.shelf import Shelf


def manifest(data=b"one", name="net", **changes) -> Manifest:
    digest = hashlib.sha256(data).hexdigest()
    fields = {"licence": "MIT", "licence_source": "its author", "taken_from": "net.onnx", **changes}
    return Manifest(name, "onnx", digest, len(data), **fields)


def refusal(act, *arguments) -> str:
    with pytest.raises(InputError) as caught:
        act(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_kept_is_read_back(shelf):
    shelf.keep(manifest(), b"one")
    assert shelf.names() == ("net",)
    assert shelf.manifest("net") == manifest()
    assert shelf.read(manifest()) == b"one"
    assert shelf.verify("net").holds


def test_the_shelf_is_where_the_variable_says_or_among_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("SCENE_STAGER_MODELS", str(tmp_path))
    assert Shelf().folder == tmp_path
    monkeypatch.delenv("SCENE_STAGER_MODELS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if os.name == "posix":
        assert Shelf().folder.parts[-2:] == ("scene_stager", "models")


def test_a_name_that_is_taken_stays_until_replacing_is_said(shelf):
    shelf.keep(manifest(), b"one")
    shelf.keep(manifest(licence="MIT again"), b"one")
    assert "another net" in refusal(shelf.keep, manifest(b"two"), b"two")
    assert shelf.read(shelf.manifest("net")) == b"one"
    shelf.keep(manifest(b"two"), b"two", True)
    assert shelf.read(shelf.manifest("net")) == b"two"
    assert len(list(shelf.folder.iterdir())) == 2


def test_a_killed_replacement_leaves_the_older_network(shelf, monkeypatch):
    shelf.keep(manifest(), b"one")
    real = room.write_whole

    def killed_at_the_second(path, data):
        if path.name.endswith(room.ENDING):
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(room, "write_whole", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        shelf.keep(manifest(b"two"), b"two", True)
    assert shelf.read(shelf.manifest("net")) == b"one"
    assert shelf.verify("net").holds


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda path: path.write_bytes(b"onf"), "sha256"),
        (lambda path: path.unlink(), "no such file"),
        (lambda path: path.write_bytes(b""), "sha256"),
    ],
)
def test_a_network_that_is_no_longer_the_same_is_told(shelf, damage, why):
    damage(shelf.keep(manifest(), b"one"))
    verdict = shelf.verify("net")
    assert not verdict.holds
    assert why in verdict.why


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(shelf, tmp_path):
    path = shelf.keep(manifest(), b"one")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert "a link" in shelf.verify("net").why


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", "other"), ("kind", "pickle"), ("sha256", "../../x"), ("sha256", "A" * 64)),
        *(("size_bytes", 0), ("size_bytes", True), ("size_bytes", 2**60), ("licence", "")),
        *(("licence", "a\nb"), ("taken_from", "x" * 500), ("version", 2), ("schema", "other")),
        ("command", "rm"),
    ],
)
def test_a_strangers_manifest_is_refused_field_by_field(shelf, field, value):
    shelf.keep(manifest(), b"one")
    path = shelf.folder / "net.model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    assert "net.model.json" in refusal(shelf.manifest, "net")
    assert not shelf.verify("net").holds


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 50_000, '{"name": NaN}', "\xff"])
def test_what_is_no_manifest_is_refused(shelf, text):
    shelf.keep(manifest(), b"one")
    (shelf.folder / "net.model.json").write_text(text, encoding="latin-1")
    refusal(shelf.manifest, "net")


def test_an_unknown_name_is_told_with_what_is_there(shelf):
    assert "none yet" in refusal(shelf.manifest, "net")
    shelf.keep(manifest(), b"one")
    assert "one of: net" in refusal(shelf.verify, "nett")


def test_the_digest_is_of_the_network_and_not_of_its_name_or_source():
    same = {manifest().digest, manifest(name="b").digest, manifest(taken_from="x").digest}
    assert len(same) == 1
    assert manifest(b"two").digest not in same
