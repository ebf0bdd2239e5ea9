# SPDX-License-Identifier: Apache-2.0
"""What the window asks for, as a script; and whether this Maya can bake at all."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec

from scene_stager.errors import MissingPartError
from scene_stager.hosts.wishes import ShotWishes
from scene_stager.moks.take import Take

BAKE_PYTHON = (3, 11)


@dataclass(frozen=True)
class MayaWishes:
    """What a bake may do to the scene.

    With the name of one as `camera`, a camera of the artist's is keyed, and none is made. The shot
    stands in `namespace`, which is made if it is not there; with none, where it stood before, else
    in the current one.
    """

    camera: str = ""
    namespace: str = ""


def why_not() -> str:
    """Why this Maya cannot bake; empty when it can. Playing a Take always works."""
    if sys.version_info < BAKE_PYTHON:
        here = ".".join(map(str, sys.version_info[:2]))
        return f"baking needs Python 3.11 (Maya 2025 and later); this is {here}"
    if find_spec("numpy") is None:
        return f"baking needs numpy: {sys.executable} -m pip install numpy (as mayapy)"
    return ""


def bake(wishes: ShotWishes) -> tuple[Take, tuple[str, ...]]:
    """The Take that the wishes come to, and what the presets had to say about it.

    Raises InputError when they come to none.
    """
    reason = why_not()
    if reason:
        raise MissingPartError(f"{reason}; or bake elsewhere and play the shot.take.json here")
    from scene_stager.front_door import bake as baked
    from scene_stager.front_door import read_script
    from scene_stager.moks.mesh_files.beside import given_beside
    from scene_stager.presets.put_on import put_on
    from scene_stager.script.overrides import overridden

    dressed = put_on(read_script(wishes.source), wishes.presets)
    script = overridden(dressed.script, wishes.overrides())
    inputs = given_beside(script.subject.mesh, wishes.source)
    return baked(script, frames=wishes.frames, inputs=inputs), dressed.lines
