# SPDX-License-Identifier: Apache-2.0
"""What a person asks for in a host's panel: of the shot, and of what the bake does to the scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scene_stager.script.overrides import Overrides

OWN, NONE = "Scenario's Own", "None"
# What a panel's list begins with, for what nobody has to choose.
UNASKED = {"rig": OWN, "stock": OWN, "look_preset": NONE, "move_preset": NONE}


def asked(key: str, word: str) -> str:
    """What a choice from a panel's list asks for; empty when it is left to the shot."""
    return "" if word == UNASKED.get(key) else word


@dataclass(frozen=True)
class ShotWishes:
    """Which shot, and what of it is wanted otherwise. Empty words and None leave the shot's own.

    `source` is the name of a scenario, a script file or a sentence, `target` a selector; `frames`
    are the first and the last one. `look_preset` and `move_preset` are presets of the user's
    library, the second over the first.
    """

    source: str
    rig: str = ""
    stock: str = ""
    target: str = ""
    phase: float | None = None
    frames: tuple[int, int] | None = None
    look_preset: str = ""
    move_preset: str = ""

    @property
    def presets(self) -> tuple[str, ...]:
        """What is put on the script before the other wishes."""
        return tuple(name for name in (self.look_preset, self.move_preset) if name)

    def overrides(self) -> Overrides:
        """The wishes as a script takes them. Needs what baking needs: Python 3.11."""
        from scene_stager.script.overrides import Overrides

        return Overrides(
            phase=self.phase,
            stock=self.stock or None,
            rig=self.rig or None,
            selector=self.target or None,
        )


@dataclass(frozen=True)
class SceneWishes:
    """What a bake may do besides making its own objects; each host adds what only it can do.

    With `take_look` the film exposes and balances the picture.
    """

    take_look: bool = True
