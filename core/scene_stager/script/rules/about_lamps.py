# SPDX-License-Identifier: Apache-2.0
"""Where lamps stand: on the set, over the floor, and tied to what can carry them."""

from collections.abc import Iterator
from math import asin, degrees, radians, sin

from scene_stager.errors import Mistake
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import stations
from scene_stager.shot.lighting.light_kit import key_away_m
from scene_stager.shot.lighting.styles import STYLES

ANGLE = "lighting.key_elevation_deg"
BARELY_DEG = 0.05  # under a level that is told to a tenth of a degree


def about_lamps(script: SceneScript) -> Iterator[Mistake]:
    """A sun has no place, a station down the way needs a way, and no lamp lies under the floor."""
    lighting = script.lighting
    yield from _about_practicals(script)
    if STYLES[lighting.style].key_shape == "distant":
        yield from _about_sun(script)
        return
    if lighting.key_along_m is not None:
        along, where = f"{lighting.key_along_m:g}", "lighting.key_along_m"
        if lighting.frame != "world":
            yield Mistake(where, along, f"nothing while lighting.frame is {lighting.frame}")
        elif not script.subject.moves:
            yield Mistake(where, along, "nothing, since the subject goes nowhere")
    yield from _about_floor(script)


def _about_practicals(script: SceneScript) -> Iterator[Mistake]:
    lighting = script.lighting
    word = lighting.practicals or STYLES[lighting.style].practical
    for name in ("practical_azimuth_deg", "practical_elevation_deg", "practical_distance_m"):
        value = getattr(lighting, name)
        if value is not None and word == "none":
            advice = "Say which with lighting.practicals."
            yield Mistake(f"lighting.{name}", f"{value:g}", "nothing, since there are none", advice)


def _about_sun(script: SceneScript) -> Iterator[Mistake]:
    lighting = script.lighting
    since = f"since the key of {lighting.style} is the sun"
    for name in ("key_distance_m", "key_along_m"):
        value = getattr(lighting, name)
        if value is not None:
            yield Mistake(f"lighting.{name}", f"{value:g}", f"nothing, {since}")
    if lighting.frame == "rig":
        yield Mistake("lighting.frame", "rig", f"target, camera or world, {since}")


def _about_floor(script: SceneScript) -> Iterator[Mistake]:
    """The key as it was put; and, where the rig takes it down, as it is then."""
    lighting, eyes_m = script.lighting, script.subject.actual_focus_height_m
    away_m = key_away_m(lighting.key_distance_m, script.subject.span_m)
    asked_deg, usual_deg = lighting.key_elevation_deg, STYLES[lighting.style].key_elevation_deg
    elevation_deg = usual_deg if asked_deg is None else asked_deg
    lowest_m = -eyes_m
    if lighting.frame == "rig":
        start, end = stations(script)
        lowest_m += max(start.height_m - end.height_m, 0.0)
    lowest_deg = degrees(asin(max(min(lowest_m / away_m, 1.0), -1.0)))
    if away_m * sin(radians(elevation_deg)) < lowest_m and elevation_deg < lowest_deg - BARELY_DEG:
        yield Mistake(
            ANGLE,
            f"{elevation_deg:g}",
            f"{lowest_deg:.1f} or more",
            f"A key {away_m:.3g} m off would stand under the floor.",
        )
