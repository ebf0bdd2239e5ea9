# SPDX-License-Identifier: Apache-2.0
"""A still in, a shot out: read it, guess, turn the lights, and say what is known of each slot."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scene_stager.inverse.answer.fusers import fusers
from scene_stager.inverse.answer.fusers._fuser import Fused, fuse
from scene_stager.inverse.answer.match_file import NO_SUBJECT, Alternative, Match, significant
from scene_stager.inverse.answer.offsets import NAMES, Offsets, offsets_of
from scene_stager.inverse.answer.solved import Solved, as_seen_by, has_ground, solved_of
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.certificate import OBSERVED, as_plain
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import (
    Calibration,
    Solution,
    apart_deg,
    leading_way,
)
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import FINE_PX, Still, still_of
from scene_stager.maths.arrays import Bools
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import validate

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture


# House defaults, not measured.
LEAST_COST = 1e-9  # of a still that leaves nothing to compare
TRADED = "ill-posed: numbers trade against each other; treat them as one guess of many"
Mode = Literal["geometric", "heuristic"]


def match(
    picture: Picture | Path | str,
    *,
    script: SceneScript | None = None,
    locked: Sequence[str] = (),
    mask: Bools | None = None,
    height_m: float | None = None,
    mode: Mode = "geometric",
    renderer: str = "cycles",
) -> Match:
    """Match a still: lights, air and camera that explain it, applied to a script.

    `locked` names slots ("stock") and fields ("lighting.rim_mode") that are not touched; `mask`
    (h, w) is True on the subject where somebody knows it; `height_m` is the subject's true height.
    Mode "heuristic" turns the knobs by a table instead of slopes. The numbers are made right for
    `renderer`: what it shows otherwise than the analytic model is taken off.
    Raises InputError for a picture that cannot be read. Falling short is an outcome.
    """
    from scene_stager.pictures.read import read_picture

    started_s = time.perf_counter()
    opened = read_picture(picture) if isinstance(picture, Path | str) else picture
    base = SceneScript() if script is None else script
    still = still_of(opened, mask)
    name = Path(opened.name).name
    if still is None:
        seconds = round(time.perf_counter() - started_s, 3)
        warning = "no subject stands out; hand over a mask"
        return Match(name, base, NO_SUBJECT, seconds=seconds, warnings=(warning,))
    if height_m is not None:
        still = replace(still, height_m=height_m)
    if mode == "heuristic":
        from scene_stager.inverse.solve.heuristic import solve_by_table

        points = still.points(FINE_PX)
        calibration, draws = solve_by_table(points, still.shape, still.edge_share, still.height_m)
    else:
        calibration, draws = solve_still(still)
    found = _match(name, base, frozenset(locked), still, calibration, offsets_of(renderer))
    return replace(found, mode=mode, draws=draws, seconds=round(time.perf_counter() - started_s, 3))


def solved_again(
    found: Match,
    calibration: Calibration[StillModel],
    script: SceneScript | None = None,
    locked: Sequence[str] = (),
    renderer: str | None = "cycles",
) -> Match:
    """The same still with more solutions ranked; the other arguments as `match` had them.

    Without a `renderer` nothing is taken off: a real one has had its say.
    Raises TypeError for a match without a subject.
    """
    if found.still is None:
        raise TypeError("a match without a subject has nothing to solve")
    base = SceneScript() if script is None else script
    offsets = Offsets("none", False, {}, {}) if renderer is None else offsets_of(renderer)
    again = _match(found.image, base, frozenset(locked), found.still, calibration, offsets)
    return replace(again, mode=found.mode, draws=found.draws, seconds=found.seconds)


def apply_to(
    script: SceneScript, solved: Solved, locked: frozenset[str] = frozenset()
) -> tuple[SceneScript, dict[str, Fused]]:
    """A script with what was found put into its slots, but for what is locked.

    What the script's own move or framing contradicts is left alone, field by field where a field
    is to blame, else by the slots of the camera, so that a sound script stays sound.
    """
    held = locked
    for more in (None, {"framing", "rig"}, {"framing", "rig", "lens", "subject"}):
        held = held if more is None else held | more
        fitted, fused = _fused(script, solved, held)
        wrong = validate(fitted)
        if wrong and more is None:
            held = held | {mistake.where for mistake in wrong}
            fitted, fused = _fused(script, solved, held)
            wrong = validate(fitted)
        if not wrong:
            break
    return fitted, fused


def _fused(
    script: SceneScript, solved: Solved, locked: frozenset[str]
) -> tuple[SceneScript, dict[str, Fused]]:
    fused = {name: fuse(fusers()[name], solved, script, locked) for name in SLOTS}
    return replace(script, **{name: one.value for name, one in fused.items()}), fused


def _match(
    name: str,
    base: SceneScript,
    locked: frozenset[str],
    still: Still,
    calibration: Calibration[StillModel],
    renderer: Offsets,
) -> Match:
    best = calibration.best
    solved = as_seen_by(solved_of(best), renderer)
    script, fused = apply_to(base, solved, locked)
    return Match(
        name,
        script,
        calibration.outcome.word,
        solved,
        fused,
        tuple(_rival(best, one, renderer) for one in calibration.solutions[1:]),
        calibration.role_swap,
        as_plain(best.certificate),
        iterations=best.steps,
        residual_history=tuple(significant(p.cost) for p in best.descent.iterates),
        warnings=_warnings(calibration, solved),
        offsets=_taken_off(renderer),
        still=still,
        calibration=calibration,
    )


def _rival(
    best: Solution[StillModel], other: Solution[StillModel], renderer: Offsets
) -> Alternative:
    apart = apart_deg(leading_way(best.guess), leading_way(other.guess))
    factor = (other.guess.cost + LEAST_COST) / (best.guess.cost + LEAST_COST)
    return Alternative(as_seen_by(solved_of(other), renderer), apart, factor)


def _taken_off(renderer: Offsets) -> dict[str, object]:
    """Whose offsets were taken off, when they were fitted, and what they are."""
    taken = {name: value for name in NAMES if (value := renderer.of(name))}
    fitted: dict[str, object] = {"renderer": renderer.renderer, "fitted": renderer.fitted}
    if renderer.fitted:
        fitted |= {"date": renderer.date, "version": renderer.version, "taken_off": taken}
    return fitted


def _warnings(calibration: Calibration[StillModel], solved: Solved) -> tuple[str, ...]:
    said = []
    if calibration.role_swap:
        said.append("key and fill could change places")
    if calibration.rivals:
        said.append(
            f"{len(calibration.rivals)} other arrangement(s) explain the still about as well"
        )
    if calibration.outcome is Outcome.ILL_POSED:
        told = max(solved.known[f"key_{angle}_deg"] for angle in ("azimuth", "elevation"))
        said.append(
            TRADED if told >= OBSERVED else "ill-posed: the still does not tell where its key is"
        )
    if calibration.outcome is Outcome.UNEXPLAINED:
        left = calibration.best.certificate.residual
        said.append(
            f"{left:.0%} of the picture is beyond lights on a plain shape: a first idea only"
        )
    if not has_ground(calibration.best):
        said.append("no floor round the subject answers to the lights: judged by the subject alone")
    if solved.known["focal_mm"] < OBSERVED:
        said.append("the focal length is a guess; distances go with it")
    return tuple(said)
