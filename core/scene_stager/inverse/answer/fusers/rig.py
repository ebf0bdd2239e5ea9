# SPDX-License-Identifier: Apache-2.0
"""Rig from a still: one instant shows no move, so the move that is there is kept."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.script.field import rules_of
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """Nothing: distances follow from framing and lens, and moves do not show."""
    return {}


FUSER = Fuser("rig", propose, {name: "one still shows no movement" for name in rules_of(Rig)})
