# SPDX-License-Identifier: Apache-2.0
"""The starter scenarios: eight shots as data. To add one, add one JSON file."""

from functools import cache
from importlib.resources import files


@cache
def scenario_texts() -> dict[str, str]:
    """Every scenario's JSON text, keyed by file name, A to Z."""
    found = {
        file.name.removesuffix(".json"): file.read_text(encoding="utf-8")
        for file in files(__name__).iterdir()
        if file.name.endswith(".json")
    }
    return dict(sorted(found.items()))
