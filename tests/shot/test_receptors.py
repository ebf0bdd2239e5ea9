"""TargetLink: what a hold meters with, and lamps that ride on the rig."""

import numpy as np
import pytest

from scene_stager.shot.lighting import target_link as tl
from tests.shot.test_target_link import (
    STILL_CAMERA,
    STILL_TARGET,
    T_S,
    N,
    bake,
    link,
    orbited,
    walked,
)


def test_a_card_is_turned_to_the_lamp_and_asks_for_distance_alone():
    # Past a lamp of the world that began 2 m to the right: 2 m further on it is 2.83 m off.
    def past(receptor, hold):
        tied = link(
            frame="world",
            azimuth_deg=90.0,
            elevation_deg=0.0,
            distance_m=2.0,
            receptor=receptor,
            hold=hold,
        )
        return bake(tied, walked(y_m=-2.0))

    _, lux, _, _ = past("card", hold=False)
    np.testing.assert_allclose(lux[-1], 100.0, rtol=1e-12)
    _, held_lx, _, stops = past("card", hold=True)
    np.testing.assert_allclose(held_lx, 200.0, rtol=1e-12)
    assert stops[-1] == pytest.approx(1.0, abs=1e-12)
    # A half dome keeps its way, and meets the lamp 45 degrees off: (1 + cos 45) / 2 of that.
    _, _, _, stops = past("dome", hold=True)
    assert stops[-1] == pytest.approx(1.0 - np.log2((1.0 + np.sqrt(0.5)) / 2.0), abs=1e-12)


def carried(**changes):
    """A lamp on the rig: the camera begins 4 m in front, and the lamp 2 m to the target's right."""
    plain = {"azimuth_deg": 90.0, "elevation_deg": 0.0, "distance_m": 2.0, **changes}
    return link(frame="rig", start_camera_m=(0.0, -4.0, 1.5), **plain)


def test_a_lamp_on_the_rig_goes_where_the_rig_goes():
    share = (T_S / T_S[-1])[:, None]
    camera_m = STILL_CAMERA + share * np.array([0.0, 2.0, 0.3])
    light_m = tl.place_light(carried(), STILL_TARGET, camera_m)
    np.testing.assert_allclose(light_m[0], [2.0, 0.0, 1.63], atol=1e-12)
    np.testing.assert_allclose(light_m - camera_m, np.tile([2.0, 4.0, 0.13], (N, 1)), atol=1e-12)


def test_a_lamp_on_the_rig_turns_with_the_view():
    # A quarter round to the right: what was 2 m to the camera's right and 4 m ahead is so again.
    light_m = tl.place_light(carried(), STILL_TARGET, orbited(90.0))
    np.testing.assert_allclose(light_m[-1], [0.0, 2.0, 1.76], atol=1e-12)
    _, lux, _, stops = bake(carried(hold=False), STILL_TARGET, orbited(90.0) - [0.0, 0.0, 0.13])
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    np.testing.assert_allclose(stops, 0.0, atol=1e-12)


@pytest.mark.parametrize("receptor", ["dome", "card"])
def test_a_lamp_that_the_rig_brings_nearer_is_turned_down_by_as_much(receptor):
    # Straight ahead of the lens, from 4 m to 1 m: sixteen times the light, four stops.
    plain = {"azimuth_deg": 0.0, "distance_m": 4.0, "receptor": receptor}
    camera_m = STILL_CAMERA + (T_S / T_S[-1])[:, None] * np.array([0.0, 3.0, 0.0])
    _, lux, _, stops = bake(carried(**plain), STILL_TARGET, camera_m)
    np.testing.assert_allclose(lux, 200.0, rtol=1e-12)
    assert stops[-1] == pytest.approx(-4.0, abs=1e-12)
    _, loose_lx, _, _ = bake(carried(**plain, hold=False), STILL_TARGET, camera_m)
    assert loose_lx[-1] == pytest.approx(3200.0, rel=1e-12)
