"""Lineage: edges are stated and never guessed; held to networkx, and to what is counted by hand."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.cli import main
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.edges import GRADES, without_circles
from scene_stager.provenance.lineage.subjects import SubjectStage, subjects_of
from scene_stager.provenance.lineage.walk import Reach, lineage_of, whole_lineage
from scene_stager.provenance.lineage.why import why_made_of
from scene_stager.provenance.record import Record
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
