"""Maps and presets of surroundings, and the command that turns one into the other."""

import json

import numpy as np
import pytest
from PIL import Image

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.maths.frames import direction_from_heading
from scene_stager.maths.radiance.rgbe import light_from_rgbe
from scene_stager.maths.radiance.sh_projection import pixel_directions, project, reconstruct
from scene_stager.pictures.read import read_picture
from scene_stager.pictures.write import write_light
from scene_stager.reading.environment import read_environment
from scene_stager.shot.lighting.ambient_dome import sky_ground_sh
from tests.pictures.files import radiance_flat, rgbe

SKY, GROUND = np.array([0.2, 0.4, 0.9]), np.array([0.1, 0.08, 0.05])


def two_tone(rows=32):
    up = pixel_directions(rows, 2 * rows)[..., 2:]
    return np.where(up > 0, SKY, GROUND)


def lamp(heading_deg, elevation_deg, rows=32):
    way = direction_from_heading(np.array(heading_deg), np.array(elevation_deg))
    return 0.1 + 3.0 * np.exp(20 * (pixel_directions(rows, 2 * rows) @ way - 1))[..., None] * [
        1.0,
        0.9,
        0.7,
    ]


def test_exr_and_hdr_and_png_of_the_same_sky_agree_with_its_closed_form(tmp_path):
    light, expected = two_tone(128), sky_ground_sh(SKY, GROUND)
    write_light(tmp_path / "a.exr", light)
    (tmp_path / "a.hdr").write_bytes(radiance_flat(light))
    codes = np.round(255 * np.clip(1.055 * light ** (1 / 2.4) - 0.055, 0, 1)).astype(np.uint8)
    Image.fromarray(codes).save(tmp_path / "a.png")
    for name, room in (("a.exr", 4e-4), ("a.hdr", 4e-3), ("a.png", 8e-3)):
        found = read_environment(tmp_path / name)
        np.testing.assert_allclose(found.coefficients, expected, atol=room)
    assert found.source.bit_depth == 8
    np.testing.assert_allclose(found.coefficients, project(decode_srgb(codes / 255.0)), atol=1e-5)


def test_a_lamp_is_found_where_it_stands(tmp_path):
    write_light(tmp_path / "a.exr", lamp(70.0, 25.0))
    found = read_environment(tmp_path / "a.exr")
    assert found.main_light_deg == pytest.approx((70.0, 25.0), abs=0.5)
    assert found.holding.worst_error < 0.3
    assert read_environment_of_even_sky(tmp_path).main_light_deg is None


@pytest.mark.parametrize("level", [0.5, 37.3])
@pytest.mark.parametrize("rows", [5, 64, 512])
def test_a_constant_map_has_no_main_light_whatever_rounding_leaves(tmp_path, level, rows):
    write_light(tmp_path / "a.exr", np.full((rows, 2 * rows, 3), [level, 0.7 * level, 0.3]))
    found = read_environment(tmp_path / "a.exr")
    assert found.coefficients[1:4].any()  # rounding did leave something
    assert found.main_light_deg is None


def test_a_lamp_of_a_thousandth_of_the_sky_is_found_all_the_same(tmp_path):
    write_light(tmp_path / "a.exr", 100.0 + lamp(70.0, 25.0, rows=64))
    assert read_environment(tmp_path / "a.exr").main_light_deg == pytest.approx((70, 25), abs=0.5)


def read_environment_of_even_sky(tmp_path):
    file = tmp_path / "even.sh.json"
    rows = [[1, 1, 1], *[[0, 0, 0]] * 8]
    head = {"schema": "scene_stager.sh", "version": 1, "name": "even"}
    file.write_text(json.dumps({**head, "coefficients": rows}), encoding="utf-8")
    return read_environment(file)


def test_light_that_nine_numbers_hold_exactly_is_held_exactly(tmp_path):
    table = np.zeros((9, 3))
    table[0], table[3], table[7] = 3.0, 0.8, [0.2, 0.3, -0.2]
    write_light(tmp_path / "a.exr", reconstruct(table, 64, 128))
    found = read_environment(tmp_path / "a.exr")
    np.testing.assert_allclose(found.coefficients, table, atol=1e-6)
    # Only the sum over 64 x 128 pixels, against which it is held, is not exact.
    assert found.holding.worst_error < 1e-3
    assert found.holding.negative == 0.0


