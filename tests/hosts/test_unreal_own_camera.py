"""A camera of the artist's, keyed instead of one of the bake's: only when asked for, never lost."""

import numpy as np
import pytest

from scene_stager.errors import HostError, InputError
from scene_stager.hosts.play import play
from tests.hosts.doubles.unreal import MADE, WORLD
from tests.hosts.promises import SHOT, a_take
from tests.hosts.unreal_bench import UnrealBench, UnrealWishes, dump_actor, tracks_of

MINE = "MyCineCam"
LENT = {f"SceneStager.owner={SHOT}", "SceneStager.part=camera", "SceneStager.lent=yes"}


def a_bench(**wishes):
    bench = UnrealBench(**{"camera": f"name:{MINE}", **wishes})
    return bench, a_camera()


def a_camera(label=MINE):
    camera = MADE["CineCameraActor"]()
    camera._label, camera._folder = label, "Cameras"
    camera._values["tags"] = ["hero_cam"]
    WORLD.actors.append(camera)
    return camera


def cameras():
    return [one for one in WORLD.actors if type(one) is MADE["CineCameraActor"]]


@pytest.mark.parametrize("spawnable", [False, True])
def test_the_artists_camera_moves_as_one_of_the_bakes_own_would_and_is_cut_to(spawnable):
    own = UnrealBench()
    play(a_take(), own.host)
    wanted = {
        name: own.read(SHOT, "camera", name)
        for name in ("translate_m", "rotate_wxyz", "focal_length_mm")
    }
    bench, camera = a_bench(spawnable=spawnable)
    camera._values["lookat_tracking_settings"] = tracking = MADE["CameraLookatTrackingSettings"]()
    tracking.set_editor_property("enable_look_at_tracking", True)
    camera._components[1]._values["crop_settings"] = crop = MADE["PlateCropSettings"]()
    crop.set_editor_property("aspect_ratio", 1.78)
    play(a_take(), bench.host)
    assert camera._components[1].crop_settings.aspect_ratio == 0.0
    assert cameras() == [camera]
    assert bench.actor(SHOT, "camera") is camera
    for name, (first, rows) in wanted.items():
        found_first, found = bench.read(SHOT, "camera", name)
        assert found_first == first
        np.testing.assert_allclose(found, rows, atol=1e-12)
    (cut,) = WORLD.assets[f"/Game/SceneStager/{SHOT}"]._tracks
    assert cut._sections[0]._camera._record.thing is camera
    assert (camera._label, camera._folder) == (MINE, "Cameras")
    assert {str(tag) for tag in camera._values["tags"]} == {"hero_cam", *LENT}
    held = camera.get_editor_property("lookat_tracking_settings")
    assert not held.get_editor_property("enable_look_at_tracking")
    sensor = camera._components[1].get_editor_property("filmback")
    assert sensor.get_editor_property("sensor_width") > 0.0
    assert camera._components[1].get_editor_property("lens_settings").max_focal_length == 2000.0


def test_a_second_bake_finds_it_again_and_leaves_the_same_keys():
    bench, camera = a_bench()
    play(a_take(), bench.host)
    before = dump_actor(camera)
    play(a_take(), bench.host)
    assert dump_actor(camera) == before
    assert cameras() == [camera]


def test_a_bake_that_no_longer_asks_for_it_gives_it_back():
    bench, camera = a_bench()
    play(a_take(), bench.host)
    bench.host.wishes = UnrealWishes()
    play(a_take(), bench.host)
    assert camera in WORLD.actors
    assert [str(tag) for tag in camera._values["tags"]] == ["hero_cam"]
    assert tracks_of(camera) == []
    (other,) = [one for one in cameras() if one is not camera]
    assert bench.actor(SHOT, "camera") is other
    bench.host.wishes = UnrealWishes(camera=f"name:{MINE}")
    play(a_take(), bench.host)
    assert cameras() == [camera]


def test_the_bakes_own_camera_goes_when_the_artists_is_asked_for_instead():
    bench = UnrealBench()
    play(a_take(), bench.host)
    camera = a_camera()
    bench.host.wishes = UnrealWishes(camera="tag:hero_cam")
    play(a_take(), bench.host)
    assert cameras() == [camera]


def test_its_own_keys_are_refused_as_elsewhere():
    bench, _ = a_bench()
    play(a_take(), bench.host)
    bench.key(MINE, "focal_length_mm", [(50.0,), (51.0,)])
    before = bench.snapshot()
    with pytest.raises(HostError, match=f"{MINE}.*was keyed by hand and is left alone"):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def test_what_cannot_be_it_is_refused_in_one_line():
    bench = UnrealBench(camera=f"name:{MINE}")
    bench.add(MINE)  # a TargetPoint
    with pytest.raises(HostError, match=f"camera: name:{MINE} finds no Cine Camera Actor"):
        play(a_take(), bench.host)
    camera = a_camera()
    camera._carrier = WORLD.actors[0]
    with pytest.raises(HostError, match=f"{MINE} is attached to {MINE}"):
        play(a_take(), bench.host)
    camera._carrier = None
    camera._values["tags"] = ["SceneStager.owner=other_shot", "SceneStager.lent=yes"]
    with pytest.raises(HostError, match=f"{MINE} is keyed by other_shot already"):
        play(a_take(), bench.host)
    bench.host.wishes = UnrealWishes(camera=MINE)
    with pytest.raises(InputError, match="camera: found 'MyCineCam'"):
        play(a_take(), bench.host)
    assert WORLD.assets == {}


def test_a_camera_that_a_bake_made_is_not_the_artists():
    bench = UnrealBench()
    play(a_take(), bench.host)
    bench.host.wishes = UnrealWishes(camera=f"name:{SHOT}.camera")
    with pytest.raises(HostError, match="finds no Cine Camera Actor"):
        play(a_take(), bench.host)


def test_a_bake_that_fails_anywhere_leaves_it_as_it_was():
    bench, _ = a_bench()
    before = bench.snapshot()
    play(a_take(), bench.host)
    for number in range(1, bench.changes() + 1, 7):
        bench, _ = a_bench()
        bench.fail_at(number, RuntimeError("stop"))
        with pytest.raises(HostError):
            play(a_take(), bench.host)
        assert bench.snapshot() == before, number


def test_two_of_a_name_are_told_of():
    bench, camera = a_bench()
    a_camera()
    report = play(a_take(), bench.host)
    assert bench.actor(SHOT, "camera") is camera
    assert any(f"{MINE}, taken, but also" in remark for remark in bench.host.remarks)
    assert report.key_count > 0
