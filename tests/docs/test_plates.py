"""The plates say what the code says, and nothing on them runs over its edge or its neighbour."""

import re
from html import unescape
from itertools import combinations

import numpy as np
import pytest
from tools import make_plates
from tools.plates import transport

from scene_stager.compiler.pipeline import PIPELINE
from scene_stager.inverse.loop.match import MATCHING
from scene_stager.maths.surface.tracing import walked_surface
from scene_stager.reading.metrics import metrics
from scene_stager.script.field import rules_of
from scene_stager.script.scene_script import SLOTS
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.rigs import rigs

FRESH = make_plates.pages()
PLATES = sorted(FRESH)
MOST_BYTES = 150_000
WIDTH_PX, EDGE_PX = 1600, 40
WIDE = 0.55  # letter over type size, of a usual face
NUMBER = re.compile(r"-?\d+\.?\d*")
TEXT = re.compile(
    r'<text x="([\d.]+)" y="([\d.]+)" .*?font-size="([\d.]+)" text-anchor="(\w+)">(.*?)</text>'
)
BACK = {"start": 0.0, "middle": 0.5, "end": 1.0}


def plate(name):
    return next(text for path, text in FRESH.items() if path.stem.startswith(name))


def boxes_of(svg):
    """Left, top, right and bottom of every text, with the text."""
    for x, y, size, anchor, said in TEXT.findall(svg):
        words, size_px = unescape(said), float(size)
        width = WIDE * size_px * len(words)
        left = float(x) - BACK[anchor] * width
        yield left, float(y) - 0.75 * size_px, left + width, float(y) + 0.2 * size_px, words


def said_on(name):
    return " ".join(words for *_, words in boxes_of(plate(name)))


@pytest.mark.parametrize("path", PLATES, ids=lambda path: path.stem)
def test_the_stored_plate_is_what_the_code_draws(path):
    fresh, stored = FRESH[path], path.read_text(encoding="utf-8")
    assert [row[4] for row in TEXT.findall(fresh)] == [row[4] for row in TEXT.findall(stored)]
    assert NUMBER.sub("#", fresh) == NUMBER.sub("#", stored)
    # A tenth of a pixel may round either way on another machine.
    numbers = [[float(n) for n in NUMBER.findall(text)] for text in (fresh, stored)]
    np.testing.assert_allclose(numbers[0], numbers[1], rtol=0.0, atol=0.11)


@pytest.mark.parametrize("path", PLATES, ids=lambda path: path.stem)
def test_a_plate_is_small_and_nothing_on_it_overlaps_or_is_cut_off(path):
    svg = FRESH[path]
    assert len(svg.encode()) <= MOST_BYTES
    height = int(re.search(rf'viewBox="0 0 {WIDTH_PX} (\d+)"', svg).group(1))
    boxes = list(boxes_of(svg))
    assert len(boxes) > 20
    for left, top, right, bottom, words in boxes:
        assert left > EDGE_PX, words
        assert right < WIDTH_PX - EDGE_PX, words
        assert top > EDGE_PX, words
        assert bottom < height - EDGE_PX + 10, words
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one[4], other[4])


def test_every_word_of_every_slot_is_on_the_first():
    said = said_on("ss_01")
    for name, slot in SLOTS.items():
        assert name in said
        for rule in rules_of(slot).values():
            assert all(word.replace("_", " ") in said for word in rule.words())


def test_every_rig_is_on_the_second_with_both_speeds_of_every_axis():
    said = said_on("ss_02")
    for profile in rigs().values():
        assert profile.title in said
        for axis in profile.axes:
            assert f" {axis.speed.working:g} {axis.speed.hard:g} " in said


def test_every_step_down_and_up_and_every_metric_is_on_the_third():
    said = said_on("ss_03")
    assert all(step.__name__.replace("_", " ") in said for step in (*PIPELINE, *MATCHING))
    assert all(metric.title.lower() in said for metric in metrics().values())


def test_every_weather_is_on_the_fourth():
    assert all(name in said_on("ss_04") for name in WEATHERS)


def test_on_the_fifth_nothing_jumps_by_a_degree_but_angles_and_the_bend_flip():
    frames, by_angles, by_bend = transport.ride(walked_surface(transport.ellipsoid()))
    sine = np.linalg.norm(np.cross(by_angles, frames.facings), axis=1)
    np.testing.assert_allclose(sine, 1.0, atol=1e-6)  # held in the tangent plane, as the other is
    assert transport.jumps_deg(frames.tangents).max() < 1.0
    assert transport.jumps_deg(by_angles).max() > 179.0
    # At either umbilic the larger curvature becomes the smaller one.
    jumps_deg = transport.jumps_deg(by_bend)
    (first, second) = np.flatnonzero(jumps_deg > 1.0)
    assert jumps_deg[[first, second]] == pytest.approx(90.0, abs=1.0)
    for frame, umbilic in zip((first, second), transport.umbilics(), strict=True):
        assert np.linalg.norm(frames.places_m[frame] - umbilic) < 0.1


def test_a_stale_plate_is_told(monkeypatch, capsys):
    path = PLATES[0]
    monkeypatch.setattr(make_plates, "pages", lambda: {path: FRESH[path] + " "})
    assert make_plates.main(["--check"]) == 1
    assert f"{path.name} is out of date" in capsys.readouterr().out
