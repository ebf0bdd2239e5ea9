# SPDX-License-Identifier: Apache-2.0
"""The law on a finished picture: what is coloured there, and whether thrown light could do it.

A picture alone does not tell paint from light. What lives and is red throws red on what stands by,
and on a surface that faces it that may look just like paint. But no surface shows more of a colour
than its thrower does: what is more strongly coloured than all that may be so was not thrown by it.
Less may have been, and accuses nobody. How strongly: the largest channel less the smallest, in
linear light, which grey light on the same surface leaves as it is.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Bytes, Floats
from scene_stager.pictures.picture import Picture
from scene_stager.provenance.law.colours import Light, hex_of, is_of
from scene_stager.provenance.law.document import ColourLimits, ColourRule, Law
from scene_stager.provenance.law.patches import patches
from scene_stager.provenance.law.verdict import Answer, Ink, LawRegion, LawVerdict, Level

# Times what the strongest thrower shows: 1 by conservation of energy, and a tenth for noise.
MOST_THROWN = 1.1
# House defaults, not measured.
BRIGHTEST = 99.0  # percentile of what an allowed thing shows
NEAR_STRONGEST = 0.75  # of the strongest, where nothing that lives is so: what threw the rest
EDGE_PX = 2  # beside a mask, where pixels are of both
SEEN_ALPHA = 0.5
NO_MASK = "no mask says what lives; give --mask, or passes of albedo and IDs"
WHITE_AND_BLACK = "{title} has no hue to judge"
SCENE_LIGHT = "scene light, judged as a screen would show it without a grade"


@dataclass(frozen=True, eq=False)
class Frame:
    """A finished picture, what lives in it (h, w; 0 to 1) if that is known, its stock and grade."""

    picture: Picture
    mask: Floats | None = None
    stock: str = ""
    grade: str = ""


def judge_frame(law: Law, frame: Frame, path: str) -> Answer:
    """What a finished picture says. Raises InputError for a mask of another size."""
    rgb = frame.picture.rgb
    if frame.mask is not None and frame.mask.shape != rgb.shape[:2]:
        found = f"a mask of {frame.mask.shape[1]} × {frame.mask.shape[0]} pixels"
        raise InputError(Mistake(path, found, f"{rgb.shape[1]} × {rgb.shape[0]}, as the picture"))
    notes = (SCENE_LIGHT,) if frame.picture.is_float else ()
    drawn = np.zeros(rgb.shape[:2], dtype=np.uint8)
    unsure = _unsure(law, frame)
    regions: list[LawRegion] = []
    if not unsure:
        for rule in law.colours:
            regions += _regions(rule, frame, rgb, drawn)
    return Answer(path, Level.FRAME, tuple(regions), unsure, notes, drawn)


def _unsure(law: Law, frame: Frame) -> tuple[str, ...]:
    """Why a picture cannot be judged at all."""
    if not law.colours:
        return ("the law has no rule for colours",)
    if frame.stock:
        from scene_stager.shot.stocks import stocks

        stock = stocks()[frame.stock]
        if stock.monochrome:
            return (WHITE_AND_BLACK.format(title=stock.title),)
    return ()


def _regions(rule: ColourRule, frame: Frame, rgb: Light, drawn: Bytes) -> list[LawRegion]:
    limits = rule.limits_for(frame.stock, frame.grade)
    coloured = is_of(limits, rgb) & _seen(frame.picture)
    if frame.mask is None:
        return _told(rule, coloured, rgb, drawn, LawVerdict.UNVERIFIABLE, NO_MASK)
    inside, outside = _sides(frame.mask)
    drawn[coloured & inside] = Ink.ALLOWED
    strange = coloured & outside
    is_more = _is_more_than_thrown(rgb, coloured & inside, strange)
    broken = _told(rule, strange & is_more, rgb, drawn, LawVerdict.BROKEN, _accused(limits))
    why = "may be light that is thrown there: the albedo would tell"
    return broken + _told(rule, strange & ~is_more, rgb, drawn, LawVerdict.UNVERIFIABLE, why)


def _accused(limits: ColourLimits) -> str:
    """Why a region breaks the law, and by whose limits."""
    where = " ".join(word for word in (limits.stock, limits.grade) if word)
    by = f" (limits of {where})" if where else ""
    return f"outside of what lives, and more than what lives could throw there{by}"


def _seen(picture: Picture) -> Bools:
    if picture.alpha is None:
        return np.ones(picture.rgb.shape[:2], dtype=np.bool_)
    return np.asarray(picture.alpha >= SEEN_ALPHA, dtype=np.bool_)


def _sides(mask: Floats) -> tuple[Bools, Bools]:
    """Where the mask says yes, and where it says no and is not about to say otherwise."""
    from scipy import ndimage

    inside = np.asarray(mask >= 0.5, dtype=np.bool_)
    near = ndimage.binary_dilation(mask > 0.0, iterations=EDGE_PX) if inside.any() else inside
    return inside, np.asarray(~near, dtype=np.bool_)


def _is_more_than_thrown(rgb: Light, allowed: Bools, strange: Bools) -> Bools:
    """Where a colour is stronger than what may be so could throw; where nothing that may is so, the
    strongest of the others, which threw whatever is thrown."""
    shown = np.clip(rgb, 0.0, 1.0)
    strength = shown.max(axis=-1) - shown.min(axis=-1)
    throwers, share = (allowed, MOST_THROWN) if allowed.any() else (strange, NEAR_STRONGEST)
    if not throwers.any():
        return strange
    least = share * np.percentile(strength[throwers], BRIGHTEST)
    return np.asarray(strength > least, dtype=np.bool_)


def _told(
    rule: ColourRule, found: Bools, rgb: Light, drawn: Bytes, verdict: LawVerdict, why: str
) -> list[LawRegion]:
    """The patches of one verdict, drawn and told."""
    ink = Ink.BROKEN if verdict is LawVerdict.BROKEN else Ink.UNSURE
    regions = []
    for patch in patches(found, round(rule.smallest_share * found.size)):
        here = drawn[patch.place]
        here[patch.pixels] = np.maximum(here[patch.pixels], ink)
        colour = hex_of(np.median(rgb[patch.place][patch.pixels], axis=0))
        regions.append(
            LawRegion(
                rule.name,
                verdict,
                "light",
                why,
                box_px=patch.box_px,
                area_px=patch.area_px,
                share=patch.area_px / found.size,
                hex_colour=colour,
            )
        )
    return regions
