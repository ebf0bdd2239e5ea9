"""Maya's double after a bake: axes by hand, lights, air, undo, units, and the slow way of keying.

What is verified here are the numbers that the adapter hands over, against names that the stubs
have. Nothing of it has run in Maya.
"""

import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from scene_stager.errors import HostError, InputError
from scene_stager.hosts.play import play
from scene_stager.hosts.take_file import read_take_file
from scene_stager.maths.frames import matrix_from_wxyz, wxyz_from_pan_tilt_roll
from tests.facts import entity
from tests.hosts.maya_ascii_reader import ORDERS, about
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import SHOT, a_take
from tests.hosts.usd_takes import baked, camera_take, take_of

# Stage place (m) and the turn as Blender's Euler XYZ (deg); Maya with +y up: place (cm) and rotate
# as Maya's XYZ (deg). Worked by hand: C = (x, z, -y), so a camera that looks along stage +y looks
# along Maya -z and is not turned at all; roll is about the lens, which is Maya's z for it.
BY_HAND = {
    "look +y": ((0, -5, 1.7), (90, 0, 0), (0, 170, 500), (0, 0, 0)),
    "look -x": ((5, 0, 1.7), (90, 0, 90), (500, 170, 0), (0, 90, 0)),
    "45 down": ((0, -4, 4), (45, 0, 0), (0, 400, 400), (-45, 0, 0)),
    "general": ((3, -4, 2), (68.1986, 0, 36.8699), (300, 200, 400), (-21.8014, 36.8699, 0)),
    "roll +10": ((0, -5, 1.7), (90, -10, 0), (0, 170, 500), (0, 0, 10)),
    "general, roll -7": (
        (3, -4, 2),
        (68.0504, 6.4971, 34.259),
        (300, 200, 400),
        (-26.3566, 34.0087, -7.8454),
    ),
}
NULLS = {
    "z 30": ((0, 0, 30), (0, 30, 0)),
    "10, 20, 30": ((10, 20, 30), (-1.1702, 28.0243, -22.7959)),
}


def xyz(angles_deg):
    """Turns about x, then y, then z: Blender's and Maya's Euler XYZ."""
    x, y, z = angles_deg
    return about("z", z) @ about("y", y) @ about("x", x)


def wxyz_of(turn):
    from tests.hosts.maya_ascii_reader import quaternion

    return tuple(quaternion(turn))


def off_deg(a, b):
    return float(np.degrees(2 * np.arcsin(min(np.linalg.norm(a - b) / math.sqrt(8), 1.0))))


@pytest.mark.parametrize("case", BY_HAND)
def test_cameras_worked_by_hand(case):
    place_m, turn_deg, place_cm, rotate_deg = BY_HAND[case]
    bench = MayaBench()
    play(camera_take(place_m, wxyz_of(xyz(turn_deg)), title="by hand"), bench.host)
    camera = bench.part("by_hand", "camera")
    found_cm = [bench.at(camera, f"translate{end}", 1) for end in "XYZ"]
    assert found_cm == pytest.approx(place_cm, abs=1e-6)
    assert off_deg(bench.matrix(camera, 1), xyz(rotate_deg)) < 1e-3


@pytest.mark.parametrize("case", NULLS)
def test_things_without_a_front_worked_by_hand(case):
    turn_deg, rotate_deg = NULLS[case]
    bench = MayaBench()
    channels = {"subject.translate_m": (1, 2, 3), "subject.rotate_wxyz": wxyz_of(xyz(turn_deg))}
    play(take_of(channels, [entity("subject")], title="by hand"), bench.host)
    thing = bench.part("by_hand", "subject")
    found_cm = [bench.at(thing, f"translate{end}", 1) for end in "XYZ"]
    assert found_cm == pytest.approx((100, 300, -200), abs=1e-6)
    assert off_deg(bench.matrix(thing, 1), xyz(rotate_deg)) < 1e-3


def test_with_z_up_the_axes_are_the_stages_own():
    place_m, turn_deg, *_ = BY_HAND["general, roll -7"]
    bench = MayaBench(up="z")
    play(camera_take(place_m, wxyz_of(xyz(turn_deg)), title="by hand"), bench.host)
    camera = bench.part("by_hand", "camera")
    assert bench.at(camera, "translateY", 1) == pytest.approx(-400)
    assert off_deg(bench.matrix(camera, 1), xyz(turn_deg)) < 1e-3
    assert ORDERS[bench.scene.value(camera, "rotateOrder")] == "xyz"


