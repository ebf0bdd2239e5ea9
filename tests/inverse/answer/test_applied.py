# SPDX-License-Identifier: Apache-2.0
"""What a match found goes into any script, and the script that comes out can always be baked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.front_door import compile
from scene_stager.inverse.answer.answered import apply_to
from scene_stager.inverse.answer.request import MatchRequest, check_request
from scene_stager.inverse.answer.solved import Solved
from scene_stager.script.parts import PARTS
from scene_stager.script.read import scenarios
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.validate import validate
from scene_stager.shot.lighting.usual_set import RIMS
from tests.inverse.founds import FOUND, KNOWN

LOCKS = ("lighting.rim_stops", "lighting.rim_mode", "framing", "lens", "lighting.style", "rig")
SHARES = st.sampled_from([0.0, 0.49, 0.5, 1.0])


@st.composite
def solved(draw: st.DrawFn) -> Solved:
    """Anything that a match may have found, each number known or not."""
    number = st.floats
    return replace(
        FOUND,
        key_azimuth_deg=draw(number(-180, 180)),
        key_elevation_deg=draw(number(-90, 90)),
        key_softness_deg=draw(number(0.1, 90)),
        key_kelvin=draw(number(1000, 20000)),
        fill_ratio_stops=draw(number(-1, 12)),
        rim_mode=draw(st.sampled_from(["none", *RIMS])),
        rim_stops=draw(number(-2, 12)),
        ambient_stops=draw(number(-3, 12)),
        haze_per_m=draw(st.sampled_from([0.0, 0.004, 0.05, 1.0])),
        focal_mm=draw(number(8, 300)),
        camera_elevation_deg=draw(number(-60, 85)),
        frame_heights=draw(number(0.05, 12)),
        subject_across=draw(number(-0.5, 0.5)),
        subject_up=draw(number(-0.5, 0.5)),
        monochrome=draw(st.booleans()),
        known={name: draw(SHARES) for name in KNOWN},
    )


@pytest.mark.parametrize("name", list(scenarios()))
@settings(max_examples=8)
@given(found=solved(), locked=st.frozensets(st.sampled_from(LOCKS)))
def test_every_script_that_a_match_writes_can_be_baked(name, found, locked):
    script, _ = apply_to(scenarios()[name], found, locked)
    assert validate(script) == ()


@pytest.mark.parametrize("name", list(scenarios()))
def test_a_rim_that_a_still_does_not_have_leaves_no_stops_behind(name):
    script, _ = apply_to(scenarios()[name], replace(FOUND, rim_mode="none"))
    assert (script.lighting.rim_mode, script.lighting.rim_stops) == ("none", None)
    compile(script)


def test_a_spot_on_a_rim_goes_with_the_rim():
    base = SceneScript()
    spot = replace(base.lighting, rim_mode="halo", rim_beam_deg=20.0, rim_field_deg=40.0)
    script, _ = apply_to(replace(base, lighting=spot), replace(FOUND, rim_mode="none"))
    assert script.lighting.rim_mode == "none"
    assert script.lighting.rim_beam_deg is script.lighting.rim_field_deg is None


def test_stops_of_a_rim_that_the_author_holds_keep_the_rim_they_belong_to():
    base = scenarios()["interview_three_point"]
    locked = frozenset({"lighting.rim_stops"})
    script, fused = apply_to(base, replace(FOUND, rim_mode="none"), locked)
    assert (script.lighting.rim_mode, script.lighting.rim_stops) == ("backlight", 0.7)
    assert script.lighting.key_azimuth_deg == FOUND.key_azimuth_deg
    assert "rim_mode" in fused["lighting"].fixed


WHOLE = replace(FOUND, frame_heights=2.1)  # a subject that is seen from head to foot
STILL = {"size": "wide", "elevation_deg": 5.0, "placement": "center"}


@pytest.mark.parametrize("name", list(scenarios()))
def test_what_a_still_shows_wins_over_the_scenario(name):
    base = scenarios()[name]
    script, fused = apply_to(base, WHOLE)
    assert validate(script) == ()
    assert script.lens.focal_length_mm == pytest.approx(75.0 * 24.89 / 36.0, rel=1e-3)
    assert {one: getattr(script.framing, one) for one in STILL} == STILL
    assert script.stock.stock in ("vision3_250d", "kodachrome_64")  # 3200 K stays warm in these
    if base.lighting.style != "practical":
        assert script.lighting.practicals in (None, "none")
    assert not any(one.offered for one in fused.values())


def test_a_move_that_the_author_holds_does_not_give_way():
    base = scenarios()["hero_dolly_push_in"]
    locked = frozenset({"rig.from_distance_m", "rig.to_distance_m"})
    script, fused = apply_to(base, WHOLE, locked)
    assert script.rig == base.rig
    assert validate(script) == ()
    assert fused["lens"].offered or fused["framing"].offered


@pytest.mark.parametrize("part", list(PARTS))
def test_what_is_not_taken_stays_and_is_offered(part):
    base = scenarios()["vertigo_dolly_zoom"]
    asked = MatchRequest(base, take=frozenset(PARTS) - {part})
    script, fused = apply_to(base, replace(WHOLE, haze_per_m=0.05), asked.held)
    for slot in PARTS[part]:
        assert getattr(script, slot) == getattr(base, slot)
    offered = {f"{slot}.{name}" for slot in PARTS[part] for name in fused[slot].offered}
    expected = {
        "light": "lighting.key_azimuth_deg",
        "air": "atmosphere.visibility_m",
        "camera": "lens.focal_length_mm",
        "film": "stock.stock",
    }
    assert expected[part] in offered
    others = {slot for other in PARTS if other != part for slot in PARTS[other]}
    assert not any(fused[slot].offered for slot in others)


def test_a_part_that_a_still_does_not_have_is_one_line():
    with pytest.raises(InputError, match="--take: found 'sound', expected some of light, air"):
        check_request(MatchRequest(take=frozenset({"sound"})), "--")
