# SPDX-License-Identifier: Apache-2.0
"""Path from an input: where something goes that was sampled elsewhere; the plan only names it."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.through_samples import through_samples
from scene_stager.moks.operations._operation import Inputs, Operation, Params, Reader
from scene_stager.moks.path_file import SampledPath, read_path


def path_from_input(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The place at each time, exactly the sampled one at the time of a sample.

    shapes   t_s (n,); result (n, 3)
    units    seconds in; metres out, stage frame
    source   the samples of `path`, and cubic Bessel interpolation between them
    """
    path: SampledPath = params["path"]
    return through_samples(t_s, path.times_s, path.positions_m)


OPERATION = Operation(
    title="Path from an input",
    inputs=(),
    unit="m",
    width=3,
    evaluate=path_from_input,
    source="the samples themselves; cubic Bessel interpolation between them",
    reads={"path": Reader("path", read_path)},
)
