# SPDX-License-Identifier: Apache-2.0
"""A Take as a USD shot: one file that any USD program opens, with the picture of its sky beside it.

Nothing is lost without the picture but where the sky is brighter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from scene_stager.errors import HostError, InputError, MissingPartError, Mistake, shorten
from scene_stager.hosts.dome_picture import dome_pictures
from scene_stager.hosts.host_file import write_host_file
from scene_stager.hosts.placed_shot import PlacedShot
from scene_stager.hosts.usd_readers import ENDINGS, PACKAGE, READERS, STANDARD, TEXT
from scene_stager.moks.take import Take

MISSING = "USD files need the usd-core library, which is not installed here: pip install usd-core"


def usd_text(take: Take, reader: str = STANDARD, *, pictured: bool = True) -> str:
    """The Take as the text of a .usda file; the same Take gives the same bytes, every time.

    `reader` is the variant that it opens with. Where it is `pictured`, the `dome_pictures` of its
    entities belong beside it. Raises InputError unless the reader is one of READERS.
    """
    if reader not in READERS:
        raise InputError(Mistake("reader", shorten(reader), f"one of {', '.join(READERS)}"))
    with _usd_speaking():
        from scene_stager.hosts._usd.shot import lay_out

        return str(lay_out(take, reader, pictured=pictured).ExportToString())


def write_usd(take: Take, path: str | Path, reader: str = STANDARD) -> list[Path]:
    """Write the Take to a .usda, .usdc or .usdz file, as its name ends; whole or not at all.

    An older file gives way in one step. Gives back the pictures that were written beside it first;
    a package has none and its sky is even, since no .hdr may be in one. Raises InputError for
    another ending or reader.
    """
    ending, folder = Path(path).suffix, Path(path).parent
    if ending not in ENDINGS:
        raise InputError(Mistake("USD file", shorten(Path(path).name), f"a name in {ENDINGS}"))
    text = usd_text(take, reader, pictured=ending != PACKAGE)
    with _usd_speaking():
        from scene_stager.hosts._usd.binary import crate, package

        data = text.encode("utf-8") if ending == TEXT else crate(text)
    pictures = {} if ending == PACKAGE else dome_pictures(take.entities)
    for name, picture in pictures.items():
        write_host_file(folder / name, picture)
    write_host_file(path, package(data) if ending == PACKAGE else data)
    return [folder / name for name in pictures]


def splines_text(take: Take, beneath: str) -> str:
    """What moves as curves of few keys, as the text of a .usda file over the file `beneath`.

    Raises MissingPartError where the USD library has no splines.
    """
    with _usd_speaking():
        from scene_stager.hosts._usd.splines import lay_out_splines

        return str(lay_out_splines(take, beneath).ExportToString())


def plate_text(take: Take, beneath: str, picture: str, aspect: float) -> str:
    """A still behind a shot, as the text of a .usda file over the file `beneath`.

    `picture` lies beside it and is `aspect` times as wide as it is high. Raises InputError for a
    shot without a lens.
    """
    with _usd_speaking():
        from scene_stager.hosts._usd.plate import lay_out_plate

        return str(lay_out_plate(take, beneath, picture, aspect).ExportToString())


def dome_text(name: str, rows: Sequence[Sequence[float]], picture: str) -> str:
    """Nine spherical harmonics as the text of a .usda file: a dome light with a picture beside it.

    `rows` are nine of red, green and blue, in stage axes, without units of their own.
    """
    with _usd_speaking():
        from scene_stager.hosts._usd.sh_dome import lay_out_dome

        return str(lay_out_dome(name, rows, picture).ExportToString())


def cut_text(fps: tuple[int, int], shots: Sequence[PlacedShot]) -> str:
    """When each shot of a master is seen, as the text of a .usda file."""
    with _usd_speaking():
        from scene_stager.hosts._usd.master import lay_out_cut

        return str(lay_out_cut(fps, shots).ExportToString())


def master_text(title: str, fps: tuple[int, int], shots: Sequence[PlacedShot], cut: str) -> str:
    """A master as the text of a .usda file, over the layer `cut` and the layers of its shots."""
    with _usd_speaking():
        from scene_stager.hosts._usd.master import lay_out_master

        return str(lay_out_master(title, fps, shots, cut).ExportToString())


def take_from_usd(path: str | Path) -> Take:
    """Read back the Take that a shot was written from; after edits in the file, the edited one."""
    with _usd_speaking():
        from scene_stager.hosts._usd.read import take_from
        from scene_stager.plain_file import shown_path
        from scene_stager.stranger_usd import open_layer

        where = shown_path(Path(path))
        return take_from(open_layer(Path(path), "a shot.usda", where, packages=True), where)


@contextmanager
def _usd_speaking() -> Iterator[None]:
    """Turn what the USD library raises into our own errors."""
    try:
        import_module("pxr.Usd")  # first: without it, older releases do not find their plug-ins
        from pxr import Tf
    except ImportError as error:
        raise MissingPartError(MISSING) from error
    try:
        yield
    except Tf.ErrorException as error:
        raise HostError(f"USD refused: {' '.join(str(error).split())}") from error
