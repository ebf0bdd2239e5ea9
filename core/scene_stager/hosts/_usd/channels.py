# SPDX-License-Identifier: Apache-2.0
"""The Take's own numbers, in its own units: every channel, and what does not move."""

from __future__ import annotations

from pxr import Sdf

from scene_stager.hosts._usd.names import free
from scene_stager.hosts._usd.sheet import (
    DOUBLES,
    NAMESPACE,
    Sheet,
    Types,
    identifier,
    seen,
)
from scene_stager.hosts._usd.tracks import rows_of
from scene_stager.moks.entities import Facts
from scene_stager.moks.take import Channel

# What people read beside an attribute. Only what the name does not say already.
MEANINGS = {
    "translate_m": "Stage frame: right-handed, +z up.",
    "rotate_wxyz": "stage_from_this, as a unit quaternion.",
    "focal_length_mm": "focalLength, in full digits.",
    "shift_x_mm": "The lens moved sideways, + to the right; horizontalApertureOffset.",
    "shift_y_mm": "The lens raised, or lowered below 0; verticalApertureOffset.",
    "steadied_deg": "How far an operator turns a shaking camera back, to hold its subject.",
    "focus_distance_m": "Along the lens axis; focusDistance, in full digits.",
    "shutter_deg": "How far the shutter stands open; a whole turn is one frame.",
    "exposure_index": "What the film is rated at, ISO.",
    "exposure_stops": "How far the picture is from a correct exposure: +1 is a stop over.",
    "illuminance_lx": "What arrives at the focal target.",
    "intensity_cd": "What the light gives toward the target, hold included.",
    "hold_stops": "How far the hold has turned the light, to keep the exposure at the target.",
    "ride_turn_deg": "How far the light's frame turned over its surface since the frame before.",
    "ride_bend_change": "How much the bend seen in that frame changed; 1 is a ball's of that area.",
    "ride_classic_share": "How far it goes as a classic link would; 0 while all is well.",
    "ride_fault": "Why its surface lost it, by number; 0 while all is well.",
    "flicker_stops": "How far the flame or lamp is from its mean; 0 is steady.",
    "phase": "The one slider of the air, 0 to 1.",
    "wind_m_s": "Where the air goes, and how fast; stage frame.",
    "gust": "What the gusts add to the mean wind, as a share of it.",
    "fog_per_m": "Extinction of the air.",
    "fog_g": "Mean cosine of scattering; above 0 throws light forward.",
    "haze_k": "Colour temperature of the light that the air scatters.",
    "clearance": "Factor on the fog between camera and subject, so that it stays readable.",
    "aim_deg": "Pan, tilt and roll that were asked for.",
    "reach_m": "From the pivot to the camera.",
}


def tell_channel(sheet: Sheet, prim: Sdf.PrimSpec, channel: Channel) -> None:
    """Write one channel as an attribute, in doubles."""
    kind = DOUBLES.get(channel.width, Types.DoubleArray)
    if channel.width == 4 and channel.quantity.endswith("wxyz"):
        kind = Types.Quatd
    name = free(f"{NAMESPACE}:{identifier(channel.quantity)}", set(prim.properties.keys()))
    mark(sheet.key(prim, name, kind, rows_of(channel), meaning_of(channel)), channel)


def mark(spec: Sdf.AttributeSpec, channel: Channel) -> None:
    """Say on an attribute which channel of the Take it holds, so that it can be read back."""
    spec.customData = {"channel": channel.name, "unit": channel.unit}


def meaning_of(channel: Channel) -> str:
    """What a reader of the file may want to know of the quantity."""
    return MEANINGS.get(channel.quantity, "")


def tell_facts(sheet: Sheet, prim: Sdf.PrimSpec, facts: Facts) -> None:
    """Write what is known of an entity and does not move: words, numbers, truth values.

    Lists and the like have no attribute; they are kept with the whole outline in the metadata.
    """
    for key, value in facts.plain().items():
        name = f"{NAMESPACE}:{identifier(key)}"
        if name in prim.properties:
            continue
        if isinstance(value, bool):
            sheet.say(prim, name, Types.Bool, value)
        elif isinstance(value, int):
            sheet.say(prim, name, Types.Int64, value)
        elif isinstance(value, float):
            sheet.say(prim, name, Types.Double, value)
        elif isinstance(value, str):
            sheet.say(prim, name, Types.String, seen(value))
