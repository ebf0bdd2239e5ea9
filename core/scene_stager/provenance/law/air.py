# SPDX-License-Identifier: Apache-2.0
"""The air of a scene: the colour of its lamps, its fog, its sky, and what its film makes of grey.

What falls on everything is held to the law too: a red lamp makes red what is painted grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.radiance.harmonics import radiance
from scene_stager.provenance.law.colours import brightest_as_white
from scene_stager.provenance.law.scene_file import Scene
from scene_stager.provenance.law.sites import AIR, Site, times_of, unknown

OURS = "sceneStager:"
FOG_COLOUR, FOG_DENSITY = f"{OURS}haze_k", f"{OURS}fog_per_m"
SKY, STOCK, PUSH = f"{OURS}sh_nit", f"{OURS}stock", f"{OURS}push_stops"
GREY = 0.18  # a grey card
MOST_LAMPS = 200  # whose light the film is asked about; house default
# Where a sky is looked at: the six axes and the eight corners between them.
WAYS = np.array(
    [
        *([x, 0, 0] for x in (-1.0, 1.0)),
        *([0, y, 0] for y in (-1.0, 1.0)),
        *([0, 0, z] for z in (-1.0, 1.0)),
        *([x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)),
    ]
)
WAYS /= np.linalg.norm(WAYS, axis=1, keepdims=True)


def air_of(prim: Any, scene: Scene) -> Iterator[Site]:
    """Every place of a prim that says a colour of the air."""
    from pxr import UsdLux

    if prim.HasAPI(UsdLux.LightAPI):
        yield from _lamp(prim)
        yield from _sky_picture(prim, scene)
    fog = prim.GetAttribute(FOG_COLOUR)
    if fog and _is_there(prim.GetAttribute(FOG_DENSITY)):
        yield from _kelvins(fog, "fog")
    sky = prim.GetAttribute(SKY)
    if sky and (value := sky.Get()) is not None and np.shape(value) == (9, 3):
        seen = np.clip(radiance(np.asarray(value, dtype=np.float64), WAYS), 0.0, None)
        yield Site(AIR, "sky", seen / max(float(seen.max()), 1e-12))
    stock = prim.GetAttribute(STOCK)
    if stock and isinstance(stock.Get(), str):
        yield from _film(prim, stock.Get())


def lamp_colours(prim: Any) -> tuple[Floats, tuple[float, ...]]:
    """What colour a lamp's light is, its brightest channel 1: (n, 3), and the times (n) if it
    changes. Source: UsdLux LightAPI: the colour times that of the temperature, where it is on."""
    from pxr import UsdLux

    light = UsdLux.LightAPI(prim)
    colour, kelvin = light.GetColorAttr(), light.GetColorTemperatureAttr()
    is_warm = light.GetEnableColorTemperatureAttr()
    times = times_of(colour, kelvin, is_warm)
    moments: list[float | None] = [*times] or [None]
    rows = [_lamp_at(colour, kelvin, is_warm, time) for time in moments]
    return brightest_as_white(np.stack(rows)), tuple(times)


def _lamp_at(colour: Any, kelvin: Any, is_warm: Any, time: float | None) -> Floats:
    at = () if time is None else (time,)
    said = np.asarray(colour.Get(*at), dtype=np.float64)
    if is_warm.Get(*at):
        said = said * linear_srgb_from_kelvin(np.asarray(float(kelvin.Get(*at))))
    return np.asarray(said, dtype=np.float64)


def _lamp(prim: Any) -> Iterator[Site]:
    if _is_there(prim.GetAttribute("inputs:intensity"), unsaid=True):
        colours, times = lamp_colours(prim)
        yield Site(AIR, "light", colours, times)


def _sky_picture(prim: Any, scene: Scene) -> Iterator[Site]:
    """A picture that a lamp shines through, or that is the sky."""
    from scene_stager.errors import InputError
    from scene_stager.pictures.read import read_picture

    attribute = prim.GetAttribute("inputs:texture:file")
    value = attribute.Get() if attribute else None
    named = getattr(value, "path", "")
    if not named:
        return
    place = scene.file_of(attribute, named)
    if place is None:
        yield unknown(AIR, "sky", f"the picture {named!r} is not in the scene's folder")
        return
    try:
        light = read_picture(place, smallest_px=1).rgb
    except InputError as error:
        yield unknown(AIR, "sky", str(error))
        return
    rows, columns = max(1, light.shape[0] // 256), max(1, light.shape[1] // 256)
    seen = light[::rows, ::columns].reshape(-1, 3).astype(np.float64)
    yield Site(AIR, f"sky {named}", seen)


def _kelvins(attribute: Any, said_by: str) -> Iterator[Site]:
    times = times_of(attribute)
    kelvin = np.array([float(attribute.Get(t)) for t in times] or [float(attribute.Get())])
    yield Site(AIR, said_by, brightest_as_white(linear_srgb_from_kelvin(kelvin)), tuple(times))


def _film(prim: Any, name: str) -> Iterator[Site]:
    """How a grey card comes out on the film under each lamp of the scene."""
    from pxr import UsdLux

    from scene_stager.shot.stocks import stocks

    if name not in stocks():
        yield unknown(AIR, f"film {name[:40]}", "a film stock that is not known")
        return
    push = prim.GetAttribute(PUSH)
    push_stops = float(push.Get()) if push and push.HasValue() else 0.0
    lamps = [one for one in prim.GetStage().Traverse() if one.HasAPI(UsdLux.LightAPI)]
    for lamp in lamps[:MOST_LAMPS]:
        colours, times = lamp_colours(lamp)
        card = colours * GREY / np.maximum(colours.mean(axis=-1, keepdims=True), 1e-9)
        shown = stocks()[name].colour(card, push_stops=push_stops, encoded=False)
        yield Site(AIR, f"grey under {lamp.GetPath()} on {stocks()[name].title}", shown, times)


def _is_there(attribute: Any, unsaid: bool = False) -> bool:
    """Whether an amount is ever more than nothing."""
    if not attribute or not attribute.HasValue():
        return unsaid
    return any(attribute.Get(time) for time in times_of(attribute) or [_default()])


def _default() -> Any:
    from pxr import Usd

    return Usd.TimeCode.Default()
