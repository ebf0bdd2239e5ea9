# SPDX-License-Identifier: Apache-2.0
"""What is said about a shot rather than of it: who asked for it, where, and how old they are."""

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make
from scene_stager.script.prose.synonyms import Fills

CREW = r"(?:the )?(?:director|producer|client|agency|cinematographer|cameraman|camerawoman)"
ASKS = r"(?:just )?(?:asked|asks|asking|wants|wanted|said|says|likes|suggested|would like)(?: for)?"

AT_BOX_SPEED: Fills = {"@box_speed": True}  # which is what a film is rated at unless it is said

TALK: tuple[tuple[str, Make], ...] = (
    (rf"{CREW} {ASKS}", lambda g: NO_SLOT),
    (r"(?:today|tonight|tomorrow|yesterday)(?!['’]s)", lambda g: NO_SLOT),
    (r"(?:rated )?(?:at )?box speed", lambda g: AT_BOX_SPEED),
    (r"on the (?:scout|recce)(?: we (?:said|agreed))?", lambda g: NO_SLOT),
    (r"in (?:his|her|their)(?: (?:early|mid|late))?[ -][1-9]0s", lambda g: NO_SLOT),
    (r"(?:early|mid|late)[ -][1-9]0s", lambda g: NO_SLOT),
)
