# SPDX-License-Identifier: Apache-2.0
"""Lens: a zoom has somewhere to go, a focus that stays is told where, a level head stays level."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.lens import Lens
from scene_stager.script.scene_script import SceneScript

TILTS = ("tilt_up", "tilt_down")
CHANGES_DISTANCE = ("push_in", "pull_out", "flyover", "reveal", "orbit", "rise", "descend")


def about_zoom(script: SceneScript) -> Iterator[Mistake]:
    """A far end without a zoom, a zoom without a far end, a dolly zoom that says it twice."""
    lens, move = script.lens, script.rig.move
    where, given = "lens.to_focal_length_mm", lens.to_focal_length_mm
    if lens.zoom == "none" and given is not None:
        yield Mistake(
            where,
            f"{given:g}",
            "nothing while lens.zoom is none",
            "Set lens.zoom to zoom.",
        )
    if lens.zoom == "zoom" and given is None:
        yield Mistake(where, "nothing", "the focal length at which the zoom ends")
    if lens.zoom == "dolly_zoom" and given is not None:
        yield Mistake(where, f"{given:g}", "nothing, since a dolly zoom derives it from distances")
    if lens.zoom == "dolly_zoom" and move not in CHANGES_DISTANCE:
        yield Mistake(
            "lens.zoom",
            "dolly_zoom",
            f"none or zoom, since {move} does not change the distance",
            "Use push_in or pull_out with a dolly zoom.",
        )


def about_focus(script: SceneScript) -> Iterator[Mistake]:
    """Focus distances are given exactly when they are used, and lie outside the lens."""
    lens = script.lens
    if lens.focus == "follow" and lens.focus_m is not None:
        yield _unused("focus_m", lens.focus_m, "follow", "fixed or rack")
    if lens.focus != "rack" and lens.to_focus_m is not None:
        yield _unused("to_focus_m", lens.to_focus_m, lens.focus, "rack")
    if lens.focus == "rack" and lens.focus_m is None and lens.to_focus_m is None:
        yield Mistake("lens.to_focus_m", "nothing", "a distance to rack to, or one to rack from")
    for name in ("focus_m", "to_focus_m"):
        distance_m, nearest_m = getattr(lens, name), nearest_focus_m(lens)
        if distance_m is not None and 0 < distance_m <= nearest_m:
            yield Mistake(
                f"lens.{name}",
                f"{distance_m:g}",
                f"more than {nearest_m:g}, twice the focal length: nearer than that is too near",
            )


def about_verticals(script: SceneScript) -> Iterator[Mistake]:
    """A head that stays level neither rolls nor tilts, and its lens rises as far as it has to."""
    lens, rig = script.lens, script.rig
    if not lens.is_upright:
        return
    beside = "while lens.verticals is upright"
    if lens.rise_mm:
        found = f"{lens.rise_mm:g}"
        yield Mistake("lens.rise_mm", found, f"nothing {beside}, which works the rise out")
    if script.framing.roll_deg:
        yield Mistake("framing.roll_deg", f"{script.framing.roll_deg:g}", f"0 {beside}")
    if rig.move in TILTS:
        yield Mistake("rig.move", rig.move, f"a move without a tilt {beside}")
    elif rig.tilt_deg:
        yield Mistake("rig.tilt_deg", f"{rig.tilt_deg:g}", f"nothing {beside}")


def nearest_focus_m(lens: Lens) -> float:
    """Where a lens makes a picture as large as the thing itself; no ordinary lens goes nearer."""
    longest_mm = max(lens.focal_length_mm, lens.to_focal_length_mm or 0.0)
    return 2.0 * longest_mm / 1000.0


def _unused(name: str, value: float, focus: str, better: str) -> Mistake:
    return Mistake(
        f"lens.{name}",
        f"{value:g}",
        f"nothing while lens.focus is {focus}",
        f"Set lens.focus to {better}.",
    )
