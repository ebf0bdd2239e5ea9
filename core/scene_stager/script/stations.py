# SPDX-License-Identifier: Apache-2.0
"""Where the camera stands at both ends of its move, worked out from what the author said."""

from collections.abc import Callable
from math import atan2, cos, degrees, hypot, radians, sin, sqrt

from scene_stager.maths.optics.framing import distance_for_size_m
from scene_stager.script.lens import Lens
from scene_stager.script.moves import GOES_ALONG, MAY_GO_ALONG, framed_end
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.subject import Subject
from scene_stager.shot.rigs._request import Station

USUAL_SIZE = "medium"  # when neither a size nor a distance is given
LOWEST_M = 0.15  # words such as "low" never put the lens lower than this
BEHIND_DEG = 180.0

# Which way a turn leads to the subject: it begins on the other side of it.
TURNS = {"pan_left": (-1.0, "pan_deg"), "pan_right": (1.0, "pan_deg")}
TURNS |= {"tilt_up": (-1.0, "tilt_deg"), "tilt_down": (1.0, "tilt_deg")}

# A shot size is said of a person's height. Other things are as large in the picture as a person
# of so many times their height: a car is longer than high, a bust is a part of somebody.
# House defaults, not measured.
SIZED_AS = {
    "person": 1.0,
    "bust": 2.9,
    "product": 1.2,
    "vehicle": 1.7,
    "building": 1.1,
    "venue": 1.5,
}


def stations(script: SceneScript) -> tuple[Station, Station]:
    """Where the camera begins and ends, about where the focal target is when the shot begins."""
    framed = _framed(script)
    other = OTHER_END[script.rig.move](script, framed)
    if framed_end(script.rig.move, script.lens.zoom) == "from":
        return framed, other
    return other, framed


def distance_m(script: SceneScript, station: Station) -> float:
    """From the lens at a station to the focal target."""
    return hypot(station.distance_m, station.height_m - script.subject.actual_focus_height_m)


def size_distance_m(script: SceneScript) -> float:
    """How far off the framing's shot size puts the camera, with the lens of that end."""
    size = script.framing.size or USUAL_SIZE
    end = framed_end(script.rig.move, script.lens.zoom)
    focal_mm = focal_length_mm(script.lens, end)
    return float(
        distance_for_size_m(
            size, sized_height_m(script.subject), focal_mm, script.lens.sensor_mm[1]
        )
    )


def sized_height_m(subject: Subject) -> float:
    """The height that shot sizes are counted in."""
    return SIZED_AS[subject.kind] * subject.actual_height_m


def focal_length_mm(lens: Lens, end: str) -> float:
    """The focal length at the "from" or "to" end of a zoom; a dolly zoom has only the first."""
    if end == "to" and lens.zoom == "zoom" and lens.to_focal_length_mm is not None:
        return lens.to_focal_length_mm
    return lens.focal_length_mm


def first_look_deg(script: SceneScript) -> tuple[float, float]:
    """How far off the subject the head looks when the move begins: pan and tilt."""
    rig = script.rig
    looks = {"pan_deg": rig.pan_deg or 0.0, "tilt_deg": rig.tilt_deg or 0.0}
    if rig.move in TURNS:
        sign, name = TURNS[rig.move]
        looks[name] = sign * looks[name]
    return round(looks["pan_deg"], 9), round(looks["tilt_deg"], 9)


def stands(script: SceneScript) -> bool:
    """True when the camera neither goes anywhere of its own nor turns on purpose."""
    start, end = stations(script)
    same = start.point_m() == end.point_m() and start.heading_deg == end.heading_deg
    return same and first_look_deg(script) == (0.0, 0.0)


def goes_along(script: SceneScript) -> bool:
    """True when the camera keeps its distance to a subject that moves, all through the shot."""
    moving = script.subject.moves
    beside = script.rig.move in MAY_GO_ALONG and script.rig.travel_m is None
    return moving and (script.rig.move in GOES_ALONG or beside)


def circles(script: SceneScript) -> bool:
    """True when the camera goes round a subject that is under way, and so has to go with it."""
    return script.rig.move == "orbit" and script.subject.motion != "still"


def _framed(script: SceneScript) -> Station:
    rig, framing = script.rig, script.framing
    end = framed_end(rig.move, script.lens.zoom)
    away_m = _framed_distance_m(script, end)
    height_m = getattr(rig, f"{end}_height_m")
    if height_m is None:
        raised_m = away_m * sin(radians(framing.actual_elevation_deg))
        height_m = script.subject.actual_focus_height_m + raised_m
        if framing.elevation_deg is None:
            height_m = max(height_m, LOWEST_M)
    azimuth_deg = framing.actual_azimuth_deg
    if rig.move == "follow" and framing.azimuth_deg is None and framing.view == "front":
        azimuth_deg = BEHIND_DEG
    return Station(azimuth_deg, _level_m(script, away_m, height_m), height_m)


