# SPDX-License-Identifier: Apache-2.0
"""Where things stand as people say it: by the clock, about the eyes, round part of a circle."""

from scene_stager.script.prose.numbers.cropped import CROPPED
from scene_stager.script.prose.numbers.in_frame import IN_FRAME
from scene_stager.script.prose.numbers.makers import (
    TURNS,
    Make,
    ends_of,
    length,
    round_and_way,
)
from scene_stager.script.prose.numbers.quantities import DEGREES, LENGTH, N, metres, number
from scene_stager.script.prose.synonyms import Fills, either

HOURS = either("one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
CAMERA_AT, HOUR_DEG = 6, 30.0  # the camera stands at six o'clock, and twelve is behind
HOUR = rf"({'|'.join(HOURS)}|1[0-2]|[1-9])"

# How far "above eye level" is; house default, not measured.
ABOUT_EYES_DEG = 10.0
UP = ("above", "over", "higher than")
ABOUT = r"(?:(?:slightly|just|a little|a bit|a touch|a hair|barely) )?"
EYES = r"(?:the |his |her |their )?eye(?:[ -]?(?:level|line|height)|s(?![^\W_]))"

ROUND = "|".join(TURNS).replace(" ", "[ -]")
SIDE = r"(?: to (?:the |camera )?(left|right))?"
HIGH = r"(?:up|high|in the air|(?:off|above) the (?:ground|floor|deck)|up in the air)(?! to\b)"
AWAY = r"(?:away|off|out|back|distant)(?: from (?:her|him|them|it|us))?"
FROM = r"(?:(?:away|off|out|short)(?: (?:from|of))?(?: (?:him|them|it|us))?|from)"
OFF = r"(?: (?:away|off|out|back)(?! from\b| to\b))?"
BEGINS = r"(?:start(?:s|ing)?|begin(?:s|ning)?)"
# And "stops" is as often said of somebody.
CAMERAS_END = r"(?:end(?:s|ing)?|finish(?:es|ing)?|land(?:s|ing)?)"
ENDS = (
    r"(?:end(?:s|ing)?(?: up)?|finish(?:es|ing)?|stop(?:s|ping)?|land(?:s|ing)?"
    r"|settl(?:es?|ing)|com(?:es?|ing) to rest|fetch(?:es)? up|wind(?:s)? up"
    r"|arriv(?:es?|ing))"
)


def _by_the_clock(groups: list[str]) -> Fills:
    """Round from the camera, to its right where that is positive."""
    said = groups[0].lower()
    hour = HOURS.index(said) + 1 if said in HOURS else int(said)
    round_deg = (CAMERA_AT - hour) * HOUR_DEG
    return {"@clock": 180.0 if round_deg == -180.0 else round_deg}


def _about_the_eyes(groups: list[str]) -> Fills:
    up = groups[0].lower() in UP
    return {"@eyes": ABOUT_EYES_DEG if up else -ABOUT_EYES_DEG}


def _orbit(groups: list[str]) -> Fills:
    return {**round_and_way(groups), "rig.move": "orbit"}


def _framed(groups: list[str]) -> Fills:
    third = "lower_third" if groups[0].lower() == "low" else "upper_third"
    return {"framing.placement": third}


def _ends_high(groups: list[str]) -> Fills:
    """A camera that ends so high has come up, where nobody says from where."""
    return {"@to_height": metres(groups[0]), "@ends_high": True}


def _ends_away(groups: list[str]) -> Fills:
    """A camera that ends so far off has come nearer, where nobody says from where."""
    return {"@to": metres(groups[0]), "~~rig.move": "push_in"}


PLACED: tuple[tuple[str, Make], ...] = (
    (rf"(?:from |at )?(?:the )?{HOUR} ?o['’]?clock", _by_the_clock),
    (
        r"(?:slightly|just|a little|a bit|a touch|a hair) (above|over|below|under)"
        r" (?:her|him|them|us|the subject|head height)(?! ?(?:head|eye|key|fill))",
        _about_the_eyes,
    ),
    (
        rf"{N}\s?-?{DEGREES} (above|over|below|under) {EYES}",
        lambda g: {"@elevation": number(g[0]) * (1.0 if g[1].lower() in UP else -1.0)},
    ),
    (
        rf"(?:{LENGTH[1:-1]}) (above|over|below|under|higher than|lower than) {EYES}",
        _about_the_eyes,
    ),
    (rf"{ABOUT}(above|over|below|under|higher than|lower than) {EYES}", _about_the_eyes),
    (
        rf"(?:an? )?({ROUND})(?: of)?(?: an?)?[ -](?:orbit|arc){SIDE}(?: (?:a?round"
        rf"|about))?",
        _orbit,
    ),
    (rf"(?:an? )?({ROUND}) ?way(?= a?round)", round_and_way),
    (rf"(?:an? )?({ROUND}) of the way", round_and_way),
    (r"(?:(?<=frame )(?:her|him|it|them)|framed) (low|high)(?: in (?:the )?frame)?", _framed),
    (rf"(?:an? )?({ROUND})(?: of)?(?: an?)?[ -]circle{SIDE} (?:a?round|about)", _orbit),
    (rf"{BEGINS}(?: at| from| out at)? {LENGTH}{OFF}", length("@from")),
    (rf"{BEGINS}(?: up)?(?: at| from)? {LENGTH} {HIGH}", length("@from_height")),
    (rf"{ENDS}(?: at| on| on about| about)? {LENGTH}{OFF}", length("@to")),
    (rf"{ENDS}(?: at| on)? {LENGTH} {HIGH}", _ends_high),
    (rf"{CAMERAS_END}(?: up)?(?: at)? {LENGTH} {FROM}", _ends_away),
    (rf"(?:closer|close|closes|closing) (?:in )?to (?:within )?{LENGTH}(?: {FROM})?", _ends_away),
    (rf"to within {LENGTH}(?: of)?", length("@to")),
    (
        rf"(?:until|till|til)(?: we(?:'re| are)?| it(?:'s| is)?"
        rf"| the camera is)? {LENGTH} {FROM}",
        length("@to"),
    ),
    (rf"to (?:a )?(?:distance|range) of {LENGTH}", length("@to")),
    (
        rf"from {LENGTH} {AWAY}(?: and)?,? (?:down |in |out |back )?(?:to"
        rf"|ending) {LENGTH}(?: {AWAY})?",
        ends_of("@from", "@to"),
    ),
    *CROPPED,
    *IN_FRAME,
)
