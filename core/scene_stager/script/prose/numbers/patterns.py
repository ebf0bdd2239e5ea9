# SPDX-License-Identifier: Apache-2.0
"""Numbers with their units, as patterns, and what each fills: a table."""

from scene_stager.script.prose.lights import gels
from scene_stager.script.prose.numbers.by_number import BY_NUMBER, OF_GLASS, ZOOM_END
from scene_stager.script.prose.numbers.exposed import EXPOSED
from scene_stager.script.prose.numbers.focused import FOCUSED
from scene_stager.script.prose.numbers.how_much_air import HOW_MUCH_AIR
from scene_stager.script.prose.numbers.light_falls import FALLS
from scene_stager.script.prose.numbers.light_numbers import OF_KEY, OF_LIGHTS
from scene_stager.script.prose.numbers.makers import (
    NO_SLOT,
    THE_LIGHT,
    TURN_DOWN,
    TURN_UP,
    Make,
    between,
    either_of,
    ends_of,
    filtered,
    kelvin,
    length,
    less,
    one,
    pass_number,
    rate,
    rated,
    round_and_way,
    same_unit,
    stops_of_ratio,
    turned,
    zoom,
    zoomed,
)
from scene_stager.script.prose.numbers.moved import MOVED
from scene_stager.script.prose.numbers.placed import PLACED, ROUND
from scene_stager.script.prose.numbers.quantities import (
    ALONE,
    DECADE,
    DEGREES,
    FEET_INCHES,
    FRACTION,
    LAMP_W,
    LENGTH,
    METRES_PER_SECOND,
    OF_FILM,
    SPELT,
    STOPS,
    D,
    N,
    metres,
    number,
)
from scene_stager.script.prose.numbers.references import REFERENCES
from scene_stager.script.prose.numbers.riding import RIDING
from scene_stager.script.prose.numbers.seen import SEEN
from scene_stager.script.prose.numbers.shapes import SHAPES, TO_ONE
from scene_stager.script.prose.numbers.talk import TALK

IN_UNITS = r"\s?(?:m|km|cm|mm|mps|mph|ft|feet|foot|metres?|meters?|stops?|s|secs?|seconds?)\b"
FAST = rf"({'|'.join(sorted(METRES_PER_SECOND, key=len, reverse=True))})"
# A spot by the angle of half its light; a barrel by that of its edge, which no such field is.
SPOT = r"(?:beam(?: angle| spread)?|spot(?:light)?|cone|pool)"
BARREL = (
    r"(?:source four|leko|ellipsoidal|barrel|lens tube|profile spot|fresnel|par|grid|honeycomb)"
)
PHI = r"(?:phase|phi|φ)"
TO = r"\s?(?:-|–|—|to|down to|up to|into)\s?"
OVER = r"(?:over(?:exposed)?|above|hot(?:ter)?|brighter|up|higher|more)"
UNDER = r"(?:under(?:exposed)?|below|down|darker|dimmer|lower|less)"
OF_WHAT = r"(?: (?:(?:than|on|from) )?(?:the )?(?:key|exposure|incident|base|ambient)(?! side))?"
# A key so far over the rim is a rim so far under it.
OTHER_RIM = r"(?= (?:than )?the (?:rim|back ?light|kicker|hair ?light|edge light)\b)"
WHOM = r"(?: (?:it|her|him|them|everything|the (?:shot|scene|face)))?"
FILM = r"(?: it| the (?:film|stock|neg|negative)| process(?:ed|ing)?| the process)?"

MM = r"(?:mm|mils?|millim(?:et(?:er|re))s?)(?: lens)?"
LENGTHS = rf"(\d+(?:\.\d+)?|{LENGTH[1:-1]}){TO}{LENGTH}"
GAUGES = {"35": "super35", "16": "super16", "65": "imax65", "70": "imax65"}
OF_LENS = r"(?:lens|camera)(?: height)?(?: is)?(?: low| high)?(?: at| of|:)?"
ON_LENS = r"(?:on|with|use|throw|put|using|grab|via) (?:a|an|the) (?!650|575)(\d{2,3})(?: on)?"
NOT_FAR = r"(?! ?(?:away|off|from|back|to|above|behind|in front|ahead))"

