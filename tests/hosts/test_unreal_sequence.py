"""Unreal's Level Sequences: clocks, cuts, units, and every frame of whole scenarios decoded."""

import math
from itertools import pairwise

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.errors import HostError
from scene_stager.hosts.play import play
from scene_stager.maths.frames import multiply_wxyz
from scene_stager.moks.entities import LampFacts
from scene_stager.moks.take import Channel, Take
from scene_stager.shot.scenarios import scenario_texts
from tests.hosts.doubles.unreal import MADE, WORLD
from tests.hosts.promises import SHOT, a_take
from tests.hosts.unreal_bench import (
    SteppingHost,
    UnrealBench,
    UnrealWishes,
    decoded,
    linear,
    tracks_of,
)

RATES = [(24, 1), (25, 1), (30, 1), (24000, 1001), (30000, 1001), (60000, 1001), (120, 1)]
ALLOWED = {"translate_m": 1e-4, "focal_length_mm": 1e-3, "focus_distance_m": 1e-4}
STOPS = {"f_number", "exposure_index", "intensity_cd"}


def sequence():
    return WORLD.assets[f"/Game/SceneStager/{SHOT}"]


@pytest.mark.parametrize("fps", RATES)
def test_every_frame_is_a_whole_number_of_ticks_and_the_end_is_exclusive(fps):
    bench = UnrealBench()
    take = a_take(start_frame=1001)
    play(Take(**{**vars(take), "fps": fps}), bench.host)
    found = sequence()
    assert found._rate == fps
    assert found._ticks_per_frame() == int(found._ticks_per_frame())
    assert (found.get_playback_start(), found.get_playback_end()) == (1001, 1006)
    channel = tracks_of(bench.actor(SHOT, "camera"))[0]._sections[0]._channels[0]
    wanted = [round(frame * found._ticks_per_frame()) for frame in range(1001, 1006)]
    assert sorted(channel._keys) == wanted


def test_a_rate_that_fits_leaves_the_tick_resolution_alone():
    bench = UnrealBench()
    play(a_take(), bench.host)
    assert sequence()._ticks == (24000, 1)
    play(Take(**{**vars(a_take()), "fps": (30000, 1001)}), bench.host)
    assert sequence()._ticks == (30000, 1)


def test_the_camera_is_cut_to_for_exactly_the_shot():
    bench = UnrealBench()
    play(a_take(), bench.host)
    play(a_take(start_frame=1), bench.host)
    (cut,) = sequence()._tracks
    (section,) = cut._sections
    assert (section.get_start_frame(), section.get_end_frame()) == (1, 6)
    assert section._camera._record.thing is bench.actor(SHOT, "camera")


def test_an_artists_own_cuts_are_left_alone_and_told_of():
    bench = UnrealBench()
    play(a_take(), bench.host)
    sequence()._tracks[0].set_display_name(MADE["Text"]("My cuts"))
    play(a_take(start_frame=1), bench.host)
    assert "camera cuts of its own" in bench.host.remarks[0]
    assert sequence()._tracks[0]._sections[0].get_start_frame() == 101


@pytest.mark.parametrize("spawnable", [False, True])
def test_camera_and_lights_stand_in_the_level_or_in_the_sequence(spawnable):
    bench = UnrealBench(spawnable=spawnable)
    play(a_take(), bench.host)
    lives = {type(r.thing).__name__ for r in sequence()._spawnables}
    assert ("CineCameraActor" in lives) is spawnable
    stand_in = next(a for a in WORLD.actors if a._label.startswith("MISSING_TARGET_"))
    assert stand_in._folder == f"SceneStager/{SHOT}"
    play(a_take(), SteppingHost(UnrealWishes(spawnable=not spawnable)))
    lives = {type(r.thing).__name__ for r in sequence()._spawnables}
    assert ("CineCameraActor" in lives) is not spawnable


