"""The camera for Nuke, Houdini and After Effects: each file is read by its own program's rules.

What a reader would see is held to usd-core's own camera on the same Take: a point of the set lands
on the same pixel. Rotations are composed by scipy, Nuke's script is split by Tcl, whose lists it
is; none of them is ours.
"""

import re
from dataclasses import replace

import numpy as np
import pytest
from pxr import Gf, UsdGeom
from scipy.spatial.transform import Rotation

from scene_stager import bake, read_script
from scene_stager.cli import main
from scene_stager.errors import HostError, InputError
from scene_stager.hosts.camera_files import FORMATS
from scene_stager.hosts.camera_files.track import camera_track, number
from tests.hosts.usd_takes import SCENARIOS, baked, camera_take, opened, take_of

POINTS_M = np.array([(0.3, 0.2, 1.5), (-0.7, 1.1, 0.1), (1.3, -0.4, 2.2)])  # on the stage
WIDTH_PX = 1920.0
PIXEL = 0.01
LENS = {"camera.focus_distance_m": 3.0, "camera.f_number": 2.8}
Y_UP = np.array([(1, 0, 0), (0, 0, 1), (0, -1, 0)])


def text_of(take, name, units_per_m=None):
    one = FORMATS[name]
    return one.text(camera_track(take, units_per_m or one.units_per_m))


def over_the_top(frames=49):
    """It looks straight down and rolls over the top, through the poles of every order."""
    turns = [
        Rotation.from_euler("xz", (170.0 * n / (frames - 1) - 85.0, 300.0 * n / (frames - 1)), True)
        for n in range(frames)
    ]
    rows = [tuple(turn.as_quat()[[3, 0, 1, 2]]) for turn in turns]
    places = [(0.1 * n, -0.02 * n, 6.0) for n in range(frames)]
    lens = {name: [value] * frames for name, value in LENS.items()}
    lens["camera.focal_length_mm"] = [24.0 + n for n in range(frames)]
    return camera_take(places, rows, channels=lens, start_frame=1001)


def straight_down(frames=25):
    """A drone that looks straight down and turns: for Nuke's own order nothing but poles."""
    rows = [(np.cos(0.1 * n), 0.0, 0.0, np.sin(0.1 * n)) for n in range(frames)]
    lens = {name: [value] * frames for name, value in LENS.items()}
    return camera_take([(0.2, 0.1 * n, 9.0) for n in range(frames)], rows, channels=lens)


def dressed(name, roll_deg=35.0, **more):
    """A scenario of another rate, first frame, roll and lens, some frames of it."""
    script = read_script(name)
    lens = replace(script.lens, **more)
    framing = replace(script.framing, roll_deg=roll_deg)
    script = replace(script, lens=lens, framing=framing, fps=(24000, 1001), start_frame=-7)
    return bake(script, frames=(-5, 60))


MADE = {
    "over the top": over_the_top,
    "straight down": straight_down,
    "anamorphic zoom": lambda: dressed(
        "tabletop_product_orbit",
        format="anamorphic35",
        squeeze=2.0,
        zoom="zoom",
        to_focal_length_mm=60.0,
    ),
    "vertical dolly zoom": lambda: dressed("vertigo_dolly_zoom", frame_aspect=9 / 16),
}
UPRIGHT = {"verticals": "upright", "shift_mm": 3.0, "roll_deg": 0.0}


def take_named(name):
    return MADE[name]() if name in MADE else baked(name)


def pixels_by_usd(take, tmp_path, frames):
    """Where the points are in a picture of 1920 pixels' width, and how far: as usd-core has it."""
    stage = opened(take, tmp_path)
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    seen = []
    for frame in frames:
        shot = camera.GetCamera(frame)
        frustum = shot.frustum
        picture = frustum.ComputeViewMatrix() * frustum.ComputeProjectionMatrix()
        points = [picture.Transform(Gf.Vec3d(*map(float, 100.0 * p))) for p in POINTS_M]
        aspect = shot.horizontalAperture / shot.verticalAperture
        seen.append([(WIDTH_PX / 2 * x, WIDTH_PX / 2 / aspect * y) for x, y, _ in points])
    return np.array(seen)


def pixels_by_pinhole(place, turn, zoom_px, points):
    """A pinhole that looks along -z with +y up: across and upward of the middle."""
    x, y, z = turn.T @ (points - place).T
    return np.stack([zoom_px * x / -z, zoom_px * y / -z], axis=-1)


def nuke_turn(order, degrees):
    """Nuke: what stands first in the order turns first; scipy's small letters say the same."""
    order = order.lower()
    by_axis = dict(zip("xyz", degrees, strict=True))
    return Rotation.from_euler(order, [by_axis[axis] for axis in order], degrees=True).as_matrix()


def by_chan(take):
    """Frame by frame, the points' pixels as Nuke reads a .chan with its default order ZXY."""
    seen = {}
    height = aspect_height(take)
    for line in text_of(take, "chan").splitlines():
        frame, *cells = line.split()
        x, y, z, rx, ry, rz, vertical = map(float, cells)
        zoom_px = height / 2 / np.tan(np.radians(vertical) / 2)
        turn = nuke_turn("ZXY", (rx, ry, rz))
        seen[int(frame)] = pixels_by_pinhole((x, y, z), turn, zoom_px, POINTS_M @ Y_UP.T)
    return seen


