"""Every bar of accuracy gives its reason, and a missed one ends a measurement with code 1."""

import math

import pytest
from tools import bars, dev

GROUPS = (bars.MATCH, bars.READING, bars.DRAWN, bars.PHOTOGRAPHED)
ALL = [bar for group in GROUPS for bar in group.values()]


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
    slow = {**found, "seconds": 99.0, "median": 6.01}
    capsys.readouterr()
    assert bars.verdict(slow, bars.MATCH) == 2
    assert bars.MATCH["median"].why in capsys.readouterr().out
    assert bars.verdict(slow, bars.MATCH, timed=False) == 1


def test_measure_hands_on_what_it_is_asked(monkeypatch):
    ran = []
    monkeypatch.setattr(dev.HOME, "run", lambda *words: ran.append(words) or 1)
    assert dev.measure(["open", "--only", "metrics"]) == 1
    assert ran == [(dev.MEASURES, "open", "--only", "metrics")]
