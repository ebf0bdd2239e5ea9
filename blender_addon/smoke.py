# SPDX-License-Identifier: GPL-3.0-or-later
"""Try the add-on without a window: bake, look, save, render; exit code 1 when it is not so.

blender -b -P blender_addon/smoke.py -- --scenario NAME --out DIR
python blender_addon/smoke.py --scenario NAME --out DIR     (a Python that has bpy)

DIR gets shot.blend, cycles.png, eevee.png and figures.json: what Blender shows against what the
Take says. It works on a new, empty file, from a checkout of the project or from the add-on as it
is installed. Eevee needs a graphics context, a software one will do; `--engines cycles` does
without.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import bmesh
    from mathutils import Matrix, Quaternion

    from scene_stager.maths.surface.mesh import Mesh as CoreMesh
    from scene_stager.moks.take import Take
    from scene_stager.shot.stand_ins import Piece

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
IS_CHECKOUT = (ROOT / "core").is_dir()
# Where add-on and core are: side by side in a checkout, one in the other as they are installed.
ADD_ON = HERE.name
CORE = "scene_stager" if IS_CHECKOUT else f"{ADD_ON}.scene_stager"
ALLOWED = {"place_m": 1e-4, "turn_deg": 1e-3, "lens_mm": 1e-3, "light_stops": 1e-3}
GREY = (0.18, 0.18, 0.18, 1.0)
GROUND_M = 200.0
WIDE = 512
DARKEST, BRIGHTEST = 0.002, 0.998  # of a still's mean, that shows something
LEAST_CONTRAST = 0.01  # its standard deviation, of one that is no even grey
ENGINES = ("cycles", "eevee")


def main() -> int:
    """Do all of it, and say in one line how it came out."""
    options = _options()
    sys.path[:0] = [str(ROOT / "core"), str(ROOT)] if IS_CHECKOUT else [str(ROOT)]
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    records = importlib.import_module(f"{ADD_ON}.records")
    records.watch()
    take = _core("front_door").bake(options.scenario, frames=options.frames)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {"scenario": options.scenario, "blender": bpy.app.version_string}
    figures.update(_bake(take))
    figures["misses"] = misses = _misses(take)
    wrong = [key for key, most in ALLOWED.items() if misses[key] > most]

    _dress(take)
    still = take.frames[len(take.frames) // 2] if options.still is None else options.still
    bpy.ops.wm.save_as_mainfile(filepath=str((out / "shot.blend").resolve()))
    for engine in options.engines if options.samples else ():
        # Without graphics Blender ends in the middle of Eevee: then this is what stands there.
        _write(out, {**figures, "wrong": [*wrong, engine]})
        print(f"smoke: renders with {engine}", flush=True)
        path = (out / f"{engine}.png").resolve()
        told = _still(still, path, engine, options.samples, options.wide)
        figures[engine] = told
        figures["records"] = list(records.last_words) or [records.why_no_records()]
        if not DARKEST < told["mean"] < BRIGHTEST or told["contrast"] < LEAST_CONTRAST:
            wrong.append(engine)
    _write(out, {**figures, "wrong": wrong})
    print(f"smoke: {'wrong: ' + ', '.join(wrong) if wrong else 'all is well'}; see {out}")
    return 1 if wrong else 0


def _core(name: str) -> Any:
    """A module of the core that the add-on itself uses."""
    return importlib.import_module(f"{CORE}.{name}")


def _write(out: Path, figures: dict[str, object]) -> None:
    text = json.dumps(figures, indent=1, sort_keys=True, allow_nan=False)
    (out / "figures.json").write_text(text + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="smoke.py", description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="hero_dolly_push_in")
    parser.add_argument("--out", default="out/smoke")
    parser.add_argument("--frames", type=_frames, help="A:B, both included")
    parser.add_argument("--still", type=int, help="the frame to render; the middle one when absent")
    parser.add_argument("--samples", type=int, default=16, help="a pixel; 0 renders nothing")
    parser.add_argument("--wide", type=int, default=WIDE, help="a still's width in pixels; 16:9")
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=ENGINES)
    words = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    return parser.parse_args(words)


def _frames(text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    return int(first), int(last)


def _bake(take: Take) -> dict[str, object]:
    """Bake into the scene, whose clock is the shot's: the file is ours."""
    import bpy

    bake_take = importlib.import_module(f"{ADD_ON}.bake").bake_take
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = _rate(take.fps)
    scene.frame_start, scene.frame_end = take.frames[0], take.frames[-1]
    began_s = time.perf_counter()
    report = bake_take(take, scene)
    return {
        "seconds": round(time.perf_counter() - began_s, 4),
        "frames": take.frame_count,
        "keys": report.key_count,
        "warnings": list(report.warnings),
        "take_digest": take.digest,
        "plan_hash": take.plan_hash,
    }


