"""A disc inflates to a sphere; every normal has length one; mirrors mirror."""

import numpy as np
import pytest

from scene_stager.reading.inflate import inflated_normals, membrane


def disc(size=121, radius=50.0):
    rows, columns = np.indices((size, size)) - size // 2
    return rows**2 + columns**2 < radius**2, columns / radius, -rows / radius


def test_a_disc_becomes_a_sphere():
    inside, x, y = disc()
    normals = inflated_normals(inside)
    z = np.sqrt(np.maximum(1.0 - x**2 - y**2, 0.0))
    truth = np.stack([x, y, z], axis=-1)
    core = x**2 + y**2 < 0.9
    angle = np.degrees(np.arccos(np.clip((normals * truth).sum(axis=-1)[core], -1, 1)))
    assert angle.max() < 3.0  # a pixel of outline is 1/50 of the radius
    assert angle.mean() < 1.0


def test_normals_have_length_one_inside_and_zero_outside():
    inside, _, _ = disc(61, 20.0)
    lengths = np.linalg.norm(inflated_normals(inside), axis=-1)
    assert np.allclose(lengths[inside], 1.0)
    assert not lengths[~inside].any()


def test_a_mirrored_mask_has_mirrored_normals():
    inside, x, y = disc(61, 20.0)
    inside &= (x + 0.5 * y) < 0.4
    there = inflated_normals(inside)
    back = inflated_normals(inside[:, ::-1])[:, ::-1] * np.array([-1.0, 1.0, 1.0])
    assert np.allclose(there, back, atol=1e-12)


def test_the_film_over_a_strip_is_the_parabola_of_the_equation():
    strip = np.zeros((400, 21), dtype=bool)
    strip[:, 1:-1] = True
    film = membrane(strip)[200]
    x = np.arange(21) - 10.0
    assert np.allclose(film[1:-1], 2.0 * (10.0**2 - x[1:-1] ** 2), rtol=1e-6)


def even_disc(radius, side):
    """A disc whose middle lies between pixels, so that both halves are alike."""
    rows, columns = np.indices((side, side)) - (side - 1) / 2
    return rows**2 + columns**2 < radius**2


def test_a_subject_that_the_border_cuts_off_goes_on_beyond_it():
    whole = even_disc(20.0, 64)
    cut = whole[:32]
    assert membrane(cut) == pytest.approx(membrane(whole)[:32], rel=1e-9)
    assert membrane(cut[::-1]) == pytest.approx(membrane(whole)[32:], rel=1e-9)
    assert membrane(whole[:, :32]) == pytest.approx(membrane(whole)[:, :32], rel=1e-9)


def test_a_mask_that_fills_the_picture_is_tied_to_its_border():
    film = membrane(np.ones((20, 30), dtype=bool))
    assert np.isfinite(film).all()
    assert film[0].max() < film[10].max()
