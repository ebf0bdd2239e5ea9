# SPDX-License-Identifier: Apache-2.0
"""What a bake asked of the rig and did to the picture; warnings name the frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.lens import fov_deg
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.in_picture import in_picture, picture_warnings
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import lost_runs, rate, riders, speed_of, values
from scene_stager.registry import entry_named
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._profile import Axis, Limit, RigProfile

# House defaults, not measured, but where a line says otherwise.
LIMIT_SLACK = 1.01  # a limit is broken beyond one per cent: finite differences are not exact
SLOWEST_CROSSING_S = 7.0  # a picture width in less than this judders; source: RED and Sony guidance
SHAKE_WIDTH_PX = 4096  # the picture width that shake is reported at
MOST_HELD_STOPS = 3.0  # a lamp that is turned by more lights another shot than was authored
DERIVATIVES = ("speed", "acceleration", "jerk")


@dataclass(frozen=True, slots=True)
class Peak:
    """The largest size of something over the bake, and the frame it happens at."""

    most: float
    frame: int


@dataclass(frozen=True, slots=True)
class AxisReport:
    """One axis of the rig: how fast it went against how fast it may go."""

    axis: str
    quantity: str
    unit: str
    most: float
    frame: int
    working: float
    hard: float


@dataclass(frozen=True, slots=True)
class BakeReport:
    """The whole report. `as_json` is what the command line prints."""

    rig: str
    axes: tuple[AxisReport, ...]
    pan_widths_per_s: Peak
    subject_widths_per_s: Peak
    shake_px: Peak
    shake_rms_px: float
    subject_x: tuple[float, float]
    subject_y: tuple[float, float]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Plain numbers and words, ready for `json.dumps`."""
        return asdict(self)


