# SPDX-License-Identifier: Apache-2.0
"""The whole picture as one flat vector of named numbers: what a match turns."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.preview.camera import PreviewCamera, look_at, station
from scene_stager.preview.scene import (
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSubject,
    hemispheres,
)
from scene_stager.preview.vectors import Vec3
from scene_stager.shot.lighting.usual_set import (
    FILL,
    FLOOR_ALBEDO,
    FLOOR_ROUGHNESS,
    HAZE_G,
    KEY,
    LAMP_DISTANCE_M,
    LARGE_FILL_DEG,
    RIMS,
    TARGET_HEIGHT_M,
    LampPose,
)

SENSOR_WIDTH_MM = 36.0  # full frame, 36 by 24 mm by definition

# Bounds of a lamp: house defaults, not measured.
AZIMUTHS_DEG, ELEVATIONS_DEG, SOFTNESSES_DEG = (-180.0, 180.0), (-10.0, 90.0), (0.2, 90.0)
STOPS, KELVINS, DISTANCES_M = (-12.0, 6.0), (1500.0, 15000.0), (0.3, 1000.0)
DAYLIGHT_K = 5600.0  # of a daylight lamp: house default


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the vector: its name, unit ("" for none), bounds and usual value."""

    name: str
    unit: str
    low: float
    high: float
    default: float


def _lamp(name: str, usual: LampPose, stops: float, softness_deg: float) -> tuple[Parameter, ...]:
    """Where a light stands seen from the target (azimuth from the camera's side, + to its right),
    how much it gives there (stops from the anchor), its colour, and the angle it fills across."""
    return (
        Parameter(f"{name}_azimuth_deg", "deg", *AZIMUTHS_DEG, usual.azimuth_deg),
        Parameter(f"{name}_elevation_deg", "deg", *ELEVATIONS_DEG, usual.elevation_deg),
        Parameter(f"{name}_stops", "stops", *STOPS, stops),
        Parameter(f"{name}_kelvin", "K", *KELVINS, DAYLIGHT_K),
        Parameter(f"{name}_softness_deg", "deg", *SOFTNESSES_DEG, softness_deg),
        Parameter(f"{name}_distance_m", "m", *DISTANCES_M, LAMP_DISTANCE_M),
    )


LAMPS = ("key", "fill", "rim")
# What a usual set is, and whose numbers these are, is said in `usual_set.py`; levels, camera and
# bounds are house defaults, not measured.
PARAMETERS: tuple[Parameter, ...] = (
    *_lamp("key", KEY, 0.0, KEY.softness_deg),
    *_lamp("fill", FILL, -2.0, LARGE_FILL_DEG),
    *_lamp("rim", RIMS["rim_right"], -1.0, RIMS["rim_right"].softness_deg),
    Parameter("ambient_level", "", 0.0, 4.0, 0.02),
    Parameter("ambient_tilt", "", -1.0, 1.0, 0.0),
    Parameter("ambient_kelvin", "K", 1500.0, 15000.0, 6500.0),
    Parameter("haze_per_m", "1/m", 0.0, 1.0, 0.0),
    Parameter("haze_g", "", -0.9, 0.9, HAZE_G),
    Parameter("camera_azimuth_deg", "deg", -180.0, 180.0, 0.0),
    Parameter("camera_elevation_deg", "deg", -80.0, 89.0, 5.0),
    Parameter("camera_distance_m", "m", 0.1, 1000.0, 5.0),
    Parameter("camera_roll_deg", "deg", -90.0, 90.0, 0.0),
    Parameter("camera_focal_mm", "mm", 8.0, 600.0, 50.0),
    Parameter("camera_f_number", "", 0.0, 64.0, 0.0),
    Parameter("target_height_m", "m", 0.0, 100.0, TARGET_HEIGHT_M),
    Parameter("subject_facing_deg", "deg", -180.0, 180.0, 0.0),
    Parameter("subject_albedo_r", "", 0.0, 1.0, 0.5),
    Parameter("subject_albedo_g", "", 0.0, 1.0, 0.5),
    Parameter("subject_albedo_b", "", 0.0, 1.0, 0.5),
    Parameter("subject_roughness", "", 0.05, 1.0, 0.5),
    Parameter("subject_specular", "", 0.0, 1.0, 0.5),
    Parameter("ground_albedo", "", 0.0, 1.0, FLOOR_ALBEDO),
    Parameter("ground_roughness", "", 0.05, 1.0, FLOOR_ROUGHNESS),
)
INDEX: Mapping[str, int] = {p.name: k for k, p in enumerate(PARAMETERS)}


