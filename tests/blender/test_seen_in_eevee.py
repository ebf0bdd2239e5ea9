"""Practicals are seen in Eevee too, as bright as they light, and light nothing twice."""

import json
import subprocess

import pytest

from tests.blender.interpreters import each_version, python_with

PROGRAM = "tests/blender/seen_practical.py"


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_eevee_shows_a_practical_as_bright_as_it_is_and_lights_the_set_once(version):
    done = subprocess.run(
        [python_with(version), PROGRAM], capture_output=True, text=True, check=False, timeout=600
    )
    told = done.stdout + done.stderr
    if done.returncode and any(word in told for word in ("graphics", "EGL", "GPU", "OpenGL")):
        pytest.skip("Eevee needs a graphics context")
    assert done.returncode == 0, done.stderr[-2000:]
    line = next(one for one in done.stdout.splitlines() if one.startswith('{"seen"'))
    found = json.loads(line)
    assert found["seen"] == pytest.approx(found["wanted"], rel=2e-3)
    assert found["without"] > 0.0
    assert found["with"] == pytest.approx(found["without"], rel=0.01)
