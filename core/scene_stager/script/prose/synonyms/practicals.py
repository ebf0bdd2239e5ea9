# SPDX-License-Identifier: Apache-2.0
"""More lamps and flames that people name in a picture."""

from scene_stager.script.prose.synonyms import Listed

MORE_PRACTICALS: Listed = {
    "lighting.practicals": {
        "candle": (
            "tealight|tealights|tea light|tea lights|votive|votives|votive candle|votive candles"
            "|candelabra|candelabras|storm lantern|storm lanterns"
            "|church candles|pillar candles|oil lantern|oil lanterns|jack o lantern"
        ),
        "torch": "flaming torch|flaming torches|burning torch|burning torches|tiki torches",
        "fire": (
            "log fire|open fire|wood fire|coal fire|camp fire|wood burner|log burner|fire pit"
            "|firepit|pyre|funeral pyre|burning barrel|oil drum fire|trash can fire|barrel fire"
        ),
        "bulb": (
            "festoon|festoons|festoon light|festoon lights|festoon lighting|festoon bulbs"
            "|string of lights|string of bulbs|string of fairy lights|edison bulb|edison bulbs"
            "|anglepoise|anglepoise lamp|banker's lamp|bankers lamp|standard lamp|standing lamp"
            "|bedside light|desk light|bare bulbs|naked bulb|naked bulbs|lava lamp|night light"
            "|nightlight|wall light|wall lights|table light|vanity lights|vanity bulbs"
            "|gooseneck lamp|tree lights|lamp bulb|pendant light|pendant lights|strings of bulbs"
        ),
        "sodium": "street lighting|sodiums|sodium streetlights|sodium vapor lights",
        "neon": "neon tube|neon tubes|neon lettering|neon letters|neon glow",
        "venue": (
            "stage lights|stage lighting|stage light|concert lights|concert lighting"
            "|arena lighting|stadium lighting|stadium floods|rink lighting|pitch lights"
            "|theatre lights|theater lights|theatre lighting|theater lighting|festival lights"
        ),
    }
}
