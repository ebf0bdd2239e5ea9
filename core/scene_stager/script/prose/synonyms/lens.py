# SPDX-License-Identifier: Apache-2.0
"""Lens: formats, zooms, how much is in focus, and the shape of the frame."""

from collections.abc import Iterator

from scene_stager.script.prose.synonyms import Fills, Listed, Value, either
from scene_stager.script.prose.synonyms.rig import forms_of

FORMATS = {
    "super35": (
        "super 35|super35|s35|super 35mm|shot on 35|shot on 35mm|35mm film|on 35mm film"
        "|shot on super 35|shot on 35mm film|shooting 35|35mm negative|3 perf"
    ),
    "full_frame": "full frame|fullframe|large format|ff|full frame sensor",
    "academy": "academy|academy ratio|4 perf",
    "super16": (
        "super 16|super16|s16|super 16mm|16mm film|shot on 16|shot on 16mm|on 16mm"
        "|shot on super 16|shooting 16|shot on 16mm film"
    ),
    "imax65": (
        "imax|imax 65|65mm imax|imax65|imax 65mm|shot on imax|shot on 65|shot on 65mm|shot on 70mm"
        "|65mm film|70mm film|65mm large format|65 large format|large format 65mm|5 perf 65"
        "|65mm negative|five perf 65"
    ),
    "red_vv": "red vv|v-raptor|v-raptor vv|vistavision sensor",
    "alexa_lf": "alexa lf|lf open gate|alexa mini lf",
    "alexa_lf_scope": "alexa lf scope",
    "alexa_35": "alexa 35|alexa 35 open gate",
}
VERTICALS = {
    "upright": "upright verticals|straight verticals|parallel verticals|shift lens|"
    "perspective control|architectural lens",
}
FOCUSES = {
    "rack": either(
        "rack focus|focus pull|rack|pull focus|rack the focus|focus rack|focus shift|shift focus"
        "|throw focus|focus throw|focus pulls|focus racks|focus shifts|focus throws"
    ),
    "fixed": either("fixed focus|focus fixed"),
    "follow": either("follow focus|focus follows"),
}

LENS: Listed = {
    "lens.format": FORMATS,
    "lens.verticals": VERTICALS,
}

# Words for how long a lens is, or how far open, give way to its number.
LENGTHS = {
    18.0: "wide lens|wide angle lens|wide angle",
    50.0: "normal lens|standard lens",
    135.0: "long lens|tight lens|telephoto|telephoto lens|tele|tele lens|on the long end",
}
STOPS = {
    1.4: (
        "shallow focus|shallow depth of field|shallow dof|wide open|shallow|bokeh"
        "|thin depth of field|shallow depth|blurry background|blurred background"
        "|background blurred|background blurry|background is blurry|background is blurred"
        "|background out of focus|out of focus background|background soft|background falls off"
        "|background falls away|background falling away|background falling off"
    ),
    11.0: (
        "deep focus|deep stop|deep depth of field|everything in focus|everything sharp|deep dof"
        "|lots of depth of field|lots of depth|big depth of field"
    ),
}
WEAK_LENS: dict[str, Fills] = {
    phrase: {f"{weak}lens.{field}": value}  # weaker than a bare number: "long lens, 200"
    for weak, field, table in (("~~~", "focal_length_mm", LENGTHS), ("~", "f_number", STOPS))
    for value, phrases in table.items()
    for phrase in phrases.split("|")
}

SCOPE: dict[str, Value] = {"~lens.squeeze": 2.0, "~lens.format": "anamorphic35"}
SCOPE_GATE: dict[str, Value] = {"lens.format": "anamorphic35", "~lens.squeeze": 2.0}
FRAMES: dict[str, Fills] = {
    "anamorphic": SCOPE,
    "anamorphic lens": SCOPE,
    "anamorphic lenses": SCOPE,
    "anamorphics": SCOPE,
    "anamorphic 35": SCOPE_GATE,
    "35mm anamorphic": SCOPE_GATE,
    "four perf anamorphic": SCOPE_GATE,
    "scope": {"lens.frame_aspect": 2.39},
    "in scope": {"lens.frame_aspect": 2.39},
    "scope frame": {"lens.frame_aspect": 2.39},
    "cinemascope": {"lens.frame_aspect": 2.39},
    "widescreen": {"~lens.frame_aspect": 2.39},
    "vertical video": {"lens.frame_aspect": 0.5625},
    "vertical format": {"lens.frame_aspect": 0.5625},
    "vertical frame": {"lens.frame_aspect": 0.5625},
    "square format": {"lens.frame_aspect": 1.0},
    "square frame": {"lens.frame_aspect": 1.0},
}

DOLLY_ZOOM: Fills = {
    "lens.zoom": "dolly_zoom",
    "~rig.move": "push_in",
    "~rig.rig": "dolly",
}
DOLLY_ZOOM_OUT: Fills = {**DOLLY_ZOOM, "~rig.move": "pull_out"}
ZOOM_IN: Fills = {"lens.zoom": "zoom", "@zoom": 2.0}
ZOOM_OUT: Fills = {"lens.zoom": "zoom", "@zoom": 0.5}
CRASH_ZOOM: Fills = {**ZOOM_IN, "~rig.pace": "whip"}
CRASH_OUT: Fills = {**ZOOM_OUT, "~rig.pace": "whip"}
MEANT: tuple[tuple[Fills, str], ...] = (
    (CRASH_ZOOM, "crash zoom|snap zoom|crash zoom in|snap zoom in|whip zoom"),
    (CRASH_OUT, "crash zoom out|snap zoom out"),
    (
        DOLLY_ZOOM,
        "dolly zoom|dolly zoom in|hitchcock zoom|jaws zoom|vertigo|vertigo effect|zolly"
        "|trombone|contra zoom|vertigo shot",
    ),
    (DOLLY_ZOOM_OUT, "dolly zoom out|reverse dolly zoom|reverse vertigo"),
    (ZOOM_IN, "zoom in|zoom|zoom closer"),
    (ZOOM_OUT, "zoom out|zoom back|zoom wider"),
)


def zoomed(phrase: str) -> Iterator[str]:
    """A zoom in each form of its verb."""
    before, verb, rest = phrase.partition("zoom")
    return (before + form for form in forms_of(verb + rest)) if verb else iter((phrase,))


ZOOMS: dict[str, Fills] = {
    form: fills for fills, phrases in MEANT for one in either(phrases) for form in zoomed(one)
}
RACKS: dict[str, Fills] = {
    form: {"lens.focus": focus}
    for focus, phrases in FOCUSES.items()
    for phrase in phrases
    for form in forms_of(phrase)
}

# How long a frame is exposed, in words: house defaults, not measured.
SHUTTERS: dict[str, Fills] = {
    f"{how} shutter{angle}": {"~lens.shutter_deg": open_deg}
    for open_deg, hows in (
        (90.0, "tight|narrow|short|skinny|crisp|staccato|tightened|narrowed|small"),
        (270.0, "open|wide|long|slow|wide open"),
    )
    for how in either(hows)
    for angle in ("", " angle")
}

# A macro lens says how near one is, unless a shot size is said as well.
MACRO: Fills = {"~framing.size": "extreme_close_up"}
GLASS: dict[str, Fills] = {
    **WEAK_LENS,
    **FRAMES,
    **SHUTTERS,
    "macro": MACRO,
    "macro lens": MACRO,
    "macro shot": MACRO,
}
