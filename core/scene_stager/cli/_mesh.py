# SPDX-License-Identifier: Apache-2.0
"""The mesh that a key rides: the one named by --mesh, or the one that lies beside the script."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._options import read_path

if TYPE_CHECKING:
    from scene_stager.maths.surface.mesh import Mesh
    from scene_stager.script.scene_script import SceneScript

MeshFile = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="FILE", help="A mesh, whose surface the key rides."),
]

# What a plan names: for each the file that it becomes in the shot's folder, and its bytes.
Given = Mapping[str, tuple[str, bytes]]


def with_mesh(
    script: "SceneScript", mesh: Path | None, source: str | Path
) -> "tuple[SceneScript, Given]":
    """The script with its key on a mesh that is named, else as it is; and what its plan asks for.

    `source` is what the script was read from. Raises InputError.
    """
    from scene_stager.moks.mesh_files.beside import MESH, ending_of, mesh_beside
    from scene_stager.moks.plan_input import INPUT_KINDS
    from scene_stager.plain_file import read_plain_file
    from scene_stager.script.overrides import Overrides, overridden

    if mesh is None and not script.subject.mesh:
        return script, {}
    where = "--mesh" if mesh is not None else "subject.mesh"
    file = mesh if mesh is not None else mesh_beside(script.subject.mesh, source)
    kept_as, kind = f"shot.mesh{ending_of(file, where)}", INPUT_KINDS["mesh"]
    data = read_plain_file(file, kind.about, kind.most_bytes, where)
    if mesh is not None:
        script = overridden(script, Overrides(mesh=sha256(data).hexdigest()))
    return script, {MESH: (kept_as, data)}


def mesh_of(given: Given) -> "Mesh | None":
    """The mesh itself, as it is ridden; None where there is none."""
    from scene_stager.moks.mesh_files.beside import MESH
    from scene_stager.moks.mesh_files.read import read_mesh

    return read_mesh(given[MESH][1]).mesh if MESH in given else None


def bytes_of(given: Given) -> dict[str, bytes]:
    """The same as an execution takes it."""
    return {name: data for name, (_, data) in given.items()}
