"""The picture of surroundings: 1 on average, and the harmonics come back out of it."""

import math

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.hosts import dome_picture as pictures
from scene_stager.hosts.bare_numbers import LUMA
from scene_stager.hosts.dome_picture import LARGEST_BYTES, dome_pictures, is_even
from scene_stager.moks.entities import DomeFacts, SkyFacts
from tests.facts import entity
from tests.hosts.skies import ROWS, radiance, rows_in, ways_of


def dome(rows=ROWS):
    return entity("light.ambient", shape="dome", sh_nit=rows)


def only(entities):
    (picture,) = dome_pictures(entities).values()
    return radiance(picture)


def test_the_harmonics_come_back_over_their_mean_luminance():
    light = only([dome()])
    mean = np.array(ROWS[0]) * 0.5 / math.sqrt(math.pi)
    found = rows_in(light) * (mean @ LUMA)
    assert light.shape == (32, 64, 3)
    assert np.abs(found - ROWS).max() < 0.002 * max(ROWS[0])  # eight bits


def test_where_harmonics_are_below_nothing_it_is_black_and_still_one_on_average():
    rows = ((1.0,) * 3, (0.0,) * 3, (1.5,) * 3, *((0.0,) * 3,) * 6)
    light = only([dome(rows)])
    _, share = ways_of(32)
    assert (light[0] > 0.0).all()
    assert not light[-1].any()
    mean = np.einsum("hwc,hw->c", light, share) / (4 * np.pi)
    assert mean == pytest.approx([1.0] * 3, abs=0.003)


@pytest.mark.parametrize("shot", ["golden_hour_drone_orbit", "crane_reveal"])
def test_a_clear_sky_has_the_harmonics_of_the_take_and_is_brightest_where_the_sun_stands(shot):
    take = bake(shot, frames=(1, 1))
    sky = take.facts(SkyFacts, "light.ambient")
    light = only(take.entities)
    mean = np.array(sky.sh_nit[0]) * 0.5 / math.sqrt(math.pi)
    told = np.array(sky.sh_nit)
    assert np.abs(rows_in(light) * (mean @ LUMA) - told).max() < 0.01 * np.abs(told).max()

    ways, _ = ways_of(len(light))
    heading, height = math.radians(sky.sun_heading_deg), math.radians(sky.sun_elevation_deg)
    flat = math.cos(height)
    sun = [flat * math.sin(heading), -flat * math.cos(heading), math.sin(height)]
    brightest = np.unravel_index(light.sum(axis=-1).argmax(), light.shape[:2])
    assert ways[brightest] @ sun > math.cos(math.radians(4.0))


def test_even_surroundings_and_dark_ones_need_no_picture():
    even = ((3.0, 2.0, 1.0), *((0.0,) * 3,) * 8)
    assert is_even(DomeFacts.of(dome(even)))
    assert dome_pictures([dome(even), dome(((0.0,) * 3,) * 9)]) == {}


def test_a_picture_is_named_by_its_bytes_and_small_and_two_alike_are_one():
    brighter = tuple(tuple(4.0 * one for one in row) for row in ROWS)
    found = dome_pictures([dome(), dome(brighter)])
    ((name, data),) = found.items()
    assert len(name) == 64 + len(".hdr")
    assert len(data) <= LARGEST_BYTES
    sky = bake("crane_reveal", frames=(1, 1)).entities
    assert all(len(data) <= LARGEST_BYTES for data in dome_pictures(sky).values())


def test_what_differs_in_the_last_digit_is_the_same_byte():
    # The length of a direction is 1 but for the last digits, and half of it a step of the exponent.
    picture = pictures.radiance_picture(8, lambda way: (math.hypot(*way) / 2.0,) * 3)
    pixels = picture[picture.index(b"+X 16\n") + 6 :]
    assert {pixels[at : at + 4] for at in range(0, len(pixels), 4)} == {bytes((128, 128, 128, 128))}
