# SPDX-License-Identifier: Apache-2.0
"""Keys on their way to Maya: in bulk through the plug-in's command, else one by one.

A Maya command cannot be handed long lists, so they lie on a desk here while it runs, and the
command comes for them with a ticket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maya import cmds

PLUGIN, COMMAND = "scene_stager_commands", "sceneStagerKeys"
PLUGIN_FILE = f"{PLUGIN}.py"  # Maya finds a plug-in in Python only by its whole name
LINEAR = "linear"

_call: Any = cmds  # for plug-ins' commands; and for times between frames, which the stub denies


@dataclass
class Track:
    """Keys of one plug, in centimetres and degrees; `curve` names the curve's node once it is."""

    node: str
    attribute: str
    unit: str
    frames: Sequence[float]
    values: Sequence[float]
    curve: str = ""

    @property
    def plug(self) -> str:
        """The plug by its name."""
        return f"{self.node}.{self.attribute}"


class Desk:
    """Where tracks wait for the command, and where it leaves what went wrong."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[Track]] = {}
        self._failures: dict[int, BaseException] = {}
        self._last = 0

    def lay(self, tracks: list[Track]) -> int:
        """Put tracks down, and get the ticket for them."""
        self._last += 1
        self._waiting[self._last] = tracks
        return self._last

    def fetch(self, ticket: int) -> list[Track]:
        """The tracks for a ticket."""
        return self._waiting.pop(ticket)

    def leave(self, ticket: int, failure: BaseException) -> None:
        """Say what went wrong: Maya tells callers of a command only that something did."""
        self._failures[ticket] = failure

    def failure(self, ticket: int) -> BaseException | None:
        """What went wrong, once."""
        self._waiting.pop(ticket, None)
        return self._failures.pop(ticket, None)


desk = Desk()


def has_command() -> bool:
    """True when the plug-in is loaded, or can be."""
    if not cmds.pluginInfo(PLUGIN, query=True, loaded=True):
        try:
            cmds.loadPlugin(PLUGIN_FILE, quiet=True)
        except RuntimeError:
            return False
    return bool(cmds.pluginInfo(PLUGIN, query=True, loaded=True))


def write_keys(tracks: list[Track], bulk: bool) -> int:
    """Write tracks as linear keys and name their curves; gives the number of keys."""
    if tracks and bulk:
        _through_the_command(tracks)
    else:
        _one_by_one(tracks)
    return sum(len(track.values) for track in tracks)


def _through_the_command(tracks: list[Track]) -> None:
    ticket = desk.lay(tracks)
    try:
        getattr(_call, COMMAND)(ticket)
    except RuntimeError as error:
        failure = desk.failure(ticket)
        if failure is None:
            raise
        raise failure from error


def _one_by_one(tracks: list[Track]) -> None:
    """The fallback. Maya's commands speak the scene's own units, whatever they are."""
    scale = ui_scales()
    for track in tracks:
        factor = scale.get(track.unit, 1.0)
        cmds.cutKey(track.node, attribute=track.attribute, clear=True)
        for frame, value in zip(track.frames, track.values):
            _call.setKeyframe(
                track.node,
                attribute=track.attribute,
                time=frame,
                value=value * factor,
                inTangentType=LINEAR,
                outTangentType=LINEAR,
            )
        (track.curve,) = cmds.listConnections(track.plug, source=True, destination=False)


def ui_scales() -> dict[str, float]:
    """What one centimetre and one degree are in the units that the scene shows."""
    per_cm = {"mm": 10.0, "cm": 1.0, "m": 0.01, "km": 1e-5, "in": 1 / 2.54, "ft": 1 / 30.48}
    per_cm["yd"], per_cm["mi"] = 1 / 91.44, 1 / 160934.4
    radians = str(cmds.currentUnit(query=True, angle=True)).startswith("rad")
    return {
        "distance": per_cm[str(cmds.currentUnit(query=True, linear=True))],
        "angle": 0.017453292519943295 if radians else 1.0,
    }
