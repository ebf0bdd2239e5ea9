# SPDX-License-Identifier: Apache-2.0
"""Things that only have a place: target, rig, subject, stand-ins for what is missing."""

from __future__ import annotations

import unreal

from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock

from .stage import Made, Stage
from .tracks import channel_of, transform_track


def make_null(stage: Stage, part: Part, clock: Clock) -> Made:
    """A TargetPoint, which shows an icon in the editor and nothing in a render."""
    actor = stage.actor_for(part, unreal.TargetPoint)
    stage.movable(actor)
    place = channel_of(part, "translate_m")
    if part.stand_in is not None:
        stage.place(actor, part.stand_in.position_m)
    elif place is not None:
        stage.place(actor, place.row(0))
    return Made(actor, None, transform_track(part, looks=False))
