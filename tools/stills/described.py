# SPDX-License-Identifier: Apache-2.0
"""Stills of which it is known what a cinematographer would call them, in twenty-two categories.

The preview draws them, so that no host is needed. Each still departs from a plain one in a few
ways that are drawn at random; its truth names only the categories that it is a fair example of.
"""

import math
from dataclasses import replace

import numpy as np

from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.preview.camera import PreviewCamera, look_at, station
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import (
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSubject,
    hemispheres,
)

# Every category and its labels. The first fourteen are categories of CinemaCLIP's published table.
CATEGORIES = {
    "colour contrast": ("low contrast", "normal contrast", "high contrast"),
    "colour key": ("no screen", "green screen", "blue screen"),
    "saturation": ("desaturated", "natural colour", "saturated"),
    "colour theory": ("one hue", "neighbouring hues", "opposite hues"),
    "tones": ("warm", "neutral", "cool", "black and white"),
    "lighting cast": ("hard", "soft"),
    "lighting contrast": ("flat light", "contrasty light"),
    "lighting edge": ("no rim", "rim"),
    "silhouette": ("lit", "silhouette"),
    "composition": ("left third", "centre", "right third"),
    "dutch angle": ("level", "dutch"),
    "focus": ("deep focus", "shallow focus"),
    "framing": ("wide", "full", "medium", "close up"),
    "symmetry": ("asymmetrical", "symmetrical"),
    "key side": ("key left", "key front", "key right"),
    "key height": ("low light", "high light"),
    "rim side": ("rim left", "rim right"),
    "picture key": ("low key", "high key"),
    "haze": ("clear", "hazy"),
    "grain": ("clean", "grainy"),
    "placement": ("upper", "middle", "lower"),
    "frame shape": ("vertical", "academy", "widescreen", "scope"),
}
ASPECTS = {"vertical": 9 / 16, "academy": 1.375, "widescreen": 1.85, "scope": 2.39}
SIZES = {"wide": "wide", "full": "full", "medium": "medium", "close up": "close_up"}
PIXELS = 320 * 180
TALL_M = 1.75
ALWAYS = ("framing", "composition", "key side")
SOME = 5  # ways more in which a still departs from a plain one
SCREENS = {"green screen": (0.02, 0.62, 0.05), "blue screen": (0.02, 0.07, 0.75)}
WARM_K, COOL_K, WHITE_K = (2600.0, 3300.0), (9500.0, 14000.0), 6504.0


def described(seed, number):
    """One still as codes (h, w, 3), and its truth: category to label."""
    rng = np.random.default_rng([seed, number])
    wanted = _wanted(rng, number)
    scene, width, height = _scene(rng, wanted)
    light = render(scene, width, height).astype(np.float64)
    return _finished(rng, light, wanted), _truth(wanted)


def _wanted(rng, number):
    """A label for each category that the still is to show: all categories take turns."""
    takes_turn = list(CATEGORIES)[number % len(CATEGORIES)]
    others = [name for name in CATEGORIES if name not in (*ALWAYS, takes_turn)]
    shown = {*ALWAYS, takes_turn, *rng.choice(others, SOME, replace=False)}
    labels = {name: str(rng.choice(CATEGORIES[name])) for name in CATEGORIES if name in shown}
    turn = number // len(CATEGORIES)
    labels[takes_turn] = CATEGORIES[takes_turn][turn % len(CATEGORIES[takes_turn])]
    if takes_turn == "placement":
        labels["framing"] = "wide"  # no other leaves room to be high or low in
    for name, strong, shut_out in EXCLUDES:
        if labels.get(name) not in strong:
            continue
        # What takes its turn stays; what would spoil it, or be spoilt, is left plain.
        if takes_turn in shut_out:
            labels.pop(name)
        else:
            for other in shut_out:
                labels.pop(other, None)
    return labels


LIGHT = ("lighting cast", "lighting contrast", "lighting edge", "rim side", "key height")
COLOUR = ("saturation", "colour theory", "tones")
# What cannot be said of one and the same still, the stronger first.
ANY = tuple(label for labels in CATEGORIES.values() for label in labels)
EXCLUDES = (
    ("colour key", ANY, (*COLOUR, "haze", "picture key", "silhouette", "symmetry", "focus")),
    ("silhouette", ("silhouette",), (*LIGHT, *COLOUR, "key side", "picture key", "haze")),
    ("silhouette", ("silhouette",), ("symmetry", "colour contrast", "focus", "grain")),
    ("rim side", ANY, ("lighting edge",)),
    ("picture key", ANY, ("colour contrast", "lighting contrast", "haze", "key height", "grain")),
    ("colour contrast", ANY, ("lighting contrast", "haze", "grain", "key height")),
    ("tones", ANY, ("saturation", "colour theory")),
    ("colour theory", ANY, ("saturation",)),
    ("haze", ("hazy",), ("focus", "lighting edge", "lighting cast", "rim side", "grain")),
    ("symmetry", ("symmetrical",), ("composition", "key side", "dutch angle", "rim side")),
    ("symmetry", ("symmetrical",), ("focus", "lighting edge")),
    ("symmetry", ("asymmetrical",), ("dutch angle",)),
    ("placement", ANY, ("dutch angle", "symmetry")),
    ("focus", ANY, ("dutch angle",)),
)


