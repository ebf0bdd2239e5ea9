# SPDX-License-Identifier: Apache-2.0
"""The record: what a picture remembers of where it came from. Two kilobytes at most, however deep.

It names its parents and not theirs. It passes the gate of every shared document: words and numbers,
no files, no addresses, no payloads.
"""

from dataclasses import asdict, dataclass

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import too_large
from scene_stager.presets.lineage import UNKNOWN, Lineage, Parent
from scene_stager.presets.math_over_matter import findings_against
from scene_stager.presets.record_shape import RECORD, RECORD_SCHEMA, RECORD_VERSION
from scene_stager.script.strict_json import parse

MOST_BYTES = 2048
MOST_SPELT = 4 * MOST_BYTES  # with the spaces and escapes of who spells it otherwise
SOURCE_OF_STAGE = {
    "S1": "digitalCreation",
    "S3": "digitalCreation",
    "S4": "trainedAlgorithmicMedia",
    "S5": "trainedAlgorithmicMedia",
}


@dataclass(frozen=True, slots=True)
class Record:
    """Who and what made this of what. Empty words are not said.

    `stage` names a medium, S1 to S5, and no order. `hand` is who steered it. `plan_hash` or
    `prompt_hash` is the sha256 of what was carried out. `decoder` is who decoded the pixels of a
    lossy file. `pixel_hash` is the picture's own; what has no pixels has a `content_hash`.
    """

    subject: str = ""
    environment: str = ""
    domain: str = ""
    stage: str = ""
    lineage: Lineage = UNKNOWN
    hand: str = ""
    tool: str = ""
    plan_hash: str = ""
    prompt_hash: str = ""
    licence: str = ""
    source_type: str = ""
    decoder: str = ""
    pixel_hash: str = ""
    content_hash: str = ""

    def to_json(self) -> str:
        """The canonical text. Raises InputError where a field may not be so, or all is too long."""
        tree = self.as_json()
        mistakes = [one.as_mistake("record") for one in findings_against(tree, RECORD)]
        if mistakes:
            raise InputError(mistakes)
        text = canonical_json(tree)
        size_bytes = len(text.encode("utf-8"))
        if size_bytes > MOST_BYTES:
            advice = "Say it in fewer words, or with fewer parents."
            raise InputError(
                Mistake("record", f"{size_bytes} bytes", f"at most {MOST_BYTES}", advice)
            )
        return text

    def as_json(self) -> dict[str, object]:
        """Plain data, without what is not said."""
        said: dict[str, object] = {"schema": RECORD_SCHEMA, "version": RECORD_VERSION}
        said |= {name: getattr(self, name) for name in PLAIN if getattr(self, name)}
        line = self.lineage
        if line.origin != "unknown":
            said["origin"] = line.origin
        if line.origin != "unknown" or line.parents:
            said["parents"] = [asdict(parent) for parent in line.parents]
        if line.made_on is not None:
            said["when"] = line.made_on
        return said

    @property
    def digest(self) -> str:
        """The sha256 of the canonical text."""
        return digest_of(self.as_json())

    @property
    def source(self) -> str:
        """The IPTC digital source type: the one that is said, else what the stage amounts to."""
        return self.source_type or SOURCE_OF_STAGE.get(self.stage, "")


def read_record(data: bytes, where: str = "record") -> Record:
    """The record that JSON text spells. Raises InputError with every mistake."""
    if len(data) > MOST_SPELT:
        raise too_large(where, len(data), MOST_BYTES)
    tree = parse(data, where)
    mistakes = [one.as_mistake(where) for one in findings_against(tree, RECORD)]
    if mistakes or not isinstance(tree, dict):
        raise InputError(mistakes or Mistake(where, "no object", "a record"))
    parents = tuple(Parent(**one) for one in tree.get("parents", ()))
    lineage = Lineage(tree.get("origin", "unknown"), parents, tree.get("when"))
    record = Record(lineage=lineage, **{name: tree[name] for name in PLAIN if name in tree})
    if len(data) > MOST_BYTES:
        record.to_json()
    return record


PLAIN = tuple(name for name in RECORD.of if name in Record.__dataclass_fields__)
