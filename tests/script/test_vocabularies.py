"""The words of the slots agree with the rooms that give them meaning."""

import pytest

from scene_stager.maths.optics.framing import PLACEMENTS, SHOT_SIZES
from scene_stager.script import atmosphere, framing, lighting, moves, rig, stations, subject
from scene_stager.script.field import rules_of
from scene_stager.script.judge import judge
from scene_stager.script.prose.words import phrases
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks

FIELDS = [(slot, name) for slot in SLOTS for name in rules_of(SLOTS[slot])]


def test_every_word_means_something_in_the_room_it_is_for():
    assert set(framing.SIZES) == set(SHOT_SIZES)
    assert set(framing.PLACEMENTS) == set(PLACEMENTS)
    assert set(lighting.STYLES) == set(STYLES)
    assert set(atmosphere.WEATHERS) == set(WEATHERS)
    assert set(rig.rig_names()) == set(rigs())
    assert set(rules_of(SLOTS["stock"])["stock"].words()) == set(stocks())


def test_every_move_of_every_rig_is_in_the_vocabulary_and_can_be_staged():
    made = {move for profile in rigs().values() for move in profile.moves}
    assert made <= set(moves.MOVES) == set(stations.OTHER_END)


def test_every_kind_of_subject_has_its_usual_numbers():
    for table in (subject.USUAL_HEIGHT_M, subject.USUAL_FOCUS_HEIGHT_M, stations.SIZED_AS):
        assert set(table) == set(subject.KINDS)
    assert set(subject.USUAL_SPEED_M_S) == set(subject.MOTIONS)


@pytest.mark.parametrize(("slot", "name"), FIELDS)
def test_every_default_stands_and_every_field_says_what_it_is_for(slot, name):
    rule = rules_of(SLOTS[slot])[name]
    assert judge(name, rule, getattr(SLOTS[slot](), name)) is None
    assert rule.about
    assert rule.optional == (getattr(SLOTS[slot](), name) is None)


@pytest.mark.parametrize(("slot", "name"), FIELDS)
def test_bounds_are_kept_to_the_last_digit(slot, name):
    rule = rules_of(SLOTS[slot])[name]
    if rule.kind != "number":
        return
    assert judge(name, rule, rule.high) is None
    assert (judge(name, rule, rule.low) is None) == (not rule.above)
    for outside in (rule.high * 1.001 + 1e-9, rule.low - abs(rule.low) * 0.001 - 1e-9):
        assert judge(name, rule, outside) is not None


def test_every_phrase_fills_its_fields_with_what_they_may_hold():
    strays = []
    for tokens, fills in phrases().items():
        for path, value in fills.items():
            slot, _, field = path.lstrip("~").partition(".")
            if "@" in path:  # settled with the whole sentence
                continue
            mistake = judge(path, rules_of(SLOTS[slot])[field], value)
            strays += [f"{' '.join(tokens)}: {mistake}"] if mistake else []
    assert strays == []


def test_every_word_of_a_rig_a_move_and_a_stock_can_be_spoken():
    spoken = {value for fills in phrases().values() for value in fills.values()}
    assert {*rigs(), *moves.MOVES, *stocks(), *framing.SIZES, *WEATHERS, *STYLES} - spoken == {
        "practical"
    }  # said of lamps


def test_the_script_itself_is_sound_by_default():
    script = SceneScript()
    for name, rule in rules_of(SceneScript).items():
        assert judge(name, rule, getattr(script, name)) is None
