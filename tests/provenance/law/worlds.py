"""Laws, pictures and scenes that the tests of the law share. The colours are told apart by eye."""

from pathlib import Path

import numpy as np

from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_planes
from scene_stager.provenance.law.document import find_law
from scene_stager.provenance.law.labels import read_labels

CORNELL = Path(__file__).with_name("cornell.exr")
RED_WALL = 1  # of its shapes
RED, GREY, GREEN = (0.6, 0.03, 0.02), (0.3, 0.3, 0.3), (0.1, 0.4, 0.08)
LAW = find_law("red_only_on_the_living")


def labels(*things):
    """Labels of things, each (name, id, words of `life`)."""
    import json

    said = [
        {"name": name, "id": number, "labels": [f"life={word}" for word in words]}
        for name, number, words in things
    ]
    document = {"schema": "scene_stager.labels", "version": 1, "things": said}
    return read_labels(json.dumps(document).encode())


def cornell():
    """The box: beauty (h, w, 3), albedo (h, w, 3) and IDs (h, w), as they were rendered."""
    planes = {name: np.asarray(p, dtype=np.float64) for name, p in read_planes(CORNELL).items()}
    beauty = np.stack([planes[c] for c in "RGB"], axis=-1)
    albedo = np.stack([planes[f"albedo.{c}"] for c in "RGB"], axis=-1)
    return beauty, albedo, planes["id.I"]


def still(rgb, *, alpha=None):
    """Light (h, w, 3) as a picture that was read."""
    light = np.asarray(rgb, dtype=np.float32).copy()
    nowhere = np.zeros(light.shape[:2], dtype=bool)
    return Picture("still", light, alpha, nowhere, nowhere.copy(), 8, "sRGB")


def board(colour, inside, *, size=(60, 80), behind=GREY):
    """A board (h, w, 3) of one colour with a patch of another, and where the patch is."""
    rgb = np.empty((*size, 3))
    rgb[:] = behind
    where = np.zeros(size, dtype=bool)
    where[inside] = True
    rgb[where] = colour
    return rgb, where
