"""Exposure at the focal target, over every scenario and over drawn moves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.moks.take import Take
from scene_stager.script.read import read_script
from scene_stager.shot.scenarios import scenario_texts
from tests.strategies import valid_scripts

HELD_STOPS = 0.01


def values(take: Take, name: str) -> np.ndarray:
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


def bake(script) -> Take:
    return execute(emit_moks_plan(compile_script(script))).take


def drift_stops(take: Take, light: str) -> float:
    """How far the light strays at the target over the shot."""
    lux = values(take, f"{light}.illuminance_lx")[:, 0]
    return float(np.ptp(np.log2(lux)))


def held_lights(take: Take) -> list[str]:
    """The lights that promise to hold and do not flicker on purpose."""
    return [
        e.id
        for e in take.entities
        if e.kind == "light" and e.facts.hold and f"{e.id}.flicker_stops" not in take.names
    ]


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_every_scenario_holds_its_exposure(name):
    take = bake(read_script(name))
    assert held_lights(take) or read_script(name).lighting.style == "practical"
    for light in held_lights(take):
        assert drift_stops(take, light) <= HELD_STOPS


# What each of these scenarios is lit by moves away or nearer, so that the hold has work to do.
USES_THE_HOLD = {"walk_and_talk_verite": "world", "hero_dolly_push_in": "rig"}


@pytest.mark.parametrize("name", USES_THE_HOLD)
def test_a_scenario_whose_lamp_and_subject_part_is_not_held_without_the_hold(name):
    script = read_script(name)
    assert script.lighting.frame == USES_THE_HOLD[name]
    held, loose = (bake(with_hold(script, hold)) for hold in (True, False))
    for light in ("light.key", "light.fill"):
        assert drift_stops(held, light) <= HELD_STOPS
        assert drift_stops(loose, light) > 0.75
    # The lamps stand where they stood; only what they give is turned, by as much as is said.
    stops = values(held, "light.key.hold_stops")
    assert np.ptp(stops) > 1.0
    turned = np.log2(
        values(held, "light.key.intensity_cd") / values(loose, "light.key.intensity_cd")
    )
    np.testing.assert_allclose(turned, stops, atol=1e-6)
    place = "light.key.translate_m"
    np.testing.assert_array_equal(values(held, place), values(loose, place))


def with_hold(script, hold):
    return replace(script, lighting=replace(script.lighting, hold=hold))


def test_a_scenario_stays_readable_only_by_its_coupler():
    script = read_script("hero_dolly_push_in")
    asked = script.atmosphere.readability
    coupled = bake(script)
    alone = bake(replace(script, atmosphere=replace(script.atmosphere, readability=0.0)))
    assert contrast(coupled).min() >= asked > contrast(alone).min()
    assert values(coupled, "atmosphere.clearance").min() < 0.75
    assert (values(alone, "atmosphere.clearance") == 1.0).all()
    # By the end of the push the air between is thin enough as it is.
    assert values(coupled, "atmosphere.clearance")[-1] > 0.98


def contrast(take):
    """What is left of the subject's contrast through the air (Koschmieder 1924)."""
    away_m = values(take, "camera.translate_m") - values(take, "target.translate_m")
    per_m = values(take, "atmosphere.fog_per_m") * values(take, "atmosphere.clearance")
    return np.exp(-per_m[:, 0] * np.linalg.norm(away_m, axis=1))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(valid_scripts())
def test_drawn_moves_hold_their_exposure(script):
    # A lamp that goes with the subject has nothing to hold: these stay behind, or ride.
    lit = replace(script.lighting, hold=True)
    if lit.frame in ("target", "camera"):
        lit = replace(lit, frame="world")
    take = bake(replace(script, lighting=lit))
    for light in held_lights(take):
        assert drift_stops(take, light) <= HELD_STOPS


def test_without_the_hold_a_light_on_the_set_does_not_follow():
    script = read_script("walk_and_talk_verite")
    world = replace(script.lighting, frame="world", hold=False)
    take = bake(replace(script, lighting=world))
    assert drift_stops(take, "light.key") > 1.0
    held = bake(replace(script, lighting=replace(world, hold=True)))
    assert drift_stops(held, "light.key") <= HELD_STOPS
    # What the hold did is said out loud, and it is exactly what was missing.
    missing = -np.log2(
        values(take, "light.key.illuminance_lx") / values(take, "light.key.illuminance_lx")[0]
    )
    said = values(held, "light.key.hold_stops") - values(held, "light.key.hold_stops")[0]
    np.testing.assert_allclose(said, missing, atol=1e-6)
