"""A sixteenth metric, an eighth rig, a fifth stock, a ninth scenario, an operation: one file each.

Each is a copy of a neighbour under a name of its own, dropped into a copy of the project. Nothing
else is touched: whatever keeps a list, or counts, stands in a newcomer's way and fails here.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT, our_files

NEWCOMERS = {  # neighbour, newcomer, what reads otherwise in it
    "reading/metrics/saturation.py": ("reading/metrics/greyness.py", "saturation", "greyness"),
    "shot/rigs/dolly.py": ("shot/rigs/slider.py", "Dolly", "Slider"),
    "shot/stocks/vision3_250d.py": ("shot/stocks/vision3_50d.py", "250D (5207)", "50D (5203)"),
    "shot/scenarios/hero_dolly_push_in.json": (
        "shot/scenarios/slow_slide.json",
        "hero_dolly_push_in",
        "slow_slide",
    ),
    "moks/operations/ease.py": ("moks/operations/fade.py", "def ease", "def fade"),
}
# One script that needs them all.
USED = {'"rig": "dolly"': '"rig": "slider"', '"seed": 11': '"seed": 4711'}

LOADS = """
from scene_stager.cli import main
from scene_stager.moks.operations import operations
from scene_stager.reading.metrics import metrics
assert "greyness" in metrics() and "fade" in operations()
assert main(["bake", "slow_slide", "--stock", "vision3_50d", "--preview", "none", "--json"]) == 0
assert main(["bake", "slider push in on vision3 50d", "--preview", "none", "--json"]) == 0
"""
# What holds entries to their claims, and what goes over all words of a script.
REGISTRY_TESTS = (
    *("shot/test_rigs.py", "shot/test_planner.py", "shot/test_stocks_curves.py"),
    *("shot/test_stocks_colour.py", "shot/test_stocks_halation.py", "reading/test_metrics.py"),
    *("reading/test_condition.py", "cli/test_metrics.py", "moks/test_plan.py"),
    *("script/test_scenarios.py", "script/test_vocabularies.py", "script/test_broken_scripts.py"),
    *("script/test_prose.py", "script/test_schema_door.py", "docs/test_docs.py"),
)


def with_newcomers(folder: Path) -> Path:
    """A copy of the project with a newcomer beside each neighbour, and the pages made anew."""
    for file in our_files(ROOT):
        copy = folder / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    core = folder / "core" / "scene_stager"
    for neighbour, (newcomer, old, new) in NEWCOMERS.items():
        text = (core / neighbour).read_text(encoding="utf-8").replace(old, new)
        for one, other in USED.items():
            text = text.replace(one, other)
        text = text.replace("evaluate=ease", "evaluate=fade").replace('"dolly.', '"slider.')
        (core / newcomer).write_text(text, encoding="utf-8")
    return folder


def ran(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy, on the copy's own code."""
    paths = os.pathsep.join(str(folder / part) for part in ("core", ""))
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def test_newcomers_are_there_the_day_their_file_is(tmp_path):
    done = ran(with_newcomers(tmp_path), "-c", LOADS)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_newcomers_are_held_to_their_claims_and_in_nobody_s_way(tmp_path):
    folder = with_newcomers(tmp_path)
    for maker in ("make_docs.py", "make_stock_pages.py"):
        made = ran(folder, f"tools/{maker}")
        assert made.returncode == 0, made.stderr
    tests = [f"tests/{name}" for name in REGISTRY_TESTS]
    done = ran(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-m", "not slow")
    assert done.returncode == 0, done.stdout[-4000:]
