"""The pipe to Blender, tried on children that behave and on children that do not."""

import sys
import textwrap
import time

import numpy as np
import pytest

from scene_stager.errors import HostError, MissingPartError
from scene_stager.inverse.blender import blender_process
from scene_stager.inverse.blender.blender_process import (
    BlenderForward,
    BlenderProcess,
    blender_command,
)
from scene_stager.preview.parameters import LAMPS, default_vector

WIDE, HIGH = 6, 4
WANTED = BlenderForward(width=WIDE, height=HIGH, kind="sphere", first_s=20.0, each_s=20.0)
GOOD = """
import json, sys
from pathlib import Path
import numpy as np
folder = Path(sys.argv[sys.argv.index("--folder") + 1])
def say(**told):
    print(json.dumps(told), flush=True)
for number, line in enumerate(sys.stdin):
    asked = json.loads(line)
    if number == 0:
        say(blender=[5, 0, 1])
        continue
"""
BEHAVES = """
table = np.full((4, 6, 3), len(asked["numbers"]["lights"]), dtype=np.float32)
np.save(folder / "p.npy", table)
say(picture="p.npy", seconds=0.1)
"""


def child(tmp_path, body, start=GOOD):
    """A command that starts a child: it opens, and then does something for every picture."""
    script = tmp_path / "child.py"
    script.write_text(start + textwrap.indent(body, "    "), encoding="utf-8")
    return [sys.executable, str(script)]


def one_picture(command):
    with BlenderProcess(WANTED, command) as blender:
        return blender.render(default_vector())


def test_a_picture_comes_back_as_an_array_and_its_file_goes(tmp_path):
    with BlenderProcess(WANTED, child(tmp_path, BEHAVES)) as blender:
        picture = blender.render(default_vector())
        again = blender.render(default_vector())
        assert blender.blender == "5.0.1"
    assert picture.shape == (HIGH, WIDE, 3)
    assert (picture == len(LAMPS)).all()
    assert (again == picture).all()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("say(error='no subject')", "no subject"),
        ("print('hello', flush=True)", "expected a reply in JSON"),
        ("print('[1]', flush=True)", "expected a reply in JSON"),
        ("print('x' * (2 << 20), flush=True)", "expected a reply in JSON"),
        ("sys.exit('no display')", "ended with code 1 .no display."),
        ("say(picture='../p.npy')", "expected the name of a picture"),
        ("say(picture='p.exe')", "expected the name of a picture"),
        ("say(picture='none.npy')", "cannot be read"),
        (
            "np.save(folder / 'p.npy', np.zeros((2, 2, 3), np.float32)); say(picture='p.npy')",
            "2, 2",
        ),
        (
            "np.save(folder / 'p.npy', np.array([{}]), allow_pickle=True); say(picture='p.npy')",
            "cannot be read",
        ),
    ],
)
def test_what_goes_wrong_is_one_line(tmp_path, body, wanted):
    with pytest.raises(HostError, match=wanted) as caught:
        one_picture(child(tmp_path, body))
    assert "\n" not in str(caught.value)


def test_a_child_that_is_late_is_ended(tmp_path):
    hasty = BlenderForward(width=WIDE, height=HIGH, kind="sphere", first_s=0.5, each_s=0.5)
    began_s = time.monotonic()
    with pytest.raises(HostError, match="no reply within"):
        BlenderProcess(hasty, child(tmp_path, "", start="import time\ntime.sleep(60)\n"))
    assert time.monotonic() - began_s < 50  # it was not waited for


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(HostError, match="does not start"):
        BlenderProcess(WANTED, ["no-such-blender"])


def test_numbers_that_are_none_are_never_sent(tmp_path):
    with (
        BlenderProcess(WANTED, child(tmp_path, BEHAVES)) as blender,
        pytest.raises(ValueError, match="not JSON compliant"),
    ):
        blender.render(default_vector(key_stops=float("nan")))


def test_says_how_to_name_a_blender_when_there_is_none(monkeypatch):
    for name in blender_process.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(blender_process, "find_spec", lambda name: None)
    monkeypatch.setattr(blender_process.shutil, "which", lambda name: None)
    with pytest.raises(MissingPartError, match="BLENDER"):
        blender_command()


def test_takes_the_blender_that_is_named(monkeypatch):
    monkeypatch.setenv("SCENE_STAGER_BPY_PYTHON", "some-python")
    assert blender_command()[0] == "some-python"
    monkeypatch.delenv("SCENE_STAGER_BPY_PYTHON")
    monkeypatch.setattr(blender_process, "find_spec", lambda name: None)
    monkeypatch.setenv("BLENDER", "some-blender")
    assert blender_command()[:2] == ["some-blender", "-b"]


def test_the_watts_of_a_lamp_give_what_the_vector_says():
    """A disk of radius r and radiance L gives pi L r^2 / (d^2 + r^2) on its axis."""
    from scene_stager.inverse.blender.blender_scene import numbers_of
    from scene_stager.preview.parameters import scene_of

    scene = scene_of(default_vector(key_stops=1.0, key_distance_m=2.0, key_softness_deg=60.0))
    key = numbers_of(scene, through_air=True)["lights"][0]
    radius_m = key["radius_m"]
    radiance = key["watts"] / (np.pi * np.pi * radius_m**2)
    irradiance = np.pi * radiance * radius_m**2 / (4.0 + radius_m**2)
    assert irradiance / np.pi == pytest.approx(2.0)  # a white card's radiance


def test_air_dims_a_lamp_only_where_there_is_air():
    from scene_stager.inverse.blender.blender_scene import AIR_BEYOND_M, numbers_of
    from scene_stager.preview.parameters import scene_of

    near = scene_of(default_vector(haze_per_m=0.1, key_distance_m=4.0))
    clear = scene_of(default_vector(key_distance_m=4.0))
    watts = [numbers_of(s, through_air=True)["lights"][0]["watts"] for s in (near, clear)]
    assert watts[0] / watts[1] == pytest.approx(np.exp(0.4))
    dry = numbers_of(near, through_air=False)["lights"][0]["watts"]
    assert dry == pytest.approx(watts[1])
    far = scene_of(default_vector(haze_per_m=0.1, key_distance_m=1000.0))
    lit = [numbers_of(far, through_air=on)["lights"][0]["watts"] for on in (True, False)]
    camera_m = np.linalg.norm(far.camera.position_m)
    assert lit[0] / lit[1] == pytest.approx(np.exp(0.1 * (AIR_BEYOND_M + camera_m)))
