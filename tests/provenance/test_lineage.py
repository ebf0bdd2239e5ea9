"""Lineage: edges are stated and never guessed; held to networkx, and to what is counted by hand."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scene_stager.cli import main
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.claim import CLAIMED, claim_about, keep_claim
from scene_stager.provenance.index.edges import GRADES, without_circles
from scene_stager.provenance.index.store import FILE
from scene_stager.provenance.lineage.candidates import candidates_for
from scene_stager.provenance.lineage.subjects import SubjectStage, subjects_of
from scene_stager.provenance.lineage.walk import Reach, id_of, lineage_of, whole_lineage
from scene_stager.provenance.lineage.why import why_made_of
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import stamp, strip
from tests.provenance.carried import RECORD
from tests.provenance.drawn_lineage import (
    awaited,
    claimed,
    entry,
    families,
    family_index,
    index_of,
    name_of,
    statements,
)
from tests.provenance.indexed import NOBODY, remade, take_in
from tests.provenance.pictures import scene

# Each example writes a database of its own to the disk.
FEW = settings(max_examples=10, deadline=None)


def nx_of(edges):
    graph = nx.DiGraph()
    graph.add_edges_from((edge.child, edge.parent) for edge in edges)
    return graph


def pairs(graph):
    return {(edge.child, edge.parent) for edge in graph.edges}


def on_a_circle(edge, edges):
    """Whether an edge lies on a circle of some edges, itself among them."""
    graph = nx_of([*edges, edge])
    return edge.child == edge.parent or nx.has_path(graph, edge.parent, edge.child)


@given(statements())
def test_what_stands_forms_no_circle_and_nothing_is_lost(stated):
    judged = without_circles(stated)
    standing = [edge for edge in judged if not edge.is_refused]
    assert nx.is_directed_acyclic_graph(nx_of(standing))
    assert Counter(replace(edge, is_refused=False) for edge in judged) == Counter(stated)


@given(statements())
def test_only_what_closes_a_circle_with_as_good_or_better_is_refused(stated):
    for edge in without_circles(stated):
        grades = GRADES[: GRADES.index(edge.evidence) + 1]
        as_good = [one for one in stated if one.evidence in grades]
        if edge.is_refused:
            assert on_a_circle(edge, as_good)


@given(statements(), st.randoms(use_true_random=False))
def test_what_is_refused_depends_on_no_order(stated, rng):
    shuffled = rng.sample(stated, len(stated))
    assert set(without_circles(stated)) == set(without_circles(shuffled))


def test_a_claim_that_turns_a_record_round_is_refused_and_spares_another_claim(tmp_path):
    index = index_of(
        tmp_path,
        [entry(1, []), entry(2, [1]), entry(3, [2]), claimed("/a", 1, 3), claimed("/b", 3, 1)],
    )
    graph = whole_lineage(index)
    [refused] = graph.refused
    assert (refused.child, refused.parent, refused.evidence) == (name_of(1), name_of(3), "operator")
    assert (name_of(3), name_of(1)) in pairs(graph) and len(graph.edges) == 3
    assert index.finish()["refused"] == 1


def test_a_signed_record_stands_before_one_that_anybody_may_have_written(tmp_path):
    index = index_of(tmp_path, [entry(1, [2]), entry(2, [1], evidence="ours")])
    graph = whole_lineage(index)
    assert [(edge.child, edge.evidence) for edge in graph.edges] == [(name_of(2), "signed")]
    assert [(edge.child, edge.evidence) for edge in graph.refused] == [(name_of(1), "record")]


def test_another_s_signature_vouches_for_nothing(tmp_path):
    signed = [entry(k, [0], evidence=state) for k, state in enumerate(("another's", "broken"), 1)]
    graph = whole_lineage(index_of(tmp_path, [entry(0, []), *signed]))
    assert {edge.evidence for edge in graph.edges} == {"record"}


@FEW
@given(families(), st.data())
def test_ancestors_descendants_and_gaps_are_those_of_networkx(family, data):
    focus = data.draw(st.sampled_from(sorted(family)))
    gone = data.draw(st.sets(st.sampled_from(sorted(family)), max_size=3)) - {focus}
    stated = nx.DiGraph((c, p) for c, ps in family.items() if c not in gone for p in ps)
    stated.add_node(focus)
    with tempfile.TemporaryDirectory() as folder:
        graph = lineage_of(family_index(Path(folder), family, gone), name_of(focus))
    up = nx.single_source_shortest_path_length(stated, focus)
    down = nx.single_source_shortest_path_length(stated.reverse(), focus)
    steps = {one.id: one.steps for one in graph.nodes if one.relation != "sibling"}
    wanted = {name_of(k): n for k, n in {**up, **down}.items() if k not in gone}
    assert steps == wanted
    told = {name_of(k) for k in family if graph.node(name_of(k)) is not None}
    assert {gap.id for gap in graph.gaps} == {
        name_of(p) for c, p in stated.edges if p in gone and name_of(c) in told
    }
    assert pairs(graph) == {
        (name_of(c), name_of(p))
        for c, p in stated.edges
        if name_of(c) in told and (p in gone or name_of(p) in told)
    }


@FEW
@given(families(), st.data())
def test_files_that_are_removed_leave_gaps_and_never_an_edge(family, data):
    gone = data.draw(st.sets(st.sampled_from(sorted(family))))
    with tempfile.TemporaryDirectory() as folder:
        index = family_index(Path(folder), family)
        whole = whole_lineage(index)
        index.drop([f"/drawn/{number}.png" for number in gone])
        left = whole_lineage(index)
        again = index_of(
            Path(folder) / "again",
            [entry(c, sorted(p)) for c, p in family.items() if c not in gone],
        )
        assert pairs(whole_lineage(again)) == pairs(left)
    names = {name_of(number) for number in gone}
    assert pairs(left) == {pair for pair in pairs(whole) if pair[0] not in names}
    assert {gap.id for gap in left.gaps} == {parent for _, parent in pairs(left) if parent in names}
    assert all(gap.remembered is not None for gap in left.gaps)


def test_depth_cuts_a_walk_to_so_many_steps(tmp_path):
    index = family_index(tmp_path, {0: (), **{k: (k - 1,) for k in range(1, 9)}})
    graph = lineage_of(index, name_of(4), Reach(2, 1))
    assert {(one.id, one.relation) for one in graph.nodes} == {
        (name_of(4), "itself"),
        (name_of(3), "ancestor"),
        (name_of(2), "ancestor"),
        (name_of(5), "descendant"),
    }
    assert graph.gaps == ()


def test_two_files_of_the_same_pixels_are_one_node(tmp_path):
    files = [entry(1, []), entry(1, [], path="/other/1.png"), entry(2, [1])]
    graph = whole_lineage(index_of(tmp_path, files))
    assert [one.paths for one in graph.nodes if one.id == name_of(1)] == [
        ("/drawn/1.png", "/other/1.png")
    ]
    assert len(graph.edges) == 1


def test_a_parent_that_is_named_by_its_bytes_is_the_file_with_those_pixels(tmp_path):
    parent = entry(1, [])
    line = Lineage("render", (Parent(parent.file, "reference", "content"),))
    child = replace(entry(2, []), record=Record(lineage=line, pixel_hash=name_of(2)).to_json())
    graph = whole_lineage(index_of(tmp_path, [parent, child, claimed("/c", 1, 9)]))
    assert (name_of(2), name_of(1)) in pairs(graph)
    assert [gap.id for gap in graph.gaps] == [name_of(9)]


def test_siblings_share_a_parent_or_vary_a_file_and_are_no_ancestors(tmp_path):
    varied = entry(5, [])
    line = Lineage("render", (Parent(name_of(1), "sibling"),))
    record = Record(lineage=line, pixel_hash=name_of(5)).to_json()
    files = [entry(0, []), entry(1, [0]), entry(2, [0]), replace(varied, record=record)]
    index = index_of(tmp_path, files)
    graph = lineage_of(index, name_of(1))
    assert {one.id for one in graph.related("sibling")} == {name_of(2), name_of(5)}
    graph = lineage_of(index, name_of(5))
    assert {one.id for one in graph.related("sibling")} == {name_of(1)}
    assert list(graph.related("ancestor")) == []


def test_a_root_that_says_so_is_not_one_of_which_nothing_is_recorded(tmp_path):
    silent = Record(subject="a fox", pixel_hash=name_of(2)).to_json()
    bare = replace(entry(3, []), record="", verdict="no_record")
    files = [entry(1, []), replace(entry(2, []), record=silent), bare, entry(4, [1])]
    graph = whole_lineage(index_of(tmp_path, files))
    assert {number: graph.node(name_of(number)).parents for number in range(1, 5)} == {
        1: "declared root",
        2: "none recorded",
        3: "none recorded",
        4: "recorded",
    }


def test_what_is_expected_waits_for_its_twin_and_is_no_edge(tmp_path):
    shall = Record(stage="S3", subject="a fox", lineage=Lineage("render", (Parent(name_of(1)),)))
    index = index_of(tmp_path, [entry(1, []), awaited("/drawn/2.png", shall)])
    graph = lineage_of(index, name_of(1))
    assert [one.as_json()["state"] for one in graph.placeholders] == ["waiting for its twin"]
    assert graph.placeholders[0].path == "/drawn/2.png" and graph.edges == ()
    index.put([entry(2, [1])], ())
    graph = lineage_of(index, name_of(1))
    assert graph.placeholders == () and len(graph.edges) == 1


def test_subjects_may_come_back_to_an_earlier_medium_where_files_form_no_circle(tmp_path):
    way = ("S1", "S3", "S4", "S5", "S1", "S3")
    files = [
        entry(k, [k - 1] if k else [], subject="Maana, a fox", stage=stage)
        for k, stage in enumerate(way)
    ]
    graph = whole_lineage(index_of(tmp_path, files))
    assert nx.is_directed_acyclic_graph(nx_of(graph.edges))
    assert [(e.child, e.parent) for e in graph.edges if e.is_reentry] == [(name_of(4), name_of(3))]
    subjects = subjects_of(graph)
    assert not nx.is_directed_acyclic_graph(nx_of(subjects.edges))
    back = [edge for edge in subjects.edges if edge.is_reentry]
    assert [(edge.child.stage, edge.parent.stage) for edge in back] == [("S1", "S5")]
    first = SubjectStage("Maana, a fox", "S3")
    assert [edge.statements for edge in subjects.edges if edge.child == first] == [2]
    assert subjects.files[first] == tuple(sorted((name_of(1), name_of(5))))


def test_a_chain_of_a_thousand_is_walked_and_drawn(tmp_path, monkeypatch, capsys):
    family = {0: (), **{k: (k - 1,) for k in range(1, 1200)}}
    monkeypatch.setenv("SCENE_STAGER_INDEX", str(tmp_path))
    index = family_index(tmp_path, family)
    assert len(lineage_of(index, name_of(1199), Reach(1000, 0)).nodes) == 1001
    assert main(["asset", "lineage", name_of(1199), "--depth", "1000"]) == 0
    assert "--json has all of it" in capsys.readouterr().out


def test_why_tells_every_statement_of_the_shortest_way(tmp_path):
    files = [entry(1, []), entry(2, [1], hand="Bo"), entry(3, [1, 2], evidence="ours")]
    index = index_of(tmp_path, [*files, claimed("/c", 2, 1)])
    graph = whole_lineage(index)
    reasons = why_made_of(graph, name_of(3), name_of(1))
    assert [(one.edge.child, one.edge.evidence) for one in reasons] == [(name_of(3), "signed")]
    assert "signature on the file holds" in reasons[0].says
    reasons = why_made_of(graph, name_of(2), name_of(1))
    assert sorted(one.edge.evidence for one in reasons) == ["operator", "record"]
    assert {"by Bo" in one.says or "by Åsa, 2026-11-30" in one.says for one in reasons} == {True}
    assert why_made_of(graph, name_of(1), name_of(3)) == ()


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
