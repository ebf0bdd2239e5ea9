# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender as a host: a Take becomes plain keys on plain objects, all of it or none of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import bpy

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.moks_host import HostObject, Part, SceneView
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import DomeFacts, ShotFacts

from . import cuts, marks
from .air import Box, make_air
from .axes import Axes
from .cameras import make_camera
from .film import hang, load_film, waiting_film
from .journal import Journal
from .keys import Track
from .lights import make_light
from .names import relabel
from .nulls import make_null
from .partings import leave_to_the_others, let_go, sweep_out, take_up
from .scene_wishes import BlenderWishes
from .shots import shots_in, show
from .strangers import tell_apart
from .workshop import Made, Workshop, columns_of

MAKERS = {"camera": make_camera, "light": make_light, "atmosphere": make_air}
TYPES = {"camera": "CAMERA", "light": "LIGHT", "atmosphere": "MESH"}
NOT_ON_STAGE = ("shot", "film")

# Collections, each with its name and the names of those that it is inside of.
Homes = dict[bpy.types.Collection, tuple[str, ...]]


class BlenderHost:
    """A scene of the file that is open.

    `push_undo` is called with a title when a bake is whole: operators have their own undo step and
    leave it out. `air_box_m` is the lower and the upper corner of the shot's air. `subject_m` is
    how tall the subject is, whoever it is played by; 0 where nobody knows. `made_from` is what the
    shot's camera remembers of where it comes from.
    """

    name = "Blender"

    def __init__(
        self,
        scene: bpy.types.Scene | None = None,
        wishes: BlenderWishes = BlenderWishes(),  # noqa: B008 - frozen
        *,
        air_box_m: Box | None = None,
        subject_m: float = 0.0,
        made_from: str | None = None,
        push_undo: Callable[[str], object] | None = None,
        before_change: Callable[[int], None] = lambda number: None,
    ) -> None:
        self._scene, self.wishes, self.air_box_m = scene, wishes, air_box_m
        self.subject_m, self.made_from = subject_m, made_from
        self.push_undo, self.before_change = push_undo, before_change
        self.changes = 0
        self.remarks: list[str] = []
        self._is_cut = False  # before this step
        self._journal: Journal | None = None
        self._workshop: Workshop | None = None

    @property
    def scene(self) -> bpy.types.Scene:
        """The scene that is baked into."""
        return self._scene or bpy.context.scene

    def look(self) -> SceneView:
        """What stands in the scene now."""
        homes = _homes(self.scene.collection)
        seen = tuple(_seen(thing, homes) for thing in marks.standing_in(self.scene))
        return SceneView(seen, _rate(self.scene))

    @contextmanager
    def one_undo_step(self, title: str) -> Iterator[None]:
        """Group what follows into one undo step; put everything back if anything escapes."""
        if self._journal is not None:
            raise HostError("Blender: a bake cannot begin inside another")
        self._journal, self.remarks, self._is_cut = Journal(self.before_change), [], False
        try:
            yield
            if self._is_cut and self._workshop is not None:
                self.remarks += cuts.cut(self._workshop)
            self._journal.commit()
        except BaseException as error:
            self._journal.roll_back()
            if isinstance(error, StagerError) or not isinstance(error, Exception):
                raise
            raise HostError(f"Blender: {title} was taken back: {error}") from error
        finally:
            self.changes = self._journal.changes
            self._journal, self._workshop = None, None
        if self.push_undo is not None:
            self.push_undo(title)

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's object, or take the one made before, and key it."""
        workshop = self.workshop(owner)
        workshop.listen(part)
        if isinstance(part.entity.facts, ShotFacts) and owner in shots_in(self.scene):
            relabel(workshop.journal, self.scene, shots_in(self.scene)[owner], workshop.label)
        if part.entity.kind == "film":
            load_film(workshop, part, clock)
        if part.entity.kind in NOT_ON_STAGE and not part.channels:
            return 0
        made = self._make(workshop, part)
        home = {track.quantity for track in made.tracks}
        own = [c for c in part.channels if c.quantity not in home]
        made.tracks += [
            Track(c.quantity, "object", f'["{c.quantity}"]', columns_of(c), 1.0, c.width > 1)
            for c in own
        ]
        _forget(workshop, made)
        for track in made.tracks:
            if track.is_custom and not marks.has(made.object, track.quantity):
                row = track.columns[:, 0].tolist()
                workshop.journal.tag(made.object, track.quantity, row if track.array else row[0])
        count = sum(
            workshop.keyboard.write(made.holders[t.holder], t, clock.start_frame, part.id)
            for t in made.tracks
        )
        _wire(workshop, made)
        known = {track.quantity: track.place for track in made.tracks}
        workshop.journal.tag(made.object, marks.CURVES, json.dumps(known))
        if part.entity.kind == "camera":
            workshop.journal.tag(made.object, marks.MADE_FROM, self.made_from)
        workshop.journal.tag(made.object, marks.CLOCK, [clock.start_frame, clock.frame_count])
        return count

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made for parts that are not in `keep`, and name it."""
        workshop = self.workshop(owner)
        leave_to_the_others(workshop)
        self._is_cut = cuts.uncut(workshop)
        show(workshop)
        return sweep_out(workshop, keep)

    def hang_film(self) -> bool:
        """Put a film that waits into the compositor of the user's; False when none waits."""
        group = waiting_film(self.scene)
        if group is None:
            return False
        hang(self.workshop(group[marks.OWNER]), group, force=True)
        return True

    def workshop(self, owner: str) -> Workshop:
        """What a shot's parts need while they are made; only inside of an undo step."""
        if self._journal is None:
            raise HostError("Blender: nothing can be written outside of an undo step")
        if self._workshop is None:
            tell_apart(self._journal, self.scene)
        if self._workshop is None or self._workshop.owner != owner:
            axes = Axes(self.scene.unit_settings.scale_length or 1.0)
            self._workshop = Workshop(
                self.scene, self._journal, owner, axes, self.wishes, self.air_box_m, self.subject_m
            )
            self._workshop.remarks = self.remarks
        return self._workshop

    def _make(self, workshop: Workshop, part: Part) -> Made:
        old = workshop.find(part.id)
        if old is not None and not _fits(old, part):
            let_go(workshop, old)
            old = None
        if old is None:
            take_up(workshop, part.id)
        else:
            workshop.own_data(old)
        make = make_null if part.stand_in else MAKERS.get(part.entity.kind, make_null)
        made = make(workshop, part, old)
        workshop.journal.put(made.object, "rotation_mode", "QUATERNION")
        return made


