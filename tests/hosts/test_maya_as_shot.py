"""The scene as the shot has it, by a click; and the module put in its place by a drop."""

import importlib.util

import pytest

from scene_stager.errors import HostError
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import baked
from tests.house.sources import ROOT


def test_range_render_camera_and_resolution_are_those_of_the_shot():
    from scene_stager_maya import as_shot
    from scene_stager_maya.bake import bake_take

    bench = MayaBench()
    with pytest.raises(HostError, match="no shot here yet"):
        as_shot.set_up()
    take = baked("hero_dolly_push_in")
    bake_take(take)
    before = bench.scene.range
    assert before == (1.0, 120.0)  # a bake leaves it alone
    said = as_shot.set_up()
    assert said == "hero_dolly_push_in_camera: frames 1 to 240, rendered at 1920 x 1080"
    assert bench.scene.range == (1.0, 240.0)
    rendered = [
        node.name
        for node in bench.scene.state.nodes.values()
        if node.type == "camera" and bench.scene.value(node, "renderable")
    ]
    assert rendered == ["hero_dolly_push_in_cameraShape"]
    size = bench.scene.find("defaultResolution")
    assert [bench.scene.value(size, name) for name in ("width", "height")] == [1920, 1080]


def test_of_two_shots_the_selected_camera_says_which():
    from scene_stager_maya import as_shot
    from scene_stager_maya.bake import bake_take

    bench = MayaBench()
    bake_take(baked("hero_dolly_push_in").slice_frames(1, 4))
    bake_take(a_take())
    with pytest.raises(HostError, match=r"2 shots here .*; select the camera of one"):
        as_shot.set_up()
    (wanted,) = [path for path in as_shot.cameras() if "hero_shot" in path]
    bench.double.commands.selected = [wanted]
    assert as_shot.set_up().startswith("hero_shot_camera: frames 101 to 105")


@pytest.fixture
def dropped():
    spec = importlib.util.spec_from_file_location("drop", ROOT / "maya_plugin/drag_into_maya.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_drop_puts_the_module_where_maya_looks_and_keeps_what_was_there(tmp_path, dropped):
    source, modules = tmp_path / "archive", tmp_path / "maya" / "modules"
    (source / "scene_stager" / "scripts").mkdir(parents=True)
    (source / "scene_stager.mod").write_text("new")
    (source / "scene_stager" / "scripts" / "a.py").write_text("new")
    assert "Start Maya again" in dropped.install(source, modules)[0]
    (modules / "scene_stager" / "scripts" / "a.py").write_text("mine")
    dropped.install(source, modules)
    assert (modules / "scene_stager" / "scripts" / "a.py").read_text() == "new"
    assert (modules / "scene_stager.before" / "scripts" / "a.py").read_text() == "mine"
    assert not list(modules.glob("*.new"))


def test_a_drop_of_the_file_alone_says_what_is_missing(tmp_path, dropped):
    said = dropped.install(tmp_path, tmp_path / "modules")
    assert said == [
        "scene_stager.mod and scene_stager should lie beside this file: unpack the whole archive"
    ]
    assert not (tmp_path / "modules").exists()
