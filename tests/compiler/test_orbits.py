"""An orbit goes round the subject where that is at each frame, also while it walks."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.script.read import read_script
from scene_stager.script.rig import Rig
from scene_stager.script.subject import Subject
from scene_stager.script.validate import validate
from scene_stager.shot.rigs import rigs

ORBITERS = [n for n, r in rigs().items() if "orbit" in r.moves and r.kinematics != "arm"]
SPEED_M_S, AWAY_M, TURN_DEG = 0.5, 8.0, 90.0


def circling(rig, speed_m_s=SPEED_M_S, heading_deg=30.0, **changes):
    script = read_script("interview_three_point")
    return replace(
        script,
        frame_count=1100,
        framing=replace(script.framing, size=None),
        subject=Subject(motion="walk", speed_m_s=speed_m_s, heading_deg=heading_deg),
        rig=Rig(
            rig=rig,
            move="orbit",
            from_distance_m=AWAY_M,
            orbit_deg=TURN_DEG,
            start_s=0.5,
            imperfection=0.0,
            **changes,
        ),
        lens=replace(script.lens, focal_length_mm=35.0),
    )


def rows(take, name):
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


@pytest.mark.parametrize("rig", ORBITERS)
def test_an_orbit_keeps_its_distance_to_a_subject_that_walks(rig):
    take = execute(emit_moks_plan(compile_script(circling(rig)))).take
    away_m = rows(take, "camera.translate_m") - rows(take, "target.translate_m")
    np.testing.assert_allclose(np.linalg.norm(away_m, axis=1), AWAY_M, atol=2e-3)
    heading_deg = np.degrees(np.unwrap(np.arctan2(away_m[:, 0], -away_m[:, 1])))
    assert heading_deg[-1] - heading_deg[0] == pytest.approx(TURN_DEG, abs=0.05)
    # The subject has gone its way meanwhile, and the focus has stayed.
    gone_m = np.linalg.norm(np.ptp(rows(take, "target.translate_m"), axis=0))
    assert gone_m == pytest.approx(SPEED_M_S * 1099 / 24, rel=1e-6)
    np.testing.assert_allclose(rows(take, "camera.focus_distance_m"), AWAY_M, atol=2e-2)


def test_round_a_subject_that_walks_it_is_the_same_orbit_seen_from_the_subject():
    walks, stands = (
        execute(emit_moks_plan(compile_script(script))).take
        for script in (circling("drone"), replace(circling("drone"), subject=Subject()))
    )
    for take in (walks, stands):
        assert take.frame_count == 1100
    relative_m = [
        rows(t, "camera.translate_m") - rows(t, "target.translate_m") for t in (walks, stands)
    ]
    np.testing.assert_allclose(relative_m[0], relative_m[1], atol=2e-3)


def test_who_goes_with_the_subject_has_so_much_less_speed_for_the_orbit():
    fastest = next(a for a in rigs()["handheld"].axes if a.name in ("travel", "tip")).speed.hard
    take = execute(emit_moks_plan(compile_script(circling("handheld", speed_m_s=1.0)))).take
    steps_m = np.linalg.norm(np.diff(rows(take, "rig.translate_m"), axis=0), axis=1)
    assert steps_m.max() * 24.0 <= 1.01 * fastest
    too_fast = circling("handheld", speed_m_s=fastest + 0.1)
    assert validate(too_fast)


def test_an_arm_on_its_post_cannot_circle_who_walks_off():
    arms = [n for n, r in rigs().items() if "orbit" in r.moves and r.kinematics == "arm"]
    for rig in arms:
        [mistake] = validate(circling(rig))
        assert (mistake.where, mistake.found) == ("rig.move", "orbit")
