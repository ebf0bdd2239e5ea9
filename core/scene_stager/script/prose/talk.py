# SPDX-License-Identifier: Apache-2.0
"""What is said about a shot rather than of it: who asked for it, where, and how old they are."""

from scene_stager.script.prose.makers import NO_SLOT, Make

CREW = r"(?:the )?(?:director|producer|client|agency|cinematographer|cameraman|camerawoman)"
ASKS = r"(?:just )?(?:asked|asks|asking|wants|wanted|said|says|likes|suggested|would like)(?: for)?"

TALK: tuple[tuple[str, Make], ...] = (
    (rf"{CREW} {ASKS}", lambda g: NO_SLOT),
    (r"on the (?:scout|recce)(?: we (?:said|agreed))?", lambda g: NO_SLOT),
    (r"in (?:his|her|their)(?: (?:early|mid|late))?[ -][1-9]0s", lambda g: NO_SLOT),
    (r"(?:early|mid|late)[ -][1-9]0s", lambda g: NO_SLOT),
)
