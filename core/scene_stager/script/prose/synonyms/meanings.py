# SPDX-License-Identifier: Apache-2.0
"""What modifiers of lights and of the camera mean, each once, for the tables of them."""

from scene_stager.script.prose.synonyms import ByHead, Fills

NOTHING: Fills = {}


def key_field(path: str, value: float | str | bool) -> Fills:
    """A field of the light, filled."""
    return {f"lighting.{path}": value}


# Lights that a word may name, and for which the script has no such field.
NO_FIELD: ByHead = {"rim": None, "fill": None, "practical": None, "ambient": None}
SOFT: Fills = key_field("key_softness_deg", 45.0)
HARD: Fills = key_field("key_softness_deg", 1.0)
WARM: Fills = {"~lighting.key_kelvin": 3000.0}
COOL: Fills = {"~lighting.key_kelvin": 7000.0}
TUNGSTEN: Fills = {"~lighting.key_kelvin": 3200.0}
DAYLIGHT: Fills = {"~lighting.key_kelvin": 5600.0, "@daylight": True}
DAY: Fills = {"~~~~lighting.style": "sun", "~~~~lighting.key_kelvin": 5500.0, "@daylight": True}
ABOVE: Fills = key_field("key_elevation_deg", 75.0)
BELOW: Fills = key_field("key_elevation_deg", -30.0)
BEHIND: Fills = {"@back": True}
SUN_BEHIND: Fills = {"@reach": 180.0}
LAMP_BEHIND: Fills = key_field("practical_azimuth_deg", 180.0)
LAMP_IN_FRONT: Fills = key_field("practical_azimuth_deg", 0.0)
LAMP_ABOVE: Fills = key_field("practical_elevation_deg", 75.0)
VIEW_BACK: Fills = {"framing.view": "back"}
VIEW_SIDE: Fills = {"~framing.view": "profile_left"}
VIEW_FRONT: Fills = {"framing.view": "front"}
GOES_OFF: Fills = {"~~framing.view": "back"}  # who walks away is seen from behind
LOW: Fills = {"framing.angle": "low"}
HIGH: Fills = {"framing.angle": "high"}
OVERHEAD: Fills = {"framing.angle": "overhead"}
NEARLY_BACK: Fills = {"framing.azimuth_deg": 135.0}  # as far round as a three-quarter front is not
RIM_UP: Fills = {"~lighting.rim_stops": 1.0}  # a number of stops says it better
RIM_DOWN: Fills = {"~lighting.rim_stops": -0.5}
