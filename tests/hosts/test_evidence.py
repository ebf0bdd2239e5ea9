"""Every claim about a host that was not here names a test that is there."""

import ast

import pytest

from tests.hosts.evidence import CLAIMS, REPORTS
from tests.house.sources import ROOT


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda one: one.claim)
def test_the_test_that_holds_a_claim_is_there(claim):
    file, _, name = claim.by.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert claim.source and claim.evidence


@pytest.mark.parametrize(("host", "page"), [("Maya", "maya.md"), ("Unreal", "unreal.md")])
def test_every_row_of_what_a_shot_becomes_has_its_evidence_and_no_claim_is_of_another(host, page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    table = text.partition(f"| of the shot | in {host} |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) > 8
    assert set(rows) == {row for one in CLAIMS if one.host == host for row in one.rows}


def test_until_an_owner_has_reported_nothing_says_that_it_works_there():
    if REPORTS:
        return
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8").lower()
        assert "works in maya" not in text and "works in unreal" not in text, page
