# SPDX-License-Identifier: Apache-2.0
"""What the Tab key offers: names from the registries, read only when somebody presses it."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from scene_stager.errors import StagerError

Offer = Callable[[str], list[str]]


def offer(names: Callable[[], Iterable[str]]) -> Offer:
    """What the framework asks for: the names that begin with what was typed.

    Where the names cannot be read, nothing is offered: a Tab is no place for complaints.
    """

    def offered(incomplete: str) -> list[str]:
        with suppress(StagerError, OSError):
            return sorted(name for name in names() if name.startswith(incomplete))
        return []

    return offered


def _scenarios() -> Iterable[str]:
    from scene_stager.shot.scenarios import scenario_texts

    return scenario_texts()


def _rigs() -> Iterable[str]:
    from scene_stager.shot.rigs import rigs

    return rigs()


def _stocks() -> Iterable[str]:
    from scene_stager.shot.stocks import stocks

    return stocks()


def _presets() -> Iterable[str]:
    from scene_stager.presets.library import Library

    return Library().names()


def _passes() -> Iterable[str]:
    from scene_stager.compiler.pipeline import PIPELINE

    return [one.__name__ for one in PIPELINE]


scenario_names, rig_names, stock_names = offer(_scenarios), offer(_rigs), offer(_stocks)
preset_names, pass_names = offer(_presets), offer(_passes)
