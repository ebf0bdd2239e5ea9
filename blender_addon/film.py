# SPDX-License-Identifier: GPL-3.0-or-later
"""The film: in the compositor where that is wished and free, else as the exposure of the view."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import bpy
import numpy as np

from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import CameraFacts, FilmFacts, ShotFacts
from scene_stager.shot.stocks import FilmStock, stock_recipe, stocks

from . import compositor, marks
from .before import give_back, has_changed_look, look_before, remember_look
from .belonging import is_alone_in, scenes_of
from .exposure import CAMERA, expose_view, view_exposure_stops
from .film_grain import Frame, Way
from .film_nodes import EXPOSURE_PATH, STRENGTHS, draw_film
from .keys import Track
from .workshop import Workshop

FILM = "film"
# A film's picture is ready for the display: the view only has to encode it.
PLAIN_VIEW = {
    "view_transform": "Standard",
    "look": "None",
    "exposure": 0.0,
    "gamma": 1.0,
    "use_curve_mapping": False,
    "use_white_balance": False,
}
OF_THE_VIEW = (*PLAIN_VIEW, "white_balance_temperature", "white_balance_tint")


def load_film(workshop: Workshop, part: Part, clock: Clock) -> None:
    """Do with a shot's film what is wished: the whole of it, its exposure alone, or nothing."""
    film = FilmFacts.of(part.entity)
    camera = workshop.find(CAMERA)
    if camera is not None:
        workshop.journal.tag(camera, "film_stock", film.title)
    stops = view_exposure_stops(workshop.seen, part, clock)
    known = stocks().get(film.stock)
    wanted = workshop.wishes.take_look and stops is not None
    if wanted and workshop.wishes.film_stock and known is None:
        workshop.remarks.append("this film is not one of ours; only its exposure is used")
    if wanted:
        _remember(workshop)
    if not wanted or not workshop.wishes.film_stock or known is None:
        take_film_out(workshop)
        if wanted:
            expose_view(workshop, part, stops)
        else:
            give_back(workshop.journal, workshop.scene, "look")
        return
    group = _group(workshop, part, known)
    _expose(workshop, part, known, group, stops, clock)
    if not hang(workshop, group):
        expose_view(workshop, part, stops)


def hang(workshop: Workshop, group: bpy.types.NodeTree, *, force: bool = False) -> bool:
    """Put a film before the scene's output, and let the view show it as it is; False when not free.

    A compositor of the user's is only changed by `force`; otherwise the film is kept ready.
    """
    scene, journal = workshop.scene, workshop.journal
    if not compositor.place(workshop, group, force=force):
        journal.put(group, "use_fake_user", True)
        workshop.remarks.append(
            "the scene has a compositor of its own, which was left as it is: "
            "Add Film to Compositor puts the film before its output"
        )
        return False
    journal.put(group, "use_fake_user", False)
    _set_view(workshop, PLAIN_VIEW)
    if not scene.render.use_compositing:
        workshop.remarks.append(
            "the film shows once Compositing is on again in the output properties, Post Processing"
        )
    return True


def waiting_film(scene: bpy.types.Scene) -> bpy.types.NodeTree | None:
    """A film that was kept ready for this scene's compositor; None when there is none."""
    homes = scene.collection.children_recursive
    waiting = {home.get(marks.OWNER) for home in homes if marks.has(home, marks.WAITS)}
    owners = {thing.get(marks.OWNER) for thing in scene.objects} - {None, "", *waiting}
    for group in bpy.data.node_groups:
        ready = group.use_fake_user and group.get(marks.HELPER) == FILM
        if ready and group.get(marks.OWNER) in owners and scene in scenes_of(group):
            return group
    return None


def take_film_out(workshop: Workshop) -> None:
    """Take this shot's film out again, and give the view back as it was."""
    view, was_on = look_before(workshop.scene)
    hung = compositor.film_of(workshop.scene)
    if hung is not None and hung.get(marks.OWNER) == workshop.owner:
        compositor.take_out(workshop, hung, was_on=was_on)
    drop_film(workshop)
    _set_view(workshop, view)


def drop_film(workshop: Workshop) -> None:
    """Delete this shot's film, which hangs nowhere any more."""
    for group in _groups(workshop):
        _part_with(workshop, group)


def put_film_away(workshop: Workshop) -> dict[str, Any] | None:
    """Give view and compositor back as they were, and tell what shows them again; None for none."""
    scene = workshop.scene
    if not has_changed_look(scene, workshop.owner):
        return None
    view, was_on = look_before(scene)
    hung = compositor.film_of(scene)
    told = {"view": _view(scene), "dials": compositor.dials_of(scene)}
    if hung is not None:
        compositor.take_out(workshop, hung, was_on=was_on)
    _set_view(workshop, view)
    give_back(workshop.journal, scene, "look")
    return told


def show_film_again(workshop: Workshop, told: dict[str, Any]) -> None:
    """The film and the view of a shot, as they were when it was left."""
    _remember(workshop)
    group = next(iter(_groups(workshop)), None)
    if told["dials"] is not None and group is not None:
        hang(workshop, group, force=True)
        compositor.turn(workshop, told["dials"])
    _set_view(workshop, told["view"])


