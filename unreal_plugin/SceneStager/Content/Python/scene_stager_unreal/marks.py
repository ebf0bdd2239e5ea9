# SPDX-License-Identifier: Apache-2.0
"""How a later bake knows what an earlier one made: tags on actors, a word in tracks' names.

Both are part of Unreal's undo, so a bake that was undone leaves no mark behind. A track that an
artist renames so that the word is gone counts as the artist's own from then on.
"""

from __future__ import annotations

import hashlib

PREFIX = "SceneStager."
OWNER, PART, HELPER = "owner", "part", "helper"
LENT, YES = "lent", "yes"  # an artist's own actor: keyed, never deleted
SELECTOR, WORDS = "selector", "words"  # of a stand-in: its selector, digested and as it is
TRACK_WORD = " (Scene Stager)"
ASSET_OWNER = "SceneStagerOwner"  # metadata of a Level Sequence
SPAWNED = "SequencerActor"  # Unreal's own tag on what an open sequence shows of its spawnables
ROLE = "role:"  # an artist's tag role:hero puts an actor on the shelf of roles


def tag(kind: str, value: str) -> str:
    """A tag that says something about an actor."""
    return f"{PREFIX}{kind}={value}"


def said(tags: list[str], kind: str) -> str:
    """What the tags say of a kind; empty when they say nothing."""
    start = tag(kind, "")
    return next((word[len(start) :] for word in tags if word.startswith(start)), "")


def without_ours(tags: list[str]) -> list[str]:
    """The artist's tags."""
    return [word for word in tags if not word.startswith(PREFIX)]


def selector_mark(selector: str) -> str:
    """A selector in letters that a Name keeps: Names forget capitals."""
    return hashlib.sha256(selector.encode("utf-8")).hexdigest()[:16]
