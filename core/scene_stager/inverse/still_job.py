# SPDX-License-Identifier: Apache-2.0
"""Matching as a job of a batch: a still and plain options in, the files of its folder out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.canonical import canonical_json
from scene_stager.script.from_plain import read_tree

if TYPE_CHECKING:
    from scene_stager.inverse.match import Flags, Match
    from scene_stager.script.scene_script import SceneScript

MATCH_FILE, SCRIPT_FILE, PICTURE_FILE = "match.json", "script.json", "match.png"
MASK_LEVEL = 0.2  # linear light from which a mask picture means the subject


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of every match of a batch, as plain data.

    script: a SceneScript as JSON text. mask: a picture that is white where the subject is, and
    its sha256, because the result depends on it. height_m: how tall the subject really is.
    """

    script: str | None = None
    locked: tuple[str, ...] = ()
    mask: str | None = None
    mask_sha256: str | None = None
    height_m: float | None = None
    picture: bool = True

    def plain(self) -> dict[str, object]:
        """As the batch carries them."""
        return asdict(self) | {"locked": list(self.locked)}


def match_files(source: Path, plain: Mapping[str, object]) -> dict[str, bytes]:
    """Match one still. Raises InputError for a still that cannot be read.

    plain: `Options.plain()`
    """
    from scene_stager.inverse.match import match

    asked: Any = dict(plain)
    options = Options(**asked)
    found = match(
        source,
        script=_script(options.script),
        locked=options.locked,
        mask=read_mask(Path(options.mask)) if options.mask else None,
        height_m=options.height_m,
    )
    return files_of(found, options.picture)


def files_of(found: Match, picture: bool = True) -> dict[str, bytes]:
    """The files of a match: its numbers, the script, and the sheet where there is one to draw."""
    files = {
        MATCH_FILE: _text(canonical_json(found.as_json())),
        SCRIPT_FILE: _text(found.script.to_json()),
    }
    if picture and found.still is not None:
        from scene_stager.inverse.match_sheet import match_sheet

        drawn = BytesIO()
        match_sheet(found).save(drawn, "PNG", optimize=True)
        files[PICTURE_FILE] = drawn.getvalue()
    return files


def read_mask(path: Path) -> Flags:
    """A mask picture: what is opaque where it has alpha, else what is bright. (h, w) of bool."""
    import numpy as np

    from scene_stager.reading.picture import read_picture

    picture = read_picture(path)
    if picture.alpha is not None and float(picture.alpha.min()) < 1.0:
        return np.asarray(picture.alpha > 0.5)
    return np.asarray(picture.rgb.mean(axis=-1) > MASK_LEVEL)


def _script(text: str | None) -> SceneScript | None:
    return None if text is None else read_tree(json.loads(text), "script").script


def _text(line: str) -> bytes:
    return (line + "\n").encode("utf-8")
