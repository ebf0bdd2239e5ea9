# SPDX-License-Identifier: Apache-2.0
"""After Effects' keyframe text: copy it, choose a one-node camera, paste at the first frame.

source   the text: what After Effects itself puts on the clipboard, as public exporters and parsers
         of it have it (Fusion's "Export to AfterEffects"; Minema); places and turns: +x right, +y
         down, +z away from the viewer, the turn Rx Ry Rz on column vectors; the zoom is the
         distance, in pixels, at which the comp is as wide as the picture

Angles are on X, Y and Z Rotation, which may pass 360 degrees; Orientation stays at nought, because
After Effects takes the short way between its keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scene_stager.hosts.camera_files.track import CameraTrack, number
from scene_stager.hosts.euler import Matrix, euler_track

WIDTH_PX = 1920
ORDER = "zyx"


def after_effects_text(track: CameraTrack) -> str:
    """The camera as keyframe text for a comp of 1920 square pixels' width."""
    height_px = round(WIDTH_PX * track.sensor_mm[1] / track.sensor_mm[0])
    head = {
        "Units Per Second": number(track.clock.fps[0] / track.clock.fps[1]),
        "Source Width": str(WIDTH_PX),
        "Source Height": str(height_px),
        "Source Pixel Aspect Ratio": "1",
        "Comp Pixel Aspect Ratio": "1",
    }
    lines = ["Adobe After Effects 8.0 Keyframe Data", ""]
    lines += [f"\t{name}\t{value}" for name, value in head.items()]
    for block in _blocks(track, height_px):
        lines += ["", *block]
    return "\r\n".join([*lines, "", "", "End of Keyframe Data", ""])


def _blocks(track: CameraTrack, height_px: int) -> Iterator[list[str]]:
    zooms_px = [WIDTH_PX * focal_mm / track.sensor_mm[0] for focal_mm in track.focals_mm]
    yield _block("Camera Options\tZoom", "pixels", zip(zooms_px))
    yield _block("Camera Options\tFocus Distance", "pixels", zip(track.focuses))
    centre = (WIDTH_PX / 2.0, height_px / 2.0)
    places = ((centre[0] + x, centre[1] - y, -z) for x, y, z in track.places)
    yield _block("Transform\tPosition", "X pixels\tY pixels\tZ pixels", places)
    yield _block("Transform\tOrientation", "X degrees\tY degrees\tZ degrees", [(0.0, 0.0, 0.0)])
    keys = euler_track([_y_down(turn) for turn in track.turns], ORDER)
    for name, axis in zip("XYZ", keys.angles_deg):
        yield _block(f"Transform\t{name} Rotation", "degrees", ((axis[n],) for n in keys.on_frames))


def _block(name: str, columns: str, rows: Iterable[Sequence[float]]) -> list[str]:
    lines = [name, f"\tFrame\t{columns}\t"]
    for frame, row in enumerate(rows):
        lines.append("\t" + "".join(f"{cell}\t" for cell in (str(frame), *map(number, row))))
    return lines


def _y_down(turn: Matrix) -> Matrix:
    """The same turn where y and z of both sides point the other way."""
    (a, b, c), (d, e, f), (g, h, i) = turn
    return (a, -b, -c), (-d, e, f), (-g, h, i)
