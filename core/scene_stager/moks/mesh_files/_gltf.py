# SPDX-License-Identifier: Apache-2.0
"""glTF 2.0: a scene of nodes in JSON, its numbers in one block of bytes (.glb) or within the JSON.

The axes are turned to the stage's: glTF has +y up. Vertices at one place are made one, for the
format itself has to split them wherever a texture or a crease does.
"""

from __future__ import annotations

import base64
import binascii
import struct
from typing import Any

import numpy as np

from scene_stager.errors import shorten
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.moks.json_document import load_object, wrong
from scene_stager.moks.mesh_files._polygons import (
    MOST_CORNERS,
    MOST_TEXT_BYTES,
    UPRIGHT,
    Polygons,
    check_counts,
    moved,
    numbers_of_vertices,
    together,
    welded,
)

MAGIC = b"glTF"
JSON_CHUNK, BIN_CHUNK = 0x4E4F534A, 0x004E4942
EMBEDDED = "base64,"
KINDS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
KIND_OF_ROW = {1: "SCALAR", 3: "VEC3"}
TRIANGLES, STRIP, FAN = 4, 5, 6
# Extensions that leave the places of vertices where they can be read.
HARMLESS = (
    "KHR_mesh_quantization",
    "KHR_materials_",
    "KHR_texture_",
    "EXT_texture_",
    "KHR_lights_",
)
MOST_NODES, MOST_PARTS = 100_000, 10_000  # house defaults
DEEPEST = 256  # of nodes in nodes; house default


def read_gltf(data: bytes, where: str) -> Polygons:
    """Every triangle of the scene, where its nodes put it. Raises InputError."""
    text, block = _chunks(data, where) if data.startswith(MAGIC) else (data, None)
    document = load_object(text.decode("utf-8", "replace"), where, MOST_TEXT_BYTES)
    return _Scene(document, block, where).polygons()


