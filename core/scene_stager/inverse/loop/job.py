# SPDX-License-Identifier: Apache-2.0
"""Matching as a job of a batch: a still and plain options in, the files of its folder out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.inverse.answer.match_file import MATCH_FILE
from scene_stager.presets.lineage import Parent
from scene_stager.provenance.documents import match_digest
from scene_stager.script.from_plain import read_tree
from scene_stager.script.parts import PARTS

if TYPE_CHECKING:
    from scene_stager.inverse.answer.match_file import Match
    from scene_stager.inverse.answer.request import MatchRequest
    from scene_stager.maths.arrays import Bools
    from scene_stager.provenance.record import Record
    from scene_stager.script.scene_script import SceneScript

# House defaults, not measured.
SCRIPT_FILE, PICTURE_FILE = "script.json", "match.png"
# All code that can change an answer: a result that other code wrote is matched again.
ROOMS = (
    *("canonical.py", "errors.py", "file_lock.py", "one_thread.py", "plain_file.py"),
    *("registry.py", "sqlite_file.py", "user_folder.py", "whole_file.py"),
    *("maths", "shot", "script", "moks", "presets", "pictures", "models"),
    *("provenance", "preview", "reading", "inverse"),
)
MASK_LEVEL = 0.2  # linear light from which a mask picture means the subject: house default
MASK_ALPHA = 0.5  # the same of what is opaque: house default


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of every match of a batch, as plain data.

    script: a SceneScript as JSON text. take: which parts of the still go into it. mask: a picture
    that is white where the subject is, and
    its sha256, because the result depends on it; so it does on `network`, the digest of the one
    that finds subjects here. at: a place on the subject, in pixels or in shares of the picture.
    height_m: how tall the subject really is.
    inspector: a name, or "none". library: the file of solved matches, or None for none; what it
    holds changes where a solve begins. renderer: whose ways are taken off the numbers.
    forward: `analytic`, or what Blender renders with, `eevee` or `cycles`: the still's balloon, or
    `subject` in the .blend file `scene`.
    """

    script: str | None = None
    take: tuple[str, ...] = tuple(PARTS)
    locked: tuple[str, ...] = ()
    mask: str | None = None
    mask_sha256: str | None = None
    at: tuple[float, float] | None = None
    network: str = ""
    height_m: float | None = None
    picture: bool = True
    mode: str = "geometric"
    renderer: str = "cycles"
    inspector: str = "offline"
    library: str | None = None
    forward: str = "analytic"
    scene: str | None = None
    scene_sha256: str | None = None
    subject: str = ""

    def plain(self) -> dict[str, object]:
        """As the batch carries them."""
        return asdict(self) | {"take": list(self.take), "locked": list(self.locked)}

    def request(self) -> MatchRequest:
        """The same as the loop takes it. Raises InputError for a mask that cannot be read."""
        from scene_stager.inverse.answer.request import MatchRequest

        return MatchRequest(
            script=_script(self.script),
            take=frozenset(self.take),
            locked=frozenset(self.locked),
            mask=read_mask(Path(self.mask)) if self.mask else None,
            at=None if self.at is None else (self.at[0], self.at[1]),
            height_m=self.height_m,
            mode=self.mode,
            renderer=self.renderer,
            inspector=self.inspector,
            library=Path(self.library) if self.library else None,
            forward=self.forward,
            scene=Path(self.scene) if self.scene else None,
            subject=self.subject,
        )


def match_files(source: Path, plain: Mapping[str, object]) -> dict[str, bytes]:
    """Match one still. Raises InputError for a still that cannot be read.

    plain: `Options.plain()`
    """
    from scene_stager.inverse.loop.match import match

    asked: Any = dict(plain)
    options = Options(**asked)
    return files_of(match(source, options.request()), picture=options.picture)


def files_of(found: Match, *, picture: bool = True) -> dict[str, bytes]:
    """The files of a match: its numbers, the script, and the sheet when there is one to draw."""
    from scene_stager.pictures.write import screen_codes
    from scene_stager.provenance.automatic import our_record, stamped_document, stamped_png

    told = found.as_json()
    script = found.script.as_json()
    said = {
        MATCH_FILE: (told, match_digest(told), our_record("match", _still(told))),
        SCRIPT_FILE: (script, digest_of(script), _record(told)),
    }
    files = {
        name: stamped_document(_text(canonical_json(tree)), digest, record)
        for name, (tree, digest, record) in said.items()
    }
    if picture:
        from scene_stager.inverse.sheet.bars import metric_bars
        from scene_stager.inverse.sheet.match_sheet import match_sheet

        both = found.signatures
        bars = () if both is None else metric_bars(both.reference, both.preview)
        files[PICTURE_FILE] = stamped_png(match_sheet(found, bars), _record(told), smallest=True)
    if found.host is not None:
        shown = screen_codes(found.host.picture)
        files[f"{found.forward}.png"] = stamped_png(shown, _record(told))
    return files


def _record(told: Mapping[str, object]) -> Record:
    """Where what is made of a match comes from: the match, and the still where it is named."""
    from scene_stager.provenance.automatic import our_record

    return our_record("match", [Parent(match_digest(told), "match", "content"), *_still(told)])


def _still(told: Mapping[str, object]) -> list[Parent]:
    """The still that was matched, where it is named."""
    return [Parent(str(told["image_pixels"]), "still")] if "image_pixels" in told else []


def read_mask(path: Path) -> Bools:
    """A mask picture: what is opaque where it has alpha, else what is bright. (h, w) of bool."""
    import numpy as np

    from scene_stager.pictures.read import read_picture

    picture = read_picture(path)
    if picture.alpha is not None and float(picture.alpha.min()) < 1.0:
        return np.asarray(picture.alpha > MASK_ALPHA)
    return np.asarray(picture.rgb.mean(axis=-1) > MASK_LEVEL)


def _script(text: str | None) -> SceneScript:
    from scene_stager.script.scene_script import SceneScript

    return SceneScript() if text is None else read_tree(json.loads(text), "script").script


def _text(line: str) -> bytes:
    return (line + "\n").encode("utf-8")
