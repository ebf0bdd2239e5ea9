"""Sound meshes in every format that we read, as other programs write them."""

import base64
import json
import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

UP = np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]])  # from +z up to +y up


def as_usda(mesh, up="Z", scale=1.0, name=".usda"):
    """A mesh as a stage of USD in text, as `usd-core` writes it."""
    from pxr import Usd, UsdGeom, Vt

    stage = Usd.Stage.CreateInMemory(name)
    UsdGeom.SetStageUpAxis(stage, up)
    UsdGeom.SetStageMetersPerUnit(stage, scale)
    UsdGeom.Xform.Define(stage, "/hull").AddTranslateOp().Set((0, 0, 0))
    prim = UsdGeom.Mesh.Define(stage, "/hull/mesh")
    places = mesh.places_m @ UP[:3, :3].T if up == "Y" else mesh.places_m
    prim.CreatePointsAttr(Vt.Vec3fArray.FromNumpy((places / scale).astype(np.float32)))
    prim.CreateFaceVertexIndicesAttr(mesh.corners.tolist())
    prim.CreateFaceVertexCountsAttr(mesh.counts.tolist())
    return stage.GetRootLayer().ExportToString().encode()


def gltf(**changes):
    """A square in the plane across +y, in JSON alone, as two triangles that share nothing."""
    places = np.array([(0, 0, 0), (1, 0, 0), (1, 0, -1), (0, 0, 0), (1, 0, -1), (0, 0, -1)], "<f4")
    uri = "data:application/octet-stream;base64," + base64.b64encode(places.tobytes()).decode()
    document = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "type": "VEC3", "count": 6}],
        "bufferViews": [{"buffer": 0, "byteLength": 72}],
        "buffers": [{"byteLength": 72, "uri": uri}],
    }
    return json.dumps({**document, **changes}).encode()


def glb(document):
    """A glTF document in JSON as a binary file, whose one chunk it is."""
    chunk = document + b" " * (-len(document) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(chunk))
    return head + struct.pack("<I4s", len(chunk), b"JSON") + chunk


def obj(mesh):
    """Vertices, their facings and faces as lines of text."""
    lines = [
        f"{word} {x:.9g} {y:.9g} {z:.9g}"
        for word, rows in (("v", mesh.places_m), ("vn", mesh.facings))
        for x, y, z in rows.tolist()
    ]
    faces = np.split(mesh.corners + 1, np.cumsum(mesh.counts)[:-1])
    lines += ["f " + " ".join(f"{k}//{k}" for k in face) for face in faces]
    return ("\n".join(lines) + "\n").encode()


def ply_text(mesh):
    """The same in PLY's form of text."""
    counts = (len(mesh.places_m), len(mesh.counts))
    header = "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\n"
    header += "property float z\nelement face {}\nproperty list uchar int vertex_indices\n"
    faces = np.split(mesh.corners, np.cumsum(mesh.counts)[:-1])
    rows = [" ".join(f"{n:.9g}" for n in place) for place in mesh.places_m.tolist()]
    rows += [" ".join(map(str, (len(face), *face))) for face in faces]
    return (header.format(*counts) + "end_header\n" + "\n".join(rows) + "\n").encode()


def crate(text):
    """A stage in text as USD's binary form."""
    from pxr import Sdf

    with TemporaryDirectory() as folder:
        here, there = Path(folder) / "a.usda", Path(folder) / "a.usdc"
        here.write_bytes(text)
        Sdf.Layer.FindOrOpen(str(here)).Export(str(there))
        return there.read_bytes()
