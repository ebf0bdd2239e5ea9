# SPDX-License-Identifier: Apache-2.0
"""Stop, shutter and film worked into the light that they ask for at the target."""

import numpy as np

from scene_stager.maths.optics.exposure import ev100_lux, required_lux, shutter_time_s
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.stocks import stocks


def rated_index(script: SceneScript) -> float:
    """The speed the film is rated at: the author's, or its own."""
    return float(script.stock.exposure_index or stocks()[script.stock.stock].exposure_index)


def needed_lx(script: SceneScript) -> float:
    """Key light at the target that exposes correctly."""
    rate_fps = np.float64(script.fps[0] / script.fps[1])
    return float(
        required_lux(
            np.float64(script.lens.f_number),
            shutter_time_s(np.float64(script.lens.shutter_deg), rate_fps),
            np.float64(rated_index(script)),
            np.float64(script.stock.nd_stops),
            np.float64(script.stock.push_stops),
        )
    )


def key_lx(script: SceneScript) -> float:
    """Key light there is: what the exposure asks for, or what a locked exposure is lit to."""
    slot = script.stock
    if slot.exposure == "locked" and slot.locked_ev is not None:
        return float(ev100_lux(np.float64(slot.locked_ev)))
    return needed_lx(script)
