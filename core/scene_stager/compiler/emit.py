# SPDX-License-Identifier: Apache-2.0
"""From a scene to the plan that computes it."""

from scene_stager.compiler.ir import SceneIR
from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.plan import MoksBakePlan, PlanNode


def emit_moks_plan(scene: SceneIR) -> MoksBakePlan:
    """Write the scene down as a DAG of pure operations; what no channel needs is left out."""
    nodes = [
        PlanNode(
            name=signal.name,
            kind=signal.kind,
            params=signal.params,
            inputs=signal.inputs,
            unit=signal.unit,
            width=signal.width,
            reads=signal.reads,
        )
        for signal in scene.signals
    ]
    return make_plan(
        title=scene.title,
        fps=scene.clock.fps,
        start_frame=scene.clock.start_frame,
        frame_count=scene.clock.frame_count,
        nodes=nodes,
        channels={signal.name: signal.name for signal in scene.signals if signal.is_channel},
        entities=scene.entities,
        proxies=scene.proxies,
        inputs=scene.inputs,
    )
