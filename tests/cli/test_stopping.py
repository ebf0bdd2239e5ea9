"""Ctrl-C and SIGTERM end any command soon; what is done stays, nothing is left.

`python -m tests.cli.stops` holds them to two seconds, at random moments.
"""

import os
import shutil
import signal

import pytest

from tests.cli import stops
from tests.shot_names import SKY, names_in

A_BUSY_MACHINE_S = 30.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="/proc tells who is left"),
]


@pytest.fixture
def here(tmp_path):
    return stops.folder_of_stills(tmp_path)


def results_in(here):
    return sorted(file.parent.name for file in (here / "out").glob("*/receipt.json"))


@pytest.mark.parametrize(
    ("words", "number"), [("match", signal.SIGINT), ("match --jobs", signal.SIGTERM)]
)
def test_a_batch_that_is_stopped_keeps_what_is_done(here, words, number):
    found = stops.stop(here, stops.COMMANDS[words], number, after=lambda: results_in(here))
    stops.check(found, number, A_BUSY_MACHINE_S)
    assert 1 <= len(results_in(here)) < 4
    assert stops.litter(here) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_bake_that_is_stopped_while_it_draws_keeps_what_is_done(here, number):
    shutil.rmtree(here / "stills")

    def draws():
        return (here / "out" / "preview.png").exists()

    found = stops.stop(here, stops.COMMANDS["bake"], number, after=draws)
    stops.check(found, number, A_BUSY_MACHINE_S)
    assert set(names_in(here / "out")) == {
        *(SKY, "shot.usda", "shot.take.json", "shot.provenance.usda"),
        *("shot.plan.json", "shot.manifest.json", "shot.script.json", "preview.png", "report.html"),
    }
    assert stops.litter(here) == []


def test_workers_end_with_a_parent_that_is_killed_and_its_desk_is_cleared_by_the_next(here):
    words = stops.COMMANDS["match --jobs"]
    found = stops.stop(here, words, signal.SIGKILL, after=lambda: results_in(here))
    assert (found.code, found.orphans) == (-signal.SIGKILL, [])
    stops.stop(here, words, signal.SIGINT, after=lambda: len(results_in(here)) > 1)
    assert stops.litter(here) == []
