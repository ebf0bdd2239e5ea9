"""Lineage of files that are there: looks, re-saves, claims, signatures; the index made anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from scene_stager.presets.lineage import Lineage
from scene_stager.provenance.claim import CLAIMED, claim_about, keep_claim
from scene_stager.provenance.index.store import FILE
from scene_stager.provenance.lineage.candidates import candidates_for
from scene_stager.provenance.lineage.walk import id_of, lineage_of, whole_lineage
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.stamp import stamp, strip
from tests.provenance.carried import RECORD
from tests.provenance.indexed import NOBODY, remade, take_in
from tests.provenance.pictures import scene


def test_a_planted_near_duplicate_is_a_candidate_and_never_an_edge(index, folder):
    before = whole_lineage_of(index, folder)
    Image.fromarray(scene(1, 64, 80)).resize((70, 60)).save(folder / "small.jpg", quality=80)
    Image.fromarray(scene(1, 64, 80)[:, ::-1].copy()).save(folder / "mirror.png")
    after = whole_lineage_of(index, folder)
    assert after.edges == before.edges and len(after.nodes) == len(before.nodes) + 2
    found = candidates_for(index, folder / "small.jpg")
    assert {Path(path).name for one in found for path in one.paths} == {"s1.png", "mirror.png"}
    small = lineage_of(index, pixel_hash_of_file(folder / "small.jpg"))
    assert (small.edges, small.gaps, len(small.nodes)) == ((), (), 1)


def whole_lineage_of(index, folder):
    take_in(index, folder)
    return whole_lineage(index)


def test_a_plain_document_and_a_lossless_copy_are_found_as_parents(index, folder):
    script = parent_of_file(folder / "deep" / "script.json", "script")
    picture = parent_of_file(folder / "s0.png", "sketch")
    stamp(folder / "s2.png", replace(RECORD, lineage=Lineage("render", (script, picture))))
    with Image.open(folder / "s0.png") as image:
        image.save(folder / "copy.tif")
    (folder / "s0.png").unlink()
    graph = whole_lineage_of(index, folder)
    own = pixel_hash_of_file(folder / "s2.png")
    assert {edge.kind for edge in graph.edges if edge.child == own} == {"script", "sketch"}
    assert graph.node(picture.sha256).paths == (str(folder / "copy.tif"),)
    assert graph.node(script.sha256).carrier == "document"
    assert [gap.id for gap in graph.gaps] == [NOBODY.sha256]


def test_a_record_that_was_lost_from_its_file_still_tells_and_says_so(index, folder):
    take_in(index, folder)
    strip(folder / "s1.png")
    graph = whole_lineage_of(index, folder)
    own = pixel_hash_of_file(folder / "s1.png")
    assert graph.node(own).verdict == "remembered"
    assert all(edge.is_remembered for edge in graph.edges if edge.child == own)
    (folder / "s1.png").unlink()
    graph = whole_lineage_of(index, folder)
    assert graph.edges == () and graph.node(own) is None


def test_a_claim_is_a_file_that_a_rebuilt_index_reads_and_that_may_be_taken_back(index, folder):
    parents = (parent_of_file(folder / "s2.png", "sketch"),)
    claim = claim_about(folder / "s3.jpg", parents, "Åsa", "2026-11-30")
    place = keep_claim(folder / "s3.jpg", claim)
    assert place.name == f"s3.jpg{CLAIMED}"
    later = claim_about(folder / "s3.jpg", parents, "Åsa", "2026-12-01")
    assert keep_claim(folder / "s3.jpg", later) == place
    other = claim_about(folder / "s3.jpg", parents, "Bo", "2026-12-01")
    assert keep_claim(folder / "s3.jpg", other).name == f"s3.jpg.2{CLAIMED}"
    graph = whole_lineage_of(index, folder)
    stated = [edge for edge in graph.edges if edge.evidence == "operator"]
    assert [(edge.by, edge.when) for edge in stated] == [
        ("Bo", "2026-12-01"),
        ("Åsa", "2026-11-30"),
    ]
    before = index.dump()
    assert before == remade(index, folder)
    (index.folder / FILE).unlink()
    take_in(index, folder)
    assert index.dump() == before
    (folder / "s3.jpg").rename(folder / "deep" / "moved.jpg")
    assert len(whole_lineage_of(index, folder).edges) == len(graph.edges)
    place.unlink()
    assert len(whole_lineage_of(index, folder).edges) == len(graph.edges) - 1
    assert index.dump() == remade(index, folder)


@pytest.mark.parametrize("text", ["{}", '{"schema":"scene_stager.record","version":1}', "[" * 999])
def test_a_claim_that_says_too_little_is_unreadable_and_no_edge(index, folder, text):
    (folder / f"s0.png{CLAIMED}").write_text(text)
    take_in(index, folder)
    counts = index.finish()
    assert (counts["unreadable"], counts["claims"], counts["edges"]) == (1, 0, 2)


def test_a_signature_of_ours_is_seen_at_index_time(index, folder, tmp_path, monkeypatch):
    pytest.importorskip("c2pa")
    from scene_stager.provenance.certificate import SigningCertificate
    from scene_stager.provenance.signature import sign_file

    monkeypatch.setenv("SCENE_STAGER_SIGNING", str(tmp_path / "signing"))
    take_in(index, folder)
    sign_file(folder / "s1.png", SigningCertificate(), "1.0")
    graph = whole_lineage_of(index, folder)
    assert {edge.evidence for edge in graph.edges} == {"signed"}
    monkeypatch.setenv("SCENE_STAGER_SIGNING", str(tmp_path / "another"))
    SigningCertificate().anchor()
    graph = whole_lineage_of(index, folder)
    assert {edge.evidence for edge in graph.edges} == {"record"}
    assert index.dump() == remade(index, folder)


def test_an_id_is_found_by_every_name_of_a_file_and_by_none_of_a_stranger(index, folder):
    take_in(index, folder)
    [picture] = index.pictures(own := pixel_hash_of_file(folder / "s1.png"))
    from scene_stager.provenance.pixel_hash import file_hash

    assert id_of(index, own) == id_of(index, file_hash(Path(picture.path))) == own
    assert id_of(index, NOBODY.sha256) == NOBODY.sha256
    assert id_of(index, "0" * 64) is None
