# SPDX-License-Identifier: Apache-2.0
"""Modifiers: what a word means depends on the head that it stands beside.

Each phrase has a table by kind of head. A kind that is not in it is passed over for the next
nearest; one with None has no field for it, and the word is set aside. "" is the meaning alone.
"""

from scene_stager.script.prose.synonyms import ByHead, Fills
from scene_stager.script.prose.synonyms.atmosphere import HOW_MUCH, SAID_BEHIND, STRONG, WEAK
from scene_stager.script.prose.synonyms.lamps import LIGHT_WORDS
from scene_stager.script.prose.synonyms.meanings import (
    ABOVE,
    BEHIND,
    BELOW,
    COOL,
    DAY,
    DAYLIGHT,
    GOES_OFF,
    HARD,
    HIGH,
    LAMP_ABOVE,
    LAMP_BEHIND,
    LAMP_IN_FRONT,
    LOW,
    NEARLY_BACK,
    NO_FIELD,
    NOTHING,
    OVERHEAD,
    RIM_DOWN,
    RIM_UP,
    SOFT,
    SUN_BEHIND,
    TUNGSTEN,
    VIEW_BACK,
    VIEW_FRONT,
    VIEW_SIDE,
    WARM,
    key_field,
)
from scene_stager.script.prose.synonyms.sides import SIDES, WAYS

# Neither hard nor soft, and what is left where one of them is ruled out: house defaults.
MILD: Fills = {"~lighting.key_softness_deg": 15.0}
LEFT = {"hard": {"~lighting.key_softness_deg": 45.0}, "soft": {"~lighting.key_softness_deg": 1.0}}
LEFT["harsh"] = LEFT["hard"]
NOT = (
    "not",
    "isn't",
    "is not",
    "don't be",
    "shouldn't be",
    "should not be",
    "mustn't be",
    "must not be",
    "not be",
    "never",
)
DAYLIGHT_FILM: Fills = {"stock.stock": "vision3_250d"}
TUNGSTEN_FILM: Fills = {"stock.stock": "vision3_500t"}
SIDE_ON: Fills = {"framing.view": "profile_left"}
OF_FILM: ByHead = dict.fromkeys(("film", *NO_FIELD, ""), DAYLIGHT_FILM)
MUCH = ("too", "so", "super", "very", "that", "overly", "terribly", "really", "all that")


def _ruled_out() -> dict[str, ByHead]:
    """Degrees of softness said by what they are not: "not too hard", "hard but not too hard"."""
    kept: dict[str, ByHead] = {}
    for word, left in LEFT.items():
        mild = "|".join(f"{no} {much} {word}" for no in NOT for much in MUCH)
        less = "|".join(f"{word} but {one}" for one in mild.split("|"))
        none = "|".join(f"{no} {word}" for no in (*NOT, "nothing"))
        kept |= {f"{mild}|{less}": {**NO_FIELD, "key": MILD, "": MILD}}
        kept |= {none: {**NO_FIELD, "key": left, "": left}}
    return kept


