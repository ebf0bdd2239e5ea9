"""Nine harmonics, against an independent library, a published table and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import sph_harm_y

from scene_stager.maths.frames import matrix_from_wxyz
from scene_stager.maths.radiance.harmonics import (
    COSINE_LOBE,
    harmonics,
    irradiance,
    radiance,
)
from scene_stager.maths.radiance.sh_algebra import (
    least,
    main_direction,
    quadratic_form,
    rotate,
    window_without_negatives,
    windowed,
)
from scene_stager.maths.radiance.sh_projection import even_directions

# Grace Cathedral, L2. Source: Ramamoorthi and Hanrahan 2001, table 1, to the five digits of
# Rost 2006, "OpenGL Shading Language", 2nd edition, table 12.1.
GRACE = np.array(
    [
        [0.78908, 0.43710, 0.54161],
        [0.39499, 0.34989, 0.60488],
        [-0.33974, -0.18236, -0.26940],
        [-0.29213, -0.05562, 0.00944],
        [-0.11141, -0.05090, -0.12231],
        [-0.26240, -0.22401, -0.47479],
        [-0.15570, -0.09471, -0.14733],
        [0.56014, 0.21444, 0.13915],
        [0.21205, -0.05432, -0.30374],
    ]
)
WAYS = even_directions(500)

tables = arrays(np.float64, (9, 2), elements=st.floats(-4, 4))
turns = arrays(np.float64, 4, elements=st.floats(-1, 1)).filter(lambda q: np.linalg.norm(q) > 0.1)


def turn_of(wxyz):
    return matrix_from_wxyz(wxyz / np.linalg.norm(wxyz))


def test_agree_with_scipy_once_its_sign_is_taken_off():
    polar, azimuth = np.arccos(WAYS[:, 2]), np.arctan2(WAYS[:, 1], WAYS[:, 0])
    ours = harmonics((WAYS[:, 0], WAYS[:, 1], WAYS[:, 2]))
    orders = [(degree, order) for degree in range(3) for order in range(-degree, degree + 1)]
    for mine, (degree, order) in zip(ours, orders, strict=True):
        theirs = sph_harm_y(degree, abs(order), polar, azimuth) * (-1.0) ** order
        part = theirs.real if order >= 0 else theirs.imag
        scale = 1.0 if order == 0 else np.sqrt(2.0)
        np.testing.assert_allclose(mine, scale * part, atol=1e-14)


def test_irradiance_of_grace_is_the_published_polynomial():
    # Ramamoorthi and Hanrahan 2001, equation 13; the constants are printed to six digits.
    c1, c2, c3, c4, c5 = 0.429043, 0.511664, 0.743125, 0.886227, 0.247708
    x, y, z = (WAYS[:, i : i + 1] for i in range(3))
    l00, l1_1, l10, l11, l2_2, l2_1, l20, l21, l22 = GRACE
    published = c1 * l22 * (x * x - y * y) + c3 * l20 * z * z + c4 * l00 - c5 * l20
    published = published + 2 * c1 * (l2_2 * x * y + l21 * x * z + l2_1 * y * z)
    published = published + 2 * c2 * (l11 * x + l1_1 * y + l10 * z)
    np.testing.assert_allclose(irradiance(GRACE, WAYS), published, atol=5e-6)


def test_grace_takes_a_little_blue_from_some_walls_and_that_is_known_exactly():
    lit = GRACE * COSINE_LOBE[:, None]
    seen = irradiance(GRACE, even_directions(100_000)).min(axis=0)
    assert (least(lit) <= seen).all()
    np.testing.assert_allclose(least(lit), seen, atol=1e-4)
    np.testing.assert_allclose(least(lit), [0.2053, 0.0746, -0.0096], atol=5e-5)
    assert least(windowed(lit, window_without_negatives(GRACE)))[2] == pytest.approx(0, abs=1e-9)


@given(tables)
def test_the_polynomial_is_the_same_light(table):
    constant, linear, form = quadratic_form(table)
    found = constant + WAYS @ linear.T + np.einsum("ni,cij,nj->nc", WAYS, form, WAYS)
    np.testing.assert_allclose(found, radiance(table, WAYS), atol=1e-12)


@given(tables, turns)
def test_turned_coefficients_are_those_of_turned_light(table, wxyz):
    turn = turn_of(wxyz)
    np.testing.assert_allclose(
        radiance(rotate(table, turn), WAYS @ turn.T), radiance(table, WAYS), atol=1e-12
    )


def band_power(table):
    """The sum of squares over the orders of each degree, (3, c)."""
    return np.stack([(table[k * k : (k + 1) ** 2] ** 2).sum(axis=0) for k in range(3)])


@given(tables, turns)
def test_turning_moves_no_light_between_the_degrees(table, wxyz):
    before, after = band_power(table), band_power(rotate(table, turn_of(wxyz)))
    np.testing.assert_allclose(after, before, atol=1e-11)


@given(tables)
def test_the_least_is_under_every_sample_and_not_far_under(table):
    seen = radiance(table, even_directions(20_000)).min(axis=0)
    assert (least(table) <= seen + 1e-12).all()
    # 20000 directions lie 0.025 rad apart; the light bends by at most a few times its size.
    np.testing.assert_allclose(least(table), seen, atol=0.004 * (1 + np.abs(table).max()))


@pytest.mark.parametrize(("row", "expected"), [(0, 0.282095), (2, -0.488603), (6, -0.315392)])
def test_the_least_of_a_single_harmonic(row, expected):
    table = np.zeros((9, 1))
    table[row] = 1.0
    assert least(table) == pytest.approx([expected], abs=1e-6)


@given(tables, st.floats(0.0, 3.0))
def test_a_window_keeps_the_mean_and_takes_more_of_the_higher_degree(table, strength):
    before, after = band_power(table), band_power(windowed(table, strength))
    np.testing.assert_allclose(after[0], before[0])
    np.testing.assert_allclose(after[1], before[1] / (1 + 4 * strength) ** 2, atol=1e-12)
    np.testing.assert_allclose(after[2], before[2] / (1 + 36 * strength) ** 2, atol=1e-12)


def test_the_window_of_a_single_lamp_ends_exactly_where_no_surface_is_dark():
    lamp = np.array(harmonics((np.zeros(1), np.zeros(1), np.ones(1))))
    lit = lamp * COSINE_LOBE[:, None]
    # Of a lamp straight above walls get 1/4 + z/2 + 5/32 (3 z^2 - 1), least at z = -8/15.
    assert least(lit)[0] == pytest.approx(-19 / 480, abs=1e-12)
    strength = window_without_negatives(lamp)
    assert 0.0 < strength < 0.5
    assert least(windowed(lit, strength))[0] == pytest.approx(0.0, abs=1e-9)
    assert window_without_negatives(windowed(lamp, 1.1 * strength)) == 0.0


@given(turns)
def test_the_main_direction_of_a_lamp_is_the_lamp(wxyz):
    way = turn_of(wxyz)[:, 0]
    lamp = np.array(harmonics(tuple(way[:, None])))
    np.testing.assert_allclose(main_direction(lamp, np.ones(1)), way, atol=1e-12)
    even = np.zeros((9, 1))
    assert (main_direction(even, np.ones(1)) == 0.0).all()
