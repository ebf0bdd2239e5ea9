# SPDX-License-Identifier: Apache-2.0
"""Framing: shot sizes, angles, sides and places in the picture."""

from scene_stager.script.synonyms import Listed

SIZES = {
    "extreme_wide": "extreme wide|extreme wide shot|extreme long shot|ews|els|establishing",
    "wide": "wide|wide shot|long shot|ws",
    "full": "full|full shot|full length|full figure|head to toe",
    "medium_full": "medium full|medium full shot|medium wide|cowboy shot|american shot|knees up",
    "medium": "medium|medium shot|mid shot|mid|waist up",
    "medium_close_up": "medium close up|medium closeup|mcu|chest up|head and shoulders",
    "close_up": "close up|closeup|close|tight",
    "extreme_close_up": "extreme close up|extreme closeup|big close up|ecu|xcu",
    "insert": "insert|insert shot|detail|detail shot",
}
ANGLES = {
    "eye_level": "eye level|at eye level|eye height",
    "low": "low|low angle|from below|looking up",
    "high": "high|high angle|from above|looking down",
    "overhead": (
        "overhead|top down|top shot|bird's eye|birds eye|bird's eye view|god's eye|gods eye"
    ),
    "worms_eye": "worms eye|worm's eye|worm's eye view|from the ground",
}
VIEWS = {
    "front": "front|frontal|from the front|head on",
    "three_quarter_left": "three quarter|three quarters|three quarter left|left three quarter",
    "three_quarter_right": "three quarter right|right three quarter",
    "profile_left": "profile|profile left|left profile|side on|from the side|side",
    "profile_right": "profile right|right profile",
    "back": "back|from behind|from the back|back view",
}
PLACEMENTS = {
    "center": "center|centre|centered|centred|dead centre|dead center|symmetrical",
    "left_third": "left third|on the left|frame left",
    "right_third": "right third|on the right|frame right|rule of thirds|thirds",
    "upper_third": "upper third|top third",
    "lower_third": "lower third|bottom third",
    "upper_left": "upper left|top left",
    "upper_right": "upper right|top right",
    "lower_left": "lower left|bottom left",
    "lower_right": "lower right|bottom right",
}
ROLLS = {12.0: "dutch|dutch angle|dutch tilt|canted"}

FRAMING: Listed = {
    "framing.size": SIZES,
    "framing.angle": ANGLES,
    "framing.view": VIEWS,
    "framing.placement": PLACEMENTS,
    "framing.roll_deg": ROLLS,
}
