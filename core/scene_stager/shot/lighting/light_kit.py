# SPDX-License-Identifier: Apache-2.0
"""From a brief to the lights of a shot: key, fill, rim, practicals and the surroundings."""

import math
from dataclasses import replace

from scene_stager.shot.lighting.light_spec import LightingBrief, LightSpec
from scene_stager.shot.lighting.practicals import PRACTICALS
from scene_stager.shot.lighting.rim_modes import RIM_MODES
from scene_stager.shot.lighting.styles import STYLES, Style

# A key stands a little over one subject away, and never in the subject's lap.
NEAREST_KEY_M = 0.35  # house default, not measured
KEY_SPANS = 1.25  # house default, not measured
FILL_FACTOR = 1.2  # house default, not measured
PRACTICAL_FACTOR = 1.5  # house default, not measured
USUAL_PRACTICALS = 2  # house default, not measured
PRACTICALS_APART_DEG = 12.0  # of those that were put somewhere; house default, not measured
SPOT_LENS_M = 0.2  # how wide the lens of a spot is; house default, not measured
FIELD_PER_BEAM = 1.25  # house default, not measured: between a profile spot and a Fresnel
CLEAR_OF_GROUND_M = 0.08  # house default, not measured: no lamp we place sinks into the floor

MIRRORED = {
    "rim_left": "rim_right",
    "rim_right": "rim_left",
    "kicker_left": "kicker_right",
    "kicker_right": "kicker_left",
}


def light_kit(brief: LightingBrief) -> tuple[LightSpec, ...]:
    """The lights of a brief, in a fixed order: key, fill, rim, practical_1 and so on, ambient."""
    style = STYLES[brief.style]
    lights = [_spotted(_key(brief, style), brief.key_beam_deg, brief.key_field_deg, brief)]
    if style.fill is not None:
        lights.append(_fill(brief, style, style.fill))
    rim = _rim(brief, style)
    if rim is not None:
        lights.append(_spotted(rim, brief.rim_beam_deg, brief.rim_field_deg, brief))
    return (*lights, *_practicals(brief, style), _ambient(brief, style))


def _spotted(
    light: LightSpec, beam_deg: float | None, field_deg: float | None, brief: LightingBrief
) -> LightSpec:
    """The light as a spot, where a beam is asked for: a small lens in place of a soft source."""
    if beam_deg is None:
        return light
    softness_deg = _seen_deg(SPOT_LENS_M, light.distance_m)
    if light.role == "key" and brief.key_softness_deg is not None:
        softness_deg = brief.key_softness_deg
    return replace(
        light,
        shape="spot",
        softness_deg=softness_deg,
        beam_deg=beam_deg,
        field_deg=_chosen(field_deg, FIELD_PER_BEAM * beam_deg),
    )


def key_distance_m(span_m: float) -> float:
    """How far from the target a key stands, for a subject whose largest dimension is `span_m`."""
    return NEAREST_KEY_M + KEY_SPANS * span_m


def key_away_m(asked_m: float | None, span_m: float) -> float:
    """How far off the key stands: as far as it was put, or the usual."""
    return _chosen(asked_m, key_distance_m(span_m))


def _key(brief: LightingBrief, style: Style) -> LightSpec:
    """The key: the light the exposure is judged by."""
    word = _key_lamp(brief, style)
    lamp = PRACTICALS.get(word)
    distance_m = key_away_m(brief.key_distance_m, brief.span_m)
    kelvin, softness_deg = _chosen(style.key_kelvin, brief.balance_kelvin), style.key_softness_deg
    if lamp is not None:
        kelvin, softness_deg = lamp.kelvin, _seen_deg(lamp.width_m, distance_m)
    return LightSpec(
        id="key",
        role="key",
        shape=style.key_shape,
        azimuth_deg=_chosen(brief.key_azimuth_deg, style.key_azimuth_deg),
        elevation_deg=_chosen(brief.key_elevation_deg, style.key_elevation_deg),
        distance_m=distance_m,
        softness_deg=_chosen(brief.key_softness_deg, softness_deg),
        stops=brief.key_stops,
        kelvin=_chosen(brief.key_kelvin, kelvin),
        frame=brief.frame,
        hold=brief.hold,
        receptor=brief.receptor,
        flicker=1.0 if lamp is not None and brief.flicker else 0.0,
        practical=word,
        along_m=_chosen(brief.key_along_m, 0.0),
        travel_heading_deg=brief.travel_heading_deg,
        link=brief.link,
    )


def _fill(brief: LightingBrief, style: Style, fill: tuple[float, float, float]) -> LightSpec:
    """The fill, on the other side of the lens from the key, tied as the key is."""
    azimuth_deg, elevation_deg, softness_deg = fill
    distance_m = FILL_FACTOR * key_away_m(brief.key_distance_m, brief.span_m)
    return LightSpec(
        id="fill",
        role="fill",
        shape="disk",
        azimuth_deg=-azimuth_deg if _is_mirrored(brief, style) else azimuth_deg,
        elevation_deg=_above_ground_deg(brief, elevation_deg, distance_m),
        distance_m=distance_m,
        softness_deg=softness_deg,
        stops=brief.key_stops - _chosen(brief.ratio_stops, style.ratio_stops),
        kelvin=brief.balance_kelvin if style.key_kelvin is None else _surroundings(brief, style),
        frame=brief.frame,
        hold=brief.hold,
        receptor=brief.receptor,
        along_m=_chosen(brief.key_along_m, 0.0),
        travel_heading_deg=brief.travel_heading_deg,
    )


