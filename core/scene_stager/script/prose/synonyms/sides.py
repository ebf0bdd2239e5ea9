# SPDX-License-Identifier: Apache-2.0
"""Sides: where a light, or whoever is in the picture, is to the left or right, and goes."""

from scene_stager.script.prose.synonyms import ByHead, Fills
from scene_stager.script.prose.synonyms.meanings import NO_FIELD, VIEW_BACK, key_field

SIGNS = {"left": -1.0, "right": 1.0}


def _lit_from(side: str) -> ByHead:
    """What is said of each light, and of the wind, that comes from that side."""
    sign = SIGNS[side]
    return {
        **NO_FIELD,
        "key": {"@side": sign},
        "rim": key_field("rim_mode", f"rim_{side}"),
        "kicker": key_field("rim_mode", f"kicker_{side}"),
        "practical": key_field("practical_azimuth_deg", sign * 90.0),
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
    there: ByHead = {**lamp, "subject": placed, "size": placed, "": placed}
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
            **there,
            "wind": {"atmosphere.wind_heading_deg": sign * 90.0},
            "move": way,
            "roll": lean,
        },
        f"down the {side}|along the {side}|down the {side} side|along the {side} side|down {side}"
        f"|down camera {side}|along camera {side}|on the {side} edge|along the {side} edge"
        f"|down the {side} edge|on the {side} side|down the {side} side of frame"
        f"|along the {side} side of frame|down the {side} of frame": {**lamp, "": None},
        f"on the {side}|at {side}|at the {side}": there,
        f"frame {side}|screen {side}|hard frame {side}|camera {side} of frame": there,
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
    lit = {**NO_FIELD, "": None, "rim": key_field("rim_mode", f"rim_{other}")}
    lit["kicker"] = key_field("rim_mode", f"kicker_{other}")
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
    rim = {
        "rim": key_field("rim_mode", f"rim_{side}"),
        "kicker": key_field("rim_mode", f"kicker_{side}"),
    }
    return {
        "|".join(front): {**NO_FIELD, **rim, "key": high, "": None},
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
    wind: Fills = {"atmosphere.wind_heading_deg": heading_deg}
    unsaid: Fills = {**goes, "@goes": True}
    return {
        "|".join(across): {"going": goes, "goes": unsaid, "wind": wind, **track},
        f"{to}|{start}": {"going": goes},
    }


def _from_behind(side: str, sign: float, lamp: ByHead) -> dict[str, ByHead]:
    """A light that stands behind and to a side."""
    words = f"from back {side}|from the back {side}|from behind {side}|back {side}"
    behind: ByHead = {
        **lamp,
        "key": {"@side": sign, "@reach": 135.0},
        "practical": key_field("practical_azimuth_deg", sign * 135.0),
        "profile": None,
        "": None,
    }
    return {f"{words}|from rear {side}": behind}


SIDES: dict[str, ByHead] = {**_from_side("left"), **_from_side("right")}
WAYS: dict[str, ByHead] = {**_ways("left"), **_ways("right")}
