"""The .ma file: read by another reader, compared with the Take at every frame."""

import io
import re
import subprocess
import sys

import numpy as np
import pytest

from scene_stager.errors import HostError
from scene_stager.hosts.maya.rates import NAMED, UNITS, rate_of, time_unit
from scene_stager.hosts.maya_ascii import maya_text, write_maya
from scene_stager.maths.frames import matrix_from_wxyz
from scene_stager.moks.entities import CameraFacts
from tests.hosts.doubles.surface import maya_stub
from tests.hosts.maya_ascii_reader import read_scene
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import LEVEL, baked, camera_take, take_of

C = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])  # Maya, +y up, from the stage


def turn_deg(a, b):
    """How far two turns differ, by the chord, which sees the smallest."""
    return float(np.degrees(2 * np.arcsin(min(np.linalg.norm(a - b) / np.sqrt(8), 1.0))))


@pytest.mark.parametrize("name", ["hero_dolly_push_in", "walk_and_talk_verite", "crane_reveal"])
def test_camera_matrices_and_lens_at_every_frame(name):
    take = baked(name)
    scene = read_scene(maya_text(take))
    camera = f"{name}_camera"
    shape = scene.shape(camera)
    for frame in take.frames:
        world = scene.matrix(camera, frame)
        place_m = np.array(take.at("camera.translate_m", frame))
        assert np.abs(world[:3, 3] / 100.0 - C @ place_m).max() < 1e-4
        wanted = C @ matrix_from_wxyz(np.array(take.at("camera.rotate_wxyz", frame)))
        assert turn_deg(world[:3, :3], wanted) < 1e-3
        for attribute, channel, factor in (
            ("focalLength", "focal_length_mm", 1.0),
            ("focusDistance", "focus_distance_m", 100.0),
            ("fStop", "f_number", 1.0),
        ):
            found = scene.number(shape, attribute, frame) / factor
            assert found == pytest.approx(take.at(f"camera.{channel}", frame)[0], abs=1e-6)
    camera = take.facts(CameraFacts, "camera")
    inches = scene.number(shape, "horizontalFilmAperture", 0)
    assert inches * 25.4 == pytest.approx(camera.sensor_width_mm, abs=1e-9)
    assert scene.number(shape, "filmFit", 0) == 1
    assert scene.number(shape, "nearClipPlane", 0) == pytest.approx(camera.near_m * 100)


def test_the_units_the_clock_and_the_history_are_said():
    take = a_take()
    scene = read_scene(maya_text(take))
    assert scene.units == {"-l": "centimeter", "-a": "degree", "-t": "film"}
    assert scene.info["take_digest"] == take.digest
    assert "-min 101 -max 105" in scene.word("sceneConfigurationScriptNode", "b")
    assert scene.requires == ["2023"]


