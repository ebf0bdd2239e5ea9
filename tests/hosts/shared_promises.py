"""What every host promises, be it a scene or a file: the Take, at every frame, on the stage.

The tolerances are those of the determinism contract. Each function takes a bench; a scene is played
into, a file is written and read back.
"""

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from scene_stager.errors import HostError
from scene_stager.front_door import bake
from scene_stager.hosts.play import owner_of, play
from scene_stager.maths.frames import matrix_from_wxyz, wxyz_from_pan_tilt_roll
from scene_stager.moks.take import Channel, Take
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.read import read_script
from tests.facts import entity, lamp
from tests.hosts.promises import SHOT, a_take

SCENARIO = "hero_dolly_push_in"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WALK, HULL = EXAMPLES / "dock_walk.json", EXAMPLES / "dock_walk.mesh.ply"
METRES, DEGREES, MILLIMETRES, FOCUS_M, STOPS = 1e-4, 1e-3, 1e-3, 1e-4, 1e-3
LENS = {"focal_length_mm": MILLIMETRES, "focus_distance_m": FOCUS_M}


@cache
def scenario() -> Take:
    """The whole of a scenario, baked once."""
    return bake(SCENARIO)


@cache
def ridden() -> Take:
    """A walk along a hull, whose key rides the hull: every eighth part of the shot at three fps."""
    return bake(overridden(read_script(WALK), Overrides(fps=(3, 1))), inputs={"mesh": HULL})


def target_of(take: Take) -> np.ndarray:
    """Where the focal target is on every frame, (n, 3)."""
    return np.array(list(take.channel("target.translate_m").rows()))


def baked(bench, take: Take) -> str:
    """Bring a Take to a host, and give the tag it is known by."""
    if hasattr(bench, "bake"):
        bench.bake(take)
    else:
        play(take, bench.host)
    return owner_of(take)


def rows_of(bench, take, owner, entity, quantity):
    """What a host has at every frame, and what the Take has, as arrays."""
    first, rows = bench.read(owner, entity, quantity)
    assert first == take.start_frame
    wanted = np.array(list(take.channel(f"{entity}.{quantity}").rows()))
    found = np.array(rows, dtype=np.float64)
    assert found.shape == wanted.shape
    return found, wanted


def off_deg(found_wxyz, wanted_wxyz):
    """How far turns differ, frame by frame; the chord sees the smallest."""
    a, b = matrix_from_wxyz(found_wxyz), matrix_from_wxyz(wanted_wxyz)
    chord = np.linalg.norm(a - b, axis=(-2, -1)) / math.sqrt(8.0)
    return np.degrees(2.0 * np.arcsin(np.minimum(chord, 1.0)))


def a_rolling_camera() -> Take:
    """A camera that tilts over the top while it pans and rolls: every angle goes right round."""
    step = np.arange(60.0)
    wxyz = wxyz_from_pan_tilt_roll(5.0 * step - 150.0, 4.0 * step - 60.0, 7.0 * step)
    places = [(0.01 * i, -0.02 * i, 1.0) for i in range(60)]
    flat = [x for row in places for x in row]
    channels = (
        Channel("camera.translate_m", "m", 3, flat),
        Channel("camera.rotate_wxyz", "1", 4, wxyz.reshape(-1).tolist()),
        Channel("camera.focal_length_mm", "mm", 1, [35.0] * 60),
    )
    entities = (entity("shot", name="rolling"), entity("camera"))
    return Take("Rolling", (24, 1), 7, 60, "0" * 64, channels, entities)


def places_at_every_frame_within_a_tenth_of_a_millimetre(bench):
    take = scenario()
    owner = baked(bench, take)
    for name in ("camera", "target", "light.key", "light.rim", "light.practical_1"):
        found, wanted = rows_of(bench, take, owner, name, "translate_m")
        assert np.abs(found - wanted).max() < METRES


def turns_at_every_frame_within_a_thousandth_of_a_degree(bench):
    take = scenario()
    owner = baked(bench, take)
    for name in ("camera", "light.key", "light.rim"):
        assert off_deg(*rows_of(bench, take, owner, name, "rotate_wxyz")).max() < DEGREES


def the_lens_at_every_frame_within_a_thousandth_of_a_millimetre(bench):
    take = scenario()
    owner = baked(bench, take)
    for quantity, tolerance in LENS.items():
        found, wanted = rows_of(bench, take, owner, "camera", quantity)
        assert np.abs(found - wanted).max() < tolerance


