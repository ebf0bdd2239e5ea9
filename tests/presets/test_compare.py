"""Differences and three-way merges, field by field."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.presets.compare import NOTHING, differences, merge
from scene_stager.presets.lineage import Lineage, derived
from scene_stager.presets.preset import preset_of
from scene_stager.script.read import read_script

BASE = preset_of(read_script("crane_reveal"), ("lens", "lighting", "stock"), Lineage())


def lit(preset=BASE, **changes):
    slot = replace(preset.slots["lighting"], **changes)
    return replace(preset, slots={**preset.slots, "lighting": slot})


def test_a_preset_is_the_same_as_itself():
    assert differences(BASE, BASE) == ()
    assert differences(BASE, replace(BASE, lineage=derived("merge", "a" * 64))) == ()


def test_a_difference_says_where_and_what():
    (found,) = differences(BASE, lit(key_kelvin=3210.0))
    assert found.pointer == "/slots/lighting/key_kelvin"
    assert (found.before, found.after) == (BASE.slots["lighting"].key_kelvin, 3210.0)


def test_a_slot_that_only_one_has_is_told_field_by_field():
    less = replace(BASE, slots={"lighting": BASE.slots["lighting"]})
    found = differences(BASE, less)
    assert found
    assert all(d.after is NOTHING and d.pointer.split("/")[2] in ("lens", "stock") for d in found)


def test_changes_of_different_fields_come_together():
    merged = merge(BASE, lit(key_kelvin=3210.0), lit(ratio_stops=2.5))
    light = merged.preset.slots["lighting"]
    assert merged.conflicts == ()
    assert (light.key_kelvin, light.ratio_stops) == (3210.0, 2.5)
    assert merged.preset.lineage.documents == (
        lit(key_kelvin=3210.0).digest,
        lit(ratio_stops=2.5).digest,
    )


@pytest.mark.parametrize(("prefer", "kelvin"), [("ours", 3000.0), ("theirs", 4000.0)])
def test_changes_of_one_field_are_a_conflict_that_is_named(prefer, kelvin):
    merged = merge(BASE, lit(key_kelvin=3000.0), lit(key_kelvin=4000.0), prefer)
    (conflict,) = merged.conflicts
    assert conflict.pointer == "/slots/lighting/key_kelvin"
    assert (conflict.ours, conflict.theirs) == (3000.0, 4000.0)
    assert merged.preset.slots["lighting"].key_kelvin == kelvin


def test_the_same_change_on_both_sides_is_no_conflict():
    merged = merge(BASE, lit(key_kelvin=3000.0), lit(key_kelvin=3000.0))
    assert merged.conflicts == ()
    assert merged.preset.slots["lighting"].key_kelvin == 3000.0


def test_a_slot_that_one_side_took_away_stays_away():
    less = replace(BASE, slots={k: v for k, v in BASE.slots.items() if k != "lens"})
    merged = merge(BASE, less, lit(key_kelvin=3000.0))
    assert merged.conflicts == ()
    assert list(merged.preset.slots) == ["lighting", "stock"]


kelvins = st.sampled_from([2000.0, 3000.0, 4000.0])
stops = st.sampled_from([1.0, 2.0])


@given(kelvins, stops, kelvins, stops, kelvins, stops)
def test_merging_is_even_handed(k0, s0, k1, s1, k2, s2):
    base, one, two = (lit(key_kelvin=k, ratio_stops=s) for k, s in ((k0, s0), (k1, s1), (k2, s2)))
    there, back = merge(base, one, two, "ours"), merge(base, two, one, "theirs")
    assert differences(there.preset, back.preset) == ()
    assert [c.pointer for c in there.conflicts] == [c.pointer for c in back.conflicts]
    assert differences(merge(base, one, base).preset, one) == ()
    assert differences(merge(base, base, two).preset, two) == ()