def _fits(old: bpy.types.Object, part: Part) -> bool:
    """True when what was made before can be the part as it is now."""
    kind = TYPES.get(part.entity.kind, "EMPTY")
    if part.stand_in or isinstance(part.entity.facts, DomeFacts):
        kind = "EMPTY"
    wanted = part.stand_in.selector if part.stand_in else None
    return old.type == kind and old.get(marks.SELECTOR) == wanted


def _forget(workshop: Workshop, made: Made) -> None:
    """Erase what an earlier bake keyed for this part, and the properties it leaves empty."""
    wanted = {track.quantity for track in made.tracks}
    for quantity, (holder, path, width, *_) in marks.curves_on(made.object).items():
        if holder in made.holders:
            workshop.keyboard.erase(made.holders[holder], path, width)
        if path == f'["{quantity}"]' and quantity not in wanted:
            workshop.journal.tag(made.object, quantity, None)


def _wire(workshop: Workshop, made: Made) -> None:
    """Let the holders that have no Action follow; one of an earlier bake is taken off them."""
    for wire in made.wires:
        follower: Any = made.holders[wire.holder]
        workshop.keyboard.close(follower)
        wire.lay(workshop.keyboard, follower, made.object)


def _homes(root: bpy.types.Collection) -> Homes:
    """Every collection of a scene, with its name and the names of those that it is inside of."""
    above: tuple[str, ...] = ()
    found = {root: (root.name, *above)}
    waiting = [(child, above) for child in root.children]
    while waiting:
        one, above = waiting.pop()
        names = (one.name, *above)
        found[one] = (*found.get(one, ()), *names)
        waiting += [(child, names) for child in one.children]
    return found


def _seen(
    thing: bpy.types.Object, homes: dict[bpy.types.Collection, tuple[str, ...]]
) -> HostObject:
    asset = thing.asset_data.tags if thing.asset_data is not None else ()
    inside = thing.instance_collection
    told = (thing, *(inside.all_objects if inside is not None else ()))
    tags = (*marks.words_on(told, marks.TAGS), *(tag.name for tag in asset))
    return HostObject(
        name=thing.name,
        tags=tuple(dict.fromkeys(tags)),
        roles=marks.words_on(told, marks.ROLES),
        collections=tuple(
            dict.fromkeys(
                name for one in thing.users_collection for name in homes.get(one, (one.name,))
            )
        ),
        owner=thing.get(marks.OWNER, ""),
    )


def _rate(scene: bpy.types.Scene) -> tuple[int, int]:
    base = Fraction(f"{scene.render.fps_base:.6g}")
    rate = Fraction(scene.render.fps) / base
    return rate.numerator, rate.denominator
