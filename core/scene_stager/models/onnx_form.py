# SPDX-License-Identifier: Apache-2.0
"""An ONNX file judged before a runtime sees it: whole, bounded, with all of its data inside.

A walk over the fields of the protobuf, which needs no library and builds nothing. Field numbers are
those of onnx.proto3 (ONNX 1.23).
"""

from collections.abc import Iterator

from scene_stager.errors import InputError, Mistake

MOST_FIELDS = 2_000_000  # a network of a thousand layers has some fifty thousand; house default
MOST_DEPTH = 32
MOST_ELEMENTS = 2**28  # of one tensor: one GiB of single precision

# Which fields of a message hold messages, and of what kind.
INSIDE = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "graph": {1: "node", 5: "tensor", 11: "value", 12: "value", 13: "value", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "function": {7: "node", 11: "attribute"},
    "sparse": {1: "tensor", 2: "tensor"},
    "value": {2: "type"},
    "type": {1: "shaped", 8: "shaped"},
    "shaped": {2: "shape"},
    "shape": {1: "dimension"},
}
GRAPH, NODE, INPUT, OUTPUT = 7, 1, 11, 12
TENSOR_DIMENSIONS, EXTERNAL_DATA, DATA_LOCATION, SPARSE_DIMENSIONS = 1, 13, 14, 3
DIMENSION_VALUE = 1
VARINT, EIGHT_BYTES, BLOCK, FOUR_BYTES = 0, 1, 2, 5
LONGEST_VARINT = 10


def check_onnx(data: bytes, where: str) -> None:
    """Raises InputError for a file that is cut, damaged, huge, or keeps its data elsewhere."""
    _Walk(data, where).whole()


class _Walk:
    """One pass over a file; `fields` counts what was met."""

    def __init__(self, data: bytes, where: str) -> None:
        self.data, self.where, self.fields = data, where, 0

    def whole(self) -> None:
        graphs = [span for field, _, span in self._fields(0, len(self.data)) if field == GRAPH]
        for start, end in graphs:
            there = {field for field, _, _ in self._fields(start, end)}
            if there >= {NODE, INPUT, OUTPUT}:
                break
        else:
            raise self._mistake("no graph with inputs, nodes and outputs")
        self._message("model", (0, len(self.data)), 0)

    def _message(self, kind: str, span: tuple[int, int], depth: int) -> None:
        if depth > MOST_DEPTH:
            raise self._mistake(f"messages nested over {MOST_DEPTH} deep")
        inside = INSIDE.get(kind, {})
        elements = 1
        for field, wire, (start, end) in self._fields(*span):
            if kind == "tensor" and field in (EXTERNAL_DATA, DATA_LOCATION):
                self._check_place(field, wire, start, end)
            if (kind, field) in (("tensor", TENSOR_DIMENSIONS), ("sparse", SPARSE_DIMENSIONS)):
                elements *= self._product(wire, start, end)
            if kind == "shape" and field == DIMENSION_VALUE and wire == BLOCK:
                elements *= self._dimension(start, end)
            if elements > MOST_ELEMENTS:
                raise self._mistake(f"a tensor of over {MOST_ELEMENTS} elements")
            if field in inside and wire == BLOCK:
                self._message(inside[field], (start, end), depth + 1)

    def _fields(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Every field of a message: its number, its wire type, where its value lies."""
        place = start
        while place < end:
            self.fields += 1
            if self.fields > MOST_FIELDS:
                raise self._mistake(f"over {MOST_FIELDS} fields")
            key, place = self._varint(place, end)
            wire = key & 7
            if wire == VARINT:
                after = self._varint(place, end)[1]
            elif wire == BLOCK:
                length, place = self._varint(place, end)
                after = place + length
            elif wire in (EIGHT_BYTES, FOUR_BYTES):
                after = place + (8 if wire == EIGHT_BYTES else 4)
            else:
                raise self._mistake(f"a damaged field at byte {place}")
            if after > end or key < 8:
                raise self._mistake(f"a file that is cut or damaged at byte {place}")
            yield key >> 3, wire, (place, after)
            place = after

    def _varint(self, place: int, end: int) -> tuple[int, int]:
        value = 0
        for index in range(LONGEST_VARINT):
            if place + index >= end:
                break
            byte = self.data[place + index]
            value |= (byte & 0x7F) << (7 * index)
            if byte < 0x80:
                return value, place + index + 1
        raise self._mistake(f"a file that is cut or damaged at byte {place}")

    def _product(self, wire: int, start: int, end: int) -> int:
        """The product of dimensions, packed or one by one."""
        product, place = 1, start
        while place < end and product <= MOST_ELEMENTS:
            size, place = self._varint(place, end)
            product *= _extent(size)
            if wire == VARINT:
                break
        return product

    def _dimension(self, start: int, end: int) -> int:
        for field, wire, span in self._fields(start, end):
            if field == DIMENSION_VALUE and wire == VARINT:
                return _extent(self._varint(*span)[0])
        return 1

    def _check_place(self, field: int, wire: int, start: int, end: int) -> None:
        """Data in another file is refused: whatever its path says would be read."""
        if field == EXTERNAL_DATA or (wire == VARINT and self._varint(start, end)[0] != 0):
            raise self._mistake("data kept in another file")

    def _mistake(self, found: str) -> InputError:
        return InputError(Mistake(self.where, found, "a whole ONNX network with its data inside"))


def _extent(size: int) -> int:
    """A dimension as a factor; a negative one, which is written as a huge one, is free."""
    return 1 if size >= 2**63 else max(size, 1)
