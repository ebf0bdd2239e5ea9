# SPDX-License-Identifier: Apache-2.0
"""The rows of a match's sheet: what was found and how it is known, and the pictures' metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scene_stager.reading.metrics import metrics
from scene_stager.reading.sheet.bars import GROUPS, spoken
from scene_stager.reading.sheet.marks import Known, known_by
from scene_stager.shot.lighting.usual_set import USUAL_HEIGHT_M

if TYPE_CHECKING:
    from scene_stager.inverse.answer.match_file import Match

# Of the light's own numbers the sheet says more than two pictures do.
LIT = (*GROUPS["Key light"], "chiaroscuro_stops")
AROUND, FILL, FOCAL = "surroundings under key", "fill_stops", "camera_focal_mm"
ELEVATION, DIP = "camera_elevation_deg", "camera_dip_deg"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the answer in words, how it is known, and what it may be off by."""

    name: str
    said: str
    known: Known
    within: str = ""
    kelvin: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A metric of both pictures: its name, where they lie between 0 and 1, and in words.

    A place of None is not drawn.
    """

    name: str
    still: float | None
    preview: float | None
    said: str


def numbers_of(match: Match) -> tuple[Number, ...]:
    """The numbers of the answer; none where there is no answer."""
    solved = match.solved
    if solved is None:
        return ()
    rim = solved.rim_mode.replace("_", " ")
    if solved.rim_mode != "none":
        rim += f", {solved.rim_stops:+z.1f} stops"
    # Name, value, the field that says how far it is known, whose error it has, and its unit.
    rows = (
        ("key azimuth", f"{solved.key_azimuth_deg:+z.0f}°", "key_azimuth_deg", "", "°"),
        ("key elevation", f"{solved.key_elevation_deg:+z.0f}°", "key_elevation_deg", "", "°"),
        ("key softness", f"{solved.key_softness_deg:.0f}°", "key_softness_deg", "", "°"),
        ("key colour", f"{solved.key_kelvin:.0f} K", "key_kelvin", "", ""),
        ("fill under key", f"{solved.fill_ratio_stops:.1f} stops", "ratio_stops", FILL, " stops"),
        (AROUND, f"{solved.ambient_stops:.1f} stops", "ambient_stops", "", " stops"),
        ("rim", rim, "rim_mode", "", ""),
        ("haze", f"{solved.haze_per_m:.3f} per m", "haze_per_m", "", ""),
        ("focal length", f"{solved.focal_mm:.0f} mm", "focal_mm", FOCAL, " mm"),
        ("camera elevation", f"{solved.camera_elevation_deg:+z.0f}°", ELEVATION, DIP, "°"),
    )
    errors = _errors(match.certificate)
    told = [
        Number(name, said, known, "" if known is Known.UNKNOWN else _within(error, unit))
        for name, said, field, whose, unit in rows
        for known in (known_by(float(solved.known[field])),)
        for error in (errors.get(whose or field),)
    ]
    told[3] = replace(told[3], kelvin=solved.key_kelvin)
    return (*told, _height(solved.subject_height_m))


def _within(error: float | None, unit: str) -> str:
    """What a number may be off by, to two digits at most; nothing where nobody says."""
    if error is None:
        return ""
    digits = 0 if error >= 1.0 else 1 if error >= 0.1 else 2 if unit else 3
    return f"± {max(error, 10.0**-digits):.{digits}f}{unit}"


def _height(height_m: float) -> Number:
    known = Known.GUESSED if height_m == USUAL_HEIGHT_M else Known.TOLD
    return Number("subject height", f"{height_m:.2f} m", known)


def _errors(certificate: Mapping[str, object]) -> dict[str, float]:
    """The standard error of each number that has a finite one, by name."""
    seen = certificate.get("seen")
    return {
        str(one["name"]): float(one["standard_error"])
        for one in (seen if isinstance(seen, list) else [])
        if one["standard_error"] is not None
    }


def metric_bars(
    still: Mapping[str, float | None], preview: Mapping[str, float | None]
) -> tuple[Bar, ...]:
    """A row for each metric that is not the light's; None where a picture is silent."""
    return tuple(
        _metric_bar(name, still[name], preview[name]) for name in metrics() if name not in LIT
    )


def _metric_bar(name: str, *values: float | None) -> Bar:
    metric = metrics()[name]
    said = _said(*("-" if value is None else spoken(metric, value) for value in values))
    places = [
        None if value is None else (value - metric.low) / (metric.high - metric.low)
        for value in values
    ]
    return Bar(metric.title, places[0], places[1], said)


def _said(still: str, preview: str) -> str:
    """Both values, with the unit once when it is the same."""
    value, _, unit = still.partition(" ")
    return f"{value if unit and preview.endswith(f' {unit}') else still} / {preview}"