def _scene(rng, wanted):
    aspect = ASPECTS[wanted.get("frame shape", "widescreen")]
    height = 2 * round(math.sqrt(PIXELS / aspect) / 2)
    width = 2 * round(height * aspect / 2)
    tint = _tint(rng, wanted)
    subject, ground = _surfaces(rng, wanted)
    camera, middle = _camera(rng, wanted, width / height)
    contrasty = wanted.get("lighting contrast") == "contrasty light"
    flat = wanted.get("lighting contrast") == "flat light"
    ambient, fill_stops = (0.12, -1.8) if not contrasty else (0.02, -9.0)
    ambient, fill_stops = (0.5, -0.3) if flat else (ambient, fill_stops)
    if wanted.get("picture key") == "low key":
        ambient, fill_stops = 0.01, -5.0
    if wanted.get("picture key") == "high key":
        ambient, fill_stops = 0.55, -0.5
    if wanted.get("silhouette") == "silhouette":
        ambient, fill_stops = 1.2, -12.0
    lights = _lights(rng, wanted, middle, tint, fill_stops)
    sky = tuple(ambient * t for t in tint)
    hazy = wanted.get("haze") == "hazy"
    fog = PreviewFog(float(rng.uniform(0.10, 0.3)) if hazy else 0.0, 0.3, tint)
    return (
        PreviewScene(camera, subject, tuple(lights), hemispheres(sky, sky), None, fog, ground),
        width,
        height,
    )


def _tint(rng, wanted):
    kind = wanted.get("tones")
    span = {"warm": WARM_K, "cool": COOL_K}.get(kind, (WHITE_K, WHITE_K))
    rgb = linear_srgb_from_kelvin(float(rng.uniform(*span)))
    white = linear_srgb_from_kelvin(WHITE_K)
    rgb = rgb / white
    return tuple(float(c) for c in rgb / (rgb @ np.array([0.2126, 0.7152, 0.0722])))


def _surfaces(rng, wanted):
    """What the subject and the floor are made of."""
    grey, floor = float(rng.uniform(0.3, 0.5)), float(rng.uniform(0.08, 0.2))
    if wanted.get("picture key") == "low key":
        floor = 0.03
    if wanted.get("picture key") == "high key":
        grey, floor = 0.5, 0.5
    own, other = _hues(rng, wanted)
    amount = {"desaturated": 0.06, "natural colour": 0.38, "saturated": 0.9}
    depth = amount.get(wanted.get("saturation"), 0.55 if "colour theory" in wanted else 0.1)
    subject_rgb, ground_rgb = _coloured(grey, own, depth), _coloured(floor, other, depth)
    if wanted.get("silhouette") == "silhouette":
        subject_rgb, ground_rgb = (0.015,) * 3, (0.5,) * 3
    if wanted.get("colour key") in SCREENS:
        ground_rgb = SCREENS[wanted["colour key"]]
    kind = "person"
    symmetrical = wanted.get("symmetry") == "symmetrical"
    facing = 0.0 if symmetrical else float(rng.uniform(-30, 30))
    subject = PreviewSubject(kind, TALL_M, (0.0, 0.0, 0.0), facing, subject_rgb)
    screen = wanted.get("colour key") in SCREENS or rng.random() < 0.3
    return subject, PreviewGround(ground_rgb, cyclorama_radius_m=25.0 if screen else 0.0)


def _hues(rng, wanted):
    own = float(rng.uniform(0, 360))
    apart = {"one hue": 0.0, "neighbouring hues": 55.0, "opposite hues": 180.0}
    return own, own + apart.get(wanted.get("colour theory"), 0.0) * float(rng.choice([-1, 1]))


def _coloured(level, hue_deg, depth):
    """A colour of one lightness; `depth` 1 takes its darkest channel to nothing."""
    angles = np.radians([hue_deg, hue_deg - 120.0, hue_deg + 120.0])
    wheel = 0.5 + 0.5 * np.cos(angles)
    rgb = 1.0 - depth + depth * wheel / wheel.mean() * 0.9
    return tuple(float(c) for c in np.clip(level * rgb / rgb.mean(), 0.0, 0.95))


