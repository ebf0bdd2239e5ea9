"""A key or a rim as a spot: beam and field angle from the script to the Take and its hosts."""

from dataclasses import replace

import pytest

from scene_stager.errors import InputError
from scene_stager.front_door import bake
from scene_stager.moks.entities import LightFacts, SpotFacts
from scene_stager.script.read import read_json, read_script
from scene_stager.script.validate import check

NAME = "interview_three_point"


def lit(**lighting):
    script = read_script(NAME)
    return replace(script, lighting=replace(script.lighting, **lighting))


def test_without_a_beam_nothing_is_new():
    script = read_script(NAME)
    assert not any("beam" in name or "field" in name for name in script.as_json()["lighting"])
    assert not isinstance(bake(script, frames=(1, 1)).entity("light.key").facts, SpotFacts)


def test_a_beam_makes_the_key_a_spot_with_a_small_lens():
    script = lit(key_beam_deg=24.0, key_field_deg=36.0, key_softness_deg=None)
    assert read_json(script.to_json().encode()) == script
    plain, take = bake(read_script(NAME), frames=(1, 1)), bake(script, frames=(1, 1))
    known = take.facts(SpotFacts, "light.key")
    assert (known.shape, known.beam_deg, known.field_deg) == ("spot", 24.0, 36.0)
    assert known.width_m == pytest.approx(0.2, rel=1e-3)
    assert take.facts(LightFacts, "light.fill").shape == "disk"
    # The exposure at the target, which is on the spot's axis, is what it was.
    for one in (plain, take):
        assert one.at("light.key.illuminance_lx", 1) == pytest.approx(
            plain.at("light.key.illuminance_lx", 1)
        )


def test_a_rim_can_be_one_and_the_field_follows_the_beam():
    take = bake(lit(rim_mode="rim_left", rim_beam_deg=16.0), frames=(1, 1))
    known = take.facts(SpotFacts, "light.rim")
    assert (known.beam_deg, known.field_deg) == (16.0, 20.0)
    soft = bake(lit(key_beam_deg=30.0, key_softness_deg=5.0), frames=(1, 1))
    assert soft.facts(SpotFacts, "light.key").softness_deg == 5.0


@pytest.mark.parametrize(
    ("lighting", "where"),
    [
        ({"key_field_deg": 30.0}, "lighting.key_field_deg"),
        ({"key_beam_deg": 30.0, "key_field_deg": 20.0}, "lighting.key_field_deg"),
        ({"style": "sun", "key_beam_deg": 30.0}, "lighting.key_beam_deg"),
        ({"rim_mode": "none", "rim_beam_deg": 30.0}, "lighting.rim_beam_deg"),
    ],
)
def test_a_spot_that_cannot_be_is_told(lighting, where):
    with pytest.raises(InputError) as caught:
        check(lit(**lighting))
    assert where in [mistake.where for mistake in caught.value.mistakes]
