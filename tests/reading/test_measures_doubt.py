"""The program that fits the scales of doubt: it tells how often cones hold, by kind and outline."""

import argparse
import json
from dataclasses import asdict, replace

import pytest
from tools import measure_doubt
from tools.measuring.coverage import Doubted
from tools.measuring.sets import FOLDERS, steering_set

NEAR = Doubted("usual", "bust", "network", "match", 5.0, 9.0, (10.0, 0.1, 0.0, 0.2, 1.0), True)
FAR = replace(NEAR, kind="cow", off_deg=40.0)


def test_what_was_kept_is_told_by_set_by_kind_and_with_kinds_left_out(
    tmp_path, monkeypatch, capsys
):
    rows = [*[NEAR] * 8, *[FAR] * 6, *[replace(NEAR, reading="metrics", is_matched=False)] * 6]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["measure_doubt.py", "--from", str(file)])
    assert measure_doubt.main() == 0
    told = capsys.readouterr().out
    assert "== match, network: 14 keys, 57% in their cones" in told
    assert "matched 14, near 8" in told
    assert "bust 100% of 8, cow 0% of 6" in told
    assert "kinds left out" in told
    assert "== metrics, network: 6 keys, 100% in their cones" in told


@pytest.mark.parametrize("text", ["locked", str(FOLDERS["locked"])])
def test_the_locked_half_steers_nothing(text):
    with pytest.raises(argparse.ArgumentTypeError, match="nothing is chosen by"):
        steering_set(text)


@pytest.mark.slow
def test_every_way_of_outline_is_read_as_the_product_does():
    usual = steering_set("usual")
    one = replace(usual, stills=usual.stills[:1])
    found = list(measure_doubt.read([one], ["searched", "given"]))
    ways = [(row.outlines, row.reading) for row in found]
    assert ways == [(o, r) for o in ("searched", "given") for r in ("metrics", "match")]
    assert all(row.within_deg > 0.0 and len(row.parts) == 5 for row in found)
    assert found[0].parts[1] > 0.0 == found[2].parts[1]  # a given outline is not doubted
