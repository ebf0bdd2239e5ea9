# SPDX-License-Identifier: Apache-2.0
"""Rig: supports, moves, and how hard they are worked."""

import re
from collections.abc import Iterator

from scene_stager.script.prose.synonyms import Fills, Listed, either

RIGS = {
    "tripod_locked": (
        "tripod|sticks|on sticks|locked off|locked|lock off|lock it off|lock it down"
        "|locked off tripod|on a tripod"
        "|lock her off|lock the camera off|lock off the camera|lock down"
        "|lockoff|locked down|on legs|hi hat|high hat"
    ),
    "moco": (
        "moco|motion control|motion control rig|robot arm|repeat pass|bolt|bolt arm"
        "|bolt rig|robo arm|camera robot"
    ),
    "technocrane": (
        "technocrane|techno crane|crane|jib|jib arm|camera crane|supertechno|scorpio crane"
        "|telescopic crane|telescoping crane|crane shot|jib shot"
    ),
    "wirecam": "wirecam|wire cam|wire camera|cablecam|cable cam|spidercam",
    "dolly": (
        "dolly|slider|on a slider|on the slider|on rails|on tracks|on a track|on a dolly"
        "|doorway dolly|dolly shot"
    ),
    "drone": "drone|aerial|quadcopter|uav|drone shot|aerial shot|aerials|helicopter shot",
    "handheld": (
        "handheld|hand held|shoulder mounted|shoulder rig|on the shoulder|verite|documentary"
        "|handheld camera|easyrig"
        "|camera on shoulder|on shoulder|shoulder cam"
    ),
}
# Moves by their first verb, which is also said as "pushes in" and "pushing in".
MOVES = {
    "push_in": either(
        "push in|push|creep|move in|creep in|close in|track in|truck in|inch in|drift in"
        "|push closer"
        "|move closer|push forward|move forward|ease in|punch in|glide in|float in|pushin"
        "|creep toward|creep towards|move toward|move towards|push toward|push towards"
        "|drift toward|drift towards|glide toward|glide towards|track toward|track towards"
        "|inch toward|inch towards|go in|come in|track forward|glide forward|inch closer"
        "|get closer|get closer and closer|come closer|come closer and closer|go closer and closer"
        "|move closer and closer"
        "|travel forward|travel in|travelling forward|travelling in|camera go to|camera goes to"
    ),
    "pull_out": either(
        "pull out|pull back|move out|move back|back away|pull away|track out|track back|truck out"
        "|pull off|retreat|back out|reverse back|recede"
        "|drift back|creep out|creep back|widen out|glide back|float back|back off|move away"
        "|reverse tracking shot|reverse track|reverse dolly shot"
        "|drift away|track backwards|move backwards"
        "|track backward|move backward|dolly backward|walk backwards|walk backward"
        "|pullout|pullback|ease back|ease out"
        "|back up|travel back|travel backward|travel backwards|travelling back"
    ),
    "orbit": either(
        "orbit|arc|circle|wrap around|orbit shot|arc shot|rotate around|dolly around|move around"
        "|track around|circle around|orbit around|arc around|swing around|travel around"
        "|come around|come round|swing round|go around|glide around"
        "|float around|fly around|spin around"
        "|turntable|turntable shot|camera turn around|revolve around|revolve|encircle|loop around"
        "|camera is turning around|camera turning around"
    ),
    "rise": either(
        "rise|boom up|pedestal up|ped up|climb|lift up|move up|ascend|rise up|float up|fly up"
        "|raise the camera|lift the camera|bring the camera up|camera lift"
    ),
    "descend": either(
        "descend|boom down|pedestal down|ped down|sink|lower down|move down|sink down|float down"
        "|fly down|come down|lower the camera|drop the camera|bring the camera down|camera drop"
    ),
    "track_left": either(
        "camera go to the left|camera goes to the left|camera going to the left|track left"
        "|truck left|crab left|slide left|move left|drift left|glide left|float left"
        "|travel left|track right to left|truck right to left|slide right to left"
        "|move right to left"
    ),
    "track_right": either(
        "camera go to the right|camera goes to the right|camera going to the right"
        "|track right|truck right|crab right|slide right|move right|drift right"
        "|glide right"
        "|float right|travel right|track left to right|truck left to right|slide left to right"
        "|move left to right"
    ),
    "flyover": either(
        "flyover|fly over|fly by|flyby|fly through|fly above|soar over|soar above|aerial over"
    ),
    "lead": either("lead|leading shot"),
    "follow": either(
        "follow|follow shot|following shot|follow behind|chase|trail behind|track behind"
        "|tracking shot behind"
    ),
    "pan_left": either(
        "pan left|panoramic from right to left|panoramic to the left|pan right to left"
        "|pan from right to left|pan to the left"
    ),
    "pan_right": either(
        "pan|pan right|pan left to right|pan from left to right|pan to the right|pan across"
        "|panoramic from left to right|panoramic left to right|panoramic to the right"
    ),
    "tilt_up": either("tilt|tilt up|pan up|tilt upward|tilt upwards"),
    "tilt_down": either("tilt down|pan down|tilt downward|tilt downwards"),
}
# Any verb of going with any direction: "drifts down", "sail past" is another matter.
GOING = either(
    "go|move|drift|glide|float|fly|sail|swoop|travel|travelling|slide|sweep|soar|dive|creep"
)
DIRECTIONS = {
    "push_in": either("in|forward|forwards|closer|toward|towards"),
    "pull_out": either("out|back|backwards|backward|away"),
    "rise": either("up|upward|upwards"),
    "descend": either("down|downward|downwards"),
    "track_left": either("right to left|from right to left|left|to left|to the left"),
    "track_right": either("left to right|from left to right|right|to right|to the right"),
    "orbit": either("around|round"),
}
STANDING = either(
    "static|unmoving|static shot|static camera|motionless camera|camera still|fixed camera"
    "|camera stays put|camera stay put|keep the camera still|stays still camera|fixed shot"
    "|no camera movement|no movement|no camera move|no camera moves|no moves"
    "|without camera movement|does not move|doesn't move|camera does not move|static frame"
    "|camera stays put|camera stay put|camera doesn't move|camera isn't moving|camera never moves"
    "|no move|camera at rest|camera fixed|camera locked"
    "|camera is still|camera stays still|camera does not move at all|still camera"
    "|camera is fix|camera is fixed|fix camera|camera fix|fixed frame|plan fixe"
)
# What gives way to any other move: a dolly back may be to reveal, a tracking shot follow somebody.
WEAK = {
    "hold": either("hold|stay on|linger on"),
    "reveal": either("reveal|reveal shot"),
    "track_right": either(
        "track|tracking shot|crabbing|lateral track|lateral tracking shot|lateral dolly"
        "|lateral move|lateral slide|lateral drift|lateral tracking|sideways dolly|sideways move"
        "|sideways track|sideways drift|sideways slide"
    )
    + tuple(f"{verb} {way}" for verb in GOING for way in ("sideways", "laterally"))
    + either("move past|travel past|slide past|glide past")
    + either("track sideways|crab sideways|track laterally|move laterally"),
}


