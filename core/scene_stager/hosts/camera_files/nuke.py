# SPDX-License-Identifier: Apache-2.0
"""A Nuke script with one Camera: to open, or to paste into another script.

source   knobs: Foundry, Nuke reference guide, "Camera" (translate, rotate, rot_order, focal,
         haperture, vaperture, near, far, focal_point, fstop); scripts are lists of Tcl, and a curve
         has `x`, a frame and a value for each key; win_translate is in halves of the picture's
         width, across and up alike, as public tools have it that follow a camera into a CornerPin

The order of turns is the one whose poles the shot stays furthest from; the script says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Dict, Tuple

from scene_stager.hosts.camera_files.track import CameraTrack, number
from scene_stager.hosts.euler import best_order, euler_track

USUAL_ORDER = "zxy"  # Nuke's own
Keys = Iterable[Tuple[float, float]]


def nuke_text(track: CameraTrack) -> str:
    """The camera as a Nuke script; the same Take gives the same bytes."""
    order = best_order(track.turns, USUAL_ORDER)
    turns = euler_track(track.turns, order)
    first = track.clock.start_frame
    times = [first + offset for offset in turns.offsets]
    rotate = " ".join(_curve(zip(times, axis)) for axis in turns.angles_deg)
    translate = " ".join(_over(track, axis) for axis in zip(*track.places))
    fps = number(track.clock.fps[0] / track.clock.fps[1])
    knobs = {
        "inputs": "0",
        "rot_order": order.upper(),
        "translate": f"{{{translate}}}",
        "rotate": f"{{{rotate}}}",
        "focal": f"{{{_over(track, track.focals_mm)}}}",
        "haperture": number(track.sensor_mm[0]),
        "vaperture": number(track.sensor_mm[1]),
        "near": number(track.clipping[0]),
        "far": number(track.clipping[1]),
        **_window(track),
        "focal_point": f"{{{_over(track, track.focuses)}}}",
        "fstop": f"{{{_over(track, track.f_numbers)}}}",
        "name": "SceneStagerCamera",
        "label": f'"frames {first} to {track.frames[-1]} at {fps} fps"',
    }
    return "\n".join(["Camera2 {", *(f" {name} {value}" for name, value in knobs.items()), "}", ""])


def _window(track: CameraTrack) -> Dict[str, str]:
    """Where the picture is looked for when the lens is moved over the picture area."""
    if not track.is_shifted:
        return {}
    half_mm = track.sensor_mm[0] / 2.0
    right, up = (_over(track, [one / half_mm for one in axis]) for axis in track.shifts_mm)
    return {"win_translate": f"{{{right} {up}}}"}


def _over(track: CameraTrack, values: Sequence[float]) -> str:
    """A curve with one key a frame; one key where nothing moves."""
    still = all(value == values[0] for value in values)
    keys = zip(track.frames, values)
    return _curve(list(keys)[:1] if still else keys)


def _curve(keys: Keys) -> str:
    """In braces of its own, as each component of a knob stands."""
    return "{curve " + " ".join(f"x{number(time)} {number(value)}" for time, value in keys) + "}"
