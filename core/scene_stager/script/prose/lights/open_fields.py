# SPDX-License-Identifier: Apache-2.0
"""Fields that hang on more than one phrase: where the light is from, and what time of day it is."""

from collections.abc import Iterable
from dataclasses import replace

from scene_stager.errors import Mistake
from scene_stager.script.prose.choices import Choice, Choices, choose, said
from scene_stager.script.prose.lights.only import settle_only
from scene_stager.script.prose.synonyms import Found
from scene_stager.script.prose.synonyms.lighting import OVERCAST
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.stocks import stocks

BEHIND_SIDE_DEG = 135.0  # behind and to a side; house default, not measured
USUAL_REACH_DEG = 45.0  # a key "from the left"; house default, not measured
NOT_UP_DEG = 5.0  # of dawns and sunrises
HOUR, NIGHT = 3, 4  # how weak the suggestions of hours, and of "day" and "night", are
STYLE, KELVIN, AZIMUTH = "lighting.style", "lighting.key_kelvin", "lighting.key_azimuth_deg"
SOFTNESS = "lighting.key_softness_deg"
ELEVATION = "lighting.key_elevation_deg"
OPPOSITE = "@opposite"  # of a rim: on the other side from the key
OF_THE_SUN = (STYLE, ELEVATION, KELVIN, "lighting.key_stops")
RATIO = "~~lighting.ratio_stops"  # any number of stops says it better
PATTERNS, TONES = ("rembrandt", "loop", "split", "butterfly"), ("high_key", "low_key")
USUAL = "three_point"
OF_LAMPS = (
    "lighting.practical_azimuth_deg",
    "lighting.practical_elevation_deg",
    "lighting.practical_distance_m",
    "atmosphere.flicker",
)
NO_KEY = ("lighting.practicals", "@practicals")


def settle_light(choices: Choices) -> list[Mistake]:
    """The open fields of the light, each where the whole sentence puts it."""
    interior = choices.pop("@interior", None)
    _come_out(choices)
    _go_in(choices)
    if not any(path in choices for path in NO_KEY):
        mistakes: list[Mistake] = []
    else:
        mistakes = _lit_by_lamps(choices)
    if interior is not None and said(STYLE, choices) == "sun":
        _come_indoors(choices, interior)
    high = choices.get(ELEVATION)
    if high is not None and high.weakness >= HOUR and said(STYLE, choices) != "sun":
        choices.pop(ELEVATION)  # how high the sun stands is nothing to a lamp
    _three_quarter_back(choices)
    _by_the_face(choices)
    mistakes += [*_from_behind(choices), *_from_aside(choices)]
    settle_only(choices)
    return mistakes


def with_tones(found: Iterable[Found]) -> list[Found]:
    """What was found, with a tone beside a pattern as how far its fill lies under: "moody
    Rembrandt", "high key, butterfly"."""
    kept = list(found)
    if not any(fills.get(STYLE) in PATTERNS for _, fills, _ in kept):
        return kept
    return [
        (words, {RATIO: STYLES[str(tone)].ratio_stops}, at)
        if (tone := fills.get(STYLE)) in TONES
        else (words, fills, at)
        for words, fills, at in kept
    ]


def settle_opposite(choices: Choices) -> list[str]:
    """Put a rim to the other side of the camera from the key; its words where the key has none."""
    opposite = choices.pop(OPPOSITE, None)
    if opposite is None:
        return []
    key = choices.get(AZIMUTH)
    usual_deg = STYLES[said(STYLE, choices) or USUAL].key_azimuth_deg
    key_deg = usual_deg if key is None else float(key.value)
    if abs(key_deg) in (0.0, 180.0):
        return [opposite.words]
    side = "left" if key_deg > 0.0 else "right"
    mode = replace(opposite, value=f"{opposite.value}_{side}")
    choices["lighting.rim_mode"] = mode
    return []


def no_lamp_there(choices: Choices) -> list[str]:
    """The words for how far off or where a lamp stands that is the sun, or is none at all."""
    sunny = said(STYLE, choices) == "sun"
    lamps = said("lighting.practicals", choices) or STYLES[said(STYLE, choices) or USUAL].practical
    gone = [path for path in OF_LAMPS if path in choices and lamps == "none"]
    gone += [path for path in ("@no_sun",) if path in choices]
    gone += [path for path in ("lighting.key_distance_m",) if path in choices and sunny]
    return [choices.pop(path).words for path in gone]


def daylight(choices: Choices) -> str | None:
    """The words that ask for a daylight film, where nothing asks for another."""
    dark = choices.pop("@dark", None)
    day = choices.pop("@daylight", None)
    kelvin = choices.get(KELVIN)
    if "stock.stock" in choices or dark is not None:
        return None
    if kelvin is not None and kelvin.weakness <= 1:
        balanced = 5000.0 <= float(kelvin.value) <= 6500.0  # what daylight film is balanced near
        return kelvin.words if balanced or (day and float(kelvin.value) > 5000.0) else None
    return day.words if day is not None else None


def profile_too(choices: Choices) -> list[str]:
    """The words for a profile that is seen from nearly behind: that is said by how far round."""
    view = choices.get("framing.view")
    if view is None or "framing.azimuth_deg" not in choices or "profile" not in str(view.value):
        return []
    return [choices.pop("framing.view").words]


