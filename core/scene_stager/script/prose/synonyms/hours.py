# SPDX-License-Identifier: Apache-2.0
"""More hours of the day, and where the sun stands as people say it: "sun into the lens"."""

from scene_stager.script.prose.synonyms import ByHead, Fills, either
from scene_stager.script.prose.synonyms.lighting import HOURS, OVERCAST, SUN, SUNS
from scene_stager.script.prose.synonyms.meanings import NO_FIELD, NOTHING, SUN_BEHIND

# Other words for hours that are listed.
SAME = {
    "sunset": "last light|at last light|last light of day|last light of the day",
    "dawn": "crack of dawn|break of day|break of dawn|cockcrow",
    "twilight": "gloaming|nightfall|civil twilight|nautical twilight|eventide|last of the light",
    "golden hour": "golden hr|late golden hour|end of golden hour",
    "night": "d4n|day4night|dfn|dusk for night|dead of night|middle of the night",
    "noon": "middle of the day|12 noon|twelve noon|lunchtime sun",
}
MORE_HOURS: dict[str, Fills] = {
    phrase: HOURS[hour] for hour, phrases in SAME.items() for phrase in either(phrases)
}


def _high(phrases: str, hour: str, elevation_deg: float) -> dict[str, Fills]:
    """Hours like one that is listed, with the sun as high as it is then; house defaults."""
    fills = {**HOURS[hour], "~~~lighting.key_elevation_deg": elevation_deg}
    return dict.fromkeys(either(phrases), fills)


MORE_HOURS |= _high("mid morning|midmorning", "morning", 30.0)
MORE_HOURS |= _high("late morning", "afternoon", 45.0)
MORE_HOURS |= dict.fromkeys(
    either("heavy cloud|thick cloud|heavy clouds|under cloud|under clouds|blanket cloud|heavy sky"),
    OVERCAST,
)
SETS = "setting|going down|about to set|about to go down|nearly down|almost down"
RISES = "rising|coming up|about to rise|just up|barely up"
BARE = {"sunset": f"{SETS}|sets|goes down", "sunrise": f"{RISES}|rises|comes up"}
INTO = "into|straight into|right into|directly into|into a low|against|straight at"
SHOT = "|shooting |shot |looking |pointing |pointed |aimed "
BACK: Fills = {**SUN, "@reach": 180.0}
MORE_SUNS: dict[str, Fills] = {
    f"{sun} {does}": {**HOURS[hour], **SUN}
    for hour, listed in BARE.items()
    for does in either(listed)
    for sun in ("sun", "sun is", "sun's")
}
MORE_SUNS |= {
    f"{shot}{into} {the}sun": BACK
    for shot in either(SHOT)
    for into in either(INTO)
    for the in ("", "the ")
    if shot or into.startswith(("straight", "directly", "against"))
}
MORE_SUNS |= dict.fromkeys(either("back sun|backlit sun"), BACK)
MORE_SUNS |= dict.fromkeys(either("bright moonlight|bright moon"), SUNS["moonlight"])

TO_US = "lens|the lens|camera|the camera|our lens|the barrel"
FACE = "in her eyes|in his eyes|in their eyes|in her face|in his face|in their face"
FACE += "|full in the face|full in her face|full in his face"
OURS = "behind the camera|behind camera|behind us|at our backs|at our back|behind the lens"
OURS += "|over our shoulder|over our shoulders|at the camera's back"
THEIRS = "at her back|at his back|at their backs|on her back|on his back|behind her head"
FRONT: Fills = {"@reach": 0.0}
SEEN_IN = "|".join(
    f"{how}{at} {lens}"
    for how in ("", "straight ", "right ", "directly ", "flaring ")
    for at in ("in", "into", "down")
    for lens in either(TO_US)
    if at != "in" or "lens" in lens
)
HORIZON = "|".join(
    f"{how}{at} the horizon"
    for how in ("", "just ", "right ", "barely ", "low ", "sitting ")
    for at in ("on", "over", "above", "at", "off", "touching", "kissing", "near")
)
SUN_AT: dict[str, ByHead] = {
    SEEN_IN: {**NO_FIELD, "sun": SUN_BEHIND, "": None},
    THEIRS: {**NO_FIELD, "sun": SUN_BEHIND, "": None},
    OURS: {**NO_FIELD, "sun": FRONT, "": None},
    FACE: {**NO_FIELD, "sun": {"~@reach": 0.0}, "": None},
    HORIZON: {
        **NO_FIELD,
        "sun": {"lighting.key_elevation_deg": 3.0},  # house default, not measured
        "time": NOTHING,
        "": None,
    },
}
