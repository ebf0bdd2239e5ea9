# SPDX-License-Identifier: Apache-2.0
"""The command that writes keys in bulk, and takes them back.

The API speaks centimetres, radians and times with a unit. A curve that is there already keeps its
node and gets other keys; a new one is made and connected by an MDGModifier.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians
from typing import Any

import maya.api.OpenMaya as om
import maya.api.OpenMayaAnim as oma

from . import spaces
from .keys import COMMAND, Track, desk

KINDS = {
    om.MFn.kDoubleAngleAttribute: "animCurveTA",
    om.MFn.kDoubleLinearAttribute: "animCurveTL",
}


class KeysCommand(om.MPxCommand):
    """Writes the tracks that lie on the desk under a ticket."""

    NAME = COMMAND

    def __init__(self) -> None:
        super().__init__()
        self._modifier: Any = None
        self._change: Any = None

    def doIt(self, args: Any) -> None:
        """The first time."""
        ticket = args.asInt(0)
        self._modifier, self._change = om.MDGModifier(), oma.MAnimCurveChange()
        try:
            self._write(desk.fetch(ticket))
        except BaseException as failure:
            desk.leave(ticket, failure)
            self.undoIt()
            raise

    def undoIt(self) -> None:
        """Take it back: keys first, then the curves that were made for them."""
        self._change.undoIt()
        self._modifier.undoIt()

    def redoIt(self) -> None:
        """Once more."""
        self._modifier.doIt()
        self._change.redoIt()

    def isUndoable(self) -> bool:
        """Maya keeps it in its queue."""
        return True

    def _write(self, tracks: list[Track]) -> None:
        curves = [self._curve_of(track) for track in tracks]
        self._modifier.doIt()
        times: dict[Any, Any] = {}
        linear = oma.MFnAnimCurve.kTangentLinear
        for track, node in zip(tracks, curves):
            when = _key(track.frames)
            if when not in times:
                times[when] = _times(track.frames)
            curve = oma.MFnAnimCurve(node)
            angular = curve.typeName == "animCurveTA"
            values = [radians(v) for v in track.values] if angular else list(track.values)
            # The last two: do not keep the keys that are there, and remember them for undo.
            curve.addKeys(times[when], om.MDoubleArray(values), linear, linear, False, self._change)
            self._drop_outside(curve, times[when])
            track.curve = curve.name()

    def _drop_outside(self, curve: Any, when: Any) -> None:
        """Autodesk does not say whether keys beyond the new ones are cut with those among them."""
        while curve.input(curve.numKeys - 1).value > when[len(when) - 1].value:
            curve.remove(curve.numKeys - 1, self._change)
        while curve.input(0).value < when[0].value:
            curve.remove(0, self._change)

    def _curve_of(self, track: Track) -> Any:
        """The node of the curve that drives a plug, or a new one of the kind that it needs."""
        chosen = om.MSelectionList()
        chosen.add(track.plug)
        plug = chosen.getPlug(0)
        if plug.isDestination:
            return plug.source().node()
        kind = KINDS.get(plug.attribute().apiType(), "animCurveTU")
        node = self._modifier.createNode(kind)
        name = f"{spaces.without(track.node)}_{track.attribute}"  # a colon would become a _
        self._modifier.renameNode(node, name)
        self._modifier.connect(om.MFnDependencyNode(node).findPlug("output", False), plug)
        return node


def _times(frames: Sequence[float]) -> Any:
    """Frames as times in the scene's own unit: keys stand on frame numbers."""
    unit = om.MTime.uiUnit()
    return om.MTimeArray([om.MTime(float(frame), unit) for frame in frames])


def _key(frames: Sequence[float]) -> Any:
    """What tells one row of frames from another, quickly."""
    if isinstance(frames, range):
        return frames.start, frames.stop, frames.step
    return tuple(frames)
