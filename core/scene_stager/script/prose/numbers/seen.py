# SPDX-License-Identifier: Apache-2.0
"""How far one sees through the air: "visibility 200 m", "you can barely see ten metres"."""

from scene_stager.script.prose.numbers.makers import Make, length
from scene_stager.script.prose.numbers.quantities import LENGTH

ABOUT = r"(?: (?:about|around|roughly|only|just|barely|maybe|under|up to))*"
SEES = r"(?:(?:you|one|we) )?(?:can(?:'t|not)? |could )?(?:only |barely |hardly )?see(?: for)?"
FAR = length("atmosphere.visibility_m")

SEEN: tuple[tuple[str, Make], ...] = (
    (rf"visibility(?: (?:of|at|is|down to|drops to)|:)?{ABOUT} {LENGTH}", FAR),
    (rf"{LENGTH} (?:of )?visibility", FAR),
    (rf"{SEES}{ABOUT} {LENGTH}(?: (?:ahead|away|in front))?", FAR),
    (rf"{SEES}(?: (?:more|further|farther|beyond|past)(?: than)?)?{ABOUT} {LENGTH}", FAR),
)
