# SPDX-License-Identifier: Apache-2.0
"""Rig: supports, moves, and how hard they are worked."""

from scene_stager.script.synonyms import Listed, Value

RIGS = {
    "tripod_locked": "tripod|sticks|on sticks|locked off|locked|lock off|locked off tripod",
    "moco": "moco|motion control|motion control rig|robot|robot arm|repeat pass",
    "technocrane": "technocrane|techno crane|crane|jib|telescopic crane|telescoping crane",
    "wirecam": "wirecam|wire cam|wire camera|wire|cablecam|cable cam|spidercam",
    "dolly": "dolly|slider|on rails|on tracks|on a track",
    "drone": "drone|aerial|quadcopter|uav",
    "handheld": (
        "handheld|hand held|shoulder mounted|shoulder rig|on the shoulder|verite|documentary"
    ),
}
MOVES = {
    "hold": "hold|holds|static|unmoving",
    "push_in": "push in|push|pushes in|pushing in|move in|moves in|creep in|close in|closes in",
    "pull_out": "pull out|pull back|pulls out|pulls back|pulling back|move out|back away",
    "orbit": "orbit|orbits|orbiting|arc|arcs|circle|circles|circling|around|round",
    "rise": "rise|rises|rising|boom up|booms up|pedestal up|climb|climbs|climbing",
    "descend": "descend|descends|descending|boom down|booms down|pedestal down|sink|sinks",
    "track_left": "track left|tracks left|tracking left|truck left|crab left|slide left",
    "track_right": (
        "track right|tracks right|tracking right|truck right|crab right|slide right"
        "|tracking|alongside|beside"
    ),
    "flyover": "flyover|fly over|flies over|flying over|fly by|flyby",
    "lead": "lead|leads|leading|ahead of|in front of",
    "follow": "follow|follows|following|behind",
    "pan_left": "pan left|pans left|panning left",
    "pan_right": "pan|pans|pan right|pans right|panning right|panning",
    "tilt_up": "tilt|tilts|tilt up|tilts up|tilting up",
    "tilt_down": "tilt down|tilts down|tilting down",
    "reveal": "reveal|reveals|revealing",
}
PACES = {
    "slow": "slow|slowly|gentle|gently|languid|creeping",
    "normal": "normal pace|steady pace",
    "brisk": "brisk|briskly|fast|quick|quickly|swift|swiftly",
}
PRESETS = {
    "braced": "braced",
    "investigative": "investigative|searching|nervous",
    "run": "run and gun",
    "vehicle": "from a car|from a moving car|out of a car",
}
UNREST = {0.0: "perfect|flawless|ideal|rock steady", 2.0: "shaky|rough"}

RIG: Listed = {
    "rig.rig": RIGS,
    "rig.move": MOVES,
    "rig.pace": PACES,
    "rig.preset": PRESETS,
    "rig.imperfection": UNREST,
}

# No stabiliser is among the rigs: a steadied camera is a handheld one that shakes less. House
# default, not measured.
STEADIED: dict[str, Value] = {"rig.rig": "handheld", "~rig.imperfection": 0.3}

# Words that say both what carries the camera and what it does.
BOTH: dict[str, dict[str, Value]] = {
    "dolly in": {"rig.rig": "dolly", "rig.move": "push_in"},
    "dolly out": {"rig.rig": "dolly", "rig.move": "pull_out"},
    "dolly back": {"rig.rig": "dolly", "rig.move": "pull_out"},
    "dolly left": {"rig.rig": "dolly", "rig.move": "track_left"},
    "dolly right": {"rig.rig": "dolly", "rig.move": "track_right"},
    "crane up": {"rig.rig": "technocrane", "rig.move": "rise"},
    "crane down": {"rig.rig": "technocrane", "rig.move": "descend"},
    "jib up": {"rig.rig": "technocrane", "rig.move": "rise"},
    "jib down": {"rig.rig": "technocrane", "rig.move": "descend"},
    "whip pan": {"rig.move": "pan_right", "rig.pace": "brisk"},
    "whip pan left": {"rig.move": "pan_left", "rig.pace": "brisk"},
    "whip pan right": {"rig.move": "pan_right", "rig.pace": "brisk"},
    "steadicam": STEADIED,
    "steadycam": STEADIED,
    "gimbal": STEADIED,
}
