"""What is said, what is believed of it, and the inspector that asks nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.inverse.second_look.inspector import _critique as law
from scene_stager.inverse.second_look.inspector import inspector, inspectors
from scene_stager.inverse.second_look.inspector._critique import RULES, Critique, read_critique
from scene_stager.inverse.second_look.inspector._inspector import InspectorView
from scene_stager.inverse.solve.again import PriorOffsets
from tests.strategies import value_of

GREY = np.full((64, 64, 3), 0.18)
METRICS = ("key_azimuth_deg", "key_elevation_deg", "key_softness_deg", "chiaroscuro_stops")
replies = st.fixed_dictionaries({}, optional={name: value_of(rule) for name, rule in RULES.items()})
metrics = st.dictionaries(
    st.sampled_from((*METRICS, "key_stops", "white_balance_k", "haze")),
    st.none() | st.floats(-1e6, 1e6),
)


def test_there_are_five_inspectors_and_the_default_asks_nobody():
    assert set(inspectors()) == {"claude", "gemini", "gpt_4o", "local", "offline"}
    assert inspector("offline").needs == ""
    with pytest.raises(InputError, match="one of claude"):
        inspector("hal")


@given(replies)
def test_no_critique_moves_the_start_further_than_the_house_limits(reply):
    shift = read_critique(reply, "reply").as_offsets()
    assert abs(shift.key_azimuth_deg) <= law.FURTHEST_AZIMUTH_DEG
    assert abs(shift.key_elevation_deg) <= law.FURTHEST_ELEVATION_DEG
    assert abs(shift.log_haze) <= law.FURTHEST_LOG_HAZE
    assert abs(shift.log_softness) <= law.FURTHEST_LOG_SIZE


def test_nobody_sure_moves_nothing():
    said = Critique(key_azimuth_change_deg=80, key_edge="softer", haze="more", confidence=0.0)
    assert said.as_offsets() == PriorOffsets()


def test_signs_mean_what_they_say():
    said = Critique(
        key_azimuth_change_deg=10,
        key_elevation_change_deg=-5,
        key_edge="softer",
        haze="less",
        confidence=1.0,
    ).as_offsets()
    assert (said.key_azimuth_deg, said.key_elevation_deg) == (10, -5)
    assert said.log_softness > 0 and said.log_haze < 0


def offline(wanted, found):
    return inspector("offline").inspect(InspectorView(GREY, GREY, wanted, found))


def test_the_offline_inspector_says_the_metrics_in_words():
    wanted = {"key_azimuth_deg": -170.0, "key_stops": 0.5, "white_balance_k": 3200.0, "haze": 0.3}
    found = {"key_azimuth_deg": 170.0, "key_stops": -0.5, "white_balance_k": 5600.0, "haze": 0.0}
    said = offline(wanted, found)
    assert said.key_azimuth_change_deg == 20.0  # the shorter way round
    assert (said.exposure_change_stops, said.key_colour, said.haze) == (1.0, "warmer", "more")
    assert said.words == (
        "Key 20° towards camera right, everything up 1.0 stops, key warmer, more haze."
    )


def test_equal_pictures_need_nothing():
    same = dict.fromkeys(METRICS, 10.0)
    assert offline(same, same).words == "Nothing to add."


@given(metrics, metrics)
def test_what_the_offline_inspector_says_is_in_the_vocabulary(wanted, found):
    said = offline(wanted, found)
    assert read_critique(said.as_json(), "offline") == said
