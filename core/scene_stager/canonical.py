# SPDX-License-Identifier: Apache-2.0
"""One spelling for plain data, so that equal data has equal bytes and one sha256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def canonical_json(value: object) -> str:
    """`value` as JSON in its one canonical spelling: sorted keys, no spaces, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(value: object) -> str:
    """The sha256 of the canonical spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def canonical_lines(document: Mapping[str, object]) -> str:
    """A document as the text of a file: one line per key in the order given, and one per row of a
    list, each in the canonical spelling; the same bytes every time, and differences that show."""
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(canonical_json(row) for row in value)
            lines.append(f'"{key}":[\n{rows}\n]')
        else:
            lines.append(f'"{key}":{canonical_json(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"
