# SPDX-License-Identifier: Apache-2.0
"""The air: one prim for the phase, with the fog and the wind below it."""

from __future__ import annotations

from pxr import Sdf

from scene_stager.hosts._usd.sheet import Sheet

FOG = ("fog_per_m", "fog_g", "haze_k", "clearance")
WIND = ("wind_m_s", "gust")


def write_air(sheet: Sheet, path: str) -> dict[str, Sdf.PrimSpec]:
    """The prims, by the quantities that belong on them; all others belong on the first."""
    air = sheet.prim(path, "Scope", "Atmosphere")
    fog = sheet.prim(f"{path}/fog", "Scope", "Fog")
    wind = sheet.prim(f"{path}/wind", "Scope", "Wind")
    return {"": air, **dict.fromkeys(FOG, fog), **dict.fromkeys(WIND, wind)}
