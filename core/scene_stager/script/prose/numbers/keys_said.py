# SPDX-License-Identifier: Apache-2.0
"""What is said of a key in so many words: how far off it is moved, where on a slate, with whom it
goes."""

from scene_stager.script.prose.numbers.light_numbers import BALANCES
from scene_stager.script.prose.numbers.makers import Make, one
from scene_stager.script.prose.numbers.quantities import ALONE, DEGREES, LENGTH, D, N, metres
from scene_stager.script.prose.synonyms import Fills

KEY = r"key(?:[ -]?light)?"
LAMP = rf"(?:{KEY}|light|lamp|source|soft ?box)"
IS = r"(?:'s| is| gets| has been| was| should be| must be| to be)?"
NEARLY = r"(?: (?:about|around|roughly|nearly|some|maybe|approximately|in the region of|circa))?"
MOVED = (
    r"(?:back(?:s|ed)?|pull(?:s|ed)?|move(?:s|d)?|br(?:ing|ings|ought)|push(?:es|ed)?|slid(?:e|es)?"
    r"|walk(?:s|ed)?|c[oa]mes?|dr(?:aw|aws|awn|op|ops|opped)|tak(?:e|es|en)|set|shift(?:s|ed)?)"
)
WAY = r"(?:off|back|away|in|out|closer|nearer|further|farther|further back|further off)"
SIDE = r"(?:camera |cam )?(left|right|l|r)"
# A slate's "L 60 / UP 40"; where sides are written out, only with how high.
UP = r"(?:\s*[/,]\s*|\s+)(?:(?:up|u|el|high) ?(\d{1,2})|(\d{1,2}) ?(?:up|u|high))"
ANGLE = rf"(\d{{1,3}})(?: ?{DEGREES})?"

FIXED = (
    r"(?:mounted|fixed|locked|attached|rigged|bolted|tied|clamped|parented|hard[ -]?mounted|stuck"
    r"|pinned|strapped|taped|fastened|rides?|riding|sits?|sitting)"
)
GOES = r"(?:moves?|moving|travels?|travell?ing|goes|going|stays?|tracks?|comes?|swings?|rides?)"
CAMERA = r"(?:the )?(?:camera|lens|matte ?box)(?! (?:left|right))"
RIG = r"(?:the )?(?:dolly|rig|crane|jib|cart)"
ROOM = r"(?:the )?(?:room|world|set|space|stage|location|floor|ground|scene|place)"
STAYS = r"(?:stays?|remains?|is|kept|keeps?|left|must stay|should stay)"
FAST = r"(?:fixed|anchored|locked|nailed|static|still|stationary|bolted|rooted|tied)"
STILL = (
    rf"(?:(?:{STAYS} )?(?:put|{FAST}(?: (?:in|to|on|with))? {ROOM})|(?:stays?|remains?) where it"
    rf" (?:is|was))(?: (?:in|on) {ROOM})?"
)
ON_CAMERA: Fills = {"@as": "key", "lighting.frame": "camera", "~~@reach": 0.0}
WITH_CAMERA: Fills = {"@as": "key", "lighting.frame": "camera"}
ON_RIG: Fills = {"@as": "key", "lighting.frame": "rig"}
IN_WORLD: Fills = {"@as": "key", "lighting.frame": "world"}
ON_TARGET: Fills = {"@as": "key", "lighting.frame": "target"}


def _away(groups: list[str]) -> Fills:
    return {"@as": "key", "lighting.key_distance_m": metres(groups[0])}


def _on_slate(groups: list[str]) -> Fills:
    """A side with its angle, in either order, and how high: "L 60 / UP 40"."""
    side, angle = (groups[0], groups[1]) if groups[0] else (groups[3], groups[2])
    sign = -1.0 if side.lower().startswith("l") else 1.0
    fills: Fills = {"@as": "key", "lighting.key_azimuth_deg": sign * float(angle)}
    high = next((one for one in groups[4:] if one), None)
    return fills if high is None else {**fills, "lighting.key_elevation_deg": float(high)}


