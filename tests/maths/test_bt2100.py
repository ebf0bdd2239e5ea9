"""The curves of high dynamic range, held to the figures that their standards print."""

import numpy as np
import pytest

from scene_stager.maths.colour.bt2100 import (
    WHITE_CD_M2,
    light_from_hlg_scene,
    light_from_pq,
    scene_from_hlg,
)


# Levels of a 1000 cd/m2 programme. Source: Report ITU-R BT.2408-7, table 1, percent rounded there;
# SMPTE ST 2084 for the ends and for 100 and 1000 cd/m2 (signals to six digits).
@pytest.mark.parametrize(
    ("signal", "light_cd_m2", "room"),
    [
        (0.0, 0.0, 1e-12), (1.0, 10_000.0, 1e-9), (0.508078, 100.0, 1e-3), (0.751827, 1000.0, 0.01),
        (0.58, 203.0, 2.0), (0.38, 26.0, 0.5),
    ],
)  # fmt: skip
def test_pq_gives_the_light_that_is_printed(signal, light_cd_m2, room):
    assert light_from_pq(np.array(signal)) == pytest.approx(light_cd_m2, abs=room)


@pytest.mark.parametrize(
    ("signal", "light_cd_m2", "room"),
    [(0.0, 0.0, 1e-12), (1.0, 1000.0, 1e-3), (0.75, 203.0, 0.5), (0.38, 26.0, 0.5)],
)
def test_hlg_gives_the_light_that_is_printed(signal, light_cd_m2, room):
    grey = light_from_hlg_scene(np.full(3, scene_from_hlg(np.array(signal))))
    np.testing.assert_allclose(grey, light_cd_m2, atol=room)
    assert grey[0] == grey[2]


def test_the_two_halves_of_hlg_meet_and_its_gamma_turns_no_hue():
    below, above = scene_from_hlg(np.array([0.5 - 1e-9, 0.5 + 1e-9]))
    assert above - below == pytest.approx(0.0, abs=1e-8)
    assert scene_from_hlg(np.array(0.5)) == pytest.approx(1 / 12)  # by definition
    scene = np.array([[0.3, 0.1, 0.02], [0.0, 0.0, 0.0]])
    shown = light_from_hlg_scene(scene)
    np.testing.assert_allclose(shown[0] / shown[0, 0], scene[0] / scene[0, 0])
    assert (shown[1] == 0).all()


def test_white_of_graphics_is_where_both_curves_put_it():
    assert light_from_pq(np.array(0.58)) / WHITE_CD_M2 == pytest.approx(1.0, abs=0.01)
