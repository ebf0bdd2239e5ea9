# SPDX-License-Identifier: Apache-2.0
"""How long a camera waits before it moves, as it is said: "after a beat", "two seconds later"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import ALONE, N, number
from scene_stager.script.prose.synonyms import Fills

BEAT_S = 1.0  # a beat, a moment or a pause; house default, not measured
LONG, SHORT = 2.0, 0.5  # times a beat
COUNTS = {"a couple of": 2.0, "two": 2.0, "2": 2.0, "three": 3.0, "3": 3.0, "a few": 3.0}
COUNTS |= {"couple of": 2.0, "several": 4.0, "four": 4.0, "4": 4.0}
MANY = "|".join(COUNTS)
BEAT = (
    rf"(?:({MANY}) (?:beats|moments|breaths)"
    r"|(?:an?|one|the) (?:(long|short|brief|quick|small|little|slight) )?(?:beat"
    r"|moment|pause|breath))"
)
SECONDS = rf"(?:(?:about|around|roughly|maybe|some) )?{N}[ -]?(?:secs?|seconds?|s)"
# What a camera does then, behind these words: "after a beat she turns" is no wait of a camera's.
MOVES = (
    r"(?:(?:the |our )?(?:camera|cam|dolly|crane|drone|jib|steadicam|move|zoom|lens)\b|we\b"
    r"|(?:slowly |gently |slow |a slow |a |the |gentle |quick |start |begin |starting |it )*"
    r"(?:push|pull|pan\b|pans\b|panning|tilt|track|truck|crab|doll|zoom|orbit|arc"
    r"|circl|rise\b|rises\b"
    r"|rising|boom|cran|descend|creep|drift|glid|eas|pedestal|jib|move|moving|slid"
    r"|whip|rack|follow"
    r"|lower|sink|ascend|swing|back out|retreat|reveal|fly|inch))"
)
AND = r"(?:,? (?:and )?(?:then )?|, |,? before (?:we (?:are )?)?)"
THEN = rf"(?={AND}{MOVES})"
WAITS = (
    r"(?:(?:we |camera |the camera |just )?(?:wait|pause|hold|rest|stay|sit|linger"
    r"|delay|give it|let it"
    r" sit|let it rest|let it hold|stop|settle|static|locked(?: off)?|still"
    r"|stationary|motionless|fixed)"
    r"(?:s|es|ing)?(?: still| there| on (?:it|him|her|them))?(?: for)?(?: just)?)"
)

BEGINS = (
    r"(?:(?:the |a )?(?:move|camera) )?"
    r"(?:start|begin|kick in|kick off|come in|go)(?:s|ing|ning)?"
)


def _beats(groups: list[str]) -> Fills:
    """So many beats."""
    many, how = groups[0], groups[1]
    if many:
        return {"@after": COUNTS[many.lower()] * BEAT_S}
    times = {"long": LONG, "": 1.0}.get((how or "").lower(), SHORT)
    return {"@after": times * BEAT_S}


def _seconds(groups: list[str]) -> Fills:
    return {"@after": number(groups[0])}


WAITED: tuple[tuple[str, Make], ...] = (
    (rf"(?:{BEGINS} )?(?:after|at|on) {N}[ -](?:secs?|seconds?)(?: in)?{ALONE}", _seconds),
    (
        rf"(?:wait|waits|waiting|hold|holds|pause|beat) (?:for )?{N}[ -](?:secs?|seconds?)"
        r"(?= then\b| and then\b| before\b)",
        _seconds,
    ),
    (rf"(?:just )?(?:after|following) {BEAT}{THEN}", _beats),
    (rf"{WAITS} {BEAT}{THEN}", _beats),
    (rf"{BEAT} later{THEN}", _beats),
    (rf"{BEAT}(?=,? (?:and )?then,? {MOVES})", _beats),
    (rf"(?:after|following) {BEAT}(?=\s*(?:[,.;)]|$))", _beats),
    (rf"(?:after|following) {SECONDS}{THEN}", _seconds),
    (rf"{WAITS} {SECONDS}{THEN}", _seconds),
    (rf"{SECONDS} (?:later|in),{THEN.replace(AND, '(?: |, )', 1)}", _seconds),
    (rf"{SECONDS} (?:later|in|into it|into the (?:shot|take)){THEN}", _seconds),
    (
        rf"(?:(?:start|begin|kick)(?:s|ing)? ){SECONDS} (?:in|into the (?:shot|take)|later)",
        _seconds,
    ),
    (
        rf"(?:with )?an? {N}[ -]?(?:sec|second|s) (?:hold|delay|pause|wait)(?: first"
        rf"| at the (?:start|top|head))?",
        _seconds,
    ),
)
