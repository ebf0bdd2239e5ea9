"""The Blender host keeps its promises in every Blender there is here, each in its own process."""

import pytest

from tests.blender.interpreters import HOW, VARIABLE, interpreters
from tests.blender.run_in_bpy import run

VERSIONS = ("4.2", "4.5", "5.0")  # those that are promised; a newer one is tried as well


@pytest.mark.slow
@pytest.mark.parametrize("version", sorted({*VERSIONS, *interpreters()}))
def test_every_promise_holds_in_blender(version):
    if version not in interpreters():
        pytest.skip(HOW if not interpreters() else f"{VARIABLE} names no Blender {version}")
    done = run(interpreters()[version])
    assert done.returncode == 0, done.stdout[-8000:]
    assert " skipped" not in done.stdout.splitlines()[-1]
