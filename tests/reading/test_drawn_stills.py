"""The drawn stills: their truth is right, they have no usual place, and half of them is locked."""

import json
import math
import re

import numpy as np
import pytest
from PIL import Image
from tools.make_stills import COUNT, HALVES, SEED
from tools.stills import scenes

from tests.house.sources import ROOT, no, our_files

DRAWN = ROOT / "tests" / "reading" / "drawn"
MOST_BYTES, MOST_BYTES_OF_ALL = 150_000, 3_000_000
# Who may know of the locked half: who makes it, and who measures by it.
MAY_KNOW = {"tools/make_stills.py", "tools/measure_light.py", "tools/measuring/sets.py"}
MAY_KNOW |= {"tools/measure_find.py"}  # a half of its own, of stills that it draws itself
LOCKED = re.compile(r"\bLOCKED\b|drawn[\"'/ ]{1,6}locked|[\"']locked[\"'] *\)?$", re.MULTILINE)


def truths(half):
    return json.loads((DRAWN / half / "truth.json").read_text(encoding="utf-8"))


def number_of(truth):
    return int(truth["image"].split("_")[1].split(".")[0])


@pytest.mark.parametrize(("half", "parity"), [("open", 0), ("locked", 1)])
def test_even_numbers_are_open_and_odd_ones_locked(half, parity):
    assert HALVES[parity] == half
    numbers = [number_of(truth) for truth in truths(half)]
    assert numbers == list(range(parity, COUNT, 2))
    pictures = {file.name for file in (DRAWN / half).iterdir() if file.suffix in (".png", ".jpg")}
    assert pictures == {truth["image"] for truth in truths(half)}


def test_only_who_measures_knows_of_the_locked_half():
    files = [
        f for room in ("core", "tools", "blender_addon") for f in our_files(ROOT / room, ".py")
    ]
    who = {f.relative_to(ROOT).as_posix() for f in files if LOCKED.search(f.read_text("utf-8"))}
    assert who >= MAY_KNOW - {"tools/make_stills.py"}  # the search finds whom it should
    no(sorted(who - MAY_KNOW), "nothing is tuned by the locked half of the drawn stills")


@pytest.mark.parametrize("half", HALVES)
def test_every_still_has_an_outline_of_its_size_and_all_are_small(half):
    for truth in truths(half):
        file = DRAWN / half / truth["image"]
        with Image.open(file) as still, Image.open(outline_of(file)) as outline:
            assert still.size == outline.size
            assert 0.005 < np.asarray(outline).mean() < 0.9
        assert file.stat().st_size <= MOST_BYTES
    assert sum(f.stat().st_size for f in DRAWN.rglob("*.*")) <= MOST_BYTES_OF_ALL


def outline_of(still):
    return still.parent / "masks" / still.with_suffix(".png").name


@pytest.mark.parametrize("half", HALVES)
def test_the_same_numbers_draw_the_same_scenes_again(half):
    """To the last digits of sines, which are not every processor's alike."""
    again = [scenes.drawn(SEED, number_of(truth))[1] for truth in truths(half)]
    for found, kept in zip(json.loads(json.dumps(again)), truths(half), strict=True):
        assert found.keys() == kept.keys()
        for name in kept:
            assert nearly(found[name], kept[name]), (kept["image"], name)


def nearly(found, kept):
    """True for the same plain data, numbers to within a part in 10^12."""
    if isinstance(kept, dict):
        return found.keys() == kept.keys() and all(nearly(found[k], kept[k]) for k in kept)
    if isinstance(kept, list):
        return len(found) == len(kept) and all(map(nearly, found, kept))
    return found == pytest.approx(kept, rel=1e-12) if isinstance(kept, float) else found == kept


def test_a_lamp_shows_on_a_ball_as_light_summed_over_it_does():
    x, y = np.meshgrid(*[np.linspace(-1, 1, 401)] * 2)
    z = np.sqrt(np.maximum(1 - x**2 - y**2, 0.0))
    inside = x**2 + y**2 < 1
    lens_on = z[inside].sum()
    for azimuth_deg, elevation_deg, pitch_deg in [
        (0, 0, 0),
        (60, 20, 5),
        (120, 40, 10),
        (175, 5, 0),
    ]:
        lamp = {"azimuth_deg": azimuth_deg, "elevation_deg": elevation_deg, "irradiance": 2.0}
        phase = math.radians(scenes.from_lens_deg(lamp, pitch_deg))
        lit = np.maximum(x * math.sin(phase) + z * math.cos(phase), 0.0)[inside].sum()
        assert scenes.seen_light(lamp, pitch_deg) == pytest.approx(2.0 * lit / lens_on, abs=2e-3)


def drawn_truths(count=300):
    return [scenes.drawn(5, number)[1] for number in range(count)]


def test_lamps_stand_anywhere_and_the_key_leads():
    told = drawn_truths()
    every = [lamp for truth in told for lamp in truth["lamps"]]
    for role, widest_deg in (("key", 125), ("fill", 150), ("rim", 180)):
        azimuths = np.array([lamp["azimuth_deg"] for lamp in every if lamp["role"] == role])
        assert azimuths.min() < -0.85 * widest_deg and azimuths.max() > 0.85 * widest_deg
        # No place is usual: no 20 degrees hold more than four times their share.
        counts, _ = np.histogram(azimuths, np.arange(-180, 181, 20))
        assert counts.max() < 4 * len(azimuths) / 18
    for truth in told:
        seen = [lamp["seen"] for lamp in truth["lamps"]]
        assert seen == sorted(seen, reverse=True)
        assert len(seen) < 2 or seen[0] > 2**scenes.APART_STOPS * seen[1]
        assert [lamp["role"] for lamp in truth["lamps"]].count("key") == min(len(seen), 1)
    assert {len(truth["lamps"]) for truth in told} == {0, 1, 2, 3, 4}
    assert {lamp["kind"] for lamp in every} == {"disk", "spot", "sun"}


def test_a_faint_rim_is_none_and_a_strong_one_has_its_side():
    key = {"irradiance": 1.0}
    for azimuth_deg, name in ((-140, "rim_left"), (150, "rim_right"), (-170, "backlight")):
        assert scenes.rim_name({"irradiance": 0.5, "azimuth_deg": azimuth_deg}, key) == name
    assert scenes.rim_name({"irradiance": 0.1, "azimuth_deg": 140}, key) == "none"
    assert scenes.rim_name(None, None) == "none"


def test_no_thing_stands_between_a_lamp_and_the_subject():
    for number in range(60):
        scene, _ = scenes.drawn(5, number)
        for thing, lamp in ((t, lamp) for t in scene["clutter"] for lamp in scene["lamps"]):
            way = scenes.way(lamp["azimuth_deg"], lamp["elevation_deg"])
            near = min(
                np.linalg.norm(np.array(thing["at"]) - s * way) for s in np.linspace(0, 20, 400)
            )
            assert near > 0.99 + np.linalg.norm(thing["half"])
