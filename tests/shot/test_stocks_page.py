"""The page of the film stocks says what the stocks say."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from scene_stager.shot.stocks import stocks

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"-?\d+\.?\d*")


def tool():
    spec = spec_from_file_location("make_stock_pages", ROOT / "tools" / "make_stock_pages.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date():
    fresh = tool().pages()
    text = fresh[ROOT / "docs" / "stocks.md"]
    assert (ROOT / "docs" / "stocks.md").read_text(encoding="utf-8") == text
    for stock in stocks().values():
        assert stock.title in text
        assert stock.notes in text
        assert stock.licence in text


@pytest.mark.parametrize("name", sorted(stocks()))
def test_the_drawn_curves_are_up_to_date(name):
    path = ROOT / "docs" / "stocks" / f"{name}.svg"
    fresh, stored = tool().pages()[path], path.read_text(encoding="utf-8")
    assert NUMBER.sub("#", fresh) == NUMBER.sub("#", stored)
    # A tenth of a pixel may round either way on another machine.
    numbers = [[float(n) for n in NUMBER.findall(text)] for text in (fresh, stored)]
    assert numbers[0] == pytest.approx(numbers[1], abs=0.11)