# How a light is: house defaults, not measured.
QUALITIES: dict[str, ByHead] = {
    "hard|harsh|undiffused|specular": {
        **NO_FIELD,
        "lens": None,
        "sun": NOTHING,
        "key": HARD,
        "": HARD,
    },
    "soft|softer|diffused|diffuse": {**NO_FIELD, "lens": None, "key": SOFT, "": SOFT},
    "warm|warmer|orange|amber|candle warm|firelight warm|tungsten warm|lamplight warm": {
        **NO_FIELD,
        "air": None,
        "airy": WARM,
        "key": WARM,
        "": WARM,
    },
    "cold": {**NO_FIELD, "sun": None, "time": None, "air": None, "key": COOL, "": COOL},
    "cool|cooler|bluish": {**NO_FIELD, "air": None, "airy": COOL, "key": COOL, "": COOL},
    "blue": {**NO_FIELD, "air": None, "key": COOL, "": None},
    "tungsten": {**NO_FIELD, "key": TUNGSTEN, "": TUNGSTEN},
    "daylight": {**NO_FIELD, "sun": DAY, "key": DAYLIGHT, "": DAY},
    "daylight balanced": {**OF_FILM, "key": DAYLIGHT},
    "tungsten balanced": {**dict.fromkeys(OF_FILM, TUNGSTEN_FILM), "key": TUNGSTEN},
    "natural": {**NO_FIELD, "key": DAY, "": None},
    "strong|hot": {**NO_FIELD, "key": None, "rim": RIM_UP, "wind": STRONG, "": None},
    "gentle|subtle|weak": {**NO_FIELD, "key": None, "rim": RIM_DOWN, "wind": WEAK, "": None},
    "underexposed|under exposed": {
        **NO_FIELD,
        "rim": {"~lighting.rim_stops": -1.0},
        "window": None,
        "time": None,
        "key": {"~lighting.key_stops": -1.0},
        "": None,
    },
    "overexposed|over exposed": {
        **NO_FIELD,
        "rim": {"~lighting.rim_stops": 1.0},
        "window": None,
        "time": None,
        "key": {"~lighting.key_stops": 1.0},
        "": None,
    },
    "flat": {**NO_FIELD, "key": {"~lighting.ratio_stops": 0.5}, "": None},
    "raking|raked|skimming": {**NO_FIELD, "key": {"@reach": 80.0}, "": None},
    "only": {
        **dict.fromkeys((*NO_FIELD, "sun", "time", "move", "size", "subject"), NOTHING),
        "key": {"@only": True},
        "": NOTHING,
    },
    "big|large|broad soft": {**NO_FIELD, "key": {"~lighting.key_softness_deg": 45.0}, "": None},
}


