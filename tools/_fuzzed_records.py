"""Stamped files of every kind, to be damaged: no record may hold where it did not."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scene_stager.errors import InputError, Mistake
from scene_stager.front_door import bake
from scene_stager.presets.lineage import Lineage
from scene_stager.presets.preset import preset_of
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.show import facts_of
from scene_stager.provenance.stamp import own_hash, stamp, strip, verify
from scene_stager.provenance.xmp import packet_with, records_in_packet
from scene_stager.script.read import read_script
from tests.provenance.carried import RECORD, make
from tests.provenance.pictures import pattern
from tests.provenance.solids import solid

PICTURES = {"png": "a.png", "jpeg": "a.jpg", "webp": "a.webp", "tiff": "a.tif", "exr": "a.exr"}
SOLIDS = {
    "ply": "splat.ply",
    "glb": "box.glb",
    "gltf": "box.gltf",
    "maya": "shot.ma",
    "html": "report.html",
}
Reader = Callable[[bytes], object]


class FalseHolds(Exception):
    """A record was said to belong to what it does not belong to."""


def stamped_kinds() -> Iterator[tuple[str, bytes, Reader]]:
    """Name, a sound file and its reader, for every kind."""
    with TemporaryDirectory() as folder:
        made = {kind: make(Path(folder), name, pattern(18, 24)) for kind, name in PICTURES.items()}
        made |= {kind: solid(Path(folder), name) for kind, name in SOLIDS.items()}
        for kind, text in _documents().items():
            made[kind] = Path(folder) / f"{kind}.json"
            made[kind].write_text(text, encoding="utf-8")
        for kind, path in made.items():
            stamp(path, RECORD)
            own = own_hash(path, carrier_of(path))
            yield f"stamped {kind}", path.read_bytes(), _reader(path.suffix, own)
    yield "xmp", packet_with(b"", RECORD), _read_packet


def _documents() -> dict[str, str]:
    """A Take and a preset, small ones."""
    script = read_script("interview_three_point")
    look = preset_of(script, ("lens", "stock"), Lineage("scenario"))
    return {"take": bake(script, frames=(1, 2)).to_json(), "preset": look.to_json()}


def _reader(ending: str, own: str) -> Reader:
    """Reads a file of that ending; only what is called `own` may hold."""

    def read(data: bytes) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"damaged{ending}"
            path.write_bytes(data)
            found = verify(path)
            if found.verdict != "holds":
                raise InputError(Mistake("record", found.verdict, "one that holds"))
            if own_hash(path, carrier_of(path)) != own:
                raise FalseHolds(found.why)
            facts_of(path)
            stamp(path, RECORD)
            strip(path)
            if own_hash(path, carrier_of(path)) != own:
                raise FalseHolds("strip changed what a file is called")
            return found

    return read


def _read_packet(data: bytes) -> object:
    try:
        found = list(records_in_packet(data))
        again = packet_with(data, RECORD)
    except ValueError as error:
        raise InputError(Mistake("xmp", repr(str(error)[:200]), "a packet")) from None
    if RECORD.to_json().encode() not in list(records_in_packet(again)):
        raise FalseHolds("a packet that does not hold the record that was put into it")
    if not found:
        raise InputError(Mistake("xmp", "no record", "one"))
    return found
