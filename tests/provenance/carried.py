"""Files of every kind that carries a record, made by others, and a record to put into them."""

import numpy as np
from PIL import Image

from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.record import Record
from tests.provenance.pictures import pattern

RECORD = Record(
    subject="Maana, a fox",
    environment="a wood at dusk",
    domain="Verdance",
    stage="S4",
    lineage=Lineage(
        "generate",
        (Parent("a" * 64, "sketch"), Parent("b" * 64, "plan", "content")),
        "2026-11-25T09:30:00Z",
    ),
    hand="Åsa Ödegård",
    tool="Blender 5.0.1",
    prompt_hash="c" * 64,
    licence="CC BY 4.0",
)
PICTURES = ("a.png", "a.jpg", "a.webp", "lossy.webp", "a.tif", "a.exr")


def make(folder, name, codes=None):
    """A picture file of that name, written by a library that is not ours."""
    codes = pattern() if codes is None else codes
    path = folder / name
    if path.suffix == ".exr":
        import OpenEXR

        channels = {"RGB": (codes / 255.0).astype(np.float32)}
        with OpenEXR.File({"compression": OpenEXR.ZIP_COMPRESSION}, channels) as file:
            file.write(str(path))
        return path
    options = {".webp": {"lossless": not name.startswith("lossy")}, ".jpg": {"quality": 92}}
    Image.fromarray(codes).save(path, **options.get(path.suffix, {}))
    return path
