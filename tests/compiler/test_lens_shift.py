"""A lens that is shifted or raised: what moves in the picture, and what must not."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.errors import InputError
from scene_stager.front_door import bake
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.optics.framing import project
from scene_stager.script.read import read_json, read_script
from scene_stager.script.scene_script import SceneScript

NAME = "hero_dolly_push_in"


def still(name=NAME, **lens):
    """A scenario on a perfect rig, with another lens setting."""
    script = read_script(name)
    rig = replace(script.rig, imperfection=0.0)
    return replace(script, rig=rig, lens=replace(script.lens, **lens))


def low(**lens):
    """Somebody from below, low and left in the picture: a tilt upward, as it is."""
    script = SceneScript(name="low", frame_count=24)
    return replace(
        script,
        framing=replace(script.framing, elevation_deg=-10.0, size="full", placement="lower_left"),
        rig=replace(script.rig, imperfection=0.0),
        lens=replace(script.lens, focal_length_mm=25.0, **lens),
    )


def rows(take, name):
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


def off_axis_mm(take, point_m):
    """Where a point falls on the sensor, from the lens axis: right and up."""
    x, y, depth_m = project(
        point_m, rows(take, "camera.translate_m"), rows(take, "camera.rotate_wxyz")
    )
    focal_mm = rows(take, "camera.focal_length_mm")[:, 0]
    return x * focal_mm, y * focal_mm, depth_m


def in_picture_mm(take, point_m):
    """The same from the middle of the picture, as a shifted window sees it."""
    right, up, _ = off_axis_mm(take, point_m)
    if "camera.shift_x_mm" in take.names:
        right = right - rows(take, "camera.shift_x_mm")[:, 0]
    if "camera.shift_y_mm" in take.names:
        up = up - rows(take, "camera.shift_y_mm")[:, 0]
    return right, up


def test_a_script_without_shift_is_spelt_as_before_and_bakes_no_channel():
    script = read_script(NAME)
    assert {"shift_mm", "rise_mm", "verticals"}.isdisjoint(script.as_json()["lens"])
    assert not any("shift" in name for name in bake(script, frames=(1, 2)).names)
    moved = replace(script, lens=replace(script.lens, rise_mm=2.0))
    assert moved.as_json()["lens"]["rise_mm"] == 2.0
    assert read_json(moved.to_json().encode()) == moved


def test_the_subject_stays_where_the_framing_has_it_and_the_axis_moves_by_the_shift():
    straight = bake(still())
    moved = bake(still(shift_mm=3.0, rise_mm=-4.0))
    target_m = rows(straight, "target.translate_m")
    before, after = in_picture_mm(straight, target_m), in_picture_mm(moved, target_m)
    assert np.abs(np.subtract(before, after)).max() < 1e-6
    right, up, _ = np.subtract(off_axis_mm(moved, target_m), off_axis_mm(straight, target_m))
    assert right == pytest.approx(np.full_like(right, 3.0), abs=1e-6)
    assert up == pytest.approx(np.full_like(up, -4.0), abs=1e-6)


def test_a_raised_lens_makes_the_head_look_lower():
    aim_deg, raised_deg = (
        rows(bake(still(rise_mm=mm), frames=(1, 1)), "rig.aim_deg")[0] for mm in (0.0, 5.0)
    )
    assert raised_deg[1] < aim_deg[1] - 5.0
    sideways_deg = rows(bake(still(shift_mm=5.0), frames=(1, 1)), "rig.aim_deg")[0]
    assert sideways_deg[0] > aim_deg[0] + 5.0  # it looks to the left, and sees to the right


def test_upright_holds_the_framing_with_a_level_head():
    tilted, upright = bake(low()), bake(low(verticals="upright"))
    target_m = rows(tilted, "target.translate_m")
    before, after = in_picture_mm(tilted, target_m), in_picture_mm(upright, target_m)
    assert np.abs(np.subtract(before, after)).max() < 1e-6
    up = rotate_wxyz(rows(upright, "camera.rotate_wxyz"), np.array([0.0, 1.0, 0.0]))
    assert np.abs(up - [0.0, 0.0, 1.0]).max() < 1e-9
    assert rows(upright, "camera.shift_y_mm").min() > 1.0
    assert rows(tilted, "rig.aim_deg")[:, 1].min() > 3.0


def test_upright_lines_are_upright_in_the_picture_and_otherwise_lean():
    leans = []
    for lens in ({}, {"verticals": "upright"}):
        take = bake(low(**lens))
        foot_m = rows(take, "target.translate_m") + np.array([1.0, 1.0, -1.0])
        (foot, _), (head, _) = (
            in_picture_mm(take, foot_m + np.array([0.0, 0.0, z])) for z in (0.0, 2.5)
        )
        leans.append(np.abs(head - foot).max())
    assert leans[1] < 1e-6
    assert leans[0] > 0.1


def test_upright_follows_a_camera_that_comes_nearer():
    script = still("hero_dolly_push_in", verticals="upright")
    take = bake(replace(script, rig=replace(script.rig, from_height_m=1.45, to_height_m=1.45)))
    rise_mm = rows(take, "camera.shift_y_mm")[:, 0]
    assert rise_mm[-1] - rise_mm[0] > 0.5
    assert np.abs(np.diff(rise_mm)).max() < 0.2
    tilt_deg = rows(take, "rig.aim_deg")[:, 1]
    assert np.abs(tilt_deg).max() < 1e-9


@pytest.mark.parametrize("lens", [{"rise_mm": 6.0, "shift_mm": -4.0}, {"verticals": "upright"}])
def test_the_lens_is_focused_on_the_plane_of_the_subject(lens):
    take = bake(low(**lens))
    *_, depth_m = off_axis_mm(take, rows(take, "target.translate_m"))
    assert rows(take, "camera.focus_distance_m")[:, 0] == pytest.approx(depth_m, rel=1e-6)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"lens": {"rise_mm": 2.0}}, "lens.rise_mm"),
        ({"framing": {"roll_deg": 5.0}}, "framing.roll_deg"),
        ({"rig": {"move": "tilt_up", "tilt_deg": 10.0}}, "rig.move"),
        ({"framing": {"elevation_deg": 40.0}}, "lens.verticals"),
    ],
)
def test_an_upright_picture_that_cannot_be_is_told(change, where):
    script = low(verticals="upright")
    for slot, fields in change.items():
        script = replace(script, **{slot: replace(getattr(script, slot), **fields)})
    with pytest.raises(InputError) as caught:
        compile_script(script)
    assert [mistake.where for mistake in caught.value.mistakes] == [where]


def test_the_plan_says_what_raises_the_lens():
    plan = emit_moks_plan(compile_script(low(verticals="upright")))
    kinds = {node.name: node.kind for node in plan.nodes}
    assert kinds["camera.shift_y_mm"] == "lens_rise"
    assert kinds["camera.focus_distance_m"] == "axial_focus"