def aspect_height(take):
    track = camera_track(take, 1.0)
    return WIDTH_PX * track.sensor_mm[1] / track.sensor_mm[0]


def knobs_of(script):
    """The knobs of the only node of a Nuke script, split by Tcl."""
    tcl = pytest.importorskip("tkinter").Tcl()
    kind, body = tcl.splitlist(script)
    assert kind == "Camera2"
    words = tcl.splitlist(body)
    knobs = dict(zip(words[::2], words[1::2], strict=True))
    assert len(words) == 2 * len(knobs)

    def curves(name):
        return [keys_of(tcl.splitlist(one)) for one in tcl.splitlist(knobs[name])]

    return knobs, curves


def keys_of(words):
    """The keys of a curve: frames and values; held beyond its ends."""
    head, *rest = words if isinstance(words, tuple) else words.split()
    assert head == "curve"
    frames = [float(word[1:]) for word in rest[::2]]
    assert all(word.startswith("x") for word in rest[::2])
    assert frames == sorted(set(frames))
    return frames, [float(word) for word in rest[1::2]]


def by_nuke(take):
    knobs, curves = knobs_of(text_of(take, "nuke"))
    aperture = float(knobs["haperture"])
    places, turns, (focal,) = curves("translate"), curves("rotate"), curves("focal")
    seen, moved = {}, "win_translate" in knobs
    for frame in camera_track(take, 1.0).frames:
        at = [[np.interp(frame, *one) for one in knob] for knob in (places, turns, [focal])]
        turn = nuke_turn(knobs["rot_order"], at[1])
        zoom_px = WIDTH_PX * at[2][0] / aperture
        window = [np.interp(frame, *one) for one in curves("win_translate")] if moved else (0, 0)
        pixels = pixels_by_pinhole(at[0], turn, zoom_px, POINTS_M @ Y_UP.T)
        seen[frame] = pixels - np.array(window) * WIDTH_PX / 2
    return seen


def blocks_of(text):
    """After Effects' text as a table for each block, by its name."""
    lines = text.split("\r\n")
    assert lines[0] == "Adobe After Effects 8.0 Keyframe Data"
    assert lines[-2:] == ["End of Keyframe Data", ""]
    head, blocks, rows = {}, {}, None
    for line in lines[1:-2]:
        cells = line.rstrip("\t").split("\t")
        if line and not line.startswith("\t"):
            rows = blocks.setdefault("/".join(cells), [])
        elif rows is not None and len(cells) > 1 and re.fullmatch(r"\d+", cells[1]):
            rows.append([float(cell) for cell in cells[1:]])
        elif rows is None and len(cells) == 3:
            head[cells[1]] = float(cells[2])
    return head, {name: np.array(rows) for name, rows in blocks.items()}


def by_after_effects(take):
    """+x right, +y down, +z away; Orientation, then Rx Ry Rz; zoom is the distance of the comp."""
    head, blocks = blocks_of(text_of(take, "after-effects"))
    assert (blocks["Transform/Orientation"] == 0).all()
    centre = np.array([head["Source Width"], head["Source Height"], 0.0]) / 2
    world = centre + 100.0 * (POINTS_M @ Y_UP.T) * (1, -1, -1)
    seen = {}
    for n, frame in enumerate(camera_track(take, 1.0).frames):
        degrees = [blocks[f"Transform/{axis} Rotation"][n, 1] for axis in "ZYX"]
        turn = Rotation.from_euler("zyx", degrees, degrees=True).as_matrix()
        x, y, z = turn.T @ (world - blocks["Transform/Position"][n, 1:]).T
        zoom_px = blocks["Camera Options/Zoom"][n, 1]
        seen[frame] = np.stack([zoom_px * x / z, -zoom_px * y / z], axis=-1)
    return seen


READERS = {"chan": by_chan, "nuke": by_nuke, "after-effects": by_after_effects}


@pytest.mark.parametrize("shot", [*SCENARIOS, *MADE])
@pytest.mark.parametrize("name", READERS)
def test_a_point_of_the_set_lands_on_the_pixel_where_usd_has_it(name, shot, tmp_path):
    take = take_named(shot)
    lands_where_usd_has_it(READERS[name](take), take, tmp_path)


@pytest.mark.parametrize("moved", [UPRIGHT, {"rise_mm": -4.0}])
def test_a_lens_that_is_moved_is_said_to_nuke(moved, tmp_path):
    take = dressed("golden_hour_drone_orbit", **moved)
    assert camera_track(take, 1.0).is_shifted
    lands_where_usd_has_it(by_nuke(take), take, tmp_path)


