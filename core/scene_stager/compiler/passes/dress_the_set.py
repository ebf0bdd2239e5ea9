# SPDX-License-Identifier: Apache-2.0
"""Dress the set: the subject, the point the lens is held on, and what a host must find."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.maths.motion.sampled_way import SampledWay, way_to_params
from scene_stager.moks.entities import Entity, Proxy, ShotFacts, SubjectFacts, TargetFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs


def dress_the_set(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the subject and the focal target, and how both travel."""
    if staging.way is not None:
        return _on_a_way(script, staging, staging.way, scene)
    target = staging.target_params()
    still = {**target, "half_time_s": 0.0}
    followed = {**target, "half_time_s": rigs()[script.rig.rig].operator_half_time_s}
    foot_m = [*staging.target_start_m[:2], staging.target_start_m[2] - staging.focus_height_m]
    feet: dict[str, Plain] = {**still, "start_m": [float(x) for x in foot_m]}
    return scene.adding(
        "dress_the_set",
        entities=_entities(script, staging),
        signals=[
            Signal("subject.translate_m", "m", 3, "subject", "glide", feet),
            Signal("target.translate_m", "m", 3, "target", "glide", still),
            Signal("target._followed_m", "m", 3, "target", "glide", followed),
        ],
        proxies=[_stand_in(script, staging, foot_m)],
    )


def _on_a_way(script: SceneScript, staging: Staging, way: SampledWay, scene: SceneIR) -> SceneIR:
    """The same for a subject whose path is told."""
    led: dict[str, Plain] = {"way": way_to_params(way), "up_m": 0.0, "half_time_s": 0.0}
    eyes: dict[str, Plain] = {**led, "up_m": staging.focus_height_m}
    followed = {**eyes, "half_time_s": rigs()[script.rig.rig].operator_half_time_s}
    return scene.adding(
        "dress_the_set",
        entities=_entities(script, staging),
        signals=[
            Signal("subject.translate_m", "m", 3, "subject", "path_place", led),
            Signal("target.translate_m", "m", 3, "target", "path_place", eyes),
            Signal("target._followed_m", "m", 3, "target", "path_place", followed),
        ],
        proxies=[_stand_in(script, staging, [0.0, 0.0, 0.0])],
    )


def _stand_in(script: SceneScript, staging: Staging, foot_m: list[float]) -> Proxy:
    x_m, y_m, z_m = (float(x) for x in foot_m)
    return Proxy(
        id="subject",
        selector=script.subject.selector,
        entity="subject",
        position_m=(x_m, y_m, z_m),
        size_m=staging.subject_height_m,
    )


def _entities(script: SceneScript, staging: Staging) -> list[Entity]:
    subject = SubjectFacts(
        shape=script.subject.kind,
        height_m=staging.subject_height_m,
        selector=script.subject.selector,
        facing_deg=0.0,
    )
    return [
        Entity("shot", ShotFacts(script.name, script.logline, script.seed)),
        Entity("subject", subject),
        Entity("target", TargetFacts(staging.focus_height_m)),
    ]
