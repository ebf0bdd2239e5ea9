"""The still that stands for all, as a file: large as people have it, and small."""

import pytest

from tests.inverse.stages import save_still


@pytest.fixture(scope="session")
def still(tmp_path_factory):
    return save_still(tmp_path_factory.mktemp("still") / "ball.png")


@pytest.fixture(scope="session")
def small_still(tmp_path_factory):
    return save_still(tmp_path_factory.mktemp("small") / "ball.png", 320, 180)
