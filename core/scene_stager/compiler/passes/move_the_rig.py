# SPDX-License-Identifier: Apache-2.0
"""Move the rig: where it should carry the camera, and where it really does."""

from scene_stager.compiler.ir import Entity, Plain, SceneIR, Signal
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import move_to_params

NEAR_M = 0.05  # clipping planes; house default, not measured
FAR_M = 10000.0


def move_the_rig(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the rig, the camera, and their paths."""
    rig, move = script.rig, staging.move
    profile = rigs()[rig.rig]
    params: dict[str, Plain] = {"move": move_to_params(move)}
    signals = [
        Signal("rig.translate_m", "m", 3, "rig", "rig_path", params),
        Signal("rig._bearing_deg", "deg", 1, "rig", "rig_bearing", params),
    ]
    if move.path.kinematics == "arm":
        signals.append(Signal("rig.reach_m", "m", 1, "rig", "rig_reach", params))

    # A rig that is asked to be perfect adds nothing at all, so that the move is exact to the bit.
    camera = Signal(
        "camera.translate_m",
        "m",
        3,
        "camera",
        "column",
        {"first": 0, "width": 3},
        ("rig.translate_m",),
    )
    if rig.imperfection > 0:
        settings = {**profile.settings, "pass_number": rig.pass_number}
        if rig.preset is not None:
            settings["preset"] = rig.preset
        shake: dict[str, Plain] = {
            **params,
            "seed": script.seed,
            "imperfection": rig.imperfection,
            "settings": dict(settings),
        }
        signals.append(Signal("rig._signature", "1", 6, "rig", "rig_signature", shake))
        heard = ("rig.translate_m", "rig._signature")
        camera = Signal("camera.translate_m", "m", 3, "camera", "rig_offset", params, heard)

    width_mm, height_mm = script.lens.sensor_mm
    return scene.adding(
        "move_the_rig",
        entities=[
            Entity("rig", "rig", {"rig": rig.rig, "title": profile.title, "move": rig.move}),
            Entity(
                "camera",
                "camera",
                {
                    "rig": rig.rig,
                    "format": script.lens.format,
                    "sensor_width_mm": width_mm,
                    "sensor_height_mm": height_mm,
                    "near_m": NEAR_M,
                    "far_m": FAR_M,
                },
            ),
        ],
        signals=[*signals, camera],
    )
