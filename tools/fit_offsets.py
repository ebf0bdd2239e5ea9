# SPDX-License-Identifier: Apache-2.0
"""Fit what real renderers show otherwise than the analytic model, and write offsets.json.

usage: python tools/fit_offsets.py [cycles] [eevee]
Renders five stages of a ball through the add-on's own Blender, matches each with geometry known,
and keeps the mean of what is found less what was set. Needs Blender (SCENE_STAGER_BPY_PYTHON).
"""

import argparse
import datetime
import json
import math
from pathlib import Path

import numpy as np

from scene_stager.inverse.answer.offsets import NAMES
from scene_stager.inverse.blender.blender_process import BlenderForward, BlenderProcess
from scene_stager.inverse.forward.analytic import AnalyticModel
from scene_stager.inverse.forward.ball import ball_sight, blocks_of, pure_blocks
from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.problem import LUMINANCE, Problem
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.shading import Plastic
from scene_stager.shot.lighting.usual_set import LampPose

SHEET = Path(__file__).parent.parent / "core/scene_stager/inverse/answer/offsets.json"
SIZE_PX, BLOCK_PX = (320, 180), 6
SAMPLES = {"cycles": 24, "eevee": 16}
FREE = ("key_azimuth_deg", "key_elevation_deg", "haze_per_m")
USUAL = {
    "target_height_m": 0.95,
    "camera_elevation_deg": 12.0,
    "rim_stops": -1.0,
    "ambient_level": 0.06,
    "subject_albedo_g": 0.5,
    "subject_albedo_b": 0.5,
}
# House stages: sides and heights of the key, hard and soft, clear and hazy.
STAGES = (
    {"key_azimuth_deg": 40, "key_elevation_deg": 40, "haze_per_m": 0.0},
    {"key_azimuth_deg": -65, "key_elevation_deg": 25, "haze_per_m": 0.03, "fill_azimuth_deg": 40},
    {"key_azimuth_deg": 80, "key_elevation_deg": 35, "haze_per_m": 0.06, "fill_stops": -3},
    {"key_azimuth_deg": -25, "key_elevation_deg": 55, "haze_per_m": 0.04, "fill_azimuth_deg": 40},
    {"key_azimuth_deg": 100, "key_elevation_deg": 20, "haze_per_m": 0.0, "key_softness_deg": 20},
)


def main() -> None:
    """Fit the renderers that were named, both when none was."""
    parser = argparse.ArgumentParser(description=__doc__.partition("usage:")[0].strip())
    choices = tuple(SAMPLES)
    parser.add_argument("renderers", nargs="*", metavar="RENDERER", help=", ".join(choices))
    wanted = parser.parse_args().renderers or choices
    unknown = [name for name in wanted if name not in SAMPLES]
    if unknown:
        parser.error(f"found {unknown[0]!r}, expected one of {', '.join(choices)}")
    sheet = json.loads(SHEET.read_text(encoding="utf-8"))
    for name in wanted:
        sheet[name] = fitted(name)
        print(name, json.dumps(sheet[name]))
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in sheet.items())
    SHEET.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def fitted(renderer: str) -> dict:
    """One renderer's entry of the sheet."""
    asked = BlenderForward(renderer, SAMPLES[renderer], *SIZE_PX, kind="sphere", height_m=1.6)
    found = []
    with BlenderProcess(asked) as blender:
        for stage in STAGES:
            vector = default_vector(**(USUAL | stage))
            picture = np.asarray(blender.render(vector), dtype=float)
            found.append(off_by(scene_of(vector, "sphere", 1.6), stage, picture))
            print(renderer, {name: round(value, 3) for name, value in found[-1].items()})
        version = blender.blender
    kept = {name: [one[name] for one in found if name in one] for name in NAMES}
    return {
        "fitted": True,
        "date": datetime.date.today().isoformat(),
        "version": version,
        "references": len(STAGES),
        "mean": {name: round(float(np.mean(values)), 4) for name, values in kept.items()},
        "spread": {name: round(float(np.std(values, ddof=1)), 4) for name, values in kept.items()},
    }


def off_by(scene, stage: dict, picture: np.ndarray) -> dict[str, float]:
    """What the analytic model finds in a picture, less what was set."""
    value = dict(zip(names(), default_vector(**(USUAL | stage)).tolist(), strict=True))
    sight = sight_of(scene)
    parts = ("azimuth_deg", "elevation_deg", "distance_m", "softness_deg")
    lamps = {
        lamp: LampPose(*(value[f"{lamp}_{part}"] for part in parts))
        for lamp in ("key", "fill", "rim")
    }
    model = AnalyticModel(sight, lamps, FREE, haze_per_m=max(stage["haze_per_m"], 0.001))
    weights = pure_blocks(sight, SIZE_PX[0] // BLOCK_PX).astype(float)
    blocks = {"subject": sight.on_subject, "floor": sight.on_floor, "sky": sight.on_sky}
    observed = blocks_of(picture, BLOCK_PX)[: sight.size]
    task = Problem(model, observed, weights, blocks, huber_delta=0.15)
    guess = calibrate(task, [model.pose()], tolerance=1e-3).best.guess
    level = guess.intensities @ LUMINANCE
    outward = math.copysign(1.0, stage["key_azimuth_deg"])
    answer = {
        "key_azimuth_deg": outward * (guess.pose[0] - stage["key_azimuth_deg"]),
        "key_elevation_deg": guess.pose[1] - stage["key_elevation_deg"],
        "ratio_stops": math.log2(level[0] / level[1]) - (value["key_stops"] - value["fill_stops"]),
        "ambient_stops": math.log2(level[-1] / level[0] / USUAL["ambient_level"]),
    }
    if stage["haze_per_m"] > 0:
        answer["log_haze"] = math.log(max(guess.pose[2], 1e-4) / stage["haze_per_m"])
    return answer


def sight_of(scene):
    """The ball of a preview scene, as points."""
    body, ground = scene.subject, scene.ground
    materials = (
        Plastic(body.albedo_rgb, body.roughness, body.specular),
        Plastic(ground.albedo_rgb, ground.roughness, ground.specular),
    )
    centre, target = (0.0, 0.0, 0.8), (0.0, 0.0, 0.95)
    return ball_sight(scene.camera, SIZE_PX, BLOCK_PX, centre, 0.8, materials, target)


def names() -> tuple[str, ...]:
    """The names of a vector's numbers, in order."""
    from scene_stager.preview.parameters import PARAMETERS

    return tuple(parameter.name for parameter in PARAMETERS)


if __name__ == "__main__":
    main()
