"""A lamp on a matt ball is found by least squares, exactly as theory has it."""

import numpy as np
import pytest

from scene_stager.reading.lights.directions import angle_between_deg, direction_from_angles
from scene_stager.reading.lights.lambert import fit_lambert


def ball(pixels=41):
    """The normals of the half of a ball that a camera sees (n, 3)."""
    x, y = np.meshgrid(*[np.linspace(-1, 1, pixels)] * 2)
    inside = x**2 + y**2 < 1.0
    z = np.sqrt(np.maximum(1.0 - x**2 - y**2, 0.0))
    return np.stack([x, y, z], axis=-1)[inside]


LAMPS = [(35.0, 40.0), (-80.0, 10.0), (110.0, 50.0), (20.0, -30.0)]


@pytest.mark.parametrize(("azimuth_deg", "elevation_deg"), LAMPS)
@pytest.mark.parametrize(("even", "above"), [(0.0, 0.0), (0.2, 0.0), (0.1, 0.3)])
def test_gives_back_the_lamp_and_its_surroundings(azimuth_deg, elevation_deg, even, above):
    normals, lamp = ball(), direction_from_angles(azimuth_deg, elevation_deg)
    light = 0.7 * np.maximum(normals @ lamp, 0.0) + even + above * 0.5 * (1 + normals[:, 1])
    fit = fit_lambert(normals, light, ambient=even > 0, sky=above > 0)
    assert angle_between_deg(fit.direction, lamp) < 0.1
    assert fit.irradiance == pytest.approx(0.7, rel=1e-3)
    assert (fit.ambient, fit.sky) == pytest.approx((even, above), abs=1e-3)
    assert fit.residual < 1e-6


def test_a_lamp_at_the_lens_is_not_told_from_a_half_sky_but_explains_the_light():
    normals = ball()
    light = normals[:, 2] + 0.3 * 0.5 * (1 + normals[:, 1])
    assert (
        angle_between_deg(
            fit_lambert(normals, normals[:, 2]).direction, direction_from_angles(0.0, 0.0)
        )
        < 0.1
    )
    assert fit_lambert(normals, light, ambient=True, sky=True).residual < 1e-9


def test_what_is_not_asked_for_stays_in_the_residual():
    normals = ball()
    light = np.maximum(normals @ direction_from_angles(70.0, 20.0), 0.0) + 0.3
    assert fit_lambert(normals, light).residual > 0.01
    assert fit_lambert(normals, light, ambient=True).residual < 1e-6


def test_weights_leave_a_highlight_out():
    normals, lamp = ball(), direction_from_angles(40.0, 30.0)
    light = np.maximum(normals @ lamp, 0.0)
    mirrored = normals @ direction_from_angles(-10.0, 0.0) > 0.97
    spoilt = light + 3.0 * mirrored
    assert angle_between_deg(fit_lambert(normals, spoilt).direction, lamp) > 1.0
    clean = fit_lambert(normals, spoilt, (~mirrored).astype(float))
    assert angle_between_deg(clean.direction, lamp) < 0.1


def test_where_nothing_turns_there_is_no_lamp():
    facing = np.tile([0.0, 0.0, 1.0], (50, 1))
    assert fit_lambert(facing, np.ones(50)) is None
    assert fit_lambert(ball()[:2], np.ones(2)) is None
    assert fit_lambert(ball(), np.zeros(len(ball()))) is None
