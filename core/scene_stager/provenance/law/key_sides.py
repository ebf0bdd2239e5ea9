# SPDX-License-Identifier: Apache-2.0
"""On which side of the one who is filmed the key is: in stills, matches and Takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.moks.entities import SubjectFacts, first_of
from scene_stager.moks.take import Take
from scene_stager.provenance.law.document import KeySideRule
from scene_stager.provenance.law.verdict import LawRegion, LawVerdict

SIDES = {-1: "camera left", 0: "neither side", 1: "camera right"}
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, eq=False)
class KeySeen:
    """Where the key of one shot or still is: `azimuth_deg` (n) from the camera's side, positive to
    camera right, at `frames` (n) where it is a shot. `hero` is whom a shot is of, empty where
    nobody says. `within_deg` is how far it may be off. `why_unknown` where it could not be told."""

    path: str
    azimuth_deg: Floats
    frames: tuple[int, ...] = ()
    hero: str = ""
    within_deg: float = 0.0
    why_unknown: str = ""


def key_unknown(path: str, why: str) -> KeySeen:
    """A still or shot whose key is not known."""
    return KeySeen(path, np.empty(0), why_unknown=why)


def key_of_take(take: Take, path: str) -> KeySeen:
    """The key of a Take at each frame, as its camera sees it round its target.

    source   azimuth of the stage: 0 toward the camera, positive to camera right
    """
    channels = {one.name: one for one in take.channels}
    wanted = ("camera.translate_m", "target.translate_m")
    key = next((k for k in ("light.key.translate_m", "light.key.rotate_wxyz") if k in channels), "")
    if not key or any(name not in channels for name in wanted):
        return key_unknown(path, "no camera, target and key whose places it tells")
    rows = {
        n: np.asarray(channels[n].values).reshape(-1, channels[n].width) for n in (*wanted, key)
    }
    camera, target = (rows[name] for name in wanted)
    # A lamp looks along its own -z, so its light comes from +z.
    lamp = rotate_wxyz(rows[key], UP) if key.endswith("wxyz") else rows[key] - target
    facts = first_of(SubjectFacts, take.entities)
    return KeySeen(
        path,
        azimuth_deg(camera - target, lamp),
        tuple(take.frames),
        hero=facts.selector if facts else "",
    )


def azimuth_deg(toward_camera: Floats, toward_lamp: Floats) -> Floats:
    """Where a lamp stands round a target (n), as seen from above: the camera's side is 0.

    shapes   both (n, 3) -> (n,)
    units    any length in; degrees out, -180 to 180, positive to camera right
    frame    stage: +z up
    source   definition of the stage's azimuths
    """
    x, y = toward_camera[:, 0], toward_camera[:, 1]
    across = toward_lamp[:, 1] * x - toward_lamp[:, 0] * y
    along = toward_lamp[:, 0] * x + toward_lamp[:, 1] * y
    return np.asarray(np.degrees(np.arctan2(across, along)))


def judge_key_sides(
    rule: KeySideRule, seen: Sequence[KeySeen]
) -> tuple[list[LawRegion], list[str], list[str]]:
    """Regions where the key changes sides, reasons why it cannot be said that it does not, and
    what was seen."""
    regions: list[LawRegion] = []
    unsure, notes = [], []
    first: tuple[int, str] | None = None
    for one in seen:
        if one.why_unknown:
            unsure.append(f"{one.path}: {one.why_unknown}")
            continue
        if one.hero and one.hero.casefold() != rule.of.casefold():
            unsure.append(f"{one.path} is of {one.hero}, and the rule of {rule.of}")
            continue
        sides = _sides(one.azimuth_deg, rule.margin_deg + one.within_deg)
        told = ", ".join(SIDES[s] for s in dict.fromkeys(sides.tolist()))
        notes.append(f"{one.path}: key on {told}, azimuth {one.azimuth_deg[0]:.0f} deg")
        for place in np.flatnonzero(sides).tolist():
            side = int(sides[place])
            first = first or (side, one.path)
            if side != first[0]:
                regions.append(_changed(rule, one, place, first, side))
                break
    known = len(seen) - len(unsure)
    if known and first is None:
        unsure.append(f"{rule.name}: the key is near the middle everywhere, on neither side")
    if sum(max(len(one.azimuth_deg), 1) for one in seen) < 2:
        unsure.append(f"{rule.name}: one still, or one frame, is no sequence")
    return regions, unsure, notes


def _sides(azimuths_deg: Floats, margin_deg: float) -> Floats:
    """-1, 0 or 1 of each; 0 near the camera's side and near straight behind."""
    off_middle = np.minimum(np.abs(azimuths_deg), 180.0 - np.abs(azimuths_deg))
    return np.where(off_middle > margin_deg, np.sign(azimuths_deg), 0.0)


def _changed(
    rule: KeySideRule, one: KeySeen, place: int, first: tuple[int, str], side: int
) -> LawRegion:
    frame = float(one.frames[place]) if one.frames else None
    at = f" at frame {one.frames[place]}" if one.frames else ""
    why = (
        f"the key of {rule.of} is on {SIDES[side]} in {one.path}{at} "
        f"(azimuth {one.azimuth_deg[place]:.0f} deg), and was on {SIDES[first[0]]} in {first[1]}"
    )
    return LawRegion(rule.name, LawVerdict.BROKEN, "key_side", why, frame=frame)
