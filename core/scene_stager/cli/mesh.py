# SPDX-License-Identifier: Apache-2.0
"""`scene-stager mesh`: what a mesh in a file is, what is wrong with it, and how it bends."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, progress, tell


def run(
    file: Annotated[
        Path, typer.Argument(parser=read_path, metavar="MESH", help="An OBJ, PLY, GLB or USD.")
    ],
    as_json: AsJson = False,
) -> int:
    """Read a mesh as a light that rides it would: name each fault, and answer for the sound part.

    Ends with 1 where something had to be left out.
    """
    import numpy as np

    from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges
    from scene_stager.maths.surface.mesh import face_areas_m2
    from scene_stager.maths.surface.shape_operator import shape_of_vertices
    from scene_stager.moks.mesh_files.read import EXPECTED, read_mesh
    from scene_stager.moks.mesh_files.write import ply_of
    from scene_stager.moks.plan_input import INPUT_KINDS
    from scene_stager.plain_file import read_plain_file, shown_name

    with progress("Reading", as_json):
        data = read_plain_file(file, EXPECTED, INPUT_KINDS["mesh"].most_bytes)
        found = read_mesh(data, shown_name(file))
        shape = shape_of_vertices(found.mesh)
    curvature = shape.curvatures_per_m()
    figures = {
        "vertices": len(found.mesh.places_m),
        "faces": len(found.mesh.counts),
        "area_m2": float(np.linalg.norm(face_areas_m2(found.mesh), axis=1).sum()),
        "euler_characteristic": euler_characteristic(found.mesh, half_edges(found.mesh)),
        "largest_curvature_per_m": float(curvature.max()),
        "smallest_curvature_per_m": float(curvature.min()),
        "umbilic_share": float(shape.umbilic.mean()),
        "sha256": sha256(data).hexdigest(),
        "sha256_of_sound_part": sha256(ply_of(found.mesh)).hexdigest(),
    }
    left_out, faults = [str(one) for one in found.left_out], [str(one) for one in found.faults]
    if as_json:
        print_json({**figures, "left_out": left_out, "faults": faults})
    else:
        print_table(shown_name(file), ("", ""), figures.items())
        for title, lines in (("left out", left_out), ("stays", faults)):
            tell("\n".join(f"{title}: {line}" for line in lines) or f"{title}: nothing")
    return NO if left_out else YES


COMMAND = Command("Say what a mesh is, what is wrong with it, and how it bends.", run)
