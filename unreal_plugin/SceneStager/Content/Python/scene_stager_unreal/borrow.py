# SPDX-License-Identifier: Apache-2.0
"""A camera of the artist's that a shot keys instead of making one: only when it is asked for."""

from __future__ import annotations

from typing import cast

import unreal

from scene_stager.errors import HostError
from scene_stager.hosts.glass_shelves import parse_selector, resolve

from . import marks
from .changes import put_fields, put_tags, tags_of
from .stage import Stage, seen


def borrow_camera(stage: Stage, part_id: str) -> unreal.CineCameraActor:
    """The Cine Camera Actor that the wish finds, marked as this shot's for as long as it is."""
    wanted = stage.wishes.camera
    level = [
        one
        for one in stage.actors()
        if isinstance(one, unreal.CineCameraActor) and not stage.is_spawned(one)
    ]
    answer = resolve(parse_selector(wanted, "camera"), [seen(one) for one in level])
    if answer.taken is None:
        raise HostError(
            f"camera: {wanted} finds no Cine Camera Actor in the level; leave it empty, and one is "
            "made"
        )
    label = answer.taken.name
    theirs = [one for one in level if not seen(one).owner]
    camera = next(one for one in theirs if one.get_actor_label() == label)
    _refuse(stage, camera, label)
    old = stage.find(part_id)
    if old is not None and old != camera:
        stage.let_go(old)
    words = [(marks.OWNER, stage.owner), (marks.PART, part_id), (marks.LENT, marks.YES)]
    mine = [marks.tag(kind, value) for kind, value in words]
    put_tags(stage.journal, camera, [*marks.without_ours(tags_of(camera)), *mine])
    tracking = {"enable_look_at_tracking": False}  # would turn it over the keys
    put_fields(stage.journal, camera, "lookat_tracking_settings", tracking)
    stage.remarks += [answer.remark] if answer.remark else []
    return cast(unreal.CineCameraActor, camera)


def _refuse(stage: Stage, camera: unreal.Actor, label: str) -> None:
    """HostError where keys would mean something else on this camera, or be another shot's."""
    other = marks.said(tags_of(camera), marks.OWNER)
    if other not in ("", stage.owner):
        raise HostError(f"camera: {label} is keyed by {other} already; one camera serves one shot")
    carrier = camera.get_attach_parent_actor()
    if carrier is not None:  # its keys are relative to what carries it
        raise HostError(
            f"camera: {label} is attached to {carrier.get_actor_label()}, which would carry it away"
            "; detach it first"
        )
