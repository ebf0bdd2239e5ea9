# SPDX-License-Identifier: Apache-2.0
"""What stands in a model folder of the user's: which files, of which sha256, how it is asked.

The folder is laid out as model hubs do (CLIP, SigLIP, SigLIP2, CinemaCLIP): settings in JSON, a
tokenizer, and two ONNX networks. The manifest beside them is ours; it is what the model is known
by.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.models.manifest import MOST_BYTES, SHA256, is_words
from scene_stager.plain_file import read_plain_file
from scene_stager.script.strict_json import MAX_BYTES, parse
from scene_stager.whole_file import write_whole

SCHEMA, VERSION = "scene_stager.towers", 1
MANIFEST = "scene_stager.towers.json"
CONFIG, PREPARED, TOKENIZER = "config.json", "preprocessor_config.json", "tokenizer.json"
VISION, TEXT = "onnx/vision_model.onnx", "onnx/text_model.onnx"
MOST_OF = {
    **dict.fromkeys((CONFIG, PREPARED), MAX_BYTES),
    TOKENIZER: 2**26,  # SigLIP2's has 34 MB; house default
    **dict.fromkeys((VISION, TEXT), MOST_BYTES),
}
MOST_DIM, MOST_WORDS = 8192, 1024  # of a vector, of a padded text; house defaults


@dataclass(frozen=True, slots=True)
class TowersManifest:
    """A pair of networks: `files` are sha256 by place, `dim` is how long a vector is.

    A text is padded to exactly `pad_to` tokens with `pad_id`; `lower_case` is for models that were
    trained on small letters only, whatever their tokenizer does.
    """

    name: str
    dim: int
    pad_to: int
    pad_id: int
    lower_case: bool
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The sha256 of what makes it this model: all but its name."""
        return digest_of({k: v for k, v in asdict(self).items() if k != "name"})

    def to_json(self) -> str:
        """The text of its file."""
        return json.dumps({"schema": SCHEMA, "version": VERSION, **asdict(self)}, indent=2) + "\n"


def read_towers_manifest(folder: Path) -> TowersManifest:
    """The manifest of a model folder. Raises InputError for the first thing wrong."""
    if not folder.is_dir():
        raise InputError(Mistake(str(folder), "no folder", "a model folder"))
    if not (folder / MANIFEST).exists():
        advice = "scene-stager asset vectors --model FOLDER takes a model on."
        raise InputError(Mistake(str(folder), f"no {MANIFEST}", "one", advice))
    data = read_plain_file(folder / MANIFEST, "a model folder's manifest", MAX_BYTES, MANIFEST)
    tree = parse(data, MANIFEST)
    expected = {"schema", "version", *TowersManifest.__dataclass_fields__}
    if not isinstance(tree, dict) or set(tree) != expected:
        found = shorten(sorted(tree)) if isinstance(tree, dict) else shorten(tree)
        raise InputError(Mistake(MANIFEST, found, f"fields {', '.join(sorted(expected))}"))
    if (tree.pop("schema"), tree.pop("version")) != (SCHEMA, VERSION):
        raise InputError(Mistake(f"{MANIFEST} version", "another", f"{SCHEMA} {VERSION}"))
    for name, (is_so, wanted) in _wanted(tree).items():
        if not is_so:
            raise InputError(Mistake(f"{MANIFEST} {name}", shorten(tree[name]), wanted))
    return TowersManifest(**tree)


def _wanted(tree: dict[str, Any]) -> dict[str, tuple[bool, str]]:
    files = tree["files"]
    are_files = isinstance(files, dict) and set(files) == set(MOST_OF)
    return {
        "name": (isinstance(tree["name"], str) and is_words(tree["name"]), "a few words"),
        "dim": (is_within(tree["dim"], 1, MOST_DIM), f"1 to {MOST_DIM}"),
        "pad_to": (is_within(tree["pad_to"], 1, MOST_WORDS), f"1 to {MOST_WORDS}"),
        "pad_id": (is_within(tree["pad_id"], 0, 2**31), "a token's number"),
        "lower_case": (isinstance(tree["lower_case"], bool), "true or false"),
        "files": (
            are_files
            and all(isinstance(one, str) and SHA256.fullmatch(one) for one in files.values()),
            f"a sha256 for each of {', '.join(MOST_OF)}",
        ),
    }


def is_within(value: object, least: int, most: int) -> bool:
    """True for a whole number between two others."""
    return type(value) is int and least <= value <= most


def read_of_folder(folder: Path, place: str, digest: str | None = None) -> bytes:
    """A file of a model folder, which is that of its manifest. Raises InputError."""
    path = folder / place
    if path.is_symlink() and digest is None:
        path = path.resolve()  # hubs keep files behind links; the manifest will hold what they are
    data = read_plain_file(path, "a file of a model folder", MOST_OF[place], place)
    found = hashlib.sha256(data).hexdigest()
    if digest is not None and found != digest:
        expected = f"{digest[:12]}…, as {MANIFEST} has it"
        advice = f"Another model needs a manifest of its own: remove {MANIFEST} to take it on."
        raise InputError(Mistake(place, f"sha256 {found[:12]}…", expected, advice))
    return data


def settings_of(folder: Path, place: str, digest: str | None = None) -> dict[str, Any]:
    """A settings file of a model folder. Raises InputError for what is no object."""
    tree = parse(read_of_folder(folder, place, digest), place)
    if not isinstance(tree, dict):
        raise InputError(Mistake(place, shorten(tree), "an object of settings"))
    return tree


def write_towers_manifest(folder: Path, manifest: TowersManifest) -> None:
    """Put a manifest beside a model's files. Raises OSError."""
    write_whole(folder / MANIFEST, manifest.to_json().encode("utf-8"))
