"""What persists from a picture to the next: held to closed forms, and to edits that are known."""

from math import pi

import numpy as np
import pytest
from PIL import Image

from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.lineage.walk import lineage_of, whole_lineage
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import stamp
from scene_stager.reading.persistence import silhouette_overlap, supported
from tests.house.sources import ROOT
from tests.provenance.indexed import take_in

STILLS = ROOT / "tests" / "reading" / "stills"


def disc(radius_px, size_px=401, at=(200, 200)):
    rows, columns = np.mgrid[:size_px, :size_px]
    return (rows - at[0]) ** 2 + (columns - at[1]) ** 2 <= radius_px**2


def box(high_px, wide_px, size_px=401):
    inside = np.zeros((size_px, size_px), dtype=bool)
    inside[20 : 20 + high_px, 30 : 30 + wide_px] = True
    return inside


def test_a_disc_in_its_square_covers_a_quarter_of_pi():
    assert silhouette_overlap(disc(150), box(301, 301)) == pytest.approx(pi / 4, abs=0.01)


def test_two_boxes_of_one_height_share_as_much_as_the_narrow_is_of_the_wide():
    assert silhouette_overlap(box(300, 150), box(300, 300)) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("radius_px", "at"), [(60, (100, 120)), (190, (200, 200)), (25, (30, 370))]
)
def test_size_and_place_do_not_matter_and_neither_does_which_comes_first(radius_px, at):
    shape = disc(120) | box(200, 40)
    other = disc(radius_px, at=at)
    assert silhouette_overlap(disc(120), other) > 0.93
    assert silhouette_overlap(shape, other) == pytest.approx(silhouette_overlap(other, shape))


@pytest.fixture
def graded(tmp_path, index):
    """A still, and the same half a stop darker in display codes, that says what it was made of."""
    folder = tmp_path / "stills"
    folder.mkdir()
    with Image.open(STILLS / "ref_11_003.png") as still:
        small = still.convert("RGB").resize((320, still.height * 320 // still.width))
    small.save(folder / "before.png")
    linear = (np.array(small) / 255.0) ** 2.2 * 0.5
    Image.fromarray(np.uint8(255 * linear ** (1 / 2.2))).save(folder / "after.png")
    made = (parent_of_file(folder / "before.png", "still"), Parent("a" * 64, "sketch"))
    stamp(folder / "after.png", Record(stage="S4", lineage=Lineage("render", made)))
    take_in(index, folder)
    return folder


def test_a_stop_of_exposure_is_a_drift_of_one_stop_and_nothing_else(graded, index):
    own = parent_of_file(graded / "after.png", "still").sha256
    graph = supported(lineage_of(index, own))
    found = {edge.kind: {one.what: one for one in edge.support} for edge in graph.edges}
    assert found["sketch"] == {}
    still = found["still"]
    assert still["key_stops"].value == pytest.approx(-1.0, abs=0.12)
    assert abs(still["contrast_stops"].value) < 0.2 and still["silhouette"].value > 0.9
    assert still["colours"].value > 0.9 and "silhouettes share" in still["silhouette"].says


def test_support_makes_no_edge_and_takes_none_away(graded, index):
    before = whole_lineage(index)
    own = parent_of_file(graded / "before.png", "still").sha256
    after = supported(lineage_of(index, own))
    assert {(e.child, e.parent) for e in after.edges} == {(e.child, e.parent) for e in before.edges}
    (graded / "before.png").unlink()
    assert {edge.support for edge in supported(lineage_of(index, own)).edges} == {()}
