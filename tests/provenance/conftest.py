"""A folder of pictures and its index, for all who ask an index."""

import pytest

from scene_stager.provenance.index import entry
from scene_stager.provenance.index.store import AssetIndex
from tests.provenance.indexed import set_of_pictures


@pytest.fixture
def nothing_is_fresh(monkeypatch):
    """Files of these tests are young; only what is asked about that looks at it."""
    monkeypatch.setattr(entry, "FRESH_NS", -(10**18))


@pytest.fixture
def index(tmp_path, nothing_is_fresh):
    return AssetIndex(tmp_path / "index")


@pytest.fixture
def folder(tmp_path):
    return set_of_pictures(tmp_path / "set")
