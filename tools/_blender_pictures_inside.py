"""Inside Blender: bake a scenario, set a stand-in and a studio, render one frame with Cycles.

python _blender_pictures_inside.py SCENARIO SHARE SAMPLES FILE, in a Python that has bpy. SHARE is
where in the shot the frame is, from 0 to 1.
"""

# ruff: noqa: E402 - the path comes first: it runs as a script in a bare Blender

import math
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "core"), str(ROOT)]

import bpy
import numpy as np
from blender_addon import compositor
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake, read_script
from scene_stager.moks.entities import SubjectFacts
from scene_stager.preview.numbers import lights
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import stand_ins

SIZE = (640, 360)
FILM, FILM_SCENARIO, FILM_STOCK = "film", "tabletop_product_orbit", "vision3_500t"
FILM_SIZE, FILM_PART = (1920, 1080), (0.322, 0.662, 0.42, 0.76)  # shares: left, right, low, high
VERTICES = 60_000
# What things are made of: colour, roughness, coat. House default, not measured.
SUBJECTS = {
    "person": ((0.46, 0.31, 0.23), 0.45, 0.0),
    "bust": ((0.46, 0.31, 0.23), 0.45, 0.0),
    "venue": ((0.3, 0.3, 0.32), 0.5, 0.0),
    "product": ((0.30, 0.05, 0.035), 0.22, 1.0),
    "vehicle": ((0.16, 0.20, 0.24), 0.3, 1.0),
}
STUDIO = ((0.17, 0.165, 0.16), 0.6, 0.0)
OPEN = ((0.24, 0.19, 0.14), 0.9, 0.0)
STREET = ((0.09, 0.09, 0.095), 0.35, 0.0)
WALL_RADII, COVE_M, WALL_M, NEAREST_WALL_M = 1.5, 0.8, 8.0, 2.5
PLAIN_M, WALKS_M = 8000.0, 3.0
TURNS = 96


def main(scenario, share, samples, path):
    """One picture; for FILM one that shows the film's own grain and halation beside none."""
    if scenario == FILM:
        film(share, samples, Path(path))
        return
    scene, frame = staged(bake(scenario), share)
    render(scene, frame, samples, path)


def film(share, samples, path):
    """The middle of a 2K frame: its left half without grain and halation, its right half with."""
    script = read_script(FILM_SCENARIO)
    stock = replace(script.stock, stock=FILM_STOCK, exposure_index=None)
    scene, frame = staged(bake(replace(script, stock=stock)), share)
    out, tree = scene.render, compositor.tree_of(scene)
    node = next(one for one in tree.nodes if one.bl_idname == compositor.FILM_NODE)
    out.use_border, out.use_crop_to_border = True, False
    out.border_min_x, out.border_max_x, out.border_min_y, out.border_max_y = FILM_PART
    halves = []
    for amount in (0.0, 1.0):
        node.inputs["Grain"].default_value = node.inputs["Halation"].default_value = amount
        render(scene, frame, samples, path, size=FILM_SIZE)
        halves.append(_part(path))
    middle = halves[0].shape[1] // 2
    both = np.concatenate([halves[0][:, :middle], halves[1][:, middle:]], axis=1)
    made = bpy.data.images.new("film", both.shape[1], both.shape[0])
    made.pixels.foreach_set(both.ravel())
    made.filepath_raw, made.file_format = str(path.resolve()), "PNG"
    made.save()


def _part(path):
    """The part of a picture that was rendered, as its file has it."""
    found = bpy.data.images.load(str(path.resolve()))
    width, height = found.size
    pixels = np.empty(4 * width * height, dtype=np.float32)
    found.pixels.foreach_get(pixels)
    bpy.data.images.remove(found)
    left, right, low, high = FILM_PART
    rows, columns = (
        slice(int(a * size), int(b * size))
        for a, b, size in ((low, high, height), (left, right, width))
    )
    return pixels.reshape(height, width, 4)[rows, columns]


