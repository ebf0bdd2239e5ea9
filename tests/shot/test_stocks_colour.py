"""What the stocks make of light: neutrals, casts, exposure, order; every stock in the folder."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.shot.stocks import stocks
from scene_stager.shot.stocks._chain import stops_after_interlayer

NAMES = sorted(stocks())
IN_COLOUR = [name for name in NAMES if not stocks()[name].monochrome]
CODE = 1.0 / 255.0
RAMP_STOPS = np.linspace(-8.0, 6.0, 561)

lights = arrays(np.float64, (3,), elements=st.floats(0.0, 20.0))


def card(kelvin, stops=0.0):
    """An 18 % grey card in light of a colour temperature, so many stops over."""
    return 0.18 * 2.0**stops * linear_srgb_from_kelvin(np.array(kelvin))


def test_the_four_stocks_are_there():
    assert {"kodachrome_64", "tri_x_400", "vision3_250d", "vision3_500t"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_stock_says_where_its_numbers_come_from(name):
    stock = stocks()[name]
    assert stock.source.startswith("after the published datasheet")
    assert "MIT" in stock.licence
    assert "marks of their owner" in stock.trademark
    assert "house default" in stock.notes
    for part in (stock.granularity, stock.halation, stock.viewing):
        assert part.source
    assert len(stock.mtf50_per_mm) == len(stock.halation.strength) == stock.curve.layers
    assert len(stock.granularity.rms) == len(stock.bands) == stock.curve.layers


def test_the_honesty_flags_are_kept():
    notes = {name: stocks()[name].notes for name in NAMES}
    assert "Kodachrome 25" in notes["kodachrome_64"]
    assert "not verified" in notes["kodachrome_64"]
    assert "headline" in notes["kodachrome_64"]
    assert "no single figure" in notes["vision3_500t"]
    assert "no single figure" in notes["vision3_250d"]
    assert "still film" in notes["tri_x_400"]


@pytest.mark.parametrize("name", NAMES)
def test_a_grey_card_in_the_light_it_is_balanced_for_is_middle_grey(name):
    stock = stocks()[name]
    linear = stock.colour(card(stock.balance_k), encoded=False)
    assert linear == pytest.approx([0.18] * 3, abs=5e-4)
    codes = stock.colour(card(stock.balance_k))
    assert np.ptp(codes) < CODE
    assert codes == pytest.approx([encode_srgb(np.array(0.18))] * 3, abs=CODE)


@pytest.mark.parametrize("name", NAMES)
def test_a_grey_scale_stays_neutral_in_the_light_it_is_balanced_for(name):
    # Prints keep a breath of crossover, as prints do: up to 4 codes of 255.
    stock = stocks()[name]
    scale = np.stack([card(stock.balance_k, stops) for stops in RAMP_STOPS])
    assert np.ptp(stock.colour(scale), axis=-1).max() < 4.0 * CODE


@pytest.mark.parametrize("name", IN_COLOUR)
@given(st.floats(0.6, 1.7))
def test_hotter_light_is_bluer_and_cooler_light_is_warmer(name, ratio):
    stock = stocks()[name]
    r, _, b = stock.colour(card(stock.balance_k * ratio))
    if ratio > 1.02:
        assert b > r
    if ratio < 0.98:
        assert r > b


def test_tungsten_film_goes_blue_in_daylight_and_daylight_film_orange_under_bulbs():
    r, g, b = stocks()["vision3_500t"].colour(card(5500.0))
    assert b > g > r
    assert b - r > 20 * CODE
    for name in ("vision3_250d", "kodachrome_64"):
        r, g, b = stocks()[name].colour(card(3200.0))
        assert r > g > b
        assert r - b > 20 * CODE


@pytest.mark.parametrize("name", NAMES)
@given(st.floats(2200.0, 12000.0))
def test_saying_the_white_is_the_same_as_lighting_with_it(name, kelvin):
    stock = stocks()[name]
    said = stock.colour(np.full(3, 0.18), scene_white_k=kelvin)
    lit = stock.colour(card(kelvin))
    # At 6504 K itself white is sRGB's own white, whose four decimals are 0.0002 off the locus.
    assert said == pytest.approx(lit, abs=5e-4 if kelvin == 6504.0 else 1e-9)


@given(lights)
def test_black_and_white_film_has_no_colour(light):
    r, g, b = stocks()["tri_x_400"].colour(light)
    assert r == g == b


def test_black_and_white_film_sees_every_colour_but_not_alike():
    greys = stocks()["tri_x_400"].colour(0.5 * np.eye(3))[:, 0]
    black = stocks()["tri_x_400"].colour(np.zeros(3))[0]
    assert (greys > black + 10 * CODE).all()


@pytest.mark.parametrize("name", NAMES)
def test_more_light_is_never_darker(name):
    stock = stocks()[name]
    shown = stock.colour(np.stack([card(stock.balance_k, stops) for stops in RAMP_STOPS]))
    assert (np.diff(shown, axis=0) >= 0.0).all()
    assert (np.diff(shown, axis=0)[120:400] > 0.0).all()


@pytest.mark.parametrize("name", NAMES)
@given(lights)
def test_every_light_has_a_place_on_the_display(name, light):
    shown = stocks()[name].colour(light)
    assert np.isfinite(shown).all()
    assert (shown >= 0.0).all()
    assert (shown <= 1.0).all()


@pytest.mark.parametrize("name", NAMES)
@given(lights, st.floats(-3.0, 3.0))
def test_opening_up_is_the_same_as_more_light(name, light, stops):
    stock = stocks()[name]
    opened = stock.colour(light, exposure_stops=stops)
    assert opened == pytest.approx(stock.colour(light * 2.0**stops), abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
@given(st.floats(-2.0, 2.0))
def test_pushing_brings_back_what_underexposure_took(name, push):
    stock = stocks()[name]
    grey = stock.colour(card(stock.balance_k), exposure_stops=-push, push_stops=push)
    assert grey == pytest.approx(stock.colour(card(stock.balance_k)), abs=1e-3)


def test_slower_film_asks_for_more_light():
    by_need = sorted(NAMES, key=lambda name: stocks()[name].grey_exposure_lx_s)
    by_speed = sorted(NAMES, key=lambda name: -stocks()[name].exposure_index)
    assert by_need == by_speed


# Foot-candles by f-number, EI 500, 24 fps, 170 degrees: Kodak EXR 500T sheet TI2082, 1993.
KODAK_500 = [(1.4, 5), (2, 10), (2.8, 20), (4, 40), (5.6, 80), (8, 160), (11, 320), (16, 640)]


@pytest.mark.parametrize(("f_number", "foot_candles"), KODAK_500)
def test_the_grey_card_lies_where_the_exposure_table_of_the_maker_puts_it(f_number, foot_candles):
    # On the film: 0.65 L t / N^2, the usual allowance for lens losses and the edge (ISO 2720).
    luminance = 0.18 * foot_candles * 10.7639 / np.pi
    lux_seconds = 0.65 * luminance * (170 / 360 / 24) / f_number**2
    # The table's round numbers themselves scatter by 5 %.
    assert stocks()["vision3_500t"].grey_exposure_lx_s == pytest.approx(lux_seconds, rel=0.06)


@pytest.mark.parametrize(("name", "speed"), [("kodachrome_64", 64), ("tri_x_400", 400)])
def test_the_curve_has_the_speed_it_is_sold_at(name, speed):
    # Independent of the grey card: ISO 2240 for slides (Dmin + 0.2 and Dmin + 2.0, 10 / H), ISO 6
    # for black and white (base + 0.1, 0.8 / H). Within a third of a stop.
    stock = stocks()[name]
    log_h = np.linspace(-4.0, 1.0, 5001)
    stops = (log_h - np.log10(10.0 / speed)) / np.log10(2.0)
    layer = stock.curve.layers // 2
    density = stock.film_density(np.repeat(stops[:, None], stock.curve.layers, axis=1))[:, layer]
    base = density.min()

    def exposure(above):
        return log_h[np.abs(density - base - above).argmin()]

    if name == "tri_x_400":
        iso = 0.8 / 10.0 ** exposure(0.1)
    else:
        iso = 10.0 / 10.0 ** (0.5 * (exposure(0.2) + exposure(2.0)))
    assert abs(np.log2(iso / speed)) < 1.0 / 3.0


@pytest.mark.parametrize("name", IN_COLOUR)
@pytest.mark.parametrize("layer", [0, 1, 2])
@given(st.floats(0.1, 6.0))
def test_a_layer_holds_its_neighbours_back_and_is_let_go_by_them(name, layer, ahead):
    planes = [np.array(2.0**ahead if k == layer else 1.0) for k in range(3)]
    after = stops_after_interlayer(planes, stocks()[name].interlayer)
    assert after[layer] > ahead
    assert all(after[k] < 0.0 for k in range(3) if k != layer)


@pytest.mark.parametrize("name", IN_COLOUR)
@given(st.floats(-8.0, 8.0))
def test_layers_leave_neutrals_alone(name, stops):
    planes = [np.array(2.0**stops)] * 3
    assert stops_after_interlayer(planes, stocks()[name].interlayer) == pytest.approx([stops] * 3)


def test_kodachrome_is_the_most_contrasty_and_deepest_in_colour():
    red_paint = np.array([0.30, 0.03, 0.03])
    depth, contrast = {}, {}
    for name in IN_COLOUR:
        stock = stocks()[name]
        light = linear_srgb_from_kelvin(np.array(stock.balance_k))
        r, g, b = stock.colour(red_paint * light, encoded=False)
        depth[name] = np.log2(r / max(g, b))
        low, high = stock.colour(np.stack([card(stock.balance_k, s) for s in (-1.0, 1.0)]))[:, 1]
        contrast[name] = high - low
    assert max(depth, key=depth.get) == "kodachrome_64"
    assert max(contrast, key=contrast.get) == "kodachrome_64"


def test_the_negatives_hold_highlights_longer_than_the_slide():
    # Four stops over grey the slide is nearly clear film; the negatives still show a step.
    def step(name):
        stock = stocks()[name]
        three, five = stock.colour(np.stack([card(stock.balance_k, s) for s in (3.0, 5.0)]))
        return five[1] - three[1]

    assert step("vision3_500t") > 1.5 * step("kodachrome_64")
    assert step("vision3_250d") > 1.5 * step("kodachrome_64")


@pytest.mark.parametrize("name", NAMES)
def test_the_two_halves_make_the_whole(name):
    stock = stocks()[name]
    light = 0.18 * np.exp2(np.random.default_rng(4).uniform(-6.0, 5.0, (500, 3)))
    density = stock.film_density(stock.layer_stops(light))
    halves = stock.display_from_density(density)
    assert halves == pytest.approx(stock.colour(light), abs=2e-4)


@pytest.mark.parametrize("name", NAMES)
def test_an_even_frame_without_grain_is_its_colour(name):
    stock = stocks()[name]
    light = card(4300.0, 0.7)
    frame = stock.develop(np.broadcast_to(light, (20, 30, 3)), grain=0.0)
    np.testing.assert_allclose(frame, np.broadcast_to(stock.colour(light), frame.shape), atol=1e-9)


def test_arguments_are_left_alone():
    frame = np.full((8, 8, 3), 0.3)
    stocks()["vision3_500t"].develop(frame)
    assert (frame == 0.3).all()
