# SPDX-License-Identifier: Apache-2.0
"""Stock: the film in the camera, and how it is exposed."""

from dataclasses import dataclass

from scene_stager.script.field import number, word
from scene_stager.script.vocabulary import EXPOSURES
from scene_stager.shot.stocks import stocks


def stock_names() -> tuple[str, ...]:
    """The vocabulary of stocks is the registry of stocks."""
    return tuple(stocks())


@dataclass(frozen=True, slots=True)
class Stock:
    """A film stock by name, after its published datasheet."""

    stock: str = word("vision3_500t", stock_names, "the film")
    exposure: str = word("auto", EXPOSURES, "exposed for the target, locked, or bracketed about it")
    exposure_index: float | None = number(None, 1, 25600, "the speed it is rated at")
    nd_stops: float = number(0.0, 0, 20, "neutral density in front of the lens")
    push_stops: float = number(0.0, -3, 4, "pushed (or pulled) in development")
    locked_ev: float | None = number(None, -12, 24, "the exposure value a locked exposure stays at")
