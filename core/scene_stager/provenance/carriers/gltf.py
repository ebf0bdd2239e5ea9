# SPDX-License-Identifier: Apache-2.0
"""glTF and GLB: an XMP packet as KHR_xmp_json_ld has it, and the record in asset.extras.

The content of a .gltf is what is in it; buffers in other files are not judged.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from scene_stager.canonical import canonical_json
from scene_stager.pictures.codes import MOST_FILE_BYTES
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers._carrier import Carrier, Held, read_all
from scene_stager.provenance.record import Record
from scene_stager.provenance.xmp import IPTC, OURS, SOURCES, XMP
from scene_stager.script.strict_json import parse

MAGIC, JSON_CHUNK = b"glTF", b"JSON"
EXTENSION, EXTRA = "KHR_xmp_json_ld", "scene_stager"
MOST_JSON = 64 * 2**20
SPACES = {"Iptc4xmpExt": IPTC, "xmp": XMP}
WORDS = {"Iptc4xmpExt:DigitalSourceType", "xmp:CreatorTool"}
VERSION = b"gltf1\0"
Tree = dict[str, Any]


def find(file: BinaryIO) -> Iterator[Held]:
    """The record of asset.extras, and that of the asset's packet."""
    yield from _held(_document(read_all(file, MOST_FILE_BYTES))[0])


def _held(tree: Tree) -> Iterator[Held]:
    asset = _inside(tree, "asset")
    extra = _inside(asset, "extras").get(EXTRA)
    if extra is not None:
        yield Held("json", "glTF asset.extras", _spelt(extra))
    packet = _packet(tree)
    if packet is not None and "stg:record" in packet:
        said = packet["stg:record"]
        text = said.encode("utf-8", "surrogatepass") if isinstance(said, str) else _spelt(said)
        yield Held("json", f"glTF {EXTENSION}", text)


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its JSON changed; what follows it in a GLB is copied as it is."""
    tree, rest = _document(data)
    _take_out(tree)
    if record is not None:
        _put_in(tree, record)
    text = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    body = text.encode("utf-8", "surrogatepass")
    if not data.startswith(MAGIC):
        return body
    body += b" " * (-len(body) % 4)
    chunk = struct.pack("<I4s", len(body), JSON_CHUNK) + body + rest
    return MAGIC + struct.pack("<II", 2, 12 + len(chunk)) + chunk


def content_hash(path: Path) -> str:
    """The sha256 of the document without records, in its canonical spelling, and of all buffers
    in the file."""
    tree, rest = _document(read_plain_file(path, "a glTF file", MOST_FILE_BYTES))
    _take_out(tree)
    return hashlib.sha256(VERSION + _spelt(tree) + b"\0" + rest).hexdigest()


def _spelt(value: object) -> bytes:
    try:
        return canonical_json(value).encode("utf-8", "surrogatepass")
    except TypeError:
        raise ValueError("a number that no program can hold") from None


def _document(data: bytes) -> tuple[Tree, bytes]:
    """The JSON of a file, and the other chunks of a GLB."""
    text, rest = data, b""
    if data.startswith(MAGIC):
        version, total, size, kind = struct.unpack_from("<II I4s", data, 4)
        if version != 2 or kind != JSON_CHUNK or 20 + size > len(data) or total > len(data):
            raise ValueError("no GLB of version 2 that begins with its JSON")
        text, rest = data[20 : 20 + size], data[20 + size : total]
    tree = parse(text, "JSON", MOST_JSON)
    if not isinstance(tree, dict) or not isinstance(tree.get("asset"), dict):
        raise ValueError("no glTF asset")
    if not isinstance(tree.get("extensionsUsed", []), list):
        raise ValueError("extensionsUsed that is no list")
    return tree, rest


def _inside(tree: Tree, *names: str) -> Tree:
    """An object some names deep; an empty one where there is none."""
    found: Any = tree
    for name in names:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def _packet(tree: Tree) -> Tree | None:
    """The packet that the asset points at."""
    packets = _inside(tree, "extensions", EXTENSION).get("packets")
    place = _inside(tree, "asset", "extensions", EXTENSION).get("packet")
    if not isinstance(packets, list) or type(place) is not int or not 0 <= place < len(packets):
        return None
    return packets[place] if isinstance(packets[place], dict) else None


def _put_in(tree: Tree, record: Record) -> None:
    asset = tree["asset"]
    extras = asset.setdefault("extras", {})
    if isinstance(extras, dict):
        extras[EXTRA] = record.as_json()
    packet = _packet(tree)
    if packet is None:
        packet = {"@context": {}}
        packets = _grown(_grown(tree, "extensions"), EXTENSION).setdefault("packets", [])
        packets.append(packet)
        _grown(asset, "extensions")[EXTENSION] = {"packet": len(packets) - 1}
        used = tree.setdefault("extensionsUsed", [])
        used += [EXTENSION] if EXTENSION not in used else []
    context = _grown(packet, "@context")
    words = {"Iptc4xmpExt:DigitalSourceType": SOURCES + record.source if record.source else ""}
    words["xmp:CreatorTool"] = record.tool
    added = [name for name, value in words.items() if value and name not in packet]
    spaces = {name.partition(":")[0] for name in added} - set(context)
    context |= {"stg": OURS, **{name: SPACES[name] for name in sorted(spaces)}}
    packet["stg:record"] = record.to_json()
    packet["stg:added"] = " ".join((*added, *(f"@{name}" for name in sorted(spaces))))
    packet |= {name: words[name] for name in added}


def _grown(tree: Tree, name: str) -> Tree:
    """The object under a name, made where there is none. Raises ValueError for what is none."""
    found = tree.setdefault(name, {})
    if not isinstance(found, dict):
        raise ValueError(f"{name} that is no object")
    return found


def _take_out(tree: Tree) -> None:
    asset = tree["asset"]
    if _inside(asset, "extras").pop(EXTRA, None) is not None and not asset["extras"]:
        del asset["extras"]
    packet = _packet(tree)
    if packet is None or "stg:record" not in packet:
        return
    added = set(str(packet.get("stg:added", "")).split())
    for name in ("stg:record", "stg:added", *(added & WORDS)):
        packet.pop(name, None)
    for name in ("stg", *(name for name in SPACES if f"@{name}" in added)):
        _inside(packet, "@context").pop(name, None)
    if set(packet) <= {"@context"}:
        _drop_packet(tree)


def _drop_packet(tree: Tree) -> None:
    """Take the asset's empty packet away; others keep their numbers."""
    packets = tree["extensions"][EXTENSION]["packets"]
    place = tree["asset"]["extensions"].pop(EXTENSION)["packet"]
    packets[place] = {}
    if place == len(packets) - 1:
        packets.pop()
    if not packets:
        del tree["extensions"][EXTENSION]
        used = tree.get("extensionsUsed", [])
        tree["extensionsUsed"] = [one for one in used if one != EXTENSION]
    for holder, name in (
        (tree, "extensionsUsed"),
        (tree, "extensions"),
        (tree["asset"], "extensions"),
    ):
        if not holder.get(name, True):
            del holder[name]


CARRIER = Carrier(
    "glTF",
    lambda start, ending: start.startswith(MAGIC) or ending == ".gltf",
    find,
    put,
    content_hash,
)
