# SPDX-License-Identifier: Apache-2.0
"""Modifiers: what a word means depends on the head that it stands beside.

Each phrase has a table by kind of head. A kind that is not in it is passed over for the next
nearest; one with None has no field for it, and the word is set aside. "" is the meaning alone.
"""

from scene_stager.script.prose.synonyms import ByHead, Fills

NOTHING: Fills = {}


def _key(path: str, value: float | str | bool) -> Fills:
    return {f"lighting.{path}": value}


# Lights that a word may name, and for which the script has no such field.
NO_FIELD: ByHead = {"rim": None, "fill": None, "practical": None, "ambient": None}
SOFT: Fills = _key("key_softness_deg", 45.0)
HARD: Fills = _key("key_softness_deg", 1.0)
WARM: Fills = {"~lighting.key_kelvin": 3000.0}
COOL: Fills = {"~lighting.key_kelvin": 7000.0}
TUNGSTEN: Fills = {"~lighting.key_kelvin": 3200.0}
DAYLIGHT: Fills = {"~lighting.key_kelvin": 5600.0, "@daylight": True}
DAY: Fills = {"~~~~lighting.style": "sun", "~~~~lighting.key_kelvin": 5500.0, "@daylight": True}
ABOVE: Fills = _key("key_elevation_deg", 75.0)
BELOW: Fills = _key("key_elevation_deg", -30.0)
BEHIND: Fills = {"@back": True}
SUN_BEHIND: Fills = {"@reach": 180.0}
LAMP_BEHIND: Fills = _key("practical_azimuth_deg", 180.0)
LAMP_IN_FRONT: Fills = _key("practical_azimuth_deg", 0.0)
LAMP_ABOVE: Fills = _key("practical_elevation_deg", 75.0)
VIEW_BACK: Fills = {"framing.view": "back"}
VIEW_SIDE: Fills = {"~framing.view": "profile_left"}
VIEW_FRONT: Fills = {"framing.view": "front"}
GOES_OFF: Fills = {"~~framing.view": "back"}  # who walks away is seen from behind
LOW: Fills = {"framing.angle": "low"}
HIGH: Fills = {"framing.angle": "high"}
OVERHEAD: Fills = {"framing.angle": "overhead"}
NEARLY_BACK: Fills = {"framing.azimuth_deg": 135.0}  # as far round as a three-quarter front is not
RIM_UP: Fills = {"~lighting.rim_stops": 1.0}  # a number of stops says it better
RIM_DOWN: Fills = {"~lighting.rim_stops": -0.5}

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
    "hard|harsh": {**NO_FIELD, "lens": None, "sun": NOTHING, "key": HARD, "": HARD},
    "soft|softer|diffused|diffuse": {**NO_FIELD, "lens": None, "key": SOFT, "": SOFT},
    "warm|warmer|orange|amber": {**NO_FIELD, "key": WARM, "": WARM},
    "cool|cold|cooler|bluish": {**NO_FIELD, "key": COOL, "": COOL},
    "blue": {**NO_FIELD, "key": COOL, "": None},
    "tungsten": {**NO_FIELD, "key": TUNGSTEN, "": TUNGSTEN},
    "daylight": {**NO_FIELD, "sun": DAY, "key": DAYLIGHT, "": DAY},
    "natural": {**NO_FIELD, "key": DAY, "": None},
    "strong|hot": {**NO_FIELD, "key": None, "rim": RIM_UP, "": None},
    "gentle|subtle|weak": {**NO_FIELD, "key": None, "rim": RIM_DOWN, "": None},
    "raking|raked|skimming": {**NO_FIELD, "key": {"@reach": 80.0}, "": None},
    "only": {
        **dict.fromkeys((*NO_FIELD, "sun", "time", "move", "size", "subject"), NOTHING),
        "key": {"@only": True},
        "": NOTHING,
    },
    "big|large|broad soft": {**NO_FIELD, "key": {"~lighting.key_softness_deg": 45.0}, "": None},
}


SIGNS = {"left": -1.0, "right": 1.0}


def _lit_from(side: str) -> ByHead:
    """What is said of each light, and of the wind, that comes from that side."""
    sign = SIGNS[side]
    return {
        **NO_FIELD,
        "key": {"@side": sign},
        "rim": _key("rim_mode", f"rim_{side}"),
        "kicker": _key("rim_mode", f"kicker_{side}"),
        "practical": _key("practical_azimuth_deg", sign * 90.0),
        "profile": {"framing.view": f"profile_{side}"},
        "wind": {"atmosphere.wind_heading_deg": sign * -90.0},
    }


