# SPDX-License-Identifier: GPL-3.0-or-later
"""Linear keys, written in bulk: one Action per thing, which every Blender can read.

An Action that several things share is read from its first slot alone by a Blender before 4.4.
What the user has keyed is never touched: the add-on only removes curves that it has listed as its
own, and an Action is put back as it was when a bake fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import bpy
import numpy as np

from scene_stager.errors import HostError

from . import marks
from .journal import Journal
from .kinds import Holder

CONSTANT, LINEAR = 0, 1  # of the enumeration that keyframes store
HAS_SLOTS = hasattr(bpy.types, "ActionSlot")  # Blender 4.4 and later


@dataclass(frozen=True, eq=False)
class Track:
    """One animated property: where it is, and its values, one column per component."""

    quantity: str
    holder: str
    path: str
    columns: np.ndarray
    factor: float = 1.0
    array: bool = True

    @property
    def is_custom(self) -> bool:
        """True for a custom property, which has to be there before it is keyed."""
        return self.path == f'["{self.quantity}"]'

    @property
    def place(self) -> list[object]:
        """What is remembered of it on the part."""
        return [self.holder, self.path, len(self.columns), self.factor, self.array]


class Keyboard:
    """Writes the curves of one shot during one bake."""

    def __init__(self, journal: Journal, owner: str) -> None:
        self.journal, self.owner, self.label = journal, owner, owner
        self._kept: set[str] = set()
        self._muted: set[tuple[int, str, int]] = set()

    def write(self, holder: Holder, track: Track, start_frame: int, group: str) -> int:
        """Key one property, and say with how many keys."""
        curves, groups = self._open(holder, group, track.holder)
        count = 0
        for index, column in enumerate(track.columns):
            _leave_to_hand(curves, holder, track.path, index, track.quantity)
            points = _points(column, start_frame)
            self._curve(holder, curves, groups, track.path, index, points, LINEAR, group)
            count += len(points)
        return count

    def hold(
        self, holder: Holder, path: str, steps: Sequence[tuple[int, float]], group: str, role: str
    ) -> None:
        """Key a switch, which keeps each value until the next; one keyed by hand is left alone."""
        bags = curves_of(holder)
        if bags is not None and bags.find(path) is not None:
            return
        curves, groups = self._open(holder, group, role)
        points = np.array(steps, dtype=np.float32)
        self._curve(holder, curves, groups, path, 0, points, CONSTANT, group)

    def keep_free(self, holder: Holder, path: str, index: int) -> None:
        """Refuse to bake over what was keyed by hand, where the shot moves a thing without keys."""
        curves = curves_of(holder)
        if curves is not None:
            _leave_to_hand(curves, holder, path, index, path)

    def erase(self, holder: Holder, path: str, width: int) -> None:
        """Remove curves that an earlier bake has written."""
        bags = curves_of(holder)
        mine = [curve for i in range(width) if (curve := bags and bags.find(path, index=i))]
        if any(curve.lock or (curve.group and curve.group.lock) for curve in mine):
            raise HostError(f"{holder.name} is locked: {path} wears a padlock among its curves")
        if not mine:
            return
        self._keep(self.own(holder))
        bags = curves_of(holder)  # of the holder's own Action, from here on
        for index in range(width):
            curve = bags.find(path, index=index)
            if curve is not None:
                if is_muted(curve):  # and so it stays
                    self._muted.add((holder.as_pointer(), path, index))
                self.journal.change(partial(bags.remove, curve), _nothing)

    def erase_group(self, holder: Holder | None, group: str) -> None:
        """Remove the curves of one group, which tells what was keyed for a part."""
        widths: dict[str, int] = {}
        for curve in (curves_of(holder) if holder else None) or ():
            if curve.group is not None and curve.group.name == group:
                widths[curve.data_path] = max(widths.get(curve.data_path, 0), curve.array_index + 1)
        for path, width in widths.items():
            self.erase(holder, path, width)

    def close(self, holder: Holder) -> None:
        """Take an Action of ours that is left without curves off its thing."""
        data, curves = holder.animation_data, curves_of(holder)
        action = data.action if data is not None else None
        if action is None or not marks.has_owner(action) or (curves is not None and len(curves)):
            return
        slot = data.action_slot if HAS_SLOTS else None
        handle = data.action_slot_handle if HAS_SLOTS else 0
        self._keep(action)
        self.journal.change(
            lambda: setattr(data, "action", None), lambda: _take(data, action, handle)
        )
        self.journal.at_the_end(lambda: _tidy(action, slot), last=True)

    def leave(self, holder: Holder) -> None:
        """Once a thing is deleted, take its place in the Action away, and an Action left empty."""
        data = holder.animation_data
        if data is None or data.action is None:
            return
        action, slot = data.action, data.action_slot if HAS_SLOTS else None
        self._keep(action)
        self.journal.at_the_end(lambda: _tidy(action, slot), last=True)

    def _curve(
        self,
        holder: Holder,
        curves: Any,
        groups: Any,
        path: str,
        index: int,
        points: np.ndarray,
        between: int,
        group: str,
    ) -> None:
        kinds = np.full(len(points), between, dtype=np.int32)

        def act() -> None:
            curve = curves.new(path, index=index)
            curve.group = groups.get(group) or groups.new(group)
            curve.mute = (holder.as_pointer(), path, index) in self._muted
            curve.keyframe_points.add(len(points))
            curve.keyframe_points.foreach_set("co", points.ravel())
            curve.keyframe_points.foreach_set("interpolation", kinds)
            curve.update()

        self.journal.change(act, _nothing)  # the whole Action is put back

    def _open(self, holder: Holder, group: str, role: str) -> tuple[Any, Any]:
        """The curves and groups that belong to a holder; an Action is given to it if need be."""
        data = holder.animation_data
        if data is None:
            self.journal.change(holder.animation_data_create, holder.animation_data_clear)
            data = holder.animation_data
        if data.action is None:
            action = self._new_action(group if role == "object" else f"{group}.{role}")
            name = f"{group}.{holder.name}" if holder.is_embedded_data else holder.name
            self.journal.change(
                lambda: _assign(data, action, holder.id_type, name),
                lambda: setattr(data, "action", None),
            )
        self._keep(self.own(holder))
        if not HAS_SLOTS:
            return unslotted(data.action)
        bag = _bag(data, holder.id_type, holder.name)
        return bag.fcurves, bag.groups

    def _new_action(self, part: str) -> bpy.types.Action:
        """An Action of the shot's, for one thing of it."""
        action: bpy.types.Action = self.journal.make("actions", f"{self.label}.{part}")
        self._kept.add(action.name)
        self.journal.tag(action, marks.OWNER, self.owner)
        return action

    def own(self, holder: Holder) -> bpy.types.Action:
        """The Action of a thing, for it alone: one that others have too is copied."""
        data = holder.animation_data
        action = data.action
        if action.users - action.use_fake_user <= 1:
            return action
        handle = data.action_slot_handle if HAS_SLOTS else 0
        copy: bpy.types.Action = self.journal.create(
            lambda: _copy_with(action, handle), bpy.data.actions.remove
        )
        self._kept.add(copy.name)
        self.journal.change(lambda: _take(data, copy, handle), lambda: _take(data, action, handle))
        return copy

    def _keep(self, action: bpy.types.Action) -> None:
        """Before an Action is first touched, keep a copy that can take its place."""
        if action.name in self._kept:
            return
        self._kept.add(action.name)
        fake, owner = action.use_fake_user, action.get(marks.OWNER)
        copy = self.journal.create(
            lambda: _copy_of(action), lambda copy: _put_back(action, copy, fake, owner)
        )
        self.journal.at_the_end(lambda: bpy.data.actions.remove(copy))


