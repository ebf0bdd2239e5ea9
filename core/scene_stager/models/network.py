# SPDX-License-Identifier: Apache-2.0
"""An opened network: arrays in, arrays out; and the bounds under which all of them run."""

from collections.abc import Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Shape = tuple[int | str, ...]

MOST_THREADS = 2
MOST_MEMORY_BYTES = 2**30  # of all tensors that networks hold at once; house default


class Network(Protocol):
    """What every runtime gives. `digest` is the manifest's: which network this is.

    `inputs` and `outputs` are shapes by name; a word stands for a size that is free.
    """

    @property
    def digest(self) -> str:
        """Which network this is."""

    @property
    def inputs(self) -> Mapping[str, Shape]:
        """The shapes that go in."""

    @property
    def outputs(self) -> Mapping[str, Shape]:
        """The shapes that come out."""

    def run(self, arrays: Arrays) -> dict[str, NDArray[Any]]:
        """What the network makes of its inputs. Raises InputError for what it cannot take."""
