# SPDX-License-Identifier: Apache-2.0
"""The documents of ours, and the digest by which each is known. A record in one is no part of it.

Matches are written upstairs; what makes two files of one match is said here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.moks.json_document import plain_mistake
from scene_stager.moks.take import SCHEMA as TAKE_SCHEMA
from scene_stager.moks.take_json import read_take
from scene_stager.presets.documents import PRESET_SCHEMA
from scene_stager.presets.preset import read_preset
from scene_stager.script.judge import show
from scene_stager.script.read import read_json
from scene_stager.script.scene_script import SCHEMA as SCRIPT_SCHEMA
from scene_stager.script.strict_json import parse

MATCH_SCHEMA, MATCH_VERSION = "scene_stager.match", 1  # of the file, by definition
# What may differ between two files of one match: how long it took, who looked it over, where it is
# from.
BESIDE_THE_ANSWER = ("seconds", "library", "inspector", "image_pixels", "record")


def match_digest(tree: Mapping[str, object]) -> str:
    """The sha256 by which a match is known: that of its file's content, but for what may differ
    between two files of one match (`BESIDE_THE_ANSWER`)."""
    return digest_of({key: value for key, value in tree.items() if key not in BESIDE_THE_ANSWER})


def match_tree(tree: object, where: str) -> dict[str, Any]:
    """Plain data that says of itself that it is a match file of this version, else InputError."""
    if not isinstance(tree, dict) or tree.get("schema") != MATCH_SCHEMA:
        raise InputError(Mistake(where, show(tree), f"a {MATCH_SCHEMA}"))
    if tree.get("version") != MATCH_VERSION:
        raise InputError(Mistake(f"{where} version", show(tree.get("version")), str(MATCH_VERSION)))
    if odd := plain_mistake(tree, where):
        raise InputError(odd)
    return tree


# Each raises InputError, or ValueError for what is not UTF-8, where it is no sound document.
DIGESTS: dict[str, Callable[[bytes], str]] = {
    MATCH_SCHEMA: lambda data: match_digest(match_tree(parse(data, "match"), "match")),
    PRESET_SCHEMA: lambda data: read_preset(data).digest,
    SCRIPT_SCHEMA: lambda data: digest_of(read_json(data).as_json()),
    TAKE_SCHEMA: lambda data: read_take(data.decode("utf-8")).digest,
}
