"""A dome that can be built: the numbers that were asked for, and no light below zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.maths.radiance.sh_algebra import least
from scene_stager.maths.radiance.sh_dome import STILL_LIGHT, dome_coefficients
from scene_stager.maths.radiance.sh_projection import project, reconstruct

skies = arrays(np.float64, (8, 12, 2), elements=st.floats(0, 5) | st.sampled_from([0.0, 500.0]))


def cut_off(dome, rows, columns):
    return project(np.maximum(reconstruct(dome, rows, columns), 0.0))


@given(skies)
def test_every_sky_has_a_dome_with_its_own_numbers(sky):
    asked = project(sky + 0.05)
    dome, missed = dome_coefficients(asked)
    assert (missed < STILL_LIGHT).all()
    # On a finer grid than the one it was solved on, the edge of the light lies a little elsewhere:
    # that counts for some hundredths where one pixel of the sky is ten thousand times the rest.
    np.testing.assert_allclose(cut_off(dome, 256, 512), asked, atol=4e-2 * np.abs(asked).max())
    np.testing.assert_allclose(cut_off(dome, 64, 128), asked, atol=1e-8 * np.abs(asked).max())


@pytest.mark.parametrize("seed", range(8))
def test_a_sky_with_a_window_in_it_is_met_on_any_grid(seed):
    rng = np.random.default_rng(seed)
    sky = rng.uniform(0.0, 1.0, (8, 12, 2))
    sky[rng.integers(0, 6) :][:2, rng.integers(0, 10) :][:, :2] += 20.0
    asked = project(sky)
    assert (least(asked) < 0.0).all()  # merely cut off, it would shed too much
    dome, _ = dome_coefficients(asked)
    room = np.abs(asked).max()
    np.testing.assert_allclose(cut_off(dome, 256, 512), asked, atol=1e-3 * room)
    assert np.abs(cut_off(asked, 256, 512) - asked).max() > 0.05 * room


def test_numbers_that_are_light_already_are_left_alone():
    table = np.zeros((9, 1))
    table[0], table[3] = 3.0, 0.5
    assert (least(table) > 0).all()
    dome, missed = dome_coefficients(table)
    np.testing.assert_allclose(dome, table, atol=1e-12)
    assert missed[0] < 1e-12


def test_numbers_that_no_light_has_are_said_to_be_missed():
    table = np.zeros((9, 2))
    table[0], table[3, 0] = 0.1, 5.0
    _, missed = dome_coefficients(table)
    assert missed[0] > 0.1
    assert missed[1] < STILL_LIGHT


def test_darkness_stays_dark():
    dome, missed = dome_coefficients(np.zeros((9, 3)))
    assert not dome.any() and not missed.any()
