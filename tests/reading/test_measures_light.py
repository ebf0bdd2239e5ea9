"""The program that measures light: plain readings answer as theory says; missed bars end in 1."""

import argparse
import json

import numpy as np
import pytest
from PIL import Image
from tools import measure_light
from tools.bars import DRAWN, PHOTOGRAPHED
from tools.measuring import judged, methods, photometric, sets
from tools.measuring.judged import Judged, figures
from tools.measuring.methods import METHODS, PLAIN, Answer, Seen
from tools.measuring.photometric import directions, is_photometric, photometric_stills

from scene_stager.errors import InputError
from scene_stager.reading.lights.directions import angle_between_deg, direction_from_angles

LAMPS = [(40.0, 20.0), (-60.0, 35.0), (25.0, -30.0)]
SIDE = 128


def ball():
    x, y = np.meshgrid(*[(np.arange(SIDE) + 0.5 - SIDE / 2) / (0.4 * SIDE)] * 2)
    inside = x**2 + y**2 < 1.0
    normals = np.stack([x, -y, np.sqrt(np.maximum(1.0 - x**2 - y**2, 0.0))], axis=-1)
    return normals, inside


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """A matt ball before black under four lamps, as such sets are laid out."""
    folder = tmp_path_factory.mktemp("balls") / "ball"
    folder.mkdir()
    normals, inside = ball()
    Image.fromarray(inside).save(folder / "mask.png")
    lines = []
    for number, lamp in enumerate(LAMPS):
        way = direction_from_angles(*lamp)
        code = np.where(inside, 0.8 * np.maximum(normals @ way, 0.0), 0.0)
        shown = np.rint(255.0 * code).astype(np.uint8)  # without a curve, as such sets have it
        Image.fromarray(np.repeat(shown[..., None], 3, axis=2)).save(folder / f"{number:03d}.png")
        lines.append(" ".join(f"{part:.6f}" for part in 3.0 * way))
    (folder / "light_directions.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_photographs_are_read_with_their_lamps_and_their_outline(photographs):
    for folder in (photographs, photographs.parent):  # one object, or a folder of them
        assert is_photometric(folder)
        stills = photometric_stills(folder)
        told = [(s.truth["key_azimuth_deg"], s.truth["key_elevation_deg"]) for s in stills]
        assert told == [pytest.approx(lamp, abs=1e-3) for lamp in LAMPS]
        assert all((s.mask == ball()[1]).all() and s.object_name == "ball" for s in stills)


def test_pictures_follow_their_numbers_and_what_lies_beside_them_is_none(tmp_path):
    for name in ("a.10.png", "a.2.png", "a.mask.png", "a.normals.png", "a.albedo.tga", "a.1.png"):
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    found = photometric.pictures_of(tmp_path, photometric.mask_of(tmp_path))
    assert [one.name for one in found] == ["a.1.png", "a.2.png", "a.10.png"]


def test_lamps_may_stand_one_floor_up_and_truevision_files_are_read(photographs, tmp_path):
    inner = tmp_path / "ball"
    inner.mkdir()
    for file in photographs.glob("*.png"):
        with Image.open(file) as opened:
            opened.convert("RGB").save(inner / f"{file.stem}.tga")
    text = (photographs / "light_directions.txt").read_text(encoding="utf-8")
    (tmp_path / "lights.txt").write_text(f"{len(LAMPS)}\n{text}", encoding="utf-8")
    pairs = zip(photometric_stills(tmp_path), photometric_stills(photographs), strict=True)
    for there, here in pairs:
        assert there.truth["lamps"] == here.truth["lamps"]
        assert np.allclose(there.picture.rgb, here.picture.rgb, atol=1e-6)


def test_plain_readings_give_the_lamp_of_a_matt_ball(photographs):
    for still in photometric_stills(photographs):
        seen = Seen(still)
        off = {
            name: Judged(still.path.name, "", still.truth, METHODS[name](seen)).off_deg
            for name in PLAIN
        }
        there = judged.direction_of(still.truth, "key_")
        assert off["always 0/0"] == pytest.approx(angle_between_deg(there, [0, 0, 1.0]))
        assert off["lambert"] < 1.0  # eight bits and a balloon of pixels
        assert off["lambert+even"] < 1.5
        assert off["brightest"] < 4.0  # a pixel's width, and codes that are alike about the top


def test_true_normals_are_taken_where_they_are_handed_over(photographs, tmp_path):
    normals, inside = ball()
    lying = np.array([-1.0, 1.0, 1.0])  # left and right exchanged: the answer has to follow
    for still in photometric_stills(photographs):
        for turn, name in ((1.0, "true"), (lying, "lying")):
            table = np.concatenate([normals * turn, np.ones((SIDE, SIDE, 1))], axis=-1)
            (tmp_path / name).mkdir(exist_ok=True)
            np.save(tmp_path / name / f"{still.path.stem}.npy", table * inside[..., None])
        there = judged.direction_of(still.truth, "key_")
        for turn, name in ((1.0, "true"), (lying, "lying")):
            said = methods.least_squares(Seen(still, geometry=tmp_path / name))
            assert angle_between_deg(said.key, there * turn) < 0.5  # eight bits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 0\n0 1\n", "another table"),
        ("1 0 x\n", "another table"),
        ("0 0 0\n", "no length"),
        ("nan 0 1\n", "no length"),
        ("1 0 0\n" * 2000, "another table"),
    ],
)
def test_a_table_that_is_none_is_one_clear_line(tmp_path, text, found):
    file = tmp_path / "light_directions.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=found):
        directions(file)