# From where: of a light, the light; of a size, an angle or a rig, the camera.
DIRECTIONS: dict[str, ByHead] = {
    "from behind|from the back|from the rear": {
        **NO_FIELD, "sun": SUN_BEHIND, "window": SUN_BEHIND, "key": BEHIND, "rim": BEHIND,
        "practical": LAMP_BEHIND,
        "camera": VIEW_BACK, "move": VIEW_BACK, "motion": VIEW_BACK, "": VIEW_BACK,
    },
    "behind|in back of": {
        **NO_FIELD, "sun": SUN_BEHIND, "window": SUN_BEHIND, "key": BEHIND, "rim": BEHIND,
        "practical": LAMP_BEHIND,
        "rig": VIEW_BACK, "cam": VIEW_BACK, "follow": NOTHING, "air": None, "subject": None,
        "motion": None, "": None,
    },
    "close behind|tight behind|right on the heels of|on the heels of": {
        **NO_FIELD, "key": BEHIND, "rim": BEHIND, "practical": LAMP_BEHIND, "follow": NOTHING,
        "": VIEW_BACK,
        **{kind: VIEW_BACK for kind in ("rig", "cam", "move", "camera", "motion")},
    },
    "in front of|in front": {
        **NO_FIELD, "key": {"@reach": 0.0}, "practical": LAMP_IN_FRONT,
        "rig": {"~rig.move": "lead"},
        "cam": {"~rig.move": "lead"}, "move": {"@ahead": True}, "air": None, "subject": None,
        "motion": None, "": None,
    },
    "over the lens|over lens|over the camera|over camera|above the lens|above lens|above the camera"
    "|above camera|beside the camera|beside the lens|next to the camera|next to the lens|on axis": {
        **NO_FIELD, "key": {"@reach": 0.0}, "": None,
    },
    "ahead of": {
        "rig": {"rig.move": "lead"}, "cam": {"rig.move": "lead"}, "move": {"@ahead": True},
        "": None,
    },
    "toward us|towards us|toward camera|towards camera|toward the camera|towards the camera"
    "|toward the lens|towards the lens|at us|toward me|towards me|straight at camera"
    "|to camera|right to camera|up to us|to the camera|up to camera|up to the camera"
    "|up to the lens": {
        "going": {"@comes": True}, "goes": {"@comes": True, "@goes": True}, "": NOTHING,
    },
    "away|away from us|away from me|away from camera|away from the camera|away from the lens"
    "|away from the viewer|away from the audience|into the distance|off into the distance": {
        "going": GOES_OFF, "goes": {**GOES_OFF, "@goes": True}, "": None,
    },
    "alongside|beside|next to": {
        **NO_FIELD, "rig": {"~rig.move": "track_right"}, "cam": None,
        "move": NOTHING,
        "key": None, "air": None, "subject": None, "motion": None, "": None,
    },
    "from above|from overhead|from high up|from top|from the top|toppy": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE,
        "camera": HIGH, "move": HIGH, "": HIGH,
    },
    "high overhead|straight up overhead|from straight above|from directly above"
    "|from right above|straight above|directly above|directly overhead|straight overhead": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "camera": OVERHEAD, "": OVERHEAD,
    },
    "above": {**NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "": None},
    "from below|from underneath|from beneath|from under": {
        **NO_FIELD, "key": BELOW, "camera": LOW, "move": LOW, "": LOW,
    },
    "overhead": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "camera": OVERHEAD, "": OVERHEAD,
    },
    "from the floor|from the ground|from the deck|from floor level|from ground level": {
        **NO_FIELD, "key": BELOW, "": None,
    },
    "upstage|from upstage|from the upstage side": {
        **NO_FIELD, "key": {"@reach": 135.0}, "rim": NOTHING, "practical": LAMP_BEHIND, "": None,
    },
    "downstage|from downstage|from the downstage side": {
        **NO_FIELD, "key": {"@reach": 45.0}, "practical": LAMP_IN_FRONT, "": None,
    },
    "from the side|from the sides": {
        **NO_FIELD, "key": {"@reach": 90.0}, "camera": VIEW_SIDE, "": VIEW_SIDE,
    },
    "side on": {
        **NO_FIELD, "key": {"@reach": 90.0}, "camera": SIDE_ON, "subject": SIDE_ON,
        "motion": SIDE_ON, "move": SIDE_ON, "": SIDE_ON,
    },
    "side": {**NO_FIELD, "key": {"@reach": 90.0}, "camera": VIEW_SIDE, "": None},
    "front|frontal|from the front|from in front": {
        **NO_FIELD, "key": {"@reach": 0.0}, "camera": VIEW_FRONT, "": VIEW_FRONT,
    },
    "on the opposite side|on the other side|from the opposite side|from the other side"
    "|opposite the key|opposite key|opposite to the key|on the opposite side of the key"
    "|opposite side of the key|opposite side from the key|opposite side to the key"
    "|on the opposite side to the key|on the opposite side from the key": {
        **NO_FIELD, "rim": {"@opposite": "rim"}, "kicker": {"@opposite": "kicker"}, "": None,
    },
    "either side|on either side|from either side|each side|on each side|from each side": {
        **NO_FIELD, "key": None, "rim": key_field("rim_mode", "halo"), "": None,
    },
    "back": {"camera": VIEW_BACK, "": None},
    "high|higher|up high": {
        **NO_FIELD, "air": None, "doing": None,
        "key": key_field("key_elevation_deg", 60.0), "camera": HIGH, "": HIGH,
        "practical": key_field("practical_elevation_deg", 45.0),
    },
    "high up|up on high|way up high": {
        **NO_FIELD, "key": key_field("key_elevation_deg", 60.0), "": None,
        "practical": key_field("practical_elevation_deg", 45.0),
    },
    "low|lower|down low|low down": {
        **NO_FIELD, "air": None, "doing": None, "sun": key_field("key_elevation_deg", 10.0),
        "key": key_field("key_elevation_deg", 10.0), "camera": LOW, "": LOW,
    },
    "at a low angle|at low angle|from a low angle": {
        **NO_FIELD, "air": None, "key": key_field("key_elevation_deg", 10.0),
        "camera": LOW, "": LOW,
    },
    "at a high angle|at high angle|from a high angle|at a steep angle": {
        **NO_FIELD, "air": None, "key": key_field("key_elevation_deg", 60.0),
        "camera": HIGH, "": HIGH,
    },
    "three quarter backlit": {
        **NO_FIELD, "key": {"@reach": 135.0}, "rim": key_field("rim_mode", "kicker_left"), "": None,
    },
    "three quarter back|three quarters back|at three quarters back|at three quarter back"
    "|from three quarter back|from three quarters back|three quarter back view"
    "|rear three quarter|three quarter rear|three quarter from behind|back three quarter"
    "|rear three quarter view|three quarter rear view|from rear three quarter"
    "|from the rear three quarter|three quarter from the back": {
        **NO_FIELD, "key": {"@reach": 135.0}, "rim": key_field("rim_mode", "kicker_left"),
        "camera": NEARLY_BACK, "move": NEARLY_BACK, "subject": NEARLY_BACK, "": NEARLY_BACK,
    },
}  # fmt: skip


