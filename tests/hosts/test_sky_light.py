"""Nine harmonics way by way in plain Python, against the array functions."""

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.hosts.sky_light import dome_light, is_in_two_tones
from scene_stager.maths.radiance.harmonics import radiance
from scene_stager.maths.radiance.sh_projection import even_directions
from scene_stager.moks.entities import DomeFacts


def dome(rows):
    return DomeFacts("ambient", False, "none", "dome", 1.0, tuple(map(tuple, rows.tolist())))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_light_from_each_way_is_that_of_the_array_functions_and_never_less_than_none(seed):
    rows = np.random.default_rng(seed).normal(size=(9, 3)) + np.eye(9)[:, :1]
    ways = even_directions(50)
    found = [dome_light(dome(rows), tuple(way)) for way in ways.tolist()]
    np.testing.assert_allclose(found, np.maximum(radiance(rows, ways), 0.0), atol=1e-12)


def test_two_tones_are_told_from_light_that_comes_from_a_side_or_has_two_colours():
    even = np.zeros((9, 3))
    even[0] = 3.0, 2.0, 1.0
    rising, aside, tinted = even.copy(), even.copy(), even.copy()
    rising[2] = even[0] * 0.4
    aside[3] = 0.1
    tinted[2] = 0.4
    assert [is_in_two_tones(dome(one)) for one in (even, rising, aside, tinted)] == [
        True,
        True,
        False,
        False,
    ]


def test_the_style_of_every_lamp_on_a_stand_is_in_two_tones():
    take = bake("interview_three_point", frames=(1, 2))
    assert is_in_two_tones(take.facts(DomeFacts, "light.ambient"))
