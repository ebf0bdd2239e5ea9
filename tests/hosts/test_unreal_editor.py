"""The plug-in around the host: menus, dialogs, progress, panel, doctor, and its start."""

import json
import runpy
import sys

import pytest

from scene_stager import bake
from scene_stager.errors import HostError, InputError
from scene_stager.hosts.take_file import read_take_file
from scene_stager.hosts.wishes import ShotWishes
from scene_stager.script.read import scenarios
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks
from tests.hosts.doubles.surface import Refused
from tests.hosts.doubles.unreal import MADE, WORLD, install
from tests.hosts.doubles.unreal.editor import options_of
from tests.hosts.promises import SHOT, a_take
from tests.house.sources import ROOT
from tests.presets.kept import keep_look_and_move

install()
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import (  # noqa: E402
    bake as baking,
)
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import (  # noqa: E402
    choices,
    commands,
    doctor,
    menus,
    panel,
)
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.wishes import (  # noqa: E402
    UnrealWishes,
)

PLUGIN = ROOT / "unreal_plugin" / "SceneStager"


@pytest.fixture(autouse=True)
def world():
    from tests.hosts.doubles.unreal import new_world

    commands._CHOSEN.clear()
    return new_world()


def answer(**fields):
    """An artist who fills in the dialog and says yes."""

    def act(thing):
        for name, value in fields.items():
            thing.set_editor_property(name, value)
        return True

    return act


def test_the_menu_has_every_entry_and_the_toolbar_a_button():
    menus.register()
    menus.register()
    places = [path for path, _ in WORLD.menus]
    assert places.count("LevelEditor.MainMenu.Tools.SceneStager") == len(menus.ENTRIES)
    assert places.count("LevelEditor.LevelEditorToolBar.User") == 1
    for _, entry in WORLD.menus:
        kind, command = entry._command
        assert kind == MADE["ToolMenuStringCommandType"].PYTHON
        function = command.rpartition("commands.")[2].removesuffix("()")
        assert callable(getattr(commands, function))
    menus.unregister()
    assert WORLD.menus == []


def test_a_take_is_played_from_a_file_and_opened(tmp_path):
    file = tmp_path / "shot.take.json"
    file.write_text(a_take().to_json(), encoding="utf-8")
    WORLD.answer = answer(take_file=MADE["FilePath"](str(file)))
    commands.play_take()
    assert WORLD.open_sequence is WORLD.assets[f"/Game/SceneStager/{SHOT}"]
    assert "keys in /Game/SceneStager/hero_shot" in WORLD.dialogs[-1]
    assert "role:hero finds nothing" in WORLD.dialogs[-1]
    commands.select_missing()
    assert [a._label for a in WORLD.selected] == ["MISSING_TARGET_role_hero"]
    assert WORLD.undo[-1][0] == "Bake Hero shot"
    take = a_take()
    assert WORLD.metadata(WORLD.open_sequence)["SceneStagerTake"] == take.digest
    assert WORLD.metadata(WORLD.open_sequence)["SceneStagerPlan"] == take.plan_hash


def test_a_scenario_is_baked_with_wishes_in_a_range_and_a_folder():
    WORLD.answer = answer(
        scenario="crane_reveal",
        stock="tri_x_400",
        phase=0.5,
        first_frame=3,
        last_frame=6,
        folder="/Game/Shots/",
        target="name:Maana*",
    )
    commands.bake_shot()
    made = WORLD.assets["/Game/Shots/crane_reveal"]
    assert (made.get_playback_start(), made.get_playback_end()) == (3, 7)
    assert any(actor._label.startswith("MISSING_TARGET_name_Maana") for actor in WORLD.actors)


def test_a_look_and_a_move_of_the_library_are_put_on_the_shot(tmp_path, monkeypatch):
    keep_look_and_move(tmp_path, monkeypatch)
    fields = {"scenario": "interview_three_point", "look_preset": "dusk", "move_preset": "push"}
    WORLD.answer = answer(**fields, first_frame=100, last_frame=104)
    commands.bake_shot()
    assert "push: Distance: 3.83 m, was 1.2 m" in WORLD.dialogs[-1]
    take, _ = baking.bake_script(ShotWishes("interview_three_point", look_preset="dusk"))
    moved, _ = baking.bake_script(
        ShotWishes("interview_three_point", look_preset="dusk", move_preset="push")
    )
    assert take.channel("camera.translate_m") != moved.channel("camera.translate_m")


def test_the_dialog_has_lists_of_what_there_is_and_a_field_for_words_of_your_own(
    tmp_path, monkeypatch
):
    keep_look_and_move(tmp_path, monkeypatch)
    chosen = choices.new_choices()
    shown = {name: options_of(chosen, name) for name in type(chosen)._lists}
    assert shown.pop("render") == ["Not Queued", "EXR", "ProRes"]
    assert shown["scenario"] == list(scenarios())
    assert shown["rig"] == ["Scenario's Own", *rigs()]
    assert shown["stock"] == ["Scenario's Own", *stocks()]
    assert shown["look_preset"] == ["None", "dusk", "push", "whole"]
    assert shown["move_preset"] == ["None", "push", "whole"]
    for name, names in shown.items():
        assert str(chosen.get_editor_property(name)) in names
    for name in shown:
        chosen.set_editor_property(name, shown[name][-1])
    asked = choices.shot_wishes(chosen)
    assert {name: getattr(asked, "source" if name == "scenario" else name) for name in shown} == {
        name: names[-1] for name, names in shown.items()
    }
    chosen.set_editor_property("sentence_or_file", " slow push in on Ann at dusk ")
    assert choices.shot_wishes(chosen).source == "slow push in on Ann at dusk"


