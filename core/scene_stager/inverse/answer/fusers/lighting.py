# SPDX-License-Identifier: Apache-2.0
"""Lighting from a still: where the key stands, its colour and size, fill, rim, surroundings."""

from collections.abc import Mapping
from math import log2

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.inverse.answer.surroundings import DARKEST, mean_share, seen_from
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import stations
from scene_stager.shot.lighting.styles import STYLES

EXPLAINED = 0.9  # how far a still tells that a lamp is not there: house default
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
    }
    found |= _surroundings(solved, script)
    found |= _without_practicals(script)
    if solved.rim_mode != "none":
        found["rim_stops"] = Proposal(
            solved.rim_stops, known["rim_stops"], "one solve for all strengths"
        )
        return found
    gone = Proposal(None, known["rim_mode"], "there is no rim for it")
    return found | {name: gone for name in OF_A_RIM if getattr(script.lighting, name) is not None}


def _surroundings(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """How bright it is all round, and in which shape and colours; a sun's style has its own sky."""
    because, known = "light in the shadows, and the sky", solved.known["ambient_stops"]
    if STYLES[script.lighting.style].key_shape == "distant":
        return {
            "ambient_stops": Proposal(-solved.ambient_stops, known, because),
            "ambient_sh": Proposal((), 0.0, "the sky of a sun is its style's"),
        }
    rows = seen_from(solved.ambient_sh, stations(script)[0].heading_deg)
    return {
        "ambient_stops": Proposal(log2(mean_share(rows)), known, because),
        "ambient_sh": Proposal(
            rows if min(rows[0]) >= 0.0 and mean_share(rows) > DARKEST else (),
            known,
            f"{because}, and lamps too weak for a name",
        ),
    }


OF_PRACTICALS = (
    "practical_count",
    "practical_azimuth_deg",
    "practical_elevation_deg",
    "practical_distance_m",
)


def _without_practicals(script: SceneScript) -> Mapping[str, Proposal]:
    """No lamps in the picture: the still is explained without. A style made of them keeps them."""
    lighting = script.lighting
    if lighting.practicals in (None, "none") or lighting.style == "practical":
        return {}
    none = Proposal("none", EXPLAINED, "key, fill, rim and surroundings explain the still")
    unsaid = Proposal(None, EXPLAINED, "there are none")
    said = [name for name in OF_PRACTICALS if getattr(lighting, name) is not None]
    return {"practicals": none} | dict.fromkeys(said, unsaid)


FUSER = Fuser(
    "lighting",
    propose,
    {
        "style": "a pattern's name adds nothing to its angles",
        "hold": "one still shows no movement",
        "frame": "one still shows no movement",
        "link": "one still shows no movement",
        "receptor": "one still shows no movement",
        "key_along_m": "one still shows no movement",
        "key_distance_m": "one still has no scale",
        "practicals": "lamps in the picture are not looked for",
        **dict.fromkeys(OF_PRACTICALS[1:], "lamps in the picture are not looked for"),
        "key_stops": "exposure is locked on the target",
        "key_beam_deg": "the lamp is taken to reach all that is seen",
        "key_field_deg": "the lamp is taken to reach all that is seen",
        "rim_beam_deg": "the lamp is taken to reach all that is seen",
        "rim_field_deg": "the lamp is taken to reach all that is seen",
    },
)
