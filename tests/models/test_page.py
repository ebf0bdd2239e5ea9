"""The page about networks says of each what the table says."""

import pytest

from scene_stager.models.known import known_models
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", known_models())
def test_the_page_has_the_row_of_every_known_network(name):
    one = known_models()[name]
    said = f"{one.licence}: {one.licence_source}"
    cells = (f"`{name}`", one.purpose, one.without, said, one.carrier, f"{one.size_bytes:,}")
    assert f"| {' | '.join(cells)} |" in PAGE


def test_the_page_lists_nothing_else():
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(rows) == len(known_models())
