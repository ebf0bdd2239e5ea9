"""A camera of the artist's, keyed instead of one of the bake's: only when asked for, never lost."""

import json
from dataclasses import replace

import numpy as np
import pytest

from scene_stager.errors import HostError
from scene_stager.hosts.play import play
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import SHOT, a_take
from tests.hosts.usd_takes import baked

MINE = "hero_cam"


def a_bench(camera=MINE, name=MINE, **options):
    from scene_stager_maya.wishes import MayaWishes

    bench = MayaBench(wishes=MayaWishes(camera=camera), **options)
    return bench, a_camera(bench, name)


def a_camera(bench, name=MINE, parent=""):
    above = bench.scene.find(parent).uuid if parent else ""
    transform = bench.scene.make("transform", name, above)
    bench.scene.make("camera", f"{name}Shape", transform.uuid)
    own = (("focalLength", 85.0), ("filmFit", 2), ("lensSqueezeRatio", 2.0), ("shakeEnabled", True))
    for attribute, value in (("translateX", 7.0), *own):
        where = transform.name if attribute == "translateX" else f"{transform.name}Shape"
        put(bench, where, attribute, value)
    return transform.name


def put(bench, name, attribute, value):
    node = bench.scene.find(name)
    if attribute[-1] in "XYZ":
        whole = list(bench.scene.value(node, attribute[:-1]))
        whole["XYZ".index(attribute[-1])] = value
        attribute, value = attribute[:-1], tuple(whole)
    bench.scene.put(replace(node, values={**node.values, attribute: value}))


def state_of(bench, name):
    """All that an artist sees of a camera: where it is, what it is like, what drives it."""
    found = {}
    for one in (name, f"{name}Shape"):
        node = bench.scene.find(one)
        links = {a: s[0] for (uuid, a), s in bench.scene.state.links.items() if uuid == node.uuid}
        told = {k: bench.scene.value(node, k) for k in bench.scene.attributes(node)}
        found[one] = (node.parent, told, sorted(node.added), links)
    return found


def cameras(bench):
    views = ("perspShape", "topShape", "frontShape", "sideShape")
    nodes = bench.scene.state.nodes.values()
    return sorted(n.name for n in nodes if n.type == "camera" and n.name not in views)


@pytest.mark.parametrize("bulk", [True, False])
@pytest.mark.parametrize("asked", [MINE, f"|{MINE}", f"{MINE}Shape"])
def test_the_artists_camera_moves_as_one_of_the_bakes_own_would(asked, bulk):
    own = MayaBench()  # there is one Maya: what it says is kept before the next
    play(a_take(), own.host)
    quantities = ("translate_m", "rotate_wxyz", "focal_length_mm", "focus_distance_m")
    read = {name: own.read(SHOT, "camera", name) for name in quantities}
    lens = ("horizontalFilmAperture", "filmFit", "lensSqueezeRatio", "shakeEnabled")
    shape = own.shape(own.part(SHOT, "camera"))
    glass = [own.scene.value(shape, name) for name in lens]
    bench, _ = a_bench(asked, bulk=bulk)
    play(a_take(), bench.host)
    assert cameras(bench) == [f"{MINE}Shape"]
    assert bench.name_of(SHOT, "camera") == MINE
    for name, (wanted_first, wanted) in read.items():
        first, rows = bench.read(SHOT, "camera", name)
        assert first == wanted_first
        np.testing.assert_allclose(rows, wanted, atol=1e-12)
    shape = bench.shape(bench.part(SHOT, "camera"))
    assert [bench.scene.value(shape, name) for name in lens] == glass
    assert bench.scene.find(MINE).parent == ""


def test_a_second_bake_finds_it_again_and_leaves_the_same_keys():
    bench, _ = a_bench()
    play(a_take(), bench.host)
    once = bench.snapshot()
    play(a_take(), bench.host)
    assert bench.snapshot() == once