def _lit_by_lamps(choices: Choices) -> list[Mistake]:
    """Lamps in the picture are the light where only the night says otherwise."""
    if choices.get("lighting.practicals", Choice("", "", 0)).value == "none":
        return []
    style = choices.get(STYLE)
    if style is not None and style.weakness >= NIGHT and "@daylight" not in choices:
        for path in [path for path in OF_THE_SUN if path in choices]:
            if choices[path].weakness >= NIGHT:
                choices.pop(path)
    lamps = choices.pop("@practicals", None)
    if lamps is None:
        return []
    if STYLE in choices and choices[STYLE].weakness < NIGHT:
        bulbs = Choice(lamps.words, "bulb", 1, lamps.place)
        return choose(choices, "lighting.practicals", bulbs)
    choices[STYLE] = Choice(lamps.words, "practical", 0, lamps.place)
    usual = Choice(lamps.words, STYLES["practical"].practical, 1, lamps.place)
    choices.setdefault("lighting.practicals", usual)
    return []


def _come_out(choices: Choices) -> None:
    """The sun that comes out is neither as wide nor as blue as the sky that was overcast."""
    if said(STYLE, choices) != "sun":
        return
    for path in (SOFTNESS, KELVIN):
        if path in choices and choices[path].value == OVERCAST[f"~~{path}"]:
            choices.pop(path)


def _go_in(choices: Choices) -> None:
    """A day of which the sun is ruled out is overcast."""
    style, high = choices.get(STYLE), choices.get(ELEVATION)
    if style is None or style.weakness < HOUR or "@daylight" not in choices:
        return
    if high is not None and float(high.value) < NOT_UP_DEG:
        return  # "dawn, no sun yet"
    gone = choices.pop("@no_sun", None)
    if gone is not None and style.value == "sun":
        for path in OF_THE_SUN:
            choices.pop(path, None)
        for path in (STYLE, SOFTNESS, KELVIN):
            choices[path] = Choice(gone.words, OVERCAST[f"~~{path}"], 2, gone.place)


def _come_indoors(choices: Choices, interior: Choice) -> None:
    """Day is a window and night is dark: the sun itself stays outside."""
    style = choices[STYLE]
    if style.weakness < HOUR:
        return
    for path in OF_THE_SUN:
        keeps = path == KELVIN and path in choices and choices[path].weakness < NIGHT
        if path in choices and path != STYLE and choices[path].weakness >= HOUR and not keeps:
            choices.pop(path)
    day = "@daylight" in choices
    choices[STYLE] = Choice(interior.words, "loop" if day else "low_key", HOUR, style.place)
    if day:
        choices.setdefault(AZIMUTH, Choice(interior.words, 70.0, HOUR, style.place))
        choices.setdefault(KELVIN, Choice(interior.words, 5600.0, HOUR, style.place))


def _from_behind(choices: Choices) -> list[Mistake]:
    """A light from behind is the sun where that is out, and a lamp of its own elsewhere."""
    back = choices.pop("@back", None)
    if back is None:
        return []
    rim = choices.get("lighting.rim_stops")
    if said(STYLE, choices) == "sun" and rim is None and "@side" not in choices:
        return choose(choices, "@reach", Choice(back.words, 180.0, back.weakness, back.place))
    mode = choices.get("lighting.rim_mode")
    if mode is not None and mode.words.lower().endswith(("left", "right")) and _is_a_side(mode):
        return []  # "a backlight from the right"
    backlight = Choice(back.words, "backlight", back.weakness, back.place)
    return choose(choices, "lighting.rim_mode", backlight)


def settle_box_speed(choices: Choices) -> None:
    """Rate a film that is named as it says on the box."""
    box = choices.pop("@box_speed", None)
    film = said("stock.stock", choices)
    if box is not None and film in stocks():
        rated = replace(box, value=stocks()[str(film)].exposure_index)
        choices.setdefault("stock.exposure_index", rated)


def _three_quarter_back(choices: Choices) -> None:
    """A three-quarter backlight is the sun where that is out, and else a rim to one side."""
    back = choices.pop("@three_quarter_back", None)
    if back is None:
        return
    if said(STYLE, choices) == "sun":
        choices.setdefault("@reach", replace(back, value=BEHIND_SIDE_DEG))
    else:
        choices.setdefault("lighting.rim_mode", replace(back, value="kicker_left", weakness=1))


def _by_the_face(choices: Choices) -> None:
    """A short key stands on the side that the face looks to, and a broad one on the other."""
    narrow = choices.pop("@narrow", None)
    if narrow is None:
        return
    view = choices.setdefault(
        "framing.view", replace(narrow, value="three_quarter_left", weakness=1)
    )
    left = str(view.value).endswith("left") == bool(narrow.value)
    choices.setdefault("@side", replace(narrow, value=-1.0 if left else 1.0))


def _is_a_side(mode: Choice) -> bool:
    """True for a rim that only a side names."""
    return not any(one in mode.words.lower() for one in ("rim", "kick", "edge", "hair"))


def _from_aside(choices: Choices) -> list[Mistake]:
    """How far round the key stands, and to which side."""
    side, reach = choices.pop("@side", None), choices.pop("@reach", None)
    strongest = min(
        (one for one in (side, reach) if one), key=lambda one: one.weakness, default=None
    )
    if strongest is None:
        return []
    far_deg = _usual_reach_deg(choices) if reach is None else float(reach.value)
    if side is not None and far_deg == 180.0:
        far_deg = BEHIND_SIDE_DEG
    turn = 1.0 if side is None else float(side.value)
    words = side if side is not None else strongest
    weakness = strongest.weakness if side is None else side.weakness
    azimuth = Choice(words.words, turn * far_deg, weakness, words.place)
    return choose(choices, AZIMUTH, azimuth)


def _usual_reach_deg(choices: Choices) -> float:
    """How far round a key "from the left" stands; a split is one from the side."""
    pattern = said(STYLE, choices) == "split" and not choices[STYLE].suggested
    return STYLES["split"].key_azimuth_deg if pattern else USUAL_REACH_DEG
