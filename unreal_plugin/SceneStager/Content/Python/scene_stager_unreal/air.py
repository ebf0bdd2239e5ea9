# SPDX-License-Identifier: Apache-2.0
"""The air: even fog as an ExponentialHeightFog, and a wind."""

from __future__ import annotations

from math import hypot, log

import unreal

from scene_stager.hosts.kelvin import linear_srgb
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock

from . import axes
from .changes import put
from .stage import Made, Stage
from .tracks import Track, channel_of, colour_track, derived, float_track, transform

# Level fog lets exp(-(ln 2)^2 * density / 1000 * distance) through, distance in centimetres:
# Unreal's HeightFogCommon integrates and attenuates to base 2. VolumetricFog takes half of
# density / 1000 for (ln 2)^2 of it, to base e; its extinction scale makes the two agree.
BOTH_BASES = log(2.0) ** 2
DENSITY_PER_M = 1000.0 / axes.CM_PER_M / BOTH_BASES
VOLUMETRIC_SHARE = 0.5
FLATTEST = 0.001  # the least height falloff that Unreal takes: as good as none within a shot
MOST_G = 0.9  # Unreal takes no more
FOG_REACH_CM = 200_000.0


def make_air(stage: Stage, part: Part, clock: Clock) -> list[Made]:
    """The fog, and beside it the wind when the Take has one."""
    made = [_fog(stage, part)]
    if channel_of(part, "wind_m_s") is not None:
        made.append(_wind(stage, part))
    return made


def _fog(stage: Stage, part: Part) -> Made:
    actor = stage.actor_for(part, unreal.ExponentialHeightFog)
    fog = actor.get_component_by_class(unreal.ExponentialHeightFogComponent)
    put(stage.journal, fog, "fog_height_falloff", FLATTEST)
    put(stage.journal, fog, "fog_max_opacity", 1.0)
    put(stage.journal, fog, "start_distance", 0.0)
    put(stage.journal, fog, "enable_volumetric_fog", True)
    put(stage.journal, fog, "volumetric_fog_distance", FOG_REACH_CM)
    scale = BOTH_BASES / VOLUMETRIC_SHARE
    put(stage.journal, fog, "volumetric_fog_extinction_scale", scale)
    tracks = _density(part)
    lean = channel_of(part, "fog_g")
    if lean is not None:
        if max(lean.values) > MOST_G:
            stage.remarks.append(f"{part.id}.fog_g goes over {MOST_G:g}, the most Unreal takes")
        tracks += float_track(part, "fog_g", "VolumetricFogScatteringDistribution")
    haze = channel_of(part, "haze_k")
    if haze is not None:
        known = {kelvin: _dimmed(linear_srgb(kelvin)) for kelvin in set(haze.values)}
        colours = [known[kelvin] for kelvin in haze.values]
        tracks.append(colour_track("FogInscatteringLuminance", colours, "haze_k"))
        if _moves(part, "haze_k") and not _moves(part, "fog_per_m", "clearance"):
            stage.remarks.append(
                f"{part.id}.haze_k moves and the fog's density does not: Unreal shows a new colour "
                "only when the density changes"
            )
    return Made(actor, fog, tracks)


def _moves(part: Part, *quantities: str) -> bool:
    """True when one of these changes. The colour of a fog is kept under another name than its
    setter's, so that its keys redraw nothing; the density's setter does
    (ExponentialHeightFogComponent.cpp: SetFogInscatteringColor, SetFogDensity)."""
    found = [channel_of(part, one) for one in quantities]
    return any(len(set(channel.values)) > 1 for channel in found if channel is not None)


def _density(part: Part) -> list[Track]:
    """The fog's density with the clearing in it: Unreal's fog is even, so all of it is thinned."""
    per_m, clear = channel_of(part, "fog_per_m"), channel_of(part, "clearance")
    if per_m is None or clear is None or min(clear.values) == 1.0:
        return float_track(part, "fog_per_m", "FogDensity", DENSITY_PER_M)
    thinned = [DENSITY_PER_M * a * b for a, b in zip(per_m.values, clear.values)]
    return [derived("FogDensity", thinned, "fog_per_m", "clearance")]


def _wind(stage: Stage, part: Part) -> Made:
    """Speed in metres per second; the actor's +x is where the wind goes."""
    actor = stage.actor_for(part, unreal.WindDirectionalSource, "wind")
    wind = actor.get_component_by_class(unreal.WindDirectionalSourceComponent)
    stage.movable(actor)
    channel = channel_of(part, "wind_m_s")
    turns, speeds, last = [], [], None
    for row in channel.rows():
        last = axes.turn_along(row, last)
        turns.append(last)
        speeds.append(hypot(hypot(row[0], row[1]), row[2]))
    tracks = [transform(("wind_m_s",), None, turns), derived("Speed", speeds, "wind_m_s")]
    gust = channel_of(part, "gust")
    if gust is not None:
        tracks += float_track(part, "gust", "MaxGustAmount")
    return Made(actor, wind, tracks)


def _dimmed(colour: tuple[float, float, float]) -> tuple[float, ...]:
    """The hue of the haze; its own light stays dark, since lights make it bright."""
    most = max(colour)
    return tuple(0.02 * max(part, 0.0) / most for part in colour)
