# SPDX-License-Identifier: GPL-3.0-or-later
"""Remarks in the panel's own words."""

from __future__ import annotations

import re

NOTHING = re.compile(r"^(name|tag|role|collection):(.+?) finds nothing in the scene")
SOUGHT = {
    "name": "is called",
    "tag": "has the tag",
    "role": "has the role",
    "collection": "is in a collection called",
}


def as_sentence(line: str) -> str:
    """A remark that begins as sentences do, and says "has the role hero" for role:hero."""
    plain = NOTHING.sub(lambda found: f"Nothing in the scene {SOUGHT[found[1]]} {found[2]}", line)
    return plain[:1].upper() + plain[1:]
