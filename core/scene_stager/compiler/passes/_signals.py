# SPDX-License-Identifier: Apache-2.0
"""Small makers of signals that several passes use."""

from collections.abc import Sequence

from scene_stager.compiler.ir import Plain, Signal
from scene_stager.compiler.verify import unit_of
from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import SCurve, to_params
from scene_stager.moks.entities import Rows


def constant(name: str, value: float | Sequence[float]) -> Signal:
    """A signal that never changes."""
    values: list[Plain] = [float(v) for v in (value if isinstance(value, Sequence) else [value])]
    owner = name.rpartition(".")[0]
    return Signal(name, unit_of(name), len(values), owner, "constant", {"value": values})


def pick(name: str, whole: str, first: int, width: int = 1) -> Signal:
    """A signal that is some columns of a wider one."""
    owner = name.rpartition(".")[0]
    params: dict[str, Plain] = {"first": first, "width": width}
    return Signal(name, unit_of(name), width, owner, "column", params, (whole,))


def nit_rows(sh_nit: Floats) -> Rows:
    """Spherical harmonics as the facts of a dome have them: nine digits each, as a Take keeps."""
    r, g, b = ([float(f"{value:.9g}") for value in colour] for colour in sh_nit.T)
    return tuple(zip(r, g, b, strict=True))


def curve_params(curve: SCurve) -> Plain:
    """An S-curve as plain parameters."""
    return {name: list(values) for name, values in to_params(curve).items()}
