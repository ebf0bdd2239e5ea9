"""What all tests share: how Hypothesis draws, and which tests need Blender."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: a loaded machine must not fail a law. The same draws every time: a verdict belongs to
# a commit, not to a day.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="SCENE_STAGER_EXPLORE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# A developer's own networks change no test: those that want one name the shelf of `tools/dev.py`.
os.environ["SCENE_STAGER_MODELS"] = str(Path(__file__).parent / "no_shelf")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs Blender where Blender is not installed."""
    if find_spec("bpy") is not None:
        return
    for item in items:
        if item.get_closest_marker("blender"):
            item.add_marker(pytest.mark.skip(reason="needs Blender as a Python module (bpy)"))
