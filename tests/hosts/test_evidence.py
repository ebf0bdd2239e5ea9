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


def test_until_an_owner_has_reported_nothing_says_that_it_works_there():
    if REPORTS:
        return
    for page in ("README.md", "docs/maya.md", "docs/unreal.md", "docs/hosts.md"):
        text = (ROOT / page).read_text(encoding="utf-8").lower()
        assert "works in maya" not in text and "works in unreal" not in text
