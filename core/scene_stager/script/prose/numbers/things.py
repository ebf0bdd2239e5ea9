# SPDX-License-Identifier: Apache-2.0
"""Things, sounds and ages by the words of moves and rigs: "a whip in her hand", "pushing forty"."""

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make

AN = r"(?:an? |the |her |his |their |some |one )"
AGES = (
    r"(?:thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred"
    r"|[3-9][05])(?:[ -]?(?:one|two|three"
    r"|four|five|six|seven|eight|nine|odd))?(?! ?(?:mm|mil|fps|feet|foot|ft|m\b|met"
    r"|cent|yard|inch|sec|deg|per|k\b|stop))"
)
HELD = (
    r"(?:whips?|bullwhip|pans?|drones?|dolly|dollies|sliders?|tripods?|leads?"
    r"|cranes?|jibs?|zoom|booms?|slide|tracks?|sticks?|crabs?|static|truck)"
)
HOLDS = (
    r"(?:hold|holds|holding|carry|carries|carrying|wield|wields|wielding|clutch"
    r"|clutches|clutching|grip|grips"
    r"|gripping|flies|piloting|pilots|operates|operating|cracks|cracking|washes"
    r"|washing|scrubs|scrubbing|grabs"
    r"|grabbing|wearing|assembles|assembling|repairs|repairing|fixing|fixes|launches|launching)"
)
HAND = (
    r"(?: (?:hanging |held |tucked |coiled )?(?:in|under|over|across|on|at"
    r"|from) (?:the |her |his |their |one |each |both |an? )?(?:left |right "
    r"|other )?(?:hands?|arms?|lap|fist|palm|shoulder|belt|back|hip|knees?))"
)
NOISY = r"(?:(?:low |distant |constant |dull |steady |endless |quiet |far off |faint )*)"
KITCHEN = (
    r"(?: (?:on|in|off|over) (?:the |her |his |an? )?(?:stove|hob|cooker|fire|flame"
    r"|sink|oven|shelf|table|desk|counter|wall|worktop|campfire|grass|lawn|snow"
    r"|field))"
)
CRANES = r"(?:crane|cranes|drone|drones|jib|dolly|dollies|slider|truck)"
STANDS = (
    r"(?: (?:that )?(?:stands?|standing|stood|idles?|idling|idle|towers?|towering"
    r"|looms?|looming|hovers?|hovering|buzzes|buzzing"
    r"|hums?|humming|unloads?|unloading|lifts? an?|lifts? the|lifting|swings? (?:an?"
    r"|the|its)|swinging (?:an?|the|its)|works?|working|waits?|waiting"
    r"|sits?|sitting|parked|lies|lying|rusts|rusting|loads?|loading|dangles?"
    r"|dangling|rests?|resting|silhouetted"
    r"|against|behind (?:her|him|them|it|the)|above (?:her|him|them|it|the)"
    r"|beside (?:her|him|them|it|the)|near|next to|by (?:the|a)|outside"
    r"|overhead(?! shot)|in (?:the )?(?:background|distance|sky|harbou?r|yard|street"
    r"|corner|foreground)"
    r"|on (?:the|a) (?:skyline|horizon|site|building site|dock|docks|quay|roof|rooftop)))"
)
OVER = r"(?: over (?:the )?(?:docks?|harbou?r|site|building site|skyline|yard|shipyard|port))"
NAMED = (
    r"(?:frying|sauce|dust|bed|roasting|cake|warming|baking|milk|copper|iron"
    r"|gold) ?pans?|bull ?whips?|horse ?whips?|riding whips?"
    r"|(?:dirt|race|running|railway|rail|train|tram|cart|farm|cinder|sound|title"
    r"|athletics|go-kart|sheep) tracks?"
    r"|(?:tower|dock|harbou?r|construction|building|cargo|port|paper|rusty|rusting|ship) cranes?"
    r"|whip in hand|pan in hand|on the right track|one track mind|(?:jib"
    r"|head) sails?|boom (?:mic|pole|box|town|gate)s?"
    r"|zoom (?:call|meeting|screen|window|background)s?|crash (?:mat|helmet|site"
    r"|barrier|test)s?|push ?(?:bike|chair|button|pin|up)s?"
    r"|lead (?:pipe|role|paint|pencil|weight)s?"
    r"|(?:dog|power|extension|guitar) leads?"
    r"|(?:pool|fish|video|tape) ?dolly|rag doll(?:y|ies)?|(?:water|play|playground"
    r"|hair|slide) slides?"
    r"|(?:garden|porch|tyre|tire|rope|child's) swings?|static (?:on|from) (?:the"
    r"|an?) (?:tv|television|radio|set|screen|line|speaker|walkie)s?"
    r"|on the (?:rise|wane|mend)|a rise in the (?:road|ground|land)"
    r"|hand[ -]?held (?=torch|lamp|light|radio|fan|mirror|phone|device|camera phone"
    r"|scanner|game|console|lantern|flashlight|drill|mic)"
)
OF = r"(?= of (?!the (?:camera|frame|lens|shot|room|nun)|her\b|him\b|them\b|\d))"
OBJECTS = (
    r"(?:pram|trolley|cart|wheelbarrow|barrow|pushchair|stroller|buggy|bike|bicycle"
    r"|wheelchair|door|gate|mop|broom|button|car"
    r"|lawnmower|mower|chair|swing|boat|crowd|plate|book|curtain|knife|gun|letter"
    r"|phone|drawer|sheet|blanket|hair|veil|hood|sleeve"
    r"|hat|cap|head|chin|bottle|jug|rope|lever|trigger|bow|string|cork|plug|tooth"
    r"|weeds?|sword|wallet|keys?|note|map|pen|coat|glove|mask"
    r"|suitcase|sledge|sled|plough|pedestrian|shopping|cabinet|cage|bed|gurney"
    r"|stretcher|table|piano|glass|tray|bolt|zip|slide|cover|lid|tarpaulin|tarp)"
)
HANDLES = (
    r"(?:pushing|pulling(?: out| back| off| away| up| down)?|tilting|dropping|lowering|lifting"
    r"|raising|swinging|sliding|circling|leading|rolling|easing|dragging)"
)
# Whoever pushes something there goes there as well.
NOWHERE = r"(?! (?:away|toward|towards|past|across|along|through|up|down|into|left|right|to)\b)"


