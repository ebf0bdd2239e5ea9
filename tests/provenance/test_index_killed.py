"""The index when others are at work: killed at any moment, and two who index at once."""

import os
import shutil
import subprocess
import sys

import pytest

from scene_stager.provenance.index.store import JOURNAL, AssetIndex
from tests.files.killing import killed_before
from tests.provenance import kills
from tests.provenance.indexed import remade, take_in

INDEX = """
import sys
from pathlib import Path
from scene_stager.provenance.index.store import AssetIndex
from tests.provenance.indexed import take_in
take_in(AssetIndex(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_two_indexers_at_once_make_what_one_makes(index, folder):
    command = [sys.executable, "-c", INDEX, str(index.folder), str(folder)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate()[1] for one in both] == [b"", b""]
    assert [one.returncode for one in both] == [0, 0]
    assert index.dump() == remade(index, folder)
    assert len((index.folder / JOURNAL).read_bytes().splitlines()) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
@pytest.mark.parametrize("case", [kills.stamping, kills.indexing])
def test_who_stamps_or_indexes_may_be_killed_at_any_moment(case, tmp_path):
    assert case(4, tmp_path) == 4


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
def test_an_index_that_is_killed_before_any_of_its_steps_is_whole(folder, tmp_path):
    step, killed = 0, True
    while killed:
        step += 3
        index = AssetIndex(tmp_path / "index")
        killed = killed_before(step, lambda index=index: take_in(index, folder))
        take_in(index, folder)
        assert index.damaged is None and index.finish()["records"] == 2
        shutil.rmtree(index.folder)
    assert step > 12
