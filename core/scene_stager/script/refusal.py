# SPDX-License-Identifier: Apache-2.0
"""A rig's refusal in the author's words: which field to change, and to what."""

from scene_stager.errors import Mistake
from scene_stager.script.lens_clock import has_own_clock
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import goes_along
from scene_stager.shot.rigs._request import HEAD, WHIP, RigRefusal

STANDS = ("hold", "pan_left", "pan_right", "tilt_up", "tilt_down")

GO_ALONG = "Go along with the subject, as in track right or follow, or let it stand."
GO_BY = "Begin farther off, or go by it, as in track right."


def in_words(script: SceneScript, refusal: RigRefusal) -> Mistake:
    """The mistake to show for a move that is too much for its rig."""
    rig = script.rig
    because = f"since a {rig.rig} {refusal.reason()}"
    if goes_along(script) and refusal.quantity == "speed":
        return Mistake(
            "subject.path" if script.subject.path else "subject.speed_m_s",
            f"{refusal.found:g}",
            f"at most {refusal.limit:g}, {because}",
        )
    if has_own_clock(script) and refusal.axis in HEAD:
        where = "rig.duration_s" if rig.duration_s else "lens.to_focal_length_mm"
        found = rig.duration_s or script.lens.to_focal_length_mm or 0.0
        return Mistake(where, f"{found:g}", f"a gentler zoom, {because}")
    if rig.move in STANDS and script.subject.moves:
        path = len(script.subject.path)
        return Mistake(
            "subject.path" if path else "subject.motion",
            f"{path} rows" if path else script.subject.motion,
            f"a way that the head can follow from where the camera stands, {because}",
            "Lead or follow the subject, or stand farther off.",
        )
    if refusal.axis in HEAD and refusal.found > WHIP * refusal.limit:
        return Mistake(
            "rig.move",
            rig.move,
            f"a way past the subject, {because}",
            GO_ALONG if script.subject.moves else GO_BY,
        )
    if refusal.quantity in ("axis", "reach", "height"):
        return Mistake("rig.move", rig.move, f"a move within reach, {because}")
    if rig.duration_s is not None:
        longer = "" if refusal.shortest_s is None else f", at least {refusal.shortest_s:g}"
        return Mistake("rig.duration_s", f"{rig.duration_s:g}", f"a longer move{longer}, {because}")
    if rig.speed_m_s is not None:
        slower = "" if refusal.fastest_m_s is None else f", at most {refusal.fastest_m_s:g}"
        return Mistake("rig.speed_m_s", f"{rig.speed_m_s:g}", f"a slower move{slower}, {because}")
    return Mistake("rig.move", rig.move, f"a gentler move, {because}")
