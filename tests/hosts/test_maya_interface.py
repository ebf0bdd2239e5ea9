"""Maya's window, menu, doctor and film look, on a double that knows only what the stubs know."""

import importlib
import runpy
from pathlib import Path

import pytest

from scene_stager.errors import HostError
from scene_stager.hosts.play import play
from scene_stager.shot.stocks import stocks, write_looks
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import baked
from tests.presets.kept import keep_look_and_move

PLUGIN = Path(__file__).resolve().parents[2] / "maya_plugin"


@pytest.fixture
def bench():
    return MayaBench()


@pytest.fixture
def window(bench):
    """The window, open; Maya would run its script, which is what fills it."""
    from scene_stager_maya import window

    window.show()
    kind, told = bench.double.interface.controls[window.NAME]
    assert kind == "workspaceControl"
    exec(told["uiScript"], {})
    return window


def control(bench, key):
    return bench.double.interface.controls[f"sceneStager_{key}"][1]


def controls(bench):
    return bench.double.interface.controls.values()


def choose(bench, **values):
    for key, value in values.items():
        control(bench, key)["value"] = value


def settled(bench):
    """What an artist has before touching anything: the first of every list."""
    choose(bench, scenario="hero_dolly_push_in", rig="Scenario's Own", stock="Scenario's Own")
    choose(bench, look_preset="None", move_preset="None")


def test_bake_puts_the_chosen_shot_into_the_scene(bench, window):
    settled(bench)
    choose(bench, rig="handheld", stock="tri_x_400", use_phase=True, phase=0.9, use_range=True)
    control(bench, "range").update(value1=10, value2=13)
    control(bench, "target")["text"] = "name:Maana*"
    control(bench, "bake")["command"]()
    owner = "hero_dolly_push_in"
    assert bench.read(owner, "camera", "translate_m")[0] == 10
    assert len(bench.read(owner, "atmosphere", "phase")[1]) == 4
    assert bench.read(owner, "atmosphere", "phase")[1][0][0] == pytest.approx(0.9)
    camera = bench.part(owner, "camera")
    assert "Tri-X" in camera.values["film_stock"]
    assert control(bench, "missing")["append"] == ["name:Maana*"]
    assert "keys" in control(bench, "said")["label"]
    assert bench.undo_steps() == 1


def test_controls_come_in_the_order_of_blenders_panel_and_every_one_has_a_tooltip(bench, window):
    shown = [name for name in bench.double.interface.controls if name.startswith("sceneStager_")]
    keys = [name.removeprefix("sceneStager_") for name in shown]
    presets = ["look_preset", "move_preset"]
    first = ["rig", "stock", "target", "use_range", "range", "use_phase", "phase"]
    assert keys == [
        "scenario",
        *presets,
        *first,
        *("camera", "namespace"),
        "bake",
        "match",
        "missing",
        "rebind",
        "look",
        "unlook",
        "doctor",
        "said",
    ]
    for key in keys[:-1]:
        assert control(bench, key)["annotation"], key
    assert control(bench, "bake")["label"] == "Bake Scene"


def test_what_is_switched_off_leaves_the_scenarios_own(bench, window):
    settled(bench)
    choose(bench, phase=0.9)
    wished = window.chosen()
    assert (wished.rig, wished.stock, wished.target) == ("", "", "")
    assert wished.phase is wished.frames is None
    assert wished.presets == ()


def test_a_look_and_a_move_of_the_library_are_put_on_the_shot(bench, monkeypatch, tmp_path):
    keep_look_and_move(tmp_path, monkeypatch)
    from scene_stager_maya import window

    window.show()
    window.fill()
    settled(bench)
    offered = [told["label"] for kind, told in controls(bench) if kind == "menuItem"]
    assert (offered.count("dusk"), offered.count("push")) == (1, 2)
    choose(bench, scenario="interview_three_point", look_preset="dusk", move_preset="push")
    control(bench, "bake")["command"]()
    camera = bench.part("interview_three_point", "camera")
    assert "Tri-X" in camera.values["film_stock"]
    ways = bench.read("interview_three_point", "camera", "translate_m")[1]
    assert ways[0] != ways[-1]
    assert "push: Distance" in control(bench, "said")["label"]


