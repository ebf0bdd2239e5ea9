# SPDX-License-Identifier: Apache-2.0
"""Tags of a page. Text is escaped wherever it comes from; only what `tag` made is a tag."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TypeAlias

from scene_stager.errors import printable

VOID = ("img", "input", "meta", "link", "br")
SIGNS = re.compile("[&<>\"']")

Inside: TypeAlias = str | Iterable["Inside"] | None


class Html(str):
    """Text that is hypertext already."""

    __slots__ = ()


def tag(name: str, /, *inside: Inside, **attributes: object) -> Html:
    """An element. Words are escaped, made by `tag` they are not; None and False are left out.

    `class_` and `for_` are spelt so, and `data_x` becomes `data-x`.
    """
    said = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        named = _spelt(key)
        said.append(named if value is True else f'{named}="{escaped(str(value))}"')
    start = f"<{' '.join(said)}>"
    return Html(start) if name in VOID else Html(f"{start}{joined(inside)}</{name}>")


def joined(parts: Iterable[Inside]) -> Html:
    """Parts one after the other, words escaped."""
    made: list[str] = []
    _gather(parts, made)
    return Html("".join(made))


def _gather(parts: Iterable[Inside], made: list[str]) -> None:
    for part in parts:
        if isinstance(part, Html):
            made.append(part)
        elif isinstance(part, str):
            made.append(escaped(part))
        elif part is not None:
            _gather(part, made)


def escaped(text: str) -> str:
    """Words as a page may hold them, in text and between quotes; hidden signs are spelt out."""
    shown = printable(text)
    return escape(shown, quote=True) if SIGNS.search(shown) else shown


@lru_cache(maxsize=256)
def _spelt(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
