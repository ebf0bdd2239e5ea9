# SPDX-License-Identifier: Apache-2.0
"""Scene Stager: pick a rig, a scenario and a film stock, get plain keyframes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scene_stager.front_door import (
        bake,
        compile,
        emit_moks_plan,
        evaluate,
        match,
        read_script,
    )

__version__ = "0.1.0"
__all__ = ["__version__", "bake", "compile", "emit_moks_plan", "evaluate", "match", "read_script"]


def __getattr__(name: str) -> object:
    """Load a name of the front door when it is first asked for; nothing heavy before that."""
    if name in __all__:
        from scene_stager import front_door

        return getattr(front_door, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
