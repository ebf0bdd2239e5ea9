# SPDX-License-Identifier: Apache-2.0
"""What other programs say in a file of how it was made: asserted, never a parent."""

from dataclasses import dataclass

from scene_stager.pictures.codes import Embedded
from scene_stager.provenance.xmp import source_type_in_packet

MOST_LETTERS = 400
MOST_SHOWN = 32
# By the key of a text: who writes it there.
WRITERS = {
    "prompt": "comfy",
    "workflow": "comfy",
    "parameters": "a1111",
    "invokeai_metadata": "invokeai",
    "invokeai_graph": "invokeai",
    "sd-metadata": "invokeai",
    "dream": "invokeai",
    "generation_data": "tensor.art",
    "fooocus_scheme": "fooocus",
    "sui_image_params": "swarmui",
    "draw things": "draw things",
    "software": "software",
    "comment": "comment",
    "description": "description",
}


@dataclass(frozen=True, slots=True)
class Asserted:
    """Something that was said of a picture: `asserted:` and by whom, where it stood, and what."""

    evidence: str
    place: str
    says: str


def evidence_in(embedded: Embedded) -> tuple[Asserted, ...]:
    """What a file asserts of itself, shortened; the words of strangers, for people to weigh."""
    found = [
        Asserted(f"asserted:{WRITERS[one.key.lower()]}", f"{one.kind} {one.key}", _cut(one.text))
        for one in embedded.texts
        if one.key.lower() in WRITERS
    ]
    try:
        source = source_type_in_packet(embedded.xmp)
    except ValueError:
        source = ""
    if source:
        found.append(Asserted("asserted:iptc", "XMP DigitalSourceType", _cut(source)))
    return tuple(found[:MOST_SHOWN])


def _cut(text: str) -> str:
    """Printable words on one line."""
    line = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * MOST_LETTERS])
    line = " ".join(line.split())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"
