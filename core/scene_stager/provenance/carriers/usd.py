# SPDX-License-Identifier: Apache-2.0
"""USD: a provenance layer beside the file, which is left as it is to the last byte.

The layer takes the file as its sublayer: opened, it is the same stage with its authorship on the
default prim. A usdz package is known by its bytes.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from scene_stager.errors import InputError, MissingPartError
from scene_stager.hosts.usd import MISSING
from scene_stager.plain_file import shown_name
from scene_stager.provenance.carriers._carrier import Beside, Carrier, Held
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.record import Record
from scene_stager.provenance.xmp import SOURCES
from scene_stager.stranger_usd import open_layer, parsed_layer

STARTS, PACKAGE = (b"#usda", b"PXR-USDC"), b"PK\x03\x04"
EXPECTED = "a USD layer"
ENDING = ".provenance.usda"
KEY = "scene_stager:record"
INSTANCE = "stager"  # of the schema that may be applied more than once
MOST_LAYER = 2**18
NOT_COPIED = {"subLayers", "subLayerOffsets", "customLayerData", "comment", "documentation"}
VERSION = b"usd1\0"


def beside(path: Path) -> Path:
    """Where the record of a file is; a provenance layer's own is in itself."""
    return path if path.name.endswith(ENDING) else path.with_name(path.stem + ENDING)


def find(file: BinaryIO) -> Iterator[Held]:
    """The record in the data of a provenance layer."""
    data = file.read(MOST_LAYER + 1)
    if len(data) > MOST_LAYER:
        raise ValueError(f"a provenance layer of more than {MOST_LAYER} bytes")
    with _usd():
        layer = parsed_layer(data, "a provenance layer", "its record")
        said = layer.customLayerData.get(KEY)
    if isinstance(said, str):
        yield Held("json", "USD provenance layer", said.encode("utf-8", "surrogatepass"))


def put(data: bytes, record: Record | None) -> bytes:
    """A USD file is not edited."""
    raise ValueError("a file whose record stands beside it")


def layer_text(path: Path, record: Record) -> bytes:
    """The provenance layer of a file."""
    with _usd() as Sdf:
        theirs = open_layer(path, EXPECTED, shown_name(path), packages=True)
        layer = Sdf.Layer.CreateAnonymous(".usda")
        # The layer on top says how the stage is measured, so that it is measured as before.
        for key in theirs.pseudoRoot.ListInfoKeys():
            if key not in NOT_COPIED:
                layer.pseudoRoot.SetInfo(key, theirs.pseudoRoot.GetInfo(key))
        if theirs.defaultPrim:
            _author(Sdf.CreatePrimInLayer(layer, f"/{theirs.defaultPrim}"), record)
        layer.customLayerData = {KEY: record.to_json()}
        layer.subLayerPaths.append(f"./{path.name}")
        return str(layer.ExportToString()).encode("utf-8")


def _author(spec: Any, record: Record) -> None:
    """The authorship schema on a prim, where this USD has one; it came with release 26.11."""
    from pxr import Usd, UsdMedia

    if not hasattr(UsdMedia, "AuthorshipAPI"):
        return
    stage = Usd.Stage.Open(spec.layer, Usd.Stage.LoadNone)
    prim = stage.GetPrimAtPath(spec.path)
    api = UsdMedia.AuthorshipAPI.Apply(prim, INSTANCE)
    words = {
        "SoftwarePackage": record.tool,
        "DigitalSourceType": SOURCES + record.source if record.source else "",
        "Creator": [record.hand] if record.hand else [],
        "Created": record.lineage.made_on or "",
        "UsageTerms": record.licence,
        "InstanceID": record.content_hash,
        "Inputs": [
            word
            for one in record.lineage.parents
            for word in (one.role, f"urn:scene-stager:{one.kind}:{one.sha256}")
        ],
    }
    for name, value in words.items():
        if value:
            getattr(api, f"Create{name}Attr")().Set(value)


def content_hash(path: Path) -> str:
    """The sha256 of the layer's text, which is the same in text and in binary; of a package, its
    bytes'."""
    if path.name.endswith(ENDING):
        raise ValueError("a provenance layer; name the file that it lies over")
    with path.open("rb") as stream:
        if stream.read(4) == PACKAGE:
            return file_hash(path)
    with _usd():
        text = str(open_layer(path, EXPECTED, shown_name(path)).ExportToString())
    return hashlib.sha256(VERSION + text.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _usd() -> Iterator[Any]:
    """USD's layers; what they raise becomes ValueError. Raises MissingPartError where absent."""
    try:
        import_module("pxr.Usd")  # first: without it, older releases do not find their plug-ins
        from pxr import Sdf, Tf
    except ImportError as error:
        raise MissingPartError(MISSING) from error
    try:
        yield Sdf
    except (Tf.ErrorException, InputError) as error:
        raise ValueError(" ".join(str(error).split())[:200]) from None


def _suits(start: bytes, ending: str) -> bool:
    return start.startswith(STARTS) or (start.startswith(PACKAGE) and ending == ".usdz")


BESIDE = Beside(beside, layer_text, (".usda", ".usdc", ".usd", ".usdz"), ENDING)
CARRIER = Carrier("USD", _suits, find, put, content_hash, BESIDE)
