# SPDX-License-Identifier: Apache-2.0
"""Play a Take into a real Maya and compare what Maya shows with it, frame by frame.

mayapy -m scene_stager_maya.smoke shot.take.json

Exit code 0 when all agrees, 1 when something does not, 2 when there is no such Take. What it prints
is worth sending to us: nobody has run this in Maya yet.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import asin, degrees, log2, sqrt
from typing import Any

from maya import cmds

from scene_stager.errors import StagerError
from scene_stager.hosts.euler import matrix_from_wxyz
from scene_stager.hosts.play import owner_of
from scene_stager.hosts.take_file import read_take_file
from scene_stager.moks.take import Take

from . import scene
from .bake import bake_take
from .doctor import report
from .keys import ui_scales

METRES, DEGREES, MILLIMETRES, STOPS = 1e-4, 1e-3, 1e-3, 1e-3
CM_PER_M = 100.0
MOST_SHOWN = 20


def main(words: list[str]) -> int:
    """Start Maya without windows, check, and say what was found."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    from maya import standalone

    standalone.initialize("python")
    try:
        take = read_take_file(words[0])
        print("\n".join(report()))
        wrong = check(take)
    except StagerError as error:
        print(error, file=sys.stderr)
        return 2
    for line in wrong[:MOST_SHOWN]:
        print(f"WRONG {line}")
    print(f"{len(wrong)} wrong in {take.frame_count} frames" if wrong else "all agrees")
    return 1 if wrong else 0


def check(take: Take) -> list[str]:
    """Bake, compare at every frame, undo; a line for everything that is not as it should be."""
    cmds.undoInfo(state=True)
    bake_take(take)
    owner = owner_of(take)
    made = scene.made_by(owner)
    found = [*_places(take, made), *_lens(take, made)]
    cmds.undo()
    if scene.made_by(owner):
        found.append("undo: what was baked is still there")
    return found


def _places(take: Take, made: dict[tuple[str, str], str]) -> Iterator[str]:
    """Where cameras, lights and targets are and how they turn, from Maya's own world matrix."""
    up = str(cmds.upAxis(query=True, axis=True))
    for entity in take.entities:
        path = made.get((entity.id, ""))
        place, turn = f"{entity.id}.translate_m", f"{entity.id}.rotate_wxyz"
        if path is None or not take.has(place):
            continue
        looks = entity.kind in ("camera", "light")
        for frame in take.frames:
            rows: Any = cmds.getAttr(f"{path}.worldMatrix[0]", time=frame)
            at_m = _stage(rows[12:15], up, 1.0 / CM_PER_M)
            off_m = max(abs(a - b) for a, b in zip(at_m, take.at(place, frame)))
            if off_m > METRES:
                yield f"{entity.id} at frame {frame}: {off_m:.3g} m off"
            if looks and take.has(turn):
                axes = [_unit(_stage(rows[n : n + 3], up, 1.0)) for n in (0, 4, 8)]
                off_deg = _apart_deg(axes, take.at(turn, frame))
                if off_deg > DEGREES:
                    yield f"{entity.id} at frame {frame}: turned by {off_deg:.3g} degrees"


def _lens(take: Take, made: dict[tuple[str, str], str]) -> Iterator[str]:
    """Focal length, focus and stop, as Maya shows them."""
    path = made.get(("camera", ""))
    if path is None:
        return
    shape, per_cm = scene.shape_of(path), ui_scales()["distance"]
    for quantity, attribute, factor, tolerance in (
        ("focal_length_mm", "focalLength", 1.0, MILLIMETRES),
        ("focus_distance_m", "focusDistance", CM_PER_M * per_cm, METRES),
    ):
        if take.has(f"camera.{quantity}"):
            for frame in take.frames:
                shown: Any = cmds.getAttr(f"{shape}.{attribute}", time=frame)
                off = abs(shown / factor - take.at(f"camera.{quantity}", frame)[0])
                if off > tolerance:
                    yield f"camera.{quantity} at frame {frame}: {off:.3g} off"
    if take.has("camera.f_number"):
        for frame in take.frames:
            stop: Any = cmds.getAttr(f"{shape}.fStop", time=frame)
            off = abs(2.0 * log2(stop / take.at("camera.f_number", frame)[0]))
            if off > STOPS:
                yield f"camera.f_number at frame {frame}: {off:.3g} stops off"


def _stage(vector: Any, up: str, factor: float) -> tuple[float, float, float]:
    """A vector of Maya's on the stage."""
    x, y, z = (part * factor for part in vector)
    return (x, -z, y) if up == "y" else (x, y, z)


def _unit(vector: tuple[float, float, float]) -> tuple[float, float, float]:
    x, y, z = vector
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


def _apart_deg(axes: list[tuple[float, float, float]], wxyz: tuple[float, ...]) -> float:
    """How far a thing's axes are from a turn: by the chord, which sees the smallest."""
    wanted = zip(*matrix_from_wxyz(wxyz))
    square = sum((a - b) ** 2 for p, q in zip(axes, wanted) for a, b in zip(p, q))
    return degrees(2.0 * asin(min(sqrt(square / 8.0), 1.0)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
