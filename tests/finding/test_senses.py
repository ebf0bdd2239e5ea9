"""What words mean in numbers: every label has a sense, and a sense holds where it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.measure_find import MEANS, scores
from tools.stills.described import CATEGORIES, PLAIN

from scene_stager.finding.measured import names
from scene_stager.finding.senses import Bound, sense_of, senses
from scene_stager.script.framing import PLACEMENTS, SIZES
from scene_stager.script.lighting import RIM_MODES


def row(**numbers):
    given_row = np.full(len(names()), np.nan)
    for name, value in numbers.items():
        given_row[names().index(name)] = value
    return given_row


def test_there_are_twenty_two_categories_and_each_label_has_a_sense():
    assert len(CATEGORIES) == 22
    for labels in CATEGORIES.values():
        for label in labels:
            assert all(one in senses() for one in MEANS.get(label, (label,)))
    assert set(PLAIN) <= set(CATEGORIES)


def test_a_bound_holds_by_half_on_its_edge_and_wholly_further_in():
    bound = Bound("key_stops", soft=0.5, most=-2.0)
    margins = bound.margin(np.stack([row(key_stops=v) for v in (-3.0, -2.5, -2.0, -1.5)]))
    np.testing.assert_allclose(margins, [2.0, 1.0, 0.0, -1.0])


@given(st.sampled_from(sorted(senses())), st.floats(-100, 100), st.floats(0.0, 10.0))
def test_nearer_to_the_middle_of_a_sense_never_holds_less(label, value, step):
    bound = senses()[label].bounds[0]
    low = bound.least if np.isfinite(bound.least) else bound.most - 1e6
    high = bound.most if np.isfinite(bound.most) else bound.least + 1e6
    middle = 0.0 if bound.either_way else 0.5 * (low + high)
    nearer = value + np.sign(middle - value) * min(step, abs(middle - value))
    rows = np.stack([row(**{bound.number: v}) for v in (value, nearer)])
    apart, near = bound.margin(rows)
    assert near >= apart - 1e-9


def test_what_a_picture_does_not_show_never_holds():
    nothing = row()[None]
    assert all(sense.held(nothing)[0] == 0.0 for sense in senses().values())


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("lighting.key_azimuth_deg", -45.0, "key left"),
        ("lighting.key_azimuth_deg", 180.0, "silhouette"),
        ("lighting.key_kelvin", 3000.0, "warm"),
        ("framing.roll_deg", -12.0, "dutch"),
        ("framing.roll_deg", 0.0, "level"),
        ("lens.f_number", 1.4, "shallow focus"),
        ("stock.stock", "tri_x_400", "black and white"),
    ],
)
def test_a_field_of_a_script_means_this(field, value, label):
    found = sense_of(field, value)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("value", [True, "a word that is none", None])
def test_a_value_that_no_number_shows_means_nothing(value):
    assert sense_of("lighting.key_kelvin", value) is None


def test_every_size_but_the_insert_and_the_usual_places_have_senses():
    assert [size for size in SIZES if sense_of("framing.size", size) is None] == ["insert"]
    placed = [one for one in PLACEMENTS if sense_of("framing.placement", one) is not None]
    assert len(placed) == 5
    assert sense_of("lighting.rim_mode", RIM_MODES[0]) is not None


def test_a_score_is_the_mean_over_labels_and_not_over_stills():
    dark, bright = row(key_stops=-4.0), row(key_stops=1.0, contrast_stops=1.0)
    rows = [{"truth": {"picture key": "low key"}, "row": dark}] * 3
    rows += [{"truth": {"picture key": "high key"}, "row": bright}]
    rows += [{"truth": {"picture key": "high key"}, "row": dark}]
    assert scores(rows)["picture key"] == pytest.approx(0.75)
