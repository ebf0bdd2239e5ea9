# SPDX-License-Identifier: Apache-2.0
"""The record: what a picture remembers of where it came from. Two kilobytes at most, however deep.

It names its parents and not theirs. It passes the gate of every shared document: words and numbers,
no files, no addresses, no payloads.
"""

from dataclasses import asdict, dataclass

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import too_large
from scene_stager.presets.lineage import KINDS, RECORD_ORIGINS, ROLES, UNKNOWN, Lineage, Parent
from scene_stager.presets.math_over_matter import findings_against
from scene_stager.presets.shape import DIGEST, MOST_PARENTS, Exactly, Fields, Many, form, prose
from scene_stager.script.field import Rule
from scene_stager.script.strict_json import parse

SCHEMA, VERSION = "scene_stager.record", 1
MOST_BYTES = 2048
STAGES = {
    "S1": "hand-drawn",
    "S2": "reference",
    "S3": "sculpt or render",
    "S4": "generative",
    "S5": "image-to-3D",
}
# Source: IPTC NewsCodes, digitalsourcetype, 2025.
SOURCE_TYPES = (
    *("digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print"),
    *("humanEdits", "digitalCreation", "dataDrivenMedia", "algorithmicMedia", "screenCapture"),
    *("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeCapture"),
    *("compositeSynthetic", "composite", "virtualRecording", "algorithmicallyEnhanced"),
)
SOURCE_OF_STAGE = {
    "S1": "digitalCreation",
    "S3": "digitalCreation",
    "S4": "trainedAlgorithmicMedia",
    "S5": "trainedAlgorithmicMedia",
}
WHEN = form(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z)?",
    20,
    "a day, or a time in UTC such as 2026-11-25T09:30:00Z",
)
WORDS = {"subject": 80, "environment": 80, "domain": 40, "hand": 80, "tool": 80, "licence": 80}
HASHES = ("plan_hash", "prompt_hash", "pixel_hash", "content_hash")


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
        mistakes = [one.as_mistake("record") for one in findings_against(tree, SHAPE)]
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
        said: dict[str, object] = {"schema": SCHEMA, "version": VERSION}
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
    if len(data) > MOST_BYTES:
        raise too_large(where, len(data), MOST_BYTES)
    tree = parse(data, where)
    mistakes = [one.as_mistake(where) for one in findings_against(tree, SHAPE)]
    if mistakes or not isinstance(tree, dict):
        raise InputError(mistakes or Mistake(where, "no object", "a record"))
    parents = tuple(Parent(**one) for one in tree.get("parents", ()))
    lineage = Lineage(tree.get("origin", "unknown"), parents, tree.get("when"))
    return Record(lineage=lineage, **{name: tree[name] for name in PLAIN if name in tree})


def _one_of(words: tuple[str, ...], about: str) -> Rule:
    return Rule("word", about, words=lambda: words)


PARENT = Fields(
    {"sha256": DIGEST, "role": _one_of(ROLES, "its role"), "kind": _one_of(KINDS, "its kind")},
    frozenset({"sha256", "role", "kind"}),
)
SHAPE = Fields(
    {
        "schema": Exactly(SCHEMA),
        "version": Exactly(VERSION),
        **{name: prose(longest, name) for name, longest in WORDS.items()},
        "stage": _one_of(tuple(STAGES), "its medium"),
        "source_type": _one_of(SOURCE_TYPES, "the IPTC digital source type"),
        "decoder": prose(40, "who decoded the pixels of a lossy file"),
        **dict.fromkeys(HASHES, DIGEST),
        "origin": _one_of(RECORD_ORIGINS[1:], "how it came to be"),
        "parents": Many(PARENT, MOST_PARENTS),
        "when": WHEN,
    },
    frozenset({"schema", "version"}),
)
PLAIN = tuple(name for name in SHAPE.of if name in Record.__dataclass_fields__)
