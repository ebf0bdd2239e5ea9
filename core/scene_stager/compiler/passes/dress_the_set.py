# SPDX-License-Identifier: Apache-2.0
"""Dress the set: the subject, the point the lens is held on, and what a host must find."""

from scene_stager.compiler.ir import Entity, Plain, Proxy, SceneIR, Signal
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
        entities=[
            Entity(
                "shot",
                "shot",
                {"name": script.name, "logline": script.logline, "seed": script.seed},
            ),
            Entity(
                "subject",
                "subject",
                {
                    "shape": subject.kind,
                    "height_m": staging.subject_height_m,
                    "selector": subject.selector,
                    "facing_deg": 0.0,
                },
            ),
            Entity("target", "target", {"height_m": staging.focus_height_m}),
        ],
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
