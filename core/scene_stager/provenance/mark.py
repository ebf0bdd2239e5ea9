# SPDX-License-Identifier: Apache-2.0
"""A mark in the pixels: what is left of a record when all that is written beside them is gone.

It holds 32 bits of the hash of the pixels before they were marked, and the record of the
marked picture names these as its source. Bits that come near to a source in an index propose the
record that names it; they never make a parent.
"""

from dataclasses import replace
from math import comb
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Bytes
from scene_stager.maths.resample import area_average
from scene_stager.models.load import load
from scene_stager.models.mark import BITS, mark_in, with_mark
from scene_stager.models.network import Network
from scene_stager.models.shelf import Shelf
from scene_stager.pictures.codes import Alpha, Codes, Colour
from scene_stager.pictures.read import read_codes
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.automatic import stamped_png
from scene_stager.provenance.pixel_hash import pixel_hash
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import verify
from scene_stager.whole_file import write_whole

ENCODER, DECODER = "rivagan_encoder", "rivagan_decoder"
ENDING = ".marked.png"
# Some pictures hold some bits badly, so that any of the eight pieces of a hash may be the mark: the
# one that is read best of the picture at half its size and in 16 tones. House defaults.
BEARING = (("Y",), ("Y", "A"), ("R", "G", "B"), ("R", "G", "B", "A"))
PIECES, WORN_STEP, MOST_WORN_WRONG = 8, 16, 1
# Of 36,000 sources one in 28 pictures comes within two bits of a piece of one by chance.
MOST_WRONG = 2


def mark_file(path: Path, shelf: Shelf | None = None) -> tuple[Path, Record]:
    """Write NAME.marked.png beside a picture: the same with a mark, and its record.

    Raises InputError for what cannot bear one, MissingPartError without the networks.
    """
    place = path.with_name(path.stem + ENDING)
    if place.exists():
        raise InputError(Mistake(str(place), "a file", "none yet", "Move it away."))
    encoder, decoder = load(ENCODER, shelf), load(DECODER, shelf)
    codes = read_codes(path)
    _seen(codes, path)
    own = pixel_hash(codes)
    marked = _marked(codes, own, encoder, decoder)
    if marked is None:
        found, expected = "pixels in which no mark can be read again", "another picture"
        raise InputError(Mistake(str(path), found, expected, "Stamp it without a mark."))
    said = verify(path)
    kept = said.record if said.verdict == "holds" else None
    record = record_of_marked(kept or Record(), own)
    write_whole(place, stamped_png(marked, record, profile=codes.colour.profile))
    return place, record


def _marked(codes: Codes, own: str, encoder: Network, decoder: Network) -> Bytes | None:
    """The picture in colours, and with its alpha, with the piece of its hash that it holds best;
    None where it holds none."""
    picture, unseen = _rgb(codes), _unseen(codes)
    best: tuple[int, Bytes] | None = None
    for piece in range(PIECES):
        bits = bits_of(own, piece)
        marked = _as_before(codes, with_mark(picture, bits, encoder))
        seen = np.where(unseen, np.uint8(0), marked[..., :3])
        wrong = int(np.count_nonzero(mark_in(_worn(seen), decoder) != bits))
        if best is None or wrong < best[0]:
            best = wrong, marked
        if wrong == 0:
            break
    return best[1] if best is not None and best[0] <= MOST_WORN_WRONG else None


def _as_before(codes: Codes, marked: Bytes) -> Bytes:
    """Marked colours (h, w, 3), with the picture's alpha, and what nobody sees as it was."""
    if codes.alpha is Alpha.NONE:
        return marked
    alpha = codes.values[..., -1:]
    return np.concatenate([np.where(alpha == 0, codes.colour_values, marked), alpha], axis=-1)


def _worn(picture: Bytes) -> Bytes:
    """What is left of a picture at half its size and in few tones."""
    height, width = picture.shape[:2]
    half = area_average(picture.astype(np.float64), max(1, height // 2), max(1, width // 2))
    return np.asarray(np.floor(half / WORN_STEP) * WORN_STEP, dtype=np.uint8)


def record_of_marked(record: Record, own: str) -> Record:
    """What the marked picture says: the same, but that it was made of the one without a mark."""
    line = record.lineage
    lineage = Lineage(line.origin, (Parent(own, "source"),), line.made_on)
    return replace(record, lineage=lineage, pixel_hash="", decoder="")


def read_mark(path: Path, shelf: Shelf | None = None) -> int:
    """The 32 bits that are read in a picture, as a number. Raises InputError, MissingPartError."""
    bits = mark_in(_seen(read_codes(path), path), load(DECODER, shelf))
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def can_bear(path: Path) -> bool:
    """Whether a picture is of a kind that bears a mark."""
    try:
        _seen(read_codes(path), path)
    except InputError:
        return False
    return True


def bits_of(own: str, piece: int) -> Bytes:
    """The bits that stand for a pixel hash, (32,): one of its eight pieces."""
    start = piece * BITS // 8
    data = bytes.fromhex(own)[start : start + BITS // 8]
    return np.unpackbits(np.frombuffer(data, dtype=np.uint8))


def wrong_bits(mark: int, own: str) -> int:
    """How many bits of a mark are not those of the nearest piece of a pixel hash."""
    digits = BITS // 4
    pieces = (int(own[k * digits : (k + 1) * digits], 16) for k in range(PIECES))
    return min((mark ^ piece).bit_count() for piece in pieces)


def chance_share(sources: int) -> float:
    """How often bits that say nothing come near to one of so many sources."""
    near = sum(comb(BITS, wrong) for wrong in range(MOST_WRONG + 1))
    return float(min(1.0, sources * PIECES * near / 2.0**BITS))


def _seen(codes: Codes, path: Path) -> Bytes:
    """The colours (h, w, 3) of a picture that may bear a mark. Raises InputError for another."""
    colour, is_grey = codes.colour, codes.channels[0] == "Y"
    is_srgb = colour == replace(Colour(), said_by=colour.said_by)
    suits = is_srgb or (bool(colour.profile) and not is_grey)
    if codes.channels not in BEARING or codes.values.dtype != np.uint8 or not suits:
        found = f"{'/'.join(codes.channels)} of {8 * codes.values.dtype.itemsize} bits"
        found += "" if suits else f", whose colours are said by {colour.said_by}"
        expected = "8 bits of sRGB, or of colours with an ICC profile"
        raise InputError(Mistake(str(path), found, expected))
    return _rgb(codes)


def _rgb(codes: Codes) -> Bytes:
    """Colours (h, w, 3) as they are hashed: black where alpha is 0."""
    values = np.where(_unseen(codes), np.uint8(0), codes.colour_values)
    return np.broadcast_to(values, (*values.shape[:2], 3))


def _unseen(codes: Codes) -> Bools:
    """Where nobody sees anything, (h, w, 1)."""
    if codes.alpha is Alpha.NONE:
        return np.zeros((*codes.values.shape[:2], 1), dtype=bool)
    return np.asarray(codes.values[..., -1:] == 0)
