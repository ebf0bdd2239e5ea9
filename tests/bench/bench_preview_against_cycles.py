"""The preview against real Blender: shading, the ratio of key side to fill side, and time.

Without Blender (`bpy`, which `tools/dev.py bench` installs) only the preview is timed.
`--pictures FOLDER` keeps both pictures of every scene.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from _blender import NONE, bpy_python
from PIL import Image

from scene_stager.maths.colour.luminance import REC_709
from scene_stager.preview.camera import PreviewCamera
from scene_stager.preview.fog import depth_between
from scene_stager.preview.geometry import View, geometry
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewScene, ground_middle_m, in_subject_frame
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import stand_ins

WIDE, HIGH, SAMPLES, RUNS = 480, 270, 48, 7
LEAST_CORRELATION, MOST_STOPS, MOST_MS = 0.97, 0.3, 60.0
LUMINANCE = np.array(REC_709)
FLAT_SKY = 0.282094791773878  # the constant harmonic
OFF = {"rim_stops": -12.0}

# kind, height in metres, and what differs from the usual vector
SCENES: dict[str, tuple[str, float, dict[str, float]]] = {
    "bust, small key": ("bust", 1.8, {"key_azimuth_deg": -45, "key_softness_deg": 4.3, **OFF}),
    "bust, soft key and rim": (
        "bust",
        1.8,
        {"camera_azimuth_deg": 30, "key_azimuth_deg": 60, "key_softness_deg": 22.6}
        | {"key_kelvin": 3200, "fill_stops": -3.3, "rim_stops": 0, "subject_roughness": 0.3},
    ),
    "bust, from the side": (
        "bust",
        1.8,
        {"camera_azimuth_deg": -20, "key_azimuth_deg": -95, "key_elevation_deg": 15}
        | {"fill_azimuth_deg": 40, "fill_stops": -4, "rim_azimuth_deg": 180, "rim_stops": 0.3},
    ),
    "bust, hard and close": (
        "bust",
        0.6,
        {"target_height_m": 0.42, "camera_distance_m": 1.1, "key_distance_m": 3, **OFF}
        | {"key_azimuth_deg": -40, "key_elevation_deg": 45, "key_softness_deg": 1.5},
    ),
    "person, three points": (
        "person",
        1.75,
        {"camera_distance_m": 6, "camera_azimuth_deg": 20, "key_azimuth_deg": -50}
        | {"fill_azimuth_deg": 40, "rim_stops": -0.3},
    ),
    "person, haze": (
        "person",
        1.75,
        {"camera_distance_m": 6, "camera_azimuth_deg": -25, "haze_per_m": 0.03}
        | {"key_azimuth_deg": 60, "key_elevation_deg": 25, "key_kelvin": 3200},
    ),
    "product, light from above": (
        "product",
        1.6,
        {"camera_azimuth_deg": 25, "camera_elevation_deg": 12, "key_azimuth_deg": 20}
        | {"key_elevation_deg": 70, "key_softness_deg": 22, "subject_roughness": 0.25},
    ),
    "vehicle, sun": (
        "vehicle",
        1.5,
        {"camera_distance_m": 9, "camera_azimuth_deg": 35, "target_height_m": 0.6, **OFF}
        | {"key_azimuth_deg": -60, "key_distance_m": 30, "key_softness_deg": 0.6},
    ),
    "ball, thick haze": (
        "sphere",
        1.6,
        {"target_height_m": 0.8, "haze_per_m": 0.05, "key_azimuth_deg": -40}
        | {"key_softness_deg": 4.3, "rim_azimuth_deg": 180, "rim_stops": -0.3},
    ),
}


def main() -> None:
    """Draw every scene both ways and print how they compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pictures", type=Path, help="keep both pictures of every scene here")
    folder = options.parse_args().pictures
    scenes = {name: scene_for(*given) for name, given in SCENES.items()}
    python = bpy_python()
    with tempfile.TemporaryDirectory() as work:
        theirs = cycles(scenes, python, Path(work)) if python else {}
    if not python:
        print(NONE)
    print(f"{WIDE}x{HIGH}; preview on one thread, Cycles at {SAMPLES} samples on all of them")
    print(
        f"{'scene':<28}{'shading':>9}{'key/fill stops':>18}{'apart':>8}{'ms':>7}{'Cycles ms':>11}"
    )
    passed = [row(name, scene, theirs.get(name), folder) for name, scene in scenes.items()]
    heavy = heaviest()
    print(f"{'close-up, focus and haze':<28}{'':>35}{draw_ms(heavy):>7.0f}")
    print(f"{'  the same, camera at rest':<28}{'':>35}{draw_ms(heavy, fresh=False):>7.0f}")
    if theirs:
        bars = f"shading >= {LEAST_CORRELATION}, apart <= {MOST_STOPS} stops, <= {MOST_MS:.0f} ms"
        print(f"{sum(passed)} of {len(passed)} scenes keep all three: {bars}")


def scene_for(kind: str, height_m: float, changed: dict[str, float]) -> PreviewScene:
    """A scene of the usual vector with some numbers changed."""
    usual = {"subject_albedo_g": 0.46, "subject_albedo_b": 0.42, "target_height_m": 0.62 * height_m}
    return scene_of(default_vector(**(usual | changed)), kind, height_m)


def heaviest() -> PreviewScene:
    """Everything at once: three lights, haze, a head that fills the frame, an open lens."""
    near = {"target_height_m": 0.44, "camera_distance_m": 0.8, "haze_per_m": 0.03}
    return scene_for("bust", 0.6, near | {"camera_f_number": 2.0, "key_softness_deg": 20.0})


