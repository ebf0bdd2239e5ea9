# SPDX-License-Identifier: Apache-2.0
"""The one seam between a Take and Blender, Maya or Unreal: four methods."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from scene_stager.hosts.proxy_null import ProxyNullSpec
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import Entity
from scene_stager.moks.take import Channel


@dataclass(frozen=True)
class HostObject:
    """Something that stands in a host's scene. `owner` names the shot that made it, or nobody."""

    name: str
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class SceneView:
    """What a host shows of its scene: the objects, and its rate as a fraction if it has one."""

    objects: tuple[HostObject, ...]
    fps: tuple[int, int] | None = None


@dataclass(frozen=True)
class Part:
    """One entity of a Take with its channels, ready to be written.

    Values are in the stage frame, in the channels' own units; the host converts axes and units.
    With a `stand_in`, the entity is something of the user's that was not found.
    """

    entity: Entity
    channels: tuple[Channel, ...]
    stand_in: ProxyNullSpec | None = None

    @property
    def id(self) -> str:
        """What the host knows the part by from one bake to the next."""
        return self.entity.id


class MoksHost(Protocol):
    """What a host must be able to do. None of it is arithmetic of the shot.

    `owner` is a tag that a host keeps with whatever it makes or keys: it is how a later bake knows
    its own from the user's. A host raises HostError, and only that, when something cannot be done.
    """

    @property
    def name(self) -> str:
        """What people call this host."""

    def look(self) -> SceneView:
        """What stands in the scene now."""

    def one_undo_step(self, title: str) -> AbstractContextManager[None]:
        """Group what follows into one undo step; put everything back if anything escapes.

        What escapes leaves as a HostError, chained to its cause; interrupts leave as they are.
        """

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's object, or take the one that this owner made before, and key it.

        One linear key per frame; one in all where nothing moves, and more between frames where
        angles need them (euler.py). What this owner keyed on it before is replaced; what the user
        keyed is left alone, and a channel that the user has keyed is refused. Gives the number
        of keys, 0 when the host has no use for such an entity.
        """

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made for parts that are not in `keep`, and name it.

        An object on which the user has keyed something is let go of, not deleted.
        """
