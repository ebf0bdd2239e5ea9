# SPDX-License-Identifier: Apache-2.0
"""A record as one line of plain ASCII, for files of text."""

import json

from scene_stager.provenance.record import Record


def ascii_json(record: Record) -> bytes:
    """JSON that no encoding changes. No record holds a `<`, so no markup ends it."""
    text = json.dumps(json.loads(record.to_json()), sort_keys=True, separators=(",", ":"))
    return text.encode("ascii")
