"""Sound meshes of every format, to be damaged, and what is done with one that is read."""

from collections.abc import Iterator

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.simple_solids import drum
from scene_stager.maths.surface.tracing import Anchor, straight_way, walked_surface
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.moks.mesh_files.write import ply_of
from tests.maths.surfaces import sheet, torus
from tests.moks.hulls import as_usda, crate, glb, gltf, obj, ply_text

STEP_M = 0.4
CRATE_OF = 20  # one in so many USD files is a crate: each takes a process of its own


def mesh_kinds() -> Iterator[tuple[str, list[bytes]]]:
    """Name and sound files, for every format."""
    bodies = (sheet(3, 4), drum(), torus(12, 9))
    usd = [as_usda(body) for body in bodies]
    yield "mesh obj", [obj(body) for body in bodies]
    yield "mesh ply", [write(body) for body in bodies for write in (ply_of, ply_text)]
    yield "mesh gltf", [gltf(), glb(gltf())]
    yield "mesh usd", [*usd * (CRATE_OF // len(usd)), crate(usd[0])]


def read(data: bytes) -> Mesh:
    """What of it can be used."""
    return read_mesh(data).mesh


def ridden(mesh: Mesh) -> None:
    """Its bend, and a straight way over every tenth of its triangles."""
    _finite(shape_of_vertices(mesh).operator_per_m, "bend")
    surface = walked_surface(mesh)
    for face in range(0, len(surface.flat_m), 10):
        way, _ = straight_way(surface, Anchor(face), 0.3, STEP_M)
        _finite(way.exits, "way")


def _finite(numbers: Floats, what: str) -> None:
    if not np.isfinite(numbers).all():
        raise ArithmeticError(f"a {what} that is no number")
