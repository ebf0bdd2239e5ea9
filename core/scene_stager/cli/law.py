# SPDX-License-Identifier: Apache-2.0
"""`scene-stager law`: do these scenes, passes and frames keep the law of their world?"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scene_stager.cli._command import LARGE_PICTURE, NO, YES, Command
from scene_stager.cli._files import must_spare, whole_files
from scene_stager.cli._law_inputs import (
    DOCUMENT,
    PassFiles,
    key_of_document,
    key_of_scene,
    key_of_still,
    must_be_a_stock,
    read_who,
)
from scene_stager.cli._options import AsJson, must_be_one, read_path
from scene_stager.cli._show import print_json, print_table, progress, say, tell
from scene_stager.errors import InputError, Mistake, printable, shorten

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture
    from scene_stager.provenance.law.document import Law
    from scene_stager.provenance.law.key_sides import KeySeen
    from scene_stager.provenance.law.verdict import Answer

MOST_FILES = 1000
MOST_PICTURES = 64  # of one sequence, which are held together
MOST_SAID = 12  # regions of an answer in the table
SHIPPED = "red_only_on_the_living"


def _file(name: str, about: str) -> Any:
    return typer.Option(parser=read_path, metavar=name, help=about, show_default=False)


Paths = Annotated[
    list[Path],
    typer.Argument(
        parser=read_path,
        metavar="PATH...",
        help="Pictures, USD scenes, shot.take.json or match.json files; a sequence in order.",
        show_default=False,
    ),
]
Named = Annotated[
    str, typer.Option("--law", metavar="FILE|NAME", help="The law, or one that is shipped.")
]
Mask = Annotated[Path | None, _file("PICTURE", "What lives: white on black, or alpha.")]
Albedo = Annotated[Path | None, _file("FILE", "Albedo, beside the picture.")]
Ids = Annotated[Path | None, _file("FILE", "IDs or a Cryptomatte, beside the picture.")]
Who = Annotated[Path | None, _file("FILE", "Who is who in the IDs: labels, or a USD scene.")]
Stock = Annotated[str, typer.Option(metavar="NAME", help="The film stock it is on.")]
Grade = Annotated[str, typer.Option(metavar="NAME", help="The grade that it went through.")]
InOrder = Annotated[
    bool, typer.Option("--sequence", help="Ask too what must stay from each to the next.")
]
Mark = Annotated[Path | None, _file("PICTURE", "Where a stencil is in the first, in white.")]
Drawn = Annotated[Path | None, _file("FILE", "Draw what was found here; for several, a folder.")]


@dataclass(eq=False)
class Heard:
    """What was answered, and what a sequence is judged by."""

    answers: "list[Answer]" = field(default_factory=list)
    keys: "list[KeySeen]" = field(default_factory=list)
    pictures: "list[Picture]" = field(default_factory=list)
    drawn: dict[int, Path] = field(default_factory=dict)


def run(
    paths: Paths,
    law: Named = SHIPPED,
    mask: Mask = None,
    albedo: Albedo = None,
    ids: Ids = None,
    labels: Who = None,
    stock: Stock = "",
    grade: Grade = "",
    sequence: InOrder = False,
    mark: Mark = None,
    picture: Drawn = None,
    as_json: AsJson = False,
) -> int:
    """Hold files against a law; the exit code is 1 when it is broken."""
    from scene_stager.provenance.law.document import find_law
    from scene_stager.provenance.law.verdict import LawVerdict, worst

    beside = PassFiles(mask, albedo, ids, labels, stock, grade)
    _check(beside, len(paths))
    held, heard = find_law(law), Heard()
    in_order = sequence or mark is not None
    for path in paths:
        with progress(f"Holding {path.name} against {held.name}", quiet=as_json):
            _hear(path, held, beside, in_order, heard)
    if in_order or heard.keys:
        _hear_sequence(held, heard, mark)
    if picture is not None:
        known = [one for one in (mask, albedo, ids, labels, mark) if one is not None]
        _draw(heard, picture, [*paths, *known])
    verdict = worst(heard.answers)
    if as_json:
        print_json({"law": held.name, "verdict": str(verdict), "results": _plain(heard)})
    else:
        _print(held, heard)
    return NO if verdict is LawVerdict.BROKEN else YES


def _check(beside: PassFiles, count: int) -> None:
    if count > MOST_FILES:
        raise InputError(Mistake("law", f"{count} files", f"at most {MOST_FILES}"))
    must_be_a_stock(beside.stock)
    for option in ("mask", "albedo", "ids", "labels"):
        must_be_one(f"--{option}", "file", getattr(beside, option), count)


def _hear(path: Path, law: "Law", beside: PassFiles, in_order: bool, heard: Heard) -> None:
    """One file: every level that it has, and its key where a sequence is asked for."""
    from scene_stager.provenance.law.scene_file import is_scene

    if is_scene(path):
        from scene_stager.provenance.law.authored import judge_scene

        heard.answers.append(judge_scene(law, path))
        if in_order:
            heard.keys.append(key_of_scene(path))
    elif path.suffix == DOCUMENT:
        heard.keys.append(key_of_document(path))
    else:
        _hear_picture(path, law, beside, in_order, heard)


def _hear_picture(path: Path, law: "Law", beside: PassFiles, in_order: bool, heard: Heard) -> None:
    from scene_stager.pictures.read import read_picture
    from scene_stager.provenance.law.frame import Frame, judge_frame
    from scene_stager.provenance.law.layers import is_albedo_alone, read_albedo, read_ids
    from scene_stager.provenance.law.mask import read_mask
    from scene_stager.provenance.law.passes import Passes, judge_passes

    shown = None if is_albedo_alone(path) else read_picture(path, smallest_px=1)
    mask = None if beside.mask is None else read_mask(beside.mask)
    painted = read_albedo(beside.albedo or path, beside.albedo is not None)
    if painted is None and beside.ids is not None:
        raise InputError(Mistake("--ids", "no albedo beside them", "--albedo, or such a layer"))
    if painted is not None:
        covered = read_ids(beside.ids or path, beside.ids is not None)
        passes = Passes(painted, covered, mask, read_who(beside.labels))
        heard.answers.append(judge_passes(law, passes, str(path)))
    if shown is None:
        return
    frame = Frame(shown, mask, beside.stock, beside.grade)
    heard.answers.append(judge_frame(law, frame, str(path)))
    if in_order:
        if len(heard.pictures) >= MOST_PICTURES:
            expected = f"at most {MOST_PICTURES} pictures in one sequence"
            raise InputError(Mistake("--sequence", f"over {MOST_PICTURES}", expected))
        heard.pictures.append(shown)
        if law.key_sides:
            heard.keys.append(key_of_still(shown, path))


def _hear_sequence(law: "Law", heard: Heard, mark: Path | None) -> None:
    from scene_stager.provenance.law.mask import read_mask
    from scene_stager.provenance.law.sequence import judge_sequence

    own = None if mark is None else read_mask(mark)
    heard.answers.append(judge_sequence(law, heard.keys, heard.pictures, own))


def _draw(heard: Heard, place: Path, read: list[Path]) -> None:
    """A sheet for each answer that has a picture; one goes to the file, several into the folder."""
    from scene_stager.pictures.read import read_picture
    from scene_stager.pictures.write import ENDINGS, screen_codes, write_picture
    from scene_stager.reading.sheet.law_sheet import draw_law

    able = [k for k, answer in enumerate(heard.answers) if answer.drawn is not None]
    if not able:
        raise InputError(Mistake("--picture", "no picture to draw on", "a picture among the files"))
    is_one = len(able) == 1 or place.suffix.lower() in ENDINGS
    if is_one and place.suffix.lower() not in ENDINGS:
        expected = f"a file that ends in {', '.join(ENDINGS)}"
        raise InputError(Mistake("--picture", shorten(str(place)), expected))
    for k in able:
        answer = heard.answers[k]
        stem = f"{place.stem}_{answer.level}" if len(able) > 1 else place.stem
        name = f"{stem}{place.suffix}" if is_one else f"{k + 1:03d}_{answer.level}.png"
        heard.drawn[k] = (place.parent if is_one else place) / name
    must_spare(read, heard.drawn.values(), "--picture")
    with whole_files(place.parent if is_one else place, "--picture") as desk:
        for k, file in heard.drawn.items():
            answer = heard.answers[k]
            codes = screen_codes(read_picture(Path(answer.path), smallest_px=1).rgb)
            sheet = draw_law(codes, answer, printable(Path(answer.path).name))
            write_picture(desk / file.name, sheet)


def _plain(heard: Heard) -> list[dict[str, object]]:
    return [
        {**answer.as_json(), "picture": str(heard.drawn[k]) if k in heard.drawn else None}
        for k, answer in enumerate(heard.answers)
    ]


def _print(law: "Law", heard: Heard) -> None:
    for k, answer in enumerate(heard.answers):
        tell(f"{answer.verdict}  {answer.level}  {answer.path}")
        if answer.regions:
            rows = [
                (str(one.verdict), one.rule, _where(one.prims, one.box_px, one.frame), one.why)
                for one in answer.regions[:MOST_SAID]
            ]
            print_table("", ("verdict", "rule", "where", "why"), rows)
        more = len(answer.regions) - MOST_SAID
        for line in (*([f"and {more} more"] if more > 0 else []), *answer.unsure, *answer.notes):
            tell(f"  {line}")
        if k in heard.drawn:
            tell(f"  drawn in {heard.drawn[k]}")
    say(f"{law.name}: {law.says}")


def _where(
    prims: tuple[str, ...], box_px: tuple[int, int, int, int] | None, frame: float | None
) -> str:
    """A prim, a box in pixels, a frame: as much as there is."""
    box = "" if box_px is None else f"{box_px[0]},{box_px[1]} to {box_px[2]},{box_px[3]}"
    at = "" if frame is None else f"frame {frame:g}"
    return " ".join(word for word in (", ".join(prims[:3]), box, at) if word)


COMMAND = Command("Hold scenes, passes and frames against a law of colour.", run, LARGE_PICTURE)
