"""The film in the compositor is the core's film, and the compositor of the user's is the user's."""

import bpy
import numpy as np
import pytest
from blender_addon.air import box_around
from blender_addon.bake import add_film, bake_take
from blender_addon.host import BlenderHost
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.errors import HostError
from scene_stager.front_door import bake, read_script
from scene_stager.hosts.play import play
from scene_stager.moks.entities import FilmFacts
from scene_stager.shot.stocks import stocks
from tests.blender import dump, readback
from tests.blender.fog import march_through_fog

pytestmark = pytest.mark.blender

NAME = "interview_three_point"
IS_GROUP = bpy.app.version >= (5, 0, 0)
WIDTH, TINTS = 64, [[1, 1, 1], [1, 0.2, 0.1], [0.1, 1, 0.3], [0.05, 0.2, 1], [1, 0.8, 0.6]]
LINEAR, BYTE = 5e-4, 1.01 / 255  # single precision and straight lines; one step of a byte


def shot(stock=None, frames=(1, 3), **exposed):
    from dataclasses import replace

    script = read_script(NAME)
    film = replace(script.stock, **({"stock": stock} if stock else {}), **exposed)
    return bake(replace(script, stock=film), frames=frames)


def new_file():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = 24
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "CPU", 1, False
    march_through_fog(scene)
    scene.render.compositor_device = "CPU"  # a graphics card reads curves less finely, to 8e-4
    return scene


