# SPDX-License-Identifier: Apache-2.0
"""Shapes of a frame, as patterns: "2.39:1", "16:9", "framed for 1.85"."""

from scene_stager.script.prose.numbers.makers import Make, one, shape
from scene_stager.script.prose.numbers.quantities import D

# Shapes of a frame, which no gaffer means as a ratio of key to fill: to 1, and whole.
TO_ONE = r"(2\.7[56]|2\.39|2\.35|2\.40?|2\.20?|1\.90?|1\.85|1\.78|1\.77|1\.66|1\.43|1\.37|1\.33)"
WHOLE = r"(16|9|4|21|3|5|1)\s?[:x]\s?(16|9|4|3|5|1)"

SQUEEZED = r"(?:with )?(?:an? )?(1(?:\.\d+)?|2(?:\.0)?)\s?[x×]? squeeze"

SHAPES: tuple[tuple[str, Make], ...] = (
    (SQUEEZED, one("lens.squeeze")),
    (rf"{TO_ONE}\s?(?:[:x]|to)\s?1", one("lens.frame_aspect")),
    (r"(2\.39|2\.35|2\.40|2\.20|2\.76|1\.85|1\.78|1\.66|1\.37|1\.33)", one("lens.frame_aspect")),
    (
        r"(?:framed|framing|frame|composed)(?: for| in| at)? ([1-2]\.\d+)(?:\s?:\s?1)?",
        one("lens.frame_aspect"),
    ),
    (
        r"(?:framed|framing|frame|composed|shot|shoot|shooting) (?:for |in |at )?"
        r"([1-2](?:\.\d+)?)\s?:\s?1",
        one("lens.frame_aspect"),
    ),
    (
        r"([12]\.\d\d|2\.0)\s?[:x]\s?1(?! (?:ratio|contrast|key|lighting|fill))",
        one("lens.frame_aspect"),
    ),
    (rf"{D}(?:\s?:\s?1)? (?:aspect(?: ratio)?|framing|frame)", one("lens.frame_aspect")),
    (rf"{WHOLE}(?: (?:frame|aspect(?: ratio)?))?", shape),
)
