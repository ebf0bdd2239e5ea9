"""The colour of a temperature without numpy is the colour with it."""

import numpy as np
import pytest

from scene_stager.hosts.kelvin import chromaticity, linear_srgb
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin, xy_from_kelvin

TEMPERATURES = [500.0, 1000.0, 1700.0, 2700.0, 3200.0, 3999.0, 4000.0, 4001.0, 4444.0, 4999.0]
TEMPERATURES += [5000.0, 5500.0, 6504.0, 6999.0, 7000.0, 7001.0, 12000.0, 25000.0, 40000.0]


@pytest.mark.parametrize("kelvin", TEMPERATURES)
def test_the_two_ways_agree(kelvin):
    assert chromaticity(kelvin) == pytest.approx(xy_from_kelvin(np.array(kelvin)), abs=1e-12)
    assert linear_srgb(kelvin) == pytest.approx(linear_srgb_from_kelvin(np.array(kelvin)), abs=1e-9)