def test_a_count_on_the_first_line_is_no_direction(tmp_path):
    file = tmp_path / "lights.txt"
    file.write_text("2\n0 0 2\n0 3 0\n", encoding="utf-8")
    assert directions(file).tolist() == [[0, 0, 1], [0, 1, 0]]


def test_more_pictures_than_lamps_are_refused(photographs, tmp_path):
    for file in photographs.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "003.png").write_bytes((tmp_path / "000.png").read_bytes())
    with pytest.raises(InputError, match="3 directions and 4 pictures"):
        photometric_stills(tmp_path)


def row(key=(20.0, 40.0), true=(20.0, 40.0), others=(), **told):
    lamps = [{"role": "key", "azimuth_deg": true[0], "elevation_deg": true[1]}] if true else []
    lamps += [{"role": "rim", "azimuth_deg": a, "elevation_deg": e} for a, e in others]
    truth = {
        **{"key_azimuth_deg": true and true[0], "key_elevation_deg": true and true[1]},
        **{"lamps": lamps, "rim": "none", "key_fill_ratio_stops": 2.0, "haze_density": 0.0},
    }
    way = None if key is None else direction_from_angles(*key)
    return Judged(
        "one.png", "ball", truth, Answer(way, **{"ratio_stops": 2.0, "rim": "none", **told})
    )


def test_another_lamp_named_the_key_is_a_wrong_lamp_and_a_mere_miss_is_none():
    rim = (150.0, 40.0)
    assert row(key=(140.0, 45.0), others=[rim]).wrong_lamp
    assert not row(key=(80.0, 40.0), others=[rim]).wrong_lamp  # off, but no other lamp is there
    assert not row(key=(20.0, 55.0), others=[(20.0, 60.0)]).wrong_lamp  # too near to say
    assert not row(key=None, others=[rim]).wrong_lamp


def test_a_key_where_none_is_counts_unless_the_answer_warns():
    assert row(true=None).invented
    assert not row(true=None, warned=True).invented
    assert not row(true=None, key=None).invented
    assert np.isnan(figures([row(true=None)])["median"])


def test_figures_of_answers_whose_errors_are_known():
    off = [0.0, 4.0, 8.0, 40.0]
    rows = [
        row(key=(0.0, e), true=(0.0, 0.0), within_deg=5.0, ratio_stops=2.0 + e / 8) for e in off
    ]
    told = figures(rows)
    assert (told["median"], told["p75"], told["worst"]) == pytest.approx((6.0, 16.0, 40.0))
    assert (told["near"], told["as stated"], told["ratio"]) == pytest.approx((0.75, 0.5, 0.75))
    said = [row(key=(0.0, e), true=(0.0, 0.0), outcome="matched") for e in off]
    assert (figures(said)["matched"], figures(said)["matched near"]) == (1.0, 0.75)
    assert figures([row(key=None, true=(30.0, 0.0))])["median"] == pytest.approx(30.0)


@pytest.mark.parametrize("code", [0, 1])
def test_photographs_are_judged_against_the_best_plain_reading(
    photographs, monkeypatch, capsys, code
):
    def said(seen):
        return Answer(judged.direction_of(seen.still.truth, "key_") if code == 0 else None)

    monkeypatch.setattr(measure_light, "METHODS", {**METHODS, "metrics": said})
    argv = ["measure_light.py", str(photographs), "--only", "always 0/45", "lambert", "metrics"]
    monkeypatch.setattr("sys.argv", argv)
    assert measure_light.main() == code
    shown = capsys.readouterr().out
    assert "002.png" in shown and PHOTOGRAPHED["share"].what in shown


def test_the_locked_half_is_never_shown_still_by_still(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(
        measure_light, "METHODS", {"metrics": lambda seen: Answer(None, warned=True)}
    )
    told = tmp_path / "told.json"
    argv = ["measure_light.py", "locked", "open", "--only", "metrics", "--json", str(told)]
    monkeypatch.setattr("sys.argv", argv)
    assert measure_light.main() == 1  # who says nothing misses the bars
    shown = capsys.readouterr().out
    assert DRAWN["median"].why in shown
    names = {half: [s.path.name for s in sets.set_of(half).stills] for half in ("open", "locked")}
    assert all(name in shown for name in names["open"])
    assert not any(name in shown for name in names["locked"])
    assert list(json.loads(told.read_text(encoding="utf-8"))) == ["open"]


def test_what_is_no_set_is_refused_in_one_line():
    with pytest.raises(argparse.ArgumentTypeError, match="found 'weather', expected usual, open"):
        sets.set_of("weather")


def test_lamps_of_the_usual_kind_stand_where_their_readme_says():
    stills = sets.set_of("usual").stills
    roles = [[lamp["role"] for lamp in still.truth["lamps"]] for still in stills]
    assert roles.count(["key", "fill", "rim"]) == sum(s.truth["rim"] != "none" for s in stills) > 5


@pytest.mark.slow
def test_the_products_own_readings_are_measured_as_a_user_runs_them():
    still = sets.set_of("open").stills[0]
    seen = Seen(still, true_outline=True)
    for reading in (methods.metrics, methods.quick_look, methods.matched):
        told = reading(seen)
        assert told.key is None or np.linalg.norm(told.key) == pytest.approx(1.0)
        assert told.seconds > 0.0
