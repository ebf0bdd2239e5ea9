"""What a panel asks for, in one form for every host."""

from dataclasses import fields, replace

from scene_stager.hosts.wishes import SceneWishes, ShotWishes
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.read import read_script

ASKED = ShotWishes(
    "crane_reveal",
    rig="dolly",
    stock="tri_x_400",
    target="name:Maana*",
    phase=0.0,
    frames=(1, 2),
    look_preset="dusk",
    move_preset="push",
)


def test_what_nobody_asked_for_leaves_the_script_as_it_is():
    script = read_script("crane_reveal")
    assert ShotWishes("crane_reveal").overrides() == Overrides()
    assert overridden(script, ShotWishes("crane_reveal").overrides()) == script


def test_every_wish_arrives_in_the_script_a_phase_of_nought_too():
    script = overridden(read_script("crane_reveal"), ASKED.overrides())
    found = (script.rig.rig, script.stock.stock, script.subject.selector, script.atmosphere.phase)
    assert found == ("dolly", "tri_x_400", "name:Maana*", 0.0)


def test_no_wish_is_lost_on_the_way():
    for one in fields(ShotWishes):
        if one.name not in ("source", "frames"):  # which are not wishes about the script
            plain = replace(ASKED, **{one.name: one.default})
            asked, other = ((w.presets, w.overrides()) for w in (ASKED, plain))
            assert asked != other, one.name


def test_the_move_goes_over_the_look():
    assert ASKED.presets == ("dusk", "push")
    assert replace(ASKED, look_preset="").presets == ("push",)


def test_a_scene_lets_the_film_expose_it_unless_told_otherwise():
    assert SceneWishes().take_look