def test_sequencer_shows_after_a_bake_of_spawnables_what_it_showed_before():
    bench = UnrealBench(spawnable=True)
    mine = WORLD.assets["/Game/Mine"] = MADE["LevelSequence"]()
    WORLD.open_sequence = mine
    bench.fail_at(25, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(a_take(), bench.host)
    assert WORLD.open_sequence is mine
    bench.fail_at(0, RuntimeError())
    play(a_take(), bench.host)
    assert WORLD.open_sequence is mine


def test_what_an_open_sequence_shows_of_its_spawnables_is_not_taken_for_the_shot():
    bench = UnrealBench(spawnable=True)
    play(a_take(), bench.host)
    camera = bench.actor(SHOT, "camera")
    shown = MADE["CineCameraActor"]()
    shown._label, shown._values["tags"] = camera._label, [*camera._values["tags"], "SequencerActor"]
    WORLD.actors.append(shown)
    play(a_take(start_frame=1), bench.host)
    assert shown in WORLD.actors
    cameras = [r.thing for r in sequence()._spawnables if isinstance(r.thing, type(camera))]
    assert cameras == [camera]


def test_a_sequence_that_is_not_ours_or_is_read_only_is_refused():
    bench = UnrealBench()
    mine = MADE["LevelSequence"]()
    mine._tracks.append(MADE["MovieSceneFloatTrack"]())
    WORLD.assets[f"/Game/SceneStager/{SHOT}"] = mine
    with pytest.raises(HostError, match="not Scene Stager's: rename it"):
        play(a_take(), bench.host)
    WORLD.assets.clear()
    play(a_take(), bench.host)
    sequence().set_read_only(True)
    with pytest.raises(HostError, match="read-only"):
        play(a_take(), bench.host)


def test_an_empty_sequence_of_the_shots_name_is_taken():
    bench = UnrealBench()
    mine = WORLD.assets[f"/Game/SceneStager/{SHOT}"] = MADE["LevelSequence"]()
    play(a_take(), bench.host)
    assert sequence() is mine
    assert len(mine._possessables) > 3


def test_a_failed_bake_leaves_no_asset_and_an_empty_one_as_it_was():
    bench = UnrealBench()
    bench.fail_at(9, RuntimeError("out of memory"))
    with pytest.raises(HostError):
        play(a_take(), bench.host)
    assert WORLD.assets == {}
    mine = WORLD.assets[f"/Game/SceneStager/{SHOT}"] = MADE["LevelSequence"]()
    with pytest.raises(HostError):
        play(a_take(), bench.host)
    assert WORLD.assets == {f"/Game/SceneStager/{SHOT}": mine}
    assert WORLD.metadata(mine) == {}


def test_units_of_lens_light_and_air():
    bench = UnrealBench()
    take = bake("golden_hour_drone_orbit", frames=(1, 3))
    play(take, bench.host)
    owner = "golden_hour_drone_orbit"
    lens = bench.actor(owner, "camera").get_cine_camera_component()
    gate = lens.get_editor_property("filmback")
    assert (gate.sensor_width, gate.sensor_height) == pytest.approx((24.89, 14.0))
    assert (
        lens.get_editor_property("focus_settings").focus_method == MADE["CameraFocusMethod"].MANUAL
    )
    assert lens.get_editor_property("custom_near_clipping_plane") == pytest.approx(5.0)

    # The sun: lux across the beam at the target, whatever the lamp's distance.
    sun = bench.actor(owner, "light.key")
    assert type(sun).__name__ == "DirectionalLight"
    lux = read_path(sun, "Intensity")
    at = [take.channel(f"{n}.translate_m").row(0) for n in ("light.key", "target")]
    assert lux[0] == pytest.approx(take.at("light.key.intensity_cd", 1)[0] / math.dist(*at) ** 2)

    # Fog on a level ray: Unreal's line integral is ln 2 times density / 1000 times centimetres,
    # and 2 to the minus of that comes through. Volumetric: half of it, scaled, to base e.
    fog = bench.actor(owner, "atmosphere")
    density_per_cm = read_path(fog, "FogDensity")[0] / 1000.0
    wanted = math.exp(-take.at("atmosphere.fog_per_m", 1)[0])
    assert 2.0 ** (-math.log(2.0) * density_per_cm * 100.0) == pytest.approx(wanted, rel=1e-6)
    scale = fog._components[0].get_editor_property("volumetric_fog_extinction_scale")
    assert math.exp(-0.5 * density_per_cm * scale * 100.0) == pytest.approx(wanted, rel=1e-6)

    # Wind: where the actor's +x points, as fast as Speed says.
    wind = bench.actor(owner, "atmosphere", "wind")
    x, y, z = take.at("atmosphere.wind_m_s", 1)
    assert read_path(wind, "Speed")[0] == pytest.approx(math.hypot(x, y, z), rel=1e-6)

    # Shutter: half of a twenty-fourth of a second.
    speed = read_path(bench.actor(owner, "camera"), "PostProcessSettings.CameraShutterSpeed")
    assert speed[0] == pytest.approx(2.0 * take.fps[0] / take.fps[1])
    blur = read_path(bench.actor(owner, "camera"), "PostProcessSettings.MotionBlurAmount")
    assert blur[0] == pytest.approx(0.5)


def read_path(actor, path):
    track = next(t for t in tracks_of(actor) if t._path == path)
    owner = track._sequence
    return decoded(owner, track)[:, 0]


def is_sun(take, channel):
    return take.facts(LampFacts, channel.entity).shape == "distant"


@pytest.mark.parametrize("scenario", sorted(scenario_texts()))
def test_every_scenario_reads_back_at_every_frame(scenario):
    take, bench = bake(scenario), UnrealBench()
    play(take, bench.host)
    seen = 0
    for channel in take.channels:
        if channel.quantity not in {*ALLOWED, *STOPS, "rotate_wxyz"}:
            continue
        if channel.quantity == "intensity_cd" and is_sun(take, channel):
            continue  # in lux there
        first, rows = bench.read(scenario, channel.entity, channel.quantity)
        assert (first, len(rows)) == (take.start_frame, take.frame_count)
        wanted, found = np.array(list(channel.rows())), np.array(rows)
        seen += 1
        if channel.quantity == "rotate_wxyz":
            half_sine = (
                np.linalg.norm(
                    found - np.sign(np.sum(found * wanted, axis=1))[:, None] * wanted, axis=1
                )
                / 2
            )
            assert np.degrees(4 * np.arcsin(half_sine)).max() < 1e-3
        elif channel.quantity in STOPS:
            assert np.abs(np.log2(found / wanted)).max() < 1e-3
        else:
            assert np.abs(found - wanted).max() < ALLOWED[channel.quantity]
    assert seen > 8


def test_what_has_no_place_in_unreal_is_told():
    bench = UnrealBench()
    play(bake("hero_dolly_push_in", frames=(1, 2)), bench.host)
    assert "light.key.hold_stops" in bench.host.left_out
    assert not [name for name in bench.host.left_out if "translate" in name or "rotate" in name]


def test_a_still_channel_is_one_key_and_a_moving_one_a_linear_key_per_frame():
    bench = UnrealBench()
    play(a_take(), bench.host)
    camera = bench.actor(SHOT, "camera")
    height = tracks_of(camera)[0]._sections[0]._channels[2]
    along = tracks_of(camera)[0]._sections[0]._channels[1]
    assert (len(height._keys), len(along._keys)) == (1, 5)
    assert {way for _, way in along._keys.values()} == {linear()}


def test_turns_between_frames_are_keyed_where_a_pole_asks_for_them():
    # Five degrees a frame over the top, two degrees beside straight up.
    side = math.radians(2.0) / 2.0
    rows = []
    beside = np.array([math.cos(side), 0.0, math.sin(side), 0.0])
    for tilt in np.radians(np.arange(150.0, 211.0, 5.0)) / 2.0:
        over = np.array([math.cos(tilt), math.sin(tilt), 0.0, 0.0])
        rows.append(tuple(multiply_wxyz(beside, over)))
    take = a_take(frames=len(rows))
    turned = Channel("camera.rotate_wxyz", "1", 4, [n for row in rows for n in row])
    channels = tuple(turned if c.name == turned.name else c for c in take.channels)
    bench = UnrealBench()
    play(Take(**{**vars(take), "channels": channels}), bench.host)
    _, found = bench.read(SHOT, "camera", "rotate_wxyz")
    for a, b in zip(found, rows, strict=True):
        assert abs(np.dot(a, b)) == pytest.approx(1.0, abs=1e-9)
    yaw = tracks_of(bench.actor(SHOT, "camera"))[0]._sections[0]._channels[5]._keys
    assert len(yaw) > len(rows)
    values = [yaw[tick][0] for tick in sorted(yaw)]
    assert max(abs(b - a) for a, b in pairwise(values)) <= 15.0


def test_a_step_cannot_begin_inside_another():
    host = UnrealBench().host
    inside = pytest.raises(HostError, match="a bake cannot begin inside another")
    with inside, host.one_undo_step("outer"), host.one_undo_step("inner"):
        pass
    assert (WORLD.undo, WORLD.transaction) == ([], None)
    with pytest.raises(HostError, match="outside of an undo step"):
        host.sweep("x", frozenset())


def test_the_fog_thins_where_the_subject_would_fade():
    bench = UnrealBench()
    take = bake("hero_dolly_push_in", frames=(1, 2))
    clear = take.at("atmosphere.clearance", 1)[0]
    assert clear < 0.75
    play(take, bench.host)
    density = read_path(bench.actor("hero_dolly_push_in", "atmosphere"), "FogDensity")[0]
    # A metre of Unreal's level fog lets exp(-(ln 2)^2 * density / 1000 * 100) through.
    through = math.exp(-(math.log(2.0) ** 2) * density / 10.0)
    assert through == pytest.approx(math.exp(-clear * take.at("atmosphere.fog_per_m", 1)[0]))


def test_sequencer_shows_the_whole_shot_and_a_little_beside_it():
    bench = UnrealBench()
    take = a_take()
    play(take, bench.host)
    begins_s = take.start_frame * take.fps[1] / take.fps[0]
    ends_s = (take.start_frame + take.frame_count) * take.fps[1] / take.fps[0]
    for name in ("view", "work"):
        first_s, last_s = (
            getattr(sequence(), f"get_{name}_range_{end}")() for end in ("start", "end")
        )
        assert begins_s - 0.1 * (ends_s - begins_s) < first_s < begins_s
        assert ends_s < last_s < ends_s + 0.1 * (ends_s - begins_s)
