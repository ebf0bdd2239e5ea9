"""Small grids of whole numbers: exact, whatever the picture comes as and however it is turned."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.provenance.small_picture import FINER, cell_means, codes_of, luma_of

SIDES = st.integers(1, 30)


@given(SIDES, SIDES, st.integers(1, 12), st.integers(0, 99))
def test_cells_are_the_exact_means_of_what_they_cover(height, width, count, seed):
    codes = np.random.default_rng(seed).integers(0, 65536, (height, width), dtype=np.uint16)
    fine = np.repeat(np.repeat(codes.astype(object), count, 0), count, 1)
    sums = fine.reshape(count, height, count, width).sum((1, 3))
    want = [
        [(2 * FINER * int(s) + height * width) // (2 * height * width) for s in row] for row in sums
    ]
    assert cell_means(codes, count).tolist() == want


def test_an_8_bit_code_a_16_bit_code_and_its_value_are_one():
    codes = np.arange(256, dtype=np.uint8).reshape(16, 16)
    want = codes_of(codes)
    assert want[15, 15].tolist() == [65535] * 3
    np.testing.assert_array_equal(codes_of(codes / 255.0), want)
    np.testing.assert_array_equal(codes_of((codes / 255.0).astype(np.float32)), want)
    np.testing.assert_array_equal(codes_of(codes.astype(np.uint16) * np.uint16(257)), want)
    np.testing.assert_array_equal(codes_of(codes[..., None]), want)
    np.testing.assert_array_equal(codes_of(np.dstack([codes] * 3 + [codes.T])), want)


def test_values_beyond_black_and_white_are_clipped():
    assert codes_of(np.array([[-0.5, 0.5, 7.0]]))[0, :, 0].tolist() == [0, 32768, 65535]


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((0, 3)),
        np.zeros((2, 2, 2)),
        np.zeros(4),
        np.full((2, 2), np.nan),
        np.zeros((1,) * 4),
    ],
)
def test_what_is_no_picture_is_refused_in_a_line(picture):
    with pytest.raises(InputError, match="picture: found"):
        codes_of(picture)


def test_luma_is_that_of_pillow_within_a_rounding():
    from PIL import Image

    rgb = np.random.default_rng(2).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    theirs = np.asarray(Image.fromarray(rgb).convert("L")).astype(int)
    assert np.abs(luma_of(codes_of(rgb)) / 257 - theirs).max() <= 0.51
