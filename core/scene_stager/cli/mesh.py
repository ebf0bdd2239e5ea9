# SPDX-License-Identifier: Apache-2.0
"""`scene-stager mesh`: what a mesh in a file is, what is wrong with it, and how it bends."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, progress, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.maths.surface.mesh import Mesh

PLY = ".ply"


def run(
    file: Annotated[
        Path, typer.Argument(parser=read_path, metavar="MESH", help="An OBJ, PLY, GLB or USD.")
    ],
    up: Annotated[str | None, typer.Option(help="The axis that points up in it: z or y.")] = None,
    unit: Annotated[str | None, typer.Option(help="Its unit: m, cm, mm, in or ft.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=read_path, metavar="PLY", help="Write the sound part, in metres."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Read a mesh as a light that rides it would: name each fault, and answer for the sound part.

    OBJ and PLY do not say which way is up nor how long their unit is: +z and metres are assumed
    unless you say otherwise. Ends with 1 where something had to be left out.
    """
    from scene_stager.moks.mesh_files.frame import FileFrame
    from scene_stager.moks.mesh_files.read import EXPECTED, read_mesh, tells_frame
    from scene_stager.moks.plan_input import INPUT_KINDS
    from scene_stager.plain_file import read_plain_file, shown_name

    if out is not None and out.suffix != PLY:
        raise InputError(Mistake("--out", shorten(str(out)), f"a file that ends in {PLY}"))
    frame = FileFrame(
        up="z" if up is None else up.lower(), unit="m" if unit is None else unit.lower()
    )
    with progress("Reading", as_json):
        data = read_plain_file(file, EXPECTED, INPUT_KINDS["mesh"].most_bytes)
        told = tells_frame(data, shown_name(file))
        found = read_mesh(data, shown_name(file), None if up is unit is None else frame)
    ways = ["assumed" if one is None else "asked" for one in (up, unit)]
    said = "the file's own" if told else f"+{frame.up} up {ways[0]}, {frame.unit} {ways[1]}"
    figures = {"axes_and_unit": said, **_figures(found.mesh, data)}
    left_out, faults = [str(one) for one in found.left_out], [str(one) for one in found.faults]
    if out is not None:
        _write(found.mesh, out, file)
    if as_json:
        print_json({**figures, "left_out": left_out, "faults": faults})
    else:
        size = " x ".join(f"{length_m:.4g}" for length_m in figures["size_m"])
        print_table(shown_name(file), ("", ""), {**figures, "size_m": size}.items())
        for title, lines in (("left out", left_out), ("stays", faults)):
            tell(*[f"{title}: {line}" for line in lines] or [f"{title}: nothing"])
    return NO if left_out else YES


def _figures(mesh: "Mesh", data: bytes) -> dict[str, Any]:
    """How large it is, how it hangs together, how it bends, and what it is called."""
    import numpy as np

    from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges
    from scene_stager.maths.surface.mesh import face_areas_m2
    from scene_stager.maths.surface.shape_operator import shape_of_vertices
    from scene_stager.moks.mesh_files.write import ply_of

    shape = shape_of_vertices(mesh)
    curvature = shape.curvatures_per_m()
    return {
        "vertices": len(mesh.places_m),
        "faces": len(mesh.counts),
        "size_m": np.ptp(mesh.places_m, axis=0).tolist(),
        "area_m2": float(np.linalg.norm(face_areas_m2(mesh), axis=1).sum()),
        "euler_characteristic": euler_characteristic(mesh, half_edges(mesh)),
        "largest_curvature_per_m": float(curvature.max()),
        "smallest_curvature_per_m": float(curvature.min()),
        "umbilic_share": float(shape.umbilic.mean()),
        "sha256": sha256(data).hexdigest(),
        "sha256_of_sound_part": sha256(ply_of(mesh)).hexdigest(),
    }


def _write(mesh: "Mesh", out: Path, file: Path) -> None:
    from scene_stager.moks.mesh_files.write import ply_of

    with whole_files(out.parent, inputs=[file]) as desk:
        (desk / out.name).write_bytes(ply_of(mesh))


COMMAND = Command("Say what a mesh is, what is wrong with it, and how it bends.", run)
