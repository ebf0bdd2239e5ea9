# SPDX-License-Identifier: Apache-2.0
"""Room to rise or sink: how high a camera begins, and how far off, that goes up or down."""

from collections.abc import Mapping
from math import hypot

from scene_stager.errors import InputError
from scene_stager.script.prose.settled.fast import SIZED_BY
from scene_stager.script.prose.settled.fill import Values, script_of, script_with, without
from scene_stager.script.prose.settled.lenses import with_lens
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.stations import LOWEST_M, size_distance_m, stations
from scene_stager.script.validate import validate

FROM_M, TO_M, TRAVEL_M = "rig.from_height_m", "rig.to_height_m", "rig.travel_m"
FAR_M, SIZE, ANGLE = "rig.from_distance_m", "framing.size", "framing.angle"
LEAST_M = 0.3  # a way that is worth a move; house default
RISES_M = 1.0  # up to a height that the eyes are at already; house default
SINKS = 1.5  # so many times the height it ends at, and metres at least; house default
OFF_FLOOR_M = 0.4  # where a camera ends that sinks by more than it is high; house default
LONGEST_MM = 150.0  # a lens that nobody names is no longer only for the sake of a size
FARTHER = (1.0, 1.5, 2.0, 4.0)  # times the usual way beside them


def with_room_to_rise(text: str, said: Mapping[str, Value]) -> Values:
    """A camera that rises or sinks past somebody does so beside them: with a longer lens where none
    was named, else as near as it can, whatever the size is then."""
    values = _from_where(text, said)
    if any(path in said for path in SIZED_BY[1:]) or _is_sound(text, values):
        return values
    script = script_with(text, values)
    high_m = script.rig.from_height_m
    up_m = (LOWEST_M if high_m is None else high_m) - script.subject.actual_focus_height_m
    beside_m = size_distance_m(script)
    for times in FARTHER:
        far_m = float(f"{hypot(times * beside_m, up_m):.3g}")
        for tried in _tried(text, {**values, FAR_M: far_m}):
            if _is_sound(text, tried):
                return tried
    return values


def _tried(text: str, beside: Values) -> list[Values]:
    """The same shot with its size, with a lens that has it be that, and without."""
    no_size = without(beside, SIZE)
    if SIZE not in beside:
        return [no_size]
    fits = with_lens(text, beside)
    long = float(fits.get("lens.focal_length_mm", 0.0)) > LONGEST_MM
    named = "lens.focal_length_mm" in beside
    return [beside, no_size] if named or long else [beside, fits, no_size]


def _is_sound(text: str, values: Mapping[str, Value]) -> bool:
    try:
        return not validate(script_of(text, values))
    except InputError:
        return False


def _from_where(text: str, said: Mapping[str, Value]) -> Values:
    """What was said, and how high it begins where it would end on the wrong side of that."""
    values = dict(said)
    if FROM_M in said or not {TO_M, TRAVEL_M} & set(said):
        return values
    here_m = stations(script_with(text, said))[0].height_m
    rises, begins_m = said["rig.move"] == "rise", None
    if TO_M in said:
        to_m = float(said[TO_M])
        if rises and to_m < here_m + LEAST_M:
            begins_m = max(LOWEST_M, to_m - RISES_M)
        elif not rises and to_m > here_m - LEAST_M:
            begins_m = to_m + SINKS * max(1.0, to_m)
    elif not rises and here_m - float(said[TRAVEL_M]) < LOWEST_M:
        begins_m = float(said[TRAVEL_M]) + OFF_FLOOR_M
    if begins_m is not None:
        values[FROM_M] = float(f"{begins_m:.3g}")
        values.pop(ANGLE, None)
    return values