def test_a_bake_that_no_longer_asks_for_it_gives_it_back_as_it_was():
    from scene_stager_maya.wishes import MayaWishes

    bench, name = a_bench()
    bench.key(name, "my_own_value", [(1.0,), (2.0,)])
    before = state_of(bench, name)
    play(a_take(), bench.host)
    assert state_of(bench, name) != before
    bench.host.wishes = MayaWishes()
    report = play(a_take(), bench.host)
    assert state_of(bench, name) == before
    assert name not in report.removed
    assert len(cameras(bench)) == 2
    assert bench.name_of(SHOT, "camera") == f"{SHOT}_camera"
    bench.host.wishes = MayaWishes(camera=name)
    play(a_take(), bench.host)
    assert cameras(bench) == [f"{name}Shape"]


def test_with_arnold_its_depth_of_field_and_shutter_are_the_shots_and_come_back_too():
    from scene_stager_maya.bake import bake_take
    from scene_stager_maya.wishes import MayaWishes

    bench, name = a_bench(arnold=True)
    before = state_of(bench, name)
    take = baked("hero_dolly_push_in").slice_frames(1, 4)
    bake_take(take, MayaWishes(camera=name))
    shape = bench.scene.find(f"{name}Shape")
    assert bench.scene.value(shape, "aiEnableDOF") is True
    wanted = take.at("camera.shutter_deg", 2)[0] / 720.0
    assert bench.at(shape, "aiShutterEnd", 2) == pytest.approx(wanted)
    bake_take(take)
    assert state_of(bench, name) == before


def test_of_several_shapes_the_cameras_is_the_one():
    bench = MayaBench()
    transform = bench.scene.make("transform", MINE, "")
    for kind in ("locator", "camera"):
        bench.scene.make(kind, f"{kind}Shape1", transform.uuid)
    from scene_stager_maya.wishes import MayaWishes

    bench.host.wishes = MayaWishes(camera=MINE)
    play(a_take(), bench.host)
    assert bench.scene.source(bench.scene.find("cameraShape1"), "focalLength") is not None


def test_what_the_artist_has_locked_since_is_not_put_back():
    from scene_stager_maya.wishes import MayaWishes

    bench, name = a_bench()
    play(a_take(), bench.host)
    bench.cmds.setAttr(f"{name}Shape.filmFit", lock=True)
    bench.host.wishes = MayaWishes()
    play(a_take(), bench.host)
    shape = bench.scene.find(f"{name}Shape")
    assert bench.scene.value(shape, "filmFit") == 1
    assert bench.scene.value(shape, "focalLength") == 85.0


def carried(bench):
    bench.add("dolly")
    put(bench, "dolly", "translateY", 5.0)
    node = bench.scene.find(MINE)
    bench.scene.put(replace(node, parent=bench.scene.find("dolly").uuid))


def driven_carrier(bench):
    bench.add("dolly")
    bench.key("dolly", "translate_m", [(0.0, 0.0, 0.0)] * 2)
    node = bench.scene.find(MINE)
    bench.scene.put(replace(node, parent=bench.scene.find("dolly").uuid))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (carried, f"{MINE} is under dolly, which would carry it away"),
        (driven_carrier, f"{MINE} is under dolly, which would carry it away"),
        (lambda b: put(b, MINE, "rotatePivotX", 1.0), f"{MINE} has rotatePivot of its own"),
        (lambda b: put(b, MINE, "scaleX", 2.0), f"{MINE} has scale of its own"),
        (lambda b: b.key(MINE, "focal_length_mm", [(35.0,), (40.0,)]), "was keyed by hand"),
        (lambda b: b.lock(MINE), f"{MINE}.translateX is locked"),
        (lambda b: b.cmds.setAttr(f"{MINE}Shape.filmFit", lock=True), "filmFit is locked"),
    ],
)
def test_what_would_bend_its_keys_or_is_the_artists_is_refused_and_nothing_changes(spoil, said):
    bench, _ = a_bench()
    spoil(bench)
    before = bench.snapshot()
    with pytest.raises(HostError, match=said):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def test_one_that_stands_in_a_group_that_does_nothing_is_taken():
    bench, _ = a_bench()
    bench.add("cameras")
    node = bench.scene.find(MINE)
    bench.scene.put(replace(node, parent=bench.scene.find("cameras").uuid))
    play(a_take(), bench.host)
    assert bench.scene.path(bench.part(SHOT, "camera")) == f"|cameras|{MINE}"


