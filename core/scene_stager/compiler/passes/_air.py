# SPDX-License-Identifier: Apache-2.0
"""The atmosphere slot worked into the numbers that the air operations take."""

from dataclasses import dataclass

from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.atmosphere.weather import Air, air_of, usual_phase


@dataclass(frozen=True, slots=True)
class AirOfShot:
    """The phase at both ends of the shot, and the air at phase 1."""

    phase: float
    to_phase: float
    air: Air


def air_params(script: SceneScript) -> AirOfShot:
    """Work the author's figures into the weather word."""
    slot = script.atmosphere
    is_asked = slot.visibility_m is not None or slot.wind_m_s is not None
    phase = usual_phase(slot.weather, is_asked) if slot.phase is None else slot.phase
    to_phase = phase if slot.to_phase is None else slot.to_phase
    air = air_of(
        slot.weather,
        max(phase, to_phase),
        slot.visibility_m,
        slot.wind_m_s,
        slot.wind_heading_deg,
    )
    return AirOfShot(phase, to_phase, air)
