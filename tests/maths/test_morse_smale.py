"""Hills, bowls and cells, against gudhi, Banchoff's kinds, flood fill and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import label as flood

from scene_stager.errors import InputError
from scene_stager.maths.topology.banchoff import Kind, classify_image
from scene_stager.maths.topology.morse_smale import OUTSIDE, hills, morse_smale
from scene_stager.maths.topology.persistence import bright_pairs


def images():
    shape = st.tuples(st.integers(1, 10), st.integers(1, 10))
    few = st.sampled_from([0.0, 1.0, 2.0, 3.0])
    return st.one_of(
        arrays(np.float64, shape, elements=st.floats(-5, 5)),
        arrays(np.float64, shape, elements=few),
        shape.map(np.ones),
    )


def lifetimes(field: np.ndarray) -> np.ndarray:
    pairs, _ = bright_pairs(field)
    lived = pairs[:, 0] - pairs[:, 1]
    return np.sort(lived[np.isfinite(lived)])


def mortal(rise: np.ndarray) -> np.ndarray:
    return np.sort(rise[np.isfinite(rise) & (rise > 0)])


@given(images())
def test_summits_and_pits_are_those_of_the_classifier(field):
    found, kinds = morse_smale(field), classify_image(field, "centred").kind.ravel()
    assert sorted(found.hills.top) == np.flatnonzero(kinds == Kind.MAX).tolist()
    if field.size > 1:
        assert sorted(found.bowls.top) == np.flatnonzero(kinds == Kind.MIN).tolist()


@given(images())
def test_summits_stand_out_by_what_gudhi_says(field):
    np.testing.assert_allclose(mortal(hills(field).rise), lifetimes(field))


@given(images())
def test_in_a_frame_the_edge_is_the_highest_of_all(field):
    walled = np.pad(field, 1, constant_values=1e6)
    np.testing.assert_allclose(mortal(hills(field, framed=True).rise), lifetimes(walled))


@given(images(), st.floats(0.01, 3))
def test_just_the_shallow_ones_are_cancelled(field, least):
    found, every = hills(field, least), hills(field)
    assert sorted(found.top) == sorted(every.top[every.rise >= least])
    assert len(found.passes) == len(found.top) - 1
    assert np.all(np.diff(found.passes[:, 0]) <= 0)


@given(images(), st.floats(0, 3))
def test_every_hill_is_in_one_piece_and_holds_its_own_summit(field, least):
    found = hills(field, least)
    for number, top in enumerate(found.top):
        assert found.label.ravel()[top] == number
        assert flood(found.label == number, np.ones((3, 3)))[1] == 1


@pytest.mark.parametrize("turned", [False, True])
def test_a_cancelled_summit_falls_to_the_hill_next_to_it_and_not_to_the_highest(turned):
    row = np.array([[10.0, 4.0, 6.0, 3.0, 3.5, 0.0]])
    label = hills(row[:, ::-1] if turned else row, 1.0).label[0]
    along = label[::-1] if turned else label
    assert (along == along[0]).tolist() == [True, True, False, False, False, False]


@given(images(), st.floats(0, 3))
def test_bowls_are_in_one_piece_over_sides(field, least):
    found = morse_smale(field, least).bowls
    for number, top in enumerate(found.top):
        assert found.label.ravel()[top] == number
        assert flood(found.label == number)[1] == 1


@given(images(), st.sampled_from([0.25, 2.0, 8.0]), st.integers(-4, 4))
def test_gain_and_offset_change_no_cell(field, gain, offset):
    steps = np.round(field * 4)
    one, other = morse_smale(steps, 1.0), morse_smale(steps * gain + offset, gain)
    np.testing.assert_array_equal(one.cells(), other.cells())


@given(images())
def test_cells_are_just_the_pairs_of_hill_and_bowl(field):
    found = morse_smale(field)
    cells = found.cells()
    assert set(np.unique(cells)) == set(range(cells.max() + 1))
    triples = {*zip(cells.flat, found.hills.label.flat, found.bowls.label.flat, strict=True)}
    assert len(triples) == len({t[1:] for t in triples}) == cells.max() + 1


def test_an_egg_box_has_four_cells_around_every_pit():
    y, x = np.mgrid[0:65, 0:65] * (2 * np.pi / 32)
    found = morse_smale(np.cos(x) + np.cos(y), 0.5)
    assert (len(found.hills.top), len(found.bowls.top), found.cells().max() + 1) == (9, 4, 16)
    sizes = np.bincount(found.cells().ravel())
    assert sizes == pytest.approx(np.full(16, 65 * 65 / 16), rel=0.15)


def test_two_lamps_part_half_way():
    y, x = np.mgrid[0:41, 0:81]
    lamps = [np.exp(-((x - c) ** 2 + (y - 20) ** 2) / 200) for c in (20, 60)]
    found = hills(lamps[0] + lamps[1], 0.05)
    assert len(found.top) == 2
    assert {*found.label[:, :40].flat} == {found.label[20, 20]}
    assert {*found.label[:, 41:].flat} == {found.label[20, 60]}


def test_a_lamp_cut_by_the_frame_falls_to_the_outside():
    y, x = np.mgrid[0:41, 0:81]
    inside, cut = (np.exp(-((x - c) ** 2 + (y - 20) ** 2) / 200) for c in (50, 0))
    found = hills(inside + 3 * cut, 0.1, framed=True)
    assert found.top.tolist() == [-1, 20 * 81 + 50]
    assert found.label[20, 0] == OUTSIDE
    assert found.rise[1] == pytest.approx(1 - np.exp(-2), abs=0.02)


@pytest.mark.parametrize("field", [np.array([[np.nan]]), np.zeros((0, 3)), np.zeros(4)])
def test_refuses_what_is_no_field(field):
    with pytest.raises(InputError, match="field: found"):
        morse_smale(field)
