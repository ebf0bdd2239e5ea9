# SPDX-License-Identifier: Apache-2.0
"""Stanford PLY: a header that says what follows, then vertices and faces, as text or as bytes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import shorten
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.moks.json_document import wrong
from scene_stager.moks.mesh_files._polygons import (
    MOST_CORNERS,
    Polygons,
    check_counts,
    numbers_of_vertices,
)

MOST_HEADER_BYTES, MOST_ELEMENTS, MOST_PROPERTIES = 2**16, 32, 64  # house defaults
ORDERS = {"binary_little_endian": "<", "binary_big_endian": ">", "ascii": "="}
CODES = {
    **{"char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4"},
    **{"int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4"},
    **{"float": "f4", "double": "f8", "float32": "f4", "float64": "f8"},
}
PLACE, FACING = ("x", "y", "z"), ("nx", "ny", "nz")
OURS = b"comment metres, +z up"  # what ours say in their header, for the format has no word for it
OF_FACES = ("vertex_indices", "vertex_index")


@dataclass(frozen=True)
class _Property:
    name: str
    code: str
    of_count: str = ""  # of a list: the kind of its length


@dataclass(frozen=True)
class _Element:
    name: str
    count: int
    properties: tuple[_Property, ...]

    @property
    def lists(self) -> bool:
        """Whether its rows are of different lengths."""
        return any(one.of_count for one in self.properties)


@dataclass
class _Body:
    """The bytes after the header, or the words, and how far they have been read."""

    data: bytes
    words: list[bytes]
    order: str
    at: int = 0

    def numbers(self, code: str, count: int) -> Floats:
        """The next so many numbers. Raises ValueError where there are not as many."""
        if self.order == "=":
            words = self.words[self.at : self.at + count]
            self.at += count
            if len(words) != count:
                raise ValueError
            return np.array(words, dtype=np.float64)
        kind = np.dtype(self.order + code)
        return np.frombuffer(self.bytes(count * kind.itemsize), kind).astype(np.float64)

    def bytes(self, count: int) -> bytes:
        """The next so many bytes. Raises ValueError where there are not as many."""
        taken = self.data[self.at : self.at + count]
        self.at += count
        if len(taken) != count:
            raise ValueError
        return taken


def read_ply(data: bytes, where: str) -> Polygons:
    """Vertices with their facings, if they have any, and faces. Raises InputError."""
    order, elements, begin = _header(data, where)
    text = order == "="
    body = _Body(b"" if text else data[begin:], data[begin:].split() if text else [], order)
    found: dict[str, dict[str, Floats]] = {}
    corners = counts = np.zeros(0, dtype=np.intp)
    for element in elements:
        try:
            if element.name == "face":
                corners, counts = _faces(element, body)
            else:
                found[element.name] = _columns(element, body)
        except (ValueError, OverflowError):
            expected = f"{element.count} of {shorten(element.name)}, as the header says"
            raise wrong(where, "too little, or no numbers", expected) from None
    return _polygons(found.get("vertex", {}), corners, counts, where)


def _polygons(
    vertices: dict[str, Floats], corners: Indices, counts: Indices, where: str
) -> Polygons:
    if not set(PLACE) <= set(vertices):
        raise wrong(where, "no element vertex with x, y and z", "one")
    check_counts(len(vertices["x"]), len(corners), where)
    places = np.stack([vertices[name] for name in PLACE], axis=1)
    if not set(FACING) <= set(vertices):
        return Polygons(places, corners, counts)
    facings = np.stack([vertices[name] for name in FACING], axis=1)
    return Polygons(places, corners, counts, facings)


def _header(data: bytes, where: str) -> tuple[str, list[_Element], int]:
    """The order of bytes, every element, and where the body begins."""
    end = data.find(b"end_header", 0, MOST_HEADER_BYTES)
    begin = data.find(b"\n", end) + 1 if end >= 0 else 0
    if begin <= 0:
        raise wrong(where, "no end_header", f"one in the first {MOST_HEADER_BYTES} bytes")
    order, elements = "", list[_Element]()
    for line in data[:end].decode("latin-1").splitlines():
        words = line.split()
        try:
            if words[:1] == ["format"]:
                order = ORDERS[words[1]]
            elif words[:1] == ["element"]:
                elements.append(_Element(words[1], _count(words[2]), ()))
            elif words[:1] == ["property"]:
                one = elements.pop()
                elements.append(
                    _Element(one.name, one.count, (*one.properties, _property(words[1:])))
                )
        except (KeyError, IndexError, ValueError):
            expected = "format, element or property of PLY 1.0"
            raise wrong(f"{where} header", shorten(line), expected) from None
        most = max((len(one.properties) for one in elements), default=0)
        if len(elements) > MOST_ELEMENTS or most > MOST_PROPERTIES:
            expected = f"at most {MOST_ELEMENTS} elements of {MOST_PROPERTIES} properties"
            raise wrong(f"{where} header", "more", expected)
    if not order:
        raise wrong(f"{where} header", "no format", " or ".join(ORDERS))
    return order, elements, begin


def _count(word: str) -> int:
    """Raises ValueError for what is no count, or too many."""
    count = int(word)
    if not 0 <= count <= MOST_CORNERS:
        raise ValueError
    return count


def _property(words: list[str]) -> _Property:
    if words[0] == "list":
        of_count, code, name = CODES[words[1]], CODES[words[2]], words[3]
        if of_count.startswith("f"):
            raise ValueError
        return _Property(name, code, of_count)
    return _Property(words[1], CODES[words[0]])


def _columns(element: _Element, body: _Body) -> dict[str, Floats]:
    """The numbers of an element without lists, by the name of each property."""
    if element.lists:
        for _ in range(element.count):  # it ends where the bytes do
            for one in element.properties:
                body.numbers(one.code, _length(one, body))
        return {}
    if body.order == "=":
        width = len(element.properties)
        table = body.numbers("f8", element.count * width).reshape(element.count, width)
        return {one.name: table[:, k] for k, one in enumerate(element.properties)}
    if not element.properties:
        return {}
    kinds = [(f"{k}", body.order + one.code) for k, one in enumerate(element.properties)]
    kind = np.dtype(kinds)
    rows = np.frombuffer(body.bytes(element.count * kind.itemsize), kind)
    return {one.name: rows[f"{k}"].astype(np.float64) for k, one in enumerate(element.properties)}


def _faces(element: _Element, body: _Body) -> tuple[Indices, Indices]:
    """Corners and counts; at one stroke where all faces have as many corners, as they mostly do."""
    alike = _alike_faces(element, body)
    if alike is not None:
        return alike
    corners, counts = list[Floats](), list[int]()
    for _ in range(element.count if element.properties else 0):
        for one in element.properties:
            row = body.numbers(one.code, _length(one, body))
            if one.name in OF_FACES:
                corners.append(row)
                counts.append(len(row))
    whole = np.concatenate(corners) if corners else np.zeros(0)
    return numbers_of_vertices(whole), np.array(counts, dtype=np.intp)


def _alike_faces(element: _Element, body: _Body) -> tuple[Indices, Indices] | None:
    """The same for binary faces that are one list each, all of one length; None for others."""
    one = element.properties[0] if len(element.properties) == 1 else None
    if one is None or not one.of_count or one.name not in OF_FACES or body.order == "=":
        return None
    if not element.count:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    before = body.at
    size = _length(one, body)
    body.at = before
    kind = np.dtype([("n", body.order + one.of_count), ("of", body.order + one.code, (size,))])
    data = body.data[before : before + element.count * kind.itemsize]
    if size > MOST_CORNERS or len(data) < element.count * kind.itemsize:
        return None
    rows = np.frombuffer(data, kind)
    if (rows["n"] != size).any():
        return None
    body.at += len(data)
    counts = np.full(element.count, size, dtype=np.intp)
    return numbers_of_vertices(rows["of"].astype(np.float64).ravel()), counts


def _length(one: _Property, body: _Body) -> int:
    """How many numbers a property has in the next row."""
    if not one.of_count:
        return 1
    (count,) = body.numbers(one.of_count, 1).tolist()
    if not 0 <= count <= MOST_CORNERS:
        raise ValueError
    return int(count)
