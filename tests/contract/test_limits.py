"""No rig goes past its hard limits, whatever script is drawn for it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.compiler.ir import Clock
from scene_stager.moks.executor import execute
from scene_stager.preview.bake_report import report_on
from tests.strategies import valid_scripts

FINE_FPS = 96  # finite differences of a third derivative want a fine clock, and exact numbers
SLACK = 1.01
LONGEST_S = 30.0
POWER = {"speed": 1, "acceleration": 2, "jerk": 3}


# A script is too large to shrink in reasonable time, and each one says what it is.
@pytest.mark.slow
@settings(max_examples=100, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(valid_scripts())
def test_no_rig_exceeds_its_hard_limits_before_imperfections(script):
    frames = int(min(script.duration_s, LONGEST_S) * FINE_FPS) + 1
    scene = replace(compile_script(script), clock=Clock((FINE_FPS, 1), 1, frames))
    plan = emit_moks_plan(scene)
    told = ("subject", "target", "rig", "camera")  # and where lamps stand: under the floor is said
    moving = [c.name for c in plan.channels if c.name.startswith(told) or c.name.endswith("_m")]
    take = execute(plan, channels=moving).take
    for axis in report_on(take).axes:
        assert axis.most <= axis.hard * SLACK + rounding(take, axis), axis


def rounding(take, axis):
    """What rounding a Take to nine digits can do to a rate."""
    name = "rig.aim_deg" if axis.unit.startswith("deg") else "rig.translate_m"
    most = max(1.0, float(np.abs(take.channel(name).values).max()))
    step = 10.0 ** (np.ceil(np.log10(most)) - 9)
    return 2.0 ** POWER[axis.quantity] * step * FINE_FPS ** POWER[axis.quantity]
