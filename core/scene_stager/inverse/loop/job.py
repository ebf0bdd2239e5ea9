# SPDX-License-Identifier: Apache-2.0
"""Matching as a job of a batch: a still and plain options in, the files of its folder out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.canonical import canonical_json
from scene_stager.inverse.answer.match_file import MATCH_FILE, match_digest
from scene_stager.presets.lineage import Parent
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.script.from_plain import read_tree

if TYPE_CHECKING:
    from scene_stager.inverse.answer.match_file import Match
    from scene_stager.inverse.blender.host_match import BlenderLook
    from scene_stager.inverse.forward.still_model import StillModel
    from scene_stager.inverse.least_squares.ranking import Calibration
    from scene_stager.inverse.second_look.look_over import Looked
    from scene_stager.maths.arrays import Bools
    from scene_stager.provenance.record import Record
    from scene_stager.script.scene_script import SceneScript

# House defaults, not measured.
SCRIPT_FILE, PICTURE_FILE = "script.json", "match.png"
# All code that can change an answer: a result that other code wrote is matched again.
ROOMS = (
    *("canonical.py", "errors.py", "file_lock.py", "plain_file.py", "registry.py"),
    *("sqlite_file.py", "whole_file.py"),
    *("maths", "shot", "script", "moks", "presets", "pictures", "models"),
    *("provenance", "preview", "reading", "inverse"),
)
MASK_LEVEL = 0.2  # linear light from which a mask picture means the subject


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of every match of a batch, as plain data.

    script: a SceneScript as JSON text. mask: a picture that is white where the subject is, and
    its sha256, because the result depends on it. height_m: how tall the subject really is.
    inspector: a name, or "none". library: the file of solved matches, or None for none; what it
    holds changes where a solve begins. renderer: whose ways are taken off the numbers.
    forward: `analytic`, or what Blender renders with, `eevee` or `cycles`: the still's balloon, or
    `subject` in the .blend file `scene`.
    """

    script: str | None = None
    locked: tuple[str, ...] = ()
    mask: str | None = None
    mask_sha256: str | None = None
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
        return asdict(self) | {"locked": list(self.locked)}


def match_files(source: Path, plain: Mapping[str, object]) -> dict[str, bytes]:
    """Match one still. Raises InputError for a still that cannot be read.

    plain: `Options.plain()`
    """
    asked: Any = dict(plain)
    options = Options(**asked)
    if options.forward == "analytic":
        return _files(source, options)
    from scene_stager.inverse.blender.host_match import look_for

    with look_for(options.forward, options.scene, options.subject) as look:
        if options.scene and options.subject and options.height_m is None:
            options = replace(options, height_m=look.subject_m())
        return _files(source, options, look)


def _files(source: Path, options: Options, look: BlenderLook | None = None) -> dict[str, bytes]:
    """Match, look over, and have Blender look last."""
    from scene_stager.inverse.loop.match import match, solved_again

    script = _script(options.script)
    found = match(
        source,
        script=script,
        locked=options.locked,
        mask=read_mask(Path(options.mask)) if options.mask else None,
        height_m=options.height_m,
        mode="heuristic" if options.mode == "heuristic" else "geometric",
        renderer=options.renderer,
    )
    pixels = pixel_hash_of_file(source)
    if found.still is None:
        return files_of(found, said={"image_pixels": pixels})

    from scene_stager.inverse.second_look.look_over import look_over

    def again(
        one: Match, more: Calibration[StillModel], seen_by: str | None = options.renderer
    ) -> Match:
        return solved_again(one, more, script, options.locked, seen_by)

    def last_word(one: Match) -> Match:
        return one if look is None else look.last_word(one, lambda m, c: again(m, c, None))

    looked = look_over(
        found,
        again,
        who=options.inspector,
        library=Path(options.library) if options.library else None,
        last_word=last_word,
    )
    said = {**looked.said, "image_pixels": pixels}
    return files_of(looked.match, looked if options.picture else None, said)


def files_of(
    found: Match, drawn: Looked | None = None, said: Mapping[str, object] | None = None
) -> dict[str, bytes]:
    """The files of a match: its numbers, the script, and the sheet when there is one to draw."""
    told = found.as_json() | dict(said or {})
    files = {
        MATCH_FILE: _text(canonical_json(told)),
        SCRIPT_FILE: _text(found.script.to_json()),
    }
    if drawn is not None:
        from scene_stager.inverse.sheet.bars import metric_bars
        from scene_stager.inverse.sheet.match_sheet import match_sheet
        from scene_stager.provenance.automatic import stamped_png

        sheet = match_sheet(found, metric_bars(*drawn.signatures.numbers))
        files[PICTURE_FILE] = stamped_png(sheet, _record(told), smallest=True)
    if found.host is not None:
        from scene_stager.pictures.write import screen_codes
        from scene_stager.provenance.automatic import stamped_png

        shown = screen_codes(found.host.picture)
        files[f"{found.forward}.png"] = stamped_png(shown, _record(told))
    return files


def _record(told: Mapping[str, object]) -> Record:
    """Where the pictures of a match come from: the match, and the still where it is named."""
    from scene_stager.provenance.automatic import our_record

    parents = [Parent(match_digest(told), "match", "content")]
    if "image_pixels" in told:
        parents.append(Parent(str(told["image_pixels"]), "still"))
    return our_record("match", parents)


def read_mask(path: Path) -> Bools:
    """A mask picture: what is opaque where it has alpha, else what is bright. (h, w) of bool."""
    import numpy as np

    from scene_stager.pictures.read import read_picture

    picture = read_picture(path)
    if picture.alpha is not None and float(picture.alpha.min()) < 1.0:
        return np.asarray(picture.alpha > 0.5)
    return np.asarray(picture.rgb.mean(axis=-1) > MASK_LEVEL)


def _script(text: str | None) -> SceneScript | None:
    return None if text is None else read_tree(json.loads(text), "script").script


def _text(line: str) -> bytes:
    return (line + "\n").encode("utf-8")
