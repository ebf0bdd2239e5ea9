"""Continuity of the key: its side over the frames of a Take, and from still to still."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.provenance.law.document import KeySideRule
from scene_stager.provenance.law.key_sides import (
    KeySeen,
    azimuth_deg,
    judge_key_sides,
    key_of_take,
    key_unknown,
)
from scene_stager.provenance.law.sequence import judge_sequence
from scene_stager.provenance.law.verdict import LawVerdict
from tests.facts import entity
from tests.hosts.usd_takes import baked, take_of
from tests.provenance.law.worlds import LAW

RULE = KeySideRule("key", "role:hero", 15.0)


def seen(*azimuths_deg, path="still", **said):
    return KeySeen(path, np.array(azimuths_deg, dtype=float), **said)


def judged(*keys):
    return judge_sequence(LAW, keys)


@pytest.mark.parametrize(
    ("azimuths_deg", "verdict"),
    [
        ((40, 60, 100), "holds"),
        ((40, -40), "broken"),
        ((170, 40, -170), "holds"),  # near behind it is on neither side
        ((40, -164), "broken"),
        ((5, -5), "unverifiable"),  # on neither side anywhere
        ((40,), "unverifiable"),  # no sequence
    ],
)
def test_a_key_keeps_its_side_or_breaks_the_law(azimuths_deg, verdict):
    assert judged(*(seen(one) for one in azimuths_deg)).verdict == verdict


@given(st.lists(st.floats(-180, 180), min_size=2, max_size=6))
def test_a_mirrored_sequence_gets_the_same_verdict(azimuths_deg):
    plain = judged(*(seen(one) for one in azimuths_deg))
    assert judged(*(seen(-one) for one in azimuths_deg)).verdict is plain.verdict


def test_a_key_that_could_be_on_either_side_accuses_nobody():
    assert judged(seen(40), seen(-30, within_deg=20.0)).verdict is LawVerdict.HOLDS
    assert judged(seen(40), seen(-30, within_deg=10.0)).verdict is LawVerdict.BROKEN


def test_a_still_whose_light_is_not_read_and_a_shot_of_somebody_else_are_unverifiable():
    for other in (key_unknown("b", "flat_field"), seen(-60, hero="role:villain")):
        answer = judged(seen(40, hero="role:hero"), other, seen(50))
        assert answer.verdict is LawVerdict.UNVERIFIABLE
        assert not answer.regions


def test_azimuths_are_those_of_the_stage():
    toward_camera = np.array([[0.0, -1.0, 0.0]] * 4)  # the camera looks along +y; +x is its right
    lamps = np.array([[0, -2, 1], [3, 0, 0], [-1, 0, 5], [0, 4, 0]], dtype=float)
    np.testing.assert_allclose(
        np.abs(azimuth_deg(toward_camera, lamps)), [0, 90, 90, 180], atol=1e-9
    )
    np.testing.assert_allclose(azimuth_deg(toward_camera, lamps)[1:3], [90, -90], atol=1e-9)


def shot(key, angle_deg, *, selector="role:hero"):
    """A camera that stands at some angles round the target, and a key that stays in the world."""
    turn = np.radians(np.asarray(angle_deg, dtype=float))
    places = [(5 * np.sin(a), -5 * np.cos(a), 1.0) for a in turn]
    facts = {"selector": selector, "height_m": 1.8, "facing_deg": 0.0}
    return take_of(
        {"camera.translate_m": places, "target.translate_m": (0.0, 0.0, 1.0), **key},
        [entity("subject", **facts)],
        frames=len(places),
    )


LAMP = {"light.key.translate_m": (3.0, -3.0, 3.0)}  # 45 deg to the right of the first camera


def test_a_camera_that_goes_round_takes_the_key_to_the_other_side_at_a_frame():
    keys = key_of_take(shot(LAMP, [0, 20, 40, 60, 80]), "shot")
    np.testing.assert_allclose(keys.azimuth_deg, [45, 25, 5, -15, -35], atol=1e-6)
    (region,), unsure, _ = judge_key_sides(RULE, [keys])
    assert (region.frame, unsure) == (5.0, [])
    assert not judge_key_sides(RULE, [key_of_take(shot(LAMP, [0, 10, 20]), "shot")])[0]


def test_a_sun_shines_from_where_it_looks_away_from():
    half = np.sqrt(0.5)  # turned by a right angle about y: its +z is the world's +x
    sun = {"light.key.rotate_wxyz": (half, 0.0, half, 0.0)}
    np.testing.assert_allclose(key_of_take(shot(sun, [0]), "s").azimuth_deg, [90], atol=1e-6)


@pytest.mark.parametrize("name", ["golden_hour_drone_orbit", "hero_dolly_push_in"])
def test_the_key_of_a_scenario_is_where_its_script_puts_it_and_stays_there(name):
    take = baked(name)
    (lit,) = (one.facts.azimuth_deg for one in take.entities if one.id == "light.key")
    keys = key_of_take(take, name)
    assert keys.azimuth_deg[0] == pytest.approx(lit, abs=3.0)  # a hand-held camera breathes
    assert judged(keys).verdict is LawVerdict.HOLDS
