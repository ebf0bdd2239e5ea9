"""A library with a look and a move in it, for whoever puts presets on a shot."""

from dataclasses import replace

from scene_stager.presets.library import FOLDER_VARIABLE, Library
from scene_stager.presets.lineage import Lineage
from scene_stager.presets.preset import preset_of
from scene_stager.script.read import read_script

# Name, the scenario that it comes from, and which of its slots are kept.
KEPT = (
    ("dusk", "vertigo_dolly_zoom", ("lighting", "stock")),
    ("push", "hero_dolly_push_in", ("rig",)),
    ("whole", "crane_reveal", ("framing", "rig", "lens")),
)


def keep_look_and_move(folder, monkeypatch):
    """Fill the user's own library, which is that folder from now on."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    for name, scenario, slots in KEPT:
        made = preset_of(read_script(scenario), slots, Lineage("scenario"))
        Library().keep(replace(made, name=name))
