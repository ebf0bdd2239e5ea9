# SPDX-License-Identifier: Apache-2.0
"""Atmosphere: weathers, how much of them there is, and the wind."""

from scene_stager.script.prose.synonyms import Fills, Listed, either

WEATHERS = {
    "clear": "clear|clear air|clear day|clear sky|clear skies",
    "haze": "haze|hazy|hazed|hazed up|hazed out|haze in the air|atmos"
    "|hazer|hazers|haze machine|haze machines|smog|smoggy",
    "mist": "mist|misty|steamy|steam in the air|steam everywhere|clouds of steam|steam hangs"
    "|sea fret|sea mist|haar",
    "fog": "fog|foggy|fogger|foggers|fog machine|fog machines|fogbound|ground fog|dry ice|fog bank",
    "dust": (
        "dust|dusty|dust in the air|blowing sand|sand blowing|sand in the air|flying sand"
        "|flour in the air|chalk in the air|sawdust in the air|pollen in the air|powder in the air"
        "|dust motes|motes of dust|flour hanging in the air|dust hanging in the air"
    ),
    "smoke": "smoke|smoky|smokey|smoke machine|smoke machines",
    "drizzle": (
        "drizzle|rain|rainy|drizzling|raining|in the rain|rain machine|rain machines|rain bar"
        "|rain bars|rain tower|rain towers|showers|rain shower|rain showers|light shower"
        "|light showers|passing shower"
    ),
    "storm": "storm|stormy|thunderstorm|downpour|thunder and lightning|thundery|tempest"
    "|lightning storm|electrical storm|cloudburst",
}
ATMOSPHERE: Listed = {"atmosphere.weather": WEATHERS}
# A number says better how fast; house defaults, not measured.
WIND = "atmosphere.wind_m_s"
STRONG: Fills = {f"~{WIND}": 15.0}
WEAK: Fills = {f"~{WIND}": 2.0}
WINDS: dict[str, Fills] = {
    phrase: {f"~~{WIND}": fast_m_s}
    for fast_m_s, phrases in (
        (2.0, "breeze|breezy|light wind|light winds|light breeze|gentle breeze|faint breeze"),
        (
            8.0,
            "wind|winds|windy|wind machine|gust of wind|gusts of wind|gust|gusts|gusty|blustery"
            "|blowy|gusting|gusting wind|stiff breeze|strong breeze|fresh breeze|squally|squalls",
        ),
        (
            15.0,
            "gale|gale force|gale force wind|strong wind|strong winds|high wind|high winds"
            "|howling wind|howling winds|howling gale|wind howling|wind howls|wind is howling"
            "|blowing a gale|blowing a hoolie|blowing a hooley|blowing hard|blowing like mad"
            "|very windy|really windy|stiff wind|fierce wind|fierce winds|violent wind"
            "|wind whipping|whipping wind|lashing wind|wild wind|raging wind"
            "|storm force winds|gale force winds|wind is strong|super windy",
        ),
        (30.0, "hurricane|hurricane force winds|hurricane winds"),
    )
    for phrase in either(phrases)
}
STILL_AIR: dict[str, Fills] = {
    phrase: {WIND: 0.0}
    for phrase in either("windless|still air|air is still|no breeze|not a breath of wind")
}
FLICKER: dict[str, Fills] = {
    phrase: {"atmosphere.flicker": True} for phrase in either("flicker|flickers|flickering")
}

