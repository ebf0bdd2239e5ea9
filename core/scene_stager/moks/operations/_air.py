# SPDX-License-Identifier: Apache-2.0
"""What the air operations share: one phase in, one of the six channels out."""

from collections.abc import Callable

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.atmosphere.weather import Air

Channel = Callable[[Params, Air, Floats, Floats], Floats]


def air_operation(title: str, unit: str, width: int, channel: Channel, source: str) -> Operation:
    """An operation over the phase; `channel(params, air, phase, t_s)` gives (n,) or (n, width)."""

    def evaluate(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
        values = channel(params, Air(**params["air"]), inputs[0][:, 0], t_s)
        return values.reshape(len(t_s), width)

    return Operation(
        title=title,
        inputs=(("phase", "1", 1),),
        unit=unit,
        width=width,
        evaluate=evaluate,
        source=source,
    )
