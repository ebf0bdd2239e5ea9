"""Petals of surfaces: against Euler, cosines, the grid's own cells and gudhi's lifetimes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import gaussian_filter

from scene_stager.errors import InputError
from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges
from scene_stager.maths.surface.mesh import triangle_mesh, triangulated
from scene_stager.maths.topology.banchoff import Kind, classify_mesh
from scene_stager.maths.topology.morse_smale import morse_smale
from scene_stager.maths.topology.spectral_lotus import morse_smale_of_mesh, spectral_lotus
from tests.maths.known_surfaces import ellipsoid_of, sphere_of
from tests.maths.surfaces import sheet, torus

RING = triangulated(torus(24, 14))
heights = arrays(np.float64, 42, elements=st.one_of(st.floats(-5, 5), st.sampled_from([0.0, 1.0])))


@pytest.mark.parametrize("mesh", [ellipsoid_of(3).mesh, RING, sheet(9, 12)])
def test_indices_of_every_petal_add_up_to_eulers_number(mesh):
    euler = euler_characteristic(mesh, half_edges(mesh))
    petals = spectral_lotus(mesh, 8)
    assert len(petals) == 8
    assert petals[0].eigenvalue_per_m2 > 1e-3
    for petal in petals:
        assert petal.kinds.total_index() == euler


@settings(max_examples=40)
@given(heights)
def test_summits_and_pits_are_those_of_the_classifier(values):
    mesh = sheet(6, 7)
    found, kinds = morse_smale_of_mesh(values, mesh), classify_mesh(values, mesh).kind
    assert sorted(found.hills.top) == np.flatnonzero(kinds == Kind.MAX).tolist()
    assert sorted(found.bowls.top) == np.flatnonzero(kinds == Kind.MIN).tolist()


@settings(max_examples=40)
@given(heights, st.floats(0.0, 2.0))
def test_what_summits_stand_out_by_is_what_gudhi_says(values, least):
    import gudhi

    mesh = sheet(6, 7)
    tree = gudhi.SimplexTree()
    for a, b in half_edges(mesh).edges.tolist():
        tree.insert([a, b], filtration=max(-values[a], -values[b]))
    for vertex, height in enumerate(values.tolist()):
        tree.assign_filtration([vertex], -height)
    tree.compute_persistence(min_persistence=-1)
    pairs = tree.persistence_intervals_in_dimension(0)
    lived = np.sort(pairs[:, 1] - pairs[:, 0])
    wanted = lived[np.isfinite(lived) & (lived > 1e-12) & (lived >= least)]
    rise = morse_smale_of_mesh(values, mesh, least).hills.rise
    np.testing.assert_allclose(np.sort(rise[np.isfinite(rise) & (rise > 1e-12)]), wanted, atol=1e-9)


def test_on_a_flat_patch_it_is_the_grids_own():
    rng = np.random.default_rng(7)
    field = gaussian_filter(rng.normal(size=(40, 50)), 4.0, mode="nearest")
    field /= field.std()
    mesh, least = sheet(40, 50), 0.2
    ours, grids = morse_smale_of_mesh(field.ravel(), mesh, least), morse_smale(field, least)
    for one, other in ((ours.hills, grids.hills), (ours.bowls, grids.bowls)):
        assert sorted(one.top) == sorted(other.top)
        assert len(one.top) > 5
        # Passes are looked for over other diagonals: a pixel's difference at most.
        by_top = (np.sort(some.rise[np.isfinite(some.rise)]) for some in (one, other))
        np.testing.assert_allclose(*by_top, atol=0.05)
        same = one.top[one.label].reshape(field.shape) == other.top[other.label]
        assert same.mean() > 0.9
    assert len(np.unique(ours.cells())) >= len(ours.hills.top)


def test_a_rectangles_petals_are_cosines_with_the_cells_that_those_have():
    # cos(2 pi x) cos(pi y) has its extremes on a lattice: 3 summits and 3 pits.
    flat = sheet(21, 41)
    mesh = triangle_mesh(flat.places_m / (40, 20, 1) * (2.0, 1.0, 1), flat.triangles)
    x, y, _ = mesh.places_m.T
    for petal in spectral_lotus(mesh, 8, least=0.1):
        fits = [
            (
                np.corrcoef(petal.values, np.cos(m * np.pi * x / 2) * np.cos(n * np.pi * y))[0, 1],
                m,
                n,
            )
            for m in range(6)
            for n in range(3)
            if m + n
        ]
        fit, m, n = max((abs(fit), m, n) for fit, m, n in fits)
        wanted = np.pi**2 * (m**2 / 4 + n**2)
        assert petal.eigenvalue_per_m2 == pytest.approx(wanted, rel=0.02)
        if fit > 0.999:  # of two equal eigenvalues a mixture may come
            lattice = (m + 1) * (n + 1)
            tops = len(petal.cells.hills.top) + len(petal.cells.bowls.top)
            assert tops == lattice


def test_the_first_petal_of_a_long_body_goes_from_end_to_end():
    mesh = ellipsoid_of(3, axes=(2.0, 0.8, 0.7)).mesh
    (first,) = spectral_lotus(mesh, 1)
    ends = {int(first.cells.hills.top[0]), int(first.cells.bowls.top[0])}
    assert ends == {int(mesh.places_m[:, 0].argmax()), int(mesh.places_m[:, 0].argmin())}
    assert len(first.cells.hills.top) == len(first.cells.bowls.top) == 1


def test_two_bodies_have_two_constants_that_are_no_petals():
    one, other = sphere_of(2, radius=1.0).mesh, sphere_of(2, radius=1.0).mesh
    both = triangle_mesh(
        np.concatenate([one.places_m, other.places_m + 5.0]),
        np.concatenate([one.triangles, other.triangles + len(one.places_m)]),
    )
    petals = spectral_lotus(both, 6)
    assert all(petal.eigenvalue_per_m2 == pytest.approx(2.0, rel=0.05) for petal in petals)


def test_values_of_another_shape_are_refused():
    with pytest.raises(InputError, match="mesh values"):
        morse_smale_of_mesh(np.zeros(3), RING)
