# SPDX-License-Identifier: Apache-2.0
"""`asset vectors`: a model folder of the user's asked about every picture of an index, once."""

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import complain, frame_progress, print_json, tell
from scene_stager.cli.asset._options import IndexFolder, TheModelFolder, begun_index


def run(model: TheModelFolder, index: IndexFolder = None, as_json: AsJson = False) -> int:
    """Make the vectors that are missing. Raises InputError."""
    from scene_stager.finding.base import FindBase
    from scene_stager.finding.vectors import make_vectors, place_of_vectors
    from scene_stager.models.towers import Towers
    from scene_stager.models.towers_manifest import MANIFEST
    from scene_stager.models.towers_take import take_towers

    base = FindBase(begun_index(index))
    base.catch_up()
    if model.is_dir() and not (model / MANIFEST).exists():
        take_towers(model)
    towers = Towers(model)
    made, refused = 0, 0
    with frame_progress("looking", len(base.paths()), as_json) as step:
        for why in make_vectors(base, towers):
            made, refused = made + (not why), refused + bool(why)
            if why:
                complain(why)
            step()
    place = place_of_vectors(base.index.folder, towers.identity)
    told = {"path": str(place), "model": towers.manifest.name, "digest": towers.manifest.digest}
    if as_json:
        print_json({**told, "made": made, "refused": refused})
    else:
        tell(f"{made} vectors of {towers.manifest.name}, {towers.manifest.digest[:12]}…: {place}")
    return NO if refused else YES


ACTION = Command("Make a model's vectors of the pictures of an index.", run)
