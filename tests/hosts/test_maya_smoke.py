"""What whoever has Maya can run: on the double it agrees, and sees what is wrong."""

import pytest

from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import baked


@pytest.mark.parametrize("up", ["y", "z"])
def test_what_people_run_in_maya_agrees_in_the_double(up):
    from scene_stager_maya import smoke

    bench = MayaBench(up=up)
    assert smoke.check(baked("hero_dolly_push_in").slice_frames(1, 48)) == []
    assert bench.undo_steps() == 0


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        ("translateX", "camera at frame 3: 1 m off"),
        ("rotateY", "camera at frame 3: turned by"),
        ("focalLength", "camera.focal_length_mm at frame 3: 100 off"),
        ("fStop", "camera.f_number at frame 3:"),
    ],
)
def test_what_people_run_in_maya_sees_what_is_wrong(monkeypatch, attribute, said):
    from scene_stager_maya import smoke

    bench = MayaBench()
    shown = type(bench.scene).shown

    def spoiled(scene, node, name, frame):
        value = shown(scene, node, name, frame)
        ours = "camera" in node.name and name == attribute and frame == 3
        return value + (1.0 if name == "rotateY" else 100.0) * ours

    monkeypatch.setattr(type(bench.scene), "shown", spoiled)
    found = smoke.check(baked("hero_dolly_push_in").slice_frames(1, 5))
    assert [line for line in found if line.startswith(said)]


def test_what_people_run_in_maya_says_when_undo_leaves_something(monkeypatch):
    from scene_stager_maya import smoke

    bench = MayaBench()
    monkeypatch.setattr(type(bench.double.commands), "undo", lambda self: None)
    assert smoke.check(a_take())[-1] == "undo: what was baked is still there"
