"""A file that one Blender has baked and another opens: it plays, shows the same, or is healed."""

import json
import os
import subprocess

import numpy as np
import pytest
from tools.packaging._layout import ROOT

from tests.blender.interpreters import python_with

pytestmark = [pytest.mark.slow, pytest.mark.every_blender]

# Each Blender's Cycles draws samples of its own, and 64 x 36 pixels have 4 of them.
SHARE = 0.06
NEWER = [("4.2", "4.5"), ("4.2", "5.2"), ("4.2", "5.3"), ("4.5", "5.0"), ("5.0", "5.3")]
# 5.0 has no nodes for the noise that 4.2 draws, and shows nothing of a film that holds them.
HEALED = [("4.2", "5.0"), ("4.5", "4.2"), ("5.0", "4.5")]


def asked(version, command, path):
    """What a Blender says of a file, in a process of its own."""
    done = subprocess.run(
        [python_with(version), str(ROOT / "tests" / "blender" / "between.py"), command, str(path)],
        env=dict(os.environ, PYTHONPATH=os.pathsep.join([str(ROOT / "core"), str(ROOT)])),
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    said = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return json.loads(said[-1])  # Blender says goodbye after it


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A file of each Blender, made once, and what it shows there."""
    folder, known = tmp_path_factory.mktemp("between"), {}

    def file_of(version):
        if version not in known:
            path = folder / f"{version}.blend"
            known[version] = (path, asked(version, "write", path))
        return known[version]

    return file_of


@pytest.mark.parametrize(("old", "new"), [*NEWER, *HEALED])
def test_another_blender_plays_every_key_and_a_bake_there_heals_the_film(old, new, written):
    python_with(new)
    path, there = written(old)
    told = asked(new, "read", path)
    for here in (told["opened"], told["again"]):
        assert np.allclose(here["moves"], there["moves"], rtol=1e-5, atol=1e-5)
    moved = np.ptp(there["moves"], axis=0)
    assert moved[3] > 0.1 or moved[16] > 5.0  # it is no still: the camera goes, or the lens does
    assert told["again"]["unknown"] == 0
    assert told["again"]["mean"] == pytest.approx(there["mean"], rel=SHARE)
    if (old, new) in NEWER:
        assert told["opened"]["mean"] == pytest.approx(there["mean"], rel=SHARE)
    if told["opened"]["unknown"] and (old, new) in NEWER:
        # Noise without its place would be one grey over the picture, another on every frame.
        none, most, _ = told["opened"]["grainy"]
        assert none == most
