# SPDX-License-Identifier: Apache-2.0
"""Draw whole scenes: subject, skins, surroundings, camera, lamps and look, and say what is true.

Nothing has a usual place: what the product thinks beforehand of lamps is not in here. Places are in
half extents of the subject about its middle; +z up, the camera heads along +y. Azimuth 0 is
the camera's side, + is camera right, from the way that the lens points; elevation 0 is level.
"""

import math

import numpy as np
from tools.stills.subjects import KINDS

FOCALS_MM = (21, 24, 28, 35, 50, 65, 85, 100, 135)
SIZES_PX = ((320, 180), (320, 180), (300, 200), (264, 198), (220, 220), (200, 250))
LAMPS = {0: 0.07, 1: 0.27, 2: 0.33, 3: 0.23, 4: 0.10}  # how many, how often
APART_STOPS = 0.7  # the key leads whatever else lights the camera's side by this: it can be named
BEHIND_DEG = 110.0  # from the way to the lens: lamps further round are rims
FAINT_STOPS = 5.0  # under the key in the picture of a ball: such a lamp is no fill
SENSOR_MM = 36.0


def drawn(seed, number):
    """One scene as plain data, and the truth of it; the same for the same numbers."""
    rng = np.random.default_rng([seed, number])
    deck = np.random.default_rng([seed, number // (2 * len(KINDS))]).permutation(list(KINDS))
    kind = str(deck[number // 2 % len(KINDS)])  # neighbours share a kind: a half each
    camera = drawn_camera(rng)
    floor = drawn_floor(rng)
    if floor is not None:
        camera["pitch_deg"] = max(camera["pitch_deg"], 1.0)
    lamps, ambient = lit(rng, floor is not None, camera["pitch_deg"])
    wall = drawn_wall(rng, lamps) if floor is not None else None
    scene = {
        "name": f"{kind}_{number:02d}",
        "seed": number,
        "subject": {
            "kind": kind,
            "parts": KINDS[kind](rng),
            "turn_deg": float(rng.uniform(-180 if rng.random() < 0.3 else -50, 50)),
            "skins": [drawn_skin(rng, pattern=0.3), drawn_skin(rng, pattern=0.2)],
            "radius_m": float(rng.choice([0.2, 0.5, 0.9, 1.5])),
        },
        "camera": camera,
        "floor": floor,
        "wall": wall,
        "clutter": clutter(rng, lamps) if floor is not None else [],
        "lamps": lamps,
        "world": drawn_world(rng, ambient),
    }
    scene["look"] = drawn_look(rng, scene)
    return scene, truth_of(scene)


def drawn_camera(rng):
    """Lens, height, how large the subject is in the picture and where."""
    least, most = ((0.5, 0.8), (0.8, 1.1), (1.2, 1.6))[int(rng.choice(3, p=[0.3, 0.55, 0.15]))]
    aside = rng.uniform(-0.28, 0.28, 2) if rng.random() < 0.4 else rng.uniform(-0.06, 0.06, 2)
    return {
        "focal_mm": int(rng.choice(FOCALS_MM)),
        "pitch_deg": float(rng.uniform(-8, 35)),
        "share": float(
            rng.uniform(least, most)
        ),  # of the picture's shorter side that a ball about the subject spans
        "aside": aside.tolist(),  # of width and height, from the middle of the picture
        "size_px": [int(n) for n in SIZES_PX[rng.integers(len(SIZES_PX))]],
    }


def drawn_skin(rng, pattern=0.0):
    """A surface: lightness, tint, gloss, and with some chance a pattern of two colours."""
    light = float(np.exp(rng.uniform(np.log(0.08), np.log(0.75))))
    other = float(np.exp(rng.uniform(np.log(0.05), np.log(0.8))))
    kind = (
        str(rng.choice(["checker", "stripes", "noise", "cells"]))
        if rng.random() < pattern
        else "plain"
    )
    return {
        "rgb": tinted(rng, light),
        "other_rgb": tinted(rng, other),
        "pattern": kind,
        "scale": float(rng.uniform(2, 9)),
        "roughness": float(
            rng.uniform(0.12, 0.4) if rng.random() < 0.35 else rng.uniform(0.45, 1.0)
        ),
        "metallic": float(rng.random() < 0.06),
    }


def tinted(rng, light):
    """A colour of about that lightness."""
    tint = np.exp(rng.normal(0, rng.choice([0.03, 0.35]), 3))
    return np.clip(light * tint / tint.mean(), 0.0, 0.95).tolist()


def drawn_floor(rng):
    """A floor of any lightness, or none in a third of the scenes."""
    return None if rng.random() < 0.33 else drawn_skin(rng, pattern=0.4)


def drawn_wall(rng, lamps):
    """A wall behind, further than any lamp, and joined to the floor by a sweep in some scenes."""
    sun_behind = any(lamp["kind"] == "sun" and abs(lamp["azimuth_deg"]) > 75 for lamp in lamps)
    if rng.random() < 0.45 or sun_behind:
        return None
    farthest = max([lamp_place(lamp)[1] for lamp in lamps if lamp["kind"] != "sun"], default=0.0)
    away = max(float(rng.uniform(1.8, 6.0)), farthest + 0.5)
    return {"away": away, "skin": drawn_skin(rng, pattern=0.3), "swept": bool(rng.random() < 0.4)}


def lit(rng, floor, pitch_deg):
    """Lamps until one of them can be named the key, and how much light comes from all round."""
    count = int(rng.choice(list(LAMPS), p=list(LAMPS.values())))
    while True:
        lamps = [drawn_lamp(rng, floor, first=n == 0) for n in range(count)]
        shown = sorted((seen_light(lamp, pitch_deg) for lamp in lamps), reverse=True)
        if not lamps or (shown[0] > 0.12 and (count < 2 or shown[0] > 2**APART_STOPS * shown[1])):
            break
    under_stops = rng.uniform(1.0, 6.5)
    return lamps, (1.0 if not lamps else shown[0] / math.pi * 2.0**-under_stops)


def drawn_lamp(rng, floor, first):
    """A lamp anywhere: a disk, a spot or a sun; its irradiance is that of a card that faces it."""
    kind = str(rng.choice(["disk", "spot", "sun"], p=[0.6, 0.22, 0.18]))
    lowest = 6.0 if floor else -30.0
    azimuth_deg = rng.uniform(-125, 125) if first else rng.uniform(-180, 180)
    if not first and rng.random() < 0.25:
        azimuth_deg = float(rng.choice([-1.0, 1.0])) * rng.uniform(120, 180)
    # What stands behind is often strong: little of it is seen.
    behind = abs(azimuth_deg) > 120
    stops = 0.0 if first else rng.uniform(-2.5, 1.3) if behind else rng.uniform(-4.5, 0.5)
    return {
        "kind": kind,
        "azimuth_deg": float(azimuth_deg),
        "elevation_deg": float(rng.uniform(lowest, 75)),
        "irradiance": float(2.0**stops),
        "kelvin": float(rng.choice([2700, 3200, 4300, 5600, 6500, 8000])),
        "distance": float(np.exp(rng.uniform(np.log(3.0), np.log(12.0)))),
        "wide_deg": float(rng.uniform(0.5, 4.0) if kind != "disk" else rng.uniform(2.0, 35.0)),
        "in_sight": bool(rng.random() < 0.25),
    }


def lamp_place(lamp):
    """Where a lamp stands, in half extents of the subject."""
    return lamp["distance"] * way(lamp["azimuth_deg"], lamp["elevation_deg"])


def way(azimuth_deg, elevation_deg):
    """The unit vector to a lamp."""
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    return np.array([math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)])


def from_lens_deg(lamp, pitch_deg):
    """The angle between the way to a lamp and the way back along the lens."""
    cosine = way(lamp["azimuth_deg"], lamp["elevation_deg"]) @ way(0.0, pitch_deg)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def seen_light(lamp, pitch_deg):
    """What a lamp adds to the picture of a white ball, against the same lamp at the lens.

    source   the phase law of Lambert's sphere (Lambert 1760; Lester, McCall, Tatum 1979)
    """
    phase = math.radians(from_lens_deg(lamp, pitch_deg))
    return lamp["irradiance"] * (math.sin(phase) + (math.pi - phase) * math.cos(phase)) / math.pi


def clutter(rng, lamps):
    """Other things on the floor, none of them between a lamp and the subject."""
    found = []
    for _ in range(int(rng.choice([0, 0, 0, 2, 4, 7]))):
        turn, away = rng.uniform(math.pi * 0.1, math.pi * 0.9), rng.uniform(1.7, 5.0)
        at = np.array([away * math.cos(turn), away * math.sin(turn), 0.0])
        half = rng.uniform(0.15, 0.7, 3)
        # What is aside and not in the way of a lamp stays.
        clear = all(_off_way(at, lamp) > 1.0 + float(np.linalg.norm(half)) for lamp in lamps)
        if clear:
            form = str(rng.choice(["ball", "box", "tube"]))
            found.append(
                {
                    "form": form,
                    "at": at.tolist(),
                    "half": half.tolist(),
                    "skin": drawn_skin(rng, 0.3),
                }
            )
    return found


def _off_way(at, lamp):
    """How far a thing on the floor stands from the light's way to the subject."""
    toward = way(lamp["azimuth_deg"], lamp["elevation_deg"])
    along = max(float(at @ toward), 0.0)
    return float(np.linalg.norm(at - along * toward))


def drawn_world(rng, ambient):
    """Light from all round, even or more from above, and what the camera sees there instead."""
    shown = None
    if rng.random() < 0.75:
        shown = tinted(rng, float(rng.choice([0.0, 0.0, 0.05, 0.2, 0.6])))
    return {
        "rgb": tinted(rng, ambient),
        "above": float(rng.choice([0.0, 0.0, 0.7])),  # how much more the zenith sheds than level
        "shown_rgb": shown,
    }


def drawn_look(rng, scene):
    """View transform, exposure, grain and packing."""
    light = sum(seen_light(lamp, scene["camera"]["pitch_deg"]) for lamp in scene["lamps"]) * 2 / 3
    light += math.pi * float(np.mean(scene["world"]["rgb"]))
    skin = float(np.mean(scene["subject"]["skins"][0]["rgb"]))
    wanted = 0.18 * 2.0 ** rng.uniform(-0.8, 0.8)
    packed = bool(rng.random() < 0.75)
    return {
        "view": str(rng.choice(["Standard", "Filmic", "AgX"], p=[0.5, 0.2, 0.3])),
        "exposure_stops": math.log2(wanted * math.pi / (light * skin)),
        "grain": float(rng.choice([0.0, 0.004, 0.012, 0.03])) if packed else 0.0,
        "quality": int(rng.integers(60, 97)) if packed else None,  # of a JPEG; else a PNG
    }


def truth_of(scene):
    """What is so, as a measurement wants it: every lamp, which is the key, key over fill, rim."""
    pitch_deg = scene["camera"]["pitch_deg"]
    lamps = [told(lamp, pitch_deg) for lamp in scene["lamps"]]
    lamps.sort(key=lambda lamp: -lamp["seen"])
    if lamps:
        lamps[0]["role"] = "key"
    key = next(iter(lamps), None)
    fills = [
        one
        for one in lamps
        if one["role"] == "fill" and one["seen"] > key["seen"] * 2**-FAINT_STOPS
    ]
    rims = [one for one in lamps if one["role"] == "rim"]
    fill = max(fills, key=lambda one: one["seen"], default=None)
    return {
        "image": scene["name"] + (".jpg" if scene["look"]["quality"] else ".png"),
        "subject": scene["subject"]["kind"],
        "key_azimuth_deg": key and key["azimuth_deg"],
        "key_elevation_deg": key and key["elevation_deg"],
        "key_kelvin": key and key["kelvin"],
        "key_fill_ratio_stops": fill and math.log2(key["irradiance"] / fill["irradiance"]),
        "rim": rim_name(max(rims, key=lambda one: one["irradiance"], default=None), key),
        "haze_density": 0.0,
        "lamps": lamps,
        "ambient_irradiance": math.pi * float(np.mean(scene["world"]["rgb"])),
        "focal_mm": scene["camera"]["focal_mm"],
        "camera_elevation_deg": pitch_deg,
        "floor": scene["floor"] is not None,
        "patterned": scene["subject"]["skins"][0]["pattern"] != "plain",
        "view": scene["look"]["view"],
    }


def told(lamp, pitch_deg):
    """A lamp as truth tells of it."""
    kept = ("kind", "azimuth_deg", "elevation_deg", "irradiance", "kelvin", "wide_deg")
    behind = from_lens_deg(lamp, pitch_deg) > BEHIND_DEG
    role = "rim" if behind else "fill"
    return {name: lamp[name] for name in kept} | {"role": role, "seen": seen_light(lamp, pitch_deg)}


def rim_name(rim, key):
    """The word for a rim; none where it is so faint that nobody would call it one."""
    if rim is None or rim["irradiance"] < 0.3 * key["irradiance"]:
        return "none"
    if abs(rim["azimuth_deg"]) > 162.5:
        return "backlight"
    return "rim_right" if rim["azimuth_deg"] > 0 else "rim_left"
