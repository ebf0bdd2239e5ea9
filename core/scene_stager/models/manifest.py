# SPDX-License-Identifier: Apache-2.0
"""What stands beside a network on the shelf: its name, its runtime, its sha256, whose it is."""

import json
import re
from dataclasses import asdict, dataclass

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.strict_json import parse

SCHEMA, VERSION = "scene_stager.model", 1
KINDS = ("onnx", "tflite")
MOST_BYTES = 2**30  # of one network: half of what a protobuf file can hold; house default
MOST_WORDS = 400  # letters of a licence or of a source
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
SHA256 = re.compile(r"[0-9a-f]{64}")
WANTED = {
    "name": "the name that its file has",
    "kind": " or ".join(KINDS),
    "sha256": "64 hexadecimal digits",
    "size_bytes": f"1 to {MOST_BYTES}",
    "licence": "a few words",
    "licence_source": "words on one line",
    "taken_from": "words on one line",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A network by name; `kind` is the form of its file, `taken_from` says where it was found."""

    name: str
    kind: str
    sha256: str
    size_bytes: int
    licence: str
    licence_source: str
    taken_from: str

    @property
    def digest(self) -> str:
        """The sha256 of what makes it this network: not its name, nor where it was taken from."""
        return digest_of({"kind": self.kind, "sha256": self.sha256})

    @property
    def file(self) -> str:
        """The name of its file on the shelf; another network's is another one."""
        return f"{self.name}-{self.sha256[:16]}.{self.kind}"

    def to_json(self) -> str:
        """The text of its file."""
        return json.dumps({"schema": SCHEMA, "version": VERSION, **asdict(self)}, indent=2) + "\n"


def read_manifest(data: bytes, name: str, where: str) -> Manifest:
    """The manifest of the network called `name`. Raises InputError for the first thing wrong."""
    tree = parse(data, where)
    expected = {"schema", "version", *WANTED}
    if not isinstance(tree, dict) or set(tree) != expected:
        found = shorten(sorted(tree)) if isinstance(tree, dict) else shorten(tree)
        raise InputError(Mistake(where, found, f"fields {', '.join(sorted(expected))}"))
    if (tree["schema"], tree["version"]) != (SCHEMA, VERSION):
        found = shorten(f"{tree['schema']} {tree['version']}")
        raise InputError(Mistake(f"{where} version", found, f"{SCHEMA} {VERSION}"))
    for field, wanted in WANTED.items():
        if not _fits(field, tree[field], name):
            raise InputError(Mistake(f"{where} {field}", shorten(tree[field]), wanted))
    return Manifest(**{field: tree[field] for field in WANTED})


def _fits(field: str, value: object, name: str) -> bool:
    """True when a field may have this value."""
    if field == "size_bytes":
        return type(value) is int and 0 < value <= MOST_BYTES
    if not isinstance(value, str) or not is_words(value):
        return False
    if field == "sha256":
        return SHA256.fullmatch(value) is not None
    return {"name": value == name, "kind": value in KINDS}.get(field, True)


def is_name(text: str) -> bool:
    """True for what a network can be called: short, in small letters, good on every disk."""
    return NAME.fullmatch(text) is not None


def is_words(text: str) -> bool:
    """True for printable words on one line that are no longer than a table bears."""
    return text.isprintable() and 0 < len(text.strip()) <= len(text) <= MOST_WORDS