def own_compositor(scene):
    """A compositor that turns the picture over, as a user might have one."""
    if IS_GROUP:
        tree = bpy.data.node_groups.new("Mine", "CompositorNodeTree")
        tree.interface.new_socket(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")
        if bpy.app.version < (5, 3, 0):
            scene.compositing_node_group = tree
        else:
            scene.compositor_effects.new("Mine").node_group = tree
        end, begin = tree.nodes.new("NodeGroupOutput"), tree.nodes.new("CompositorNodeRLayers")
    else:
        scene.use_nodes = True
        tree = scene.node_tree
        end = next(n for n in tree.nodes if n.bl_idname == "CompositorNodeComposite")
        begin = next(n for n in tree.nodes if n.bl_idname == "CompositorNodeRLayers")
    flip = tree.nodes.new("CompositorNodeFlip")
    tree.links.new(begin.outputs[0], flip.inputs[0])
    tree.links.new(flip.outputs[0], end.inputs[0])
    return tree


def film_in(tree):
    return next((n for n in tree.nodes if n.bl_idname == "CompositorNodeGroup"), None)


def ramp(gain):
    """A grey ramp of sixteen stops and four coloured ones, as light that `gain` brings to 0.18."""
    stops = np.linspace(-9.0, 7.0, WIDTH)[None, :, None]
    light = 0.18 * 2.0**stops * np.array(TINTS, dtype=np.float64)[:, None, :]
    picture = bpy.data.images.new("ramp", WIDTH, len(TINTS), float_buffer=True)
    picture.colorspace_settings.name = "Linear Rec.709"
    pixels = np.ones((len(TINTS), WIDTH, 4), dtype=np.float32)
    pixels[..., :3] = light / gain
    picture.pixels.foreach_set(pixels.ravel())
    picture.update()
    return picture, light


def rendered(scene, picture, path, file_format="OPEN_EXR", *, grain=0.0, halation=0.0):
    """What comes out when the film gets this picture instead of the scene's."""
    tree = dump.compositor_tree(scene)
    shown = tree.nodes.new("CompositorNodeImage")
    shown.image = picture
    film = film_in(tree)
    tree.links.new(shown.outputs[0], film.inputs[0])
    film.inputs["Grain"].default_value, film.inputs["Halation"].default_value = grain, halation
    render = scene.render
    render.resolution_x, render.resolution_y, render.resolution_percentage = *picture.size, 100
    render.image_settings.file_format = file_format
    if file_format == "OPEN_EXR":
        render.image_settings.color_depth = "32"
    render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    found = bpy.data.images.load(str(path))
    found.colorspace_settings.name = "Non-Color"
    pixels = np.empty(4 * picture.size[0] * picture.size[1], dtype=np.float32)
    found.pixels.foreach_get(pixels)
    return pixels.reshape(*reversed(picture.size), 4)[..., :3]


def gain_of(take, at):
    """What brings a white card in the light asked for out at 1, by the incident meter's own law."""
    stop, index = take.at("camera.f_number", at)[0], take.at("camera.exposure_index", at)[0]
    open_s = take.at("camera.shutter_deg", at)[0] / 360 / 24
    film = take.facts(FilmFacts, "film")
    asked_lx = 268.6 * stop**2 / (open_s * index) * 2.0 ** (film.nd_stops - film.push_stops)
    return 683.0 * np.pi / asked_lx


@pytest.mark.parametrize("name", sorted(stocks()))
def test_a_ramp_through_the_film_comes_out_as_the_core_has_it(name, tmp_path):
    scene = new_file()
    stock = stocks()[name]
    take = shot(name, exposure_index=stock.exposure_index / 4.0, push_stops=1.0, nd_stops=0.5)
    bake_take(take, wishes=BlenderWishes(film_stock=True))
    picture, light = ramp(gain_of(take, 1))
    wanted = {
        encoded: stock.colour(light, exposure_stops=2.0 - 1.0, push_stops=1.0, encoded=encoded)
        for encoded in (False, True)
    }
    found = rendered(scene, picture, tmp_path / "ramp.exr", "OPEN_EXR")
    assert np.abs(found - wanted[False]).max() < LINEAR
    found = rendered(scene, picture, tmp_path / "ramp.png", "PNG")
    assert np.abs(found - wanted[True]).max() < BYTE


def test_the_exposure_of_the_film_follows_the_shot_frame_by_frame(tmp_path):
    scene = new_file()
    take = shot(exposure="locked", locked_ev=6.0, frames=(1, 40))
    rows = [2.0 + 0.1 * index for index in range(take.frame_count)]
    from array import array
    from dataclasses import replace

    opened = [
        replace(c, values=array("d", rows)) if c.name == "camera.f_number" else c
        for c in take.channels
    ]
    take = replace(take, channels=tuple(opened))
    bake_take(take, wishes=BlenderWishes(film_stock=True))
    stock = stocks()[take.facts(FilmFacts, "film").stock]
    for at in (1, 31):
        scene.frame_set(at)
        picture, light = ramp(gain_of(take, at))
        found = rendered(scene, picture, tmp_path / f"{at}.exr", "OPEN_EXR")
        assert np.abs(found - stock.colour(light, encoded=False)).max() < LINEAR


def test_the_view_shows_the_film_as_it_is_and_comes_back_without_it():
    scene = new_file()
    scene.view_settings.view_transform, scene.view_settings.exposure = "AgX", 0.5
    before = dump.whole_file()
    bake_take(shot(), wishes=BlenderWishes(film_stock=True))
    view = scene.view_settings
    assert (view.view_transform, view.look) == ("Standard", "None")
    assert (view.exposure, view.gamma) == (0.0, 1.0)
    bake_take(shot(), wishes=BlenderWishes(take_look=False))
    assert dump.settings(scene.view_settings) == before["scene"]["view"]
    assert dump.compositor(scene) == before["scene"]["compositor"]
    assert len(bpy.data.node_groups) == 0


def test_a_compositor_of_the_users_is_left_alone_and_the_film_offered():
    scene = new_file()
    tree = own_compositor(scene)
    before = dump.wiring(tree)
    report = bake_take(shot(), wishes=BlenderWishes(film_stock=True))
    assert dump.wiring(tree) == before
    assert any("Add Film to Compositor" in line for line in report.warnings)
    assert scene.view_settings.exposure != 0.0

    assert add_film(scene)
    assert not add_film(scene)
    film = film_in(tree)
    assert film.inputs[0].links[0].from_node.bl_idname == "CompositorNodeFlip"
    assert scene.view_settings.exposure == 0.0
    report = bake_take(shot("tri_x_400"), wishes=BlenderWishes(film_stock=True))
    assert not any("Add Film" in line for line in report.warnings)
    assert [film_in(tree).node_tree.name] == [f"{NAME}.film"]

    bake_take(shot(), wishes=BlenderWishes(take_look=False))
    assert dump.wiring(tree) == before


def test_a_compositor_that_is_switched_off_stays_off():
    scene = new_file()
    own_compositor(scene)
    owner, switch = (scene.render, "use_compositing") if IS_GROUP else (scene, "use_nodes")
    setattr(owner, switch, False)
    bake_take(shot(), wishes=BlenderWishes(film_stock=True))
    assert getattr(owner, switch) is False


def test_another_film_takes_the_place_of_the_one_before():
    scene = new_file()
    bake_take(shot("vision3_500t"), wishes=BlenderWishes(film_stock=True))
    first = dump.wiring(dump.compositor_tree(scene))
    bake_take(shot("vision3_500t"), wishes=BlenderWishes(film_stock=True))
    assert dump.wiring(dump.compositor_tree(scene)) == first
    bake_take(shot("kodachrome_64"), wishes=BlenderWishes(film_stock=True))
    assert dump.wiring(dump.compositor_tree(scene)) == first
    group = film_in(dump.compositor_tree(scene)).node_tree
    assert "kodachrome_64" in group["scene_stager_recipe"]
    assert len(bpy.data.node_groups) == (2 if IS_GROUP else 1)


class Fuse:
    """Blows at one change."""

    def __init__(self):
        self.at, self.most = 0, 0

    def __call__(self, number):
        self.most = max(self.most, number)
        if number == self.at:
            raise OSError("out of air")


def nothing(scene):
    """No compositor."""


def plain(scene):
    """A compositor that hands the picture on, switched on by the user."""
    tree = own_compositor(scene)
    flip = next(n for n in tree.nodes if n.bl_idname == "CompositorNodeFlip")
    begin = next(n for n in tree.nodes if n.bl_idname == "CompositorNodeRLayers")
    goal = flip.outputs[0].links[0].to_socket
    tree.nodes.remove(flip)
    tree.links.new(begin.outputs[0], goal)


def filmed(scene):
    """A compositor of the user's with another film in it already."""
    own_compositor(scene)
    bake_take(shot("tri_x_400", frames=(1, 2)), wishes=BlenderWishes(film_stock=True))
    assert add_film(scene)


@pytest.mark.parametrize("film", [True, False])
@pytest.mark.parametrize("start", [nothing, plain, own_compositor, filmed])
def test_a_film_that_cannot_be_hung_or_taken_out_leaves_the_file_as_it_was(start, film):
    take, fuse = shot(frames=(1, 2)), Fuse()

    def host():
        wishes = BlenderWishes(film_stock=film)
        return BlenderHost(wishes=wishes, air_box_m=box_around(take), before_change=fuse)

    start(new_file())
    play(take, host())
    last = fuse.most
    start(new_file())
    before = dump.whole_file()
    for change in (*range(1, last - 30, 12), *range(max(1, last - 30), last + 1)):
        fuse.at = change
        with pytest.raises(HostError, match="out of air"):
            play(take, host())
        assert dump.whole_file() == before, f"change {change} of {last}"


def test_the_film_is_kept_in_the_file_and_needs_no_add_on(tmp_path):
    scene = new_file()
    bake_take(shot(), wishes=BlenderWishes(film_stock=True))
    before = dump.compositor(scene)
    path = str(tmp_path / "shot.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path, load_ui=False)
    scene = bpy.context.scene
    assert dump.compositor(scene) == before
    assert readback.part(NAME, "camera") is not None
