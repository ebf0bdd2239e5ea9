"""A look and a move of the user's own library, chosen in the panel."""

import bpy
import pytest

from scene_stager.front_door import read_script
from tests.presets.kept import keep_look_and_move


def test_a_look_and_a_move_of_the_library_go_on_the_shot(add_on, monkeypatch, tmp_path):
    from blender_addon.choices import look_presets, move_presets
    from blender_addon.wishes import given_way, script_from

    keep_look_and_move(tmp_path, monkeypatch)
    assert look_presets(add_on, None, "") == ["dusk", "push", "whole"]
    assert move_presets(add_on, None, "") == ["push", "whole"]
    add_on.scenario, add_on.conform = "interview_three_point", False
    add_on.look_preset, add_on.move_preset = "dusk", "push"
    script = script_from(add_on)
    assert (script.rig.rig, script.stock.stock) == ("dolly", "tri_x_400")
    assert script.framing == read_script("interview_three_point").framing
    assert any(line.startswith("push: Distance") for line in given_way(add_on).lines)
    add_on.use_receptor, add_on.receptor = True, "card"
    assert script_from(add_on).lighting.receptor == "card"
    add_on.move_preset = "pull"
    with pytest.raises(RuntimeError, match="found 'pull', expected one of: dusk, push, whole"):
        bpy.ops.scene_stager.bake()