def _from_side(side: str) -> dict[str, ByHead]:
    """Where a light, or whoever is in the picture, is to the left or right of the camera."""
    sign = SIGNS[side]
    lit: Fills = {"@side": sign}
    way: Fills = {"~~@way": sign}  # of a tracking shot that nobody gave another
    lean: Fills = {"@lean": sign}  # of a horizon
    lamp = _lit_from(side)
    placed: Fills = {"framing.placement": f"{side}_third"}
    return {
        f"from the {side}|from camera {side}|from {side}|from frame {side}|from screen {side}": {
            **dict.fromkeys(("air", "move", "follow", "rig", "size", "angle", "setup")),
            **lamp,
            "": lit,
        },
        f"lit from the {side}|lit from camera {side}": {**lamp, "": lit},
        **_own(side),
        **_from_high(side, lit),
        **_from_behind(side, sign, lamp),
        f"to the {side}|to {side}": {
            **lamp,
            "wind": {"atmosphere.wind_heading_deg": sign * 90.0},
            "move": way,
            "roll": lean,
            "subject": placed,
            "size": placed,
            "": placed,
        },
        f"on the {side}|at {side}|at the {side}": {
            **lamp,
            "subject": placed,
            "size": placed,
            "": placed,
        },
        f"frame {side}|screen {side}": {**lamp, "subject": placed, "size": placed, "": placed},
        f"camera {side}|on camera {side}|to camera {side}|{side} of camera|{side} side"
        f"|camera {side} side|cam {side}": {**lamp, "roll": lean, "subject": placed, "": None},
        f"{side} of|to the {side} of": {**lamp, "": None},
        f"{side}|{side} hand": {**lamp, "move": way, "roll": lean, "": way},
        f"in her {side} hand|in his {side} hand|in their {side} hand": {"": None},
    }


def _own(side: str) -> dict[str, ByHead]:
    """A light to somebody's own side: to the other one, of who faces the camera."""
    other = {"left": "right", "right": "left"}[side]
    sign = SIGNS[other]
    beside = {
        "key": {"~@side": sign},
        "practical": {"~lighting.practical_azimuth_deg": sign * 90.0},
    }
    behind = {
        "key": {"~@side": sign, "@reach": 135.0},
        "practical": {"~lighting.practical_azimuth_deg": sign * 135.0},
        "rig": VIEW_BACK,
        "cam": VIEW_BACK,
    }
    lit = {**NO_FIELD, "": None, "rim": _key("rim_mode", f"rim_{other}")}
    lit["kicker"] = _key("rim_mode", f"kicker_{other}")
    her = [f"on {whose} {side}" for whose in ("her", "his", "their")]
    shoulder = [f"behind {whose} {side} shoulder" for whose in ("her", "his", "their")]
    return {"|".join(her): {**lit, **beside}, "|".join(shoulder): {**lit, **behind}}


def _from_high(side: str, lit: Fills) -> dict[str, ByHead]:
    """A key that stands high and to a side, in front or behind."""
    high: Fills = {**lit, "lighting.key_elevation_deg": 60.0}
    corners = [f"{up} {side}" for up in ("upper", "top", "up", "high", "high front")]
    corners += [f"high camera {side}", f"high screen {side}", f"high frame {side}", f"{side} top"]
    front = [f"from {the}{one}" for one in corners for the in ("", "the ")]
    front += [f"high {side}", f"high front {side}", f"high camera {side}", f"high screen {side}"]
    front += [f"from the upper {side} corner", f"from the top {side} corner"]
    back = [f"{at}high {b} {side}" for b in ("back", "behind", "rear") for at in ("", "from ")]
    back += [f"from high and behind {side}"]
    rim = {"rim": _key("rim_mode", f"rim_{side}"), "kicker": _key("rim_mode", f"kicker_{side}")}
    return {
        "|".join(front): {**NO_FIELD, "key": high, "": None},
        "|".join(back): {**NO_FIELD, **rim, "key": {**high, "@reach": 135.0}, "": None},
    }


def _ways(side: str) -> dict[str, ByHead]:
    """Where somebody goes who walks to a side of the camera, or comes from there."""
    heading_deg = {"left": -90.0, "right": 90.0}[side]
    other = {"left": "right", "right": "left"}[side]
    across = [f"{end}{other} to {end}{side}" for end in ("", "frame ", "camera ", "screen ")]
    across += [f"from {way}" for way in across] + [f"frame {other} to {side}"]
    to = (
        f"to the {side}|to {side}|frame {side}|screen {side}|camera {side}|on camera {side}"
        f"|to camera {side}|{side} of camera|cam {side}|{side}"
    )
    start = (
        f"from the {other}|from camera {other}|from {other}|from frame {other}|from screen {other}"
    )
    goes: Fills = {"subject.heading_deg": heading_deg}
    way: Fills = {"@across": heading_deg / 90.0}
    track = {kind: way for kind in ("move", "rig", "")}
    return {"|".join(across): {"going": goes, **track}, f"{to}|{start}": {"going": goes}}


def _from_behind(side: str, sign: float, lamp: ByHead) -> dict[str, ByHead]:
    """A light that stands behind and to a side."""
    words = f"from back {side}|from the back {side}|from behind {side}|back {side}"
    behind: ByHead = {
        **lamp,
        "key": {"@side": sign, "@reach": 135.0},
        "practical": _key("practical_azimuth_deg", sign * 135.0),
        "profile": None,
        "": None,
    }
    return {f"{words}|from rear {side}": behind}


