"""The pages of a corpus, as text: where stops stand, what is told, and what is never a tag."""

import itertools
import json
import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scene_stager.errors import InputError
from scene_stager.page_look import DAY, NIGHT
from scene_stager.provenance.page.cards import NAMES
from scene_stager.provenance.page.flow import flow_of, in_order
from scene_stager.provenance.page.frame import POLICY
from scene_stager.provenance.page.front_page import FIRST
from scene_stager.provenance.page.hypertext import Html, joined, tag
from scene_stager.provenance.page.river import EXPECTED, GAP, Stop, Support
from scene_stager.provenance.page.river_page import river_page
from scene_stager.provenance.page.site import write_site
from tests.provenance.rivers import HOSTILE, dock, edge, hostile, long, own, stop

VOID = {"meta", "img", "input", "link", "br"}


class Page(HTMLParser):
    """What a browser would make of a page: its tags in pairs, and what it would fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.words = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.links += [v for k, v in attrs if k in ("src", "href", "action") and v]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def places(river):
    return flow_of(river).place_of


def test_stages_are_columns_and_every_child_is_below_its_parents():
    where = places(dock())
    for one in dock().stops:
        assert where[one.own][1] == (int(one.stage[1]) if one.stage else 0)
    assert all(where[one.parent][0] < where[one.child][0] for one in dock().edges)
    assert len(set(where.values())) == len(where)


def test_time_runs_down_also_between_stops_that_nothing_joins():
    days = {f"x{k}": (7 * k) % 23 + 1 for k in range(20)}
    river = replace(
        dock(), stops=tuple(stop(n, f"S{1 + d % 5}", d) for n, d in days.items()), edges=()
    )
    where = places(river)
    for (one, a), (other, b) in itertools.combinations(days.items(), 2):
        if a < b:
            assert where[own(one)][0] <= where[own(other)][0]


def test_order_of_stops_and_edges_makes_no_difference():
    river, rng = dock(), random.Random(3)
    for _ in range(5):
        stops, edges = list(river.stops), list(river.edges)
        rng.shuffle(stops)
        rng.shuffle(edges)
        shuffled = replace(river, stops=tuple(stops), edges=tuple(edges))
        assert flow_of(shuffled) == flow_of(river)


def test_a_circle_of_files_stands_without_a_line_that_closes_it():
    ring = (edge("sketch", "sculpt", "source"), edge("reference", "sketch", "source"),
            edge("sculpt", "reference", "source"))  # fmt: skip
    flow = flow_of(replace(dock(), edges=ring))
    assert len(flow.place_of) == 10 and len(flow.courses) == 2
    assert len(in_order(dock().stops, ring)) == 10


def test_the_ways_back_are_those_that_lead_to_an_earlier_stage():
    back = {(c.edge.child, c.edge.parent) for c in flow_of(dock()).courses if c.is_return}
    wanted = [("sketch_again", "relief"), ("sculpt_again", "dusk")]
    assert back == {(own(child), own(parent)) for child, parent in wanted}


def test_lines_that_pass_the_same_rows_of_a_column_have_lanes_of_their_own():
    flow = flow_of(long(60))
    for one, other in itertools.combinations(flow.courses, 2):
        same = one.end[1] == other.end[1] and one.lane == other.lane
        apart = one.end[0] <= other.start[0] or other.end[0] <= one.start[0]
        assert apart or not same


def test_every_edge_is_drawn_with_its_evidence_and_in_words():
    page = Page(river_page(dock()))
    lines = [a for t, a in page.tags if t == "path" and a["class"].startswith("e ")]
    drawn = {
        int(a["data-e"]): a["class"].split()[1] for a in lines if int(a.get("data-e", -1)) >= 0
    }
    said_of = {c.number: c.edge.evidence for c in flow_of(dock()).courses}
    assert drawn == said_of and set(drawn.values()) == {"awaited", "operator", "record", "signed"}
    assert sum(a.get("class") == "support" for t, a in page.tags if t == "path") >= 2
    said = " ".join(page.words)
    for words in (
        "said by a person, on a day: A. Wright, 2026-10-07",
        "measured: their silhouettes share 83%",
    ):
        assert words in said


def test_a_weak_persistence_is_told_and_not_drawn():
    weak = Support("silhouette", 0.5, "their silhouettes share 50%")
    edges = tuple(replace(one, support=(weak,) if one.support else ()) for one in dock().edges)
    text = river_page(replace(dock(), edges=edges))
    assert "their silhouettes share 50%" in text and text.count('class="support"') == 1  # legend


def test_what_looks_alike_is_told_to_the_researcher_and_never_drawn():
    with_it, without = river_page(dock()), river_page(replace(dock(), candidates=()))
    assert with_it.count("<path") == without.count("<path") and "19 of 256 bits" not in without
    parts = re.findall(r'<section class="([^"]*)"><h2>Looks alike</h2>', with_it)
    assert parts == ["researcher"]


def test_gaps_and_what_is_awaited_stand_in_the_river():
    page = Page(river_page(dock()))
    stops = [
        a["class"] for t, a in page.tags if t == "a" and a.get("class", "").startswith("stop ")
    ]
    assert [one.split()[1] for one in stops].count(GAP) == 1
    assert [one.split()[1] for one in stops].count(EXPECTED) == 1
    said = " ".join(page.words)
    assert "is named by sculpt as its plate" in said and "waiting for its twin" in said


def test_each_of_four_readers_reads_the_same_story_as_deep_as_they_like():
    page = Page(river_page(dock()))
    buttons = [a["id"] for t, a in page.tags if t == "input" and a["type"] == "radio"]
    assert buttons == [f"reader-{one}" for one in NAMES]
    for reader in NAMES:
        shown = [set(a["class"].split()) for t, a in page.tags if t == "section"]
        assert sum(reader in part for part in shown) >= 3
    rows = [
        set(a.get("class", "").split()) for t, a in page.tags if "for" in a.get("class", "").split()
    ]
    counts = {reader: sum(reader in row for row in rows) for reader in NAMES}
    assert counts["plain"] < counts["producer"] and counts["plain"] < counts["researcher"]


def test_words_of_strangers_are_words_in_every_field():
    page = Page(river_page(hostile()))
    assert {t for t, _ in page.tags}.isdisjoint({"iframe", "object"})
    assert [a for t, a in page.tags if t == "script"] == [{"src": "../walk.js", "defer": None}]
    assert not [k for _, a in page.tags for k in a if k.startswith("on")]
    assert not [link for link in page.links if ":" in link]
    assert all(sum(bad[2:20] in word for word in page.words) for bad in HOSTILE[:6])


def test_only_what_a_tag_made_is_a_tag():
    assert tag("p", "<b>", tag("i", "&"), ["'"], None) == "<p>&lt;b&gt;<i>&amp;</i>&#x27;</p>"
    assert tag("a", href='"<', hidden=False, open=True, x=None) == '<a href="&quot;&lt;" open></a>'
    assert joined([Html("<br>"), "\u202e"]) == "<br>\\u202e"


def test_a_page_may_load_nothing_but_the_site_s_own_files(tmp_path):
    pages = write_site(tmp_path, "Corpus", [dock(), hostile()])
    for name in pages:
        page = Page((tmp_path / name).read_text("utf-8"))
        policies = [a["content"] for t, a in page.tags if a.get("http-equiv")]
        assert policies == [POLICY]
        for link in page.links:
            file = link.split("#")[0]
            assert ":" not in link and not link.startswith("//")
            assert not file or ((tmp_path / name).parent / file).resolve().is_relative_to(tmp_path)
    assert "default-src 'none'" in POLICY and "unsafe" not in POLICY


def test_every_link_of_a_site_leads_somewhere(tmp_path):
    away = replace(dock().stops[3], elsewhere="dock.html")
    later = replace(
        long(3), others=(away,), edges=(*long(3).edges, edge("long0", "dusk", "source"))
    )
    pages = write_site(tmp_path, "Corpus", [dock(), later])
    read = {name: Page((tmp_path / name).read_text("utf-8")) for name in pages}
    ids = {name: {a["id"] for _, a in page.tags if "id" in a} for name, page in read.items()}
    for name, page in read.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            place = ((tmp_path / name).parent / file).resolve() if file else tmp_path / name
            assert place.is_file(), link
            assert not anchor or anchor in ids[place.relative_to(tmp_path).as_posix()], link


def test_the_same_rivers_give_the_same_bytes_and_what_is_gone_goes(tmp_path):
    def bytes_of(site):
        return {f.relative_to(site): f.read_bytes() for f in site.rglob("*") if f.is_file()}

    write_site(tmp_path / "a", "Corpus", [dock(), long(9)])
    write_site(tmp_path / "b", "Corpus", [long(30), long(9)])
    write_site(tmp_path / "b", "Corpus", [dock(), long(9)])
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_a_domain_of_many_subjects_has_a_page_of_its_own(tmp_path):
    rivers = [replace(long(1, f"n{k}"), title=f"Subject {k}") for k in range(FIRST + 3)]
    write_site(tmp_path, "Corpus", rivers)
    front = Page((tmp_path / "index.html").read_text("utf-8"))
    whole = Page((tmp_path / "domain-1.html").read_text("utf-8"))
    tiles = [sum(a.get("class") == "tile" for _, a in page.tags) for page in (front, whole)]
    assert tiles == [FIRST, FIRST + 3]


def test_a_folder_of_somebody_s_work_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="files that are no site"):
        write_site(tmp_path, "Corpus", [dock()])
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "named", ["../away.html", "/etc/away.html", "river/../../away.html", "x.txt", 7]
)
def test_what_a_forged_list_of_pages_names_outside_is_not_taken_away(tmp_path, named):
    site, away = tmp_path / "a" / "site", tmp_path / "a" / "away.html"
    write_site(site, "Corpus", [dock()])
    away.write_text("mine")
    (site / "x.txt").write_text("mine")
    listed = json.loads((site / "site.json").read_text())
    (site / "site.json").write_text(json.dumps({**listed, "pages": [*listed["pages"], named]}))
    write_site(site, "Corpus", [dock()])
    assert away.exists() and (site / "x.txt").exists()


@pytest.mark.parametrize("said", ["[" * 100_000, '{"schema": "scene_stager.site"}', "\x00", "7"])
def test_a_spoilt_list_of_pages_is_no_site_and_no_crash(tmp_path, said):
    (tmp_path / "site.json").write_text(said)
    with pytest.raises(InputError, match="files that are no site"):
        write_site(tmp_path, "Corpus", [dock()])


def test_the_list_of_pages_says_its_version_and_a_newer_one_is_left_alone(tmp_path):
    write_site(tmp_path, "Corpus", [dock()])
    listed = json.loads((tmp_path / "site.json").read_text())
    assert (listed["schema"], listed["version"]) == ("scene_stager.site", 1)
    older = {key: value for key, value in listed.items() if key != "version"}
    (tmp_path / "site.json").write_text(json.dumps(older))
    write_site(tmp_path, "Corpus", [dock()])
    (tmp_path / "site.json").write_text(json.dumps({**listed, "version": 2}))
    with pytest.raises(InputError, match=r"site\.json: found version 2, expected 1"):
        write_site(tmp_path, "Corpus", [dock()])


def test_the_search_knows_every_stop_and_a_script_may_hold_its_words(tmp_path):
    write_site(tmp_path, "Corpus", [dock(), hostile()])
    text = (tmp_path / "words.js").read_text("utf-8")
    rows = json.loads(
        text.removeprefix("window.WORDS=").rstrip().rstrip(";").replace(",\n]", "\n]")
    )
    assert len(rows) == len(dock().stops) + len(hostile().stops) and text.isascii()


def test_colours_of_the_page_are_known_by_day_and_by_night(tmp_path):
    write_site(tmp_path, "Corpus", [dock()])
    used = set(re.findall(r"var\(--([\w-]+)\)", (tmp_path / "look.css").read_text("utf-8")))
    for side in (DAY, NIGHT):
        assert used - {"cut"} <= set(re.findall(r"--([\w-]+):#", side))


def test_works_that_nothing_joins_stand_side_by_side_and_have_no_river():
    text = river_page(replace(dock(), edges=()))
    assert "<h2>The river</h2>" not in text and 'class="run"' not in text
    grid = text.split('class="found"')[1].split("</ol>")[0]
    assert grid.count("<li>") == len(dock().stops)


def test_an_empty_corpus_is_a_site_too(tmp_path):
    pages = write_site(tmp_path, "Corpus", [])
    assert pages == ["index.html", "search.html"]


def test_a_stop_without_anything_has_a_page(tmp_path):
    bare = replace(dock(), stops=(Stop(own("bare")),), edges=(), candidates=())
    assert "bare" not in river_page(bare) and "untitled" in river_page(bare)
