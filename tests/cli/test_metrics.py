"""`scene-stager metrics`, as people and machines use it, and a picture for each named failure."""

import json

import numpy as np
import pytest
from PIL import Image

from scene_stager.cli import main
from scene_stager.maths.colour.srgb import bytes_from_srgb, encode_srgb
from scene_stager.reading.metrics import metrics

ROWS, COLUMNS = 180, 320


def place():
    down, across = np.mgrid[0:ROWS, 0:COLUMNS]
    return (across + 0.5 - COLUMNS / 2) / 70.0, (ROWS / 2 - down - 0.5) / 70.0


def lit_ball(key=(0.6, 0.5, 0.62), fill=0.06, ground=0.05):
    """A matt ball under one lamp and a little light from all round, before a dark ground."""
    x, y = place()
    inside = x * x + y * y < 1.0
    z = np.sqrt(np.maximum(1.0 - x * x - y * y, 0.0))
    shade = np.maximum(x * key[0] + y * key[1] + z * key[2], 0.0) + fill
    return np.where(inside, 0.6 * shade, ground)[..., None] * [1.0, 0.95, 0.9]


def save(path, light):
    Image.fromarray(bytes_from_srgb(encode_srgb(np.asarray(light, dtype=float)))).save(path)
    return str(path)


@pytest.fixture
def ask(capsys):
    def run(*words):
        code = main(["metrics", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def test_every_number_comes_with_units_certificates_and_moments(ask, tmp_path):
    code, said, grumbling = ask(save(tmp_path / "ball.png", lit_ball()))
    assert (code, grumbling) == (0, "")
    names = set(metrics())
    for part in ("metrics", "units", "certainty", "certificates"):
        assert set(said[part]) == names
    assert set(said["failure_modes"]) <= names
    assert len(said["spatial"]) == 8
    assert (said["mode"], said["size_px"]) == ("geometric", [COLUMNS, ROWS])
    for name, value in said["metrics"].items():
        assert metrics()[name].low <= value <= metrics()[name].high


@pytest.mark.parametrize("mode", ["geometric", "heuristic"])
def test_the_key_is_where_it_stands_and_a_mirror_turns_it_exactly(ask, tmp_path, mode):
    light = lit_ball()
    _, said, _ = ask(save(tmp_path / "a.png", light), "--mode", mode)
    _, mirrored, _ = ask(save(tmp_path / "b.png", light[:, ::-1]), "--mode", mode)
    azimuth = said["metrics"]["key_azimuth_deg"]
    assert azimuth == said["lights"]["key_azimuth_deg"] == pytest.approx(44.0, abs=25.0)
    assert mirrored["metrics"]["key_azimuth_deg"] == -azimuth


def test_a_stop_more_is_a_stop_more_and_the_same_direction(ask, tmp_path):
    from scene_stager.pictures.write import write_light

    found = []
    for stops in (0, 1):
        write_light(tmp_path / f"{stops}.exr", lit_ball() * 2.0**stops)
        found.append(ask(str(tmp_path / f"{stops}.exr"))[1])
    one, more = (reading["metrics"]["key_stops"] for reading in found)
    assert more - one == pytest.approx(1.0, abs=1e-4)
    for name in ("key_azimuth_deg", "key_elevation_deg"):
        one, more = (reading["metrics"][name] for reading in found)
        assert more == pytest.approx(one, abs=1e-3)


# One picture for each named failure.


def flat():
    return np.full((ROWS, COLUMNS, 3), 0.18)


def all_clipped():
    return lit_ball() * 400.0


def noise():
    return np.random.default_rng(1).uniform(0.0, 1.0, (ROWS, COLUMNS, 3))


def no_subject():
    across = np.linspace(0.1, 0.6, COLUMNS)
    return np.broadcast_to(across[None, :, None], (ROWS, COLUMNS, 3))


def silhouette():
    x, y = place()
    return np.where(x * x + y * y < 1.0, 0.0, 0.7)[..., None] * np.ones(3)


def one_pixel():
    return np.full((1, 1, 3), 0.5)


FAILURES = {
    "flat_field": flat,
    "all_clipped": all_clipped,
    "noise_only": noise,
    "no_subject": no_subject,
    "silhouette_only": silhouette,
    "too_small": one_pixel,
}


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("mode", ["geometric", "heuristic"])
def test_each_named_failure_has_a_picture_that_triggers_it(ask, tmp_path, name, mode):
    file = save(tmp_path / "a.png", FAILURES[name]())
    sheet = tmp_path / "sheet.png"
    code, said, grumbling = ask(file, "--mode", mode, "--picture", str(sheet))
    assert said["failure"] == name
    assert said["lights"] is None
    assert name in said["failure_modes"].values()
    all_failed = len(said["failure_modes"]) == len(said["metrics"])
    assert (code, grumbling) == (1 if all_failed else 0, "")
    assert "key_azimuth_deg" in said["failure_modes"]
    for metric in said["failure_modes"]:
        assert said["metrics"][metric] == metrics()[metric].neutral
    with Image.open(sheet) as drawn:
        assert drawn.width > 1000


# The picture, masks, and what goes wrong.


def test_the_sheet_shows_who_was_read_in_orange(ask, tmp_path):
    file, sheet = save(tmp_path / "a.png", lit_ball()), tmp_path / "sheet.png"
    assert ask(file, "--picture", str(sheet))[1]["picture"] == str(sheet)
    with Image.open(sheet) as drawn:
        codes = np.asarray(drawn.convert("RGB")).astype(int)
    orange = np.abs(codes - [224, 138, 79]).max(axis=-1) < 12
    still = orange[220:920, 70:1360]  # the still, without legend and bars
    rows, columns = np.nonzero(still)
    # The outline goes round the ball, which is 7/9 as high as the still.
    assert rows.max() - rows.min() == pytest.approx(0.78 * 731, abs=40)
    assert columns.max() - columns.min() == pytest.approx(0.78 * 731, abs=40)


def test_many_stills_go_into_a_folder_of_sheets(ask, tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    files = [save(tmp_path / "in" / n, lit_ball()) for n in ("a.png", "b.png", "deep/a.png")]
    code, said, _ = ask(*files, "--picture", str(tmp_path / "out"))
    assert code == 0
    assert [one["image"] for one in said["stills"]] == files
    names = ["a.png", "a_2.png", "b.png"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == names


def test_a_mask_says_who_the_subject_is(ask, tmp_path):
    x, y = place()
    inside = x * x + y * y < 0.9
    file = save(tmp_path / "a.png", lit_ball())
    mask = save(tmp_path / "m.png", np.repeat(inside[..., None], 3, axis=-1))
    _, said, _ = ask(file, "--mask", mask)
    assert said["subject"]["origin"] == "given"
    assert said["subject"]["area_share"] == pytest.approx(
        float((x * x + y * y < 0.9).mean()), abs=0.01
    )


def test_what_is_asked_wrongly_is_answered_in_a_line(ask, tmp_path):
    file = save(tmp_path / "a.png", lit_ball())
    small = save(tmp_path / "small.png", np.ones((9, 9, 3)))
    for words, line in (
        ([file, "--mode", "magic"], "--mode: found 'magic', expected geometric or heuristic"),
        ([str(tmp_path / "none.png")], "none.png: found no such file, expected a picture"),
        ([file, "--mask", small], "found 9 × 9 pixels, expected 320 × 180 pixels, as the still"),
        ([file, file, "--mask", small], "--mask: found one mask for 2 stills, expected one still"),
        ([file, "--picture", "a.exe"], "--picture: found 'a.exe', expected a file that ends in"),
    ):
        code, said, grumbling = ask(*words)
        assert (code, said) == (2, None)
        assert line in grumbling
        assert grumbling.count("\n") == 1


def test_people_get_a_table(tmp_path, capsys):
    assert main(["metrics", save(tmp_path / "a.png", lit_ball())]) == 0
    said = capsys.readouterr().out
    assert "geometric" in said and "Key azimuth" in said and "the key rests on" in said


@pytest.mark.parametrize("mode", ["geometric", "heuristic"])
@pytest.mark.parametrize("size", [(1, 1), (1, 2), (3, 1), (1, 3), (2, 2), (1, 300), (300, 1)])
def test_a_picture_of_a_row_or_a_column_is_too_small_and_no_mistake_of_ours(
    ask, tmp_path, size, mode
):
    codes = np.random.default_rng(1).integers(0, 256, (*size, 4)).astype(np.uint8)
    for alpha in ([0, 255], [255, 255], [0, 0]):
        codes[..., 3] = np.resize(alpha, size)
        Image.fromarray(codes, "RGBA").save(tmp_path / "a.png")
        code, said, grumbling = ask(str(tmp_path / "a.png"), "--mode", mode)
        assert (code, grumbling, said["failure"]) == (0, "", "too_small")
        assert "key_azimuth_deg" in said["failure_modes"]


@pytest.mark.parametrize("place", ["0.5,0.5", "160,90"])
def test_a_place_says_which_thing_is_the_subject(ask, tmp_path, place):
    code, said, _ = ask(save(tmp_path / "ball.png", lit_ball()), "--at", place)
    assert code == 0
    assert said["subject"]["area_share"] == pytest.approx(np.pi * 70**2 / (ROWS * COLUMNS), rel=0.1)
    assert ask(str(tmp_path / "ball.png"), "--at", "3,3")[1]["failure"] == "no_subject"


@pytest.mark.parametrize("place", ["here", "1", "1,2,3", "-1,4", "400,20", "nan,1"])
def test_a_place_that_is_none_is_refused_in_a_line(ask, tmp_path, place):
    code, _, line = ask(save(tmp_path / "ball.png", lit_ball()), f"--at={place}")
    assert code == 2
    assert "at: found" in line
    assert line.count("\n") == 1
