"""The report page: one file, nothing to load, nothing of a stranger's run."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scene_stager import bake
from scene_stager.page_look import DAY, NIGHT, style
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.plots import Line, Plot, draw_plot, labels, show, ticks
from scene_stager.preview.shot_report import READERS, report_page
from scene_stager.preview.sketch import as_svg
from scene_stager.shot.scenarios import scenario_texts

VOID = {"meta", "img", "br", "circle", "polyline", "input"}


class Page(HTMLParser):
    """What a browser would make of a page: its tags, in pairs, and what it would fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.tags, self.every = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.every.append((tag, dict(attrs)))
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


def test_text_of_a_stranger_is_text_in_every_part_of_the_page(take):
    bad = "<img src=x onerror=alert(1)>\"'&"
    entities = [
        replace(e, facts=replace(e.facts, **{k: bad for k in said if hasattr(e.facts, k)}))
        for e in take.entities
        for said in [{"shot": ("logline",), "subject": ("selector",)}.get(e.kind, ())]
    ]
    proxies = tuple(replace(one, selector=bad) for one in take.proxies)
    hostile = replace(take, title=bad, entities=tuple(entities), proxies=proxies)
    text = report_page(hostile, replace(report_on(take), warnings=(bad,)))
    assert Page(text).tags.count("img") == 0
    assert text.count("&lt;img src=x") >= 5


def test_each_of_four_readers_has_a_page_of_their_own_on_the_same_page(take):
    page = Page(report_page(take, report_on(take)))
    buttons = [a for tag, a in page.every if tag == "input"]
    assert {a["type"] for a in buttons} == {"radio"} and len({a["name"] for a in buttons}) == 1
    assert [a["id"] for a in buttons] == [f"reader-{reader}" for reader in READERS]
    assert [a["id"] for a in buttons if "checked" in a] == ["reader-artist"]
    assert [a["for"] for tag, a in page.every if tag == "label"] == [a["id"] for a in buttons]
    parts = [set(a["class"].split()) for tag, a in page.every if tag == "section"]
    assert all(part and part <= set(READERS) for part in parts)
    seen = {reader: [k for k, part in enumerate(parts) if reader in part] for reader in READERS}
    assert all(len(found) >= 5 for found in seen.values())
    assert len({tuple(found) for found in seen.values()}) == len(READERS)
    for reader in READERS:
        assert f"#reader-{reader}:checked~section:not(.{reader})" in style(READERS)
        assert f"#reader-{reader}:focus-visible~" in style(READERS)


def colours(said):
    return dict(re.findall(r"--([\w-]+):(#\w{6})", said))


def test_every_colour_of_the_page_is_known_by_day_and_by_night(take):
    used = set(re.findall(r"var\(--([\w-]+)\)", report_page(take, report_on(take))))
    assert used <= set(colours(DAY)) == set(colours(NIGHT))
    assert "@media screen and (prefers-color-scheme:dark)" in style(
        READERS
    ) and "@media print" in style(READERS)


def luminance(colour):
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("said", [DAY, NIGHT])
def test_words_and_lines_stand_out_as_the_web_content_guidelines_ask(said):
    known = colours(said)
    least = {"ink": 7, "soft": 4.5, "muted": 4.5, "accent": 4.5, "fine": 4.5}
    least |= {f"line-{place}": 3 for place in range(1, 6)} | {"path": 3}
    for name, wanted in least.items():
        for ground in ("paper", "plate"):
            dark, light = sorted((luminance(known[name]), luminance(known[ground])))
            # WCAG 2.2, 1.4.3 and 1.4.11
            assert (light + 0.05) / (dark + 0.05) >= wanted, (name, ground)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3.599, 3.6, 3.601], ["3.599", "3.600", "3.601"]),
        ([2.2, 2.25, 2.3], ["2.20", "2.25", "2.30"]),
        ([0.0, 1.0], ["0", "1"]),
        ([-0.5, 0.0, 0.5], ["-0.5", "0.0", "0.5"]),
        ([0.00589, 0.00590], ["0.00589", "0.00590"]),
        ([1000.0, 1000.5], ["1000.0", "1000.5"]),
        ([5.0], ["5"]),
    ],
)
def test_labels_of_an_axis_tell_its_values_apart(values, said):
    assert labels(values) == said


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_no_axis_of_any_scenario_says_one_thing_twice(name):
    take = bake(name)
    for drawn in re.findall(r"<svg.*?</svg>", report_page(take, report_on(take)), re.DOTALL):
        beside = re.findall(
            r'y="([\d.]+)"[^>]*font-size="10" text-anchor="end">(-?[\d.e-]+)<', drawn
        )
        said = [text for y, text in beside if float(y) > 20]
        assert len(said) == len(set(said)), said


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
    drawn = re.findall(r'points="([^"]*)" fill="none" stroke="[^"]+" stroke-width="1.5"', svg)
    heights = {point.split(",")[1] for point in drawn[0].split()}
    assert len(heights) == 1