def test_the_same_take_gives_the_same_bytes_in_another_process(tmp_path):
    take = baked("tabletop_product_orbit")
    file = tmp_path / "shot.take.json"
    file.write_text(take.to_json(), encoding="utf-8")
    code = (
        "import sys; from scene_stager.moks.take_json import read_take;"
        "from scene_stager.hosts.maya_ascii import maya_text;"
        "sys.stdout.write(maya_text(read_take(open(sys.argv[1]).read())))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert told.stdout == maya_text(take)
    assert told.stdout.isascii()


def test_what_is_missing_is_a_locator_in_a_group_with_the_reason_on_it():
    scene = read_scene(maya_text(a_take(selector="tag:pilot")))
    stand_in = scene.things["MISSING_TARGET_tag_pilot"]
    assert stand_in.parent == "hero_shot_proxies"
    assert scene.things[scene.shape(stand_in.name)].type == "locator"
    assert scene.word(stand_in.name, "sceneStagerSelector") == "tag:pilot"
    assert "finds nothing" in scene.word(stand_in.name, "sceneStagerReason")


def test_numbers_that_maya_has_no_place_for_are_keyable_attributes():
    take = baked("hero_dolly_push_in")
    scene = read_scene(maya_text(take))
    air = scene.things["hero_dolly_push_in_atmosphere"]
    for quantity in ("phase", "gust", "fog_per_m", "fog_g", "haze_k", "clearance", "wind_m_sX"):
        assert air.added[quantity] == "double"
        assert quantity in air.keyable
    for frame in (1, 100, 240):
        found = scene.number(air.name, "gust", frame)
        assert found == pytest.approx(take.at("atmosphere.gust", frame)[0], abs=1e-9)
    assert scene.word("hero_dolly_push_in_camera", "film_stock") == "Vision3 500T (5219)"


def test_native_lights_keep_the_exposure_to_a_thousandth_of_a_stop():
    take = baked("hero_dolly_push_in")
    scene = read_scene(maya_text(take))
    from scene_stager.maths.optics.exposure import required_lux

    for frame in take.frames:
        asked_lx = required_lux(
            *(np.float64(x) for x in (take.at("camera.f_number", frame)[0], 0.5 / 24.0)),
            np.float64(take.at("camera.exposure_index", frame)[0]),
            np.float64(0.0),
            np.float64(0.0),
        )
        for light in ("key", "fill", "practical_1"):
            shape = scene.shape(f"hero_dolly_push_in_light_{light}")
            level = scene.number(shape, "intensity", frame)
            candela = level * asked_lx / 100.0**2
            wanted = take.at(f"light.{light}.intensity_cd", frame)[0]
            assert abs(np.log2(candela / wanted)) < 1e-3
            assert scene.number(shape, "decayRate", frame) == 2
            assert scene.lit[shape] == {":lightList1.l"}
            assert scene.lit[shape.removesuffix("Shape")] == {":defaultLightSet.dsm"}


def test_strange_titles_cannot_get_out_of_their_strings():
    title = 'A "quoted"; createNode evil; \\ ü\n// end'
    scene = read_scene(maya_text(camera_take((0, 0, 0), LEVEL, title=title)))
    assert scene.info["title"].startswith('A "quoted"; createNode evil; \\ ')
    assert "evil" not in scene.things


def test_a_rate_without_a_name_is_refused_in_one_line():
    assert time_unit((24000, 1001)) == "23.976fps"
    assert time_unit((120, 1)) == "120fps"
    assert time_unit((48, 2)) == "film"
    with pytest.raises(HostError, match=r"no time unit of 7/3 frames.*--fps 2\)"):
        maya_text(take_of({"camera.translate_m": [(0, 0, 0)]}, fps=(7, 3)))


def mayas_rates():
    """Frames per second of every unit that MTime has, by Autodesk's own names of them."""
    stub = maya_stub("api.OpenMaya").read_text(encoding="utf-8")
    found = re.findall(r"\bk(\d+(?:_\d+)?)FPS: int", stub)
    return {float(number.replace("_", ".")) for number in found}


def test_rates_are_those_that_maya_has_a_unit_for_and_no_others():
    ours = {round(a / b, 3) for a, b in UNITS.values()}
    assert {round(rate, 2) for rate in ours} == {round(rate, 2) for rate in mayas_rates()}
    for fps, name in (((15, 1), "game"), ((30, 1), "ntsc"), ((120000, 1001), "119.88fps")):
        assert (time_unit(fps), rate_of(name)) == (name, fps)
    for fps, near in ((37, "40"), (18, "16"), (13, "12"), (22, "24000/1001"), (32, "30")):
        with pytest.raises(HostError, match=rf"no time unit of {fps} frames.*--fps {near}\)"):
            time_unit((fps, 1))
    assert all(rate_of(name) == rate for name, rate in NAMED.items())
    assert rate_of("furlong") is None and rate_of("29.97df") == (30000, 1001)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "shot.ma"
    write_maya(a_take(), path)
    before = path.read_bytes()
    with pytest.raises(HostError):
        write_maya(a_take(), tmp_path / "nowhere" / "shot.ma")
    with pytest.raises(HostError):
        write_maya(take_of({"camera.translate_m": [(0, 0, 0)]}, fps=(7, 3)), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["shot.ma"]


def test_a_parser_of_somebody_elses_reads_the_same_keys():
    """maya-scenefile-parser (MIT) is not on the package index: this runs where it was put by hand.

    It cuts the file into nodes and words; what the flag -s means, it leaves to the handler.
    """
    parser = pytest.importorskip("maya_scenefile_parser", reason="not on the index; by hand only")
    text = maya_text(baked("crane_reveal"))
    found, at = {}, []

    class Reader(parser.MayaAsciiParser):
        def on_create_node(self, nodetype, name, parent):
            at[:] = [name]

    def set_attribute(words):
        place = next((n for n, word in enumerate(words) if word.startswith(".ktv")), None)
        if place is not None:
            found[at[0]] = words[place + 1 :]

    reader = Reader(io.StringIO(text))
    reader.register_handler("setAttr", set_attribute)
    reader.parse()
    ours = read_scene(text)
    curves = {name for name, thing in ours.things.items() if "ktv" in thing.values}
    assert found.keys() == curves
    for name, words in found.items():
        assert [float(x) for x in words] == [float(x) for x in ours.things[name].values["ktv"]]


def test_with_arnold_lens_shutter_lights_and_air_are_where_arnold_looks_for_them():
    take = baked("hero_dolly_push_in")
    scene = read_scene(maya_text(take, arnold=True))
    assert "mtoa" in scene.requires[-2:] or scene.requires[-1] == "5.0.0"
    shape = scene.shape("hero_dolly_push_in_camera")
    assert scene.things[shape].values["aiEnableDOF"] == ["1"]
    assert scene.things[shape].values["aiUseGlobalShutter"] == ["0"]
    for frame in (1, 120, 240):
        focal_mm, stop = (
            take.at(f"camera.{quantity}", frame)[0] for quantity in ("focal_length_mm", "f_number")
        )
        # The pupil of a 50 mm lens at f/2 is 25 mm across: a radius of 1.25 cm.
        radius_cm = scene.number(shape, "aiApertureSize", frame)
        assert radius_cm * 2 * 10 * stop == pytest.approx(focal_mm, abs=1e-9)
        focus_m = take.at("camera.focus_distance_m", frame)[0]
        assert scene.number(shape, "aiFocusDistance", frame) == pytest.approx(100 * focus_m)
        opens, closes = (scene.number(shape, f"aiShutter{end}", frame) for end in ("Start", "End"))
        assert 360 * (closes - opens) == pytest.approx(take.at("camera.shutter_deg", frame)[0])
        assert opens == -closes
    key = scene.things[scene.shape("hero_dolly_push_in_light_key")]
    assert key.type == "aiAreaLight"
    assert scene.things[scene.atmosphere].type == "aiAtmosphereVolume"


def test_without_arnold_nothing_of_it_is_written():
    text = maya_text(baked("hero_dolly_push_in"))
    assert "mtoa" not in text
    assert not re.findall(r'"\.(ai[A-Z]\w+)"', text)