def _framed_distance_m(script: SceneScript, end: str) -> float:
    rig = script.rig
    given: float | None = getattr(rig, f"{end}_distance_m")
    if given is not None:
        return given
    other = rig.from_distance_m if end == "to" else rig.to_distance_m
    if rig.move in ("push_in", "pull_out") and other is not None and rig.travel_m is not None:
        nearer = end == "to" or rig.move == "pull_out"
        return other - rig.travel_m if nearer else other + rig.travel_m
    return size_distance_m(script)


def _level_m(script: SceneScript, away_m: float, height_m: float) -> float:
    """The part of a distance that runs along the floor; none where the height takes it all."""
    rise_m = height_m - script.subject.actual_focus_height_m
    return sqrt(max(away_m * away_m - rise_m * rise_m, 0.0))


def _stay(script: SceneScript, framed: Station) -> Station:
    return framed


def _line(script: SceneScript, framed: Station) -> Station:
    """The other end of a push in, a pull out or a reveal: nearer or farther on the same side."""
    rig = script.rig
    end = "from" if framed_end(rig.move, script.lens.zoom) == "to" else "to"
    height_m = _other_height_m(script, end, framed)
    away_m: float | None = getattr(rig, f"{end}_distance_m")
    if away_m is not None:
        return Station(framed.heading_deg, _level_m(script, away_m, height_m), height_m)
    outward = -1.0 if rig.move == "push_in" and end == "to" else 1.0
    level_m = framed.distance_m + outward * _level_travel_m(script, height_m - framed.height_m)
    return Station(framed.heading_deg, level_m, height_m)


def _orbit(script: SceneScript, framed: Station) -> Station:
    rig = script.rig
    height_m = _other_height_m(script, "to", framed)
    turn_deg = rig.orbit_deg
    if turn_deg is None:
        turn_deg = degrees((rig.travel_m or 0.0) / max(framed.distance_m, 1e-6))
    away_m = rig.to_distance_m or distance_m(script, framed)
    level_m = _level_m(script, away_m, height_m)
    return Station(framed.heading_deg + turn_deg, level_m, height_m)


def _upright(script: SceneScript, framed: Station) -> Station:
    """The other end of a rise or descent: over or under the first, unless a distance is given."""
    rig = script.rig
    upward = 1.0 if rig.move == "rise" else -1.0
    height_m = rig.to_height_m
    if height_m is None:
        height_m = framed.height_m + upward * (rig.travel_m or 0.0)
    level_m = framed.distance_m
    if rig.to_distance_m is not None:
        level_m = _level_m(script, rig.to_distance_m, height_m)
    return Station(framed.heading_deg, level_m, height_m)


def _sideways(script: SceneScript, framed: Station) -> Station:
    rig = script.rig
    height_m = _other_height_m(script, "to", framed)
    if rig.travel_m is None:
        return framed
    along_m = _level_travel_m(script, height_m - framed.height_m)
    along_m *= 1.0 if rig.move == "track_right" else -1.0
    heading = radians(framed.heading_deg)
    across_m = framed.distance_m * sin(heading) + along_m * cos(heading)
    ahead_m = framed.distance_m * cos(heading) - along_m * sin(heading)
    return Station(degrees(atan2(across_m, ahead_m)), hypot(across_m, ahead_m), height_m)


def _over(script: SceneScript, framed: Station) -> Station:
    rig = script.rig
    height_m = _other_height_m(script, "to", framed)
    if rig.to_distance_m is not None:
        level_m = _level_m(script, rig.to_distance_m, height_m)
    else:
        level_m = framed.distance_m - _level_travel_m(script, height_m - framed.height_m)
    return Station(framed.heading_deg, level_m, height_m)


def _other_height_m(script: SceneScript, end: str, framed: Station) -> float:
    given: float | None = getattr(script.rig, f"{end}_height_m")
    return framed.height_m if given is None else given


def _level_travel_m(script: SceneScript, rise_m: float) -> float:
    """The part of the travel that runs along the floor."""
    travel_m = script.rig.travel_m or 0.0
    return sqrt(max(travel_m * travel_m - rise_m * rise_m, 0.0))


OTHER_END: dict[str, Callable[[SceneScript, Station], Station]] = {
    "hold": _stay,
    "push_in": _line,
    "pull_out": _line,
    "orbit": _orbit,
    "rise": _upright,
    "descend": _upright,
    "track_left": _sideways,
    "track_right": _sideways,
    "flyover": _over,
    "lead": _stay,
    "follow": _stay,
    "pan_left": _stay,
    "pan_right": _stay,
    "tilt_up": _stay,
    "tilt_down": _stay,
    "reveal": _line,
}