def row(
    name: str, scene: PreviewScene, found: tuple[np.ndarray, float] | None, folder: Path | None
) -> bool:
    """Print one line of the table; whether it keeps every bar."""
    ours, milliseconds = render(scene, WIDE, HIGH), draw_ms(scene)
    if found is None:
        print(f"{name:<28}{'':>35}{milliseconds:>7.0f}")
        return False
    theirs, seconds = found
    subject, key_side, fill_side = sides(scene)
    a, b = ours @ LUMINANCE, theirs @ LUMINANCE
    correlation = float(np.corrcoef(a[subject], b[subject])[0, 1])
    ratio, other = (math.log2(p[key_side].mean() / p[fill_side].mean()) for p in (a, b))
    print(
        f"{name:<28}{correlation:>9.4f}{ratio:>9.2f}{other:>9.2f}{ratio - other:>+8.2f}"
        f"{milliseconds:>7.0f}{seconds * 1e3:>11.0f}"
    )
    if folder:
        keep(np.hstack([ours, theirs]), folder / f"{name.replace(', ', '_').replace(' ', '_')}.png")
    near = abs(ratio - other) <= MOST_STOPS
    return correlation >= LEAST_CORRELATION and near and milliseconds <= MOST_MS


def sides(scene: PreviewScene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels that are all subject, those of them that face the key, and those that face away."""
    local = in_subject_frame(scene)
    body, camera = local.subject, local.camera
    stage_m = ground_middle_m(scene)
    drawn = geometry(View(camera, body.kind, body.height_m, local.ground, stage_m, WIDE, HIGH))
    key = local.lights[0]
    way = np.subtract(key.position_m, key.target_m) / math.dist(key.position_m, key.target_m)
    turned = sum(f * w for f, w in zip(drawn.seen.facing, way, strict=True))
    facing = np.full(WIDE * HIGH, np.nan)
    whole = slice(drawn.seen.whole)
    facing[drawn.seen.pixels[whole]] = turned[whole]
    facing = facing.reshape(HIGH, WIDE)
    return ~np.isnan(facing), facing > 0.5, facing < 0.0


def draw_ms(scene: PreviewScene, *, fresh: bool = True) -> float:
    """The quickest of a few frames, each with its shapes drawn anew as when the camera moves."""
    render(scene, WIDE, HIGH)
    found = []
    for _ in range(RUNS):
        if fresh:
            geometry.cache_clear()
        started_s = time.perf_counter()
        render(scene, WIDE, HIGH)
        found.append(time.perf_counter() - started_s)
    return min(found) * 1e3


def cycles(
    scenes: dict[str, PreviewScene], python: str, folder: Path
) -> dict[str, tuple[np.ndarray, float]]:
    """The scenes' pictures by Cycles, and the seconds each took."""
    names = {f"scene_{k}": name for k, name in enumerate(scenes)}
    described = [description(short, scenes[name], folder) for short, name in names.items()]
    job = {"width": WIDE, "height": HIGH, "samples": SAMPLES, "scenes": described}
    path = folder / "job.json"
    path.write_text(json.dumps(job), encoding="utf-8")
    script = Path(__file__).with_name("_cycles_scene.py")
    done = subprocess.run(
        [python, str(script), str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"Blender stopped: {done.stderr.strip().splitlines()[-1:]}")
    times = json.loads((folder / "times.json").read_text(encoding="utf-8"))
    return {name: (np.load(folder / f"{short}.npy"), times[short]) for short, name in names.items()}


def description(name: str, scene: PreviewScene, folder: Path) -> dict[str, Any]:
    """A scene as plain numbers for Blender: 0.18 there is 0.18 here."""
    subject, ground, camera = scene.subject, scene.ground, scene.camera
    mesh = mesh_of(stand_ins()[subject.kind])
    np.savez(
        folder / f"{name}.npz",
        places_m=mesh.places_m * subject.height_m,
        facings=mesh.facings,
        triangles=mesh.triangles,
    )
    return {
        "name": name,
        "subject": _material(subject)
        | {
            "mesh": f"{name}.npz",
            "position_m": subject.position_m,
            "facing_deg": subject.facing_deg,
        },
        "ground": _material(ground),
        "lights": [_lamp(light, scene) for light in scene.lights],
        "camera": _plain(camera),
        "sky_rgb": [c * FLAT_SKY for c in scene.ambient[0]],
        "fog": {"per_m": scene.fog.per_m, "g": scene.fog.g},
    }


def _material(thing: Any) -> dict[str, Any]:
    return {"rgb": thing.albedo_rgb, "roughness": thing.roughness, "specular": thing.specular}


def _lamp(light: Any, scene: PreviewScene) -> dict[str, Any]:
    through_air = math.exp(depth_between(scene.fog, light.position_m, light.target_m))
    return {
        "name": light.name,
        "position_m": light.position_m,
        "target_m": light.target_m,
        "radius_m": light.radius_m,
        "rgb": light.rgb,
        # Blender's radiance is ours over pi; the air takes its toll there, and was paid here.
        "illuminance": math.pi * light.illuminance / scene.anchor,
        "through_air": through_air,
    }


def _plain(camera: PreviewCamera) -> dict[str, Any]:
    names = ("position_m", "stage_from_camera", "focal_length_mm", "sensor_width_mm")
    return {name: getattr(camera, name) for name in names}


def keep(picture: np.ndarray, path: Path) -> None:
    """Write a linear picture as sRGB."""
    light = np.clip(picture, 0.0, 1.0)
    shown = np.where(light < 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.round(shown * 255).astype(np.uint8)).save(path)


if __name__ == "__main__":
    main()
