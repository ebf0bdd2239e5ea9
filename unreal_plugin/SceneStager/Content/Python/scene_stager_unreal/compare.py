# SPDX-License-Identifier: Apache-2.0
"""What Unreal's channels say against the Take: places, turns, lens and lamps, every frame.

Unreal evaluates its own keys (`evaluate_keys`), so interpolation and ticks count; angles are put
together by Unreal's definition of a rotator, not by the way the plug-in takes them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import cast

import unreal

from scene_stager.hosts.euler import Vector, angle_between_deg, matrix_from_wxyz, transposed
from scene_stager.hosts.play import owner_of
from scene_stager.moks.entities import LampFacts
from scene_stager.moks.take import Take

from . import axes, marks
from .changes import tags_of

METRES, DEGREES, RELATIVE = 1e-4, 0.02, 1e-5  # Unreal keeps lens and lamps as single floats
LOOKING = ("camera", "light")
NUMBERS = {
    "CurrentFocalLength": ("focal_length_mm", 1.0),
    "CurrentAperture": ("f_number", 1.0),
    "FocusSettings.ManualFocusDistance": ("focus_distance_m", axes.CM_PER_M),
    "PostProcessSettings.CameraISO": ("exposure_index", 1.0),
    "Temperature": ("color_temperature_k", 1.0),
    "Intensity": ("intensity_cd", 1.0),
}


@dataclass
class Comparison:
    """How many channels of the Take were compared, and what differs."""

    channels: int = 0
    wrong: list[str] = field(default_factory=list)


def compare(take: Take, sequence: unreal.LevelSequence, actors: list[unreal.Actor]) -> Comparison:
    """Look at every part that has an actor and a binding in the sequence."""
    found, kinds = Comparison(), {one.id: one.kind for one in take.entities}
    owner, bound = owner_of(take), _bindings(sequence, actors)
    for part, kind in kinds.items():
        if kind not in LOOKING:
            continue
        mine = [b for actor, b in bound if _is(actor, owner, part)]
        if not mine:
            found.wrong.append(f"{part} has no binding in the sequence")
            continue
        for binding in (mine[0], *mine[0].get_child_possessables()):
            for track in binding.get_tracks():
                _look(take, part, sequence, track, found)
    return found


def _bindings(
    sequence: unreal.LevelSequence, actors: list[unreal.Actor]
) -> list[tuple[unreal.Actor, unreal.MovieSceneBindingProxy]]:
    world = unreal.get_editor_subsystem(unreal.UnrealEditorSubsystem).get_editor_world()
    found = [
        (cast(unreal.Actor, actor), binding)
        for binding in sequence.get_possessables()
        for actor in sequence.locate_bound_objects(binding, world)
        if actor in actors
    ]
    found += [(cast(unreal.Actor, b.get_object_template()), b) for b in sequence.get_spawnables()]
    return found


def _is(actor: unreal.Actor, owner: str, part: str) -> bool:
    tags = tags_of(actor)
    mine = marks.said(tags, marks.OWNER) == owner and marks.said(tags, marks.PART) == part
    return mine and not marks.said(tags, marks.HELPER)


def _look(
    take: Take,
    part: str,
    sequence: unreal.LevelSequence,
    track: unreal.MovieSceneTrack,
    found: Comparison,
) -> None:
    columns = _evaluated(sequence, track)
    if isinstance(track, unreal.MovieScene3DTransformTrack):
        if take.has(f"{part}.translate_m"):
            found.channels += 1
            found.wrong += _places(take, part, columns)
        if take.has(f"{part}.rotate_wxyz"):
            found.channels += 1
            found.wrong += _turns(take, part, columns)
        return
    path = str(cast(unreal.MovieScenePropertyTrack, track).get_property_path())
    quantity, factor = NUMBERS.get(path, ("", 1.0))
    if take.has(f"{part}.{quantity}") and not (path == "Intensity" and _is_a_sun(take, part)):
        found.channels += 1
        found.wrong += _numbers(take, f"{part}.{quantity}", [v / factor for v in columns[0]])


def _evaluated(sequence: unreal.LevelSequence, track: unreal.MovieSceneTrack) -> list[list[float]]:
    """What Unreal makes of each channel of a track's section, at every frame of the shot."""
    rate, span = sequence.get_display_rate(), sequence.get_playback_range()
    channels = track.get_sections()[0].get_all_channels()
    return [
        list(cast(unreal.MovieSceneScriptingDoubleChannel, one).evaluate_keys(span, rate))
        for one in channels
    ]


def _is_a_sun(take: Take, part: str) -> bool:
    """A sun is keyed in lux at its target, and no lamp at all is a sky."""
    facts = next(one.facts for one in take.entities if one.id == part)
    return not isinstance(facts, LampFacts) or facts.shape == "distant"


def _places(take: Take, part: str, columns: list[list[float]]) -> Iterator[str]:
    rows = zip(take.frames, take.channel(f"{part}.translate_m").rows(), zip(*columns[:3]))
    for frame, wanted, (x, y, z) in rows:
        at_m = (x / axes.CM_PER_M, -y / axes.CM_PER_M, z / axes.CM_PER_M)
        off_m = max(abs(a - b) for a, b in zip(at_m, wanted))
        if off_m > METRES:
            yield f"{part} at frame {frame}: {off_m:.3g} m off"


def _turns(take: Take, part: str, columns: list[list[float]]) -> Iterator[str]:
    rows = zip(take.frames, take.channel(f"{part}.rotate_wxyz").rows(), zip(*columns[3:6]))
    for frame, wanted, angles in rows:
        forward, right, up = (_stage(axis) for axis in rotator_axes(*angles))
        back = (-forward[0], -forward[1], -forward[2])
        mine = transposed((right, up, back))
        off_deg = angle_between_deg(mine, matrix_from_wxyz(wanted))
        if off_deg > DEGREES:
            yield f"{part} at frame {frame}: turned by {off_deg:.3g} degrees"


def _numbers(take: Take, name: str, shown: list[float]) -> Iterator[str]:
    for frame, (wanted,), value in zip(take.frames, take.channel(name).rows(), shown):
        if abs(value - wanted) > RELATIVE * max(abs(wanted), 1.0):
            yield f"{name} at frame {frame}: {abs(value - wanted):.3g} off"


def rotator_axes(roll_deg: float, pitch_deg: float, yaw_deg: float) -> tuple[Vector, ...]:
    """Forward, right and up of a rotator. Source: Unreal's FRotationMatrix."""
    (sr, cr), (sp, cp), (sy, cy) = (
        (sin(radians(a)), cos(radians(a))) for a in (roll_deg, pitch_deg, yaw_deg)
    )
    forward = (cp * cy, cp * sy, sp)
    right = (sr * sp * cy - cr * sy, sr * sp * sy + cr * cy, -sr * cp)
    up = (-(cr * sp * cy + sr * sy), cy * sr - cr * sp * sy, cr * cp)
    return forward, right, up


def _stage(vector: Vector) -> Vector:
    return vector[0], -vector[1], vector[2]
