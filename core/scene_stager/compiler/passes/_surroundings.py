# SPDX-License-Identifier: Apache-2.0
"""The surroundings: a dome in two tones, or a clear sky where the key is a sun over the horizon."""

from collections.abc import Iterable

import numpy as np

from scene_stager.compiler.passes._signals import nit_rows
from scene_stager.maths.colour.matrices import XYZ_FROM_SRGB, apply_matrix
from scene_stager.maths.colour.temperature import (
    COOLEST_K,
    WARMEST_K,
    kelvin_from_xy,
    linear_srgb_from_kelvin,
)
from scene_stager.moks.entities import DomeFacts, SkyFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.lighting.ambient_dome import dome_nits, levelled_sh, sky_ground_sh
from scene_stager.shot.lighting.light_spec import LightSpec
from scene_stager.shot.lighting.sun_sky import sun_sky

Rows = tuple[tuple[float, ...], ...]


def sun_of(kit: Iterable[LightSpec]) -> LightSpec | None:
    """The key, where it is a sun that stands over the horizon."""
    suns = (one for one in kit if one.role == "key" and one.shape == "distant")
    return next((one for one in suns if one.elevation_deg > 0.0), None)


def dome_facts(spec: LightSpec, level_lx: float, said_sh: Rows = ()) -> DomeFacts:
    """Surroundings of one colour, brighter above than below, or as nine harmonics say them."""
    if said_sh:
        sh_nit = levelled_sh(np.array(said_sh), level_lx)
    else:
        sky_nit, ground_nit = dome_nits(np.asarray(level_lx), spec.ground_share)
        tint = linear_srgb_from_kelvin(np.asarray(spec.kelvin))
        sh_nit = sky_ground_sh(sky_nit * tint, ground_nit * tint)
    return DomeFacts(
        role=spec.role,
        shape=spec.shape,
        ground_share=spec.ground_share,
        sh_nit=nit_rows(sh_nit),
        practical="none",
        hold=False,
    )


def sky_facts(
    script: SceneScript,
    staging: Staging,
    sun: LightSpec,
    sun_lx: float,
    spec: LightSpec,
    level_lx: float,
) -> SkyFacts:
    """A clear sky, the sun where it stands as the shot begins; `level_lx` is that of a dome."""
    turbidity = WEATHERS[script.atmosphere.weather].turbidity
    turned_deg = staging.start.heading_deg + sun.azimuth_deg
    heading_deg = turned_deg - 360.0 * round(turned_deg / 360.0)
    tint = np.maximum(linear_srgb_from_kelvin(np.asarray(sun.kelvin)), 0.0)
    sky = sun_sky(
        turbidity, heading_deg, sun.elevation_deg, sun_lx * tint, level_lx, spec.ground_share
    )
    half = np.radians(sun.softness_deg) / 2.0
    sun_nit = sun_lx * tint / (np.pi * np.sin(half) ** 2)
    ground, disc = nit_rows(np.stack([sky.ground_nit, sun_nit]))
    return SkyFacts(
        role=spec.role,
        shape="sky",
        ground_share=spec.ground_share,
        sh_nit=nit_rows(sky.sh_nit),
        practical="none",
        hold=False,
        turbidity=turbidity,
        zenith_nit=float(f"{sky.zenith_nit:.9g}"),
        ground_nit=ground,
        sun_heading_deg=float(f"{heading_deg:.9g}"),
        sun_elevation_deg=sun.elevation_deg,
        sun_width_deg=sun.softness_deg,
        sun_nit=disc,
    )


def mean_kelvin(dome: DomeFacts) -> float:
    """The colour temperature that is nearest to the mean colour of the surroundings."""
    x, y, z = apply_matrix(XYZ_FROM_SRGB, np.array(dome.sh_nit[0]))
    xy = np.array([x, y]) / (x + y + z)
    return float(np.round(np.clip(kelvin_from_xy(xy), COOLEST_K, WARMEST_K), 1))
