"""Files that went wrong: bytes that were damaged, and JSON that somebody edited without knowing."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

DEEP = json.loads("[" * 60 + "]" * 60)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 64, 10**6, 10**9, 2**63, 10**30, 10**400),
    *(0.0, -0.0, 0.5, -1.5, 1e-300, 1e300, float("nan"), float("inf")),
    *("", " ", "a", "../../a", "a\nb", "a\x00b", "é", "\ud800", "x" * 5000, "{}", "1"),
    *([], {}, [[]], [None], [0] * 70, ["a"] * 2000, {"a": {"b": 1}}, {"x" * 600: 0}, DEEP),
)
BITES = (b"", b"\x00", b"\xff", b"{", b"[", b'"', b",", b"NaN", b"1e999", b"\\ud800", b"\xf0\x9f")
MOST_DAMAGES, MOST_EDITS = 3, 3


def mutated(data: bytes, random: Random) -> bytes:
    """The file with up to three things done to it; the same ones for the same state of `random`."""
    tree = None
    if random.random() < 0.75:
        try:
            tree = json.loads(data)
        except ValueError:
            tree = None
    if tree is None:
        for _ in range(random.randint(1, MOST_DAMAGES)):
            data = _damaged(data, random)
        return data
    for _ in range(random.randint(1, MOST_EDITS)):
        tree = _edited(tree, random)
    return json.dumps(tree).encode("utf-8", "surrogatepass")


def _odd(random: Random) -> Any:
    return deepcopy(random.choice(ODD))  # it may be edited in its turn


def _damaged(data: bytes, random: Random) -> bytes:
    """One span of the bytes flipped, cut out, said twice, or bitten into."""
    start = random.randrange(len(data) + 1)
    end = min(start + random.choice((1, 1, 4, 30, 400)), len(data))
    span = data[start:end]
    flipped = bytes(byte ^ (1 << random.randrange(8)) for byte in span)
    new = random.choice(
        (flipped, b"", span * 2, random.choice(BITES), data[: random.randrange(99)])
    )
    if random.random() < 0.1:
        return data[:start]
    if random.random() < 0.3:
        return _part_twice(data, random)
    return data[:start] + new + data[end:]


def _part_twice(data: bytes, random: Random) -> bytes:
    """A part said twice, left out, or put elsewhere: a line, of which ours have one key on each; in
    a sentence a word."""
    lines = data.splitlines(keepends=True)
    parts = lines if len(lines) > 1 else re.findall(rb"\S+\s*", data)
    if not parts:
        return data
    part = parts.pop(random.randrange(len(parts)))
    for _ in range(random.choice((0, 1, 2))):
        parts.insert(random.randrange(len(parts) + 1), part)
    return b"".join(parts)


def _edited(tree: Any, random: Random) -> Any:
    """One place of the tree changed."""
    places = list(_places(tree))
    if not places:
        return _odd(random)
    holder, key = random.choice(places)
    other_holder, other_key = random.choice(places)
    edit = random.randrange(7)
    if edit == 0:
        del holder[key]
    elif edit == 1:
        holder[key] = json.loads(json.dumps(other_holder[other_key]))
    elif edit == 2 and isinstance(holder, dict):
        holder[random.choice(("more", "", "__class__", "x" * 300, "name"))] = _odd(random)
    elif edit == 3 and isinstance(holder, list):
        holder.extend([holder[key]] * random.choice((1, 1, 3, 2000)))
    elif edit == 4 and type(holder[key]) in (int, float):
        factor = (
            random.choice((-1, 2, 1000)) if type(holder[key]) is int else random.gauss(0.0, 9.0)
        )
        holder[key] = holder[key] * factor + random.choice((0, 1))
    else:
        holder[key] = _odd(random)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in the tree, as who holds it and under which key."""
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree))
    for key in list(keys):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])
