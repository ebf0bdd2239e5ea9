"""Stocks as other programs take them: tables against the film itself, the config against OCIO."""

import re

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.maths.colour.cube_file import write_cube
from scene_stager.shot.stocks import ocio_config, stock_cube, stocks, write_looks
from scene_stager.shot.stocks._look import DENSITY_AT_ONE
from tests.cubes import read_cube, shaped, tetrahedral, trilinear

NAMES = sorted(stocks())
TITLES = {name: stocks()[name].title for name in NAMES}


def scene_colours(count=4000):
    """Colours as they occur: seven stops under grey to five over, with colour on top."""
    draw = np.random.default_rng(3)
    stops = draw.uniform(-7.0, 5.0, (count, 1)) + np.clip(draw.normal(0.0, 1.2, (count, 3)), -3, 3)
    return 0.18 * np.exp2(np.clip(stops, -8.0, 6.0))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("apply", [trilinear, tetrahedral])
def test_the_usual_table_is_within_one_code_of_the_film(name, apply):
    # Largest error of the 33 cube: 0.0030 of sRGB, 0.8 codes of 255; mean 0.0005.
    colours = scene_colours()
    error = np.abs(
        apply(stock_cube(stocks()[name]), shaped(colours)) - stocks()[name].colour(colours)
    )
    assert error.max() < 1.0 / 255.0
    assert error.mean() < 0.001


@pytest.mark.parametrize("name", NAMES)
def test_a_finer_table_is_closer_by_the_square(name):
    # A ladder: half the step, a quarter of the error, as straight lines promise.
    colours, stock = scene_colours(), stocks()[name]
    want = stock.colour(colours)
    coarse, fine = (
        np.abs(trilinear(stock_cube(stock, size), shaped(colours)) - want).mean()
        for size in (17, 33)
    )
    assert np.log2(coarse / fine) == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize("name", NAMES)
def test_film_and_print_tables_in_a_row_make_the_whole(name):
    stock, colours = stocks()[name], scene_colours()
    film, paper = (stock_cube(stock, 65, stage=stage) for stage in ("film", "print"))
    shown = trilinear(paper, trilinear(film, shaped(colours)))
    assert np.abs(shown - stock.colour(colours)).max() < 0.02


def test_a_film_table_holds_densities():
    stock = stocks()["vision3_500t"]
    cube = stock_cube(stock, 33, stage="film", scene_white_k=3200.0)
    grey = tetrahedral(cube, shaped(np.full(3, 0.18))) * DENSITY_AT_ONE
    # After the published data sheet, halfway between its points at -2.0 and -1.5 it would be
    # 0.78, 1.285, 1.515; the grey card lies at -1.70.
    assert grey == pytest.approx([0.80, 1.31, 1.54], abs=0.03)


def test_a_table_can_be_made_for_another_exposure_push_and_white():
    stock, light = stocks()["vision3_250d"], np.full((1, 3), 0.18)
    cube = stock_cube(stock, 33, exposure_stops=-1.0, push_stops=1.0, scene_white_k=5500.0)
    want = stock.colour(light, exposure_stops=-1.0, push_stops=1.0, scene_white_k=5500.0)
    assert tetrahedral(cube, shaped(light)) == pytest.approx(want, abs=0.003)


@pytest.mark.parametrize("size", [-1, 0, 1, 68, 10**6])
def test_sizes_outside_2_to_67_are_refused(size):
    with pytest.raises(InputError, match="expected 2 to 67"):
        stock_cube(stocks()["tri_x_400"], size)


@pytest.mark.parametrize("size", [2, 67])
def test_the_smallest_and_the_largest_table_are_made(size):
    assert stock_cube(stocks()["tri_x_400"], size).size == size


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_goes_in_and_whose_numbers_they_are(name):
    text = write_cube(stock_cube(stocks()[name], 2))
    head = " ".join(read_cube(text).comments)
    for needed in ("log2(light / 0.18)", "sRGB encoded", "after the published datasheet", "MIT"):
        assert needed in head
    assert "marks of their owner" in head


def test_the_same_file_every_time(tmp_path):
    some = {"tri_x_400": stocks()["tri_x_400"]}
    first = [path.read_bytes() for path in write_looks(some, tmp_path / "a", 5)]
    again = [path.read_bytes() for path in write_looks(some, tmp_path / "b", 5)]
    assert first == again
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["config.ocio", "tri_x_400.cube"]


def test_a_balanced_table_shows_a_white_lit_grey_card_neutral(tmp_path):
    some = {"vision3_500t": stocks()["vision3_500t"]}
    write_looks(some, tmp_path, balanced=True)
    cube = read_cube((tmp_path / "vision3_500t.cube").read_text(encoding="utf-8"))
    shown = tetrahedral(cube, shaped(np.full(3, 0.18)))
    assert shown == pytest.approx([0.4614] * 3, abs=1.0 / 255.0)


def test_the_config_names_every_stock():
    text = ocio_config(TITLES)
    for name, title in TITLES.items():
        assert f"looks: {name}}}" in text
        assert f'name: "{title}"' in text
        assert f"src: {name}.cube" in text


def test_the_config_shapes_light_as_the_tables_expect():
    low, high = re.search(r"vars: \[(\S+), (\S+)\]", ocio_config(TITLES)).groups()
    ends = np.exp2([float(low), float(high)])
    assert shaped(ends) == pytest.approx([0.0, 1.0], abs=1e-8)


def test_ocio_shows_the_film(tmp_path):
    ocio = pytest.importorskip("PyOpenColorIO")
    write_looks(stocks(), tmp_path)
    config = ocio.Config.CreateFromFile(str(tmp_path / "config.ocio"))
    config.validate()
    for name in NAMES:
        view = ocio.DisplayViewTransform(src="Linear sRGB", display="sRGB", view=TITLES[name])
        picture = scene_colours().astype(np.float32)
        want = stocks()[name].colour(picture.astype(np.float64))
        config.getProcessor(view).getDefaultCPUProcessor().applyRGB(picture)
        assert np.abs(picture - want).max() < 1.0 / 255.0
