# SPDX-License-Identifier: GPL-3.0-or-later
"""Render plain numbers: lights, sky, air and a camera round a neutral set or the user's objects.

It is done in a scene that is thrown away afterwards. It shares the user's objects, and the user's
own scene is not touched at all. Only bpy and numpy are needed. What the numbers are is told in
core/scene_stager/inverse/blender/blender_scene.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import bpy
import numpy as np
from mathutils import Matrix, Vector

NAME = "Scene Stager forward"
GROUND_M = 400.0
SKY_WIDE, SKY_HIGH = 64, 32  # cells of the sky: far finer than nine harmonics are
LOWEST_M = -0.1  # the air goes a little into the ground
BOUNCES = 4
DIMMEST = 1e-4  # below this Eevee leaves a lamp out
CORNERS = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
SIDES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
Numbers = Mapping[str, Any]  # as they come out of JSON
Block = TypeVar("Block")
EEVEE = "BLENDER_EEVEE" if bpy.app.version >= (5, 0, 0) else "BLENDER_EEVEE_NEXT"


class ForwardScene:
    """Renders numbers again and again in one warm scene; `close` removes all that it made.

    `source` is the user's scene and `subject` one of its objects, round whose feet everything is
    set up; without them the set is `mesh`, the path of an .npz with places_m, facings and triangles
    (a subject that stands at the origin, in metres), on an open floor.
    """

    def __init__(
        self,
        *,
        engine: str = "CYCLES",
        samples: int = 4,
        size: tuple[int, int] = (512, 288),
        denoise: bool = False,
        source: bpy.types.Scene | None = None,
        subject: bpy.types.Object | None = None,
        mesh: Path | None = None,
    ) -> None:
        self._made: list[tuple[Any, object]] = []
        self.scene = self._keep(bpy.data.scenes, bpy.data.scenes.new(NAME))
        self.per_metre, self.origin, self.subject_m = 1.0, Vector(), 0.0
        self._materials: dict[str, bpy.types.Material] = {}
        self._lamps: dict[str, bpy.types.Object] = {}
        try:
            self._settings(engine, samples, size, denoise)
            self._camera = self._object("camera", self._new("cameras", "camera"))
            self.scene.camera = self._camera
            self._sky_image = self._sky()
            self._air = self._air_box()
            if source is not None:
                self._share(source, subject)
            elif mesh is not None:
                self._neutral_set(np.load(mesh, allow_pickle=False))
        except BaseException:
            self.close()
            raise

    def render(self, numbers: Numbers, scratch: Path) -> np.ndarray:
        """The picture of the numbers, linear light, shape (height, width, 3), the top row first."""
        self._show(numbers)
        path = Path(scratch) / "forward.exr"
        self.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True, scene=self.scene.name)
        picture = bpy.data.images.load(str(path))
        try:
            size: Any = picture.size
            wide, high = size
            pixels = np.empty(wide * high * 4, dtype=np.float32)
            picture.pixels.foreach_get(pixels)
        finally:
            bpy.data.images.remove(picture)
            path.unlink()
        return pixels.reshape(high, wide, 4)[::-1, :, :3].copy()

    def close(self) -> None:
        """Remove everything that was made, the last first."""
        while self._made:
            shelf, one = self._made.pop()
            shelf.remove(one)

    def _show(self, numbers: Numbers) -> None:
        self._place_camera(numbers["camera"])
        wanted = {light["name"] for light in numbers["lights"]}
        for light in numbers["lights"]:
            self._place_light(light)
        for name, lamp in self._lamps.items():
            lamp.hide_render = name not in wanted
        self._sky_image.pixels.foreach_set(_sky_pixels(numbers["sky"]))  # type: ignore[arg-type]
        self._sky_image.update()
        self._fill_air(numbers["fog"])
        for name, material in self._materials.items():
            _paint(material, numbers[name])
        if "subject" in self.scene.objects and "subject" in self._materials:
            turn = math.radians(numbers["subject"]["facing_deg"])
            self.scene.objects["subject"].rotation_euler = (0.0, 0.0, turn)

    def _place_camera(self, camera: Numbers) -> None:
        lens = cast(bpy.types.Camera, self._camera.data)
        turn = Matrix(camera["stage_from_camera"]).to_4x4()
        self._camera.matrix_world = _at(self._place(camera["position_m"])) @ turn
        lens.sensor_fit, lens.sensor_width = "HORIZONTAL", camera["sensor_width_mm"]
        lens.lens = camera["focal_length_mm"]
        lens.clip_start, lens.clip_end = 0.01 * self.per_metre, 10_000.0 * self.per_metre
        lens.dof.use_dof = camera["f_number"] > 0.0
        if lens.dof.use_dof:
            lens.dof.focus_distance = camera["focus_distance_m"] * self.per_metre
            lens.dof.aperture_fstop = camera["f_number"]

    def _place_light(self, light: Numbers) -> None:
        """A disk that shines at its target, or a ball that shines all ways."""
        lamp = self._lamps.get(light["name"])
        if lamp is None:
            new = self._new("lights", light["name"], "POINT" if light["omni"] else "AREA")
            lamp = self._lamps[light["name"]] = self._object(light["name"], new)
        data = cast(Any, lamp.data)
        if light["omni"]:
            data.shadow_soft_size = light["radius_m"] * self.per_metre
        else:
            data.shape = "DISK"
            data.size = 2.0 * light["radius_m"] * self.per_metre
        data.color = light["rgb"]
        data.energy = light["watts"] * self.per_metre**2
        place, target = self._place(light["position_m"]), self._place(light["target_m"])
        turn = (target - place).to_track_quat("-Z", "Y").to_matrix().to_4x4()
        lamp.matrix_world = _at(place) @ turn

    def _fill_air(self, fog: Numbers) -> None:
        per_m, reach = fog["per_m"], fog["reach_m"] * self.per_metre
        self._air.hide_render = per_m <= 0.0
        low = LOWEST_M * self.per_metre
        self._air.location = self.origin + Vector((0.0, 0.0, (reach + low) / 2.0))
        self._air.scale = (2.0 * reach, 2.0 * reach, reach - low)
        node: Any = self._air_nodes["Air"]
        node.inputs["Color"].default_value = (*fog["rgb"], 1.0)
        node.inputs["Density"].default_value = per_m / self.per_metre
        node.inputs["Anisotropy"].default_value = fog["g"]

    def _place(self, place_m: Sequence[float]) -> Vector:
        return self.origin + Vector(place_m) * self.per_metre

    def _settings(self, engine: str, samples: int, size: tuple[int, int], denoise: bool) -> None:
        scene: Any = self.scene
        render = scene.render
        render.engine = EEVEE if engine == "EEVEE" else "CYCLES"
        render.resolution_x, render.resolution_y = size
        render.resolution_percentage = 100
        render.use_persistent_data = True
        render.use_file_extension = True
        render.image_settings.file_format = "OPEN_EXR"
        render.image_settings.color_depth = "32"
        render.image_settings.exr_codec = "NONE"
        if engine == "EEVEE":
            scene.eevee.taa_render_samples = samples
            scene.eevee.use_raytracing = False
            scene.eevee.light_threshold = DIMMEST
            return
        scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", samples, 1
        scene.cycles.use_denoising, scene.cycles.use_adaptive_sampling = denoise, False
        scene.cycles.max_bounces = BOUNCES

    def _share(self, source: bpy.types.Scene, subject: bpy.types.Object | None) -> None:
        """Put the user's objects into the scene too, without lamps and without baked air."""
        self.per_metre = 1.0 / (source.unit_settings.scale_length or 1.0)
        self.scene.frame_set(source.frame_current, subframe=source.frame_subframe)
        for thing in _rendered(source.view_layers[0].layer_collection):
            is_air = thing.get("scene_stager_part") == "atmosphere"
            if thing.type != "LIGHT" and not is_air:
                self.scene.collection.objects.link(thing)
        if subject is not None:
            self.origin = feet_of(subject, self.scene)
            low, high = box_of(subject, self.scene)
            self.subject_m = float(high[2] - low[2]) / self.per_metre

    def _neutral_set(self, table: Mapping[str, np.ndarray]) -> None:
        mesh = self._new("meshes", "subject")
        mesh.from_pydata(table["places_m"].tolist(), [], table["triangles"].tolist())
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        mesh.normals_split_custom_set_from_vertices(table["facings"].tolist())
        self._object("subject", mesh)
        half = GROUND_M / 2.0
        floor = self._new("meshes", "ground")
        corners = [(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)]
        floor.from_pydata(corners, [], [(0, 1, 2, 3)])
        self._object("ground", floor)
        for name, data in (("subject", mesh), ("ground", floor)):
            self._materials[name] = _with_nodes(self._new("materials", name))
            data.materials.append(self._materials[name])

    def _sky(self) -> bpy.types.Image:
        """A World that shows a small picture of the sky; the picture."""
        image = bpy.data.images.new(f"{NAME} sky", SKY_WIDE, SKY_HIGH, float_buffer=True)
        self._keep(bpy.data.images, image)
        image.colorspace_settings.is_data = True
        world = _with_nodes(self._new("worlds", "sky"))
        self.scene.world = world
        tree = world.node_tree
        texture = tree.nodes.new("ShaderNodeTexEnvironment")
        texture.image = image
        tree.links.new(texture.outputs[0], tree.nodes["Background"].inputs["Color"])
        return image

    def _air_box(self) -> bpy.types.Object:
        mesh = self._new("meshes", "air")
        mesh.from_pydata(CORNERS, [], SIDES)
        material = _with_nodes(self._new("materials", "air"))
        tree = material.node_tree
        tree.nodes.clear()
        end = tree.nodes.new("ShaderNodeOutputMaterial")
        air = tree.nodes.new("ShaderNodeVolumeScatter")
        air.name = "Air"
        tree.links.new(air.outputs[0], end.inputs["Volume"])
        mesh.materials.append(material)
        self._air_nodes: Any = tree.nodes
        return self._object("air", mesh)

    def _object(self, name: str, data: bpy.types.ID | None) -> bpy.types.Object:
        thing: bpy.types.Object = self._new("objects", name, data)
        self.scene.collection.objects.link(thing)
        return thing

    def _new(self, kind: str, name: str, *arguments: object) -> Any:
        shelf = getattr(bpy.data, kind)
        return self._keep(shelf, shelf.new(name, *arguments))

    def _keep(self, shelf: Any, one: Block) -> Block:
        self._made.append((shelf, one))
        return one


