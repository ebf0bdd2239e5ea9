# SPDX-License-Identifier: Apache-2.0
"""The lights: candelas for lamps with a place, lux for suns, nits for the sky."""

from __future__ import annotations

from math import dist, pi, sqrt
from typing import cast

import unreal

from scene_stager.hosts.kelvin import linear_srgb
from scene_stager.hosts.moks_host import Part
from scene_stager.hosts.sky_light import is_in_two_tones
from scene_stager.hosts.spot_cone import square_in_cosine
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import DomeFacts, LampFacts, LightFacts, SkyFacts, SpotFacts

from . import axes
from .changes import put
from .sky import LUMA, cubemap_of
from .stage import Made, Stage
from .tracks import Track, colour_track, derived, float_track, transform_track

SMALLEST_M = 0.002  # no lamp is drawn narrower
# A lamp's light is cut off at its attenuation radius, and dimmed on the way by (1 - (d/r)^4)^2: at
# a tenth of it that is a fiftieth of a percent.
REACH = 10.0
LEAST_REACH_M = 10.0
LEAST_BARN_DOOR_CM = 0.1  # Unreal takes no less
WIDEST_DEG = 80.0  # half angle: Unreal takes no more

CLASSES = {
    "sphere": (unreal.PointLight, unreal.PointLightComponent),
    "disk": (unreal.RectLight, unreal.RectLightComponent),
    "rect": (unreal.RectLight, unreal.RectLightComponent),
    "spot": (unreal.SpotLight, unreal.SpotLightComponent),
    "distant": (unreal.DirectionalLight, unreal.DirectionalLightComponent),
    "dome": (unreal.SkyLight, unreal.SkyLightComponent),
    "sky": (unreal.SkyLight, unreal.SkyLightComponent),
}


def make_light(stage: Stage, part: Part, clock: Clock) -> Made:
    """A lamp, a sun or a sky."""
    facts = LightFacts.of(part.entity)
    kind, component_kind = CLASSES[facts.shape]
    actor = stage.actor_for(part, kind)
    lamp = actor.get_component_by_class(component_kind)
    stage.movable(actor)
    if not isinstance(facts, LampFacts):
        return Made(actor, lamp, _sky(stage, part, cast(unreal.SkyLightComponent, lamp)))
    put(stage.journal, lamp, "use_temperature", True)
    tracks = transform_track(part, looks=True)
    if facts.shape == "distant":
        put(stage.journal, lamp, "light_source_angle", facts.softness_deg)
        tracks += _sun_level(stage, part)
    else:
        _size(stage, part, cast(unreal.LocalLightComponent, lamp), facts)
        put(stage.journal, lamp, "intensity_units", unreal.LightUnits.CANDELAS)
        reach_cm = axes.CM_PER_M * _reach_m(stage, part)
        put(stage.journal, lamp, "attenuation_radius", reach_cm)
        tracks += float_track(part, "intensity_cd", "Intensity")
    tracks += float_track(part, "color_temperature_k", "Temperature")
    return Made(actor, lamp, tracks)


def _size(stage: Stage, part: Part, lamp: unreal.LocalLightComponent, facts: LampFacts) -> None:
    """How large the lamp is, which is how soft its shadows are."""
    journal = stage.journal
    width_cm = max(facts.width_m, SMALLEST_M) * axes.CM_PER_M
    if facts.shape in ("disk", "rect"):
        if facts.shape == "disk":  # Unreal has no round area light: a square of the same area
            width_cm *= sqrt(pi) / 2.0
        put(journal, lamp, "source_width", width_cm)
        put(journal, lamp, "source_height", width_cm)
        put(journal, lamp, "barn_door_length", LEAST_BARN_DOOR_CM)
        return
    put(journal, lamp, "source_radius", width_cm / 2.0)
    if isinstance(facts, SpotFacts):
        outer_deg, inner_deg = square_in_cosine(facts.beam_deg, facts.field_deg)
        put(journal, lamp, "outer_cone_angle", min(outer_deg, WIDEST_DEG))
        put(journal, lamp, "inner_cone_angle", min(inner_deg, WIDEST_DEG))
        if outer_deg > WIDEST_DEG or inner_deg <= 0.0:
            stage.remarks.append(f"{part.id}: its cone is softer or wider than Unreal's spots go")


def _target(part: Part) -> str:
    return LampFacts.of(part.entity).target


def _reach_m(stage: Stage, part: Part) -> float:
    """How far the lamp has to shine so that nothing is lost at its target."""
    places = [stage.seen.get(f"{name}.translate_m") for name in (part.id, _target(part))]
    if None in places:
        return LEAST_REACH_M * REACH
    light, target = places
    furthest = max(dist(a, b) for a, b in zip(light.rows(), target.rows()))
    return max(LEAST_REACH_M, REACH * furthest)


def _sun_level(stage: Stage, part: Part) -> list[Track]:
    """What the light's candelas make at the target, across the beam."""
    names = (f"{part.id}.intensity_cd", f"{part.id}.translate_m", f"{_target(part)}.translate_m")
    if not all(name in stage.seen for name in names):
        return float_track(part, "illuminance_lx", "Intensity")
    level, light, target = (stage.seen[name] for name in names)
    rows = zip(level.values, light.rows(), target.rows())
    lux = [cd / max(dist(a, b), SMALLEST_M) ** 2 for cd, a, b in rows]
    return [derived("Intensity", lux, "intensity_cd")]


def _sky(stage: Stage, part: Part, lamp: unreal.SkyLightComponent) -> list[Track]:
    """Unreal's own scale is a multiple of a cubemap, which is one of 1 on average here."""
    journal = stage.journal
    put(journal, lamp, "source_type", unreal.SkyLightSourceType.SLS_SPECIFIED_CUBEMAP)
    put(journal, lamp, "lower_hemisphere_is_black", False)
    cubemap = cubemap_of(stage, part)
    if cubemap is not None:
        put(journal, lamp, "cubemap", cubemap)
    level = stage.seen.get(f"{part.id}.illuminance_lx")
    kelvin = stage.seen.get(f"{part.id}.color_temperature_k")
    # The colours of a clear sky and of nine rows are in their pictures.
    facts = DomeFacts.of(part.entity)
    plain = not isinstance(facts, SkyFacts) and is_in_two_tones(facts)
    colour_of = linear_srgb if plain else _white
    known = {k: _bright(colour_of(k)) for k in set(kelvin.values)} if kelvin is not None else {}
    tints = [known[k] for k in kelvin.values] if kelvin is not None else []
    tracks = [colour_track("LightColor", tints, "color_temperature_k")] if tints else []
    if level is not None:
        # A colour whose brightest part is 1 dims the sky by its luminance.
        kept = [_luminance(tint) for tint in tints] or [1.0] * len(level)
        nits = [max(lux, 0.0) / pi / share for lux, share in zip(level.values, kept)]
        tracks.append(derived("Intensity", nits, "illuminance_lx"))
    return tracks


def _white(_kelvin: float) -> tuple[float, float, float]:
    return 1.0, 1.0, 1.0


def _bright(colour: tuple[float, float, float]) -> tuple[float, ...]:
    """A colour, its brightest part 1."""
    most = max(colour)
    return tuple(max(part, 0.0) / most for part in colour)


def _luminance(colour: tuple[float, ...]) -> float:
    return sum(share * part for share, part in zip(LUMA, colour))