def _kelvin(groups: list[str]) -> Fills:
    return {"@as": "key", "lighting.key_kelvin": float(groups[0])}


SLATED = rf"{KEY}[ :]+(?:{SIDE} ?{ANGLE}|{ANGLE} ?{SIDE})"
LETTERED = SLATED.replace("left|right|", "")

KEYS_SAID: tuple[tuple[str, Make], ...] = (
    (rf"{LAMP}{IS} {MOVED} (?:it )?(?:{WAY} )?to{NEARLY} {LENGTH}", _away),
    (rf"{MOVED} (?:the |that |her |his )?{LAMP} (?:{WAY} )?to{NEARLY} {LENGTH}", _away),
    (rf"{SLATED}{UP}", _on_slate),
    (LETTERED, _on_slate),
    (
        rf"(?:colou?r temp(?:erature)?|white balance|cct|kelvin) (?:of|on|for) (?:the )?{KEY}"
        rf"{IS}(?: at| of|:)?{NEARLY} ([1-9]\d{{3}})(?: ?k| kelvin)?",
        _kelvin,
    ),
    (rf"{KEY}['’]?s? (?:cct|white balance)(?: at| of| is|:)?{NEARLY} ([1-9]\d{{3}})", _kelvin),
    (rf"{KEY}:? ({BALANCES}){ALONE}", _kelvin),
    (rf"{LAMP}{IS} {FIXED}(?: right| straight)? (?:to|on|onto|upon) {CAMERA}", lambda g: ON_CAMERA),
    (rf"{KEY}{IS} on {CAMERA}", lambda g: ON_CAMERA),
    (r"light is on (?:the )?camera(?! (?:left|right))", lambda g: ON_CAMERA),
    (r"camera[ -]mounted key(?: light)?|on[ -]camera key(?: light)?", lambda g: ON_CAMERA),
    (rf"{LAMP}{IS} {GOES}(?: along| right| about)? with {CAMERA}", lambda g: WITH_CAMERA),
    (rf"{LAMP}{IS} (?:{FIXED}|{GOES})(?: along)? (?:on|to|with)(?= {RIG}\b)", lambda g: ON_RIG),
    (rf"{KEY}{IS} on(?= {RIG}\b)", lambda g: ON_RIG),
    (rf"{LAMP}{IS} {STILL}", lambda g: IN_WORLD),
    (rf"world[ -]locked {KEY}|{KEY} world[ -]locked", lambda g: IN_WORLD),
    (rf"{LAMP} {STAYS} on (?:the|its|a) stand", lambda g: IN_WORLD),
    (
        rf"{LAMP} (?:does not|doesn['’]t|must not|mustn['’]t|should not|shouldn['’]t|won['’]t"
        rf"|never)"
        rf" (?:move|travel|go|follow|ride)s?(?: along)?(?: with)? {CAMERA}",
        lambda g: IN_WORLD,
    ),
    (
        rf"{LAMP}{IS} (?:walks?|runs?|stays? locked|locked|pinned|parented|glued|tied)"
        r"(?: along| on)? (?:with|to) (?:the )?(?:subject|actor|actress|talent|performer|target"
        r"|her|him|them)",
        lambda g: ON_TARGET,
    ),
    (
        rf"(?:raised|lifted|elevated|boomed up|tipped up|goes up|brought up)(?: up)?(?: to| by)?"
        rf" {N}\s?-?{DEGREES}",
        one("@elevation"),
    ),
    (
        rf"(?:spotted|narrowed|flooded)(?: (?:down|in|out|up))? to{NEARLY} {D}\s?-?{DEGREES}",
        one("@beam"),
    ),
    (rf"(?:spot|pool) of{NEARLY} {D}\s?-?{DEGREES}", one("@beam")),
)