FREE = ("pan", "pan across", "whip pan", "whip", "swish pan")
CREEPS = ("creep", "inch")  # verbs that say how fast as well


def _crept(move: str) -> Fills:
    return {"rig.move": move, "~~rig.pace": "slow"}


RIG: Listed = {"rig.rig": RIGS}


# No stabiliser is among the rigs: a steadied camera is a handheld one that shakes less. House
# default, not measured.
STEADIED: Fills = {"~rig.rig": "handheld", "~rig.imperfection": 0.3}


# Words that say both what carries the camera and what it does.
TOGETHER: dict[tuple[str, str], tuple[str, ...]] = {
    ("dolly", "push_in"): either("dolly in|dolly forward|dolly toward|dolly towards|dolly closer"),
    ("dolly", "pull_out"): either("dolly out|dolly back|dolly away|dolly backwards"),
    ("dolly", "track_left"): either(
        "dolly left|slider left|dolly right to left|slider right to left"
    ),
    ("dolly", "track_right"): either(
        "dolly right|slider right|dolly left to right|slider left to right"
    ),
    ("wirecam", "flyover"): either("wirecam over|cablecam over|spidercam over"),
    ("drone", "flyover"): either("drone over"),
    ("drone", "rise"): either("drone up|drone rising"),
    ("drone", "descend"): either("drone down|drone descending"),
    ("technocrane", "push_in"): either("telescope in|crane in|arm in"),
    ("technocrane", "pull_out"): either("telescope out|crane out|crane back|arm out"),
    ("technocrane", "rise"): either("crane up|jib up|crane rising|crane rise"),
    ("technocrane", "descend"): either("crane down|jib down"),
}
ON_THE_FLOOR = either(
    "camera on the floor|camera on the ground|camera on the deck|lens on the floor"
    "|lens on the ground|camera on the carpet|camera on the grass|we're on the floor"
    "|we are on the floor|we're on the ground|down on the floor|down on the ground"
)
CAR_MOUNTS = either(
    "car mount|car mounted|hood mount|bonnet mount|hostess tray|side mount|suction mount"
    "|car rig|mounted on the bonnet|mounted on the hood|camera on the bonnet|camera on the hood"
)
CARRIED: dict[str, Fills] = {
    "steadicam": STEADIED,
    "steadycam": STEADIED,
    "gimbal": STEADIED,
    "ronin": STEADIED,
    "on a gimbal": STEADIED,
    **{phrase: {"~framing.angle": "low"} for phrase in ON_THE_FLOOR},
    "low mode": {"~rig.from_height_m": 0.5},
    "baby legs": {"rig.rig": "tripod_locked", "~rig.from_height_m": 0.6},
    "baby sticks": {"rig.rig": "tripod_locked", "~rig.from_height_m": 0.6},
    "run and gun": {"rig.preset": "run"},
    **{phrase: {"~rig.preset": "vehicle"} for phrase in CAR_MOUNTS},
    "car to car": {"~subject.motion": "drive"},  # from another, beside it
    "from a car": {"rig.preset": "vehicle"},
    "from a moving car": {"rig.preset": "vehicle"},
    "out of a car": {"rig.preset": "vehicle"},
    "walk and talk": {"subject.motion": "walk", "rig.move": "lead"},
}


