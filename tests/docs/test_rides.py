"""The example of rides says where each surface cannot carry a light, and its picture shows it."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageColor
from tools import ride_pictures
from tools.ride_pictures import Shown, sheet

from scene_stager.maths.surface.simple_solids import ball
from scene_stager.shot.lighting.surface_ride import RideFault, ride_surface

EXAMPLE = runpy.run_path(
    str(Path(__file__).resolve().parents[2] / "tools" / "ride_a_hull.py"), run_name="example"
)


def lost(name):
    """What became of a ride of the example: faults, and where each began."""
    ride, _ = EXAMPLE["ridden"](*EXAMPLE[name](), 0.3)
    return [one.fault for one in ride.lost], np.array([one.place_m for one in ride.lost])


def test_over_the_keel_of_the_hull_and_back_the_bend_is_lost():
    faults, places_m = lost("hull")
    assert faults == [RideFault.BEND_LOST] * 2
    assert places_m[:, 1] == pytest.approx(0.0, abs=0.2)
    assert places_m[:, 2] == pytest.approx(EXAMPLE["DEEP_M"], abs=0.15)


def test_on_the_head_the_way_folds_at_the_ear():
    faults, places_m = lost("head")
    ears = places_m[[one is RideFault.FOLDED for one in faults]]
    assert len(ears) > 0
    assert ears == pytest.approx(np.tile((0.075, 0.01, 1.635), (len(ears), 1)), abs=0.03)


def test_on_the_jar_the_lip_bends_too_much_and_the_rim_is_the_end():
    pytest.importorskip("trimesh", reason="python -m pip install trimesh")
    faults, places_m = lost("jar")
    assert faults == [RideFault.BEND_LOST, RideFault.BORDER]
    assert places_m[:, 2] == pytest.approx([0.95, 1.0], abs=0.02)


@pytest.mark.parametrize(("leap_deg", "gone"), [(0.5, False), (25.0, True)])
def test_a_ride_is_drawn_in_vermilion_where_it_is_lost_and_nowhere_else(
    monkeypatch, leap_deg, gone
):
    monkeypatch.setattr(ride_pictures, "WIDE_PX", 400)
    monkeypatch.setattr(ride_pictures, "HIGH_PX", 300)
    steps_deg = np.full(60, 0.5)
    steps_deg[30] = leap_deg
    u = np.radians(np.concatenate([[0.0], np.cumsum(steps_deg)])) - 1.9
    goals_m = np.stack([np.cos(u), np.sin(u), 0.0 * u], axis=1)
    ride = ride_surface(ball(), np.arange(61) / 24.0, np.eye(3)[2], goals_m)
    light_m = ride.places_m + 0.4 * ride.frames[:, :, 2]
    one = Shown("A ball", "a test", ball(), ride, light_m, (0, 0, 0), (0, 20), 5.0, 0.9, 1)
    assert bool(ride.lost) == gone
    drawn = np.asarray(sheet([one]), dtype=float)[:, :400]
    red, blue = (
        np.abs(drawn - ImageColor.getrgb(ink)).max(axis=-1) < 12
        for ink in (ride_pictures.VERMILION, ride_pictures.BLUE)
    )
    assert blue.sum() > 100
    assert (red.sum() > 10) == gone
    assert gone or not red.any()
