# SPDX-License-Identifier: Apache-2.0
"""Let in the air: the phase and the six channels it drives, and the clearing around the subject."""

from dataclasses import asdict

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._air import air_params
from scene_stager.moks.entities import AirFacts, Entity
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.atmosphere.flicker import puffing_hz
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.lighting.practicals import PRACTICALS
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.stocks import stocks

OWNER = "atmosphere"
PHASE = "atmosphere.phase"


def let_in_the_air(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the atmosphere."""
    slot = script.atmosphere
    air = air_params(script)
    start, end = air.phase, air.to_phase
    over: dict[str, Plain] = {
        "phase": start,
        "to_phase": end,
        "duration_s": max(script.duration_s, script.fps[1] / script.fps[0]),
    }
    blown: dict[str, Plain] = {"air": asdict(air.air), "seed": script.seed}
    base: dict[str, Plain] = {**blown, "base_k": stocks()[script.stock.stock].balance_k}
    lamp = practical_of(script)
    restless = flicker_params(script, blown, "atmosphere.flicker_stops", lamp)
    facts = AirFacts(slot.weather, WEATHERS[slot.weather].title, slot.readability)
    heard = ("atmosphere.fog_per_m", "camera.translate_m", "target.translate_m")
    clear: dict[str, Plain] = {"readability": slot.readability}
    return scene.adding(
        "let_in_the_air",
        entities=[Entity(OWNER, facts)],
        signals=[
            Signal(PHASE, "1", 1, OWNER, "phase", over),
            _channel("wind_m_s", "m/s", "air_wind", blown, width=3),
            _channel("gust", "1", "air_gust", blown),
            _channel("fog_per_m", "1/m", "air_fog", blown),
            _channel("fog_g", "1", "air_fog_g", blown),
            _channel("haze_k", "K", "air_haze", base),
            _channel("flicker_stops", "stops", "air_flicker", restless),
            Signal("atmosphere.clearance", "1", 1, OWNER, "air_clearance", clear, heard),
        ],
    )


def flicker_params(
    script: SceneScript, blown: dict[str, Plain], channel: str, practical: str
) -> dict[str, Plain]:
    """How lamps of one kind flicker; each channel name flickers apart from the others."""
    lamp = PRACTICALS.get(practical)
    rate_hz, rms_stops = 1.0, 0.0
    if lamp is not None and script.atmosphere.flicker:
        rate_hz = puffing_hz(lamp.flame_m) if lamp.flame_m else lamp.drift_hz
        rms_stops = lamp.flicker_stops
    return {**blown, "channel": channel, "rate_hz": rate_hz, "rms_stops": rms_stops}


def practical_of(script: SceneScript) -> str:
    """Which kind of lamp stands on the set: what the script names, else what its style has."""
    named = script.lighting.practicals
    return STYLES[script.lighting.style].practical if named is None else named


def _channel(
    quantity: str, unit: str, kind: str, params: dict[str, Plain], width: int = 1
) -> Signal:
    return Signal(f"{OWNER}.{quantity}", unit, width, OWNER, kind, params, (PHASE,))
