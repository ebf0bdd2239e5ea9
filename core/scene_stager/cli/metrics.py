# SPDX-License-Identifier: Apache-2.0
"""`scene-stager metrics`: what a still says about its light, as fifteen numbers and a picture."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LARGE_PICTURE, NO, YES, Command
from scene_stager.cli._files import must_spare, whole_files
from scene_stager.cli._options import AsJson, At, must_be_one, read_at, read_path
from scene_stager.cli._show import print_json, print_table, progress, tell
from scene_stager.errors import InputError, Mistake, printable, shorten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scene_stager.pictures.picture import Picture
    from scene_stager.reading.lights.plan import LightPlan
    from scene_stager.reading.lotus_direction import LotusCertificate
    from scene_stager.reading.signature import Signature

MOST_STILLS = 1000
MODES = ("geometric", "heuristic")


@dataclass(frozen=True, slots=True)
class Read:
    """A still that was read, and where its sheet went."""

    still: Path
    picture: "Picture"
    signature: "Signature"
    sheet: Path | None
    seconds: float

    @property
    def was_readable(self) -> bool:
        """Whether at least one metric has a value."""
        return any(reading.failure is None for reading in self.signature.metrics.values())


def run(
    stills: Annotated[
        list[Path],
        typer.Argument(
            parser=read_path, metavar="STILL...", help="Pictures to read.", show_default=False
        ),
    ],
    mode: Annotated[
        str, typer.Option(metavar="geometric|heuristic", help="Which estimators read.")
    ] = "geometric",
    mask: Annotated[
        Path | None,
        typer.Option(
            parser=read_path,
            metavar="PICTURE",
            help="Where the subject is: white on black, or alpha.",
        ),
    ] = None,
    at: At = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            parser=read_path,
            metavar="FILE",
            help="Draw the reading here; for many stills, a folder.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Read stills; the exit code is 1 when one of them could not be read at all."""
    _check(stills, mode, mask, place := read_at(at), picture)
    every = []
    for still, sheet in zip(stills, _sheet_paths(stills, picture), strict=True):
        with progress(f"Reading {still.name}", quiet=as_json):
            every.append(_read(still, mode, mask, place, sheet))
        if not as_json:
            _print(every[-1])
    if as_json:
        facts = [_facts(one) for one in every]
        print_json(facts[0] if len(facts) == 1 else {"stills": facts})
    return YES if all(one.was_readable for one in every) else NO


def _check(
    stills: list[Path],
    mode: str,
    mask: Path | None,
    at: tuple[float, float] | None,
    picture: Path | None,
) -> None:
    if mode not in MODES:
        raise InputError(Mistake("--mode", shorten(mode), " or ".join(MODES)))
    if len(stills) > MOST_STILLS:
        raise InputError(Mistake("metrics", f"{len(stills)} stills", f"at most {MOST_STILLS}"))
    must_be_one("--mask", "mask", mask, len(stills))
    must_be_one("--at", "place", at, len(stills))
    if picture is not None and len(stills) == 1:
        _check_ending(picture)
    read = (*stills, *([] if mask is None else [mask]))
    must_spare(read, filter(None, _sheet_paths(stills, picture)), "--picture")


def _check_ending(picture: Path) -> None:
    from scene_stager.pictures.write import ENDINGS

    if picture.suffix.lower() not in ENDINGS:
        expected = f"a file that ends in {', '.join(ENDINGS)}"
        raise InputError(Mistake("--picture", shorten(str(picture)), expected))


def _sheet_paths(stills: list[Path], picture: Path | None) -> list[Path | None]:
    """Where each still's sheet goes; stills of one name in two folders are told apart."""
    if picture is None:
        return [None] * len(stills)
    if len(stills) == 1:
        return [picture]
    names: list[str] = []
    for still in stills:
        stem, number = still.stem, 2
        while stem in names:
            stem, number = f"{still.stem}_{number}", number + 1
        names.append(stem)
    return [picture / f"{name}.png" for name in names]


def _read(
    still: Path,
    mode: str,
    mask: Path | None,
    at: tuple[float, float] | None,
    sheet: Path | None,
) -> Read:
    from scene_stager.pictures.read import read_picture
    from scene_stager.reading.signature import read_signature

    started_s = time.perf_counter()
    picture = read_picture(still, smallest_px=1)
    coverage = None if mask is None else _coverage(mask, picture)
    signature = read_signature(picture, coverage, mode, at)
    seconds = round(time.perf_counter() - started_s, 4)
    if sheet is not None:
        _draw(picture, signature, still, sheet)
    return Read(still, picture, signature, sheet, seconds)


