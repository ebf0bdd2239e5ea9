# SPDX-License-Identifier: Apache-2.0
"""The lights: Arnold's own units where mtoa is loaded, else Maya's native lights.

Native lights have no unit. Here one stands for the light that the film asks for, so a white card
that is lit as asked comes out at 1. What Arnold and Maya make of these numbers is taken from
their documentation and from recall; it has not been rendered. The Take's own candela and lux are
keyed beside them on the light's transform.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2, pi

from scene_stager.hosts.bare_numbers import LUMA, colours_of
from scene_stager.hosts.maya.air import beams_unseen
from scene_stager.hosts.maya.axes import CM_PER_M
from scene_stager.hosts.maya.nodes import PLAIN, Curve, MayaPart, MayaStage, Node, keyed
from scene_stager.hosts.moks_host import Part
from scene_stager.hosts.sky_light import MEAN_BAND, is_in_two_tones
from scene_stager.hosts.spot_cone import line_in_angle
from scene_stager.maths.optics.host_light_units import arnold_level
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import DomeFacts, LampFacts, LightFacts, SkyFacts, SpotFacts

SMALLEST_M = 0.002  # no lamp is drawn narrower
DARKEST_STOPS = -60.0  # what counts as no light at all
ASKED_LX = 1000.0  # what native lights are in terms of when no film tells; house default
QUADRATIC = 2  # of decayRate
CM2_PER_M2 = CM_PER_M * CM_PER_M

AREAS = ("disk", "rect")
NATIVE = {
    "sphere": "pointLight",
    "disk": "areaLight",
    "rect": "areaLight",
    "spot": "spotLight",
    "distant": "directionalLight",
    "dome": "ambientLight",
}
ARNOLD = {"disk": "aiAreaLight", "rect": "aiAreaLight", "dome": "aiSkyDomeLight"}
TRANSLATORS = {"disk": "disk", "rect": "quad"}


def light_node(made: MayaPart, part: Part, clock: Clock, stage: MayaStage) -> None:
    """Add the light's shape, and size the transform where that is what sizes the light."""
    facts = LightFacts.of(part.entity)
    shape = "dome" if isinstance(facts, DomeFacts) else facts.shape
    kind = NATIVE[shape]
    arnold = stage.arnold and (shape not in ARNOLD or stage.has(ARNOLD[shape]))
    if arnold:
        kind = ARNOLD.get(shape, kind)
    if shape in ("distant", "dome"):
        stage.everywhere.append(made.name)
        if any(name.endswith(".fog_per_m") for name in stage.seen):
            made.remarks += beams_unseen(stage, [made.name])
    node = Node("shape", kind, parent="")
    if isinstance(facts, LampFacts):
        _size(made.own, node, facts, arnold)
    elif _is_shaped(facts):
        made.remarks.append(
            f"{made.name} has the mean colour of the surroundings; their nine rows are in the take"
        )
    if kind == "areaLight":  # as Maya begins with, and as no file of an older one would have it
        node.settings.update(normalize=True, legacyIntensity=False)
    level = _level(part, stage, shape)
    write = _arnold_curves if arnold else _native_curves
    node.curves += write(node, part, clock, stage, shape, level)
    made.nodes.append(node)


def _is_shaped(facts: LightFacts) -> bool:
    """Whether they are surroundings whose nine rows say more than a colour and a zenith."""
    if isinstance(facts, SkyFacts) or not isinstance(facts, DomeFacts):
        return False
    return not is_in_two_tones(facts)


def _size(own: Node, node: Node, lamp: LampFacts, arnold: bool) -> None:
    """How large the lamp is. Area lights reach from -1 to 1 and are scaled by their transform."""
    half_cm = max(lamp.width_m, SMALLEST_M) * CM_PER_M / 2.0
    if lamp.shape in AREAS:
        own.settings["scale"] = (half_cm, half_cm, half_cm)
    elif isinstance(lamp, SpotFacts):
        # Full within the cone, and from there along a straight line to nothing.
        node.settings["coneAngle"], node.settings["penumbraAngle"] = line_in_angle(
            lamp.beam_deg, lamp.field_deg
        )
    if arnold and lamp.shape == "distant":
        node.settings["aiAngle"] = lamp.softness_deg
    elif arnold and lamp.shape not in AREAS:
        node.settings["aiRadius"] = half_cm