def _leave_to_hand(curves: Any, holder: Holder, path: str, index: int, quantity: str) -> None:
    """Nothing is baked where the user has keyed."""
    if curves.find(path, index=index) is not None:
        raise HostError(
            f"{holder.name}.{quantity} was keyed by hand and is left alone, so nothing was baked: "
            "delete those keys, or Release the object to keep it and have a new one baked"
        )


def _points(column: np.ndarray, start_frame: int) -> np.ndarray:
    """Frames and values as Blender keeps them; one will do for what does not change."""
    still = bool(column[0] == column[-1] and (column == column[0]).all())
    rows = column[:1] if still else column
    points = np.empty((len(rows), 2), dtype=np.float32)
    points[:, 0] = start_frame + np.arange(len(rows))
    points[:, 1] = rows
    return points


def curves_of(holder: Holder) -> Any:
    """The curves of a thing's Action that are its own; None when it has none."""
    data = holder.animation_data
    if data is None or data.action is None:
        return None
    if not HAS_SLOTS:
        return unslotted(data.action)[0]
    if data.action_slot is None or not data.action.layers:
        return None
    strip: Any = data.action.layers[0].strips[0]
    bag = strip.channelbag(data.action_slot)
    return bag.fcurves if bag is not None else None


def is_muted(curve: Any) -> bool:
    """True for a curve that does nothing: it is muted, or its group is."""
    return bool(curve.mute or (curve.group is not None and curve.group.mute))


