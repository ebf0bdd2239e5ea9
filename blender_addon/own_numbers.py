# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers that a panel offers: which field of the script each is, and its own value there."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from scene_stager.script.give_way import GivenWay, followed, give_way
from scene_stager.script.own_values import own_values
from scene_stager.script.plain_words import DISTANCE, value_of
from scene_stager.script.scene_script import SceneScript

# Each switch, and the fields that it takes hold of with the setting that has the value.
FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "use_seed": (("seed", "seed"),),
    "use_lens": (("lens.focal_length_mm", "focal_length_mm"),),
    "use_size": (("framing.size", "shot_size"),),
    "use_distance": ((DISTANCE, "distance_m"),),
    "use_duration": (("rig.duration_s", "duration_s"),),
    "use_speed": (("rig.speed_m_s", "speed_m_s"),),
    "use_imperfection": (("rig.imperfection", "imperfection"),),
    "use_shift": (("lens.shift_mm", "shift_mm"), ("lens.rise_mm", "rise_mm")),
    "use_upright": (("lens.verticals", "verticals"),),
    "use_phase": (("atmosphere.phase", "phase"),),
    "use_level": (("lighting.key_stops", "key_stops"),),
    "use_ratio": (("lighting.ratio_stops", "ratio_stops"),),
    "use_rim": (("lighting.rim_stops", "rim_stops"),),
    "use_ambient": (("lighting.ambient_stops", "ambient_stops"),),
    "use_receptor": (("lighting.receptor", "receptor"),),
    "use_key_place": (
        ("lighting.key_azimuth_deg", "key_azimuth_deg"),
        ("lighting.key_elevation_deg", "key_elevation_deg"),
    ),
}
RIG = "rig.rig"
RANGE = {"first_frame": "first_frame", "last_frame": "last_frame"}
REMEMBERED = 64  # scripts, so that a panel that is drawn anew works nothing out
NONE = "—"


def switch_of(path: str) -> str:
    """The switch that takes hold of a field."""
    return next(
        switch for switch, fields in FIELDS.items() if path in [field for field, _ in fields]
    )


def given(base: SceneScript, asked: dict[str, Any]) -> GivenWay:
    """The script that bakes with what is asked for, remembered."""
    return _given(base, tuple(sorted(asked.items())))


def following(script: SceneScript, asked: dict[str, Any]) -> GivenWay:
    """The same about a subject whose way is known, remembered."""
    return _following(script, tuple(sorted(asked.items())))


def values_of(script: SceneScript) -> dict[str, Any]:
    """The numbers of a script by their fields, and its first and last frame; remembered."""
    last = script.start_frame + script.frame_count - 1
    return {**_own(script), "first_frame": script.start_frame, "last_frame": last}


def shown(values: dict[str, Any], switch: str) -> str:
    """What a script has of a switch's fields, in words."""
    if switch not in FIELDS:
        return " to ".join(str(values.get(name, NONE)) for name in RANGE)
    parts = [(path, values.get(path)) for path, _ in FIELDS[switch]]
    return "  ".join(NONE if value is None else value_of(path, value) for path, value in parts)


@lru_cache(REMEMBERED)
def _given(base: SceneScript, asked: tuple[tuple[str, Any], ...]) -> GivenWay:
    return give_way(base, dict(asked))


@lru_cache(REMEMBERED)
def _following(script: SceneScript, asked: tuple[tuple[str, Any], ...]) -> GivenWay:
    return followed(script, dict(asked))


@lru_cache(REMEMBERED)
def _own(script: SceneScript) -> dict[str, Any]:
    return own_values(script)