# How much of the weather there is; house defaults, not measured.
PHASES = {
    0.2: (
        "light|thin|slight|faint|a bit of|bit of|a little|a touch of|a hint of|some light|gentle"
        "|a whisper of|a trace of|a wisp of|wisps of|a tad of|a dash of|a suggestion of|a tiny bit"
        "|very light|very thin|only a little|not too much|not much|not a lot of|not so much"
        "|not that much|barely any|hardly any|subtle|a light layer of|a thin layer of|touch of"
        "|hint of|very little|wispy"
    ),
    0.5: "moderate|medium",
    0.85: (
        "thick|heavy|dense|lots of|a lot of|tons of|loads of|plenty of|so much|very thick"
        "|very heavy|really thick|really heavy|super thick|a wall of|billowing|a thick layer of"
        "|thick with|full on"
    ),
}
HOW_MUCH = "atmosphere.phase"
# The same said behind a weather: "raining hard", "the fog is thick", "haze, thin".
SAID_BEHIND: dict[str, float] = {
    "thin|thinly|faint|faintly|lightly|softly|gently|slightly|soft": 0.2,
    "thick|thickly|heavy|heavily|dense|densely|hard|harder|steadily": 0.85,
}
RAINS = either("driving rain|pouring rain|torrential rain|lashing rain|pelting rain|beating rain")
RAINS += either("it's pouring|it is pouring|pouring down|tipping down|raining hard|raining heavily")
RAINS += either("rains hard|pouring with rain|bucketing down|pissing down|tipping it down")
RAINS += either("raining cats and dogs|chucking it down|bucketing it down|hammering down|teeming")
RAINS += either("pelting down|lashing down|sheeting down|teeming down|tipping with rain")
RAINS += either("pissing it down|raining like mad|sheets of rain")
SPITS = either("spitting with rain|spitting rain|spits with rain|raining lightly")
SPITS += either("raining slightly|rains lightly|raining a little|raining a bit|raining softly")
PEA_SOUP = either("pea soup|pea souper|pea soup fog|proper pea souper|thick as pea soup")
# What a weather does meanwhile: how much of it there is at the start and at the end.
CHANGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(
        either(
            "rolls in|rolling in|roll in|moves in|moving in|drifts in|drifting in|creeps in"
            "|creeping in|comes in|coming in|sets in|builds|builds up|building|building up"
            "|thickens|thickening|gathers|gathering|closes in|closing in|picks up|picking up"
            "|gets heavier|getting heavier|gets thicker|getting thicker|gets worse|getting worse"
            "|gets denser|getting denser|intensifies|fills in|filling in|comes on|coming on"
            "|gets harder|getting harder|creeps up"
        ),
        (0.2, 0.85),
    ),
    **dict.fromkeys(
        either(
            "thins|thins out|thinning|thinning out|eases|easing off|eases off|eases up|easing up"
            "|easing|lets up|letting up|dies down|dying down|gets lighter|getting lighter"
            "|gets thinner|getting thinner|drops off|tails off|peters out"
        ),
        (0.85, 0.2),
    ),
    **dict.fromkeys(
        either("starts to fall|begins to fall|starts falling|begins falling|begins|starts"),
        (0.0, 0.85),
    ),
    **dict.fromkeys(
        either(
            "lifts|lifting|clears|clears up|clearing|clearing up|burns off|burning off|burns away"
            "|burning away|dissipates|dissipating|disperses|dispersing|blows away|blowing away"
            "|blows off|fades|fades away|stops|rolls out|rolls away|settles|settling"
            "|clears off|clears away|clearing away|lifts off|disappears|vanishes|goes away"
        ),
        (0.85, 0.0),
    ),
}
COMING_ON: Fills = {f"~{HOW_MUCH}": 0.0, "~atmosphere.to_phase": 0.85}
TO_RAIN = either("starts to rain|begins to rain|starting to rain|starts raining|begins raining")
TO_RAIN += either("start raining|start to rain|beginning to rain|comes on to rain")
DUST_STORM: Fills = {"atmosphere.weather": "dust", HOW_MUCH: 0.85}


def weathers_by_amount() -> dict[str, Fills]:
    """Light haze, thick fog and the like: every amount with every weather but a clear one."""
    listed: dict[str, Fills] = {
        f"{amount} {phrase}": {"atmosphere.weather": weather, HOW_MUCH: phase}
        for weather, phrases in WEATHERS.items()
        for phrase in phrases.split("|")
        for phase, amounts in PHASES.items()
        for amount in amounts.split("|")
        if weather != "clear"
    }
    listed |= {rain: {"atmosphere.weather": "drizzle", HOW_MUCH: 0.85} for rain in RAINS}
    listed |= {rain: {"atmosphere.weather": "drizzle", HOW_MUCH: 0.2} for rain in SPITS}
    listed |= {soup: {"atmosphere.weather": "fog", HOW_MUCH: 0.95} for soup in PEA_SOUP}
    listed |= {one: {"atmosphere.weather": "drizzle", **COMING_ON} for one in TO_RAIN}
    return {**listed, "dust storm": DUST_STORM, "sandstorm": DUST_STORM}
