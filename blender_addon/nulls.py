# SPDX-License-Identifier: GPL-3.0-or-later
"""Empties: the focal target, the rig, and what stands in for something that was not found."""

from __future__ import annotations

import bpy

from scene_stager.hosts.moks_host import Part

from . import marks
from .workshop import Made, Workshop, places, tracks_of

TARGET_M = 0.1  # house defaults, not measured
RIG_M = 0.25
STAND_INS = "proxies"


def make_null(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """An Empty that goes where its part goes."""
    thing = old if old is not None else _new_null(workshop, part)
    put, tag = workshop.journal.put, workshop.journal.tag
    size_m = TARGET_M if part.entity.kind == "target" else RIG_M
    put(thing, "empty_display_type", "SPHERE" if part.entity.kind == "target" else "PLAIN_AXES")
    if part.stand_in is not None:
        spec = part.stand_in
        size_m = spec.size_m / 2.0
        put(thing, "empty_display_type", "ARROWS")
        tag(thing, marks.SELECTOR, spec.selector)
        tag(thing, marks.REASON, spec.reason)
        tag(thing, marks.PLACE, list(spec.position_m))
        if not any(channel.quantity == "translate_m" for channel in part.channels):
            put(thing, "location", tuple(x * workshop.axes.per_metre for x in spec.position_m))
    put(thing, "empty_display_size", size_m * workshop.axes.per_metre)
    return Made(thing, {"object": thing}, tracks_of(part, places(workshop)))


def _new_null(workshop: Workshop, part: Part) -> bpy.types.Object:
    if part.stand_in is None:
        return workshop.new_object(part)
    return workshop.new_object(part, None, part.stand_in.name, STAND_INS)
