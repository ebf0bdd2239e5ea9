# SPDX-License-Identifier: Apache-2.0
"""Rig: supports, moves, and how hard they are worked."""

from scene_stager.script.prose.synonyms import Fills, Listed, Value

RIGS = {
    "tripod_locked": (
        "tripod|sticks|on sticks|locked off|locked|lock off|locked off tripod|on a tripod"
        "|lockoff|locked down|on legs|hi hat|high hat"
    ),
    "moco": "moco|motion control|motion control rig|robot arm|repeat pass",
    "technocrane": "technocrane|techno crane|crane|jib|telescopic crane|telescoping crane|techno",
    "wirecam": "wirecam|wire cam|wire camera|wire|cablecam|cable cam|spidercam",
    "dolly": "dolly|slider|on rails|on tracks|on a track|on a dolly|doorway dolly|dolly shot",
    "drone": "drone|aerial|quadcopter|uav|drone shot|aerial shot|aerials|helicopter shot",
    "handheld": (
        "handheld|hand held|shoulder mounted|shoulder rig|on the shoulder|verite|documentary"
        "|handheld camera|easyrig"
    ),
}
MOVES = {
    "hold": (
        "hold|holds|static|unmoving|static shot|static camera|motionless camera|camera still"
        "|fixed camera|fixed shot|no camera movement|no movement|no camera move|no camera moves"
        "|without camera movement|no moves|does not move|doesn't move|camera does not move"
    ),
    "push_in": (
        "push in|push|pushes in|pushing in|move in|moves in|moving in|creep in|creeps in"
        "|creeping in|close in|closes in|closing in|pushin|track in|tracks in|tracking in"
        "|truck in|inch in|drift in|drifts in|push closer|move closer|moves closer|push forward"
        "|pushes forward|ease in|punch in"
    ),
    "pull_out": (
        "pull out|pull back|pulls out|pulls back|pulling back|pulling out|move out|moves out"
        "|move back|moves back|back away|backs away|pull away|pulls away|pulling away|track out"
        "|track back|tracks back|truck out|drift back|drifts back|creep out|creep back|widen out"
        "|pullout|pullback"
    ),
    "orbit": (
        "orbit|orbits|orbiting|arc|arcs|arcing|circle|circles|circling|wrap around|wraps around"
        "|orbit shot|arc shot|three sixty|rotate around|rotates around"
    ),
    "rise": (
        "rise|rises|rising|boom up|booms up|booming up|pedestal up|pedestals up|ped up|climb"
        "|climbs|climbing|lift up|move up|moves up|ascend|ascends"
    ),
    "descend": (
        "descend|descends|descending|boom down|booms down|booming down|pedestal down"
        "|pedestals down|ped down|sink|sinks|lower down|move down|moves down"
    ),
    "track_left": (
        "track left|tracks left|tracking left|truck left|trucks left|trucking left|crab left"
        "|crabs left|slide left|slides left|sliding left|move left|moves left|drift left"
    ),
    "track_right": (
        "track right|tracks right|tracking right|truck right|trucks right|trucking right"
        "|crab right|crabs right|slide right|slides right|sliding right|move right|moves right"
        "|drift right|track|tracking|tracking shot|crabbing"
    ),
    "flyover": "flyover|fly over|flies over|flying over|fly by|flyby|fly through",
    "lead": "lead|leads|leading|leading shot",
    "follow": (
        "follow|follows|following|follow shot|following shot|follow behind|follows behind|chase"
        "|chases|chasing|trailing"
    ),
    "pan_left": (
        "pan left|pans left|panning left|pan right to left|pan from right to left"
        "|pans right to left|panning right to left"
    ),
    "pan_right": (
        "pan|pans|pan right|pans right|panning right|panning|pan left to right"
        "|pan from left to right|pans left to right|panning left to right"
    ),
    "tilt_up": "tilt|tilts|tilt up|tilts up|tilting up|tilting",
    "tilt_down": "tilt down|tilts down|tilting down",
    "reveal": "reveal|reveals|revealing|reveal shot",
}

RIG: Listed = {"rig.rig": RIGS, "rig.move": MOVES}

# No stabiliser is among the rigs: a steadied camera is a handheld one that shakes less. House
# default, not measured.
STEADIED: Fills = {"rig.rig": "handheld", "~rig.imperfection": 0.3}


def _of(rig: str, move: str, words: str) -> dict[str, Fills]:
    return {phrase: {"rig.rig": rig, "rig.move": move} for phrase in words.split("|")}


# Words that say both what carries the camera and what it does.
BOTH: dict[str, Fills] = {
    **_of("dolly", "push_in", "dolly in|dollies in|dollying in|dolly forward|dollies forward"),
    **_of("dolly", "pull_out", "dolly out|dolly back|dollies out|dollies back|dollying back"),
    **_of("dolly", "track_left", "dolly left|dollies left|slider left"),
    **_of("dolly", "track_right", "dolly right|dollies right|slider right"),
    **_of("technocrane", "rise", "crane up|jib up|cranes up|craning up|crane rising"),
    **_of("technocrane", "descend", "crane down|jib down|cranes down|craning down"),
    **_of("technocrane", "reveal", "crane up to reveal|cranes up to reveal"),
    "steadicam": STEADIED,
    "steadycam": STEADIED,
    "gimbal": STEADIED,
    "ronin": STEADIED,
    "on a gimbal": STEADIED,
    "run and gun": {"rig.preset": "run"},
    "from a car": {"rig.preset": "vehicle"},
    "from a moving car": {"rig.preset": "vehicle"},
    "out of a car": {"rig.preset": "vehicle"},
    "walk and talk": {"subject.motion": "walk", "rig.move": "lead"},
}


def _whip(move: str) -> dict[str, Value]:
    return {"rig.move": move, "rig.pace": "whip"}


WHIPS: dict[str, Fills] = {
    "whip pan": _whip("pan_right"),
    "whip pan right": _whip("pan_right"),
    "whip right": _whip("pan_right"),
    "whip": _whip("pan_right"),
    "whips": _whip("pan_right"),
    "swish pan": _whip("pan_right"),
    "whip pan left": _whip("pan_left"),
    "whip left": _whip("pan_left"),
    "whip tilt": _whip("tilt_up"),
    "whip tilt up": _whip("tilt_up"),
    "whip tilt down": _whip("tilt_down"),
}
