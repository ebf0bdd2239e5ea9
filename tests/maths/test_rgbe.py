"""Radiance pixels: bytes whose light can be worked out by hand, and every way to lay them out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.errors import InputError
from scene_stager.maths.radiance.rgbe import (
    decode_pixels,
    light_from_rgbe,
    read_header,
)
from tests.pictures.files import radiance_flat, radiance_packed, rgbe

codes = arrays(np.uint8, (5, 9, 4), elements=st.sampled_from([0, 1, 7, 7, 7, 128, 200, 255]))


def decoded(data):
    header = read_header(data)
    return light_from_rgbe(decode_pixels(data, header), header.exposure_factor)


def test_a_mantissa_of_128_at_exponent_129_is_one():
    # (128 + 1/2) 2^(129 - 136), and nothing at exponent 0.
    found = light_from_rgbe(np.array([[128, 0, 255, 129], [255, 255, 255, 0]], np.uint8))
    np.testing.assert_allclose(found, [[128.5 / 128, 0.5 / 128, 255.5 / 128], [0, 0, 0]])


@given(codes)
def test_packed_rows_are_the_rows_that_were_packed(picture):
    np.testing.assert_array_equal(decoded(radiance_packed(picture)), light_from_rgbe(picture))


@given(arrays(np.float64, (3, 4, 3), elements=st.floats(0, 1e6) | st.sampled_from([0.0, 1.0])))
def test_light_comes_back_to_one_part_in_256_of_its_brightest_channel(light):
    found = light_from_rgbe(rgbe(light))
    room = np.maximum(light.max(axis=-1, keepdims=True) / 255.0, 1e-30)
    assert (np.abs(found - light) <= room).all()


def test_every_way_to_walk_over_the_picture():
    light = np.random.default_rng(1).uniform(0.1, 4, (3, 5, 3))
    upright = decoded(radiance_flat(light))
    pixels = rgbe(light)
    walks = {
        "+Y 3 +X 5": pixels[::-1], "-Y 3 -X 5": pixels[:, ::-1], "+Y 3 -X 5": pixels[::-1, ::-1],
        "+X 5 -Y 3": pixels.swapaxes(0, 1), "-X 5 +Y 3": pixels[::-1, ::-1].swapaxes(0, 1),
    }  # fmt: skip
    for size, walked in walks.items():
        data = f"#?RADIANCE\n\n{size}\n".encode() + np.ascontiguousarray(walked).tobytes()
        np.testing.assert_array_equal(decoded(data), upright, err_msg=size)


def test_exposures_multiply_and_are_divided_out():
    data = radiance_flat(np.ones((2, 2, 3)))
    plain = decoded(data)
    twice = decoded(data.replace(b"FORMAT", b"EXPOSURE=2\nEXPOSURE= 4\nFORMAT"))
    np.testing.assert_allclose(twice, plain / 8.0)


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[:-9] + b"\xff" * 9])
def test_a_run_that_leaves_its_row_is_refused(damage):
    data = radiance_packed(np.random.default_rng(1).integers(0, 255, (5, 9, 4), np.uint8))
    with pytest.raises(InputError, match="row 5 broken off or too long"):
        decoded(damage(data))