THINGS: tuple[tuple[str, Make], ...] = tuple(
    (pattern, lambda groups: NO_SLOT)
    for pattern in (
        rf"(?:(?:is|he's|she's|now|must be|already"
        rf"|nearly) )*(?<!stock )pushing {AGES}(?=\s*(?:[,.;)]|$)| (?:and|but|with|or|if"
        rf"|years|now|in)\b)",
        rf"{AN}?(?:[a-z]+ )?{HELD}{HAND}",
        rf"{HOLDS} {AN}(?:[a-z]+ )?{HELD}",
        rf"{AN}(?:pans?|tripods?|sliders?|drones?|sticks?|whips?){KITCHEN}",
        rf"{AN}(?:[a-z]+ )?{CRANES}{STANDS}",
        rf"(?:cranes|drones|dollies){STANDS}",
        rf"{AN}(?:[a-z]+ )?cranes?{OVER}",
        rf"(?:behind|beside|above|near|past|under|beneath) (?:her|him|them),? (?:is "
        rf"|stands |looms )?an? (?:[a-z]+ )?{CRANES}",
        rf"{AN}?(?:{NAMED})",
        rf"the {NOISY}(?:drone|hum|whirr){OF}",
        r"(?:an? |the )(?:rise|fall) of (?:the |her |his )?(?:hill|land|road|tide|chest"
        r"|ground|sun|moon|stairs?|bridge)",
        r"(?:an? |the |with a )?(?:slight |small |little )?tilt of (?:the |her |his "
        r"|their )(?:head|chin|hat|brim|face|neck)",
        r"an? (?:(?:high|wide|bright|slow|graceful|perfect|great) )?arc of (?!the |her"
        r"|him|them|a |an )",
        r"an? (?:whip|creep|drift|pan|track|crane) of (?!the |her|him|them)",
        rf"{HANDLES} (?:an? |the |her |his |their |its )(?:[a-z]+ )?{OBJECTS}(?:s|es)?{NOWHERE}",
    )
)