def report_on(take: Take) -> BakeReport:
    """Measure a baked take against its rig's limits, the judder rule and the frame.

    shapes   every channel of the take over its n frames
    units    metres, degrees and seconds as the channel names say; picture positions in
             picture widths and heights from the centre, +x right, +y up
    valid    a take too short for a derivative reports it as zero
    source   central differences; judder rule of one picture width in seven seconds (RED, Sony)
    """
    rig = take.facts(CameraFacts, "camera").rig
    look = Look.of(take)
    axes = tuple(_axes(take, entry_named(rigs(), rig, "camera.rig")))
    subject_speed = speed_of(look.intended_xy, take)
    report = BakeReport(
        rig=rig,
        axes=axes,
        pan_widths_per_s=_peak(look.pan_widths_per_s, take),
        subject_widths_per_s=_peak(subject_speed, take),
        shake_px=_peak(look.shake_px, take),
        shake_rms_px=float(np.sqrt(np.mean(look.shake_px**2))),
        subject_x=(float(look.actual_xy[:, 0].min()), float(look.actual_xy[:, 0].max())),
        subject_y=(float(look.actual_xy[:, 1].min()), float(look.actual_xy[:, 1].max())),
        warnings=(
            *_limit_warnings(axes),
            *_frame_warnings(look, subject_speed, take),
            *_hold_warnings(take),
            *_ride_warnings(take),
        ),
    )
    return report


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Where the subject stands in the picture, as intended and as it came out."""

    intended_xy: Floats
    actual_xy: Floats
    depth_m: Floats
    pan_widths_per_s: Floats
    shake_px: Floats

    @classmethod
    def of(cls, take: Take) -> Look:
        """Project the focal target through the camera that was asked for, and the one there is."""
        camera = take.facts(CameraFacts, "camera")
        width_mm, height_mm = camera.sensor_width_mm, camera.sensor_height_mm
        intended, _ = in_picture(take, "rig")
        actual, depth_m = in_picture(take, "camera")
        off_px = (actual - intended) * (1.0, height_mm / width_mm) * SHAKE_WIDTH_PX
        turn_deg_s = speed_of(values(take, "rig.aim_deg")[:, :2], take)
        focal_mm = values(take, "camera.focal_length_mm")[:, 0]
        return cls(
            intended_xy=intended,
            actual_xy=actual,
            depth_m=depth_m,
            pan_widths_per_s=turn_deg_s / fov_deg(focal_mm, width_mm),
            shake_px=np.hypot(off_px[:, 0], off_px[:, 1]),
        )


def _axes(take: Take, profile: RigProfile) -> Iterator[AxisReport]:
    for axis in profile.axes:
        track = _axis_track(take, axis)
        if track is None:
            continue
        for order, quantity in enumerate(DERIVATIVES, start=1):
            peak = _peak(_size(rate(track, take, order), axis, quantity), take)
            limit: Limit = getattr(axis, quantity)
            unit = f"{axis.unit}/s{order if order > 1 else ''}"
            yield AxisReport(
                axis.name, quantity, unit, peak.most, peak.frame, limit.working, limit.hard
            )


def _size(track: Floats, axis: Axis, quantity: str) -> Floats:
    """How large a rate is; up and down count apart in speed, as they have limits of their own."""
    if quantity == "speed" and axis.name in ("rise", "descend"):
        sign = 1.0 if axis.name == "rise" else -1.0
        return np.maximum(sign * track[:, 0], 0.0)
    return np.asarray(np.sqrt(np.sum(track * track, axis=-1)))


def _axis_track(take: Take, axis: Axis) -> Floats | None:
    """The part of the intended move that an axis limits, (n, d); None when there is none."""
    place_m = values(take, "rig.translate_m")
    aim_deg = values(take, "rig.aim_deg")
    tracks = {
        "travel": place_m[:, :2],
        "rise": place_m[:, 2:],
        "descend": place_m[:, 2:],
        "tip": place_m,
        "pan": aim_deg[:, :1],
        "tilt": aim_deg[:, 1:2],
        "roll": aim_deg[:, 2:],
    }
    if axis.name == "telescope" and "rig.reach_m" in take.names:
        return values(take, "rig.reach_m")
    return tracks.get(axis.name)


def _limit_warnings(axes: tuple[AxisReport, ...]) -> Iterator[str]:
    for line in axes:
        if line.most > line.hard * LIMIT_SLACK + 1e-6:
            yield (
                f"frame {line.frame}: {line.axis} {line.quantity} reaches {line.most:.3g} "
                f"{line.unit}, over the rig's hard limit of {line.hard:.3g}"
            )


def _frame_warnings(look: Look, subject_speed: Floats, take: Take) -> Iterator[str]:
    # The eye follows a held subject, so only a subject that drifts across the picture judders.
    drift = _peak(subject_speed, take)
    if drift.most * SLOWEST_CROSSING_S > LIMIT_SLACK:
        yield (
            f"frame {drift.frame}: the picture pans at {drift.most:.2f} widths per second past the "
            f"subject; over {1 / SLOWEST_CROSSING_S:.2f} it judders at 24 fps"
        )
    yield from picture_warnings(take)


def _hold_warnings(take: Take) -> Iterator[str]:
    for name in take.names:
        light, _, quantity = name.rpartition(".")
        if quantity != "hold_stops":
            continue
        stops = values(take, name)[:, 0]
        peak = _peak(np.abs(stops), take)
        if peak.most > MOST_HELD_STOPS:
            turned = stops[peak.frame - take.start_frame]
            yield (
                f"frame {peak.frame}: the hold turns {light} by {turned:+.1f} stops, over "
                f"{MOST_HELD_STOPS:g}; the subject is far from where that light was set"
            )


def _ride_warnings(take: Take) -> Iterator[str]:
    """Where a surface lost a light that rides it, and why: once for each run of frames."""
    for light in riders(take):
        if not np.ptp(values(take, "target.translate_m"), axis=0).any():
            yield f"{light} rides a surface, and its target stays where it is: nothing glides"
        for first, end, fault in lost_runs(take, light):
            yield (
                f"frame {take.start_frame + first}: {light} is lost to its surface until frame "
                f"{take.start_frame + end - 1}: {fault.said}, {fault.value}; there it goes on as a "
                "classic link would"
            )


def _peak(sizes: Floats, take: Take) -> Peak:
    at = int(np.argmax(sizes))
    return Peak(float(sizes[at]), take.start_frame + at)
