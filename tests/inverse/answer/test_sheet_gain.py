# SPDX-License-Identifier: Apache-2.0
"""The still on the sheet of a match is as bright as its file."""

import numpy as np
import pytest

from scene_stager.inverse.sheet.match_sheet import shown_gain


@pytest.mark.parametrize("level", [0.01, 0.18, 0.9])
def test_a_still_is_shown_as_its_file_shows_it_be_it_dark_or_bright(level):
    dark = np.full((4, 6, 3), level)
    dark[0, 0] = 1.0
    assert shown_gain(dark) == 1.0


def test_light_beyond_white_is_shown_with_nothing_blown_out():
    high = np.geomspace(0.001, 40.0, 600).reshape(10, 20, 3)
    assert shown_gain(high) * np.percentile(high, 99.5) <= 1.0
    assert shown_gain(high) > 0.0