def test_a_mistake_is_a_dialog_and_the_scene_stays_as_it_was(bench, window):
    settled(bench)
    choose(bench, use_range=True)
    control(bench, "range").update(value1=50, value2=1)
    before = bench.snapshot()
    control(bench, "bake")["command"]()
    kind, told = bench.double.interface.told[-1]
    assert (kind, told["title"]) == ("confirmDialog", "Scene Stager")
    assert "frames" in told["message"]
    assert bench.snapshot() == before


def test_match_from_take_plays_a_file(bench, window, tmp_path):
    file = tmp_path / "shot.take.json"
    file.write_text(a_take().to_json(), encoding="utf-8")
    control(bench, "match")["command"]()  # closed without a choice
    assert bench.undo_steps() == 0
    bench.double.interface.answers["fileDialog2"] = [str(file)]
    control(bench, "match")["command"]()
    assert bench.read("hero_shot", "camera", "focal_length_mm")[1][0] == (35.0,)
    file.write_text("{}")
    control(bench, "match")["command"]()
    assert bench.double.interface.told[-1][0] == "confirmDialog"


def test_missing_targets_are_listed_selected_and_rebound(bench, window):
    play(a_take(), bench.host)
    window.refresh()
    assert control(bench, "missing")["append"] == ["role:hero"]
    control(bench, "missing")["selectItem"] = ["role:hero"]
    control(bench, "missing")["selectCommand"]()
    assert bench.double.interface.selection[0].endswith("MISSING_TARGET_role_hero")
    bench.add("Maana", roles=["hero"])
    control(bench, "rebind")["command"]()
    assert control(bench, "said")["label"] == "Found Maana"
    assert control(bench, "missing")["append"] == []


def test_what_is_selected_becomes_the_target(bench, window):
    bench.double.commands.selected = ["|Set|Maana_01"]
    control(bench, "target")["buttonCommand"]()
    assert control(bench, "target")["text"] == "name:Maana_01"


def test_without_numpy_only_playing_is_offered_and_the_reason_is_said(bench, monkeypatch):
    from scene_stager_maya import window, wishes

    monkeypatch.setattr(wishes, "find_spec", lambda name: None)
    window.show()
    window.fill()
    assert control(bench, "bake")["enable"] is False
    assert "numpy" in control(bench, "bake")["annotation"]
    assert "command" in control(bench, "match")


def test_the_menu_is_made_once_and_not_in_batch(bench):
    from scene_stager_maya import menu

    bench.double.commands.batch = True
    menu.build()
    assert menu.MENU not in bench.double.interface.controls
    bench.double.commands.batch = False
    menu.build()
    menu.build()
    items = [c for c in bench.double.interface.controls.values() if c[1].get("parent") == menu.MENU]
    assert {told["label"] for _, told in items} == {label for label, *_ in menu.ITEMS}
    items[0][1]["command"](True)
    assert "SceneStagerWindow" in bench.double.interface.controls


def test_user_setup_does_nothing_in_batch_and_never_stops_maya(bench, monkeypatch, capsys):
    from scene_stager_maya import menu

    built = []
    monkeypatch.setattr(menu, "build", lambda: built.append(1) or 1 / 0)
    bench.double.commands.batch = True
    runpy.run_path(str(PLUGIN / "scripts" / "userSetup.py"))
    assert built == []
    bench.double.commands.batch = False
    runpy.run_path(str(PLUGIN / "scripts" / "userSetup.py"))
    assert built == [1]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_shelf_and_the_module_name_only_what_is_there():
    shelf = (PLUGIN / "shelves" / "shelf_SceneStager.mel").read_text()
    assert "global proc shelf_SceneStager ()" in shelf  # as Maya calls a file of that name
    from scene_stager_maya import window

    for line in shelf.splitlines():
        if "-image1" in line:
            assert (PLUGIN / "icons" / line.split('"')[1]).is_file()
        if "-command" in line:
            calls = line.split('"')[1].partition("; ")[2].split("; ")
            assert all(hasattr(window, call.split(".")[1].removesuffix("()")) for call in calls)
    module = (PLUGIN / "scene_stager.mod").read_text()
    for year in (2023, 2024, 2025, 2026):
        assert f"+ MAYAVERSION:{year} scene_stager 0.1.0 ./scene_stager" in module
    for folder in ("scripts", "plug-ins", "icons"):
        assert module.count(f"{folder}: {folder}\n") == 5
        assert (PLUGIN / folder).is_dir()