def test_what_has_no_place_for_a_moved_lens_is_left_out_and_told(tmp_path, capsys):
    (tmp_path / "shot.take.json").write_text(
        dressed("golden_hour_drone_orbit", **UPRIGHT).to_json()
    )
    command = ["camera", str(tmp_path / "shot.take.json")]
    assert main(command) == 0
    assert "left out chan, after-effects" in capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["camera.nk", "shot.take.json"]
    assert main([*command, "--to", "chan"]) == 2
    said = capsys.readouterr().err
    assert "--to: found chan, expected nuke" in said and said.count("\n") == 1
    assert main([*command, "--to", "nuke"]) == 0


def lands_where_usd_has_it(seen, take, tmp_path):
    frames = list(seen)
    assert frames == list(camera_track(take, 1.0).frames)
    some = frames[:: max(1, len(frames) // 12)]
    expected = pixels_by_usd(take, tmp_path, some)
    near = np.abs(expected) < 5 * WIDTH_PX  # beside the lens a hair's breadth is many pixels
    off = np.abs(np.array([seen[frame] for frame in some]) - expected)
    assert near.any() and off[near].max() < PIXEL


def test_angles_never_jump_where_the_camera_rolls_over_the_top():
    take = over_the_top()
    _, curves = knobs_of(text_of(take, "nuke"))
    for _, values in curves("rotate"):
        assert np.abs(np.diff(values)).max() <= 15.0 + 1e-6
    _, blocks = blocks_of(text_of(take, "after-effects"))
    for axis in "XYZ":
        assert np.abs(np.diff(blocks[f"Transform/{axis} Rotation"][:, 1])).max() < 180.0


def test_nukes_script_says_another_order_where_its_own_has_nothing_but_poles():
    knobs, _ = knobs_of(text_of(straight_down(), "nuke"))
    assert knobs["rot_order"] != "ZXY"
    knobs, _ = knobs_of(text_of(baked("crane_reveal"), "nuke"))
    assert knobs["rot_order"] == "ZXY"


def test_a_nuke_script_carries_lens_focus_and_clipping_in_its_own_units():
    take = baked("hero_dolly_push_in")
    knobs, curves = knobs_of(text_of(take, "nuke", 100.0))
    assert (float(knobs["haperture"]), float(knobs["vaperture"])) == (24.89, 14.0)
    assert (float(knobs["near"]), float(knobs["far"])) == (5.0, 1e6)
    focus = [100.0 * row[0] for row in take.channel("camera.focus_distance_m").rows()]
    ((frames, values),) = curves("focal_point")
    assert (frames[0], values) == (take.start_frame, pytest.approx(focus, abs=1e-6))
    assert "24 fps" in knobs["label"]


def test_what_is_written_is_the_same_twice_and_plain_ascii(tmp_path, capsys):
    (tmp_path / "shot.take.json").write_text(baked("crane_reveal").to_json())
    for folder in ("a", "b"):
        code = main(["camera", str(tmp_path / "shot.take.json"), "--out", str(tmp_path / folder)])
        assert code == 0
    for one in FORMATS.values():
        text = (tmp_path / "a" / one.file_name).read_bytes()
        assert text == (tmp_path / "b" / one.file_name).read_bytes()
        assert text.isascii() and b"e-" not in text.replace(b"one-", b"")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "nuk"], "Did you mean nuke?"),
        (["--units-per-m", "0"], "expected 0.001 to 1e+06"),
        (["--units-per-m", "nan"], "--units-per-m: found nan"),
    ],
)
def test_a_wrong_word_is_one_line_and_nothing_is_written(words, told, tmp_path, capsys):
    (tmp_path / "shot.take.json").write_text(baked("crane_reveal").to_json())
    assert main(["camera", str(tmp_path / "shot.take.json"), *words]) == 2
    said = capsys.readouterr().err
    assert told in said and said.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["shot.take.json"]


def test_a_bake_over_an_older_one_leaves_no_camera_of_it(tmp_path):
    out = str(tmp_path / "shot")
    baking = lambda *more: main(["bake", "crane_reveal", "--preview", "none", "--out", out, *more])  # noqa: E731
    assert baking() == 0
    assert main(["camera", f"{out}/shot.take.json"]) == 0
    assert (tmp_path / "shot" / "camera.nk").exists()
    assert baking("--seed", "5") == 0
    assert not list((tmp_path / "shot").glob("camera.*"))


def test_a_take_without_a_camera_or_without_its_lens_is_told():
    with pytest.raises(HostError, match="no camera"):
        camera_track(take_of({"target.translate_m": (0, 0, 1)}), 1.0)
    with pytest.raises(HostError, match=r"no camera\.focus_distance_m, camera\.f_number"):
        camera_track(camera_take((0, 0, 1), (1, 0, 0, 0)), 1.0)
    with pytest.raises(InputError):
        camera_track(over_the_top(2), float("inf"))


def test_numbers_have_no_exponent_and_no_minus_nought():
    assert [number(x) for x in (-0.0, 1e-12, -1e-12, 1.5, 1e9, 100.0)] == [
        *("0", "0", "0", "1.5", "1000000000", "100")
    ]


def test_the_command_offers_every_format_that_there_is():
    from scene_stager.cli.camera import NAMES

    assert NAMES == tuple(FORMATS)