def test_a_preset_is_small_and_comes_back(tmp_path):
    write_light(tmp_path / "Some map.exr", lamp(70.0, 25.0))
    found = read_environment(tmp_path / "Some map.exr")
    text = found.preset()
    assert len(text.encode()) < 1000
    (tmp_path / "a.sh.json").write_text(text, encoding="utf-8")
    again = read_environment(tmp_path / "a.sh.json")
    np.testing.assert_allclose(again.coefficients, found.coefficients, rtol=5e-6)
    assert (again.name, again.holding) == ("Some_map", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "another kind of JSON"),
        ('{"schema": "scene_stager.sh", "version": 2}', "another kind of JSON"),
        ('{"schema": "scene_stager.sh", "version": 1, "coefficients": [1, 2]}', "9 rows of 3"),
        ("[" * 999, "nested"),
    ],
)
def test_presets_of_strangers(tmp_path, text, said):
    (tmp_path / "a.sh.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        read_environment(tmp_path / "a.sh.json")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("number", ["NaN", "1e300", '"1"', "true", "null"])
def test_a_preset_of_odd_numbers(tmp_path, number):
    rows = ",".join(["[1, 1, 1]"] * 8 + [f"[1, 1, {number}]"])
    text = '{"schema": "scene_stager.sh", "version": 1, "coefficients": [' + rows + "]}"
    (tmp_path / "a.sh.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="9 rows of 3 numbers"):
        read_environment(tmp_path / "a.sh.json")


def test_maps_that_are_none(tmp_path):
    for light, said in (
        (np.ones((32, 48, 3)), "twice as wide as it is high"),
        (np.zeros((32, 64, 3)), "a map without light"),
        (np.ones((2, 4, 3)), "TOO_SMALL"),
    ):
        write_light(tmp_path / "a.exr", light)
        with pytest.raises(InputError, match=said):
            read_environment(tmp_path / "a.exr")


def test_half_floats_hold_the_brightest_light_and_bytes_do_not(tmp_path, capsys):
    import OpenEXR

    light = 105.0 * lamp(70.0, 25.0)
    head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    with OpenEXR.File(head, {"RGB": light.astype(np.float16)}) as file:
        file.write(str(tmp_path / "half.exr"))
    assert main(["sh", str(tmp_path / "half.exr"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == []
    Image.fromarray(np.full((32, 64, 3), 255, np.uint8)).save(tmp_path / "a.png")
    assert main(["sh", str(tmp_path / "a.png"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == [
        "pixels of 8 bits: the brightest light is not in them; 100.00% of them are clipped"
    ]


def test_a_map_with_lobes_below_black_is_read_and_what_was_lost_is_told(tmp_path, capsys):
    light = lamp(70.0, 25.0)
    light[5:7, ::4] = -2.83
    write_light(tmp_path / "a.exr", light)
    assert main(["sh", str(tmp_path / "a.exr"), "--json"]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert any("light below 0 in 1.56% of the pixels" in note for note in notes)
    np.testing.assert_allclose(
        read_environment(tmp_path / "a.exr").coefficients, project(np.maximum(light, 0)), atol=1e-5
    )


# The command.


def test_sh_says_its_numbers_and_writes_what_it_says(tmp_path, capsys):
    write_light(tmp_path / "dusk.exr", lamp(70.0, 25.0))
    out = tmp_path / "out"
    assert main(["sh", str(tmp_path / "dusk.exr"), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert np.array(said["coefficients"]).shape == (9, 3)
    assert said["main_light"]["heading_deg"] == pytest.approx(70.0, abs=0.5)
    assert said["heading"] == "0 toward -y, the camera's side; positive toward +x, camera right"
    assert said["notes"] == []
    assert said["seconds"] > 0
    names = ["dusk.exr", "dusk.png", "dusk.provenance.usda", "dusk.sh.json", "dusk.usda"]
    assert [file.name for file in sorted(out.iterdir())] == names
    assert said["outputs"] == [str(out / name) for name in names]
    # The dome is light everywhere, and has the very numbers.
    texture = read_picture(out / "dusk.exr").rgb
    assert texture.min() >= 0.0
    np.testing.assert_allclose(project(texture), said["coefficients"], atol=2e-3)
    with Image.open(out / "dusk.png") as sheet:
        assert sheet.width > 1000


def test_sh_windows_until_no_surface_is_dark(tmp_path, capsys):
    write_light(tmp_path / "a.exr", np.maximum(lamp(0.0, 80.0) - 0.099, 0.0))
    least = {}
    for window in ("none", "auto", "0.5"):
        assert main(["sh", str(tmp_path / "a.exr"), "--window", window, "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        least[window] = said["irradiance"]["least"]
    assert least["none"] < -0.02
    assert least["auto"] == pytest.approx(0.0, abs=1e-9)
    assert least["0.5"] > 0.1
    assert main(["sh", str(tmp_path / "a.exr"), "--window", "soft"]) == 2
    assert "--window: found 'soft'" in capsys.readouterr().err


def test_sh_prints_tables_for_people(tmp_path, capsys):
    light = two_tone()
    (tmp_path / "a.hdr").write_bytes(radiance_flat(light))
    np.testing.assert_allclose(light_from_rgbe(rgbe(light)), light, rtol=0.03)
    assert main(["sh", str(tmp_path / "a.hdr")]) == 0
    said = capsys.readouterr().out
    assert "a in 27 numbers" in said
    assert "error of irradiance" in said
