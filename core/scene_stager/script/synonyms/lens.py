# SPDX-License-Identifier: Apache-2.0
"""Lens: formats, zooms, and how much is in focus."""

from scene_stager.script.synonyms import Listed, Value

FORMATS = {
    "super35": "super 35|super35|s35|super 35mm",
    "full_frame": "full frame|fullframe|large format|ff",
    "academy": "academy|academy ratio|4 perf",
    "super16": "super 16|super16|s16|super 16mm|16mm film",
    "imax65": "imax|imax 65|65mm imax|imax65|imax 65mm",
    "red_vv": "red vv|v-raptor|v-raptor vv|vistavision sensor",
    "alexa_lf": "alexa lf|lf open gate|alexa mini lf",
    "alexa_lf_scope": "alexa lf scope",
    "alexa_35": "alexa 35|alexa 35 open gate",
    "anamorphic35": "anamorphic 35|35mm anamorphic|four perf anamorphic",
}
LENGTHS = {
    18.0: "wide lens|wide angle lens|wide angle",
    50.0: "normal lens|standard lens",
    135.0: "long lens|telephoto|telephoto lens|tele",
}
STOPS = {
    1.4: "shallow focus|shallow depth of field|shallow dof|wide open",
    11.0: "deep focus|deep depth of field",
}
VERTICALS = {
    "upright": "upright verticals|straight verticals|parallel verticals|shift lens|"
    "perspective control|architectural lens",
}
FOCUSES = {
    "rack": "rack focus|focus pull|racks focus|rack|pull focus|pulls focus",
    "fixed": "fixed focus",
}

LENS: Listed = {
    "lens.format": FORMATS,
    "lens.focal_length_mm": LENGTHS,
    "lens.f_number": STOPS,
    "lens.focus": FOCUSES,
    "lens.verticals": VERTICALS,
}

DOLLY_ZOOM: dict[str, Value] = {
    "lens.zoom": "dolly_zoom",
    "~rig.move": "push_in",
    "~rig.rig": "dolly",
}
ZOOM_IN: dict[str, Value] = {"lens.zoom": "zoom", "@zoom": 2.0}
ZOOM_OUT: dict[str, Value] = {"lens.zoom": "zoom", "@zoom": 0.5}
CRASH_ZOOM: dict[str, Value] = {**ZOOM_IN, "~rig.pace": "brisk"}
ZOOMS = {
    "crash zoom": CRASH_ZOOM,
    "snap zoom": CRASH_ZOOM,
    "dolly zoom": DOLLY_ZOOM,
    "vertigo": DOLLY_ZOOM,
    "vertigo effect": DOLLY_ZOOM,
    "zolly": DOLLY_ZOOM,
    "trombone": DOLLY_ZOOM,
    "contra zoom": DOLLY_ZOOM,
    "zoom in": ZOOM_IN,
    "zooms in": ZOOM_IN,
    "zooming in": ZOOM_IN,
    "zoom": ZOOM_IN,
    "zoom out": ZOOM_OUT,
    "zooms out": ZOOM_OUT,
    "zooming out": ZOOM_OUT,
}

# A macro lens says how near one is, unless a shot size is said as well.
MACRO: dict[str, Value] = {"~framing.size": "extreme_close_up"}
GLASS = {"macro": MACRO, "macro lens": MACRO}
