"""Every bar of accuracy gives its reason, and a missed one ends a measurement with code 1."""

import math

import pytest
from tools import bars, dev, measure_match

ALL = [*bars.MATCH.values(), *bars.READING.values()]


@pytest.mark.parametrize("bar", ALL, ids=lambda bar: bar.what)
def test_every_bar_gives_its_reason_and_keeps_its_own_limit(bar):
    assert len(bar.why.split()) > 3
    assert bar.holds(bar.limit)
    beyond = bar.limit - 0.01 if bar.at_least else bar.limit + 0.01
    assert not bar.holds(beyond)
    assert not bar.holds(math.nan)
    assert bar.line(beyond).startswith("MISS")


def test_a_missed_bar_is_named_with_its_reason_and_timed_ones_can_be_left_out(capsys):
    found = {name: bar.limit for name, bar in bars.MATCH.items()}
    assert bars.verdict(found, bars.MATCH) == 0
    slow = {**found, "seconds": 99.0, "direction": 6.01}
    capsys.readouterr()
    assert bars.verdict(slow, bars.MATCH) == 2
    assert bars.MATCH["direction"].why in capsys.readouterr().out
    assert bars.verdict(slow, bars.MATCH, timed=False) == 1


def row(image, **found):
    truth = {"key_azimuth_deg": 20.0, "key_elevation_deg": 40.0, "rim": "none", "haze_density": 0.0}
    told = {
        **{"off_deg": 2.0, "azimuth_deg": 20.0, "elevation_deg": 42.0, "ratio_off": 0.1},
        **{"colour_off": 30.0, "rim": "none", "haze_per_m": 0.0, "haze_factor": 1.0},
    }
    kept = {"image": image, "outcome": "matched", "cpu_s": 1.0, "seconds": 99.0, "steps": 2}
    return {**kept, "table_steps": None, "truth": truth, **told, **found}


@pytest.mark.parametrize(
    ("found", "code"),
    [({}, 0), ({"off_deg": 13.0}, 1), ({"rim": "rim_left"}, 1), ({"ratio_off": -0.9}, 1)],
)
def test_the_table_of_matches_ends_with_one_where_a_bar_is_missed(monkeypatch, capsys, found, code):
    monkeypatch.setattr("sys.argv", ["measure_match.py", "--quick"])
    monkeypatch.setattr(measure_match, "match", lambda path: None)
    monkeypatch.setattr(measure_match, "measured", lambda f, truth, _: row(truth["image"], **found))
    assert measure_match.main() == code
    assert capsys.readouterr().out.count("ref_11_") == 6


def test_a_still_that_was_not_solved_counts_as_missed(monkeypatch, capsys):
    def measured(folder, truth, by_table):
        one = row(truth["image"])
        return {k: v for k, v in one.items() if k != "off_deg"} if "012" in truth["image"] else one

    monkeypatch.setattr("sys.argv", ["measure_match.py", "--quick"])
    monkeypatch.setattr(measure_match, "match", lambda path: None)
    monkeypatch.setattr(measure_match, "measured", measured)
    assert measure_match.main() == 1
    assert "MISS  ref_11_012.png was not solved" in capsys.readouterr().out


def test_measure_runs_what_is_named_and_refuses_what_it_does_not_know(monkeypatch, capsys):
    ran = []
    monkeypatch.setattr(dev.HOME, "run", lambda *words: ran.append(words) or 0)
    assert dev.measure(["reading"]) == 0
    assert dev.measure([]) == 0
    assert [words[0] for words in ran] == [
        dev.MEASURED["reading"],
        dev.MEASURED["match"],
        dev.MEASURED["reading"],
    ]
    assert dev.measure(["weather"]) == 2
    assert "found 'weather', expected match or reading" in capsys.readouterr().err
