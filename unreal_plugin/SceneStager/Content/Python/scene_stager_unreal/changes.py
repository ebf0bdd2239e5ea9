# SPDX-License-Identifier: Apache-2.0
"""Settings of Unreal objects, changed so that they can be put back."""

from __future__ import annotations

from collections.abc import Mapping

import unreal

from scene_stager.hosts.journal import Journal


def put(journal: Journal, thing: unreal.Object, name: str, value: object) -> None:
    """Set an editor property when it is something else."""
    old = thing.get_editor_property(name)
    if old != value:
        journal.change(
            lambda: thing.set_editor_property(name, value),
            lambda: thing.set_editor_property(name, old),
        )


def put_fields(
    journal: Journal, thing: unreal.Object, name: str, fields: Mapping[str, object]
) -> None:
    """Set some fields of a property that is a struct; the others stay as they are."""
    now, new = thing.get_editor_property(name).copy(), thing.get_editor_property(name).copy()
    changed = False
    for field, value in fields.items():
        if now.get_editor_property(field) != value:
            new.set_editor_property(field, value)
            changed = True
    if changed:
        journal.change(
            lambda: thing.set_editor_property(name, new),
            lambda: thing.set_editor_property(name, now),
        )


def put_vector(journal: Journal, thing: unreal.Object, name: str, row: tuple[float, ...]) -> None:
    """Set a property that is a Vector."""
    put_fields(journal, thing, name, dict(zip(("x", "y", "z"), row)))


def put_tags(journal: Journal, actor: unreal.Actor, words: list[str]) -> None:
    """Give an actor these tags and no others."""
    old = tags_of(actor)
    if old != words:
        journal.change(lambda: _set_tags(actor, words), lambda: _set_tags(actor, old))


def tags_of(actor: unreal.Actor) -> list[str]:
    """An actor's tags, as words."""
    return [str(word) for word in actor.get_editor_property("tags")]


def _set_tags(actor: unreal.Actor, words: list[str]) -> None:
    actor.set_editor_property("tags", [unreal.Name(word) for word in words])
