# SPDX-License-Identifier: Apache-2.0
"""Play a Take into a host: all of it or none of it, in one undo step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scene_stager.hosts.glass_shelves import Resolution, parse_selector, resolve
from scene_stager.hosts.moks_host import HostObject, MoksHost, Part, SceneView
from scene_stager.hosts.proxy_null import ProxyNullSpec, stand_in_for
from scene_stager.moks.entities import ShotFacts, first_of
from scene_stager.moks.take import Take


@dataclass(frozen=True)
class PlayReport:
    """What playing a Take came to.

    `found` are pairs of entity and the user's object that it is; such objects are never keyed.
    `removed` is what an earlier bake of the same shot had made and this one does not need.
    """

    owner: str
    keys: tuple[tuple[str, int], ...]
    found: tuple[tuple[str, str], ...] = ()
    stand_ins: tuple[ProxyNullSpec, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def key_count(self) -> int:
        """How many keys were written in all."""
        return sum(count for _, count in self.keys)


def play(take: Take, host: MoksHost, owner: str = "") -> PlayReport:
    """Find what the Take is about, stand in for what is missing, and write everything.

    `owner` is the tag under which the host keeps what it makes; the shot's own name when it is not
    given. Playing the same shot again replaces what it made before and touches nothing else.
    """
    owner = owner or owner_of(take)
    view = host.look()
    answers = _answers(take, view.objects)
    parts = _parts(take, answers)

    with host.one_undo_step(f"Bake {take.title or owner}"):
        removed = host.sweep(owner, keep=frozenset(part.id for part in parts))
        keys = tuple((part.id, host.write(part, take.clock, owner)) for part in parts)

    return PlayReport(
        owner=owner,
        keys=keys,
        found=tuple((key, one.taken.name) for key, one in answers.items() if one.taken),
        stand_ins=tuple(part.stand_in for part in parts if part.stand_in),
        removed=removed,
        warnings=(*_remarks(answers), *_clock_remarks(take, view, host), *_lost(take)),
    )


def parts_without_a_scene(take: Take) -> list[Part]:
    """What a file holds that nobody has looked round in: every entity, all proxies stood in for."""
    return _parts(take, _answers(take, ()))


def owner_of(take: Take) -> str:
    """The tag of a shot in plain letters: its name, or its title where a Take has no shot in it."""
    shot = first_of(ShotFacts, take.entities)
    return plain(take.title if shot is None else shot.name)


def plain(spoken: str) -> str:
    """A name in plain letters, as a tag."""
    return re.sub(r"[^a-z0-9]+", "_", spoken.lower()).strip("_")[:64] or "shot"


def _answers(take: Take, objects: Sequence[HostObject]) -> dict[str, Resolution]:
    """For each entity that may be something of the user's: what its selector found."""
    return {
        proxy.entity: resolve(parse_selector(proxy.selector, f"proxies.{proxy.id}"), objects)
        for proxy in take.proxies
    }


def _parts(take: Take, answers: dict[str, Resolution]) -> list[Part]:
    """What the host has to make: every entity but those that the user already has."""
    missing = {
        proxy.entity: stand_in_for(
            proxy.selector, proxy.position_m, proxy.size_m, answers[proxy.entity].remark
        )
        for proxy in take.proxies
    }
    taken = {key for key, answer in answers.items() if answer.taken}
    return [
        Part(entity, take.channels_of(entity.id), missing.get(entity.id))
        for entity in take.entities
        if entity.id not in taken
    ]


def _remarks(answers: dict[str, Resolution]) -> list[str]:
    return [answer.remark for answer in answers.values() if answer.remark]


def _clock_remarks(take: Take, view: SceneView, host: MoksHost) -> list[str]:
    if view.fps is None or view.fps[0] * take.fps[1] == take.fps[0] * view.fps[1]:
        return []
    scene, shot = (f"{rate[0] / rate[1]:.6g}" for rate in (view.fps, take.fps))
    return [
        f"the {host.name} scene runs at {scene} frames per second and the shot at {shot}; keys "
        "stand on the shot's frames, and the scene's rate was left as it is"
    ]


def _lost(take: Take) -> list[str]:
    known = {entity.id for entity in take.entities}
    lost = sorted({c.entity for c in take.channels if c.entity not in known})
    idle = sorted(proxy.selector for proxy in take.proxies if proxy.entity not in known)
    return [
        *(f"channels of {name} were not written: no such entity" for name in lost),
        *(f"nothing stands in for {selector}: no such entity" for selector in idle),
    ]
