# SPDX-License-Identifier: Apache-2.0
"""Load the film: which stock, how it is rated, and how far the exposure is off on purpose."""

import math

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._exposure import key_lx, needed_lx, rated_index
from scene_stager.compiler.passes._signals import constant
from scene_stager.moks.entities import Entity, FilmFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.stocks import stocks


def load_the_film(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the film and its exposure."""
    slot = script.stock
    stock = stocks()[slot.stock]
    facts = FilmFacts(
        stock=slot.stock,
        title=stock.title,
        balance_k=stock.balance_k,
        exposure=slot.exposure,
        nd_stops=slot.nd_stops,
        push_stops=slot.push_stops,
    )
    return scene.adding(
        "load_the_film",
        entities=[Entity("film", facts)],
        signals=[constant("camera.exposure_index", rated_index(script)), _offset(script)],
    )


def _offset(script: SceneScript) -> Signal:
    """How far the picture is over (+) or under a correct exposure for the key at the target."""
    name = "camera.exposure_stops"
    if script.stock.exposure == "bracket":
        wedge: dict[str, Plain] = {"duration_s": script.frame_count * script.fps[1] / script.fps[0]}
        return Signal(name, "stops", 1, "camera", "bracket", wedge)
    return constant(name, math.log2(key_lx(script) / needed_lx(script)))
