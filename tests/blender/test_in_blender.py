"""The Blender host keeps its promises in every Blender there is here, each in its own process."""

import pytest

from tests.blender.interpreters import each_version, python_with
from tests.blender.run_in_bpy import USD, run

READS_USD = "4.5"  # Blender 4.2 drops what a lens does over time, and the unit of a stage


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_every_promise_holds_in_blender(version):
    done = run(python_with(version))
    assert done.returncode == 0, done.stdout[-8000:]
    assert " skipped" not in done.stdout.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version(READS_USD))
def test_a_shot_as_usd_arrives_in_blender(version):
    done = run(python_with(version), tests=USD)
    if " skipped" in done.stdout.splitlines()[-1]:
        pytest.skip("needs usd-core beside bpy")
    assert done.returncode == 0, done.stdout[-8000:]
