# SPDX-License-Identifier: Apache-2.0
"""The air: Arnold's atmosphere and Maya's wind where they are, and a locator with every number."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from scene_stager.hosts.bare_numbers import colours_of
from scene_stager.hosts.maya.axes import CM_PER_M, Axes
from scene_stager.hosts.maya.nodes import PLAIN, MayaPart, MayaStage, Node, keyed
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock

FOG, WIND = "aiAtmosphereVolume", "airField"
SLOWEST_M_S = 1e-9


def add_air(made: MayaPart, part: Part, clock: Clock, stage: MayaStage) -> None:
    """Add fog and wind where the scene can have such nodes, and say so where it cannot."""
    if f"{part.id}.fog_per_m" in stage.seen:
        if stage.arnold and stage.has(FOG):
            made.nodes.append(_fog(part, clock, stage))
            made.remarks += beams_unseen(stage, stage.everywhere)
        else:
            made.remarks.append(
                f"the fog is on {made.name} as keyed attributes: {FOG} is Arnold's, which is not "
                "loaded"
            )
    if f"{part.id}.wind_m_s" in stage.seen:
        if stage.has(WIND):
            made.nodes.append(_wind(part, clock, stage))
        else:
            made.remarks.append(f"the wind is on {made.name} as keyed attributes: no {WIND} here")


def beams_unseen(stage: MayaStage, lights: Sequence[str]) -> list[str]:
    """Arnold, "Atmosphere Volume": it works with spot, point and area lights, "not with distant or
    skylights"."""
    if not lights or not (stage.arnold and stage.has(FOG)):
        return []
    names = ", ".join(lights)
    return [f"Arnold's {FOG} shows no beams of {names}: it takes no light from suns and skies"]


def _fog(part: Part, clock: Clock, stage: MayaStage) -> Node:
    """Density per centimetre with the clearing in it, how far forward it scatters, its colour."""
    node, start = Node("fog", FOG), clock.start_frame
    per_m = stage.seen[f"{part.id}.fog_per_m"].values
    clear = stage.seen.get(f"{part.id}.clearance")
    share = clear.values if clear is not None else [1.0] * len(per_m)
    density = [a * b / CM_PER_M for a, b in zip(per_m, share)]
    node.curves.append(keyed("~density", "density", PLAIN, start, density))
    forward = stage.seen.get(f"{part.id}.fog_g")
    if forward is not None:
        node.curves.append(keyed("~eccentricity", "eccentricity", PLAIN, start, forward.values))
    kelvin = stage.seen.get(f"{part.id}.haze_k")
    if kelvin is not None:
        tints = [[c / max(rgb) for c in rgb] for rgb in colours_of(kelvin.values)]
        for end, column in zip("RGB", zip(*tints)):
            node.curves.append(keyed("~tint", f"rgbDensity{end}", PLAIN, start, column))
    return node


def _wind(part: Part, clock: Clock, stage: MayaStage) -> Node:
    """A field that blows everywhere alike: magnitude 1 for 1 m/s (house default), and whereto."""
    node = Node("wind", WIND, parent="", settings={"attenuation": 0.0, "useMaxDistance": False})
    wind = stage.seen[f"{part.id}.wind_m_s"]
    speeds = [sqrt(x * x + y * y + z * z) for x, y, z in wind.rows()]
    node.curves.append(keyed("~speed", "magnitude", PLAIN, clock.start_frame, speeds))
    axes = Axes(stage.up)
    ways = [
        axes.vector([c / speed for c in row]) if speed > SLOWEST_M_S else (0.0, 0.0, 0.0)
        for row, speed in zip(wind.rows(), speeds)
    ]
    for end, column in zip("XYZ", zip(*ways)):
        node.curves.append(keyed("~wind", f"direction{end}", PLAIN, clock.start_frame, column))
    return node
