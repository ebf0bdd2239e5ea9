# SPDX-License-Identifier: Apache-2.0
"""Cryptomatte: which thing covers a pixel, by the names that the file's own header spells.

A manifest that stands in another file is not opened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Bools
from scene_stager.pictures.codes import Values
from scene_stager.script.strict_json import Object, parse

# Source: Psyop, Cryptomatte specification 1.2.0, "Metadata" and "Channels".
HEAD = re.compile(r"cryptomatte/([0-9a-zA-Z]{1,16})/(name|hash|conversion|manifest|manif_file)")
HASH, CONVERSION = "MurmurHash3_32", "uint32_to_float32"
PREFERRED = ("object", "asset", "material")  # which of several mattes says who a thing is
RED, GREEN = ("R", "r", "red"), ("G", "g", "green")
# House defaults, not measured.
MOST_MANIFEST_BYTES = 4 * 2**20
MOST_NAMES = 100_000
SURE_COVERAGE = 0.9  # a pixel that is less of its first thing is of several


@dataclass(frozen=True, eq=False)
class Matte:
    """Who covers each pixel: `numbers` (h, w) the hash of the one that covers most of it,
    `is_pure` where that is nearly all of it, `names` by hash."""

    numbers: Values
    is_pure: Bools
    names: Mapping[int, str]


def read_matte(planes: Mapping[str, Values], said: Mapping[str, str], where: str) -> Matte | None:
    """The matte of an OpenEXR file, if it has one. Raises InputError for one that is not sound."""
    heads: dict[str, dict[str, str]] = {}
    for key, text in said.items():
        if found := HEAD.fullmatch(key):
            heads.setdefault(found[1], {})[found[2]] = text
    for head in sorted(heads.values(), key=_order):
        first = _first_rank(planes, head.get("name", ""))
        if first is not None:
            _must_be_known(head, where)
            number, coverage = first
            bits = np.ascontiguousarray(number, dtype=np.float32).view(np.uint32)
            is_pure = np.asarray(coverage >= SURE_COVERAGE, dtype=np.bool_)
            return Matte(bits.astype(np.int64), is_pure, _names(head, where))
    return None


def _order(head: Mapping[str, str]) -> tuple[int, str]:
    name = head.get("name", "").lower()
    ranks = [rank for rank, word in enumerate(PREFERRED) if word in name]
    return (min(ranks, default=len(PREFERRED)), name)


def _first_rank(planes: Mapping[str, Values], name: str) -> tuple[Values, Values] | None:
    """The hash and the coverage of the first rank: red and green of the layer NAME00."""
    layer = f"{name}00"
    number = next((planes[f"{layer}.{one}"] for one in RED if f"{layer}.{one}" in planes), None)
    share = next((planes[f"{layer}.{one}"] for one in GREEN if f"{layer}.{one}" in planes), None)
    return None if number is None or share is None or not name else (number, share)


def _must_be_known(head: Mapping[str, str], where: str) -> None:
    for key, known in (("hash", HASH), ("conversion", CONVERSION)):
        if head.get(key, known) != known:
            raise InputError(Mistake(f"{where} Cryptomatte {key}", shorten(head[key]), known))


def _names(head: Mapping[str, str], where: str) -> dict[int, str]:
    """Names by hash, of the manifest in the header; none where it is not there."""
    text, at = head.get("manifest", ""), f"{where} Cryptomatte manifest"
    if not text:
        return {}
    tree = parse(text.encode("utf-8", "replace"), at, MOST_MANIFEST_BYTES)
    if not isinstance(tree, Object) or tree.repeated or len(tree) > MOST_NAMES:
        found = "an odd document" if not isinstance(tree, Object) else f"{len(tree)} names"
        raise InputError(Mistake(at, found, f"at most {MOST_NAMES} names, each once"))
    names: dict[int, str] = {}
    for name, spelt in tree.items():
        if not isinstance(spelt, str) or not re.fullmatch(r"[0-9a-fA-F]{8}", spelt):
            raise InputError(Mistake(f"{at} {shorten(name)}", shorten(spelt), "eight hex digits"))
        names[int(spelt, 16)] = name
    return names