def test_a_pan_right_round_in_both_ups_never_comes_near_a_pole():
    pans = np.arange(0.0, 720.0, 7.0)
    rows = [tuple(row) for row in wxyz_from_pan_tilt_roll(pans, pans * 0 - 12.0, pans * 0 + 9.0)]
    for up in "yz":
        bench = MayaBench(up=up)
        play(camera_take((0, 0, 1), rows, title="pan"), bench.host)
        camera = bench.part("pan", "camera")
        keys = [bench.keys(camera, f"rotate{end}") for end in "XYZ"]
        steps = [abs(b[1] - a[1]) for axis in keys for a, b in pairwise(axis)]
        assert max(steps) < math.radians(7.1)
        assert {len(axis) for axis in keys} == {len(pans)}


@pytest.mark.parametrize("name", ["hero_dolly_push_in", "walk_and_talk_verite", "crane_reveal"])
@pytest.mark.parametrize("up", ["y", "z"])
def test_camera_and_lens_of_a_scenario_at_every_frame(name, up):
    take, bench = baked(name), MayaBench(up=up)
    play(take, bench.host)
    for channel, tolerance in (
        ("translate_m", 1e-4),
        ("focal_length_mm", 1e-3),
        ("focus_distance_m", 1e-4),
        ("f_number", 1e-6),
    ):
        found = np.array(bench.read(name, "camera", channel)[1])
        wanted = np.array(list(take.channel(f"camera.{channel}").rows()))
        assert np.abs(found - wanted).max() < tolerance
    found = np.array(bench.read(name, "camera", "rotate_wxyz")[1])
    wanted = np.array(list(take.channel("camera.rotate_wxyz").rows()))
    turns = zip(matrix_from_wxyz(found), matrix_from_wxyz(wanted), strict=True)
    assert max(off_deg(a, b) for a, b in turns) < 1e-3


def test_film_back_in_inches_planes_in_centimetres_depth_of_field_on():
    bench = MayaBench()
    play(a_take(), bench.host)
    shape = bench.shape(bench.part(SHOT, "camera"))
    value = lambda name: bench.scene.value(shape, name)  # noqa: E731
    assert value("horizontalFilmAperture") == pytest.approx(24.89 / 25.4)
    assert value("verticalFilmAperture") == pytest.approx(14.0 / 25.4)
    assert (value("nearClipPlane"), value("farClipPlane")) == pytest.approx(
        (5.0, 1e6)
    )  # 0.05 m, 10 km
    assert (value("filmFit"), value("depthOfField")) == (1, True)


@pytest.mark.parametrize("bulk", [True, False])
def test_a_scene_that_shows_other_units_gets_the_same_shot(bulk):
    plain, other = MayaBench(bulk=bulk), None
    play(a_take(), plain.host)
    wanted = plain.read(SHOT, "camera", "translate_m")
    planes = plain.scene.value(plain.shape(plain.part(SHOT, "camera")), "nearClipPlane")
    other = MayaBench(bulk=bulk)
    other.cmds.currentUnit(linear="m")
    other.cmds.currentUnit(angle="rad")
    play(a_take(), other.host)
    found = other.read(SHOT, "camera", "translate_m")
    assert found[0] == wanted[0]
    assert np.allclose(found[1], wanted[1], atol=1e-9)
    assert np.allclose(other.read(SHOT, "camera", "rotate_wxyz")[1][0], [0.5**0.5] * 2 + [0, 0])
    shape = other.shape(other.part(SHOT, "camera"))
    assert other.scene.value(shape, "nearClipPlane") == pytest.approx(planes)


def test_one_call_for_a_curve_and_one_command_for_a_part():
    bench = MayaBench()
    take = baked("hero_dolly_push_in")
    report = play(take, bench.host)
    curves = sum(1 for n in bench.scene.state.nodes.values() if n.type.startswith("animCurve"))
    assert bench.double.api.calls["addKeys"] == curves
    assert "setKeyframe" not in bench.double.counted
    assert report.key_count > curves


@pytest.mark.parametrize("bulk", [True, False])
def test_a_shorter_bake_leaves_no_key_beyond_it(bulk):
    bench, take = MayaBench(bulk=bulk), baked("hero_dolly_push_in")
    play(take.slice_frames(1, 20), bench.host)
    before = bench.snapshot()
    play(take.slice_frames(5, 8), bench.host)
    frames = {key[0] for node in bench.scene.state.nodes.values() for key in node.keys}
    assert frames == {5.0, 6.0, 7.0, 8.0}
    bench.undo()
    assert bench.snapshot() == before