def the_shift_of_the_lens_at_every_frame_within_a_thousandth_of_a_millimetre(bench):
    take = a_take()
    rise = Channel("camera.shift_y_mm", "mm", 1, [1.5 * i - 2.0 for i in range(take.frame_count)])
    side = Channel("camera.shift_x_mm", "mm", 1, [3.25] * take.frame_count)
    take = replace(take, channels=(*take.channels, side, rise))
    owner = baked(bench, take)
    for quantity in ("shift_x_mm", "shift_y_mm"):
        found, wanted = rows_of(bench, take, owner, "camera", quantity)
        assert np.abs(found - wanted).max() < MILLIMETRES


def a_key_that_rides_a_hull_with_its_exposure_held(bench):
    take = ridden()
    owner = baked(bench, take)
    found, wanted = rows_of(bench, take, owner, "light.key", "translate_m")
    assert np.ptp(wanted - target_of(take), axis=0).max() > 1.5  # it is no light that goes along
    assert np.abs(found - wanted).max() < METRES
    assert off_deg(*rows_of(bench, take, owner, "light.key", "rotate_wxyz")).max() < DEGREES
    found, wanted = rows_of(bench, take, owner, "light.key", "intensity_cd")
    assert np.ptp(np.log2(wanted)) > 0.5
    assert np.abs(np.log2(found / wanted)).max() < STOPS


def exposure_at_every_frame_within_a_thousandth_of_a_stop(bench):
    take = scenario()
    owner = baked(bench, take)
    found, wanted = rows_of(bench, take, owner, "camera", "f_number")
    assert np.abs(2.0 * np.log2(found / wanted)).max() < STOPS
    for light in ("light.key", "light.fill", "light.rim", "light.practical_1"):
        found, wanted = rows_of(bench, take, owner, light, "intensity_cd")
        assert np.abs(np.log2(found / wanted)).max() < STOPS


def a_spot_gives_half_at_its_beam_angle_and_a_tenth_at_its_field_angle(bench):
    take = a_take()
    spot = lamp("light.key", "spot", width_m=0.2, beam_deg=24.0, field_deg=30.0)
    told = tuple(spot if one.id == spot.id else one for one in take.entities)
    owner = baked(bench, replace(take, entities=told))
    found = bench.half_and_tenth_deg(owner, "light.key")
    assert found == pytest.approx((24.0, 30.0), abs=DEGREES)


def a_camera_that_rolls_and_goes_over_the_top_keeps_its_turns(bench):
    take = a_rolling_camera()
    owner = baked(bench, take)
    assert off_deg(*rows_of(bench, take, owner, "camera", "rotate_wxyz")).max() < DEGREES


def what_is_missing_is_stood_in_for_under_the_same_name(bench):
    owner = baked(bench, a_take(selector="tag:pilot"))
    assert bench.name_of(owner, "subject") == "MISSING_TARGET_tag_pilot"


def baking_again_leaves_nothing_of_the_bake_before(bench):
    baked(bench, a_take(frames=9))
    owner = baked(bench, a_take(start_frame=1))
    first, rows = bench.read(owner, "camera", "translate_m")
    assert (first, len(rows)) == (1, 5)


def the_same_take_gives_the_same_result(bench):
    look = bench.dump if hasattr(bench, "dump") else bench.snapshot
    baked(bench, a_take())
    once = look()
    baked(bench, a_take())
    assert look() == once


def a_bake_that_fails_leaves_what_was_there(bench):
    owner = baked(bench, a_take())
    assert owner == SHOT
    if hasattr(bench, "spoil"):
        before = bench.dump()
        bench.spoil()
        with pytest.raises(HostError):
            bench.bake(a_take(start_frame=1))
        bench.mend()
        assert bench.dump() == before
        return
    before = bench.snapshot()
    bench.fail_at(3, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(a_take(start_frame=1), bench.host)
    bench.fail_at(0, RuntimeError())
    assert bench.snapshot() == before


SHARED = [
    places_at_every_frame_within_a_tenth_of_a_millimetre,
    turns_at_every_frame_within_a_thousandth_of_a_degree,
    the_lens_at_every_frame_within_a_thousandth_of_a_millimetre,
    the_shift_of_the_lens_at_every_frame_within_a_thousandth_of_a_millimetre,
    a_key_that_rides_a_hull_with_its_exposure_held,
    exposure_at_every_frame_within_a_thousandth_of_a_stop,
    a_spot_gives_half_at_its_beam_angle_and_a_tenth_at_its_field_angle,
    a_camera_that_rolls_and_goes_over_the_top_keeps_its_turns,
    what_is_missing_is_stood_in_for_under_the_same_name,
    baking_again_leaves_nothing_of_the_bake_before,
    the_same_take_gives_the_same_result,
    a_bake_that_fails_leaves_what_was_there,
]
