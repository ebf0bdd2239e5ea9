# SPDX-License-Identifier: Apache-2.0
"""Lighting from a still: where the key stands, its colour and size, fill, rim, surroundings."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.script.scene_script import SceneScript

OF_A_RIM = ("rim_stops", "rim_beam_deg", "rim_field_deg")


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """Every field of the slot that a still can tell."""
    known = solved.known
    shape = "shading of subject and floor, and the cast shadow"
    found = {
        "key_azimuth_deg": Proposal(solved.key_azimuth_deg, known["key_azimuth_deg"], shape),
        "key_elevation_deg": Proposal(solved.key_elevation_deg, known["key_elevation_deg"], shape),
        "key_kelvin": Proposal(
            solved.key_kelvin, known["key_kelvin"], "the key's own part of the light, floor grey"
        ),
        "key_softness_deg": Proposal(
            solved.key_softness_deg, known["key_softness_deg"], "edges of shadow and shading"
        ),
        "ratio_stops": Proposal(
            max(solved.fill_ratio_stops, 0.0), known["ratio_stops"], "one solve for all strengths"
        ),
        "rim_mode": Proposal(
            solved.rim_mode, known["rim_mode"], "one solve for all strengths, rims among them"
        ),
        "ambient_stops": Proposal(
            -solved.ambient_stops, known["ambient_stops"], "light in the shadows, and the sky"
        ),
    }
    if solved.rim_mode != "none":
        found["rim_stops"] = Proposal(
            solved.rim_stops, known["rim_stops"], "one solve for all strengths"
        )
        return found
    gone = Proposal(None, known["rim_mode"], "there is no rim for it")
    return found | {name: gone for name in OF_A_RIM if getattr(script.lighting, name) is not None}


FUSER = Fuser(
    "lighting",
    propose,
    {
        "style": "a pattern's name adds nothing to its angles",
        "hold": "one still shows no movement",
        "frame": "one still shows no movement",
        "practicals": "lamps in the picture are not looked for",
        "key_stops": "exposure is locked on the target",
        "key_beam_deg": "the lamp is taken to reach all that is seen",
        "key_field_deg": "the lamp is taken to reach all that is seen",
        "rim_beam_deg": "the lamp is taken to reach all that is seen",
        "rim_field_deg": "the lamp is taken to reach all that is seen",
    },
)
