# SPDX-License-Identifier: Apache-2.0
"""What goes wrong in a picture and on which frames: out of frame, out of focus, in the floor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.optics.focus import circle_of_confusion_mm, far_limit_m, near_limit_m
from scene_stager.maths.optics.framing import project
from scene_stager.moks.entities import CameraFacts, LampFacts, RigFacts
from scene_stager.moks.take import Take

NEEDED = (
    "target.translate_m",
    "subject.translate_m",
    "camera.translate_m",
    "camera.rotate_wxyz",
    "camera.focal_length_mm",
    "camera.focus_distance_m",
    "camera.f_number",
)
# Moves that end on the subject and do not begin there.
FINDING = ("pan_", "tilt_", "reveal")
MOST_STRETCHES = 3  # are told one by one; house default, not measured
RACKED = 0.5  # of how far the focus was turned: less is a puller's lag; house default
LEAST_DEG = 0.005  # less than that nobody sees; house default, not measured
UNDER_M = 0.001  # a millimetre is rounding; house default, not measured


def has_picture(take: Take) -> bool:
    """True for a take of a whole shot: a part of one, such as a lamp alone, has no picture."""
    entities = {"camera", "rig", "subject"} <= {one.id for one in take.entities}
    return entities and set(NEEDED) <= set(take.names)


def in_picture(take: Take, who: str) -> tuple[Floats, Floats]:
    """Where a camera, or the rig that carries it, has the focal target.

    shapes   (n, 2) and (n,)
    units    picture widths and heights from the middle; metres along the lens axis
    frame    right and up in the picture
    source   the pinhole, less how far the lens is moved
    """
    camera = take.facts(CameraFacts, "camera")
    x, y, depth_m = project(
        _rows(take, "target.translate_m"),
        _rows(take, f"{who}.translate_m"),
        _rows(take, f"{who}.rotate_wxyz"),
    )
    focal_mm = _rows(take, "camera.focal_length_mm")[:, 0]
    right_mm, up_mm = (x * focal_mm, y * focal_mm)
    if "camera.shift_x_mm" in take.names:
        right_mm = right_mm - _rows(take, "camera.shift_x_mm")[:, 0]
    if "camera.shift_y_mm" in take.names:
        up_mm = up_mm - _rows(take, "camera.shift_y_mm")[:, 0]
    xy = np.stack([right_mm / camera.sensor_width_mm, up_mm / camera.sensor_height_mm], axis=-1)
    return xy, depth_m


def picture_warnings(take: Take) -> Iterator[str]:
    """One line for each thing that is wrong, each with its frames.

    shapes   every channel of the take over its n frames
    units    as the channels' names say
    source   the channels of the take
    """
    actual_xy, depth_m = in_picture(take, "camera")
    behind = depth_m <= 0.0
    outside = ~behind & (np.max(np.abs(actual_xy), axis=-1) > 0.5)
    # A pan, a tilt or a reveal begins off its subject on purpose; it only has to find it.
    if take.facts(RigFacts, "rig").move.startswith(FINDING):
        behind[:-1] = outside[:-1] = False
    sharp = _is_sharp(take, depth_m)
    faults = {
        "behind the camera": behind,
        "out of frame": outside,
        "out of focus": ~behind & ~outside & ~sharp & ~_is_racked(take, sharp, depth_m),
    }
    for what, wrong in faults.items():
        if wrong.any():
            yield f"{stretches(wrong, take.start_frame)}: the focal target is {what}"
    yield from _softened(take)
    yield from _sunken(take)


def _is_racked(take: Take, sharp: Bools, depth_m: Floats) -> Bools:
    """Frames where a rack leaves its subject on purpose, or has yet to find it.

    Nobody says so: a rack is sharp at one end only, and turns the barrel by more than its subject
    has come or gone. What is blurred between sharp frames is no rack's purpose.
    """
    racked = np.zeros_like(sharp)
    focus_m = _rows(take, "camera.focus_distance_m")[:, 0]
    turned_m, gone_m = focus_m[-1] - focus_m[0], depth_m[-1] - depth_m[0]
    is_follow = abs(turned_m - gone_m) <= RACKED * abs(turned_m)
    if sharp[0] == sharp[-1] or turned_m == 0.0 or is_follow:
        return racked
    held = np.flatnonzero(sharp)
    racked[held[-1] :] = sharp[0]
    racked[: held[0]] = sharp[-1]
    return racked


def _is_sharp(take: Take, depth_m: Floats) -> Bools:
    camera = take.facts(CameraFacts, "camera")
    blur_mm = circle_of_confusion_mm(camera.sensor_width_mm, camera.sensor_height_mm)
    focal_mm = _rows(take, "camera.focal_length_mm")[:, 0]
    focus_m = _rows(take, "camera.focus_distance_m")[:, 0]
    f_number = _rows(take, "camera.f_number")[:, 0]
    near_m = near_limit_m(focus_m, focal_mm, f_number, blur_mm)
    far_m = far_limit_m(focus_m, focal_mm, f_number, blur_mm)
    return np.asarray((near_m <= depth_m) & (depth_m <= far_m))


def _softened(take: Take) -> Iterator[str]:
    """Where an operator turns back against the rig's unrest, to hold the subject."""
    if "camera.steadied_deg" in take.names:
        turn_deg = _rows(take, "camera.steadied_deg")[:, 0]
        if (turn_deg > LEAST_DEG).any():
            yield (
                f"{stretches(turn_deg > LEAST_DEG, take.start_frame)}: the shake is softened by up "
                f"to {float(turn_deg.max()):.2g} degrees, so that the subject stays in the picture"
            )


def _sunken(take: Take) -> Iterator[str]:
    """Lamps that stand in the floor, which is where the subject's feet are."""
    floor_m = _rows(take, "subject.translate_m")[:, 2]
    for light, facts in ((one.id, one.facts) for one in take.entities):
        if not isinstance(facts, LampFacts) or facts.shape == "distant":
            continue
        under_m = floor_m - _rows(take, f"{light}.translate_m")[:, 2]
        if (under_m > UNDER_M).any():
            when = stretches(under_m > UNDER_M, take.start_frame)
            yield f"{when}: {light} stands {float(under_m.max()):.2g} m under the floor"


def stretches(wrong: Bools, start_frame: int) -> str:
    """The frames where something is wrong, in words: at most a few stretches of them.

    shapes   wrong (n,), true somewhere
    units    frames, counted from start_frame
    source   where it begins and ends
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], wrong.astype(int), [0]])))
    runs = [(start_frame + a, start_frame + b - 1) for a, b in edges.reshape(-1, 2).tolist()]
    told = [f"{a}" if a == b else f"{a} to {b}" for a, b in runs[:MOST_STRETCHES]]
    more = len(runs) - MOST_STRETCHES
    word = "frame" if len(runs) == 1 and runs[0][0] == runs[0][1] else "frames"
    rest = f" and {more} more stretches" if more > 0 else ""
    return f"{word} {', '.join(told)}{rest}"


def _rows(take: Take, name: str) -> Floats:
    channel = take.channel(name)
    return np.frombuffer(channel.values, dtype=np.float64).reshape(-1, channel.width)