def test_the_doctor_says_what_is_missing_and_what_to_do(bench):
    from scene_stager_maya import doctor

    said = "\n".join(doctor.report())
    assert "ok: Maya 2025" in said
    assert "ok: keys are written in bulk" in said
    assert "no: mtoa is not loaded" in said
    assert "Nobody has run this module in Maya yet" in said
    assert "no: the plug-in" in "\n".join(_doctor_of(MayaBench(bulk=False)))


def _doctor_of(bench):
    from scene_stager_maya import doctor

    return doctor.report()


def test_the_film_look_is_an_ocio_view_and_can_be_taken_back(bench, tmp_path, monkeypatch):
    from scene_stager_maya import look

    monkeypatch.setattr(look, "HOME", tmp_path)
    with pytest.raises(HostError, match="no look of 'tri_x_400' here, only none"):
        look.show("tri_x_400")
    write_looks(stocks(), tmp_path, size=2)
    before = dict(bench.double.commands.prefs)
    for stock in stocks():
        look.show(stock)
        assert bench.double.commands.prefs["configFilePath"].endswith("config.ocio")
        assert stocks()[stock].title in bench.double.commands.prefs["viewName"]
    look.restore()
    assert bench.double.commands.prefs == before
    look.restore()
    assert bench.double.commands.info == {}


def test_the_plug_in_registers_and_lets_go_of_its_command(bench):
    plug_in = bench.double.plug_in
    bench.cmds.loadPlugin("scene_stager_commands.py")
    assert "sceneStagerKeys" in bench.scene.commands
    plug_in.maya_useNewAPI()
    plug_in.uninitializePlugin("scene_stager_commands")
    assert bench.scene.commands == {}


def test_every_file_of_the_module_loads_in_the_double(bench):
    for file in sorted((PLUGIN / "scripts" / "scene_stager_maya").glob("*.py")):
        importlib.import_module(f"scene_stager_maya.{file.stem}".removesuffix(".__init__"))


def test_a_whole_scenario_through_the_bake_of_the_module(bench):
    from scene_stager_maya.bake import bake_take

    report = bake_take(baked("crane_reveal"))
    assert report.key_count > 1000
    assert bench.double.commands.suspended is False


def test_doctor_names_a_shelf_of_before_that_hides_the_modules(bench, tmp_path):
    from scene_stager_maya import doctor

    bench.double.commands.shelves = f"{tmp_path}/"
    assert not any("shelf" in line for line in doctor.report())
    (tmp_path / doctor.SHELF).write_text("// saved by an older Maya")
    (line,) = [line for line in doctor.report() if "shelf_" in line]
    assert line.startswith("no: shelf_SceneStager.mel lies in your own shelves too")


def test_the_shelf_is_found_once_by_each_maya_and_made_by_nothing_else():
    """Autodesk, MAYA_SHELF_PATH: "Once a shelf exists, a shelf with the same name in the subsequent
    searched directories is ignored", so one that comes by its file alone cannot double."""
    module = (PLUGIN / "scene_stager.mod").read_text()
    for part in module.split("\n\n"):
        assert part.count("MAYA_SHELF_PATH +:= shelves") == 1
    (shelf,) = (PLUGIN / "shelves").iterdir()
    from scene_stager_maya import doctor

    assert shelf.name == doctor.SHELF
    assert f"proc {shelf.stem} ()" in shelf.read_text()
    code = "".join(file.read_text() for file in PLUGIN.rglob("*.py"))
    assert not any(word in code for word in ("shelfLayout", "shelfButton", "loadNewShelf"))


def test_the_camera_says_what_it_was_baked_from_and_a_second_bake_says_it_anew(bench):
    from scene_stager_maya.bake import bake_take

    whole = baked("crane_reveal")
    for take in (whole, whole.slice_frames(1, 6)):
        bake_take(take)
        told = bench.part("crane_reveal", "camera").values
        assert (told["sceneStagerPlan"], told["sceneStagerTake"]) == (take.plan_hash, take.digest)
    bench.undo()
    assert bench.part("crane_reveal", "camera").values["sceneStagerTake"] == whole.digest