def _level(part: Part, stage: MayaStage, shape: str) -> Sequence[float]:
    """Candela of a lamp; lux of a sun across its beam, or of a sky; empty if untold."""
    seen, light = stage.seen, part.id
    if shape == "distant":
        return _beam_lx(part, stage)
    quantity = "illuminance_lx" if shape == "dome" else "intensity_cd"
    return seen[f"{light}.{quantity}"].values if f"{light}.{quantity}" in seen else ()


def _beam_lx(part: Part, stage: MayaStage) -> Sequence[float]:
    seen, light = stage.seen, part.id
    target = LampFacts.of(part.entity).target
    names = (f"{light}.intensity_cd", f"{light}.translate_m", f"{target}.translate_m")
    if not all(name in seen for name in names):
        return seen[f"{light}.illuminance_lx"].values if f"{light}.illuminance_lx" in seen else ()
    candela, places, targets = (seen[name] for name in names)
    square_m2 = (
        max(sum((a - b) ** 2 for a, b in zip(here, there)), SMALLEST_M**2)
        for here, there in zip(places.rows(), targets.rows())
    )
    return [cd / square for cd, square in zip(candela.values, square_m2)]


def _arnold_curves(
    node: Node, part: Part, clock: Clock, stage: MayaStage, shape: str, level: Sequence[float]
) -> list[Curve]:
    """Intensity 1 and the rest in stops; colour as a temperature."""
    per = {"distant": 1.0, "dome": 1.0 / pi}.get(shape, arnold_level(shape, 1.0) * CM2_PER_M2)
    node.settings["intensity"] = 1.0
    if shape != "dome":
        node.settings["aiNormalize"] = True
    if shape in TRANSLATORS:
        node.settings["aiTranslator"] = TRANSLATORS[shape]
    curves = []
    if level:
        stops = [log2(one * per) if one > 0.0 else DARKEST_STOPS for one in level]
        curves.append(keyed("~exposure", "aiExposure", PLAIN, clock.start_frame, stops))
    kelvin = stage.seen.get(f"{part.id}.color_temperature_k")
    if shape == "dome":
        node.settings["color"] = _mean_colour(DomeFacts.of(part.entity))
    elif kelvin is not None:
        node.settings["aiUseColorTemperature"] = True
        curves.append(
            keyed("~kelvin", "aiColorTemperature", PLAIN, clock.start_frame, kelvin.values)
        )
    return curves


def _native_curves(
    node: Node, part: Part, clock: Clock, stage: MayaStage, shape: str, level: Sequence[float]
) -> list[Curve]:
    """Intensity in terms of the light that is asked for, by the inverse square; colour as red,
    green and blue."""
    start = clock.start_frame
    per = 1.0 if shape in ("distant", "dome") else CM2_PER_M2
    if shape not in ("distant", "dome"):
        node.settings["decayRate"] = QUADRATIC
    curves = []
    if level:
        asked = stage.asked_lx if len(stage.asked_lx) == len(level) else [ASKED_LX] * len(level)
        values = [one * per / lux for one, lux in zip(level, asked)]
        curves.append(keyed("~intensity", "intensity", PLAIN, start, values))
    kelvin = stage.seen.get(f"{part.id}.color_temperature_k")
    if shape == "dome":
        node.settings["ambientShade"] = 0.0
        node.settings["color"] = _mean_colour(DomeFacts.of(part.entity))
    elif kelvin is not None:
        colours = list(zip(*colours_of(kelvin.values)))
        for end, column in zip("RGB", colours):
            curves.append(keyed("~color", f"color{end}", PLAIN, start, column))
    return curves


def _mean_colour(dome: DomeFacts) -> tuple[float, float, float]:
    """Mean colour of a sky at luminance 1, from its spherical harmonics."""
    r, g, b = (max(float(band) * MEAN_BAND, 0.0) for band in dome.sh_nit[0])
    luminance = r * LUMA[0] + g * LUMA[1] + b * LUMA[2]
    if luminance <= 0.0:
        return 1.0, 1.0, 1.0
    return r / luminance, g / luminance, b / luminance
