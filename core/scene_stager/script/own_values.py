# SPDX-License-Identifier: Apache-2.0
"""What a script itself says of each number that a panel offers, worked out where it says none."""

from __future__ import annotations

from typing import Any

import numpy as np

from scene_stager.maths.motion.s_curve import evaluate
from scene_stager.script.lighting import Lighting
from scene_stager.script.moves import framed_end
from scene_stager.script.plain_words import DISTANCE
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import distance_m, stations
from scene_stager.shot.atmosphere.weather import usual_phase
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs._kinematics import length_m


def own_values(script: SceneScript) -> dict[str, Any]:
    """The numbers of a sound script by path; None where its move or its lights have none."""
    values: dict[str, Any] = {
        "seed": script.seed,
        "framing.size": script.framing.size,
        "rig.rig": script.rig.rig,
        "rig.imperfection": script.rig.imperfection,
        "lens.focal_length_mm": script.lens.focal_length_mm,
        "lens.shift_mm": script.lens.shift_mm,
        "lens.rise_mm": script.lens.rise_mm,
        "lens.verticals": script.lens.verticals,
        "stock.stock": script.stock.stock,
        "atmosphere.phase": _phase(script),
        DISTANCE: _framed_m(script),
    }
    return values | _lights(script) | _times(script)


def rim_of(lighting: Lighting) -> str:
    """Where the rim stands, as the script or else its style says."""
    return STYLES[lighting.style].rim_mode if lighting.rim_mode is None else lighting.rim_mode


def _framed_m(script: SceneScript) -> float:
    start, end = stations(script)
    framed = framed_end(script.rig.move, script.lens.zoom)
    return _plain(distance_m(script, start if framed == "from" else end))


def _phase(script: SceneScript) -> float:
    air = script.atmosphere
    is_asked = air.visibility_m is not None or air.wind_m_s is not None
    return usual_phase(air.weather, is_asked) if air.phase is None else air.phase


def _lights(script: SceneScript) -> dict[str, float | str | None]:
    """Stops as the lights are set up: what is not said is the style's."""
    said, style = script.lighting, STYLES[script.lighting.style]
    rim_stops = _chosen(said.rim_stops, style.rim_stops)
    ambient_stops = style.ambient_stops
    if style.fill is None and said.ratio_stops is not None:
        ambient_stops = -said.ratio_stops
    return {
        "lighting.key_stops": said.key_stops,
        "lighting.receptor": said.receptor,
        "lighting.key_azimuth_deg": _chosen(said.key_azimuth_deg, style.key_azimuth_deg),
        "lighting.key_elevation_deg": _chosen(said.key_elevation_deg, style.key_elevation_deg),
        "lighting.ratio_stops": _chosen(said.ratio_stops, style.ratio_stops),
        "lighting.rim_stops": None if rim_of(said) == "none" else rim_stops,
        "lighting.ambient_stops": _chosen(said.ambient_stops, ambient_stops),
    }


def _chosen(said: float | None, usual: float) -> float:
    return usual if said is None else said


def _times(script: SceneScript) -> dict[str, float | None]:
    """How long the camera's own move takes, and how fast it is in the middle of its way."""
    none: dict[str, float | None] = {"rig.duration_s": None, "rig.speed_m_s": None}
    staged = try_move(script)
    if not isinstance(staged, Staging) or script.rig.move == "hold" or staged.goes_along:
        return none
    curve = staged.move.curve
    if curve.duration_s == 0.0:
        return none
    middle_s = np.array([curve.start_s + curve.duration_s / 2.0])
    per_s = float(evaluate(curve, middle_s, 1)[0])
    speed_m_s = per_s * length_m(staged.move.path)
    return {
        "rig.duration_s": _plain(curve.duration_s),
        "rig.speed_m_s": _plain(speed_m_s) if speed_m_s > 0.0 else None,
    }


def _plain(value: float) -> float:
    return float(f"{value:.4g}")
