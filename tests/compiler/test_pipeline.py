"""The compiler: named stops, a verifier that sees what passes break, and compositions that hold."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import PIPELINE, compile_script, emit_moks_plan
from scene_stager.compiler.ir import SceneIR, Signal
from scene_stager.compiler.verify import unit_of, verify
from scene_stager.errors import CompileError, InputError
from scene_stager.maths.optics.framing import project
from scene_stager.moks.clock import Clock
from scene_stager.moks.executor import execute
from scene_stager.script.read import read_script
from scene_stager.shot.scenarios import scenario_texts
from tests.facts import entity

NAMES = sorted(scenario_texts())


def bake(script, **asked):
    return execute(emit_moks_plan(compile_script(script)), **asked).take


def placed(name):
    """A scenario whose subject stands somewhere: the last pass has nothing to do at the origin."""
    script = read_script(name)
    return replace(script, subject=replace(script.subject, place_x_m=1.0))


def values(take, name):
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


@pytest.mark.parametrize("step", PIPELINE[:-1], ids=lambda step: step.__name__)
def test_every_pass_is_a_place_to_stop(step):
    whole = compile_script(read_script("crane_reveal"))
    part = compile_script(read_script("crane_reveal"), stop_after=step.__name__)
    assert part.signals == whole.signals[: len(part.signals)]
    assert part.signals[-1].made_by == step.__name__


def test_the_last_pass_stands_on_what_all_others_made():
    last, before = PIPELINE[-1].__name__, PIPELINE[-2].__name__
    part = compile_script(placed("crane_reveal"), stop_after=before)
    whole = compile_script(placed("crane_reveal"), stop_after=last)
    assert [s.name for s in part.signals if s.is_channel] == [
        s.name for s in whole.signals if s.is_channel
    ]
    assert {s.made_by for s in whole.signals} - {s.made_by for s in part.signals} == {last}


def test_an_unknown_stop_names_those_there_are():
    with pytest.raises(InputError, match="dress_the_set"):
        compile_script(read_script("crane_reveal"), stop_after="nowhere")


@pytest.mark.parametrize("name", NAMES)
def test_every_signal_wears_its_unit_and_its_maker(name):
    scene = compile_script(placed(name))
    assert {signal.made_by for signal in scene.signals} == {step.__name__ for step in PIPELINE}
    assert all(signal.unit == unit_of(signal.name) for signal in scene.signals)


def scene_of(*signals: Signal, **more) -> SceneIR:
    camera = entity("camera")
    return SceneIR("t", Clock((24, 1), 1, 2), entities=(camera,), signals=signals, **more)


def constant(name="camera.lens_mm", unit="mm", width=1, owner="camera", value=(1.0,), inputs=()):
    return Signal(name, unit, width, owner, "constant", {"value": list(value)}, inputs)


@pytest.mark.parametrize(
    ("scene", "complaint"),
    [
        (scene_of(constant(), constant()), "made twice"),
        (scene_of(constant(name="rig.lens_mm", owner="rig")), "not on the set"),
        (scene_of(constant(name="target.lens_mm")), "does not begin with its owner"),
        (scene_of(constant(unit="m")), "its name says 'mm'"),
        (scene_of(constant(value=(float("nan"),))), "not plain finite JSON"),
        (scene_of(constant(inputs=("camera.later_mm",))), "which nothing above it makes"),
        (scene_of(replace(constant(), kind="wish")), "operation 'wish'"),
        (scene_of(constant(value=(1.0, 2.0))), "a list of 1 numbers"),
        (scene_of(replace(constant(name="camera.x_m", unit="m"), kind="glide")), "3 x m"),
    ],
)
def test_the_verifier_names_the_pass_and_what_is_wrong(scene, complaint):
    with pytest.raises(CompileError, match="after pass 'test'") as caught:
        verify(scene, after="test")
    assert complaint in str(caught.value)


def test_a_sound_scene_passes():
    scene = scene_of(constant())
    assert verify(scene, after="test") is scene


def test_the_plan_leaves_out_what_no_channel_needs():
    scene = compile_script(read_script("interview_three_point"))
    idle = scene.adding("test", signals=[constant(name="camera._idle_mm")])
    names = {node.name for node in emit_moks_plan(idle).nodes}
    assert "camera._idle_mm" not in names
    assert emit_moks_plan(idle).plan_hash == emit_moks_plan(scene).plan_hash


@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_rig_holds_the_framing_once_it_stands(name):
    script = read_script(name)
    script = replace(script, rig=replace(script.rig, imperfection=0.0))
    take = bake(script)
    x, _, depth_m = project(
        values(take, "target.translate_m"),
        values(take, "camera.translate_m"),
        values(take, "camera.rotate_wxyz"),
    )
    width_mm, _ = script.lens.sensor_mm
    across = x * values(take, "camera.focal_length_mm")[:, 0] / width_mm
    thirds = {
        "left_third": -1 / 6,
        "upper_left": -1 / 6,
        "lower_left": -1 / 6,
        "right_third": 1 / 6,
        "upper_right": 1 / 6,
        "lower_right": 1 / 6,
    }
    assert depth_m.min() > 0
    assert across[-1] == pytest.approx(thirds.get(script.framing.placement, 0.0), abs=2e-3)


def test_a_dolly_zoom_keeps_the_subject_and_bends_the_room():
    script = read_script("vertigo_dolly_zoom")
    take = bake(replace(script, rig=replace(script.rig, imperfection=0.0)))
    away_m = values(take, "target.translate_m") - values(take, "camera.translate_m")
    distance_m = np.linalg.norm(away_m, axis=1)
    focal_mm = values(take, "camera.focal_length_mm")[:, 0]
    np.testing.assert_allclose(focal_mm / distance_m, focal_mm[0] / distance_m[0], rtol=1e-8)
    assert focal_mm[0] / focal_mm[-1] > 2


def test_focus_arrives_after_the_subject_and_then_agrees_with_it():
    take = bake(read_script("hero_dolly_push_in"))
    away_m = values(take, "target.translate_m") - values(take, "rig.translate_m")
    behind_m = values(take, "camera.focus_distance_m")[:, 0] - np.linalg.norm(away_m, axis=1)
    assert behind_m.max() > 0.01  # the camera closes in, so the puller is a little too far
    assert abs(behind_m[0]) < 5e-9  # three rounded positions
    assert abs(behind_m[-1]) < 1e-4


def test_rotations_never_change_sign_round_a_whole_orbit():
    script = read_script("tabletop_product_orbit")
    round_trip = replace(script, rig=replace(script.rig, orbit_deg=720.0, duration_s=40.0))
    take = bake(replace(round_trip, frame_count=1100))
    turning = [name for name in take.names if name.endswith("rotate_wxyz")]
    assert "light.rim.rotate_wxyz" in turning or "camera.rotate_wxyz" in turning
    for name in turning:
        turn = values(take, name)
        assert np.sum(turn[1:] * turn[:-1], axis=1).min() > 0.9


def test_the_rim_stays_where_it_is_relative_to_the_lens():
    script = read_script("golden_hour_drone_orbit")
    lit = replace(script, lighting=replace(script.lighting, rim_mode="rim_left"))
    take = bake(lit)
    target_m = values(take, "target.translate_m")

    def heading_deg(name):
        x, y, _ = (values(take, name) - target_m).T
        return np.degrees(np.arctan2(x, -y))

    apart = heading_deg("light.rim.translate_m") - heading_deg("rig.translate_m")
    np.testing.assert_allclose((apart + 360) % 360, 360 - 145, atol=1e-6)
