# SPDX-License-Identifier: Apache-2.0
"""Dress the set: the subject, the point the lens is held on, and what a host must find."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.moks.entities import Entity, Proxy, ShotFacts, SubjectFacts, TargetFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs


def dress_the_set(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the subject and the focal target, and how both travel."""
    subject = script.subject
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
        proxies=[
            Proxy(
                id="subject",
                selector=subject.selector,
                entity="subject",
                position_m=(float(foot_m[0]), float(foot_m[1]), float(foot_m[2])),
                size_m=staging.subject_height_m,
            )
        ],
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
