"""Every kind of file that we write and read again: its version, its reader, its writer.

A new version, or a new kind, wants a line here and a file beside this one; see README.md.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scene_stager.batch import receipt
from scene_stager.hosts._usd import shot as usd
from scene_stager.hosts.take_file import read_take_file
from scene_stager.hosts.usd import take_from_usd, usd_text
from scene_stager.inverse.answer import match_file as match
from scene_stager.inverse.second_look import calibration_library as library
from scene_stager.models import manifest as model
from scene_stager.models import towers_manifest as towers
from scene_stager.moks import manifest, master_file, path_file, plan, take
from scene_stager.moks.plan_json import read_plan
from scene_stager.presets import documents as preset
from scene_stager.presets import record_shape
from scene_stager.presets.preset import read_preset
from scene_stager.provenance import documents, record
from scene_stager.provenance.law import document as law
from scene_stager.provenance.law import labels
from scene_stager.reading import environment as sh
from scene_stager.script import scene_script as script
from scene_stager.script.read import read_json

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Noun:
    """A kind of file. `read` raises InputError for what is none; `write` gives what is saved again.

    `write` is None for what is not read to be written: a match, and a library, which stays a file.
    """

    name: str
    version: int
    ending: str
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes] | None

    def file(self, version: int) -> Path:
        """The baseline of a version."""
        return FOLDER / f"{self.name}_v{version}{self.ending}"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _spelt(thing: Any) -> bytes:
    return thing.to_json().encode("utf-8")


def read_from_file(name: str, read: Callable[[Path], Any]) -> Callable[[bytes], Any]:
    """A reader of bytes made of one that wants a file, in a folder that goes away again."""

    def from_bytes(data: bytes) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.write_bytes(data)
            return read(file)

    return from_bytes


def _read_model(data: bytes) -> Any:
    return model.read_manifest(data, "baseline", "baseline.json")


_read_towers = read_from_file(
    towers.MANIFEST, lambda file: towers.read_towers_manifest(file.parent)
)


def _entries(file: Path) -> Any:
    return library.CalibrationLibrary(file).entries()


NOUNS = {
    noun.name: noun
    for noun in (
        Noun("script", script.VERSION, ".json", read_json, _spelt),
        Noun("plan", plan.VERSION, ".json", lambda data: read_plan(_text(data)), _spelt),
        Noun(
            "take", take.VERSION, ".json", read_from_file("shot.take.json", read_take_file), _spelt
        ),
        Noun("manifest", manifest.VERSION, ".json", manifest.read_manifest, _spelt),
        Noun("master", master_file.VERSION, ".json", master_file.read_master, _spelt),
        Noun("path", path_file.VERSION, ".json", path_file.read_path, _spelt),
        Noun("preset", preset.PRESET_VERSION, ".json", read_preset, _spelt),
        Noun("match", documents.MATCH_VERSION, ".json", match.read_match, None),
        Noun("receipt", receipt.VERSION, ".json", receipt.read_receipt, lambda one: one.to_json()),
        Noun("record", record_shape.RECORD_VERSION, ".json", record.read_record, _spelt),
        Noun("law", law.LAW_VERSION, ".json", law.read_law, _spelt),
        Noun("labels", labels.LABELS_VERSION, ".json", labels.read_labels, _spelt),
        Noun("model", model.VERSION, ".json", _read_model, _spelt),
        Noun("towers", towers.VERSION, ".json", _read_towers, _spelt),
        Noun("library", library.VERSION, ".sqlite", read_from_file("library", _entries), None),
        Noun(
            "sh",
            sh.VERSION,
            ".json",
            read_from_file("baseline.sh.json", sh.read_environment),
            lambda found: found.preset().encode("utf-8"),
        ),
        Noun(
            "usd",
            usd.VERSION,
            ".usda",
            read_from_file("shot.usda", take_from_usd),
            lambda found: usd_text(found).encode("utf-8"),
        ),
    )
}
