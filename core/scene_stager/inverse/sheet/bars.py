# SPDX-License-Identifier: Apache-2.0
"""The rows of a match's sheet: what was found and how surely, and the metrics side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scene_stager.inverse.answer.solved import Solved
from scene_stager.reading.metrics import metrics
from scene_stager.reading.sheet.bars import spoken


@dataclass(frozen=True, slots=True)
class Bar:
    """One quantity: its name, where reference and preview lie between 0 and 1, and in words.

    A place of None is not drawn. `known` is how far the still tells it, 0 to 1.
    """

    name: str
    reference: float | None
    preview: float | None
    said: str
    known: float = 1.0


def bars_of(solved: Solved) -> tuple[Bar, ...]:
    """The numbers of the answer, each with how far the still tells it."""
    known = solved.known

    def bar(name: str, said: str, field: str) -> Bar:
        return Bar(name, None, None, said, float(known[field]))

    return (
        bar("key azimuth", f"{solved.key_azimuth_deg:+.0f}°", "key_azimuth_deg"),
        bar("key elevation", f"{solved.key_elevation_deg:+.0f}°", "key_elevation_deg"),
        bar("key softness", f"{solved.key_softness_deg:.0f}°", "key_softness_deg"),
        bar("key colour", f"{solved.key_kelvin:.0f} K", "key_kelvin"),
        bar("fill under key", f"{solved.fill_ratio_stops:.1f} stops", "ratio_stops"),
        bar("surroundings under key", f"{solved.ambient_stops:.1f} stops", "ambient_stops"),
        bar("rim", solved.rim_mode.replace("_", " "), "rim_mode"),
        bar("haze", f"{solved.haze_per_m:.3f} per m", "haze_per_m"),
        bar("focal length", f"{solved.focal_mm:.0f} mm", "focal_mm"),
        bar("camera elevation", f"{solved.camera_elevation_deg:+.0f}°", "camera_elevation_deg"),
    )


def metric_bars(
    reference: Mapping[str, float | None], preview: Mapping[str, float | None]
) -> tuple[Bar, ...]:
    """A row for each metric of the still and of the preview, by name; None where one is silent."""
    return tuple(_metric_bar(name, reference[name], preview[name]) for name in metrics())


def _metric_bar(name: str, *values: float | None) -> Bar:
    metric = metrics()[name]
    said = _said(*("-" if value is None else spoken(metric, value) for value in values))
    places = [
        None if value is None else (value - metric.low) / (metric.high - metric.low)
        for value in values
    ]
    told = float(all(value is not None for value in values))
    return Bar(metric.title, places[0], places[1], said, told)


def _said(reference: str, preview: str) -> str:
    """Both values, with the unit once when it is the same."""
    value, _, unit = reference.partition(" ")
    return f"{value if unit and preview.endswith(f' {unit}') else reference} / {preview}"
