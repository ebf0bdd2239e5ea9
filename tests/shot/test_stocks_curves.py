"""Characteristic curves, against the control points of the data sheets and what a curve must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from scene_stager.shot.stocks import stocks
from scene_stager.shot.stocks._curves import (
    layer_density,
    log_h_from_stops,
    monotone_cubic,
    run_out,
)
from scene_stager.shot.stocks._print import print_density
from scene_stager.shot.stocks._tables import (
    density_from_stops,
    film_density,
    read,
    screen_density,
    screen_from_density,
)

# After the published data sheets: control points, base, sheet maximum, mean slope from 25 to 75 %
# of the density range. Computed from the MIT-licensed digitisation in spectral_film_lut and written
# down here a second time, away from the code. Rows are red, green, blue.
SHEETS = {
    "kodachrome_64": {
        "log_h": (-2.0, -1.5, -1.0, -0.5, 0.0),
        "density": (
            (3.52, 2.80, 1.65, 0.79, 0.33),
            (3.30, 2.53, 1.46, 0.66, 0.29),
            (3.10, 2.33, 1.32, 0.65, 0.29),
        ),
        "low": (0.19, 0.20, 0.20),
        "high": (3.68, 3.45, 3.31),
        "slope": (-2.15, -2.04, -1.94),
    },
    "vision3_500t": {
        "log_h": (-3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5),
        "density": (
            (0.20, 0.27, 0.43, 0.66, 0.90, 1.14, 1.38, 1.61, 1.78),
            (0.58, 0.67, 0.86, 1.14, 1.43, 1.71, 1.98, 2.24, 2.46),
            (0.85, 0.92, 1.11, 1.38, 1.65, 1.92, 2.20, 2.45, 2.65),
        ),
        "low": (0.18, 0.58, 0.84),
        "high": (1.87, 2.57, 2.75),
        "slope": (0.480, 0.561, 0.544),
    },
    "vision3_250d": {
        "log_h": (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0),
        "density": (
            (0.19, 0.26, 0.42, 0.65, 0.89, 1.13, 1.36, 1.58, 1.75),
            (0.59, 0.67, 0.85, 1.12, 1.40, 1.68, 1.96, 2.22, 2.43),
            (0.85, 0.93, 1.10, 1.38, 1.64, 1.91, 2.18, 2.43, 2.63),
        ),
        "low": (0.18, 0.58, 0.85),
        "high": (1.85, 2.56, 2.73),
        "slope": (0.475, 0.555, 0.532),
    },
    "tri_x_400": {
        "log_h": (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0),
        "density": ((0.35, 0.50, 0.76, 1.04, 1.35, 1.65, 1.93),),
        "low": (0.31,),
        "high": (2.10,),
        "slope": (0.60,),
    },
}
LAYERS = [(name, layer) for name, sheet in SHEETS.items() for layer in range(len(sheet["low"]))]
WIDE = np.linspace(-8.0, 6.0, 2801)


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_passes_through_the_control_points_of_the_sheet(name, layer):
    sheet, stock = SHEETS[name], stocks()[name]
    log_h = np.array(sheet["log_h"])
    got = layer_density(stock.curve, layer, log_h)
    assert got == pytest.approx(np.array(sheet["density"][layer]), abs=0.05)

    # And again through the table that pictures are made with.
    stops = (log_h - stock.curve.log_h_grey) / np.log10(2.0)
    drawn = density_from_stops(stock.curve, 0.0, stock.push_contrast_per_stop)
    assert read(drawn, layer, stops) == pytest.approx(np.array(sheet["density"][layer]), abs=0.05)


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_runs_out_to_the_base_and_past_the_end_of_the_sheet(name, layer):
    sheet, stock = SHEETS[name], stocks()[name]
    ends = np.sort(layer_density(stock.curve, layer, np.array([-40.0, 40.0])))
    assert ends[0] == pytest.approx(sheet["low"][layer], abs=0.02)
    if stock.print_stage is None:
        assert ends[1] == pytest.approx(sheet["high"][layer], abs=0.02)
    else:
        # A negative's sheet ends before the film does.
        assert sheet["high"][layer] < ends[1] < sheet["high"][layer] + 0.3


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_has_the_slope_of_the_sheet(name, layer):
    sheet, stock = SHEETS[name], stocks()[name]
    low, high = sheet["low"][layer], sheet["high"][layer]
    density = layer_density(stock.curve, layer, WIDE)
    order = np.argsort(density)
    quarter, three = (
        np.interp(low + part * (high - low), density[order], WIDE[order]) for part in (0.25, 0.75)
    )
    # 6 %: the sheet's figure was computed from all its points, ours from one every half decade.
    slope = 0.5 * (high - low) / (three - quarter)
    assert slope == pytest.approx(sheet["slope"][layer], rel=0.06)


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_never_turns_back_and_has_no_kinks(name, layer):
    stock = stocks()[name]
    density = layer_density(stock.curve, layer, WIDE)
    direction = -1.0 if stock.print_stage is None else 1.0
    steps = direction * np.diff(density)
    assert (steps >= 0.0).all()
    # A kink would be a jump of slope from one fine step to the next.
    slope = steps / (WIDE[1] - WIDE[0])
    assert np.abs(np.diff(slope)).max() < 0.05


@given(
    st.lists(st.floats(0.05, 2.0), min_size=2, max_size=8),
    st.lists(st.floats(0.0, 1.5), min_size=2, max_size=8),
    st.floats(-2.0, 14.0),
)
def test_the_cubic_agrees_with_an_independent_one(steps, rises, at):
    count = min(len(steps), len(rises))
    x = np.concatenate([[0.0], np.cumsum(steps[:count])])
    y = np.concatenate([[0.0], np.cumsum(rises[:count])])
    want = PchipInterpolator(x, y)(np.clip(at, x[0], x[-1]))
    assert monotone_cubic(np.array(at), x, y) == pytest.approx(want, abs=1e-9)


def test_the_run_out_leaves_with_the_slope_it_arrived_with():
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0])
    at = np.array([-1e-6, 1e-6, 2.0 - 1e-6, 2.0 + 1e-6])
    got = run_out(at, x, y, -1.0, 3.0)
    assert got == pytest.approx(at, abs=1e-11)
    # One unit of room left at slope one: 1 - exp(-1) of it is used after one unit.
    assert run_out(np.array(3.0), x, y, -1.0, 3.0) == pytest.approx(3.0 - np.exp(-1.0))
    assert run_out(np.array(-1.0), x, y, -1.0, 3.0) == pytest.approx(-1.0 + np.exp(-1.0))


@given(st.floats(-4.0, 4.0))
def test_a_stop_of_push_is_worth_a_stop_of_light(push):
    for stock in stocks().values():
        landed = log_h_from_stops(stock.curve, np.array(-push), push, stock.push_contrast_per_stop)
        assert landed == pytest.approx(stock.curve.log_h_grey, abs=1e-12)


def test_a_push_makes_the_film_steeper_and_a_pull_flatter():
    curve = stocks()["tri_x_400"].curve
    spans = [
        np.ptp(layer_density(curve, 0, log_h_from_stops(curve, np.array([-1.0, 1.0]) - n, n, 1.12)))
        for n in (-1.0, 0.0, 1.0)
    ]
    assert spans[0] < spans[1] < spans[2]


@pytest.mark.parametrize("name", ["vision3_250d", "vision3_500t"])
def test_the_print_of_a_grey_card_has_the_laboratory_aim_density(name):
    # LAD of the print film, Status A: 1.09 red, 1.06 green, 1.03 blue.
    stock = stocks()[name]
    for layer, aim in enumerate((1.09, 1.06, 1.03)):
        grey = layer_density(stock.curve, layer, np.array(stock.curve.log_h_grey))
        got = print_density(stock.print_stage, layer, grey, float(grey))
        assert got == pytest.approx(aim, abs=1e-12)


@pytest.mark.parametrize("name", ["vision3_250d", "vision3_500t"])
def test_the_print_is_as_steep_as_the_print_film(name):
    # Published gamma: 4.1 to 4.6, read in the print's own exposure.
    stage = stocks()[name].print_stage
    exposure = np.linspace(-2.0, 3.0, 5001)
    for layer in range(3):
        density = print_density(stage, layer, -exposure / stage.reading[layer], 0.0)
        assert 4.05 <= np.gradient(density, exposure).max() <= 4.65


def test_tables_agree_with_the_curves_they_were_drawn_from():
    for stock in stocks().values():
        stops = np.linspace(-14.0, 14.0, 4001)
        drawn = density_from_stops(stock.curve, 0.0, stock.push_contrast_per_stop)
        seen = screen_from_density(stock.curve, stock.print_stage, stock.viewing)
        for layer in range(stock.curve.layers):
            density = film_density(stock.curve, layer, stops, 0.0, stock.push_contrast_per_stop)
            np.testing.assert_allclose(read(drawn, layer, stops), density, atol=2e-5)
            exact = screen_density(stock.curve, stock.print_stage, stock.viewing, layer, density)
            # The last step before clear base and full black has a corner in it.
            np.testing.assert_allclose(read(seen, layer, density), exact, atol=6e-4)