SIDES: dict[str, ByHead] = {**_from_side("left"), **_from_side("right")}
WAYS: dict[str, ByHead] = {**_ways("left"), **_ways("right")}

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
    "in front of|in front": {
        **NO_FIELD, "key": {"@reach": 0.0}, "practical": LAMP_IN_FRONT,
        "rig": {"~rig.move": "lead"},
        "cam": {"~rig.move": "lead"}, "air": None, "subject": None, "motion": None, "": None,
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
    "|to the camera|up to camera|up to the camera|up to the lens": {
        "going": {"@comes": True}, "": NOTHING,
    },
    "away|away from us|away from me|away from camera|away from the camera|away from the lens"
    "|away from the viewer|away from the audience": {"going": GOES_OFF, "": None},
    "alongside|beside|next to": {
        **NO_FIELD, "rig": {"~rig.move": "track_right"}, "cam": {"~rig.move": "track_right"},
        "move": NOTHING,
        "key": None, "air": None, "subject": None, "motion": None, "": None,
    },
    "from above|from overhead|from high up|from top|from the top|toppy": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE,
        "camera": HIGH, "move": HIGH, "": HIGH,
    },
    "from straight above|from directly above|from right above|straight above|directly above"
    "|directly overhead|straight overhead": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "camera": OVERHEAD, "": OVERHEAD,
    },
    "above": {**NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "": None},
    "from below|from underneath|from beneath|from under": {
        **NO_FIELD, "key": BELOW, "camera": LOW, "move": LOW, "": LOW,
    },
    "overhead": {
        **NO_FIELD, "key": ABOVE, "practical": LAMP_ABOVE, "camera": OVERHEAD, "": OVERHEAD,
    },
    "from the side|from the sides": {
        **NO_FIELD, "key": {"@reach": 90.0}, "camera": VIEW_SIDE, "": VIEW_SIDE,
    },
    "side": {**NO_FIELD, "key": {"@reach": 90.0}, "camera": VIEW_SIDE, "": None},
    "front|frontal|from the front|from in front": {
        **NO_FIELD, "key": {"@reach": 0.0}, "camera": VIEW_FRONT, "": VIEW_FRONT,
    },
    "back": {"camera": VIEW_BACK, "": None},
    "high|higher|up high": {
        **NO_FIELD, "air": None,
        "key": _key("key_elevation_deg", 60.0), "camera": HIGH, "": HIGH,
    },
    "low|lower|down low": {
        **NO_FIELD, "air": None, "sun": _key("key_elevation_deg", 10.0),
        "key": _key("key_elevation_deg", 10.0), "camera": LOW, "": LOW,
    },
    "at a low angle|at low angle|from a low angle": {
        **NO_FIELD, "air": None, "key": _key("key_elevation_deg", 10.0), "camera": LOW, "": LOW,
    },
    "at a high angle|at high angle|from a high angle|at a steep angle": {
        **NO_FIELD, "air": None, "key": _key("key_elevation_deg", 60.0), "camera": HIGH, "": HIGH,
    },
    "three quarter backlit": {
        **NO_FIELD, "key": {"@reach": 135.0}, "rim": _key("rim_mode", "kicker_left"), "": None,
    },
    "three quarter back|three quarters back|at three quarters back|at three quarter back"
    "|from three quarter back|from three quarters back|three quarter back view"
    "|rear three quarter|three quarter rear|three quarter from behind|back three quarter"
    "|rear three quarter view|three quarter rear view|from rear three quarter"
    "|from the rear three quarter|three quarter from the back": {
        **NO_FIELD, "key": {"@reach": 135.0}, "rim": _key("rim_mode", "kicker_left"),
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
    "normal pace|steady pace": _pace("normal"),
    "brisk|briskly|fast|quick|quickly|swift|swiftly|rapid|rapidly|at speed": _pace("brisk"),
}


def _unrest(much: float, alone: bool) -> ByHead:
    said: Fills = {"rig.imperfection": much}
    rigs = {kind: said for kind in ("rig", "cam", "move", "zoom")}
    return {**rigs, "": said if alone else None}


# How much the rig is felt; only of a rig or a move, but for words that mean nothing else.
UNREST: dict[str, ByHead] = {
    "perfect|flawless|ideal|perfectly smooth|butter smooth|smooth": _unrest(0.0, alone=False),
    "rock steady|rock solid": _unrest(0.0, alone=True),
    "rough|nervous": _unrest(2.0, alone=False),
    "shaky|jittery|shaky cam": _unrest(2.0, alone=True),
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
CARRIED["searching"] = {**CARRIED["investigative"], "": None}


def modifiers() -> dict[str, ByHead]:
    """Every phrase with what it means by head; what an earlier table says of a head stands."""
    merged: dict[str, ByHead] = {}
    for tables in (PACES, QUALITIES, _ruled_out(), SIDES, WAYS, DIRECTIONS, UNREST, CARRIED):
        for phrases, table in tables.items():
            for phrase in phrases.split("|"):
                merged[phrase] = {**table, **merged.get(phrase, {})}
    return merged