def test_undo_and_redo_of_the_command_itself():
    bench = MayaBench()
    play(a_take(), bench.host)
    after = bench.scene.state
    command = next(i[1] for _, items in bench.scene.queue for i in items if i[0] == "command")
    before = next(i[2] for _, items in bench.scene.queue for i in items if i[0] == "command")
    bench.scene.state = before
    command.redoIt()
    once = bench.scene.state
    command.undoIt()
    assert bench.scene.state == before
    command.redoIt()
    assert bench.scene.state == once
    assert once != after


def test_the_wind_blows_whereto_the_take_says():
    take, bench = baked("hero_dolly_push_in"), MayaBench()
    report = play(take, bench.host)
    field = bench.scene.find("hero_dolly_push_in_atmosphere_wind")
    for frame in (1, 77, 240):
        x, y, z = take.at("atmosphere.wind_m_s", frame)
        speed = bench.at(field, "magnitude", frame)
        way = [bench.at(field, f"direction{end}", frame) * speed for end in "XYZ"]
        assert way == pytest.approx((x, z, -y), abs=1e-6)
    assert report.keys
    assert any("fog is on" in line for line in bench.host.remarks)


def test_stand_ins_are_in_a_group_and_rebind_drops_them():
    from scene_stager_maya.bake import rebind, stand_ins

    bench = MayaBench()
    play(a_take(), bench.host)
    stand_in = bench.part(SHOT, "subject")
    assert bench.scene.path(stand_in) == f"|{SHOT}|{SHOT}_proxies|MISSING_TARGET_role_hero"
    assert stand_ins() == ((bench.scene.path(stand_in), "role:hero"),)
    assert rebind() == ()
    bench.add("Maana", roles=["hero"])
    steps = bench.undo_steps()
    assert rebind() == (("MISSING_TARGET_role_hero", "Maana"),)
    assert (stand_ins(), bench.undo_steps()) == ((), steps + 1)


def test_a_constraint_on_what_would_be_keyed_is_the_users():
    bench = MayaBench()
    play(a_take(without=["camera.translate_m"]), bench.host)
    camera, driver = bench.part(SHOT, "camera"), bench.scene.make("transform", "Driver", "")
    bench.scene.link((driver.uuid, "translate"), (camera.uuid, "translate"))
    with pytest.raises(HostError, match=r"camera\.translate_m was keyed by hand"):
        play(a_take(), bench.host)


def test_in_batch_undo_is_switched_on_for_the_bake_and_off_again():
    bench = MayaBench()
    bench.scene.recording = False
    bench.add("Table")
    before = bench.snapshot()
    bench.fail_at(9, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(a_take(), bench.host)
    assert bench.snapshot() == before
    assert bench.scene.recording is False


def test_takes_are_read_strictly_and_the_range_is_left_alone(tmp_path):
    from scene_stager_maya.bake import bake_take

    bench = MayaBench()
    file = tmp_path / "shot.take.json"
    file.write_text(a_take(frames=300).to_json(), encoding="utf-8")
    report = bake_take(read_take_file(str(file)))
    assert bench.scene.range == (1.0, 120.0)
    assert "plays frames 101 to 400 and the scene 1 to 120" in report.warnings[-1]
    with pytest.raises(InputError, match="found no such file, expected a Take"):
        read_take_file(str(tmp_path / "none.json"))


BARE = """
import sys
sys.path[:0] = sys.argv[1:3]
from scene_stager.moks.take_json import read_take
from scene_stager.hosts.maya_ascii import maya_text
take = read_take(sys.stdin.read())
print(len(maya_text(take)))
assert "numpy" not in sys.modules
"""


def test_what_maya_plays_needs_no_numpy():
    core = Path(__file__).resolve().parents[2] / "core"
    take = baked("hero_dolly_push_in")
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, str(core), ""],
        input=take.to_json(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(told.stdout) > 1000


def test_marks_say_which_curves_are_ours():
    bench = MayaBench()
    play(a_take(), bench.host)
    made = json.loads(bench.part(SHOT, "camera").values["sceneStagerMade"])
    assert set(made["curves"]) >= {"shape.focalLength", ".translateX", ".rotateZ"}
