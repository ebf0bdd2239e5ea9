# SPDX-License-Identifier: Apache-2.0
"""What is written under a picture: frame, timecode, lens, stop, focus."""

from __future__ import annotations

import math
import re

from scene_stager.moks.entities import AirFacts, CameraFacts, FilmFacts, RigFacts
from scene_stager.moks.take import Take
from scene_stager.preview.lamp_places import lamp_places
from scene_stager.preview.numbers import lights, values
from scene_stager.preview.plots import show

INITIALS = ("red", "vv", "lf", "imax")
LIGHT_HEADS = (
    *("light", "azimuth / elevation", "away", "colour"),
    *("level", "to key, stops", "exposure"),
)


def timecode(take: Take, index: int) -> str:
    """The timecode of a frame by its number, so that a part of a shot says what the whole does.

    It counts at the nearest whole rate; at 29.97 and its multiples it drops frame numbers, and has
    a semicolon.

    source   SMPTE ST 12-1: two numbers of 30 are left out in every minute but each tenth
    """
    top, bottom = take.fps
    rate, frame = max(1, round(top / bottom)), take.start_frame + index
    sign, count = "-" if frame < 0 else "", abs(frame)
    drops = rate // 15 if bottom != 1 and rate % 30 == 0 else 0
    if drops:
        tens, rest = divmod(count, 600 * rate - 9 * drops)
        minutes = max(0, rest - drops) // (60 * rate - drops)
        count += drops * (9 * tens + minutes)
    seconds, frames = divmod(count, rate)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{sign}{clock}{';' if drops else ':'}{frames:02d}"


def lens_line(take: Take, index: int) -> str:
    """Focal length, stop and focus at one frame."""
    focal_mm = values(take, "camera.focal_length_mm")[index, 0]
    f_number = values(take, "camera.f_number")[index, 0]
    focus_m = values(take, "camera.focus_distance_m")[index, 0]
    return f"{focal_mm:.3g} mm   f/{f_number:.3g}   {metres(focus_m)}"


def metres(distance_m: float) -> str:
    """A distance as a focus puller would say it."""
    return f"{distance_m:.2f} m" if distance_m < 10 else f"{distance_m:.1f} m"


def facts(take: Take) -> dict[str, str]:
    """The shot in a few words each: rig, film, rate, air."""
    camera, rig = take.facts(CameraFacts, "camera"), take.facts(RigFacts, "rig")
    film, air = take.facts(FilmFacts, "film"), take.facts(AirFacts, "atmosphere")
    phase = values(take, "atmosphere.phase")[:, 0]
    first, last = f"{phase[0]:.2g}", f"{phase[-1]:.2g}"
    rate = take.fps[0] / take.fps[1]
    return {
        "Rig": f"{rig.title}, {rig.move.replace('_', ' ')}",
        "Film": f"{film.title}, EI {values(take, 'camera.exposure_index')[0, 0]:g}",
        "Format": f"{format_name(camera.format)}, {rate:.5g} fps, "
        f"{values(take, 'camera.shutter_deg')[0, 0]:g}°",
        "Air": f"{air.title}, phase {first if first == last else f'{first} to {last}'}",
    }


def format_name(word: str) -> str:
    """A picture area as cameras have it on their plates: "Super 35", "Alexa LF"."""
    spaced = re.sub(r"(?<=[a-z])(?=\d)", " ", word.replace("_", " "))
    return " ".join(one.upper() if one in INITIALS else one.title() for one in spaced.split())


def light_rows(take: Take, index: int = 0) -> list[tuple[str, ...]]:
    """The lights at one frame as a gaffer's list, under `LIGHT_HEADS`."""
    rows: list[tuple[str, ...]] = []
    places = lamp_places(take, index)
    key_lx = values(take, "light.key.illuminance_lx")[index, 0]
    for light, known in lights(take).items():
        lux = values(take, f"{light}.illuminance_lx")[index, 0]
        where, away = "all round", "-"
        if light in places:
            place = places[light]
            where = f"{place.azimuth_deg:+.0f}° / {place.elevation_deg:+.0f}°"
            away = "sun" if place.distance_m is None else metres(place.distance_m)
        over = "key" if light == "light.key" and lux > 0 else stops(lux, key_lx)
        hold = "holds" if known.hold else ""
        kelvin = values(take, f"{light}.color_temperature_k")[index, 0]
        name = light.removeprefix("light.").replace("_", " ")
        rows.append((name, where, away, f"{kelvin:.0f} K", f"{show(lux)} lx", over, hold))
    return rows


def gathered_rows(take: Take, index: int, most: int) -> list[tuple[str, ...]]:
    """The lights at one frame on at most so many rows, where practicals can be told as one."""
    rows = light_rows(take, index)
    among = [place for place, row in enumerate(rows) if row[0].startswith("practical ")]
    if len(rows) <= most or len(among) < 2:
        return rows
    names = [light for light in lights(take) if light.startswith("light.practical_")]
    places = [lamp_places(take, index)[name] for name in names]
    lux = [float(values(take, f"{name}.illuminance_lx")[index, 0]) for name in names]
    kelvin = [float(values(take, f"{name}.color_temperature_k")[index, 0]) for name in names]
    key_lx = float(values(take, "light.key.illuminance_lx")[index, 0])
    together = (
        f"practical 1…{len(names)}",
        f"around / {_from_to([one.elevation_deg for one in places], '+.0f')}°",
        f"{_from_to([one.distance_m for one in places if one.distance_m], '.2g')} m",
        f"{_from_to(kelvin, '.0f')} K",
        f"{_from_to(lux, '.2g')} lx",
        "…".join(dict.fromkeys((stops(min(lux), key_lx), stops(max(lux), key_lx)))),
        "",
    )
    return [*rows[: among[0]], together, *rows[among[-1] + 1 :]]


def _from_to(numbers: list[float], form: str) -> str:
    """The least and the most, as one number where they look alike."""
    if not numbers:
        return "-"
    return "…".join(dict.fromkeys((format(min(numbers), form), format(max(numbers), form))))


def stops(lux: float, key_lx: float) -> str:
    """A level relative to the key, in stops."""
    if lux <= 0 or key_lx <= 0:
        return "off"
    return f"{round(math.log2(lux / key_lx), 1) + 0.0:+.1f}"  # + 0.0: no minus before a zero
