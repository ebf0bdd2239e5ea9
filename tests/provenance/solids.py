"""Meshes, splats and stages, written by libraries that are not ours; a scene and a page as text."""

import numpy as np
import trimesh

TEXTS = {
    "shot.ma": """//Maya ASCII 2025 scene
//Name: shot.ma
requires maya "2025";
currentUnit -l centimeter -a degree -t film;
fileInfo "application" "maya";
createNode transform -s -n "persp";
\tsetAttr ".v" no;
// End of shot.ma
""",
    "report.html": '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    "<title>A shot</title></head><body><p>A fox &amp; a heron</p></body></html>\n",
}
SPLAT = ("x", "y", "z", "f_dc_0", "f_dc_1", "f_dc_2", "opacity", "scale_0", "rot_0")


def solid(folder, name):
    """A file of that name, written by a library that is not ours."""
    path = folder / name
    if name in TEXTS:
        path.write_text(TEXTS[name], encoding="utf-8", newline="\n")
        return path
    box = trimesh.creation.box((1.0, 2.0, 3.0))
    if name == "splat.ply":
        lines = [f"property float {one}" for one in SPLAT]
        head = ["ply", "format binary_little_endian 1.0", "element vertex 5", *lines, "end_header"]
        body = np.random.default_rng(2).random((5, len(SPLAT))).astype("<f4").tobytes()
        path.write_bytes("\n".join([*head, ""]).encode() + body)
    elif path.suffix == ".ply":
        path.write_bytes(
            box.export(file_type="ply", encoding="ascii" if "asc" in name else "binary")
        )
    elif path.suffix == ".gltf":
        files = trimesh.Scene(box).export(file_type="gltf")
        for other, data in files.items():
            (folder / (name if other.endswith("gltf") else other)).write_bytes(data)
    elif path.suffix == ".glb":
        path.write_bytes(trimesh.Scene(box).export(file_type="glb"))
    else:
        from pxr import Usd, UsdGeom

        stage = Usd.Stage.CreateNew(str(path))
        UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.z)
        UsdGeom.SetStageMetersPerUnit(stage, 0.01)
        world = UsdGeom.Xform.Define(stage, "/World")
        stage.SetDefaultPrim(world.GetPrim())
        UsdGeom.Cube.Define(stage, "/World/Box")
        stage.Save()
    return path