def staged(take, share):
    """A scene with a bake, a stand-in and a studio, and the frame that is wanted."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = round(take.fps[0] / take.fps[1])
    bake_take(take, scene, wishes=BlenderWishes(film_stock=True))
    put_subject(take, scene)
    put_ground(take, scene)
    return scene, take.start_frame + round(share * (take.frame_count - 1))


def put_subject(take, scene):
    """The preview's own stand-in, on the Empty that stands for the target."""
    known = take.facts(SubjectFacts, "subject")
    shape, height_m = known.shape, known.height_m
    table = mesh_of(stand_ins()[shape], VERTICES)
    mesh = bpy.data.meshes.new("stand-in")
    mesh.from_pydata((table.places_m * height_m).tolist(), [], table.triangles.tolist())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.normals_split_custom_set_from_vertices(table.facings.tolist())
    mesh.materials.append(material("stand-in", *SUBJECTS[shape]))
    thing = added(scene, mesh)
    thing.rotation_euler = (0.0, 0.0, math.radians(known.facing_deg))
    thing.parent = next(t for t in scene.objects if t.get("scene_stager_part") == "subject")


def put_ground(take, scene):
    """Open ground under a sun or for somebody who walks; otherwise a studio with a curved wall."""
    subject_m = list(take.channel("subject.translate_m").rows())
    under_a_sun = any(f.shape == "distant" for f in lights(take).values())
    if under_a_sun or math.dist(subject_m[0], subject_m[-1]) > WALKS_M:
        mesh = plain()
        mesh.materials.append(material("ground", *(OPEN if under_a_sun else STREET)))
        added(scene, mesh)
        return
    rows = zip(take.channel("camera.translate_m").rows(), subject_m, strict=True)
    farthest_m = max(math.dist(camera, subject) for camera, subject in rows)
    mesh = cyclorama(max(WALL_RADII * farthest_m, NEAREST_WALL_M))
    mesh.materials.append(material("ground", *STUDIO))
    added(scene, mesh)


def plain():
    """Flat ground as far as the eye goes: round, so that no corner shows in the horizon."""
    ways = [2 * math.pi * k / TURNS for k in range(TURNS)]
    mesh = bpy.data.meshes.new("ground")
    places = [(PLAIN_M * math.cos(w), PLAIN_M * math.sin(w), 0.0) for w in ways]
    mesh.from_pydata(places, [], [tuple(range(TURNS))])
    return mesh


def cyclorama(radius_m):
    """A round floor, a cove and a wall, turned about the middle."""
    flat_m = radius_m - COVE_M
    outline = [(flat_m, 0.0)]
    bends = [math.radians(6 * k) for k in range(1, 16)]
    outline += [(flat_m + COVE_M * math.sin(a), COVE_M * (1 - math.cos(a))) for a in bends]
    outline.append((radius_m, WALL_M))
    ways = [2 * math.pi * k / TURNS for k in range(TURNS)]
    places = [(r * math.cos(w), r * math.sin(w), z) for r, z in outline for w in ways]
    faces = [tuple(range(TURNS))]
    for row in range(0, (len(outline) - 1) * TURNS, TURNS):
        pairs = [(row + k, row + (k + 1) % TURNS) for k in range(TURNS)]
        faces += [(a, a + TURNS, b + TURNS, b) for a, b in pairs]
    mesh = bpy.data.meshes.new("cyclorama")
    mesh.from_pydata(places, [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    return mesh


def material(name, rgb, roughness, coat):
    """A plain material."""
    made = bpy.data.materials.new(name)
    if bpy.app.version < (5, 0, 0):
        made.use_nodes = True
    node = made.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (*rgb, 1.0)
    node.inputs["Roughness"].default_value = roughness
    node.inputs["Coat Weight"].default_value = coat
    return made


def added(scene, mesh):
    """A new object of the scene."""
    thing = bpy.data.objects.new(mesh.name, mesh)
    scene.collection.objects.link(thing)
    return thing


def render(scene, frame, samples, path, size=SIZE):
    """Cycles, denoised, through the film that is in the compositor."""
    scene.frame_set(frame)
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", samples, 1
    scene.cycles.use_denoising = True
    scene.cycles.max_bounces = 6
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "PNG"
    scene.render.filepath = str(Path(path).resolve())
    bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
