# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts: markers bind the cameras of a scene's shots, and each shot's lights and air go with them.

What can be keyed is: every object of a shot is hidden outside of the shot's frames. A scene has one
World and one film, which stay those of the shot that is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import bpy

from . import marks
from .belonging import is_alone_in
from .exposure import CAMERA
from .shots import shots_in, shown_in
from .wires import Wire
from .workshop import Workshop

SWITCHES = ("hide_viewport", "hide_render")
WIRES = tuple(Wire("", switch, switch) for switch in SWITCHES)


def why_not_cut(scene: bpy.types.Scene) -> str:
    """Why there is nothing to cut between; empty when there is."""
    shots = frames_of(scene)
    if len(shots) < 2:
        return "Keep as Another Shot, then bake: there is no other yet"
    for (one, (first, _)), (other, (begins, _)) in pairwise(shots.items()):
        if first == begins:
            return (
                f"{one} and {other} begin at the same frame, {first}: Show one of them and bake it "
                "with other Frames"
            )
    return ""


def frames_of(scene: bpy.types.Scene) -> dict[str, tuple[int, int]]:
    """First and last frame of every shot of the scene, in the order in which they begin."""
    found = {}
    for owner, home in shots_in(scene).items():
        parts = [one for one in home.all_objects if marks.has(one, marks.CLOCK)]
        if parts:
            first, count = parts[0][marks.CLOCK]
            found[owner] = (first, first + count - 1)
    return dict(sorted(found.items(), key=lambda one: one[1]))


def cut(workshop: Workshop) -> list[str]:
    """Show every shot on its own frames; what there is to say of it."""
    scene, journal = workshop.scene, workshop.journal
    problem = why_not_cut(scene)
    if problem:
        return [f"not cut: {problem}"]
    frames, shots = frames_of(scene), shots_in(scene)
    starts = [first for first, _ in frames.values()]
    ends = [*starts[1:], None]
    made = []
    camera = scene.camera  # which a marker changes at once
    journal.change(lambda: None, lambda: setattr(scene, "camera", camera))
    for owner, start, end in zip(frames, starts, ends, strict=True):
        home, ours = shots[owner], replace(workshop, owner=owner)
        for switch in SWITCHES:
            journal.put(home, switch, False)
        _bind(ours, home.name, start)
        made.append([owner, home.name])
        steps = [(start - 1, 1.0)] * (start != starts[0]) + [(start, 0.0)]
        _key(ours, steps + [(end, 1.0)] * (end is not None))
    journal.tag(scene, marks.CUT, json.dumps(made))
    gaps = [
        f"{one[1] + 1} to {two[0] - 1}"
        for one, two in pairwise(frames.values())
        if two[0] - one[1] > 1
    ]
    return [*_one_for_all(scene), *(f"no shot plays frames {gap}" for gap in gaps)]


def uncut(workshop: Workshop) -> bool:
    """Show one shot again, on all frames; False when the scene was not cut."""
    scene, journal = workshop.scene, workshop.journal
    if not marks.has(scene, marks.CUT):
        return False
    known = {tuple(one) for one in json.loads(scene[marks.CUT])}
    for marker in list(scene.timeline_markers):
        if marker.camera and (marker.camera.get(marks.OWNER), marker.name) in known:
            _unbind(workshop, marker)
    for one in _parts(scene, known_only=True):
        ours = replace(workshop, owner=one[marks.OWNER])
        for switch, wire in zip(SWITCHES, WIRES, strict=True):
            ours.keyboard.erase(one, switch, 1)
            wire.take_up(ours.keyboard, one)
        ours.keyboard.close(one)
        for switch in SWITCHES:
            journal.put(one, switch, marks.has(one, marks.WAITS))
        journal.tag(one, marks.CUT, None)
    journal.tag(scene, marks.CUT, None)
    _show_one(workshop)
    return True


def is_cut(scene: bpy.types.Scene) -> bool:
    """True while the scene cuts between its shots."""
    return marks.has(scene, marks.CUT)


def _show_one(workshop: Workshop) -> None:
    """The camera of the shot that is shown, and no other shot."""
    scene, journal = workshop.scene, workshop.journal
    shown = shown_in(scene)
    for owner, home in shots_in(scene).items():
        for switch in SWITCHES:
            journal.put(home, switch, owner != shown)
    camera = replace(workshop, owner=shown).find(CAMERA)
    if marks.has_owner(scene.camera) and camera is not None:
        journal.put(scene, "camera", camera)


def _bind(workshop: Workshop, name: str, frame: int) -> None:
    """A marker that puts this shot's camera before the scene."""
    markers = workshop.scene.timeline_markers
    marker = workshop.journal.create(lambda: markers.new(name, frame=frame), markers.remove)
    marker.camera = workshop.find(CAMERA)


def _unbind(workshop: Workshop, marker: bpy.types.TimelineMarker) -> None:
    markers = workshop.scene.timeline_markers
    name, frame, camera = marker.name, marker.frame, marker.camera

    def back() -> None:
        markers.new(name, frame=frame).camera = camera

    workshop.journal.change(lambda: markers.remove(marker), back)


def _parts(scene: bpy.types.Scene, *, known_only: bool) -> Iterable[bpy.types.Object]:
    """The shots' objects that can be switched: those that nobody has hidden."""
    for one in scene.objects:
        if one.get(marks.OWNER) and is_alone_in(scene, one):
            hidden = (one.hide_render or one.hide_viewport) and not marks.has(one, marks.WAITS)
            if marks.has(one, marks.CUT) if known_only else not hidden:
                yield one


def _key(workshop: Workshop, steps: list[tuple[int, float]]) -> None:
    """Hide this shot's objects outside of its frames."""
    for one in _parts(workshop.scene, known_only=False):
        if one[marks.OWNER] != workshop.owner:
            continue
        leader = workshop.find(one[marks.PART]) if marks.has(one, marks.HELPER) else None
        for switch, wire in zip(SWITCHES, WIRES, strict=True):
            if leader is None:
                workshop.keyboard.hold(one, switch, steps, one[marks.PART], "object")
            else:
                wire.lay(workshop.keyboard, one, leader)
        workshop.journal.tag(one, marks.CUT, True)


def _one_for_all(scene: bpy.types.Scene) -> list[str]:
    """What cannot be cut, where the shots differ in it."""
    shots = shots_in(scene)
    parts = [one for home in shots.values() for one in home.all_objects]
    said = []
    for key, word in ((marks.SKY, "sky"), (marks.ROLL, "film")):
        if len([one for one in parts if marks.has(one, key)]) > 1:
            said.append(word)
    if not said:
        return []
    shown = shots[shown_in(scene)].name if shown_in(scene) in shots else "the scene"
    return [f"{' and '.join(said)} stay those of {shown} in every shot: a scene has one of each"]
