# SPDX-License-Identifier: Apache-2.0
"""Framing: shot sizes, angles, sides and places in the picture."""

from scene_stager.script.prose.synonyms import Fills, Listed, Value, either, words


def _placed(side: str, other: str) -> str:
    """Where somebody is in the frame by the room that is left beside them."""
    room = ("negative", "empty", "dead", "open", "looking", "lead", "copy")
    where = ("on the", "to the", "camera", "frame", "screen", "on")
    left = [f"{one} {of} {at} {other}" for one in room for of in ("space", "room") for at in where]
    framed = [f"framed {at}{side}" for at in ("", "on the ", "to the ", "camera ", "frame ")]
    framed += [
        f"framed {at}{side}{third}" for at in ("", "in the ") for third in (" third", " hand third")
    ]
    frame = [
        f"{at} the {side} of frame" for at in ("framed on", "framed to", "held on", "placed on")
    ]
    also = [f"{side} hand third", f"{side} hand side of frame", f"{side} side of the frame"]
    return "|".join((*left, *framed, *frame, *also))


SIZES = {
    "extreme_wide": (
        "extreme wide|extreme wide shot|extreme long shot|ews|els|xws|establishing"
        "|vls|xls|establishing shot|establisher|establish|establishes|super wide|very wide"
        "|wide establishing|wide establishing shot|establishing wide|establishing wide shot"
        "|big wide|big wide shot|wide establisher"
    ),
    "wide": (
        "wide|wide shot|wide angle shot|long shot|ws|ls|wider|wides|wide plan"
        "|general plan|long plan"
    ),
    "full": "full|full shot|full length|full figure|full body|full body shot|head to toe|fs",
    "medium_full": (
        "medium full|medium full shot|medium wide|medium wide shot|medium long shot|mws|mls|mfs"
        "|cowboy shot|cowboy of|american shot|plan americain|american plan|knees up"
        "|cowboy wide|wide cowboy|cowboy framing"
        "|med wide|med full|med long shot|mid wide|mid long shot"
    ),
    "medium": (
        "medium|medium shot|mid shot|waist up|med|med shot|ms|medium angle|medium plan"
        "|half body|from the waist up"
    ),
    "medium_close_up": (
        "medium close up|medium closeup|medium close|medium close up shot|mcu|chest up"
        "|head and shoulders|bust shot|chest shot"
        "|med close up|med closeup|med close|med cu|medium cu|med close up shot|mid close up"
        "|loose close up|loose cu|close medium|close medium shot|tight medium|tight medium shot"
    ),
    "close_up": (
        "close up|closeup|close|close shot|tight|tight shot|close up shot|cu|close ups|choker"
        "|very near|close on|closer on|tight on|close plan"
        "|big plan|closed shot|primer plano|gros plan"
    ),
    "extreme_close_up": (
        "extreme close up|extreme closeup|extreme close|big close up|bcu|ecu|xcu"
        "|very close|very close shot|very closed shot|super tight|extremely tight"
    ),
    "insert": "insert|insert shot|detail shot|detail of|detail on",
}
ANGLES = {
    "eye_level": "eye level|at eye level|eye height|eyeline height",
    "low": (
        "low angle|looking up|looking up at|look up at|low angle shot|camera low|low camera"
        "|frog perspective|frog's eye view|frogs eye view|contre plongee|contrapicado|hero angle"
    ),
    "high": (
        "high angle|looking down|looking down at|looking down on|high angle shot|camera high"
        "|high camera|plongee|picado|elevated|elevated angle"
    ),
    "overhead": (
        "top down|top down shot|top shot|plan view|god shot|from the ceiling|ceiling view"
        "|ceiling shot|map view"
        "|bird's eye|birds eye|bird's eye view|birds eye view"
        "|god's eye|gods eye|god's eye view|overhead shot|overhead view"
        "|straight down|looking straight down|looking directly down|shooting straight down|flat lay"
        "|top down flat lay"
    ),
    "worms_eye": "worms eye|worm's eye|floor level|worm's eye view|from the ground|ground level",
}
VIEWS = {
    "front": "front view|front on|head on|facing camera|facing us|full face|full on|full on front",
    "three_quarter_left": (
        "three quarter front|front three quarter|three quarter profile|three quarters profile"
        "|three quarter|three quarters"
        "|three quarter front from the left|three quarter front left|front three quarter left"
        "|three quarter front camera left|front three quarter from the left|three quarters left"
        "|three quarter left|left three quarter|three quarter view from the left"
        "|three quarter from the left|three quarter view from camera left|three quarter view"
    ),
    "three_quarter_right": (
        "three quarter front from the right|three quarter front right|front three quarter right"
        "|three quarter from camera right|three quarter front camera right|three quarters right"
        "|three quarter front view from the right|front three quarter from the right"
        "|three quarter right|right three quarter|three quarter view from the right"
        "|three quarter from the right|three quarter view from camera right"
    ),
    "profile_left": "profile facing left|profile facing screen left|profile facing camera left"
    "|profile facing frame left|profile|in profile|profile left|left profile|side view|profile shot"
    "|facing camera left|facing frame left|facing screen left",
    "profile_right": (
        "profile facing right|profile facing screen right|profile facing camera right"
        "|profile facing frame right|profile right|right profile|facing camera right"
        "|facing frame right|facing screen right"
    ),
    "back": "turned away|turned away from camera|turned away from us|turned away from the camera"
    "|faces away|faces away from us|faces away from camera|facing away from camera"
    "|facing away from us|facing away from the camera|back view|rear view|back to camera"
    "|back to us|facing away|back of her head"
    "|back of his head|back of their head|back of the head",
}
PLACEMENTS = {
    "center": (
        "center|centre|centered|centred|dead centre|dead center|symmetrical|center framed"
        "|centre framed|symmetry"
    ),
    "left_third": f"left third|left of frame|left side of frame|{_placed('left', 'right')}",
    "right_third": f"right third|right of frame|right side of frame|{_placed('right', 'left')}",
    "upper_third": "upper third|top third|high in frame|high in the frame|top of frame",
    "lower_third": "lower third|bottom third|low in frame|low in the frame|bottom of frame",
    "upper_left": "upper left|top left",
    "upper_right": "upper right|top right",
    "lower_left": "lower left|bottom left",
    "lower_right": "lower right|bottom right",
}

