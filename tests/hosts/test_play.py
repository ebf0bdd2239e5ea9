"""Playing a Take, and the notebook that it is played into."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from tools.environments import no_python, python_of

from scene_stager.errors import HostError, InputError
from scene_stager.hosts.moks_host import Part
from scene_stager.hosts.notebook import NotebookHost
from scene_stager.hosts.play import owner_of, play
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import Proxy
from tests.facts import entity
from tests.hosts.promises import SHOT, a_take
from tests.house.test_travels_light import OLDEST_HOST_PYTHON

CORE = Path(__file__).resolve().parents[2] / "core"


def test_the_owner_is_the_name_of_the_shot_or_its_title():
    assert owner_of(a_take()) == SHOT
    assert owner_of(a_take(without=["shot"])) == "hero_shot"
    assert owner_of(replace(a_take(without=["shot"]), title="—")) == "shot"
    assert play(a_take(), NotebookHost(), owner="mine").owner == "mine"


def test_says_which_channels_and_stand_ins_belong_to_nobody():
    take = a_take()
    entities = tuple(one for one in take.entities if one.id not in ("light.key", "subject"))
    warnings = play(replace(take, entities=entities), NotebookHost()).warnings
    assert "channels of light.key were not written: no such entity" in warnings
    assert "nothing stands in for role:hero: no such entity" in warnings


def test_a_selector_that_is_none_stops_before_anything_is_touched():
    host = NotebookHost()
    proxy = Proxy("subject", "hero", "subject", (0.0, 0.0, 0.0), 1.0)
    with pytest.raises(InputError, match=r"^proxies.subject: found 'hero'"):
        play(replace(a_take(), proxies=(proxy,)), host)
    assert host.undo_titles == ()


def test_a_host_without_a_rate_gets_no_warning_about_it():
    assert len(play(a_take(), NotebookHost(fps=None)).warnings) == 1  # the missing hero


def test_the_undo_step_is_called_after_the_shot():
    host = NotebookHost()
    play(a_take(), host)
    assert host.undo_titles == ("Bake Hero shot",)
    assert host.undo() == "Bake Hero shot"


def test_the_notebook_writes_only_inside_one_step():
    host = NotebookHost()
    part = Part(entity("camera"), ())
    with pytest.raises(HostError, match="inside one undo step"):
        host.write(part, Clock((24, 1), 1, 1), "x")
    with (
        pytest.raises(HostError, match="inside another"),
        host.one_undo_step("outer"),
        host.one_undo_step("inner"),
    ):
        pass
    assert host.undo_titles == ()
    with pytest.raises(HostError, match="nothing to undo"):
        host.undo()


def test_what_the_notebook_kept_does_not_change_with_the_take():
    take, host = a_take(), NotebookHost()
    play(take, host)
    with pytest.raises(FrozenInstanceError):
        take.entity("camera").facts.near_m = 99.0
    take.channel("camera.translate_m").values[0] = 99.0
    note = host.find_part(SHOT, "camera")
    assert note.facts == take.entity("camera").facts
    assert note.curves["translate_m"].rows[0][0] == 0.0


PLAY_A_FILE = """
import sys
sys.path.insert(0, sys.argv[1])
from scene_stager.hosts.notebook import NotebookHost
from scene_stager.hosts.play import play
from scene_stager.moks.take_json import read_take
take = read_take(sys.stdin.read())
host = NotebookHost()
first, second = play(take, host), play(take, host)
assert first.stand_ins == second.stand_ins
host.undo()
again = take.slice_frames(102, 103)
print(take.digest, again.digest, first.key_count, first.stand_ins[0].name)
"""


@pytest.mark.parametrize("which", ["this one", "3.9"])
def test_a_bare_python_plays_a_take_from_a_file(which):
    python = sys.executable if which == "this one" else python_of(OLDEST_HOST_PYTHON)
    if not python:
        pytest.skip(f"needs {no_python(OLDEST_HOST_PYTHON)}")
    take = a_take()
    command = [python, "-I", "-S", "-W", "error", "-c", PLAY_A_FILE, str(CORE)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run(
        command, input=take.to_json(), env=env, capture_output=True, text=True, check=True
    )
    wanted = play(take, NotebookHost())
    cut = take.slice_frames(102, 103).digest
    name = "MISSING_TARGET_role_hero"
    assert told.stdout.split() == [take.digest, cut, str(wanted.key_count), name]
