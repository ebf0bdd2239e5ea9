# SPDX-License-Identifier: Apache-2.0
"""The laws that come with the product: examples as data. To add one, add one JSON file."""

from functools import cache
from importlib.resources import files


@cache
def law_texts() -> dict[str, bytes]:
    """Every law's JSON, keyed by file name, A to Z."""
    found = {
        file.name.removesuffix(".json"): file.read_bytes()
        for file in files(__name__).iterdir()
        if file.name.endswith(".json")
    }
    return dict(sorted(found.items()))
