# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that rides an object of the scene: its mesh as bytes that a plan names by their hash."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import bpy

from scene_stager.moks.mesh_files.beside import MESH, given_beside
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.scene_script import SceneScript

from .choices import FILE
from .evaluated_mesh import evaluated_mesh_bytes
from .settings import SCENE_STAGER_settings

Inputs = dict[str, bytes | Path]


def on_its_surface(
    script: SceneScript, settings: SCENE_STAGER_settings, scene: bpy.types.Scene
) -> tuple[SceneScript, Inputs]:
    """The script with its key on the object that was picked, and what its plan names.

    It is ridden as it stands on the frame that is shown. With none picked a script in a file keeps
    the mesh that it names, which lies beside it. Raises InputError.
    """
    if settings.key_surface is None:
        path = Path(bpy.path.abspath(settings.script_path))
        source = path if settings.scenario == FILE else settings.scenario
        return script, given_beside(script.subject.mesh, source)
    data = evaluated_mesh_bytes(settings.key_surface, scene)
    return overridden(script, Overrides(mesh=sha256(data).hexdigest())), {MESH: data}
