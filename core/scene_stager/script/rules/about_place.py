# SPDX-License-Identifier: Apache-2.0
"""Place: the camera stands where it can, on the side it should, and the size agrees with it."""

from collections.abc import Iterator
from math import atan2, degrees

import numpy as np

from scene_stager.errors import Mistake
from scene_stager.maths.optics.framing import solve_level
from scene_stager.script.composition import picture_mm
from scene_stager.script.moves import framed_end
from scene_stager.script.rules.about_lens import nearest_focus_m
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import distance_m, focal_length_mm, size_distance_m, stations
from scene_stager.shot.rigs._request import Station

SIZE_FACTOR = 1.5  # a distance this many times off its shot size is another shot size
LOWEST_M = 0.02  # a lens lying on the ground
OVERHEAD_SHARE = 0.02  # of its height above the target: nearer to the plumb line, pan means nothing
RISE_SHARE = 1.0  # of the picture's height, that a lens covers; house default, not measured
FOCAL_LENGTHS_MM = (4.0, 1200.0)  # as the lens slot allows
ROUNDING_M = 1e-9  # what arithmetic may be off

GROWS = {"push_in": -1.0, "pull_out": 1.0}
CLIMBS = {"rise": 1.0, "descend": -1.0}


def about_size(script: SceneScript) -> Iterator[Mistake]:
    """A distance agrees with the shot size beside it."""
    size, end = script.framing.size, framed_end(script.rig.move, script.lens.zoom)
    given = getattr(script.rig, f"{end}_distance_m")
    if size is None or given is None:
        return
    usual_m = size_distance_m(script)
    near_m, far_m = usual_m / SIZE_FACTOR, usual_m * SIZE_FACTOR
    if not near_m <= given <= far_m:
        focal_mm = focal_length_mm(script.lens, end)
        yield Mistake(
            f"rig.{end}_distance_m",
            f"{given:g}",
            f"{near_m:.3g} to {far_m:.3g}, where framing.size {size} is at {focal_mm:g} mm",
            f"Leave the size out, or use a lens of about {focal_mm * given / usual_m:.0f} mm.",
        )


def about_direction(script: SceneScript) -> Iterator[Mistake]:
    """The move goes the way it is called."""
    rig = script.rig
    start, stop = stations(script)
    first_m, last_m = distance_m(script, start), distance_m(script, stop)
    by_travel = rig.travel_m is not None
    if stop.distance_m < 0.0:
        yield Mistake(
            "rig.travel_m" if by_travel else "rig.to_distance_m",
            "an end beyond the subject",
            f"less than the {start.distance_m:.3g} m that lie between",
        )
    elif GROWS.get(rig.move, 0.0) * (last_m - first_m) < -ROUNDING_M:
        than = "less" if rig.move == "push_in" else "more"
        yield Mistake(
            "rig.travel_m" if by_travel else "rig.to_distance_m",
            f"an end {last_m:.3g} m from the subject",
            f"{than} than the {first_m:.3g} m it begins at, since the move is {rig.move}",
        )
    if CLIMBS.get(rig.move, 0.0) * (stop.height_m - start.height_m) < 0.0:
        than = "more" if rig.move == "rise" else "less"
        yield Mistake(
            "rig.to_height_m",
            f"{stop.height_m:g}",
            f"{than} than the {start.height_m:.3g} it begins at, since the move is {rig.move}",
        )


def about_ground(script: SceneScript) -> Iterator[Mistake]:
    """The camera stands above the ground, within its distance, off the plumb line, in focus."""
    start, stop = stations(script)
    framed = framed_end(script.rig.move, script.lens.zoom)
    for end, station in (("from", start), ("to", stop)):
        if end == framed or start != stop:
            yield from _about_station(script, end, station)
    if script.lens.zoom == "dolly_zoom":
        yield from _about_dolly_zoom(script)


def about_rise(script: SceneScript) -> Iterator[Mistake]:
    """A lens that keeps verticals upright is not asked to rise out of its own picture."""
    lens = script.lens
    if not lens.is_upright:
        return
    start, stop = stations(script)
    framed = framed_end(script.rig.move, lens.zoom)
    framed_m = distance_m(script, start if framed == "from" else stop)
    right_mm, up_mm = picture_mm(script, framed_m)
    most_mm = RISE_SHARE * lens.sensor_mm[1]
    for end, station in (("from", start), ("to", stop)):
        focal_mm = focal_length_mm(lens, end)
        above_m = script.subject.actual_focus_height_m - station.height_m
        tilt_deg = np.asarray(degrees(atan2(above_m, abs(station.distance_m))))
        _, high = solve_level(np.zeros(()), tilt_deg, np.asarray(right_mm / focal_mm))
        rise_mm = float(high) * focal_mm - up_mm
        if abs(rise_mm) > most_mm:
            yield Mistake(
                "lens.verticals",
                f"upright, which takes {rise_mm:.3g} mm of rise",
                f"at most {most_mm:.3g} mm either way, the height of the picture area",
                "Put the camera nearer to the height of the subject, or use a shorter lens.",
            )
            return


def _about_station(script: SceneScript, end: str, station: Station) -> Iterator[Mistake]:
    where = _says_how_high(script, end)
    away_m = distance_m(script, station)
    if station.height_m < LOWEST_M:
        found = f"a camera at {station.height_m:.3g} m"
        yield Mistake(where, found, f"{LOWEST_M:g} m or more above the ground")
        return
    rise_m = abs(station.height_m - script.subject.actual_focus_height_m)
    beside_m = abs(station.distance_m)
    if beside_m < OVERHEAD_SHARE * rise_m:
        yield Mistake(
            where,
            f"a camera {station.height_m:.3g} m up and {beside_m:.2g} m beside the target",
            f"{OVERHEAD_SHARE * rise_m:.2g} m or more beside it, or pan means nothing",
        )
    nearest_m = nearest_focus_m(script.lens)
    if away_m < nearest_m:
        yield Mistake(
            f"rig.{end}_distance_m",
            f"a camera {away_m:.3g} m from the focal target",
            f"{nearest_m:.3g} m or more, since the lens cannot focus nearer",
        )


def _says_how_high(script: SceneScript, end: str) -> str:
    """The field that an end of the move has its height from."""
    framed = framed_end(script.rig.move, script.lens.zoom)
    for name in (f"{end}_height_m", f"{framed}_height_m"):
        if getattr(script.rig, name) is not None:
            return f"rig.{name}"
    return "framing.angle" if script.framing.elevation_deg is None else "framing.elevation_deg"


def _about_dolly_zoom(script: SceneScript) -> Iterator[Mistake]:
    start, stop = stations(script)
    share = distance_m(script, stop) / max(distance_m(script, start), 1e-9)
    focal_mm = script.lens.focal_length_mm * share
    low, high = FOCAL_LENGTHS_MM
    if not low <= focal_mm <= high:
        yield Mistake(
            "lens.zoom",
            f"a dolly zoom that ends at {focal_mm:.3g} mm",
            f"an end from {low:g} to {high:g} mm",
            "Bring the two distances closer together.",
        )
