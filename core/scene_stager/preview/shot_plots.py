# SPDX-License-Identifier: Apache-2.0
"""Which curves a shot report shows, and the limits that are drawn behind them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.focus import circle_of_confusion_mm, far_limit_m, near_limit_m
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import (
    DERIVATIVES,
    SLOWEST_CROSSING_S,
    AxisReport,
    BakeReport,
    Look,
)
from scene_stager.preview.numbers import lights, rate, speed_of, values
from scene_stager.preview.plots import HARD, HELD, IN_FOCUS, WORKING, Line, Plot, PlotBand, Region
from scene_stager.shot.lighting.surface_ride import MOST_BEND_CHANGE, MOST_TURN_DEG

HOLD_STOPS = 0.01  # how still the exposure at the target is promised to be
SHOWN_DEPTH = 4.0  # a far limit beyond this many focus distances is drawn as if there

ATMOSPHERE = (
    ("atmosphere.wind_m_s", "Wind", "m/s"),
    ("atmosphere.gust", "Gust", ""),
    ("atmosphere.fog_per_m", "Fog density", "1/m"),
    ("atmosphere.fog_g", "Fog scatter g", ""),
    ("atmosphere.flicker_stops", "Flicker", "stops"),
    ("atmosphere.haze_k", "Haze colour", "K"),
)

RIDE = (
    ("ride_turn_deg", "Turn of its frame", "deg a frame", MOST_TURN_DEG),
    ("ride_bend_change", "Change of the bend", "balls of that area", MOST_BEND_CHANGE),
    ("ride_classic_share", "As a classic link has it", "share", 0.0),
)


def camera_plots(take: Take, report: BakeReport) -> Iterator[Plot]:
    """Where the camera goes, and how fast against what the rig can do."""
    place_m = values(take, "camera.translate_m")
    yield Plot("Camera position", "m", _xyz(place_m))
    intended_m = values(take, "rig.translate_m")
    for order, quantity in enumerate(DERIVATIVES, start=1):
        axis = _limit(report, quantity)
        size = np.sqrt(np.sum(rate(intended_m, take, order) ** 2, axis=-1))
        unit = {"speed": "m/s", "acceleration": "m/s²", "jerk": "m/s³"}[quantity]
        yield Plot(
            f"Camera {quantity}",
            unit,
            (Line(quantity, size),),
            bands=_limit_bands(axis),
            floor=0.0,
            note=f"{axis.axis}: works at {axis.working:g}, never over {axis.hard:g}"
            if axis
            else "",
        )
    aim_deg = values(take, "rig.aim_deg")
    yield Plot(
        "Head",
        "deg",
        tuple(
            Line(n, aim_deg[:, i] - (aim_deg[0, i] if n == "pan" else 0.0))
            for i, n in enumerate(("pan", "tilt", "roll"))
        ),
        least_span=1.0,
        note="pan from the first frame",
    )


def lens_plots(take: Take) -> Iterator[Plot]:
    """Focal length, and focus with what is sharp around it."""
    focal_mm = values(take, "camera.focal_length_mm")[:, 0]
    focus_m = values(take, "camera.focus_distance_m")[:, 0]
    f_number = values(take, "camera.f_number")[:, 0]
    yield Plot("Focal length", "mm", (Line("focal length", focal_mm),), least_span=2.0)
    camera = take.facts(CameraFacts, "camera")
    blur_mm = circle_of_confusion_mm(camera.sensor_width_mm, camera.sensor_height_mm)
    near_m = near_limit_m(focus_m, focal_mm, f_number, blur_mm)
    far_m = np.minimum(far_limit_m(focus_m, focal_mm, f_number, blur_mm), SHOWN_DEPTH * focus_m)
    away_m = values(take, "target.translate_m") - values(take, "camera.translate_m")
    distance_m = np.sqrt(np.sum(away_m * away_m, axis=-1))
    yield Plot(
        "Focus",
        "m",
        (Line("focus", focus_m), Line("subject", distance_m)),
        region=Region(near_m, far_m, IN_FOCUS),
        note="shaded: in focus",
    )


def picture_plots(take: Take) -> Iterator[Plot]:
    """Where the subject sits, how the picture pans, how much it shakes."""
    look = Look.of(take)
    yield Plot(
        "Subject in the picture",
        "widths, heights",
        (Line("across", look.actual_xy[:, 0]), Line("up", look.actual_xy[:, 1])),
        least_span=1.0,
        note="0 is the middle, ±0.5 the edge",
    )
    limit = 1.0 / SLOWEST_CROSSING_S
    yield Plot(
        "Subject across the picture",
        "widths/s",
        (Line("drift", speed_of(look.intended_xy, take)),),
        bands=(PlotBand(limit, np.inf, HARD),),
        floor=0.0,
        least_span=1.3 * limit,
        note="over 1/7 it judders",
    )
    yield Plot("Shake", "px at 4096", (Line("shake", look.shake_px),), floor=0.0, least_span=1.0)


def light_plots(take: Take) -> Iterator[Plot]:
    """Exposure at the focal target, relative to where each light began, and what holds it."""
    lit = [i for i in lights(take) if f"{i}.illuminance_lx" in take.names][:5]
    if not lit:
        return
    lux = {i: values(take, f"{i}.illuminance_lx")[:, 0] for i in lit}
    key = max(lux.get("light.key", lux[lit[0]])[0], 1e-12)
    yield Plot(
        "Exposure at the target",
        "stops from the key",
        tuple(Line(i.removeprefix("light."), _stops(lux[i] / key)) for i in lit),
        bands=(PlotBand(-HOLD_STOPS, HOLD_STOPS, HELD),),
        least_span=1.0,
    )
    held = [i for i in lit if f"{i}.hold_stops" in take.names]
    if held:
        hold = {i: values(take, f"{i}.hold_stops")[:, 0] for i in held}
        yield Plot(
            "The same without the hold",
            "stops from the key",
            tuple(Line(i.removeprefix("light."), _stops(lux[i] / key) - hold[i]) for i in held),
            bands=(PlotBand(-HOLD_STOPS, HOLD_STOPS, HELD),),
            least_span=1.0,
        )
        yield Plot(
            "What the hold adds",
            "stops",
            tuple(Line(i.removeprefix("light."), hold[i]) for i in held),
            least_span=0.2,
        )


def ride_plots(take: Take, light: str) -> Iterator[Plot]:
    """The certificate of a light that rides: each step, and where it is not trusted."""
    for quantity, title, unit, most in RIDE:
        numbers = values(take, f"{light}.{quantity}")[:, 0]
        bands = (PlotBand(most, np.inf, HARD),) if most else ()
        note = f"over {most:g} it is lost" if most else "1 where the surface lost it"
        yield Plot(title, unit, (Line(title, numbers),), bands=bands, floor=0.0, note=note)


def air_plots(take: Take) -> Iterator[Plot]:
    """The six atmosphere channels, and the clearance around the subject where it is coupled."""
    for name, title, unit in ATMOSPHERE:
        if name in take.names:
            columns = values(take, name)
            lines = _xyz(columns) if columns.shape[1] == 3 else (Line(title, columns[:, 0]),)
            yield Plot(title, unit, lines)


def _xyz(columns: Floats) -> tuple[Line, ...]:
    return tuple(Line(name, columns[:, i]) for i, name in enumerate("xyz"))


def _stops(ratio: Floats) -> Floats:
    return np.log2(np.maximum(ratio, 1e-6))


def _limit(report: BakeReport, quantity: str) -> AxisReport | None:
    """The limit on the camera point: the tip's where there is one, else the track's."""
    for name in ("tip", "travel"):
        for axis in report.axes:
            if axis.axis == name and axis.quantity == quantity:
                return axis
    return None


def _limit_bands(axis: AxisReport | None) -> tuple[PlotBand, ...]:
    if axis is None or axis.hard <= 0:
        return ()
    return PlotBand(axis.working, axis.hard, WORKING), PlotBand(axis.hard, np.inf, HARD)
