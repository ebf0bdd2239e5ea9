# SPDX-License-Identifier: Apache-2.0
"""Place: the camera stands where it can, on the side it should, and the size agrees with it."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.moves import framed_end
from scene_stager.script.rules.about_lens import nearest_focus_m
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import distance_m, focal_length_mm, size_distance_m, stations
from scene_stager.shot.rigs._request import Station

SIZE_FACTOR = 1.5  # a distance this many times off its shot size is another shot size
LOWEST_M = 0.02  # a lens lying on the ground
OVERHEAD_SHARE = 0.02  # of its height above the target: nearer to the plumb line, pan means nothing
FOCAL_LENGTHS_MM = (4.0, 1200.0)

GROWS = {"push_in": -1.0, "pull_out": 1.0}
CLIMBS = {"rise": 1.0, "descend": -1.0}


def about_distance(script: SceneScript) -> Iterator[Mistake]:
    """Distances agree with the shot size and with what the move is called."""
    rig, size = script.rig, script.framing.size
    end = framed_end(rig.move, script.lens.zoom)
    given = getattr(rig, f"{end}_distance_m")
    if size is not None and given is not None:
        usual_m = size_distance_m(script)
        near_m, far_m = usual_m / SIZE_FACTOR, usual_m * SIZE_FACTOR
        if not near_m <= given <= far_m:
            focal_mm = focal_length_mm(script.lens, end)
            yield Mistake(
                f"rig.{end}_distance_m",
                f"{given:g}",
                f"{near_m:.3g} to {far_m:.3g}, where framing.size {size} is at {focal_mm:g} mm",
            )
    start, stop = stations(script)
    first_m, last_m = distance_m(script, start), distance_m(script, stop)
    if GROWS.get(rig.move, 0.0) * (last_m - first_m) < -1e-9 or stop.distance_m < 0.0:
        than = "less" if rig.move != "pull_out" else "more"
        yield Mistake(
            "rig.to_distance_m" if rig.travel_m is None else "rig.travel_m",
            f"an end {last_m:.3g} from the subject"
            if stop.distance_m >= 0.0
            else "an end beyond the subject",
            f"{than} than the {first_m:.3g} it begins at, since the move is {rig.move}",
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
    for end, station in zip(("from", "to"), stations(script), strict=True):
        yield from _about_station(script, end, station)
    if script.lens.zoom == "dolly_zoom":
        yield from _about_dolly_zoom(script)


def _about_station(script: SceneScript, end: str, station: Station) -> Iterator[Mistake]:
    given = getattr(script.rig, f"{end}_height_m")
    where = f"rig.{end}_height_m" if given is not None else "framing.elevation_deg"
    away_m = distance_m(script, station)
    if station.height_m < LOWEST_M:
        yield Mistake(
            where,
            f"a camera at {station.height_m:.3g} m",
            f"{LOWEST_M:g} m or more above the ground",
        )
        return
    rise_m = abs(station.height_m - script.subject.actual_focus_height_m)
    if rise_m > 0.0 and abs(station.distance_m) < OVERHEAD_SHARE * rise_m:
        yield Mistake(
            where,
            f"a camera {station.height_m:.3g} m up, {abs(station.distance_m):.2g} m beside it",
            f"{OVERHEAD_SHARE * rise_m:.2g} m or more beside the target, or pan means nothing",
        )
    nearest_m = nearest_focus_m(script.lens)
    if away_m < nearest_m:
        yield Mistake(
            f"rig.{end}_distance_m",
            f"a camera {away_m:.3g} m from the focal target",
            f"{nearest_m:.3g} m or more, since the lens cannot focus nearer",
        )


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