def _pace(pace: str) -> ByHead:
    said: Fills = {"~rig.pace": pace}
    paced = {kind: said for kind in ("move", "zoom", "rig", "cam", "focus")}
    return {
        **paced,
        "lens": None,
        "film": None,
        "motion": None,
        "doing": None,
        **dict.fromkeys((*NO_FIELD, "key")),  # a light that comes up slowly
        "": {"~~rig.pace": pace},
    }


PACES: dict[str, ByHead] = {
    "slow|slowly|gentle|gently|languid|creeping|very slow|very slowly|imperceptible|glacial"
    "|super slow|ever so slowly|subtle|imperceptibly|at a snail's pace|at a crawl|dead slow"
    "|barely perceptible|barely noticeable|almost imperceptible|almost imperceptibly": _pace(
        "slow"
    ),
    "slight|slightest": {
        **dict.fromkeys((*_pace("slow"), "wind", "air")),
        "move": {"~rig.pace": "slow"},
        "zoom": {"~rig.pace": "slow"},
        "": None,
    },
    "normal pace|steady pace": _pace("normal"),
    "brisk|briskly|fast|quick|quickly|swift|swiftly|rapid|rapidly|at speed": _pace("brisk"),
}


# A handheld camera that is called steady: house default, not measured.
STEADIER: Fills = {"~rig.imperfection": 0.4}


def _unrest(much: float, alone: bool) -> ByHead:
    said: Fills = {"rig.imperfection": much}
    rigs = {kind: said for kind in ("rig", "cam", "move", "zoom")}
    return {**rigs, "": said if alone else None}


# How much the rig is felt; only of a rig or a move, but for words that mean nothing else.
UNREST: dict[str, ByHead] = {
    "perfect|flawless|ideal|perfectly smooth|butter smooth|smooth": _unrest(0.0, alone=False),
    "rock steady|rock solid": _unrest(0.0, alone=True),
    "steady|but steady|fairly steady|steadied": {**NO_FIELD, "rig": STEADIER, "": None},
    "rough|nervous": _unrest(2.0, alone=False),
    "shaky|jittery|shaky cam": _unrest(2.0, alone=True),
    "not shaky|not too shaky|not so shaky|nothing shaky|never shaky|barely shaky|not jittery"
    "|no shake|not much shake|without shake": _unrest(0.5, alone=True),
}
CARRIED: dict[str, ByHead] = {
    word: {"rig": {"rig.preset": word}, "cam": {"rig.preset": word}, "": {"rig.preset": word}}
    for word in ("braced", "investigative")
}
# Short for a rig before what it does, and a thing elsewhere: "wire flyover", "techno push in".
CARRIED |= {
    word: {"move": {"rig.rig": rig}, "follow": {"rig.rig": rig}, "": None}
    for word, rig in (("wire", "wirecam"), ("techno", "technocrane"))
}
# How much of a weather there is; of anything else it is set aside, or says what it says there.
HALF = 0.5
OF_NO_AIR: ByHead = {**NO_FIELD, **dict.fromkeys(("key", "motion", "doing", "move", "film", ""))}
AMOUNTS: dict[str, ByHead] = {
    said: {
        **OF_NO_AIR,
        "air": {f"~{HOW_MUCH}": much},
        "wind": STRONG if much > HALF else WEAK,
    }
    for said, much in SAID_BEHIND.items()
}
CARRIED["searching"] = {**CARRIED["investigative"], "": None}


OF_CAMERA_AND_LIGHT = (PACES, QUALITIES, UNREST, CARRIED)


def modifiers() -> dict[str, ByHead]:
    """Every phrase with what it means by head; what an earlier table says of a head stands."""
    merged: dict[str, ByHead] = {}
    for tables in (
        LIGHT_WORDS, *OF_CAMERA_AND_LIGHT, _ruled_out(), SIDES, WAYS, DIRECTIONS, AMOUNTS,
    ):  # fmt: skip
        for phrases, table in tables.items():
            for phrase in phrases.split("|"):
                merged[phrase] = {**table, **merged.get(phrase, {})}
    return merged
