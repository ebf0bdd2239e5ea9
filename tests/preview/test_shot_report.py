"""The report page: one file, nothing to load, nothing of a stranger's run."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scene_stager import bake
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.plots import Line, Plot, draw_plot, show, ticks
from scene_stager.preview.shot_report import report_page
from scene_stager.preview.sketch import as_svg
from scene_stager.shot.scenarios import scenario_texts

VOID = {"meta", "img", "br", "circle", "polyline"}


class Page(HTMLParser):
    """What a browser would make of a page: its tags, in pairs, and what it would fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.tags = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in ("src", "href", "srcset", "data") and v]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def take():
    return bake("crane_reveal")


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_every_scenario_has_a_page_that_stands_alone(name):
    take = bake(name)
    text = report_page(take, report_on(take), b"RIFFwebp")
    page = Page(text)
    assert all(link.startswith("data:image/webp;base64,") for link in page.links)
    assert "script" not in page.tags
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert take.plan_hash in text and take.digest in text
    for word in ("Camera speed", "Focus", "Exposure at the target", "Fog density", "Wind"):
        assert word in text


def test_a_hostile_title_is_words_and_nothing_else(take):
    bad = replace(take, title='</title><script>alert("x")</script>')
    page = Page(report_page(bad, report_on(bad)))
    assert "script" not in page.tags


def test_the_same_take_has_the_same_page(take):
    assert report_page(take, report_on(take)) == report_page(take, report_on(take))


def test_warnings_are_listed(take):
    report = replace(report_on(take), warnings=("frame 7: too <fast>",))
    assert "frame 7: too &lt;fast&gt;" in report_page(take, report)


def test_round_values_are_chosen_for_the_axis():
    assert ticks(0.0, 1.0, 4) == pytest.approx([0, 0.25, 0.5, 0.75, 1.0])
    assert ticks(-3.0, 9.0, 4) == pytest.approx([0.0, 5.0]) or len(ticks(-3.0, 9.0, 4)) >= 3
    assert [show(v) for v in (0.0, 0.25, 1234.5, 1e-9)] == ["0", "0.25", "1234", "1e-09"]


def test_what_does_not_change_is_a_level_line():
    import numpy as np

    flat = Plot("Flat", "m", (Line("a", np.full(5, 2.0) + 1e-12 * np.arange(5)),))
    svg = as_svg(draw_plot(flat, 1), "Flat")
    drawn = re.findall(r'points="([^"]*)" fill="none" stroke="#\w+" stroke-width="1.5"', svg)
    heights = {point.split(",")[1] for point in drawn[0].split()}
    assert len(heights) == 1
