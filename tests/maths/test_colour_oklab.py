"""Oklab: the values that its author and CSS publish, and a distance that is one."""

import numpy as np
import pytest

from scene_stager.maths.colour.oklab import (
    delta_e_ok,
    oklab_from_linear_srgb,
    oklch_from_linear_srgb,
)

# sRGB primaries in Oklab, as CSS Color 4's conversions give them.
PUBLISHED = {
    (1.0, 1.0, 1.0): (1.0, 0.0, 0.0),
    (1.0, 0.0, 0.0): (0.62796, 0.22486, 0.12585),
    (0.0, 1.0, 0.0): (0.86644, -0.23389, 0.17950),
    (0.0, 0.0, 1.0): (0.45201, -0.03246, -0.31153),
}


@pytest.mark.parametrize("rgb", PUBLISHED)
def test_gives_the_published_values(rgb):
    assert oklab_from_linear_srgb(np.array(rgb)) == pytest.approx(PUBLISHED[rgb], abs=2e-4)


def test_black_to_white_is_one_and_greys_have_no_colour():
    assert delta_e_ok(np.zeros(3), np.ones(3)) == pytest.approx(1.0, abs=1e-5)
    greys = oklab_from_linear_srgb(np.linspace(0.0, 1.0, 7)[:, None] * np.ones(3))
    assert np.abs(greys[:, 1:]).max() < 1e-4
    assert np.all(np.diff(greys[:, 0]) > 0)


def test_is_a_distance():
    one, other = np.array([0.3, 0.2, 0.1]), np.array([0.1, 0.4, 0.2])
    assert delta_e_ok(one, one) == 0.0
    assert delta_e_ok(one, other) == delta_e_ok(other, one) > 0.1


@pytest.mark.parametrize(
    ("linear_rgb", "oklch"),
    [
        ((1, 0, 0), (0.62796, 0.25768, 29.234)),
        ((0, 1, 0), (0.86644, 0.29483, 142.495)),
        ((0, 0, 1), (0.45201, 0.31321, 264.052)),
        ((1, 1, 0), (0.96798, 0.21101, 109.769)),
        ((0, 1, 1), (0.90540, 0.15455, 194.769)),
        ((1, 0, 1), (0.70167, 0.32249, 328.363)),
    ],
)
def test_oklch_of_the_corners_of_srgb_is_as_published(linear_rgb, oklch):
    """The values of CSS Color 4's own conversions, as its named colours have them."""
    found = oklch_from_linear_srgb(np.array(linear_rgb, dtype=float))
    assert (np.abs(found - oklch) < (3e-4, 3e-4, 0.1)).all()
