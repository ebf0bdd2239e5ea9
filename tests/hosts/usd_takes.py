"""Small Takes written by hand, and the eight scenarios baked once, for tests of the USD host."""

from functools import cache
from pathlib import Path

from pxr import Usd

from scene_stager.front_door import bake
from scene_stager.hosts.usd import write_usd
from scene_stager.moks.take import Channel, Take
from scene_stager.script.read import scenarios
from tests.facts import entity

HASH = "ab" * 32
LEVEL = (0.5**0.5, 0.5**0.5, 0.0, 0.0)  # a quarter turn about x: from looking down to along +y
SCENARIOS = tuple(scenarios())

UNITS = {"m": "m", "mm": "mm", "deg": "deg", "lx": "lx", "cd": "cd", "k": "K", "stops": "stops"}

CAMERA = {
    "sensor_width_mm": 36.0,
    "sensor_height_mm": 20.25,
    "near_m": 0.1,
    "far_m": 500.0,
}


def channel(name, rows):
    """A channel from rows of numbers; the unit is what its name ends in."""
    rows = [row if isinstance(row, (tuple, list)) else (row,) for row in rows]
    unit = UNITS.get(name.rpartition("_")[2], "1")
    return Channel(name, unit, len(rows[0]), [float(x) for row in rows for x in row])


def take_of(
    channels, entities=(), *, title="By hand", fps=(24, 1), start_frame=1, proxies=(), frames=None
):
    """A Take from a mapping of channel names to rows, or to one row that holds throughout."""
    count = frames or max(
        [len(rows) for rows in channels.values() if isinstance(rows, list)] or [1]
    )
    made = [
        channel(name, rows if isinstance(rows, list) else [rows] * count)
        for name, rows in channels.items()
    ]
    return Take(title, fps, start_frame, count, HASH, tuple(made), tuple(entities), tuple(proxies))


def camera_take(translate_m, rotate_wxyz, **more):
    """One camera, 35 mm on a gate of 36 mm."""
    channels = {
        "camera.translate_m": translate_m,
        "camera.rotate_wxyz": rotate_wxyz,
        "camera.focal_length_mm": 35.0,
        **more.pop("channels", {}),
    }
    entities = [entity("camera", **CAMERA), *more.pop("entities", [])]
    return take_of(channels, entities, **more)


def opened(take, folder: Path) -> Usd.Stage:
    """The Take as a stage, by way of a file."""
    path = folder / "shot.usda"
    write_usd(take, path)
    return Usd.Stage.Open(str(path))


@cache
def baked(name: str) -> Take:
    """A scenario, baked once for all tests."""
    return bake(name)
