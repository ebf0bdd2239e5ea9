# SPDX-License-Identifier: Apache-2.0
"""What a host's panel offers to choose from; it needs what baking needs."""

from collections.abc import Callable, Iterable

from scene_stager.presets.library import Library
from scene_stager.presets.put_on import moves
from scene_stager.script.read import scenarios
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks

KNOWN: dict[str, Callable[[], Iterable[str]]] = {
    "scenario": scenarios,
    "rig": rigs,
    "stock": stocks,
    "look_preset": lambda: Library().names(),
    "move_preset": moves,
}


def offered(key: str) -> tuple[str, ...]:
    """The names that a host's panel shows for a field of ShotWishes."""
    return tuple(KNOWN[key]())
