# SPDX-License-Identifier: Apache-2.0
"""Who is too fast for any rig to go along with."""

from collections.abc import Mapping

from scene_stager.script.prose.synonyms import Value
from scene_stager.shot.rigs import rigs

WIDE = ("wide", "extreme_wide")  # said of a picture with much around the subject
SIZED_BY = ("framing.size", "rig.from_distance_m", "rig.to_distance_m")
FASTEST_M_S = max(
    axis.speed.hard for rig in rigs().values() for axis in rig.axes if axis.name == "travel"
)
AFTER_S = 1.5  # of its way, as far off: a head turns less than 45 degrees in a second


def is_past_all_rigs(said: Mapping[str, Value]) -> bool:
    """True for somebody too fast for any rig, where nobody said how the camera goes or how near."""
    free = not any(path in said for path in ("rig.move", "rig.rig", *SIZED_BY[1:]))
    return free and float(said.get("subject.speed_m_s", 0.0)) > FASTEST_M_S
