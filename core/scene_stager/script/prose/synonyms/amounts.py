# SPDX-License-Identifier: Apache-2.0
"""Numbers: which field one fills, by the kind of head that it stands beside."""

from collections.abc import Mapping

from scene_stager.script.prose.synonyms.meanings import NO_FIELD

# Numbers that belong to a light where they stand beside one: which field they fill, by head.
# "@" fields are settled with the whole sentence; "-" turns the sign.
STEPS, OF_WHOM = "lighting.key_stops", "subject.speed_m_s"
LAMP_HIGH = "lighting.practical_elevation_deg"
TALL = "subject.height_m"
FAR = (*["move", "rig", "cam", "size", "angle", "zoom", "focus", "lens", "camera"],)
CAMERAS = (*FAR, "subject", "motion")
NOWHERE: Mapping[str, None] = dict.fromkeys(NO_FIELD)
LAMP_AWAY = {
    "key": "lighting.key_distance_m", "sun": None, "practical": "lighting.practical_distance_m",
}  # fmt: skip
SOFTENS = {"key": "~lighting.key_softness_deg"}
QUANTITIES: dict[str, Mapping[str, str | None]] = {
    "@stops": {
        "key": STEPS, "rim": "lighting.rim_stops", "fill": "-lighting.ratio_stops",
        "ambient": "lighting.ambient_stops", "practical": None, "air": None, "": STEPS,
    },
    "@over_rim": {"key": "lighting.rim_stops", "": None},
    "@light_stops": {
        "key": STEPS, "rim": "lighting.rim_stops", "fill": "-lighting.ratio_stops",
        "ambient": "lighting.ambient_stops", "practical": None, "": None,
    },
    "@blown": {
        "key": STEPS, "rim": "lighting.rim_stops", "fill": None, "window": None, "sun": None,
        "ambient": None, "practical": None, "": None,
    },
    "@some_stops": {
        "key": f"~{STEPS}", "rim": "~lighting.rim_stops", "fill": "-~lighting.ratio_stops",
        "ambient": "~lighting.ambient_stops", "practical": None, "": None,
    },
    "@light_kelvin": {**NOWHERE, "key": "lighting.key_kelvin", "": None},
    "@light_elevation": {
        **NOWHERE, "key": "lighting.key_elevation_deg", "practical": LAMP_HIGH, "": None,
    },
    "@light_angle": {**NOWHERE, "key": "@reach", "": None},
    "@azimuth": {**NOWHERE, "key": "lighting.key_azimuth_deg", "": None},
    "@ratio": {
        "key": "lighting.ratio_stops", "rim": "lighting.rim_stops",
        "fill": "lighting.ratio_stops", "practical": None, "": "lighting.ratio_stops",
    },
    "@percent": {
        **NOWHERE, "key": None, "sun": None, "air": "atmosphere.phase", "": None,
    },
    "@kelvin": {**NOWHERE, "key": "lighting.key_kelvin", "": "lighting.key_kelvin"},
    "@elevation": {
        **NOWHERE, "key": "lighting.key_elevation_deg", "": "framing.elevation_deg",
        "practical": LAMP_HIGH, "size": "framing.elevation_deg", "cam": "framing.elevation_deg",
    },
    "@eyes": {
        **NOWHERE, "key": "lighting.key_elevation_deg", "": "~framing.elevation_deg",
        "practical": LAMP_HIGH,
        **{kind: "~framing.elevation_deg" for kind in CAMERAS},
    },
    "@angle": {
        **NOWHERE, "roll": "framing.roll_deg", "key": "@reach", "": "@angle",
        **{kind: "@angle" for kind in CAMERAS}, "angle": "@pitch",
    },
    "@down": {
        **NOWHERE, "key": None, "move": "@angle", "": "framing.elevation_deg",
        **{kind: "framing.elevation_deg" for kind in ("size", "cam", "angle", "rig", "lens")},
    },
    "@metres": {
        **NOWHERE, **LAMP_AWAY, "": "@metres", **{kind: "@metres" for kind in FAR},
    },
    "@tall": {
        **NOWHERE, **LAMP_AWAY, **{kind: "@metres" for kind in CAMERAS}, "subject": TALL,
        "motion": TALL, "": TALL,
    },
    "@away": {**NOWHERE, **LAMP_AWAY, "": "@away", **{kind: "@away" for kind in FAR}},
    "@height": {
        **NOWHERE, "key": None, "": "@height", **{kind: "@height" for kind in FAR},
    },
    "@at": {**NOWHERE, **LAMP_AWAY, "": "@at", **{kind: "@at" for kind in FAR}},
    "@off": {**NOWHERE, **LAMP_AWAY, "": "@from", **{kind: "@from" for kind in FAR}},
    "@beam": {
        "key": "lighting.key_beam_deg", "rim": "lighting.rim_beam_deg", "sun": None,
        "fill": None, "practical": None, "ambient": None, "": "lighting.key_beam_deg",
    },
    "@field": {
        "key": "lighting.key_field_deg", "rim": "lighting.rim_field_deg", "sun": None,
        "fill": None, "practical": None, "ambient": None, "": "lighting.key_field_deg",
    },
    "@cloth": {**NOWHERE, **SOFTENS, "": "~lighting.key_softness_deg"},
    "@sheer": {**NOWHERE, **SOFTENS, "": None},
    "@gel_mired": {**NOWHERE, "sun": None, "time": None, "key": "@gel_mired", "": None},
    "@speed": {
        "air": None, "blowing": "atmosphere.wind_m_s", "": "@speed",
        **{kind: "@speed" for kind in CAMERAS},
        "motion": OF_WHOM, "goes": OF_WHOM,
    },
    "@clock": {
        **NOWHERE, "key": "~lighting.key_azimuth_deg", "sun": None, "time": None,
        "practical": "~lighting.practical_azimuth_deg", "": None,
    },
    "@share": {**NOWHERE, "air": "atmosphere.phase", "": None},
}  # fmt: skip
