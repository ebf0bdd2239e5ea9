# SPDX-License-Identifier: Apache-2.0
"""The mesh of a script that names one: it lies beside the script's file, under the same name."""

from __future__ import annotations

from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.plain_file import shown_name

REMEDY = "Bake it with --mesh FILE; in Blender, pick its object as the Key's Surface."
MESH = "mesh"  # what a plan calls the mesh that its key rides
MESH_ENDINGS = (".obj", ".ply", ".glb", ".gltf", ".usd", ".usda", ".usdc")


def given_beside(sha256: str, source: str | Path) -> dict[str, bytes | Path]:
    """What the plan of a script names, read from `source`: nothing where it names no mesh."""
    return {MESH: mesh_beside(sha256, source)} if sha256 else {}


def mesh_beside(sha256: str, source: str | Path) -> Path:
    """The file of the mesh that a script names: `walk.mesh.ply` for walk.json, and `shot.mesh.obj`
    for shot.script.json. Its bytes are judged where the plan is executed.

    Raises InputError where there is none, or where the script is no file.
    """
    file = Path(source)
    name = file.name.partition(".")[0]
    for ending in MESH_ENDINGS if isinstance(source, Path) or source.endswith(".json") else ():
        found = file.with_name(f"{name}.mesh{ending}")
        if found.is_file():
            return found
    expected = f"the mesh of sha256 {sha256} beside its script, as {shorten(name)[1:-1]}.mesh.ply"
    raise InputError(Mistake("subject.mesh", "no file", expected, "Or name it with --mesh FILE."))


def must_name_a_mesh(link: str, sha256: str) -> None:
    """Raises InputError for a key that is to ride a mesh where nobody named one."""
    if link == "intrinsic" and not sha256:
        expected = "a mesh to ride, since lighting.link is intrinsic"
        raise InputError(Mistake("subject.mesh", "nothing", expected, REMEDY))


def ending_of(file: Path, where: str) -> str:
    """How the name of a mesh's file ends. Raises InputError for what no format of meshes has."""
    ending = file.suffix.lower()
    if ending not in MESH_ENDINGS:
        raise InputError(Mistake(where, shown_name(file), f"one of {', '.join(MESH_ENDINGS)}"))
    return ending