def _coverage(mask: Path, picture: "Picture") -> "NDArray[np.float64]":
    """How much of each pixel the mask covers; it must be of the still's own size."""
    import numpy as np

    from scene_stager.maths.colour.srgb import encode_srgb
    from scene_stager.pictures.read import read_picture

    found = read_picture(mask, smallest_px=1)
    if found.size_px != picture.size_px:
        sizes = [f"{one.size_px[0]} × {one.size_px[1]} pixels" for one in (found, picture)]
        raise InputError(Mistake(f"--mask {mask}", sizes[0], f"{sizes[1]}, as the still"))
    if found.alpha is not None:
        return found.alpha.astype(np.float64)
    return encode_srgb(found.rgb.mean(axis=-1, dtype=np.float64))


def _draw(picture: "Picture", signature: "Signature", still: Path, sheet: Path) -> None:
    from scene_stager.pictures.write import write_picture
    from scene_stager.provenance.automatic import our_record, stamp_ours
    from scene_stager.provenance.parents import parent_of_file
    from scene_stager.reading.sheet.metrics_sheet import draw_metrics
    from scene_stager.reading.sheet.of_signature import show_signature

    drawn = draw_metrics(show_signature(picture, signature, printable(still.stem)))
    with whole_files(sheet.parent, "--picture") as desk:
        write_picture(desk / sheet.name, drawn)
        stamp_ours([desk / sheet.name], our_record("render", [parent_of_file(still, "still")]))


def _facts(one: Read) -> dict[str, object]:
    from scene_stager.reading.metrics import metrics
    from scene_stager.reading.spatial import MOMENT_NAMES

    entries, signature = metrics(), one.signature
    readings, mask, lights = signature.metrics, signature.mask, signature.lights
    return {
        "image": str(one.still),
        "mode": signature.mode,
        "metrics": {name: reading.value for name, reading in readings.items()},
        "units": {name: entries[name].unit for name in readings},
        "certainty": {name: reading.certainty for name, reading in readings.items()},
        "certificates": {name: reading.certificate for name, reading in readings.items()},
        "failure_modes": {n: str(r.failure) for n, r in readings.items() if r.failure is not None},
        "failure": None if signature.failure is None else str(signature.failure),
        "spatial": dict(zip(MOMENT_NAMES, signature.spatial.tolist(), strict=True)),
        "subject": {
            "origin": mask.origin,
            "confidence": mask.confidence,
            "area_share": mask.area_share,
        },
        "lights": None if lights is None else _plan(lights),
        "lotus": None if signature.lotus is None else _certificate(signature.lotus),
        "size_px": list(one.picture.size_px),
        "colour_space": one.picture.colour_space,
        "bit_depth": one.picture.bit_depth,
        "notes": list(one.picture.notes),
        "picture": None if one.sheet is None else str(one.sheet),
        "seconds": one.seconds,
    }


def _plan(lights: "LightPlan") -> dict[str, object]:
    """The lights as they were placed, and which evidence placed them."""
    plan = asdict(lights)
    plan["failure"] = None if lights.failure is None else str(lights.failure)
    return {**plan, "votes": list(plan["votes"]), "rim_side": lights.rim_side}


def _certificate(lotus: "LotusCertificate") -> dict[str, object]:
    """The lit side beside the key, with whether the theorem's conditions hold."""
    return {**asdict(lotus), "binds": lotus.binds}


def _print(one: Read) -> None:
    from scene_stager.reading.metrics import metrics
    from scene_stager.reading.sheet.bars import said_value
    from scene_stager.reading.sheet.of_signature import said_of, said_of_subject

    rows = [
        (
            metrics()[name].title,
            said_value(metrics()[name], reading),
            f"{reading.certainty:.0%}",
            reading.certificate,
        )
        for name, reading in one.signature.metrics.items()
    ]
    title = f"{one.still}, read by the {one.signature.mode} estimators"
    print_table(title, ("metric", "value", "certainty", "rests on"), rows)
    subject = said_of_subject(one.signature.mask)
    lotus = one.signature.lotus
    certified = () if lotus is None else (lotus.says,)
    for line in (subject, *said_of(one.signature.lights), *certified, *one.picture.notes):
        tell(line)
    if one.sheet is not None:
        tell(f"drawn in {one.sheet}")


COMMAND = Command(
    "Read a still: fifteen metrics of its light, and a picture of it.", run, LARGE_PICTURE
)
