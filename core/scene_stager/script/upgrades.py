# SPDX-License-Identifier: Apache-2.0
"""Older scripts, brought up to date one version at a time, before anything else looks at them."""

from collections.abc import Callable, Mapping

Document = dict[str, object]
Step = Callable[[Document], Document]

# From version n to n + 1. Version 1 is the first that was ever written, so there is no step yet;
# its baseline is kept in tests/baselines and must be read for ever.
STEPS: Mapping[int, Step] = {}


def upgrade(document: Document, version: int, newest: int, steps: Mapping[int, Step]) -> Document:
    """The same document as `newest` would have written it; what was handed over is not touched."""
    for number in range(version, newest):
        document = {**steps[number](dict(document)), "version": number + 1}
    return document