def test_where_nothing_can_be_baked_the_lists_are_empty_and_the_dialog_opens(monkeypatch):
    monkeypatch.setitem(sys.modules, "scene_stager.presets.offers", None)  # as without Python 3.11
    assert options_of(choices.new_choices(), "scenario") == []


@pytest.mark.parametrize(
    ("kind", "given"),
    [(int, {"ret": str}), (str, {"ret": str}), (str, {"ret": "Array", "params": [str]})],
)
def test_the_double_makes_no_list_of_what_unreal_makes_none_of(kind, given):
    unreal = install()
    given = {**given, "ret": unreal.Array(str) if given["ret"] == "Array" else given["ret"]}
    body = {
        "one": unreal.uproperty(kind, meta={"GetOptions": "names"}),
        "names": unreal.ufunction(**given)(lambda self: ["a"]),
    }
    with pytest.raises(Refused, match="GetOptions: names"):
        unreal.uclass()(type("Bad", (unreal.Object,), body))


def test_a_change_of_mind_does_nothing():
    commands.bake_shot()
    commands.play_take()
    assert (WORLD.assets, WORLD.actors, len(WORLD.dialogs)) == ({}, [], 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"scenario": "hero_doly"}, "hero_doly"),
        ({"scenario": "crane_reveal", "rig": "dollie"}, "rig.rig: found 'dollie'"),
        ({"scenario": "crane_reveal", "first_frame": 9, "last_frame": 2}, "frames"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_made(fields, said):
    WORLD.answer = answer(**fields)
    commands.bake_shot()
    assert said in WORLD.dialogs[-1]
    assert (WORLD.assets, WORLD.actors) == ({}, [])
    assert any(said in line for line in WORLD.log)


def test_a_file_that_is_no_take_is_refused(tmp_path):
    for content in ("{}", "[" * 100_000, "not json"):
        file = tmp_path / "x.json"
        file.write_text(content)
        with pytest.raises(InputError):
            read_take_file(str(file))
    with pytest.raises(InputError, match=r"absent\.json: found no such file, expected a Take"):
        read_take_file(str(tmp_path / "absent.json"))


def test_stopping_by_hand_takes_everything_back():
    WORLD.cancel_at = 2.0
    with pytest.raises(HostError, match="stopped by hand"):
        baking.bake_take(a_take())
    assert (WORLD.assets, WORLD.actors, WORLD.undo) == ({}, [], [])


def test_progress_never_promises_more_than_it_does():
    baking.bake_take(bake("hero_dolly_push_in", frames=(1, 2)))
    assert WORLD.calls["slow_task"] == 1


def test_a_stand_in_goes_when_its_target_has_come():
    baking.bake_take(a_take())
    commands.rebind()
    assert "Nothing that is missing" in WORLD.dialogs[-1]
    hero = MADE["TargetPoint"]()
    hero._label, hero._values["tags"] = "Maana", ["role:hero"]
    WORLD.actors.append(hero)
    labels = {a._label for a in WORLD.actors}
    commands.rebind()
    assert labels - {a._label for a in WORLD.actors} == {"MISSING_TARGET_role_hero"}
    assert "MISSING_TARGET_role_hero" in WORLD.dialogs[-1]


def test_a_cine_assembly_also_gets_the_metadata_where_people_see_it(monkeypatch):
    told = {}
    kind = type("CineAssembly", (MADE["LevelSequence"],), {})
    object.__setattr__(sequence := kind(), "set_metadata_as_string", told.__setitem__)
    WORLD.assets[f"/Game/SceneStager/{SHOT}"] = sequence
    report = baking.bake_take(a_take())
    assert told["SceneStagerTake"] == a_take().digest
    assert WORLD.assets[f"/Game/SceneStager/{report.owner}"] is sequence

    def refuse(name, value):
        raise ValueError("no schema")

    object.__setattr__(sequence, "set_metadata_as_string", refuse)
    assert "took no metadata: no schema" in baking.bake_take(a_take()).warnings[-1]


def test_the_panel_is_made_once_and_its_buttons_do_what_the_menu_does():
    commands.open_panel()
    commands.open_panel()
    assert (len(WORLD.tabs), WORLD.dialogs) == (2, [])
    tree = WORLD.assets[panel.PATH]._tree
    for name, label, tip, function in panel.BUTTONS:
        assert str(tree[f"{name}Label"].get_editor_property("text")) == label
        assert str(tree[name].get_editor_property("tool_tip_text")) == tip
        heard = tree[name].get_editor_property("on_clicked").heard
        assert getattr(commands, function) in heard


def test_an_editor_without_panels_says_so(monkeypatch):
    monkeypatch.setattr(panel, "NEEDS", ("NoSuchThing",))
    commands.open_panel()
    assert "makes no panels" in WORLD.dialogs[-1]


def test_unreal_5_3_makes_no_panels_and_doctor_knows(monkeypatch):
    # EditorUtilityLibrary.h of 5.3 has no AddSourceWidget; the stub of 5.6 has.
    monkeypatch.delattr(MADE["EditorUtilityLibrary"], "add_source_widget")
    commands.open_panel()
    assert "makes no panels" in WORLD.dialogs[-1]
    assert panel.PATH not in WORLD.assets
    assert any("came after Unreal 5.3" in line for line in doctor.report())


def test_a_panel_that_cannot_be_finished_is_not_left_half_made(monkeypatch):
    monkeypatch.setattr(MADE["BlueprintEditorLibrary"], "compile_blueprint", lambda made: 1 / 0)
    commands.open_panel()
    assert "ZeroDivisionError" in WORLD.dialogs[-1]
    assert panel.PATH not in WORLD.assets
    monkeypatch.undo()
    commands.open_panel()
    assert len(WORLD.tabs) == 1


def test_a_half_made_panel_of_before_is_made_anew():
    commands.open_panel()
    made = WORLD.assets[panel.PATH]
    MADE["EditorAssetLibrary"].remove_metadata_tag(made, panel.WHOLE)
    made._tree.clear()
    commands.open_panel()
    assert WORLD.assets[panel.PATH] is not made
    assert (len(WORLD.tabs), WORLD.dialogs) == (2, [])


def test_the_doctor_says_what_works_here(monkeypatch):
    commands.run_doctor()
    said = WORLD.dialogs[-1].splitlines()
    assert said[0].startswith("ok: Unreal 5.6")
    assert "ok: baking in the editor, with numpy" in said
    assert any("Nobody has run this plug-in in Unreal yet" in line for line in said)
    monkeypatch.setattr(doctor, "NEEDS", {"NoSuchThing": "a plug-in"})
    assert "no: NoSuchThing is missing; it needs a plug-in" in doctor.report()


def test_the_editor_starts_whatever_happens(monkeypatch):
    here = str(PLUGIN / "Content" / "Python")
    monkeypatch.syspath_prepend(here)
    try:
        runpy.run_path(f"{here}/init_unreal.py")
        assert len(WORLD.menus) == len(menus.ENTRIES) + 1
        monkeypatch.setattr("scene_stager_unreal.menus.register", lambda: 1 / 0)
        runpy.run_path(f"{here}/init_unreal.py")
        assert "Scene Stager could not start: ZeroDivisionError" in WORLD.log[-1]
    finally:
        for name in [n for n in sys.modules if n.startswith("scene_stager_unreal")]:
            del sys.modules[name]


def test_the_descriptor_names_what_the_plug_in_needs():
    told = json.loads((PLUGIN / "SceneStager.uplugin").read_text(encoding="utf-8"))
    from scene_stager import __version__

    assert (told["VersionName"], told["Modules"]) == (__version__, [])
    wanted = {"PythonScriptPlugin", "EditorScriptingUtilities", "SequencerScripting"}
    assert {one["Name"] for one in told["Plugins"]} == wanted


def test_choices_are_plain_words():
    chosen = choices.new_choices()
    assert choices.shot_wishes(chosen) == ShotWishes("hero_dolly_push_in")
    assert choices.scene_wishes(chosen) == UnrealWishes()
    assert install() is sys.modules["unreal"]


def test_a_command_line_opens_a_level_and_leaves_everything_on_disk(tmp_path):
    file = tmp_path / "shot.take.json"
    file.write_text(a_take().to_json(), encoding="utf-8")
    report = commands.play_file(str(file), "/Game/Shots", level="/Game/Maps/Stage")
    assert report.key_count > 0
    shot = f"/Game/Shots/{SHOT}"
    pictures = [path for path in WORLD.assets if path.startswith("/Game/Shots/Looks/")]
    assert WORLD.saved == [shot, *pictures, "/Game/Maps/Stage"]
    commands.play_file(str(file), "/Game/Shots", level="/Game/Maps/Stage", save=False)
    assert len(WORLD.saved) == 2 + len(pictures)


def test_a_level_without_a_name_is_told_and_the_rest_is_saved(tmp_path):
    WORLD.answer = answer(scenario="crane_reveal", first_frame=1, last_frame=2, save_all=True)
    commands.bake_shot()
    assert "/Game/SceneStager/crane_reveal" in WORLD.saved
    assert "the level was not saved: give it a name" in WORLD.dialogs[-1]


def test_a_path_that_is_not_whole_is_refused_before_anything_is_opened():
    with pytest.raises(InputError, match="expected a path from the root"):
        commands.play_file("shot.take.json", level="/Game/Maps/Stage")
    assert (WORLD.level, WORLD.assets) == ("", {})
