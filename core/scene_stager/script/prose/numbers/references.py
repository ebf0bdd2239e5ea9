# SPDX-License-Identifier: Apache-2.0
"""Films and people that a shot is to look like: they are named, and are nothing that is in it."""

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make

# A name as it is written: "Touch of Evil", "Roger Deakins", "2001".
_WORD = r"(?:[A-ZÀ-Þ][\w'’.\-]*|\d{2,4})"
_MORE = rf"(?: (?:(?:of|the|and|in|a|on|to|de|du|la|le|von|van|der) )*{_WORD})"
_NAME = rf"(?-i:{_WORD}{_MORE}*)"
_LONG_NAME = rf"(?-i:{_WORD}{_MORE}+)"
_SCENE = r"(?:(?:first|last|opening) )?(?:shot|scene|sequence)"
_PART = rf"(?:opening|ending|finale|climax|start|beginning|end|{_SCENE})"
_OF = rf"(?:(?:the )?{_PART} (?:of|in|from) )?"
_MANNER = r"(?:style|manner|spirit|vein|tradition|mood|look|key)"
_REFERS = (
    rf"(?:(?:very much |all )?(?:in|after) the {_MANNER} of|{_MANNER} of|(?:an? |in )?homage to"
    r"|inspired by|reminiscent of|[aà] la|(?:an? )?(?:nod|tribute) to|in tribute to|shades of"
    r"|straight out of|evoking|evokes|channell?ing|echoing|echoes|quoting|as in|as seen in"
    r"|think(?: of)?|just like in|like in|like|references? is|references?|ref|out of)"
)

REFERENCES: tuple[tuple[str, Make], ...] = (
    (rf"{_REFERS} {_OF}{_NAME}(?:['’]s)?", lambda g: NO_SLOT),
    (rf"{_NAME}(?: |-)(?:style|esque|vibes?|look)", lambda g: NO_SLOT),
    (rf"(?:an?|some) (?:bit|touch|hint|little|dash|lot) of {_LONG_NAME}", lambda g: NO_SLOT),
    (rf"{_LONG_NAME} (?:mood|feel|feeling|aesthetic|palette|energy)", lambda g: NO_SLOT),
)
