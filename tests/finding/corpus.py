"""An index of small pictures that say what they are, and numbers that were given to them."""

from dataclasses import replace

import numpy as np

from scene_stager.finding.base import FindBase
from scene_stager.finding.measured import names
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import stamp
from tests.provenance.carried import make
from tests.provenance.indexed import take_in
from tests.provenance.pictures import scene

SAID = {
    "a.png": ("Recon Pilot", "dry-dock"),
    "b.png": ("recon pilot", "citadel"),
    "c.png": ("mechanic", "dry dock"),
    "d.png": ("Heron", "marsh"),
}


def indexed(folder, said=SAID):
    """The index of a folder of pictures with records."""
    shots = folder / "shots"
    shots.mkdir()
    for place, (name, (subject, environment)) in enumerate(said.items()):
        make(shots, name, scene(place, 64, 80))
        stamp(shots / name, replace(Record(), subject=subject, environment=environment))
    index = AssetIndex(folder / "index")
    take_in(index, shots)
    return index


def base_of(folder, numbers=None):
    """What can be asked for; `numbers` maps a file's name to its measured numbers."""
    base = FindBase(indexed(folder))
    base.catch_up()
    give(base, numbers or {})
    return base


def give(base, numbers):
    """Numbers as if they had been measured."""
    rows = []
    for own, path in base.unmeasured():
        row = np.full(len(names()), np.nan)
        for name, value in numbers.get(path.rpartition("/")[2], {}).items():
            row[names().index(name)] = value
        rows.append((own, row))
    base.keep_numbers(rows)