# "Stop down to an eight", and nothing that a number of something is opened to.
STOPPED = r"(?:stop(?:ped|ping|s)?|clos(?:ed?|es|ing)|open(?:ed|ing|s)?)"
STOP_TO = rf"{STOPPED}(?: it| the lens| her)? (?:down|up) to"
AS_STOP = rf"(?:{ALONE}|(?= to\b))"
SPOKEN = {"two": 2.8, "fiv": 5.6}
GROUND = r"(?:ground|floor|deck|road|tarmac|street|pavement|grass|water|sand|snow|carpet)"
WHOLE_NUMBER = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
COUNTED = rf"({SPELT}|\d(?:\.\d+)?|{FRACTION})"
# How high a lens is held; house defaults.
BODY_M = {"ankle": 0.15, "knee": 0.5, "hip": 0.9, "waist": 1.05, "chest": 1.3, "shoulder": 1.45}
BODY_M |= {"head": 1.65, "eye": 1.6}
BLOWS = r"(?<!into the )(?<!against the )(?<!in the )winds?:?"
ORBIT = "(?:orbit|arc|circle)(?:s|ing)?"

PATTERNS: tuple[tuple[str, Make], ...] = (
    (r"((?:name|tag|role|collection):[^\s,;]+)", lambda g: {"subject.selector": g[0]}),
    (rf"{D}(?:\s?(?:mm|mil))?{TO}{D}\s?{MM}", zoom),
    (
        rf"zoom(?:s|ing)?(?: in| out)?:?(?: from)? (\d{{2,3}})(?:mm)?{TO}(\d{{2,3}})(?:\s?{MM})?",
        zoomed,
    ),
    (
        rf"(?:crash|snap|whip)[ -]zoom(?: in| out)?(?: from)? (\d{{2,3}}){TO}(\d{{2,3}})"
        rf"(?:\s?{MM})?",
        lambda g: {**zoomed(g), "~rig.pace": "whip"},
    ),
    *BY_NUMBER,
    (r"(?<=:\s)([-+−]\d(?:\.\d+)?)(?=\s*(?:[.,;/\n]|$))", one("@light_stops")),
    (rf"([1-9]\d{{1,2}})-([1-9]\d{{1,2}}){ALONE}", zoom),
    (r"(500t|5219|250d|5207) (?:with|through) an? 85b?", filtered),
    (rf"(?:from |(?<=, ))({ZOOM_END}) to ({ZOOM_END}){ALONE}", zoom),
    *OF_GLASS,
    (rf"(?:{D}|({SPELT}))[\s-]?{MM}", either_of("lens.focal_length_mm")),
    (rf"{ON_LENS}{ALONE}", one("lens.focal_length_mm")),
    (rf"lens(?: is| of|:)? (?:a )?(\d{{2,3}}){ALONE}", one("lens.focal_length_mm")),
    (
        r"over (?:his|her|their|my|the|an?|[a-z]+['’]s)(?: left| right)? shoulders?",
        lambda g: NO_SLOT,
    ),
    (
        r"(?:on|shoot) (35|16|65|70)(?!\.?\d|\s?(?:mm|mil|['\"]|ft|feet|m\b|sec|deg))",
        lambda g: {"lens.format": GAUGES[g[0]]},
    ),
    (rf"[tf]\s?/?\s?{D}", one("lens.f_number")),
    (rf"[tf]\s?/?\s?{D}(?:\s?/\s?{D}|(?: and a half|\s?½))(?: split)?", between),
    (rf"[tf]\s?/?\s?{D} split {D}", between),
    (rf"[tf][ -]?stop(?: of| at)? {D}", one("lens.f_number")),
    (rf"{STOP_TO} (?:an? )?(?:[tf]\s?/?)?({SPELT}|\d+(?:\.\d+)?){AS_STOP}", one("lens.f_number")),
    (
        rf"{STOP_TO} (?:an? )?(two[- ]eight|five[- ]six)",
        lambda g: {"lens.f_number": SPOKEN[g[0][:3]]},
    ),
    (rf"(?:aperture|stop)(?: of| at| is)? [tf]?/?{D}", one("lens.f_number")),
    (rf"at (?:an? )?(1\.[2348]|2\.8|5\.6|2\.2|4\.5){ALONE}", one("lens.f_number")),
    (
        rf"(?:(?:shot |shoot |captured |filmed )?(?:at|shooting|running|rolling) )?{D}\s?"
        r"(?:fps|frames (?:per|a) sec(?:ond)?)",
        rate,
    ),
    (r"(\d{2,4}(?:\.\d+)?)\s?p", rate),
    (r"23\.9(?:76|8)", lambda g: {"fps": "24000/1001"}),
    (r"29\.97", lambda g: {"fps": "30000/1001"}),
    (r"59\.94", lambda g: {"fps": "60000/1001"}),
    (r"(\d+)\s?(?:frames|f)", lambda g: {"frame_count": int(g[0])}),
    (r"(?:at|shooting|running|rolling) (\d+) frames", rate),
    (r"slow[ -]?mo(?:tion)? (?:at )?(\d{2,3})(?: ?fps| frames)?", rate),
    (rf"frame[ -]?rate(?: of| at|:)? {D}", rate),
    (r"start(?:ing|s)?(?: (?:at|on|from))? frame (\d+)", lambda g: {"start_frame": int(g[0])}),
    (
        r"(?:(?:tc|timecode)\s?)?(\d\d:\d\d:\d\d[:;]\d\d)",
        lambda g: {"@timecode": g[0]},
    ),
    (r"seed\s?(\d+)", lambda g: {"seed": int(g[0])}),
    (rf"pass\s?{WHOLE_NUMBER}", lambda g: {**pass_number(g), "~~rig.rig": "moco"}),
    (rf"repeat pass\s?{WHOLE_NUMBER}", lambda g: {**pass_number(g), "rig.rig": "moco"}),
    (
        rf"{BLOWS}(?: (?:of|at|is|gusting|blowing|about|around|up|to|speed))* {D}\s?{FAST}",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (
        rf"{D}[\s-]?{FAST} (?:of )?(?:winds?|gusts?|breeze)",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (rf"{D}\s?{FAST}", lambda g: {"@speed": number(g[0]) * METRES_PER_SECOND[g[1].lower()]}),
    (rf"{N}[\s-]{FAST}", lambda g: {"@speed": number(g[0]) * METRES_PER_SECOND[g[1].lower()]}),
    (rf"{D}\s?-?{DEGREES} shutter(?: angle)?", one("lens.shutter_deg")),
    (r"(\d{2,3}(?:\.\d+)?) shutter", one("lens.shutter_deg")),
    (rf"shutter(?: angle)?(?: of| at)? {D}\s?{DEGREES}?", one("lens.shutter_deg")),
    (
        r"1/(\d{2,4})(?:th)?(?: (?:of a )?(?:seconds?|secs?))?(?: shutter(?: speed)?)?",
        one("@shutter"),
    ),
    (r"shutter(?: speed)?(?: of| at)? 1/(\d{2,4})", one("@shutter")),
    (rf"{N}\s?-?{DEGREES}", one("@angle")),
    (r"at (?:a )?right[ -]angles?", lambda g: {"@angle": 90.0}),
    (rf"{D}\s?-?{DEGREES} {SPOT}", one("@beam")),
    (rf"beam(?: angle)?(?: of| at| is|:)? {D}(?:\s?-?{DEGREES})?", one("@beam")),
    (rf"{D}\s?-?{DEGREES} field(?: angle)?", one("@field")),
    (rf"field(?: angle)?(?: of| at| is|:)? {D}\s?-?{DEGREES}", one("@field")),
    (rf"{D}\s?-?{DEGREES} {BARREL}", lambda g: NO_SLOT),
    (
        rf"(?:camera )?roll(?:ed)?(?: the (?:horizon|camera))?(?: by| of)? {N}\s?-?{DEGREES}",
        one("framing.roll_deg"),
    ),
    (rf"az(?:imuth)?(?: of| at)? {N}(?:\s?-?{DEGREES})?", one("@azimuth")),
    (rf"el(?:evation)?(?: of| at)? {N}(?:\s?-?{DEGREES})?", one("@elevation")),
    (rf"(?:tilt|pan) (?:minus|plus|[-+−])\s?\d+(?:\s?-?{DEGREES})?", lambda g: NO_SLOT),
    (
        rf"(?:full |a )?(?:(360|180)(?:\s?-?{DEGREES})? (?:around|round|move|spin)|"
        rf"(45|60|90|120|180|270|360)(?:\s?-?{DEGREES})? (?:orbit|arc|circle)(?: a?round)?)",
        lambda g: {"rig.move": "orbit", "rig.orbit_deg": float(g[0] or g[1])},
    ),
    (r"(anti|counter)?-?clockwise", lambda g: {"@sense": 1.0 if g[0] else -1.0}),
    (
        rf"{ORBIT} (?:to (?:the |camera )?)?(left|right)(?: (?:a?round|about))?",
        lambda g: {"rig.move": "orbit", "@sense": 1.0 if g[0] == "right" else -1.0},
    ),
    (
        rf"(?:an? )?({ROUND})(?: of)?(?: an?)?[ -](?:turn|circle|revolution|rotation)"
        r"(?: to (?:the |camera )?(left|right))?",
        round_and_way,
    ),
    (rf"{N}\s?-?{DEGREES} (?:up|high|above|elevation|elevated)", one("@elevation")),
    (rf"{N}\s?-?{DEGREES} (?:down|downward|downwards|looking down)", one("@down")),
    (rf"(?:up|elevated) {N}\s?-?{DEGREES}", one("@elevation")),
    (rf"(?!{DECADE}|{LAMP_W}s){D}[\s-]?s", one("@seconds")),
    (r"(?:the|early|mid|late)[ -](?:1[5-9]|20)?[1-9]0['’]?s", lambda g: NO_SLOT),
    (r"(?:gritty|grainy|rough) 16\s?(?:mm|mil)", lambda g: {"lens.format": "super16"}),
    (rf"16\s?(?:mm|mil){OF_FILM}", lambda g: {"lens.format": "super16"}),
    (r"(?<!in )(?<!over )(?<!for )(?-i:[23]S)(?=\s(?:of|on)\b|\s*[,.]|$)", lambda g: NO_SLOT),
    (rf"{N}[\s-](?:secs?|seconds?)(?: long)?", one("@seconds")),
    (rf"{D}(?:secs?|seconds?)", one("@seconds")),
    (rf"(?<!stop )(?<!stops )over {WHOLE_NUMBER}(?=\s*(?:[,.;)]|$))", one("@seconds")),
    (
        rf"{N}[\s-](?:secs?|seconds?)(?=[\s-](?:bumper|spot|shot|take|clip|ad|oner|commercial)\b)",
        one("@length_s"),
    ),
    (
        rf"{N}[\s-](?:mins?|minutes?)(?: long)?",
        lambda g: {"@seconds": 60.0 * number(g[0])},
    ),
    (rf"{D}\s?(?:k|kelvin)", kelvin),
    (rf"{D}\s?:\s?1{OF_KEY}", lambda g: {"@ratio": stops_of_ratio(float(g[0]))}),
    (
        rf"{D} to 1(?![\d.:]|\s?(?:m|ft|feet|foot)\b){OF_KEY}",
        lambda g: {"@ratio": stops_of_ratio(float(g[0]))},
    ),
    (
        rf"(?<!aspect )(?:(?:contrast|lighting|key[ -]to[ -]fill) )?(?:ratio|contrast)"
        rf"(?: of| is| at|:)? (?!{TO_ONE.replace('(', '(?:')}\b){D}\s?(?::|to)\s?1",
        lambda g: {"@ratio": stops_of_ratio(float(g[0]))},
    ),
    (r"([1-8]\d) (?:up|high)", one("@light_elevation")),
    (
        r"([1-9]\d)(?= (?:(?:to|on|at) )?(?:the )?(?:camera )?(?:left|right)\b)",
        one("@light_angle"),
    ),
    (rf"at ([1-9]\d){ALONE}", one("@light_angle")),
    *SHAPES,
    (rf"push(?:ed|ing)?{FILM}(?: by)? {STOPS}", one("stock.push_stops")),
    (rf"pushed{FILM}(?: by)? (one|two|three|[123])(?! ?(?:m|ft|in))", one("stock.push_stops")),
    (rf"{STOPS} (?:of )?push", one("stock.push_stops")),
    (rf"pull(?:ed|ing)?{FILM}(?: by)? {STOPS}", less("stock.push_stops")),
    (rf"{STOPS} (?:of )?pull", less("stock.push_stops")),
    *EXPOSED,
    (rf"{STOPS} {OVER}{OF_WHAT}", one("@stops")),
    (rf"{STOPS} {UNDER}{OF_WHAT}", less("@stops")),
    (rf"{STOPS} {OVER}(?: than)? (?:the )?fill", one("lighting.ratio_stops")),
    (rf"{STOPS} {OVER}{OTHER_RIM}", less("@over_rim")),
    (rf"{STOPS} {UNDER}{OTHER_RIM}", one("@over_rim")),
    (rf"{STOPS} {OVER} than (?:the )?(?:key|exposure)", one("@light_stops")),
    (rf"{STOPS} {UNDER} than (?:the )?(?:key|exposure)", less("@light_stops")),
    (r"at (?:the )?(?:stop|exposure|key level|key)", lambda g: {"@light_stops": 0.0}),
    (rf"(?:{OVER}|overexpos\w+{WHOM})(?: by)? {STOPS}", one("@stops")),
    (rf"bl(?:own?|ows|owing)(?: out)?(?: by)? {STOPS}", one("@blown")),
    (rf"(?:{UNDER}|underexpos\w+{WHOM})(?: by)? {STOPS}", less("@stops")),
    (rf"{OVER} by {COUNTED}", one("@light_stops")),
    (rf"{UNDER} by {COUNTED}", less("@light_stops")),
    (rf"{COUNTED} {OVER}{OF_WHAT}", one("@light_stops")),
    (rf"{COUNTED} {UNDER}{OF_WHAT}", less("@light_stops")),
    (rf"(?:at )?minus {COUNTED}", less("@light_stops")),
    (rf"(?:at )?plus {COUNTED}", one("@light_stops")),
    (r"(?:at |neutral at )(\d[05]00|\d\d00)", one("@light_kelvin")),
    (
        r"(?:colou?r temp(?:erature)? (?:of |at )?)?(\d[05]00|\d\d00)"
        r"(?= on (?:the )?(?:key|rim|fill|back|kicker|hair))",
        one("@light_kelvin"),
    ),
    (r"(\d[05]00|\d\d00)(?= (?:key|key ?light)\b)", one("@light_kelvin")),
    (rf"plus {STOPS}", one("@stops")),
    (rf"minus {STOPS}", less("@stops")),
    (r"([+]\d+(?:\.\d+)?|[-−]\d+(?:\.\d+)?) stops?", one("@stops")),
    (rf"{STOPS}(?: of)?{OF_KEY}", one("@ratio")),
    (rf"{TURN_DOWN} {THE_LIGHT}(?: down)?(?: by)? {STOPS}", turned(-1.0)),
    (rf"{TURN_UP} {THE_LIGHT}(?: up)?(?: by)? {STOPS}", turned(1.0)),
    (
        rf"(?:from )?{LENGTHS} (?:high|up)",
        ends_of("rig.from_height_m", "rig.to_height_m"),
    ),
    (
        rf"from {LENGTH} (?:high|up){TO}{LENGTH}(?: (?:high|up))?",
        ends_of("rig.from_height_m", "rig.to_height_m"),
    ),
    (rf"(?:from )?{LENGTH}{TO}({SPELT}|\d+(?:\.\d+)?){ALONE}", same_unit("@from", "@to")),
    (rf"(?:from )?{LENGTHS}(?: (?:away|off|out|back))?", ends_of("@from", "@to")),
    (
        rf"from {LENGTH} (?:high )?down(?: to)?",
        lambda g: {"rig.from_height_m": metres(g[0]), "~rig.move": "descend"},
    ),
    (rf"(?:down |up )?to {LENGTH}", length("@to")),
    (rf"(?:down |up )?to {LENGTH} (?:up|high|off the {GROUND})", length("@to_height")),
    (rf"at {LENGTH}(?!\s?(?:/|per\b|an? (?:sec|min|hour)|every\b|each\b))", length("@at")),
    (rf"at {LENGTH} (?:high|up|off the {GROUND})", length("@height")),
    (rf"at {LENGTH} (?:away|off|radius|distance|out)(?: from)?", length("@away")),
    (rf"h\s?=\s?{LENGTH}", length("@height")),
    (rf"radius(?: of)? {LENGTH}", length("@away")),
    (
        r"(?:at )?(ankle|knee|hip|waist|chest|shoulder|head)[ -](?:height|level|high)",
        lambda g: {"~rig.from_height_m": BODY_M[g[0].lower()]},
    ),
    (
        r"(?:(?:back |right |all the way )?(?:down|up) )?to (?:(?:his|her|their|the) )?"
        r"(eye|ankle|knee|hip|waist|chest|shoulder|head)[ -]?(?:height|level)",
        lambda g: {"@to_height": BODY_M[g[0].lower()]},
    ),
    (rf"(?:cam|camera|lens)(?: height)?(?: at| of|:)? {LENGTH}{NOT_FAR}", length("@height")),
    (rf"height(?: of|:)? {LENGTH}", lambda g: NO_SLOT),
    (rf"distance(?: of|:)? {LENGTH}", length("@away")),
    (rf"{LENGTH} tall", length("subject.height_m")),
    (rf"{LENGTH} (?:(?:off|above) the {GROUND}|high|up|above)", length("@height")),
    (rf"{OF_LENS} {LENGTH}{NOT_FAR}", length("@height")),
    (rf"{LENGTH} (?:away|off|radius|back|distance|out)(?: from)?", length("@away")),
    (rf"{LENGTH} from", length("@away")),
    (rf"{LENGTH} over{ALONE}", lambda g: NO_SLOT),  # to a side, of a lamp
    (
        rf"from {LENGTH}(?!\s?(?:high|up|above|off|away|back|out|distance|down|tall|of)\b)",
        length("@off"),
    ),
    *FOCUSED,
    *SEEN,
    *HOW_MUCH_AIR,
    (rf"{LENGTH}", length("@metres")),
    (rf"({FEET_INCHES})", length("@tall")),
    (rf"at ({FEET_INCHES})", length("@height")),
    (rf"(?:iso|ei|asa)\s?{D}", one("stock.exposure_index")),
    (rf"{D}\s?(?:iso|ei|asa)", one("stock.exposure_index")),
    (rf"(500t|250d|5219|5207|tri-?x|kodachrome) at {D}(?! ?(?:fps|k\b|m\b|mm|deg))", rated),
    (rf"rat(?:e|ed|ing) (?:the )?(500t|250d|5219|5207|tri-?x|kodachrome)(?: at)? {D}", rated),
    (rf"(?:rated?|rating|rates)(?: it| the stock)?(?: at)? {D}", one("stock.exposure_index")),
    (
        rf"{PHI}(?: goes| going)?(?: from)? {D}{TO}{D}",
        lambda g: {"atmosphere.phase": float(g[0]), "atmosphere.to_phase": float(g[1])},
    ),
    (rf"{PHI}(?: of| at| is)?\s?[=:]?\s?{D}", one("atmosphere.phase")),
    (rf"(?:at )?(0?\.\d+)(?!\d|{IN_UNITS})", one("@share")),
    (gels.NAMED, gels.named),
    (gels.COLOURED, gels.coloured),
    (gels.NUMBERED, gels.numbered),
    (rf"({D[1:-1]}|{SPELT})\s?(?:%|per ?cent)", lambda g: {"@percent": number(g[0]) / 100.0}),
    *OF_LIGHTS,
    *FALLS,
    *RIDING,
    *PLACED,
    *REFERENCES,
    *MOVED,
    *TALK,
)
