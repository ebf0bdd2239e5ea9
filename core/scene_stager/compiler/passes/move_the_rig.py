# SPDX-License-Identifier: Apache-2.0
"""Move the rig: where it should carry the camera, and where it really does."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import pick
from scene_stager.compiler.passes._unrest import settings_of
from scene_stager.moks.entities import CameraFacts, Entity, RigFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import move_to_params

NEAR_M = 0.05  # clipping planes; house default, not measured
FAR_M = 10000.0  # house default, not measured


def move_the_rig(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the rig, the camera, and their paths."""
    params: dict[str, Plain] = {"move": move_to_params(staging.move)}
    signals = [
        *_planned(staging, params),
        Signal("rig._bearing_deg", "deg", 1, "rig", "rig_bearing", params),
    ]
    if staging.move.path.kinematics == "arm":
        signals.append(Signal("rig.reach_m", "m", 1, "rig", "rig_reach", params))
    return scene.adding(
        "move_the_rig",
        entities=[_rig(script), _camera(script)],
        signals=[*signals, *_really(script, params)],
    )


def _planned(staging: Staging, params: dict[str, Plain]) -> list[Signal]:
    """The path that was planned; for a rig that rides along with a way, carried by that."""
    name = "rig.translate_m"
    ride = staging.ride_params()
    if ride is None:
        return [Signal(name, "m", 3, "rig", "rig_path", params)]
    planned = Signal("rig._planned_m", "m", 3, "rig", "rig_path", params)
    return [planned, Signal(name, "m", 3, "rig", "path_ride", ride, (planned.name,))]


def _really(script: SceneScript, params: dict[str, Plain]) -> list[Signal]:
    """The camera's path. A perfect rig adds nothing at all: the move is exact to the bit."""
    name, rig = "camera.translate_m", script.rig
    if rig.imperfection == 0:
        return [pick(name, "rig.translate_m", 0, 3)]
    shaken: dict[str, Plain] = {
        **params,
        "seed": script.seed,
        "imperfection": rig.imperfection,
        "settings": dict(settings_of(rig)),
    }
    heard = ("rig.translate_m", "rig._signature")
    return [
        Signal("rig._signature", "1", 6, "rig", "rig_signature", shaken),
        Signal(name, "m", 3, "camera", "rig_offset", params, heard),
    ]


def _rig(script: SceneScript) -> Entity:
    title = rigs()[script.rig.rig].title
    return Entity("rig", RigFacts(rig=script.rig.rig, title=title, move=script.rig.move))


def _camera(script: SceneScript) -> Entity:
    width_mm, height_mm = script.lens.sensor_mm
    facts = CameraFacts(
        rig=script.rig.rig,
        format=script.lens.format,
        sensor_width_mm=width_mm,
        sensor_height_mm=height_mm,
        near_m=NEAR_M,
        far_m=FAR_M,
    )
    return Entity("camera", facts)
