# SPDX-License-Identifier: Apache-2.0
"""What a renderer shows otherwise: fitted, dated, and only taken off where it is clear."""

from dataclasses import replace

import pytest

from scene_stager.errors import InputError
from scene_stager.inverse.answer.offsets import CLEAR, NAMES, Offsets, offsets, offsets_of


def test_real_renderers_are_fitted_and_lumen_is_not():
    for name in ("cycles", "eevee"):
        sheet = offsets_of(name)
        assert sheet.fitted and sheet.references >= 3
        assert sheet.date and sheet.version
        assert set(sheet.mean) == set(sheet.spread) == set(NAMES)
    assert not offsets_of("lumen").fitted
    assert offsets_of("lumen").of("key_elevation_deg") == 0.0
    assert set(offsets()) == {"cycles", "eevee", "lumen"}


def test_an_offset_that_is_lost_in_its_spread_moves_nothing():
    sheet = Offsets("some", True, {"log_haze": -0.1}, {"log_haze": 0.02}, 5)
    assert sheet.of("log_haze") == -0.1
    unsure = replace(sheet, spread={"log_haze": 0.1 / CLEAR + 1e-6})
    assert unsure.of("log_haze") == 0.0
    assert sheet.of("ratio_stops") == 0.0


def test_a_renderer_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="arnold"):
        offsets_of("arnold")
