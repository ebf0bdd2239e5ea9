"""The shot as three.js itself reads it, by its USDLoader in node: a judge that we did not make.

`.ci/run` fetches three.js where there are node and npm; without them these tests are skipped.
"""

import json
import math
import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("pxr", reason="needs usd-core")

from pxr import Gf

from scene_stager.hosts.usd import write_usd
from tests.hosts.usd_readers import OTHERS, asked, lights_off
from tests.hosts.usd_takes import baked, opened

FOLDER = Path(__file__).parent / "three_reader"
NODE = shutil.which("node")
MOMENT = 12  # frames out of the middle, where a camera moves
# A dolly, a sun and a sky, and a zoom: the others are held by the model of three in usd_readers.
SOME = ("hero_dolly_push_in", "golden_hour_drone_orbit", "vertigo_dolly_zoom")
SINGLE = 2e-6  # of a length: three.js keeps its keys in single precision

pytestmark = pytest.mark.skipif(
    NODE is None or not (FOLDER / "node_modules" / "three").is_dir(),
    reason="needs node, and npm install in tests/hosts/three_reader",
)


def shown(take, folder, *frames):
    """What three.js shows at frames of a Take."""
    write_usd(take, folder / "shot.usda")
    seconds = [str(frame * take.fps[1] / take.fps[0]) for frame in frames]
    command = [NODE, str(FOLDER / "shown.mjs"), str(folder / "shot.usda"), *seconds]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def y_up(way):
    """A way of the stage as three.js has it: +y is up there, and -z is the stage's +y."""
    x, y, z = way
    return x, z, -y


def turned(wxyz, way):
    """Where a way of a thing looks on the stage."""
    return Gf.Rotation(Gf.Quatd(*wxyz)).TransformDir(Gf.Vec3d(*way))


@pytest.mark.parametrize("name", SOME)
def test_the_camera_stands_and_looks_as_the_take_says(name, tmp_path):
    whole = baked(name)
    middle = whole.frames[len(whole.frames) // 2]
    frames = (middle, middle + 5, middle + MOMENT)
    take = whole.slice_frames(middle, middle + MOMENT)
    for frame, found in zip(frames, shown(take, tmp_path, *frames), strict=True):
        (camera,) = found["cameras"]
        at = y_up(take.at("camera.translate_m", frame))
        assert math.dist(camera["at"], at) < SINGLE * math.hypot(*at)
        turn = take.at("camera.rotate_wxyz", frame)
        assert camera["ahead"] == pytest.approx(y_up(turned(turn, (0, 0, -1))), abs=1e-6)
        assert camera["up"] == pytest.approx(y_up(turned(turn, (0, 1, 0))), abs=1e-6)


@pytest.mark.parametrize("name", SOME)
def test_the_lens_and_the_lights_are_shown_as_the_tables_say(name, tmp_path):
    first = baked(name).start_frame
    take = baked(name).slice_frames(first, first)
    (found,) = shown(take, tmp_path, first)
    (camera,) = found["cameras"]
    assert camera["focal_mm"] == pytest.approx(take.at("camera.focal_length_mm", first)[0])
    assert camera["focus_m"] == pytest.approx(take.at("camera.focus_distance_m", first)[0])
    off = lights_off(OTHERS[0], take, opened(take, tmp_path), first)
    lights = {light["name"]: light for light in found["lights"]}
    assert lights.keys() == {name for name, stops in off.items() if stops is not None}
    for entity in (one for one in take.entities if one.id.removeprefix("light.") in lights):
        light = lights[entity.id.removeprefix("light.")]
        assert light["color"] == [1, 1, 1]
        at = y_up(take.at(f"{entity.id}.translate_m", first))
        assert light["at"] == pytest.approx(at, abs=1e-6)
        wanted = asked(take, entity, first)
        assert math.log2(level(light) / wanted) == pytest.approx(off[light["name"]], abs=1e-3)


def level(light):
    """What a light of three.js gives: lux of a sun, candela of all others."""
    if light["type"] == "RectAreaLight":
        return light["intensity"] * light["width"] * light["height"]
    return light["intensity"]
