"""What hosts without numpy reckon with is what the mathematics says."""

import numpy as np
import pytest

from scene_stager.hosts import bare_numbers
from scene_stager.hosts.bare_numbers import asked_lux, colours_of
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.optics.exposure import INCIDENT_CONSTANT_LX_S, camera_lux
from tests.facts import entity
from tests.hosts.usd_takes import take_of


def test_colours_of_temperatures_are_those_of_the_mathematics():
    kelvins = np.linspace(1000.0, 25000.0, 997)
    wanted = np.maximum(linear_srgb_from_kelvin(kelvins), 0.0)
    assert np.abs(np.array(colours_of(kelvins.tolist())) - wanted).max() < 1e-9


def test_temperatures_beyond_the_ends_are_those_of_the_ends():
    assert colours_of([1.0, 1e9]) == colours_of([1000.0, 25000.0])


def test_the_light_that_is_asked_for_is_that_of_the_mathematics():
    channels = {
        "camera.f_number": [1.4, 2.8, 11.0],
        "camera.shutter_deg": [180.0, 90.0, 350.0],
        "camera.exposure_index": [100.0, 500.0, 800.0],
    }
    film = entity("film", nd_stops=2.0, push_stops=1.0)
    take = take_of(channels, [film], fps=(25, 1))
    wanted = [
        camera_lux(n, shutter, 25.0, index, 2.0, 1.0)
        for n, shutter, index in zip(*channels.values(), strict=True)
    ]
    assert asked_lux(take) == pytest.approx(wanted, rel=1e-12)
    assert bare_numbers.INCIDENT_CONSTANT_LX_S == INCIDENT_CONSTANT_LX_S
    assert bare_numbers.LUMA == REC_709
    assert asked_lux(take_of({"camera.f_number": [2.8]}, [film])) == []
    assert asked_lux(take_of(channels)) == []  # without a film nothing is asked for
