"""Whatever script is drawn, its framing keeps the subject in the picture."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from scene_stager import compile, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.preview.bake_report import Look, report_on
from scene_stager.script.stations import first_look_deg
from tests.strategies import valid_scripts

FRAMES = 24  # of each: the tool looks at ten times as many


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(valid_scripts())
def test_no_frame_is_lost_that_does_not_look_away_on_purpose(script):
    if first_look_deg(script) != (0.0, 0.0):
        return
    first = script.start_frame
    last = first + min(script.frame_count, FRAMES) - 1
    take = execute(emit_moks_plan(compile(script)), frames=(first, last)).take
    assert np.abs(Look.of(take).intended_xy).max() <= 0.5
    for name in (n for n in take.names if n.startswith("light.") and n.endswith("translate_m")):
        light = name.rpartition(".")[0]
        under = np.frombuffer(take.channel(name).values)[2::3].min() < -0.01
        distant = getattr(take.entity(light).facts, "shape", "") == "distant"
        said = any(f"{light} stands" in line for line in report_on(take).warnings)
        assert said or distant or not under