# "Super close", "really wide": a size farther than its own.
SUCH = either("very|super|really|extremely|ultra")
NEAR = either("close|close up|closeup|close shot|tight|tight shot|close on|tight on")
FAR = either("wide|wide shot|long shot")
HUGE = (*SUCH, *either("huge|vast|massive|enormous"))
for size, suches, near in (("extreme_close_up", SUCH, NEAR), ("extreme_wide", HUGE, FAR)):
    SIZES[size] += "".join(f"|{such} {one}" for such in suches for one in near)
# "Dead profile", "strict side view": as the view is, and nothing of a light or a size.
STRICT = either("hard|full|strict|dead|true|pure|clean|perfect|straight|exact|complete|square")
for side in ("left", "right"):
    named = [f"profile {side}", f"{side} profile"]
    named += ["profile", "side view", "side on profile"] if side == "left" else []
    VIEWS[f"profile_{side}"] += "".join(f"|{how} {one}" for how in STRICT for one in named)

FRAMING: Listed = {
    "framing.size": SIZES,
    "framing.angle": ANGLES,
    "framing.view": VIEWS,
    "framing.placement": PLACEMENTS,
}

DUTCH: dict[str, Value] = {"~framing.roll_deg": 12.0}  # house default, not measured
ROLLS: dict[str, Fills] = dict.fromkeys(
    either("dutch|dutch angle|dutch tilt|canted|canted angle|dutched"), DUTCH
)

ROLLS |= dict.fromkeys(
    (
        *(
            f"{how} horizon"
            for how in either("tilted|crooked|canted|slanted|sloping|skewed|tipped")
        ),
        *(f"horizon {how}" for how in either("tilted|crooked|canted|slanted|off|off level|askew")),
        *(f"horizon's {how}" for how in either("tilted|crooked|off|off level|askew|not level")),
        *(f"horizon is {how}" for how in either("tilted|crooked|off|off level|askew|not level")),
        *(f"{how} frame" for how in either("skewed|canted|tilted|slanted|crooked|askew")),
        *either("oblique angle|german angle|batman angle|horizon not level|off kilter|askew frame"),
    ),
    DUTCH,
)
ON_ITS_SIDE: Fills = {"framing.roll_deg": 90.0}
ROLLS |= dict.fromkeys(either("camera on its side|camera turned on its side"), ON_ITS_SIDE)

# A little of it; house defaults, not measured.
SLIGHT = either(
    "slight|slightly|a slight|slightly on a|a touch of|a hint of|a bit of|subtle|gentle"
)
ROLLS |= {
    f"{some} {one}": {"~framing.roll_deg": 5.0}
    for some in SLIGHT
    for one in either("dutch|dutch angle|dutch tilt|canted|canted angle|dutched|cant")
}
A_LITTLE: dict[str, Fills] = {
    f"{some} {way} angle": {"~framing.elevation_deg": far_deg}
    for some in SLIGHT
    for way, far_deg in (("low", -6.0), ("high", 12.0))
}

# Set-ups say who is in the picture rather than how large; the size they mostly have is suggested.
SETUPS: dict[str, Fills] = {
    "single": {"~~framing.size": "medium_close_up"},
    "clean single": {"~~framing.size": "medium_close_up"},
    "dirty single": {"~~framing.size": "medium_close_up"},
    "master": {"~~framing.size": "wide"},
    "master shot": {"~~framing.size": "wide"},
    "interview": {"~~subject.selector": "role:speaker", "~framing.size": "medium_close_up"},
    "sit down": {"~framing.size": "medium_close_up"},
    "sitdown": {"~framing.size": "medium_close_up"},
    "sit down interview": {"~framing.size": "medium_close_up"},
    "portrait": {"~framing.size": "medium_close_up"},
    "headshot": {"~framing.size": "medium_close_up"},
}
SETUPS |= {thirds: {"~framing.placement": "right_third"} for thirds in ("rule of thirds", "thirds")}
SETUPS |= {
    f"{how} in {where}frame": {"~~framing.size": size}
    for how, size in (("tiny", "extreme_wide"), ("lost", "extreme_wide"), ("small", "wide"))
    for where in ("", "the ")
}
# Where somebody stands or a camera is put, high over others; nobody is one of them.
HIGH_UP = words(
    """gantry gantries rooftop roof rooftops scaffold scaffolding rafters catwalk balcony ledge
    cliff parapet battlements mast tower ridge girder girders beam beams hilltop hill mezzanine
    gallery turret overpass flyover"""
)