WHIPS = {
    "pan_right": either("whip pan|whip pan right|whip right|whip|swish pan|whip pan to the right"),
    "pan_left": either("whip pan left|whip left|whip pan to the left|swish pan left"),
    "tilt_up": either("whip tilt|whip tilt up"),
    "tilt_down": either("whip tilt down"),
}


def moves() -> dict[str, Fills]:
    """Every phrase that says what the camera does, in each form of its verb."""
    said: dict[str, Fills] = {}
    for move, phrases in WEAK.items():
        said |= _forms(phrases, {"~rig.move": move})
    for move, ways in DIRECTIONS.items():
        said |= _forms(tuple(f"{verb} {way}" for verb in GOING for way in ways), {"rig.move": move})
    for move, phrases in MOVES.items():
        said |= _forms(phrases, {"rig.move": move})
        said |= _forms(tuple(p for p in phrases if p.startswith(CREEPS)), _crept(move))
    for (rig, move), phrases in TOGETHER.items():
        said |= _forms(phrases, {"rig.rig": rig, "rig.move": move})
    for move, phrases in WHIPS.items():
        said |= _forms(phrases, {"rig.move": move, "rig.pace": "whip"})
    for phrase in FREE:  # to the side that another word says, or that somebody goes to
        said |= {form: {**said[form], "@free": True} for form in forms_of(phrase)}
    return said | {phrase: {"rig.move": "hold"} for phrase in STANDING}


def _forms(phrases: tuple[str, ...], fills: Fills) -> dict[str, Fills]:
    return {form: fills for phrase in phrases for form in forms_of(phrase)}


def forms_of(phrase: str) -> Iterator[str]:
    """A phrase with its verb as it is, and as in "she pushes in" and "pushing in"."""
    yield phrase
    verb, space, rest = phrase.partition(" ")
    if verb.endswith(("ing", "shot", "lateral", "turntable")) and verb != "swing":
        return
    stem = verb
    if verb.endswith("e") and not verb.endswith("ee"):
        stem = verb[:-1]
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb) and verb not in ("float",):
        stem = verb + verb[-1]
    plural = "es" if verb.endswith(("sh", "ch", "s", "x", "go")) else "s"
    third = f"{verb[:-1]}ies" if verb.endswith("ly") and len(verb) > 3 else f"{verb}{plural}"
    third = "flies" if verb == "fly" else third
    yield f"{third}{space}{rest}"
    yield f"{stem}ing{space}{rest}"
