"""The Blender host keeps its promises in every Blender there is here, each in its own process."""

import pytest

from tests.blender.interpreters import each_version, python_with
from tests.blender.run_in_bpy import run


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_every_promise_holds_in_blender(version):
    done = run(python_with(version))
    assert done.returncode == 0, done.stdout[-8000:]
    assert " skipped" not in done.stdout.splitlines()[-1]
