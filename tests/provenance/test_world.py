"""The small world: drawn by the product itself, the same every time, with what it lacks."""

import pytest
from tools.make_world import make_world

from scene_stager.provenance.law.document import find_law
from scene_stager.provenance.lineage.walk import whole_lineage
from scene_stager.provenance.page.build import SiteOfIndex
from scene_stager.provenance.page.flow import flow_of
from scene_stager.provenance.page.gather import corpus_of
from scene_stager.provenance.page.river import EXPECTED, GAP
from scene_stager.shot.stand_ins import stand_ins
from tests.provenance.indexed import take_in

pytestmark = pytest.mark.slow
WIDTH_PX = 64


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    place = tmp_path_factory.mktemp("world")
    make_world(place, width_px=WIDTH_PX)
    return place


def files_of(place):
    return {file.relative_to(place): file.read_bytes() for file in place.rglob("*.*")}


def test_the_world_is_the_same_to_the_byte_and_leaves_no_shape_behind(world, tmp_path):
    before = set(stand_ins())
    make_world(tmp_path, only="figure", width_px=WIDTH_PX)
    again, whole = files_of(tmp_path), files_of(world)
    assert len(again) == 5 and all(whole[name] == data for name, data in again.items())
    assert set(stand_ins()) == before


def test_it_goes_round_lacks_one_parent_and_waits_for_one_work(world, index, tmp_path):
    take_in(index, world)
    corpus = corpus_of(whole_lineage(index))
    rivers = {one.title: one for one in corpus.rivers(lambda stop, _: stop, lambda _: ())}
    assert sorted(rivers) == ["The ceremonial figure", "The citadel", "The dry-dock"]
    stages = {one.stage for one in rivers["The dry-dock"].stops}
    assert stages == {"S1", "S2", "S3", "S4", "S5"}
    back = {
        (course.start[1], course.end[1])
        for course in flow_of(rivers["The dry-dock"]).courses
        if course.is_return
    }
    assert back == {(5, 1), (4, 3)}
    counts = [(one.count(GAP), one.count(EXPECTED)) for one in rivers.values()]
    assert sorted(counts) == [(0, 0), (0, 1), (1, 0)]
    law = find_law("red_only_on_the_living")
    pages = SiteOfIndex(index, law).write(tmp_path / "site", "The Vigil")
    assert len(pages) == 5
    told = {one: (tmp_path / "site" / one).read_text("utf-8") for one in pages}
    dock, figure = (next(v for k, v in told.items() if name in k) for name in ("dock", "figure"))
    assert "1 law is broken." in dock and "law broken" not in figure
    assert "holds (frame)" in figure
