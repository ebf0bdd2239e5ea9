# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that the panel offers, from the registries. Blender needs them to stay in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from scene_stager.errors import StagerError
from scene_stager.maths.optics.framing import SHOT_SIZES

OWN = "OWN"  # leave the scenario's own
FILE = "FILE"  # a script of the user's

FILM, EXPOSURE, KEEP = "FILM", "EXPOSURE", "KEEP"
LOOKS = (
    (
        FILM,
        "Film Stock",
        "Colours, contrast and exposure of the film, as one node before the output of the "
        "compositor; the view is set to Standard. A compositor of your own is left as it is",
    ),
    (
        EXPOSURE,
        "Exposure Only",
        "Exposure (in stops) and white balance (in kelvin) of the scene's view, as lens, shutter "
        "and film ask for",
    ),
    (KEEP, "Leave the View", "Nothing of the film, in the view or in the compositor"),
)

VERTICALS = (
    ("upright", "Upright", "The head stays level: upright lines stay parallel in the picture"),
    ("as_aimed", "As Aimed", "The head tilts to its subject: upright lines run together"),
)

RECEPTORS = (
    ("dome", "Half Dome", "Faces the way it faced when the lamp was set: distance and angle count"),
    ("card", "Card", "Is held square to the lamp wherever that has got to: distance alone counts"),
)

SIZES = tuple(
    (size, size.replace("_", " ").title(), f"The picture is {heights:g} times as high as a person")
    for size, heights in SHOT_SIZES.items()
)

Items = list[tuple[str, str, str, int]]


def scenario_items(settings: object, context: object) -> Items:
    """The scenarios, and a file of one's own."""
    return _scenarios()


def rig_items(settings: object, context: object) -> Items:
    """The rigs, after the scenario's own."""
    return _rigs(getattr(settings, "scenario", FILE))


def stock_items(settings: object, context: object) -> Items:
    """The film stocks, after the scenario's own."""
    return _stocks(getattr(settings, "scenario", FILE))


def look_presets(settings: object, context: object, typed: str) -> list[str]:
    """The presets in the user's library."""
    from scene_stager.presets.library import Library

    return _found(Library().names)


def move_presets(settings: object, context: object, typed: str) -> list[str]:
    """Those of them that bring a move."""
    from scene_stager.presets.put_on import moves

    return _found(moves)


def _found(names: Callable[[], tuple[str, ...]]) -> list[str]:
    """The names, or none where the library cannot be read: a bake says why."""
    try:
        return list(names())
    except (StagerError, OSError):
        return []


@cache
def _scenarios() -> Items:
    from scene_stager.script.read import scenarios

    found = [(key, one.title or key, one.logline) for key, one in scenarios().items()]
    return _numbered([*found, (FILE, "Script File", "A script in a JSON file")])


@cache
def _rigs(scenario: str) -> Items:
    from scene_stager.script.read import scenarios
    from scene_stager.shot.rigs import rigs

    found = {key: (key, one.title, one.source) for key, one in rigs().items()}
    script = scenarios().get(scenario)
    return _with_own(found, "" if script is None else script.rig.rig)


@cache
def _stocks(scenario: str) -> Items:
    from scene_stager.script.read import scenarios
    from scene_stager.shot.stocks import stocks

    found = {key: (key, one.title, key) for key, one in stocks().items()}
    script = scenarios().get(scenario)
    return _with_own(found, "" if script is None else script.stock.stock)


def _with_own(items: dict[str, tuple[str, str, str]], own: str) -> Items:
    """The scenario's own by its name, where there is one, and then all."""
    title = f"Scenario's {items[own][1]}" if own else "Scenario's Own"
    return _numbered([(OWN, title, "Leave what the scenario has"), *items.values()])


def _numbered(items: list[tuple[str, str, str]]) -> Items:
    return [(key, title, about, number) for number, (key, title, about) in enumerate(items)]