def _rim(brief: LightingBrief, style: Style) -> LightSpec | None:
    """The rim of the brief's mode or the style's, always tied to the lens; none in mode "none"."""
    usual = style.rim_mode
    if _is_mirrored(brief, style):
        usual = MIRRORED.get(usual, usual)
    station = RIM_MODES[usual if brief.rim_mode is None else brief.rim_mode]
    if station is None:
        return None
    distance_m = station.distance_factor * key_distance_m(brief.span_m)
    return LightSpec(
        id="rim",
        role="rim",
        shape="disk",
        azimuth_deg=station.azimuth_deg,
        elevation_deg=_above_ground_deg(brief, station.elevation_deg, distance_m),
        distance_m=distance_m,
        softness_deg=station.softness_deg,
        stops=brief.key_stops + _chosen(brief.rim_stops, style.rim_stops),
        kelvin=brief.balance_kelvin,
        frame="camera",
        hold=brief.hold,
        receptor=brief.receptor,
    )


def _practicals(brief: LightingBrief, style: Style) -> list[LightSpec]:
    """The lamps that stand on the set. They are not held: walking past one is meant to be seen."""
    word = _practical_word(brief, style)
    if word == "none":
        return []
    count = brief.practical_count
    if count is None:
        count = style.practical_count or USUAL_PRACTICALS
    return [_practical(brief, word, index, count) for index in range(count)]


def _practical(brief: LightingBrief, word: str, index: int, count: int) -> LightSpec:
    """One practical: where it is asked for, else behind the subject, or along its path when it
    travels; sides take turns."""
    lamp = PRACTICALS[word]
    side = 1.0 if index % 2 == 0 else -1.0
    share = (index + 0.5) / count
    # Lamps that stand together share the level; those along a path are met one after another.
    shared_stops = 0.0 if brief.travel_m > 0.0 else math.log2(count)
    usual_m = PRACTICAL_FACTOR * key_distance_m(brief.span_m)
    distance_m = _chosen(brief.practical_distance_m, usual_m)
    azimuth_deg = side * (110.0 + 50.0 * share)
    along_m = brief.travel_m * share
    if brief.practical_azimuth_deg is not None:
        apart_deg = PRACTICALS_APART_DEG * (index - (count - 1) / 2.0)
        azimuth_deg, along_m = _turned(brief.practical_azimuth_deg + apart_deg), 0.0
    elif brief.travel_m > 0.0:
        azimuth_deg = _turned(brief.travel_heading_deg + side * 90.0 - brief.view_deg)
    return LightSpec(
        id=f"practical_{index + 1}",
        role="practical",
        shape="sphere",
        azimuth_deg=azimuth_deg,
        elevation_deg=_above_ground_deg(
            brief, _chosen(brief.practical_elevation_deg, lamp.elevation_deg), distance_m
        ),
        distance_m=distance_m,
        softness_deg=_seen_deg(lamp.width_m, distance_m),
        stops=brief.key_stops + lamp.stops - shared_stops,
        kelvin=lamp.kelvin,
        frame="world",
        hold=False,
        flicker=1.0 if brief.flicker else 0.0,
        practical=word,
        along_m=along_m,
        travel_heading_deg=brief.travel_heading_deg,
    )


def _ambient(brief: LightingBrief, style: Style) -> LightSpec:
    """The surroundings, as a dome. Where nothing else fills, the key-to-fill ratio is theirs."""
    stops = style.ambient_stops
    if style.fill is None and brief.ratio_stops is not None:
        stops = -brief.ratio_stops
    return LightSpec(
        id="ambient",
        role="ambient",
        shape="dome",
        azimuth_deg=0.0,
        elevation_deg=90.0,
        distance_m=key_distance_m(brief.span_m),
        softness_deg=180.0,
        stops=brief.key_stops + _chosen(brief.ambient_stops, stops),
        kelvin=_surroundings(brief, style),
        frame="world",
        hold=False,
        ground_share=style.ground_share,
    )


def _practical_word(brief: LightingBrief, style: Style) -> str:
    """Which kind of practical the shot has; "none" for none."""
    return style.practical if brief.practicals is None else brief.practicals


def _key_lamp(brief: LightingBrief, style: Style) -> str:
    """Which practical the key is, in a style whose key is one; "none" in the others."""
    word = _practical_word(brief, style)
    return style.practical if word == "none" or style.practical == "none" else word


def _seen_deg(width_m: float, distance_m: float) -> float:
    """How large a ball of that width looks from that far."""
    return math.degrees(2.0 * math.asin(min(1.0, width_m / 2.0 / distance_m)))


def _surroundings(brief: LightingBrief, style: Style) -> float:
    """The colour of what surrounds the set, in kelvin."""
    return _chosen(style.sky_kelvin, brief.balance_kelvin)


def _is_mirrored(brief: LightingBrief, style: Style) -> bool:
    """Whether the author put the key on the other side of the lens than the style does."""
    return brief.key_azimuth_deg is not None and brief.key_azimuth_deg * style.key_azimuth_deg < 0.0


def _above_ground_deg(brief: LightingBrief, elevation_deg: float, distance_m: float) -> float:
    """An elevation we chose ourselves, raised as far as it takes to keep the lamp off the floor."""
    drop_m = max(brief.target_height_m - CLEAR_OF_GROUND_M, 0.0)
    lowest_deg = -math.degrees(math.asin(min(1.0, drop_m / distance_m)))
    return max(elevation_deg, lowest_deg)


def _turned(angle_deg: float) -> float:
    """The same angle between -180 and 180."""
    return angle_deg - 360.0 * round(angle_deg / 360.0)


def _chosen(asked: float | None, usual: float) -> float:
    """What the author asked for, or the usual."""
    return usual if asked is None else asked
