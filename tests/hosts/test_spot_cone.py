"""A spot gives half at its beam angle and a tenth at its field angle, as each host draws it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.hosts import spot_cone
from scene_stager.maths.optics.photometry import spot_candela


def step(t):
    t = min(max(t, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def in_usd(cone, off_deg):
    """UsdLux: one less a smooth step of the angle, from the start of the edge to the cut-off."""
    cutoff, softness = cone
    start = cutoff * (1.0 - softness)
    return 1.0 - step((off_deg - start) / max(cutoff - start, 1e-12))


def in_blender(cone, off_deg):
    """Cycles: a smooth step of the cosine, from that of the cone on."""
    full_deg, blend = cone
    edge = math.cos(math.radians(full_deg / 2.0))
    return step((math.cos(math.radians(off_deg)) - edge) / max((1.0 - edge) * blend, 1e-12))


def in_unreal(cone, off_deg):
    """Unreal: the square of a straight line in the cosine."""
    outer, inner = (math.cos(math.radians(angle)) for angle in cone)
    t = (math.cos(math.radians(off_deg)) - outer) / max(inner - outer, 1e-12)
    return min(max(t, 0.0), 1.0) ** 2


def in_maya(cone, off_deg):
    """Maya: full within the cone, then a straight line in the angle over the penumbra."""
    full_deg, fade_deg = cone
    t = 1.0 - (off_deg - full_deg / 2.0) / max(fade_deg, 1e-12)
    return min(max(t, 0.0), 1.0)


HOSTS = {
    "usd": (spot_cone.smooth_in_angle, in_usd, 1.6),
    "blender": (spot_cone.smooth_in_cosine, in_blender, 1.26),
    "unreal": (spot_cone.square_in_cosine, in_unreal, 1.5),
    "maya": (spot_cone.line_in_angle, in_maya, 1.79),
}


@pytest.mark.parametrize("host", HOSTS)
@given(st.floats(3.0, 70.0), st.floats(0.0, 1.0))
def test_half_the_light_is_at_the_beam_and_a_tenth_at_the_field(host, beam_deg, part):
    cone_of, seen, most = HOSTS[host]
    field_deg = beam_deg * (1.02 + part * (most - 1.02))
    cone = cone_of(beam_deg, field_deg)
    assert seen(cone, beam_deg / 2.0) == pytest.approx(0.5, abs=1e-6)
    assert seen(cone, field_deg / 2.0) == pytest.approx(0.1, abs=1e-6)
    assert seen(cone, 0.0) == pytest.approx(1.0)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("beam_deg", [5.0, 40.0, 100.0])
def test_a_field_that_is_too_wide_leaves_the_beam_as_it_is(host, beam_deg):
    cone_of, seen, _ = HOSTS[host]
    cone = cone_of(beam_deg, min(2.5 * beam_deg, 175.0))
    assert seen(cone, beam_deg / 2.0) == pytest.approx(0.5, abs=1e-6)
    assert seen(cone, 0.0) == pytest.approx(1.0)


@given(st.floats(5.0, 70.0), st.floats(0.0, 90.0))
def test_the_preview_draws_the_cone_that_usd_is_told(beam_deg, off_deg):
    half_deg, softness = spot_cone.smooth_in_angle(beam_deg, 1.4 * beam_deg)
    ours = spot_candela(*(np.array([x]) for x in (1.0, off_deg, 2.0 * half_deg, softness)))
    assert ours[0] == pytest.approx(in_usd((half_deg, softness), off_deg), abs=1e-9)
