# SPDX-License-Identifier: Apache-2.0
"""What the law found: on which level, holds, broken or unverifiable, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from scene_stager.maths.arrays import Bytes

MOST_REGIONS = 200  # told of a level; the rest are counted; house default
MOST_PRIMS = 20  # named of a region


class LawVerdict(StrEnum):
    """Three-valued, the worst first."""

    BROKEN = "broken"
    UNVERIFIABLE = "unverifiable"
    HOLDS = "holds"


class Level(StrEnum):
    """Kept apart, because each can lie in a way of its own."""

    AUTHORED = "authored"
    ALBEDO = "albedo"
    FRAME = "frame"
    SEQUENCE = "sequence"


class Ink(IntEnum):
    """What a pixel is, for the overlay."""

    NOTHING = 0
    ALLOWED = 1
    UNSURE = 2
    BROKEN = 3


@dataclass(frozen=True, eq=False)
class LawRegion:
    """One thing that breaks the law, or may.

    `part` is surface or air of a scene, else the rule's kind. `box_px` is left, top, right and
    bottom, the last two not in it. `share` is of the picture, or of the thing's own colours.
    `frame` is the time code at which it was seen first.
    """

    rule: str
    verdict: LawVerdict
    part: str
    why: str
    prims: tuple[str, ...] = ()
    box_px: tuple[int, int, int, int] | None = None
    area_px: int = 0
    share: float = 0.0
    frame: float | None = None
    hex_colour: str = ""

    def as_json(self) -> dict[str, object]:
        """Plain data, without what does not apply."""
        said: dict[str, object] = {
            "rule": self.rule,
            "verdict": str(self.verdict),
            "part": self.part,
            "why": self.why,
            "prims": list(self.prims[:MOST_PRIMS]),
        }
        if self.box_px is not None:
            said |= {"box_px": list(self.box_px), "area_px": self.area_px}
        if self.share:
            said["share"] = round(self.share, 6)
        if self.frame is not None:
            said["frame"] = self.frame
        if self.hex_colour:
            said["colour"] = self.hex_colour
        return said


@dataclass(frozen=True, eq=False)
class Answer:
    """What one level of one file says. `unsure` are reasons why it cannot be said to hold.

    `drawn` (h, w) is what an overlay shows of each pixel: see `Ink`.
    """

    path: str
    level: Level
    regions: tuple[LawRegion, ...] = ()
    unsure: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    drawn: Bytes | None = None

    @property
    def verdict(self) -> LawVerdict:
        """The worst of the regions; what could not be looked at is never said to hold."""
        found = {region.verdict for region in self.regions}
        if LawVerdict.BROKEN in found:
            return LawVerdict.BROKEN
        return LawVerdict.UNVERIFIABLE if found or self.unsure else LawVerdict.HOLDS

    def as_json(self) -> dict[str, object]:
        """Plain data: path, level, verdict, regions, and why it is no surer."""
        return {
            "path": self.path,
            "level": str(self.level),
            "verdict": str(self.verdict),
            "why": list(self.unsure),
            "notes": list(self.notes),
            "regions": [region.as_json() for region in self.regions[:MOST_REGIONS]],
            "region_count": len(self.regions),
        }


def worst(answers: Iterable[Answer]) -> LawVerdict:
    """One verdict for all: broken where any is, else unverifiable where any is."""
    found = {answer.verdict for answer in answers}
    return next((one for one in LawVerdict if one in found), LawVerdict.UNVERIFIABLE)
