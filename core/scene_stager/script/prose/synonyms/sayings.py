# SPDX-License-Identifier: Apache-2.0
"""Sayings that name a lamp, a weather or an hour, and mean none: known, and set aside."""

from scene_stager.script.prose.synonyms import either

WHO = "she's|he's|they're|you're|we're|i'm|she is|he is|they are|crew is|team is|really"
SAYINGS = frozenset(f"{who} on fire" for who in either(WHO)) | frozenset(
    either(
        "fire the|fire up|fires up|under fire|set the world on fire|trial by fire|ceasefire"
        "|cease fire|fight fire with fire|playing with fire|fire away|baptism of fire"
        "|where there's smoke there's fire|where there's smoke|no smoke without fire"
        "|smoke break|smoke and mirrors|up in smoke|go up in smoke|goes up in smoke"
        "|smoke signals|smoke alarm|smoke detector|smoking gun|holy smoke|for a smoke|a quick smoke"
        "|carries a torch for|carry a torch for|carrying a torch for|pass the torch"
        "|light bulb moment|lightbulb moment|candle at both ends|hold a candle to|holds a candle to"
        "|no candle to|not hold a candle to|by storm|storm in a teacup|tempest in a teapot"
        "|calm before the storm|storm of applause|perfect storm|eye of the storm|weather the storm"
        "|storm drain|storm out|storms out|storm off|storms off|kicks up a storm|cooks up a storm"
        "|bite the dust|bites the dust|when the dust settles|dust off|dusts off|gathering dust"
        "|gather dust|dust jacket|dust sheet|dust sheets|dust cover|rain check|raincheck"
        "|come rain or shine|rain or shine|right as rain|rain on my parade|rain on her parade"
        "|rain on his parade|rain on our parade|for a rainy day|under the weather|fog of war"
        "|brain fog|foggiest idea|second wind|three sheets to the wind|get wind of|gets wind of"
        "|gone with the wind|a breeze to|be a breeze|it's a breeze|is a breeze|was a breeze"
        "|wind turbine|wind turbines|wind chime|wind chimes|wind farm|place in the sun"
        "|under the sun|ray of sunshine|over the moon|once in a blue moon|shoot the breeze"
        "|call it a night|end of the day|all in a day's work|night and day|good morning"
        "|good evening|good night|day player|day rate|save the day|in broad daylight robbery"
    )
)