def _at(place: Vector) -> Matrix:
    return Matrix.Translation(place[:])


def feet_of(subject: bpy.types.Object, scene: bpy.types.Scene) -> Vector:
    """The middle of the lower side of an object's box and of all its children's, in scene units."""
    low, high = box_of(subject, scene)
    return Vector(((low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, low[2]))


def box_of(subject: bpy.types.Object, scene: bpy.types.Scene) -> tuple[np.ndarray, np.ndarray]:
    """The least and greatest corner of an object and of all its children, in scene units."""
    layer = scene.view_layers[0]
    layer.update()
    corners = [
        thing.matrix_world @ Vector(corner)
        for thing in (subject, *subject.children_recursive)
        if thing.type in ("MESH", "CURVE", "SURFACE", "FONT", "META")
        for corner in thing.bound_box
    ] or [subject.matrix_world.translation]
    table = np.array([corner[:] for corner in corners])
    return table.min(axis=0), table.max(axis=0)


def _rendered(layer: bpy.types.LayerCollection) -> list[bpy.types.Object]:
    """Objects of a layer's collections that a render shows, each once."""
    if layer.exclude or layer.collection.hide_render:
        return []
    below = [thing for child in layer.children for thing in _rendered(child)]
    return list(dict.fromkeys([*layer.collection.objects, *below]))


def _sky_pixels(harmonics: Sequence[Sequence[float]]) -> np.ndarray:
    """A picture of the sky from nine harmonics: flat RGBA, the lowest row first.

    The left edge shows what lies along -x, and then the view turns clockwise seen from above.
    """
    column = (np.arange(SKY_WIDE) + 0.5) / SKY_WIDE
    row = (np.arange(SKY_HIGH) + 0.5) / SKY_HIGH
    turn, rise = np.meshgrid(math.pi * (1.0 - 2.0 * column), math.pi * (row - 0.5))
    x, y, z = np.cos(rise) * np.cos(turn), np.cos(rise) * np.sin(turn), np.sin(rise)
    basis = np.stack(
        [
            np.full_like(x, 0.282094791773878),
            *(0.488602511902920 * way for way in (y, z, x)),
            *(1.092548430592079 * pair for pair in (x * y, y * z)),
            0.315391565252520 * (3.0 * z * z - 1.0),
            1.092548430592079 * x * z,
            0.546274215296040 * (x * x - y * y),
        ],
        axis=-1,
    )
    radiance = np.maximum(basis @ np.asarray(harmonics, dtype=np.float64), 0.0)
    pixels = np.ones((SKY_HIGH, SKY_WIDE, 4), dtype=np.float32)
    pixels[..., :3] = radiance
    return pixels.ravel()


def _paint(material: bpy.types.Material, surface: Numbers) -> None:
    node: Any = material.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (*surface["rgb"], 1.0)
    node.inputs["Roughness"].default_value = surface["roughness"]
    node.inputs["Specular IOR Level"].default_value = surface["specular"]


def _with_nodes(block: Any) -> Any:
    if bpy.app.version < (5, 0, 0):
        block.use_nodes = True
    return block