def _rate(fps: tuple[int, int]) -> tuple[int, float]:
    """A whole number and what it is divided by, as Blender has rates: 24000/1001 is 24 / 1.001."""
    whole = math.ceil(fps[0] / fps[1])
    return whole, whole * fps[1] / fps[0]


def _misses(take: Take) -> dict[str, float]:
    """The worst that evaluated Blender is off, over some frames of the shot."""
    import bpy
    from mathutils import Quaternion

    scene: Any = bpy.context.scene
    worst = dict.fromkeys(ALLOWED, 0.0)
    ours = [thing for thing in scene.objects if thing.get("scene_stager_curves")]
    things = {thing["scene_stager_part"]: thing for thing in ours}
    for frame in take.frames[:: max(1, take.frame_count // 24)]:
        scene.frame_set(frame)
        graph = bpy.context.evaluated_depsgraph_get()
        for channel in take.channels:
            shown: Any = things[channel.entity].evaluated_get(graph)
            row = take.at(channel.name, frame)
            found = ("", 0.0)
            if channel.quantity == "translate_m":
                found = "place_m", math.dist(shown.matrix_world.translation, row)
            elif channel.quantity == "rotate_wxyz":
                found = "turn_deg", _apart_deg(shown.matrix_world.to_3x3(), Quaternion(row))
            elif channel.quantity == "focal_length_mm":
                found = "lens_mm", abs(shown.data.lens - row[0])
            elif channel.quantity == "intensity_cd" and shown.data.type in ("POINT", "AREA"):
                spread = 4.0 * math.pi if shown.data.type == "POINT" else math.pi
                candela = shown.data.energy * 683.0 / spread
                found = "light_stops", abs(math.log2(candela / row[0]))
            if found[0]:
                worst[found[0]] = max(worst[found[0]], found[1])
    return worst


def _apart_deg(matrix: Matrix, wanted: Quaternion) -> float:
    """The angle between two rotations, from the sine of its half."""
    turn = wanted.to_matrix().transposed() @ matrix
    x, y, z = (turn[2][1] - turn[1][2], turn[0][2] - turn[2][0], turn[1][0] - turn[0][1])
    return math.degrees(math.asin(min(math.hypot(x, y, z) / 2.0, 1.0)))


def _dress(take: Take) -> None:
    """A grey stand-in where the subject is, and a floor, so that there is something to see."""
    import bpy

    scene = bpy.context.scene
    known = take.facts(_core("moks.entities").SubjectFacts, "subject")
    body = bpy.data.objects.new("Body", _body(known.shape, known.height_m))
    scene.collection.objects.link(body)
    body.parent = next(t for t in scene.objects if t.get("scene_stager_part") == "subject")
    bpy.ops.mesh.primitive_plane_add(size=GROUND_M)
    floor: Any = bpy.context.object
    floor.name = "Floor"
    grey = _grey()
    thing: Any
    for thing in (body, floor):
        thing.data.materials.append(grey)


def _grey() -> Any:
    import bpy

    grey = bpy.data.materials.new("Grey")
    if bpy.app.version < (5, 0, 0):
        grey.use_nodes = True
    surface: Any = grey.node_tree.nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = GREY
    surface.inputs["Roughness"].default_value = 0.7
    return grey


def _body(shape: str, height_m: float) -> Any:
    """The stand-in of a shape as a mesh, its feet at the middle."""
    import bmesh
    import bpy
    from mathutils import Matrix

    known = _core("shot.stand_ins")
    stand_in = known.stand_ins()[shape]
    if stand_in.sculpture:
        return _sculpted(known.sculpture(stand_in.sculpture).mesh, height_m)
    grown = Matrix.Scale(height_m, 4)
    solid = bmesh.new()
    for piece in stand_in.every_piece():
        _add(solid, piece, grown)
    for face in solid.faces:
        face.smooth = True
    mesh = bpy.data.meshes.new("Body")
    solid.to_mesh(mesh)
    solid.free()
    return mesh


def _sculpted(table: CoreMesh, height_m: float) -> Any:
    """A mesh of the core as Blender has it, smooth as it says it is."""
    import bpy

    mesh = bpy.data.meshes.new("Body")
    mesh.from_pydata((table.places_m * height_m).tolist(), [], table.triangles.tolist())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.normals_split_custom_set_from_vertices(table.facings.tolist())
    return mesh


def _add(solid: bmesh.types.BMesh, piece: Piece, grown: Matrix) -> None:
    """One piece of a stand-in: a ball, a box, a drum, or an outline with its twin and a band."""
    import bmesh
    from mathutils import Euler, Matrix, Vector

    turn = Euler([math.radians(one) for one in piece.turn_deg], "XYZ")
    at: Any = grown @ Matrix.LocRotScale(piece.centre, turn, piece.size)
    if piece.form == "ball":
        bmesh.ops.create_uvsphere(solid, u_segments=32, v_segments=16, radius=1.0, matrix=at)
    elif piece.form == "box":
        bmesh.ops.create_cube(solid, size=2.0, matrix=at)
    elif piece.form == "drum":
        bmesh.ops.create_cone(
            solid, cap_ends=True, segments=32, radius1=1.0, radius2=1.0, depth=2.0, matrix=at
        )
    else:
        sides = [
            [solid.verts.new(at @ Vector((sign * x, y, z))) for x, y, z in piece.outline]
            for sign in (-1.0, 1.0)
        ]
        solid.faces.new(sides[0][::-1])
        solid.faces.new(sides[1])
        around = range(-1, len(piece.outline) - 1)
        for k in around:
            solid.faces.new((sides[0][k], sides[0][k + 1], sides[1][k + 1], sides[1][k]))


def _still(frame: int, path: Path, engine: str, samples: int, wide: int) -> dict[str, Any]:
    """A small picture, exposed as the film asks; and how bright and how varied it is."""
    import bpy
    import numpy as np

    scene: Any = bpy.context.scene
    scene.frame_set(frame)
    if engine == "cycles":
        scene.render.engine = "CYCLES"
        scene.cycles.device, scene.cycles.samples = "CPU", samples
        scene.cycles.use_denoising, scene.cycles.seed = False, 1
    else:
        new = bpy.app.version >= (5, 0, 0)
        scene.render.engine = "BLENDER_EEVEE" if new else "BLENDER_EEVEE_NEXT"
        scene.eevee.taa_render_samples = samples
    scene.render.resolution_x, scene.render.resolution_y = wide, wide * 9 // 16
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = "Standard"
    scene.render.image_settings.file_format = "PNG"
    scene.render.filepath = str(path)
    began_s = time.perf_counter()
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(path))
    pixels = np.empty(4 * wide * (wide * 9 // 16), dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    rgb = pixels.reshape(-1, 4)[:, :3]
    return {
        "frame": frame,
        "mean": round(float(rgb.mean()), 4),
        "contrast": round(float(rgb.mean(axis=1).std()), 4),
        "seconds": round(time.perf_counter() - began_s, 2),
    }


if __name__ == "__main__":
    try:
        code = main()
    except Exception:  # noqa: BLE001 - Blender would end with code 0
        traceback.print_exc()
        code = 1
    sys.exit(code)
