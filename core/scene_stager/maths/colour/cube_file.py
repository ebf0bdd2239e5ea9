# SPDX-License-Identifier: Apache-2.0
"""Lookup tables as .cube text, written plainly and read strictly."""

import re

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.colour.lut import Cube

DECIMALS = 6
LARGEST_READABLE = 129
MOST_MISTAKES = 20
TRIPLE_KEYWORDS = ("DOMAIN_MIN", "DOMAIN_MAX")


def write_cube(cube: Cube) -> str:
    """A lookup table as the text of a .cube file.

    shapes   table (n, n, n, 3) -> one line per entry, red quickest
    units    of the table, six decimals
    source   Adobe Systems 2013, Cube LUT Specification 1.0
    """
    lines = [f"# {line}" for line in cube.comments]
    lines += [f'TITLE "{cube.title}"', f"LUT_3D_SIZE {cube.size}"]
    lines += [
        "DOMAIN_MIN " + " ".join(f"{edge:.{DECIMALS}f}" for edge in cube.domain_min),
        "DOMAIN_MAX " + " ".join(f"{edge:.{DECIMALS}f}" for edge in cube.domain_max),
    ]
    rows = np.round(np.transpose(cube.table, (2, 1, 0, 3)).reshape(-1, 3), DECIMALS) + 0.0
    lines += [f"{r:.{DECIMALS}f} {g:.{DECIMALS}f} {b:.{DECIMALS}f}" for r, g, b in rows.tolist()]
    return "\n".join(lines) + "\n"


def read_cube(text: str, name: str = "cube") -> Cube:
    """The lookup table in the text of a .cube file, or everything that is wrong with it.

    shapes   -> table (n, n, n, 3)
    units    of the file
    valid    three-dimensional tables only, 2 to 129 entries to the edge; raises InputError
    source   Adobe Systems 2013, Cube LUT Specification 1.0
    """
    reader = _Reader(name)
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if content and not content.startswith("#"):
            reader.take(number, content)
    return reader.cube(_comments(text))


def _comments(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line[1:].strip() for line in lines if line.startswith("#"))


class _Reader:
    """Takes a file line by line and remembers every mistake."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.title = ""
        self.size = 0
        self.domain: dict[str, tuple[float, float, float]] = {}
        self.rows: list[tuple[float, float, float]] = []
        self.seen: set[str] = set()
        self.mistakes: list[Mistake] = []

    def take(self, number: int, content: str) -> None:
        """One line that is neither empty nor a comment."""
        word = content.split(maxsplit=1)[0]
        if not re.match(r"[A-Za-z_]", word) or word.lower() in ("nan", "inf", "infinity"):
            row = self._triple(number, content.split())
            if row:
                self.rows.append(row)
            return
        if word in self.seen:
            self._wrong(number, f"a second {word}", "each keyword once")
        elif self.rows:
            self._wrong(number, word, "keywords before the first row of numbers")
        self.seen.add(word)
        self._keyword(number, word, content[len(word) :].strip())

    def _keyword(self, number: int, word: str, rest: str) -> None:
        if word == "TITLE":
            quoted = re.fullmatch(r'"([^"]*)"', rest)
            if not quoted:
                self._wrong(number, shorten(rest), 'a title in double quotes: TITLE "name"')
            self.title = quoted.group(1) if quoted else ""
        elif word == "LUT_3D_SIZE":
            if not (rest.isascii() and rest.isdigit() and 2 <= int(rest[:9]) <= LARGEST_READABLE):
                self._wrong(number, shorten(rest), f"a whole number from 2 to {LARGEST_READABLE}")
                return
            self.size = int(rest)
        elif word in TRIPLE_KEYWORDS:
            triple = self._triple(number, rest.split())
            if triple:
                self.domain[word] = triple
        else:
            advice = "one-dimensional tables are not read here" if word == "LUT_1D_SIZE" else ""
            expected = "TITLE, LUT_3D_SIZE, DOMAIN_MIN, DOMAIN_MAX or three numbers"
            self._wrong(number, shorten(word), expected, advice)

    def _triple(self, number: int, words: list[str]) -> tuple[float, float, float] | None:
        try:
            r, g, b = (float(word) for word in words)
        except ValueError:
            self._wrong(number, shorten(" ".join(words)), "three numbers")
            return None
        if not np.isfinite([r, g, b]).all():
            self._wrong(number, shorten(" ".join(words)), "three finite numbers")
            return None
        return r, g, b

    def _wrong(self, number: int, found: str, expected: str, advice: str = "") -> None:
        where = f"{self.name}: line {number}"
        self.mistakes.append(Mistake(where, found, expected, advice))
        if len(self.mistakes) >= MOST_MISTAKES:
            raise InputError(self.mistakes)

    def cube(self, comments: tuple[str, ...]) -> Cube:
        """What was read, if all of it was right."""
        low = self.domain.get("DOMAIN_MIN", (0.0, 0.0, 0.0))
        high = self.domain.get("DOMAIN_MAX", (1.0, 1.0, 1.0))
        if "LUT_3D_SIZE" not in self.seen:
            self.mistakes.append(Mistake(self.name, "no LUT_3D_SIZE", "one, before the numbers"))
        if any(a >= b for a, b in zip(low, high, strict=True)):
            found = f"DOMAIN_MIN {low}, DOMAIN_MAX {high}"
            self.mistakes.append(Mistake(self.name, found, "a minimum below its maximum"))
        if self.size and not self.mistakes and len(self.rows) != self.size**3:
            found, expected = f"{len(self.rows)} rows", f"{self.size**3} ({self.size} cubed)"
            self.mistakes.append(Mistake(self.name, found, expected))
        if self.mistakes:
            raise InputError(self.mistakes)
        grid = np.array(self.rows, dtype=np.float64).reshape(self.size, self.size, self.size, 3)
        table = np.ascontiguousarray(np.transpose(grid, (2, 1, 0, 3)))
        return Cube(self.title, table, comments, low, high)