def default_vector(**changed: float) -> Floats:
    """The vector of usual values, with some changed by name."""
    values = np.array([p.default for p in PARAMETERS])
    for name, value in changed.items():
        values[INDEX[name]] = value
    return values


def bounds() -> tuple[Floats, Floats]:
    """The least and greatest vector."""
    return np.array([p.low for p in PARAMETERS]), np.array([p.high for p in PARAMETERS])


def scene_of(
    vector: Sequence[float] | Floats,
    kind: str = "bust",
    height_m: float = 1.8,
    lamps: Sequence[str] = LAMPS,
) -> PreviewScene:
    """The scene that a vector describes; the anchor is 1, so 0 stops of key puts grey at 0.18.

    shapes   vector (len(PARAMETERS),)
    frame    the target stands over the stage's origin; light azimuths are from the camera's side
    """
    value = dict(zip(INDEX, (float(v) for v in vector), strict=True))
    target = (0.0, 0.0, value["target_height_m"])
    eye = station(
        value["camera_azimuth_deg"],
        value["camera_elevation_deg"],
        value["camera_distance_m"],
        target,
    )
    camera = PreviewCamera(
        eye,
        look_at(eye, target, value["camera_roll_deg"]),
        value["camera_focal_mm"],
        SENSOR_WIDTH_MM,
        value["camera_distance_m"],
        value["camera_f_number"],
    )
    level, tilt = value["ambient_level"], value["ambient_tilt"]
    r, g, b = kelvin_rgb(value["ambient_kelvin"])
    top, bottom = level * (1.0 + tilt), level * (1.0 - tilt)
    ground = value["ground_albedo"]
    return PreviewScene(
        camera=camera,
        subject=_subject(value, kind, height_m),
        lights=tuple(_light(value, name, target) for name in lamps),
        ambient=hemispheres((r * top, g * top, b * top), (r * bottom, g * bottom, b * bottom)),
        fog=PreviewFog(value["haze_per_m"], value["haze_g"]),
        ground=PreviewGround((ground, ground, ground), value["ground_roughness"]),
    )


def kelvin_rgb(kelvin: float) -> Vec3:
    """A light's colour at luminance one, with no negative part."""
    raw = [max(float(c), 0.0) for c in linear_srgb_from_kelvin(np.array(kelvin))]
    luminance = math.fsum(c * w for c, w in zip(raw, REC_709, strict=True))
    return (raw[0] / luminance, raw[1] / luminance, raw[2] / luminance)


def _subject(value: Mapping[str, float], kind: str, height_m: float) -> PreviewSubject:
    return PreviewSubject(
        kind,
        height_m,
        facing_deg=value["subject_facing_deg"],
        albedo_rgb=(
            value["subject_albedo_r"],
            value["subject_albedo_g"],
            value["subject_albedo_b"],
        ),
        roughness=value["subject_roughness"],
        specular=value["subject_specular"],
    )


def _light(value: Mapping[str, float], name: str, target_m: Vec3) -> PreviewLight:
    distance_m = value[f"{name}_distance_m"]
    azimuth_deg = value["camera_azimuth_deg"] + value[f"{name}_azimuth_deg"]
    half = math.radians(value[f"{name}_softness_deg"]) / 2
    return PreviewLight(
        name,
        station(azimuth_deg, value[f"{name}_elevation_deg"], distance_m, target_m),
        target_m,
        distance_m * math.tan(half),
        kelvin_rgb(value[f"{name}_kelvin"]),
        2.0 ** value[f"{name}_stops"],
    )
