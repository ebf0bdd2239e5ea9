# SPDX-License-Identifier: Apache-2.0
"""Labels of a project's own: how near a picture is to each, and how it stands in the corpus.

A raw cosine means another thing for each label; its percentile over the corpus does not. No label
has a say in another's, as it would have under a softmax: a word that is added to the vocabulary
changes nothing but itself.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.finding.base import FindBase
from scene_stager.finding.vectors import open_vectors, place_of_vectors, shown_of
from scene_stager.maths.arrays import Floats
from scene_stager.models.towers import Towers
from scene_stager.plain_file import read_plain_file
from scene_stager.script.strict_json import MAX_BYTES, parse

LEAST_CORPUS = 200  # pictures under which a percentile says little: house default
MOST_LABELS, LONGEST_LABEL = 1000, 200


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one picture: the raw cosine, and the percentile of it over the corpus."""

    label: str
    cosine: float
    percentile: float


def read_vocabulary(path: Path) -> tuple[str, ...]:
    """The labels of a project: a JSON list of words, or a text with one in each line.

    Raises InputError.
    """
    data = read_plain_file(path, "a vocabulary", MAX_BYTES)
    if path.suffix.lower() == ".json":
        found = parse(data, path.name)
    else:
        text = data.decode("utf-8", "replace")
        found = [line.strip() for line in text.splitlines() if line.strip()]
    if not isinstance(found, list) or not 0 < len(found) <= MOST_LABELS:
        raise InputError(Mistake(path.name, shorten(found), f"1 to {MOST_LABELS} labels"))
    for place, label in enumerate(found):
        if not isinstance(label, str) or not 0 < len(label.strip()) <= LONGEST_LABEL:
            expected = f"words, of at most {LONGEST_LABEL} letters"
            raise InputError(Mistake(f"{path.name} {place}", shorten(label), expected))
    return tuple(dict.fromkeys(label.strip() for label in found))


def percentiles(corpus: Floats, values: Floats) -> Floats:
    """Which share of the corpus lies under each value, equal ones by half.

    Raises InputError for a corpus of under two hundred.

    shapes   corpus (n, labels), values (m, labels) -> (m, labels)
    units    per cent
    valid    finite; each label stands for itself
    source   mid-rank percentile (Roscoe 1975); Mann-Whitney's treatment of ties
    """
    if len(corpus) < LEAST_CORPUS:
        advice = "Index more pictures, and make their vectors."
        found, expected = f"{len(corpus)} pictures", f"at least {LEAST_CORPUS}"
        raise InputError(Mistake("corpus", found, expected, advice))
    found_shares = np.empty(values.shape)
    for column in range(corpus.shape[1]):
        in_order = np.sort(corpus[:, column])
        below = np.searchsorted(in_order, values[:, column], side="left")
        up_to = np.searchsorted(in_order, values[:, column], side="right")
        found_shares[:, column] = 50.0 * (below + up_to) / len(in_order)
    return found_shares


def labels_of(
    vocabulary: tuple[str, ...], corpus: Floats, cosines: Floats
) -> tuple[tuple[Label, ...], ...]:
    """The labels of each picture, the highest percentile first.

    shapes   corpus (n, labels), cosines (m, labels) -> m tuples
    units    cosines, and per cent
    valid    a corpus of 200 and more, else InputError
    source   house rule
    """
    shares = percentiles(corpus, cosines)
    found = []
    for row, share in zip(cosines, shares, strict=True):
        every = [
            Label(name, round(float(row[k]), 6), round(float(share[k]), 3))
            for k, name in enumerate(vocabulary)
        ]
        found.append(tuple(sorted(every, key=lambda one: (-one.percentile, one.label))))
    return tuple(found)


def labelled(
    base: FindBase, towers: Towers, vocabulary: tuple[str, ...], files: list[Path]
) -> tuple[tuple[tuple[Label, ...], ...], str]:
    """The labels of each file, and which corpus their percentiles are of. Raises InputError."""
    kept = open_vectors(place_of_vectors(base.index.folder, towers.identity), towers.manifest.dim)
    words = towers.of_texts(list(vocabulary)).rows
    seen = np.concatenate([towers.of_pictures([shown_of(file)]).rows for file in files])
    corpus = np.asarray(kept.rows @ words.T, dtype=np.float64)
    cosines = np.asarray(seen @ words.T, dtype=np.float64)
    return labels_of(vocabulary, corpus, cosines), corpus_digest(list(kept.place_of))


def corpus_digest(owns: list[bytes]) -> str:
    """Which corpus a percentile is of: the sha256 of its pictures' hashes in order."""
    return hashlib.sha256(b"".join(sorted(owns))).hexdigest()
