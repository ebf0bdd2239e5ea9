# SPDX-License-Identifier: Apache-2.0
"""Which network made a vector, from what: vectors of two kinds never meet."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake

Singles = NDArray[np.float32]


class NetworkIdentity(NamedTuple):
    """A network by the digest of its manifest, and the version of what is done to its input.

    Whoever stores what a network said stores this with it.
    """

    network: str
    preparation: str

    @property
    def digest(self) -> str:
        """Both in one sha256, for a file's name or a column."""
        return digest_of(list(self))


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Vectors (n, d) of one network, and which; the only form in which they are compared."""

    identity: NetworkIdentity
    rows: Singles

    def likeness(self, others: "Vectors") -> Singles:
        """The cosine of each of these with each of the others, (n, m). Raises InputError.

        A vector of zero length is like nothing.
        """
        self._must_be_kin(others)
        return np.asarray(_unit(self.rows) @ _unit(others.rows).T)

    def joined(self, others: "Vectors") -> "Vectors":
        """These, then the others. Raises InputError."""
        self._must_be_kin(others)
        return Vectors(self.identity, np.concatenate([self.rows, others.rows]))

    def _must_be_kin(self, others: "Vectors") -> None:
        if self.identity != others.identity:
            found, expected = (
                f"{v.identity.preparation} of {v.identity.network[:12]}" for v in (others, self)
            )
            raise InputError(
                Mistake("vectors", found, expected, "Make them anew with one network.")
            )


def _unit(rows: Singles) -> Singles:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0.0, lengths, 1.0), dtype=np.float32)
