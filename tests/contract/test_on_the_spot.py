"""A shot staged where its subject stands is the plain shot, carried there as one rigid thing."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from scene_stager import compile, emit_moks_plan, read_script
from scene_stager.maths.radiance.sh_algebra import quadratic_form
from scene_stager.moks.entities import DomeFacts, SubjectFacts
from scene_stager.moks.executor import execute
from scene_stager.moks.operations.onto_spot import onto_spot
from scene_stager.shot.scenarios import scenario_texts

PLACE_M, FACING_DEG = np.array([10.0, 5.0, 3.0]), 70.0
YAW = Rotation.from_euler("z", FACING_DEG, degrees=True)  # an independent library's rotation
# A Take keeps nine significant digits, so that a metre that is ten metres off has eight decimals.
# A rotation adds the rounding of the plain shot's digits to that of its own.
DIGITS = 2e-8


def baked(script):
    return execute(emit_moks_plan(compile(script)), frames=(1, 25)).take


def carried(script):
    x, y, z = PLACE_M
    there = {"place_x_m": x, "place_y_m": y, "place_z_m": z, "facing_deg": FACING_DEG}
    return replace(script, subject=replace(script.subject, **there))


def rows(channel):
    return np.frombuffer(channel.values).reshape(-1, channel.width)


def expected(name, plain):
    quantity = name.rpartition(".")[2]
    if quantity == "translate_m":
        return YAW.apply(plain) + PLACE_M
    if quantity == "wind_m_s":
        return YAW.apply(plain)
    if quantity == "aim_deg":
        return plain + np.array([FACING_DEG, 0.0, 0.0])
    if quantity == "rotate_wxyz":
        return (YAW * Rotation.from_quat(plain[:, [1, 2, 3, 0]])).as_quat()[:, [3, 0, 1, 2]]
    return plain


@pytest.mark.parametrize("facing_deg", [0.0, 70.0, -180.0, 180.0, 1e-7])
def test_what_is_carried_is_turned_and_moved_to_the_last_bit_but_three(facing_deg):
    yaw = Rotation.from_euler("z", facing_deg, degrees=True)
    places = np.array([[0.0, 0.0, 0.0], [1.0, -2.0, 0.5], [300.0, 4.0, 12.0]])
    at = {"place_m": PLACE_M.tolist(), "facing_deg": facing_deg}
    found = onto_spot({**at, "as": "place"}, (places,), np.zeros(3))
    np.testing.assert_allclose(found, yaw.apply(places) + PLACE_M, rtol=0, atol=2e-13)
    found = onto_spot({**at, "as": "way"}, (places,), np.zeros(3))
    np.testing.assert_allclose(found, yaw.apply(places), rtol=0, atol=2e-13)
    turns = np.array([[1.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.5, 0.5], [0.0, 0.6, 0.0, 0.8]])
    found = Rotation.from_quat(
        onto_spot({**at, "as": "turn"}, (turns,), np.zeros(3))[:, [1, 2, 3, 0]]
    )
    apart = found.inv() * yaw * Rotation.from_quat(turns[:, [1, 2, 3, 0]])
    assert apart.magnitude().max() < 1e-15 * 10
    head = onto_spot({**at, "as": "head"}, (places,), np.zeros(3))
    np.testing.assert_array_equal(head, places + np.array([facing_deg, 0.0, 0.0]))


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_every_channel_and_frame_is_the_plain_one_carried_there(name):
    script = read_script(name)
    plain, there = baked(script), baked(carried(script))
    assert plain.names == there.names
    for one, other in zip(plain.channels, there.channels, strict=True):
        want, found = expected(one.name, rows(one)), rows(other)
        if one.name.endswith("rotate_wxyz"):  # a quaternion and its opposite are one rotation
            want = want * np.sign(np.sum(want * found, axis=1, keepdims=True))
        if one.name.rpartition(".")[2] not in MOVED:  # exposure, holds, lens, air
            assert one.values == other.values, one.name
        np.testing.assert_allclose(found, want, rtol=0, atol=half_a_digit(want), err_msg=one.name)


def half_a_digit(want):
    return max(DIGITS * float(np.abs(want).max()), 1e-9)


MOVED = ("translate_m", "rotate_wxyz", "wind_m_s", "aim_deg")


def test_the_stand_in_and_the_subject_turn_along():
    script = read_script("walk_and_talk_verite")
    plain, there = baked(script), baked(carried(script))
    before, after = plain.proxies[0].position_m, there.proxies[0].position_m
    np.testing.assert_allclose(after, YAW.apply(before) + PLACE_M, atol=DIGITS * 10.0)
    assert there.facts(SubjectFacts, "subject").facing_deg == FACING_DEG


def test_the_surroundings_turn_along():
    script = read_script("golden_hour_drone_orbit")
    plain, there = baked(script), baked(carried(script))
    for one, other in zip(plain.entities, there.entities, strict=True):
        if isinstance(one.facts, DomeFacts):
            before = quadratic_form(np.array(one.facts.sh_nit))
            after = quadratic_form(np.array(other.facts.sh_nit))
            np.testing.assert_allclose(after[1], YAW.apply(before[1]), rtol=1e-7, atol=1e-7)


def test_quaternions_stay_continuous_on_the_spot():
    take = baked(carried(read_script("golden_hour_drone_orbit")))
    turn = rows(take.channel("camera.rotate_wxyz"))
    assert (np.sum(turn[1:] * turn[:-1], axis=1) > 0.99).all()


def test_at_the_origin_facing_the_camera_the_plan_is_as_it_was():
    script = read_script("hero_dolly_push_in")
    origin = replace(script, subject=replace(script.subject, place_x_m=0.0, facing_deg=0.0))
    assert origin.to_json() == script.to_json()
    plan = emit_moks_plan(compile(origin))
    assert not any(node.kind == "onto_spot" for node in plan.nodes)
