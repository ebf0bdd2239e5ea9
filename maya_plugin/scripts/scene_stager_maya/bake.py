# SPDX-License-Identifier: Apache-2.0
"""Bake a Take into the open scene, and say everything that its owner should know about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from maya import cmds

from scene_stager.hosts.bare_numbers import asked_lux
from scene_stager.hosts.glass_shelves import parse_selector, resolve
from scene_stager.hosts.play import PlayReport, play
from scene_stager.hosts.take_file import read_take_file
from scene_stager.moks.take import Take

from . import scene
from .host import MADE_FROM, MayaHost
from .wishes import MayaWishes


def bake_take(take: Take, wishes: MayaWishes = MayaWishes()) -> PlayReport:  # noqa: B008
    """Play a Take into the scene; HostError when that fails, and then nothing has changed."""
    host = MayaHost(asked_lux(take), wishes, dict(zip(MADE_FROM, (take.plan_hash, take.digest))))
    cmds.refresh(suspend=True)
    try:
        report = play(take, host)
    finally:
        cmds.refresh(suspend=False)
    return replace(report, warnings=(*report.warnings, *host.remarks, *_range_remarks(take)))


def play_file(path: str, *, camera: str = "", namespace: str = "") -> PlayReport:
    """Play a shot.take.json; as `bake_take`, and InputError for a file that is no Take."""
    return bake_take(read_take_file(path), MayaWishes(camera, namespace))


def stand_ins() -> tuple[tuple[str, str], ...]:
    """Every stand-in of the scene: its full path, and the selector that it stands in for."""
    paths = cmds.ls("*.sceneStagerSelector", objectsOnly=True, recursive=True, long=True) or ()
    return tuple((path, scene.text_of(path, "sceneStagerSelector")) for path in paths)


def rebind() -> tuple[tuple[str, str], ...]:
    """Drop the stand-ins whose targets are there now; pairs of stand-in and what it stood for."""
    host = MayaHost()
    things = host.look().objects
    found: dict[str, str] = {}
    parts: dict[tuple[str, str], list[str]] = {}
    for path, selector in stand_ins():
        answer = resolve(parse_selector(selector), things)
        if answer.taken is not None and not scene.is_referenced(path):
            found[path.rpartition("|")[2]] = answer.taken.name
            owner = scene.text_of(path, "sceneStagerOwner")
            part = scene.text_of(path, "sceneStagerPart")
            parts.setdefault((owner, scene.space_of(path)), []).append(part)
    if found:
        with host.one_undo_step("Rebind"):
            for (owner, space), gone in parts.items():
                host.wishes = MayaWishes(namespace=space)
                keep = {part for part, _ in scene.made_by(owner, space)} - set(gone)
                host.sweep(owner, keep=frozenset(keep))
    return tuple(sorted(found.items()))


def _range_remarks(take: Take) -> list[str]:
    first, last = take.frames[0], take.frames[-1]
    begins: Any = cmds.playbackOptions(query=True, minTime=True)
    ends: Any = cmds.playbackOptions(query=True, maxTime=True)
    if begins <= first and last <= ends:
        return []
    return [
        f"the shot plays frames {first} to {last} and the scene {begins:g} to {ends:g}; the "
        "scene's range was left as it is"
    ]
