# SPDX-License-Identifier: Apache-2.0
"""One spelling for plain data, so that equal data has equal bytes and one sha256."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> str:
    """`value` as JSON in its one canonical spelling: sorted keys, no spaces, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(value: object) -> str:
    """The sha256 of the canonical spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()