def _chunks(data: bytes, where: str) -> tuple[bytes, bytes | None]:
    """The JSON of a .glb, and its block of bytes."""
    found: dict[int, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        length, kind = struct.unpack_from("<II", data, at)
        found.setdefault(kind, data[at + 8 : at + 8 + length])
        at += 8 + length
    if JSON_CHUNK not in found:
        raise wrong(where, "a .glb without its JSON", "glTF 2.0")
    return found[JSON_CHUNK], found.get(BIN_CHUNK)


class _Scene:
    """A document and its bytes; every look-up into it says where it failed."""

    def __init__(self, document: dict[str, Any], block: bytes | None, where: str) -> None:
        self.document, self.block, self.where = document, block, where
        needed = document.get("extensionsRequired", [])
        needed = needed if isinstance(needed, list) else [needed]
        strange = [
            one for one in needed if not isinstance(one, str) or not one.startswith(HARMLESS)
        ]
        if strange:
            advice = "Save it without compression."
            raise wrong(f"{where}: extensionsRequired", shorten(strange), "none such", advice)
        self.seen: set[int] = set()
        self.parts: list[Polygons] = []
        self.buffers: dict[int, bytes] = {}

    def polygons(self) -> Polygons:
        """All of it, upright, without doubles."""
        for root in self.roots():
            self.add(root, UPRIGHT["Y"], 0)
        if not self.parts:
            raise wrong(self.where, "no triangles", "a mesh with some")
        check_counts(*self.size(), self.where)
        return welded(together(self.parts))

    def size(self) -> tuple[int, int]:
        """How many vertices and corners there are so far."""
        return sum(len(p.places_m) for p in self.parts), sum(len(p.corners) for p in self.parts)

    def roots(self) -> list[int]:
        """The nodes that a scene begins with; of a file without scenes those in no other."""
        if self.listed("scenes"):
            scene = self.one("scenes", self.document.get("scene", 0))
            return self.numbers(scene.get("nodes", []), "scenes.nodes")
        children = [
            child
            for index in range(len(self.listed("nodes")))
            for child in self.numbers(self.one("nodes", index).get("children", []), "children")
        ]
        return sorted(set(range(len(self.listed("nodes")))) - set(children))

    def add(self, index: int, stage_from_parent: Floats, depth: int) -> None:
        """A node and all in it."""
        if index in self.seen or depth > DEEPEST or len(self.seen) >= MOST_NODES:
            expected = f"each once, {MOST_NODES} at most, {DEEPEST} deep"
            raise wrong(f"{self.where}: nodes[{index}]", "nodes without end", expected)
        self.seen.add(index)
        node = self.one("nodes", index)
        stage_from_node = stage_from_parent @ self.matrix(node, index)
        if "mesh" in node:
            for primitive in self.dicts(self.one("meshes", node["mesh"]).get("primitives")):
                part = self.primitive(primitive)
                if part is not None:
                    self.parts.append(moved(part, stage_from_node))
                    check_counts(*self.size(), self.where)
                if len(self.parts) > MOST_PARTS:
                    raise wrong(self.where, "more parts", f"at most {MOST_PARTS}")
        for child in self.numbers(node.get("children", []), "children"):
            self.add(child, stage_from_node, depth + 1)

    def matrix(self, node: dict[str, Any], index: int) -> Floats:
        """Where a node stands in its parent."""
        where = f"nodes[{index}]"
        if "matrix" in node:
            return self.row(node["matrix"], 16, f"{where}.matrix").reshape(4, 4).T
        x, y, z, w = self.row(node.get("rotation", [0, 0, 0, 1]), 4, f"{where}.rotation")
        turn = np.array(
            [
                [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
            ]
        )
        found = np.eye(4)
        found[:3, :3] = turn * self.row(node.get("scale", [1, 1, 1]), 3, f"{where}.scale")
        found[:3, 3] = self.row(node.get("translation", [0, 0, 0]), 3, f"{where}.translation")
        return found

    def primitive(self, primitive: dict[str, Any]) -> Polygons | None:
        """The triangles of a part; None for points and lines."""
        mode = primitive.get("mode", TRIANGLES)
        if type(mode) is not int or mode not in (TRIANGLES, STRIP, FAN):
            return None
        attributes = primitive.get("attributes")
        if not isinstance(attributes, dict) or "POSITION" not in attributes:
            raise wrong(f"{self.where}: primitives", shorten(attributes), "a POSITION")
        places = self.accessor(attributes["POSITION"], 3)
        facings = self.accessor(attributes["NORMAL"], 3) if "NORMAL" in attributes else None
        if facings is not None and len(facings) != len(places):
            facings = None
        order = np.arange(len(places), dtype=np.intp)
        if "indices" in primitive:
            order = numbers_of_vertices(self.accessor(primitive["indices"], 1).ravel())
        corners = _triangles(order, int(mode))
        counts = np.full(len(corners) // 3, 3, dtype=np.intp)
        return Polygons(places, corners, counts, facings)

    def accessor(self, index: object, width: int) -> Floats:
        """A table of numbers out of the bytes, (n, width)."""
        told = self.one("accessors", index)
        here = f"{self.where}: accessors[{index}]"
        code, rows_of = told.get("componentType"), told.get("type")
        kind = KINDS.get(code) if type(code) is int else None
        count, offset = told.get("count", -1), told.get("byteOffset", 0)
        plain = type(count) is int and type(offset) is int and 0 <= count <= MOST_CORNERS
        if kind is None or rows_of != KIND_OF_ROW[width] or not plain or offset < 0:
            raise wrong(here, shorten(told), f"rows of {width}, {MOST_CORNERS} at most")
        if "sparse" in told or "bufferView" not in told:
            raise wrong(here, shorten(told), "a bufferView, and not sparse")
        view, stride = self.view(told["bufferView"], here)
        size = np.dtype(kind).itemsize * width
        step = stride or size
        if step < size or (count and offset + (count - 1) * step + size > len(view)):
            raise wrong(here, f"{count} rows", f"as many as its {len(view)} bytes hold")
        rows = np.ndarray((count, width), kind, view, offset, (step, np.dtype(kind).itemsize))
        found = rows.astype(np.float64)
        if told.get("normalized") is True and kind[1] in "iu":
            return np.maximum(found / np.iinfo(kind).max, -1.0)
        return found

    def view(self, index: object, here: str) -> tuple[bytes, int]:
        """A piece of a buffer, and how far apart its rows are; 0 where they follow closely."""
        told = self.one("bufferViews", index)
        buffer = self.buffer(told.get("buffer", 0), here)
        first, length, stride = (
            told.get(name, 0) for name in ("byteOffset", "byteLength", "byteStride")
        )
        plain = all(type(x) is int and x >= 0 for x in (first, length, stride))
        if not plain or first + length > len(buffer):
            raise wrong(here, shorten(told), f"a piece of {len(buffer)} bytes")
        return buffer[first : first + length], stride

    def buffer(self, index: object, here: str) -> bytes:
        """The bytes of a buffer: the .glb's own, or those within the JSON."""
        if type(index) is not int:
            raise wrong(here, shorten(index), "the number of a buffer")
        if index not in self.buffers:
            uri = self.one("buffers", index).get("uri")
            if uri is None and self.block is not None:
                self.buffers[index] = self.block
            elif isinstance(uri, str) and uri.startswith("data:") and EMBEDDED in uri:
                self.buffers[index] = self.embedded(uri, here)
            else:
                advice = "Save it as one file, .glb."
                raise wrong(here, f"bytes elsewhere ({shorten(uri)})", "bytes within", advice)
        return self.buffers[index]

    def embedded(self, uri: str, here: str) -> bytes:
        """Bytes that are spelt within the JSON."""
        try:
            return base64.b64decode(uri.partition(EMBEDDED)[2], validate=True)
        except (binascii.Error, ValueError):
            raise wrong(here, "bytes that are no base64", "base64") from None

    def listed(self, name: str) -> list[Any]:
        """A list of the document, which may be missing."""
        found = self.document.get(name, [])
        return found if isinstance(found, list) else []

    def one(self, name: str, index: object) -> dict[str, Any]:
        """A member of a list of the document."""
        every = self.listed(name)
        if type(index) is not int or not 0 <= index < len(every):
            raise wrong(f"{self.where}: {name}", shorten(index), f"0 to {len(every) - 1}")
        if not isinstance(every[index], dict):
            raise wrong(f"{self.where}: {name}[{index}]", shorten(every[index]), "an object")
        found: dict[str, Any] = every[index]
        return found

    def dicts(self, listed: object) -> list[dict[str, Any]]:
        """A list of objects."""
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise wrong(f"{self.where}: primitives", shorten(listed), "a list of objects")
        return listed

    def numbers(self, listed: object, name: str) -> list[int]:
        """A list of numbers of nodes."""
        if not isinstance(listed, list) or not all(type(one) is int for one in listed):
            raise wrong(f"{self.where}: {name}", shorten(listed), "a list of whole numbers")
        return listed

    def row(self, listed: object, count: int, name: str) -> Floats:
        """So many plain numbers."""
        fine = isinstance(listed, list) and len(listed) == count
        if not fine or not all(type(one) in (int, float) for one in listed):  # type: ignore[attr-defined]
            raise wrong(f"{self.where}: {name}", shorten(listed), f"{count} numbers")
        try:
            return np.array(listed, dtype=np.float64)
        except OverflowError:
            raise wrong(f"{self.where}: {name}", shorten(listed), f"{count} numbers") from None


def _triangles(order: Indices, mode: int) -> Indices:
    """Corners three by three, out of a list, a strip or a fan."""
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3]
    count = max(len(order) - 2, 0)
    if mode == FAN:
        first = np.full(count, order[0] if len(order) else 0, dtype=np.intp)
        return np.stack([first, order[1 : 1 + count], order[2 : 2 + count]], axis=1).ravel()
    a, b, c = (order[k : k + count] for k in range(3))
    odd = np.arange(count) % 2 == 1
    return np.stack([a, np.where(odd, c, b), np.where(odd, b, c)], axis=1).ravel()