def unslotted(action: Any) -> tuple[Any, Any]:
    """The curves and the groups of an Action before Blender 4.4, which the stubs know no more."""
    return action.fcurves, action.groups


def _assign(data: bpy.types.AnimData, action: bpy.types.Action, kind: Any, name: str) -> None:
    """Give a thing an Action, and a slot of its own: Blender would share those of one name."""
    data.action = action
    if HAS_SLOTS:
        data.action_slot = action.slots.new(id_type=kind, name=name)


def _take(data: bpy.types.AnimData, action: bpy.types.Action, handle: int) -> None:
    """Give a thing an Action in which it has a slot already."""
    data.action = action
    if HAS_SLOTS:
        data.action_slot = next((one for one in action.slots if one.handle == handle), None)


def _copy_with(action: bpy.types.Action, handle: int) -> bpy.types.Action:
    """A copy of an Action with one of its slots."""
    copy = action.copy()
    for slot in [one for one in copy.slots if one.handle != handle] if HAS_SLOTS else ():
        copy.slots.remove(slot)
    return copy


def _bag(data: bpy.types.AnimData, kind: Any, name: str) -> Any:
    """The channelbag of a thing with an Action; layer, strip and slot are made if need be."""
    action = data.action
    layer = action.layers[0] if action.layers else action.layers.new("Shot")
    strip: Any = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    if data.action_slot is None:
        data.action_slot = action.slots.new(id_type=kind, name=name)
    return strip.channelbag(data.action_slot, ensure=True)


def _copy_of(action: bpy.types.Action) -> bpy.types.Action:
    """A copy that no bake knows as its own."""
    copy = action.copy()
    copy.pop(marks.OWNER, None)
    return copy


def _put_back(
    action: bpy.types.Action, copy: bpy.types.Action, fake: bool, owner: str | None
) -> None:
    name = action.name
    action.user_remap(copy)
    bpy.data.actions.remove(action)
    copy.name, copy.use_fake_user = name, fake
    if owner is not None:
        copy[marks.OWNER] = owner


def _tidy(action: bpy.types.Action, slot: bpy.types.ActionSlot | None) -> None:
    if not action.get(marks.OWNER):
        return
    if slot is not None and not slot.users():
        action.slots.remove(slot)
    if action.users == 0 and not action.use_fake_user:
        bpy.data.actions.remove(action)


def _nothing() -> None:
    """The way back is somebody else's."""
