# SPDX-License-Identifier: Apache-2.0
"""A model's vectors of the pictures of an index, in one file that is mapped and never read whole.

The file is a plain .npy under the digest of the model, so that vectors of two models never meet;
each row is a pixel hash and a vector. Where it is gone or damaged it is made anew of the pictures.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake, StagerError
from scene_stager.finding.base import FindBase
from scene_stager.finding.build import why_not
from scene_stager.finding.find import Nearness
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.models.identity import NetworkIdentity, Singles
from scene_stager.models.towers import Towers
from scene_stager.pictures.read import read_picture
from scene_stager.whole_file import write_whole

START, ENDING = "vectors-", ".npy"
OWN_BYTES = 32
AT_ONCE = 8  # pictures that a network is asked about together
KEPT_EVERY = 512  # pictures; a kill costs no more than that


@dataclass(frozen=True, slots=True, eq=False)
class KeptVectors:
    """Vectors of pictures: `place_of` a pixel hash is its row; rows (n, dim), unit length."""

    place_of: Mapping[bytes, int]
    rows: Singles


def place_of_vectors(folder: Path, identity: NetworkIdentity) -> Path:
    """Where the vectors of a model are kept, beside an index."""
    return folder / f"{START}{identity.digest[:32]}{ENDING}"


def open_vectors(place: Path, dim: int) -> KeptVectors:
    """The vectors in a file, mapped; none where it is not there, or not whole."""
    kind = _kind(dim)
    try:
        table = np.load(place, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, SyntaxError, MemoryError):
        return KeptVectors({}, np.zeros((0, dim), dtype=np.float32))
    if not isinstance(table, np.memmap) or table.dtype != kind or table.ndim != 1:
        return KeptVectors({}, np.zeros((0, dim), dtype=np.float32))
    owns = table["own"].tobytes()
    cuts = range(0, len(owns), OWN_BYTES)
    return KeptVectors({owns[at : at + OWN_BYTES]: k for k, at in enumerate(cuts)}, table["vector"])


def write_vectors(place: Path, owns: list[bytes], rows: Singles) -> None:
    """Write vectors in the order of their hashes, whole or not at all. Raises OSError."""
    order = sorted(range(len(owns)), key=lambda k: owns[k])
    table = np.zeros(len(owns), dtype=_kind(rows.shape[1]))
    for at, k in enumerate(order):
        table["own"][at] = np.frombuffer(owns[k], dtype=np.uint8)
    table["vector"] = rows[order]
    out = io.BytesIO()
    np.lib.format.write_array(out, table, allow_pickle=False)
    write_whole(place, out.getvalue())


def _kind(dim: int) -> np.dtype[np.void]:
    return np.dtype([("own", "u1", (OWN_BYTES,)), ("vector", "<f4", (dim,))])


def make_vectors(base: FindBase, towers: Towers) -> Iterator[str]:
    """Ask the model about every picture that it has not seen; for each, why it could not be."""
    place = place_of_vectors(base.index.folder, towers.identity)
    kept = open_vectors(place, towers.manifest.dim)
    owns, rows = list(kept.place_of), [np.array(kept.rows)]
    todo = [(own, path) for own, path in base.paths() if own not in kept.place_of]
    fresh = 0
    for first in range(0, len(todo), AT_ONCE):
        shown: list[tuple[bytes, Floats]] = []
        for own, path in todo[first : first + AT_ONCE]:
            picture, why = _shown(path)
            if picture is not None:
                shown.append((own, picture))
            yield why
        if shown:
            rows.append(towers.of_pictures([one for _, one in shown]).rows)
            owns += [own for own, _ in shown]
            fresh += len(shown)
        if fresh >= KEPT_EVERY:
            write_vectors(place, owns, np.concatenate(rows))
            fresh = 0
    if fresh:
        write_vectors(place, owns, np.concatenate(rows))


def _shown(path: str) -> tuple[Floats | None, str]:
    try:
        return shown_of(Path(path)), ""
    except (StagerError, OSError, MemoryError) as error:
        return None, why_not(path, error)


def shown_of(path: Path) -> Floats:
    """A picture as a viewer shows it, (h, w, 3), 1 is white. Raises InputError."""
    light = read_picture(path, smallest_px=1).rgb.astype(np.float64)
    return np.asarray(encode_srgb(np.clip(np.nan_to_num(light), 0.0, 1.0)))


def nearness(base: FindBase, towers: Towers, vector: Singles) -> Nearness:
    """How near each picture is to a vector (dim,) of the same model, as raw cosines.

    Raises InputError where no picture has a vector yet.
    """
    place = place_of_vectors(base.index.folder, towers.identity)
    kept = open_vectors(place, towers.manifest.dim)
    if not kept.place_of:
        advice = "scene-stager asset vectors --model FOLDER makes them."
        raise InputError(Mistake(str(place), "no vectors of this model", "some", advice))
    cosines = cosines_of(kept.rows, vector)
    pictures = base.pictures()
    scores = np.full(len(pictures.own), np.nan)
    if tuple(kept.place_of) == pictures.own:
        scores[:] = cosines
    else:
        for own, at in pictures.place_of.items():
            if (row := kept.place_of.get(own)) is not None:
                scores[at] = cosines[row]
    return Nearness(scores, towers.manifest.name)


def cosines_of(rows: Singles, vector: Singles) -> Singles:
    """The cosine of each row with a vector, all of unit length.

    shapes   rows (n, d), vector (d,) -> (n,)
    units    cosines, -1 to 1
    valid    unit vectors
    source   definition
    """
    return np.asarray(rows @ vector)
