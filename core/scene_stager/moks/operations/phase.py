# SPDX-License-Identifier: Apache-2.0
"""Phase: the one number that drives the air, over the shot."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.atmosphere.phase import phase_over


def phase(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The atmospheric phase.

    shapes   t_s (n,); result (n, 1)
    units    seconds in; none out, 0 to 1
    source   see phase_over
    """
    start, end = float(params["phase"]), float(params["to_phase"])
    return phase_over(t_s, start, end, float(params["duration_s"]))[:, None]


OPERATION = Operation(
    title="Atmospheric phase",
    inputs=(),
    unit="1",
    width=1,
    evaluate=phase,
    source="quintic smooth step between two values",
)