def _camera(rng, wanted, aspect):
    focal = float(rng.choice([35.0, 50.0, 85.0]))
    sensor = 36.0
    size = SHOT_SIZES[SIZES[wanted["framing"]]] * float(np.exp(rng.uniform(-0.08, 0.08)))
    frame_m = size * TALL_M
    if wanted.get("focus") == "shallow focus":
        focal = 85.0
    distance = focal * frame_m / (sensor / aspect)
    middle_m = TALL_M / 2 if frame_m > TALL_M else max(TALL_M * 1.04 - frame_m / 2, 0.0)
    target = (0.0, 0.0, middle_m)
    place = station(0.0, float(rng.uniform(1, 7)), distance, target)
    roll = float(rng.choice([-1, 1])) * float(rng.uniform(8, 14))
    turn = look_at(place, target, roll if wanted.get("dutch angle") == "dutch" else 0.0)
    aside = {"left third": 1 / 6, "right third": -1 / 6}.get(wanted.get("composition"), 0.0)
    above = {"upper": -0.2, "lower": 0.2}.get(wanted.get("placement"), 0.0)
    above *= float(wanted["framing"] == "wide")
    stop = 1.2 if wanted.get("focus") == "shallow focus" else 0.0
    camera = PreviewCamera(
        *(place, turn, focal, sensor, distance, stop),
        shift_x_mm=aside * sensor,
        shift_y_mm=above * sensor / aspect,
    )
    return camera, target


def _lights(rng, wanted, middle, tint, fill_stops):
    target = (0.0, 0.0, 1.45 if middle[2] > 1.0 else 1.2)
    side = {"key left": -1.0, "key right": 1.0}.get(wanted.get("key side"), 0.0)
    azimuth = side * float(rng.uniform(40, 75)) + (float(rng.uniform(-8, 8)) if not side else 0.0)
    if wanted.get("symmetry") == "symmetrical":
        azimuth = 0.0
    if wanted.get("symmetry") == "asymmetrical" and "composition" not in wanted:
        azimuth = float(rng.choice([-60.0, 60.0]))
    span = {"low light": (3, 12), "high light": (58, 72)}.get(wanted.get("key height"), (25, 45))
    elevation, away = float(rng.uniform(*span)), 4.0
    wide = {"hard": (0.5, 2.0), "soft": (35.0, 60.0)}.get(wanted.get("lighting cast"), (4.0, 15.0))
    radius = away * math.tan(math.radians(float(rng.uniform(*wide)) / 2))
    dim = 2.0**-12 if wanted.get("silhouette") == "silhouette" else 1.0
    key = _lamp("key", azimuth, elevation, away, target, radius, tint, dim)
    lights = [key]
    if fill_stops > -8.0:
        lights.append(_lamp("fill", -0.6 * azimuth, 15.0, 4.0, target, 1.0, tint, 2.0**fill_stops))
    rim_side = {"rim left": -1.0, "rim right": 1.0}.get(wanted.get("rim side"), 0.0)
    if wanted.get("lighting edge") == "rim":
        rim_side = float(rng.choice([-1.0, 1.0]))
    if rim_side:
        at = rim_side * float(rng.uniform(138, 155))
        lights.append(_lamp("rim", at, 30.0, 3.5, target, 0.25, tint, 2.0 ** rng.uniform(1.2, 2.2)))
    if "focus" in wanted:
        lights += [_practical(rng, n) for n in range(6)]
    return lights


def _lamp(name, azimuth, elevation, away, target, radius, tint, illuminance):
    place = station(azimuth, elevation, away, target)
    return PreviewLight(name, place, target, radius, tint, float(illuminance))


def _practical(rng, number):
    """A small lamp in the picture, far behind the subject."""
    place = (float(rng.uniform(-6, 6)), float(rng.uniform(8, 12)), float(rng.uniform(0.3, 3.2)))
    one = PreviewLight(f"bulb {number}", place, (0.0, 0.0, 1.0), 0.09, omni=True, visible=True)
    return replace(one, illuminance=0.01)


def _finished(rng, light, wanted):
    """Graded, grained, encoded: what a viewer gets."""
    slope = {"low contrast": 0.45, "high contrast": 2.0}.get(wanted.get("colour contrast"), 1.0)
    light = 0.18 * (np.maximum(light, 1e-6) / 0.18) ** slope
    if wanted.get("tones") == "black and white":
        light = np.repeat((light @ np.array([0.2126, 0.7152, 0.0722]))[..., None], 3, axis=2)
    shown = encode_srgb(np.clip(light, 0.0, 1.0))
    if wanted.get("grain") == "grainy":
        shown = shown + rng.normal(0.0, rng.uniform(0.02, 0.05), (*shown.shape[:2], 1))
    return np.rint(np.clip(shown, 0.0, 1.0) * 255.0).astype(np.uint8)


def _truth(wanted):
    """What the still is a fair example of; what was left plain is told where that is a label."""
    truth = dict(wanted)
    if wanted["framing"] != "wide":
        truth.pop("placement", None)
    dark = wanted.get("silhouette") == "silhouette"
    screen = wanted.get("colour key") in SCREENS
    for name, label in PLAIN.items():
        if not dark or name in ("dutch angle", "colour key", "frame shape"):
            truth.setdefault(name, label)
    if "rim side" in wanted:
        truth["lighting edge"] = "rim"
    if screen or dark or "colour contrast" in wanted:
        truth.pop("lighting contrast", None)
    return {name: truth[name] for name in CATEGORIES if name in truth}


# What a still shows that was not asked to show otherwise.
PLAIN = {
    **{"colour key": "no screen", "lighting edge": "no rim", "silhouette": "lit"},
    **{"dutch angle": "level", "haze": "clear", "frame shape": "widescreen"},
}
