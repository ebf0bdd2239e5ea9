# SPDX-License-Identifier: Apache-2.0
"""Stop, shutter and film worked into the light that they ask for at the target."""

import numpy as np

from scene_stager.maths.optics.exposure import camera_lux, ev100_lux
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.stocks import stocks


def rated_index(script: SceneScript) -> float:
    """The speed the film is rated at: the author's, or its own."""
    return float(script.stock.exposure_index or stocks()[script.stock.stock].exposure_index)


def needed_lx(script: SceneScript) -> float:
    """Key light at the target that exposes correctly."""
    return camera_lux(
        script.lens.f_number,
        script.lens.shutter_deg,
        script.fps[0] / script.fps[1],
        rated_index(script),
        script.stock.nd_stops,
        script.stock.push_stops,
    )


def key_lx(script: SceneScript) -> float:
    """Key light there is: what the exposure asks for, or what a locked exposure is lit to."""
    slot = script.stock
    if slot.exposure == "locked" and slot.locked_ev is not None:
        return float(ev100_lux(np.asarray(slot.locked_ev)))
    return needed_lx(script)
