# SPDX-License-Identifier: Apache-2.0
"""What a host's panel offers to choose from. All but the words need what baking needs."""

from __future__ import annotations

OWN = "Scenario's Own"
NONE = "None"
# What a list begins with, for what nobody has to choose.
UNASKED = {"rig": OWN, "stock": OWN, "look_preset": NONE, "move_preset": NONE}


def offered(key: str) -> tuple[str, ...]:
    """The names for a field of ShotWishes, the one that leaves it to the shot first."""
    unasked = (UNASKED[key],) if key in UNASKED else ()
    return (*unasked, *_KNOWN[key]())


def asked(key: str, word: str) -> str:
    """What a choice from such a list asks for; empty when it is left to the shot."""
    return "" if word == UNASKED.get(key) else word


def _scenarios() -> tuple[str, ...]:
    from scene_stager.script.read import scenarios

    return tuple(scenarios())


def _rigs() -> tuple[str, ...]:
    from scene_stager.shot.rigs import rigs

    return tuple(rigs())


def _stocks() -> tuple[str, ...]:
    from scene_stager.shot.stocks import stocks

    return tuple(stocks())


def _look_presets() -> tuple[str, ...]:
    from scene_stager.presets.library import Library

    return Library().names()


def _move_presets() -> tuple[str, ...]:
    from scene_stager.presets.put_on import moves

    return moves()


_KNOWN = {
    "scenario": _scenarios,
    "rig": _rigs,
    "stock": _stocks,
    "look_preset": _look_presets,
    "move_preset": _move_presets,
}
