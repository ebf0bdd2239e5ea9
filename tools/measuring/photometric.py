# SPDX-License-Identifier: Apache-2.0
"""Photographs under known lamps: folders of photometric stereo, one object each.

    FOLDER/mask.png or OBJECT.mask.png   white on the object
    FOLDER/light_directions.txt          x y z to the lamp, a line for each picture; or lights.txt,
                                         here or one floor up
    FOLDER/filenames.txt                 the pictures in that order; else all others by name

Codes are taken for light itself, without a curve, as these sets are stored. Directions are in the
camera's frame: x right, y up, z towards the lens. A folder of such folders is read too. The layouts
are those of DiLiGenT (Shi et al. 2019) and of the University of Washington (psmImages).
"""

import re
from pathlib import Path

import numpy as np
from tools.measuring.still import KnownStill

from scene_stager.errors import InputError, Mistake

DIRECTIONS = ("light_directions.txt", "lights.txt")
PICTURES = (".png", ".tif", ".tiff", ".tga", ".jpg", ".jpeg", ".bmp", ".exr")
NO_PHOTOGRAPHS = ("mask", "normal", "albedo")  # words in the names of what lies beside them
MOST_PICTURES = 1000
MOST_BYTES = 1 << 20


def is_photometric(folder: Path) -> bool:
    """Whether a folder holds such photographs, itself or one floor down."""
    return bool(objects_in(folder))


def objects_in(folder: Path) -> list[Path]:
    """The folders of one object each."""
    if not folder.is_dir():
        return []
    inner = [folder, *sorted(one for one in folder.iterdir() if one.is_dir())]
    return [one for one in inner if source_of(one) and pictures_of(one, mask_of(one))]


def source_of(folder: Path) -> Path | None:
    """The table of directions that an object's pictures go by."""
    places = (one / name for one in (folder, folder.parent) for name in DIRECTIONS)
    return next((place for place in places if place.is_file()), None)


def photometric_stills(folder: Path) -> tuple[KnownStill, ...]:
    """Every photograph with its lamp and its outline; InputError for what does not add up."""
    return tuple(still for one in objects_in(folder) for still in object_stills(one))


def object_stills(folder: Path) -> list[KnownStill]:
    """The photographs of one object; InputError for what does not add up."""
    source = source_of(folder)
    if source is None:
        found = "no table of directions"
        raise InputError(Mistake(str(folder), found, f"one of {', '.join(DIRECTIONS)}"))
    ways = directions(source)
    outline = mask_of(folder)
    pictures = pictures_of(folder, outline)
    if len(pictures) != len(ways):
        found = f"{len(ways)} directions and {len(pictures)} pictures"
        raise InputError(Mistake(str(source), found, "a direction for each picture"))
    return [
        KnownStill(picture, truth(picture, way), outline, outline is not None, True, folder.name)
        for picture, way in zip(pictures, ways, strict=True)
    ]


def directions(source: Path) -> np.ndarray:
    """Unit vectors (n, 3) of a table of text; a first line that only counts them is left out."""
    if source.stat().st_size > MOST_BYTES:
        raise InputError(Mistake(str(source), "more than 1 MiB", "a short table of directions"))
    lines = source.read_text(encoding="utf-8", errors="replace").split("\n")
    rows = [line.split() for line in lines if line.strip()]
    if rows and len(rows[0]) == 1 and rows[0][0].isdigit():
        rows = rows[1:]
    try:
        table = np.array([[float(word) for word in row] for row in rows])
    except ValueError:
        table = np.zeros(0)
    if table.ndim != 2 or table.shape[1] != 3 or len(table) > MOST_PICTURES:
        raise InputError(Mistake(str(source), "another table", "x y z, a line for each picture"))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0.0).all()):
        raise InputError(Mistake(str(source), "a direction of no length", "x y z of each lamp"))
    return table / lengths


def mask_of(folder: Path) -> Path | None:
    """The picture that says where the object is."""
    named = [one for one in sorted(folder.iterdir()) if "mask" in one.stem.lower()]
    return next((one for one in named if one.suffix.lower() in PICTURES), None)


def pictures_of(folder: Path, outline: Path | None) -> list[Path]:
    """The photographs in the order of their lamps."""
    listed = folder / "filenames.txt"
    if listed.is_file():
        names = listed.read_text(encoding="utf-8", errors="replace").split()
        found = [folder / Path(name).name for name in names]  # names of files here, never a way out
        missing = [one.name for one in found if not one.is_file()]
        if missing:
            raise InputError(Mistake(str(listed), f"no file {missing[0]}", "names of its pictures"))
        return found
    others = [one for one in folder.iterdir() if one.suffix.lower() in PICTURES]
    shown = [one for one in others if not any(word in one.stem.lower() for word in NO_PHOTOGRAPHS)]
    return sorted((one for one in shown if one != outline), key=counted)


def counted(file: Path) -> list:
    """A key by which 2 comes before 10."""
    parts = re.split(r"(\d+)", file.name)
    return [int(part) if part.isdigit() else part for part in parts]


def truth(picture: Path, way: np.ndarray) -> dict:
    """What is true of a photograph: one lamp, in the camera's own frame."""
    x, y, z = way.tolist()
    lamp = {
        "azimuth_deg": float(np.degrees(np.arctan2(x, z))),
        "elevation_deg": float(np.degrees(np.arctan2(y, np.hypot(x, z)))),
    }
    key = {f"key_{name}": value for name, value in lamp.items()}
    return {"image": picture.name, **key, "lamps": [{"role": "key", **lamp}], "rim": "none"}
