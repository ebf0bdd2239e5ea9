# SPDX-License-Identifier: Apache-2.0
"""What stands out in a picture, by a network: a soft mask of the subject, at the picture's size."""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.resample import area_average, bilinear
from scene_stager.models.identity import NetworkIdentity
from scene_stager.models.network import Network

PREPARATION = "saliency.1"  # raise it with any change of what goes in or comes out
# Mean and spread of ImageNet's channels, with which the networks of the U2-Net family were trained.
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
DARKEST = 1e-6  # of a picture's brightest value; the authors' own guard


@dataclass(frozen=True, slots=True, eq=False)
class StandsOut:
    """A soft mask (h, w), 0 to 1, and how sure the network is of its surest pixel, 0 to 1.

    The mask is stretched, so that where nothing stands out only `surest` says so.
    """

    mask: Floats
    surest: float


def saliency_identity(network: Network) -> NetworkIdentity:
    """Which network, and which way of asking it; kept with whatever is made of a mask."""
    return NetworkIdentity(network.digest, PREPARATION)


def stands_out(display_rgb: Floats, network: Network) -> StandsOut:
    """How much each pixel belongs to what stands out, by a network of the U2-Net family.

    Raises InputError for a network of another form, and for one that says no numbers.

    shapes   display_rgb (h, w, 3) -> mask (h, w)
    units    display values, 1 is white, in; out 0 to 1, stretched so that the surest pixel is 1
    valid    finite; all 0 where the network tells no pixel from another
    source   Qin et al. 2020, "U2-Net", and the authors' test code: divide by the largest value,
             take ImageNet's mean and spread away, stretch the first output to 0..1
    """
    name, rows, columns = _input_of(network)
    small = area_average(np.clip(display_rgb, 0.0, 1.0), rows, columns)
    light = small / max(float(small.max()), DARKEST)
    channels = np.moveaxis((light - MEAN) / SPREAD, 2, 0)[None].astype(np.float32)
    said = network.run({name: channels})[next(iter(network.outputs))].astype(np.float64)
    if said.shape != (1, 1, rows, columns) or not np.isfinite(said).all():
        found = f"{said.shape} with {np.count_nonzero(~np.isfinite(said))} that are no numbers"
        raise InputError(Mistake("saliency", found, f"numbers, {(1, 1, rows, columns)}"))
    span = float(np.ptp(said))
    mask = (said[0, 0] - said.min()) / (span if span > 0.0 else 1.0)
    return StandsOut(bilinear(mask, *display_rgb.shape[:2]), float(said.max()))


def _input_of(network: Network) -> tuple[str, int, int]:
    """The name and the size of what goes in."""
    shapes = list(network.inputs.items())
    if len(shapes) == 1 and len(shapes[0][1]) == 4:
        name, (count, channels, rows, columns) = shapes[0]
        if (count, channels) == (1, 3) and isinstance(rows, int) and isinstance(columns, int):
            return name, rows, columns
    raise InputError(Mistake("saliency", f"a network of {dict(shapes)}", "one input (1, 3, h, w)"))