def _remember(workshop: Workshop) -> None:
    """Keep what the view and the compositor are without a film."""
    scene = workshop.scene
    hung = compositor.film_of(scene)
    told = json.loads(hung.get(marks.BEFORE, "{}")) if hung is not None else {}  # baked by 0.1
    view, was_on = told.get("view", _view(scene)), told.get("was_on", compositor.is_on(scene))
    remember_look(workshop.journal, scene, workshop.owner, view, was_on)


def _groups(workshop: Workshop) -> list[bpy.types.NodeTree]:
    return [
        group
        for group in bpy.data.node_groups
        if (group.get(marks.OWNER), group.get(marks.HELPER)) == (workshop.owner, FILM)
        and is_alone_in(workshop.scene, group)
    ]


def _group(workshop: Workshop, part: Part, stock: FilmStock) -> bpy.types.NodeTree:
    """The film's node group: the one from before when it is the same film, else a new one."""
    film = FilmFacts.of(part.entity)
    frame = _frame(workshop)
    # Each Blender has noise and curves of its own: a film drawn by another one is drawn anew.
    drawn_by = list(bpy.app.version[:2])
    made = [film.stock, film.push_stops, frame.width_mm, frame.seed, drawn_by]
    recipe = json.dumps([*made, *STRENGTHS])
    old = _groups(workshop)
    if old and old[0].get(marks.RECIPE) == recipe:
        return old[0]
    group: bpy.types.NodeTree = workshop.journal.make(
        "node_groups", f"{workshop.label}.{part.id}", "CompositorNodeTree"
    )
    draw_film(group, stock_recipe(stock, push_stops=film.push_stops), frame)
    workshop.claim(group, part.id)
    workshop.journal.tag(group, marks.HELPER, FILM)
    workshop.journal.tag(group, marks.RECIPE, recipe)
    camera = workshop.find(CAMERA)
    if camera is not None:
        workshop.journal.tag(camera, marks.ROLL, group)
    for other in old:
        compositor.swap(workshop, other, group)
        name = other.name
        _part_with(workshop, other)
        workshop.journal.at_the_end(partial(setattr, group, "name", name), last=True)
    return group


def _frame(workshop: Workshop) -> Frame:
    """The picture as the film has it."""

    def ramp(way: Way) -> bpy.types.Texture:
        name = f"{workshop.label}.film.{way.lower()}"
        texture: bpy.types.BlendTexture = workshop.journal.make("textures", name, "BLEND")
        texture.use_flip_axis = way
        workshop.journal.tag(texture, marks.OWNER, workshop.owner)
        return texture

    width_mm = workshop.told(CameraFacts).sensor_width_mm
    return Frame(round(width_mm, 4), workshop.told(ShotFacts).seed, ramp)


def _expose(
    workshop: Workshop,
    part: Part,
    stock: FilmStock,
    group: bpy.types.NodeTree,
    stops: np.ndarray,
    clock: Clock,
) -> None:
    """Key how much light the film gets: more when it is rated slower than it is, or pulled."""
    rated = workshop.seen[f"{CAMERA}.exposure_index"][0]
    more = np.log2(stock.exposure_index / rated) - FilmFacts.of(part.entity).push_stops
    track = Track("~exposure", "film", EXPOSURE_PATH, (stops + more)[None], array=False)
    _forget(workshop, group)
    workshop.keyboard.write(group, track, clock.start_frame, part.id)
    workshop.journal.tag(group, marks.CURVES, json.dumps({track.quantity: track.place}))


def _forget(workshop: Workshop, group: bpy.types.NodeTree) -> None:
    for _, path, width, *_ in marks.curves_on(group).values():
        workshop.keyboard.erase(group, path, width)


def _part_with(workshop: Workshop, group: bpy.types.NodeTree) -> None:
    """Out of the file when all has gone well."""
    _forget(workshop, group)
    workshop.keyboard.leave(group)
    workshop.journal.tag(group, marks.OWNER, None)
    textures = [getattr(node, "texture", None) for node in group.nodes]
    ramps = [texture for texture in textures if texture is not None]
    workshop.journal.at_the_end(lambda: bpy.data.node_groups.remove(group))
    for ramp in ramps:
        workshop.journal.at_the_end(partial(_drop, ramp))


def _drop(ramp: bpy.types.Texture) -> None:
    if ramp.users == 0:
        bpy.data.textures.remove(ramp)


def _view(scene: bpy.types.Scene) -> dict[str, object]:
    view = scene.view_settings
    return {name: getattr(view, name) for name in OF_THE_VIEW if hasattr(view, name)}


def _set_view(workshop: Workshop, wanted: dict[str, object]) -> None:
    """Set what this Blender's view has; a look belongs to a transform, so that one goes first."""
    view = workshop.scene.view_settings
    for name, value in wanted.items():
        if not hasattr(view, name):
            continue
        try:
            workshop.journal.put(view, name, value)
        except TypeError:  # a list of colour managements without it
            workshop.remarks.append(f"this Blender's colour management has no {name} {value!r}")