@pytest.mark.parametrize(
    ("camera", "said"),
    [
        ("nobody", "nobody finds nothing here"),
        ("dolly", "dolly is no camera"),
        ("persp", "persp is Maya's own view of the scene"),
    ],
)
def test_what_cannot_be_it_is_refused_in_one_line(camera, said):
    bench, _ = a_bench(camera)
    bench.add("dolly")
    before = bench.snapshot()
    with pytest.raises(HostError, match=said):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def test_one_camera_serves_one_shot_and_a_bakes_own_is_not_the_artists():
    from scene_stager_maya.wishes import MayaWishes

    bench, name = a_bench()
    play(a_take(), bench.host)
    with pytest.raises(HostError, match=f"{name} is keyed by {SHOT} already"):
        play(a_take(), bench.host, owner="other_shot")
    bench.host.wishes = MayaWishes()
    play(a_take(), bench.host)
    bench.host.wishes = MayaWishes(camera=f"{SHOT}_camera")
    with pytest.raises(HostError, match="was made by a bake"):
        play(a_take(), bench.host)


def test_a_referenced_camera_is_keyed_and_what_its_file_holds_fast_is_told():
    bench, name = a_bench("cams:hero_cam", "hero_cam")
    for one in (name, f"{name}Shape"):
        node = bench.scene.find(one)
        bench.scene.state = replace(bench.scene.state, spaces=frozenset({":", ":cams"}))
        bench.scene.put(replace(node, name=f"cams:{one}", file="cams.ma"))
    play(a_take(), bench.host)
    assert bench.name_of(SHOT, "camera") == "cams:hero_cam"
    curves = [n.name for n in bench.scene.state.nodes.values() if n.type.startswith("animCurve")]
    assert not [c for c in curves if c.startswith(("cams", "cams_"))]
    bench, name = a_bench()
    node = bench.scene.find(f"{name}Shape")
    bench.scene.put(replace(node, file="cams.ma", locked=frozenset({"focalLength"})))
    with pytest.raises(HostError, match=r"focalLength is locked, in its reference cams\.ma"):
        play(a_take(), bench.host)
    bench, name = a_bench()
    bench.key(name, "focal_length_mm", [(35.0,), (40.0,)])
    curve = bench.scene.source(bench.scene.find(f"{name}Shape"), "focalLength")
    bench.scene.put(replace(curve, file="cams.ma"))
    with pytest.raises(HostError, match="was keyed in its reference and is left alone"):
        play(a_take(), bench.host)


def test_a_bake_that_fails_anywhere_leaves_it_as_it_was():
    bench, _ = a_bench()
    play(a_take(), bench.host)
    for number in range(1, bench.changes() + 1, 9):
        bench, name = a_bench()
        before = bench.snapshot(), state_of(bench, name)
        bench.fail_at(number, RuntimeError("stop"))
        with pytest.raises(HostError):
            play(a_take(), bench.host)
        assert (bench.snapshot(), state_of(bench, name)) == before, number


def test_the_windows_button_takes_the_selected_camera_and_bakes_with_it():
    from scene_stager_maya import window

    bench, name = a_bench()
    window.show()
    window.fill()
    bench.double.commands.selected = [f"{name}Shape"]
    window.take_camera()
    assert window.permitted().camera == f"|{name}"
    window._play(a_take())
    assert cameras(bench) == [f"{name}Shape"]
    made = json.loads(bench.scene.find(name).values["sceneStagerMade"])
    assert made["curves"]
