# SPDX-License-Identifier: Apache-2.0
"""From a calibration to the answer: a gaffer's numbers, the script with them, and the warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scene_stager.errors import Mistake
from scene_stager.inverse.answer.fusers import fusers
from scene_stager.inverse.answer.fusers._fuser import Fused, fuse
from scene_stager.inverse.answer.match_file import Alternative, Match, significant
from scene_stager.inverse.answer.offsets import NAMES, Offsets, offsets_of
from scene_stager.inverse.answer.request import MatchRequest
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
from scene_stager.inverse.solve.again import answer_of
from scene_stager.inverse.solve.vouched import match_doubt
from scene_stager.script.give_way import give_way
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import validate

LEAST_COST = 1e-9  # of a still that leaves nothing to compare: house default
TRADED = "ill-posed: numbers trade against each other; treat them as one guess of many"
NOT_VOUCHED = "the shading does not vouch for the key: another arrangement may be the right one"
NOTHING_TAKEN_OFF = Offsets("none", False, {}, {})  # where a real renderer has had its say
# What is left alone where a field alone does not make a script sound again.
FRAMING = frozenset({"framing", "rig"})
CAMERA = FRAMING | {"lens", "subject"}


def answered(
    found: Match,
    calibration: Calibration[StillModel],
    asked: MatchRequest,
    offsets: Offsets | None = None,
) -> Match:
    """A match whose answer is this calibration; what the renderer shows otherwise is taken off.

    `offsets` stand for those of the renderer that was asked for.
    """
    taken_off = offsets_of(asked.renderer) if offsets is None else offsets
    best = calibration.best
    solved = as_seen_by(solved_of(best), taken_off)
    script, fused = apply_to(asked.script, solved, asked.held)
    doubt = match_doubt(calibration)
    return replace(
        found,
        script=script,
        outcome=calibration.outcome.word,
        solved=solved,
        key_within_deg=None if doubt is None else doubt.within_deg,
        fused=fused,
        alternatives=tuple(_rival(best, one, taken_off) for one in calibration.solutions[1:]),
        role_swap=calibration.role_swap,
        certificate=as_plain(best.certificate),
        iterations=best.steps,
        residual_history=tuple(significant(one.cost) for one in best.descent.iterates),
        warnings=_warnings(calibration, solved),
        offsets=_as_plain(taken_off),
        answer=answer_of(calibration),
        calibration=calibration,
    )


def apply_to(
    script: SceneScript, solved: Solved, locked: frozenset[str] = frozenset()
) -> tuple[SceneScript, dict[str, Fused]]:
    """A script with what was found put into its slots, but for what is locked.

    The move of the script gives way to the lens and the framing that were found. What its own words
    contradict after that is left alone, so that a sound script stays sound: field by field where a
    field is to blame, then the fields beside it, then slots, few then all.
    """
    fitted, fused = _fused(script, solved, locked)
    wrong = validate(fitted)
    if wrong and not _holds_the_move(locked):
        way_given = _with_its_move(script, fitted, fused)
        if way_given is not None:
            return way_given, _with_values(fused, way_given)
    for more in _ever_more(wrong, fused):
        if not wrong:
            break
        tried, held = _fused(script, solved, locked | more)
        left = validate(tried)
        if len(left) < len(wrong):
            fitted, fused, wrong, locked = tried, held, left, locked | more
    return fitted, fused


def _holds_the_move(locked: frozenset[str]) -> bool:
    """Whether anything of the move is held, which then cannot give way."""
    return any(name.split(".")[0] in ("rig", "framing", "frame_count") for name in locked)


def _with_its_move(
    script: SceneScript, fitted: SceneScript, fused: Mapping[str, Fused]
) -> SceneScript | None:
    """The fitted script with the move that its framing and its lens leave; None where none does."""
    asked = {
        f"{slot}.{name}": getattr(getattr(fitted, slot), name)
        for slot in ("framing", "lens")
        for name in fused[slot].because
    }
    others = {slot: getattr(fitted, slot) for slot in SLOTS if slot not in CAMERA}
    found = give_way(replace(script, **others), asked)
    return None if found.problem or validate(found.script) else found.script


def _with_values(fused: Mapping[str, Fused], script: SceneScript) -> dict[str, Fused]:
    return {slot: replace(one, value=getattr(script, slot)) for slot, one in fused.items()}


def _ever_more(wrong: tuple[Mistake, ...], fused: Mapping[str, Fused]) -> Iterator[frozenset[str]]:
    """What to leave alone, after these mistakes: from the fields to blame up to every slot."""
    blamed = frozenset(mistake.where for mistake in wrong)
    slots = frozenset(where.split(".")[0] for where in blamed) & set(SLOTS)
    yield blamed
    for slot in sorted(slots - CAMERA):
        yield from (blamed | {f"{slot}.{name}"} for name in fused[slot].confidence)
    yield from (blamed | FRAMING, blamed | CAMERA, slots, slots | CAMERA, frozenset(SLOTS))


def _fused(
    script: SceneScript, solved: Solved, locked: frozenset[str]
) -> tuple[SceneScript, dict[str, Fused]]:
    fused = {name: fuse(fusers()[name], solved, script, locked) for name in SLOTS}
    return replace(script, **{name: one.value for name, one in fused.items()}), fused


def _rival(
    best: Solution[StillModel], other: Solution[StillModel], renderer: Offsets
) -> Alternative:
    apart = apart_deg(leading_way(best.guess), leading_way(other.guess))
    factor = (other.guess.cost + LEAST_COST) / (best.guess.cost + LEAST_COST)
    return Alternative(as_seen_by(solved_of(other), renderer), apart, factor)


def _as_plain(renderer: Offsets) -> dict[str, object]:
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
        many = len(calibration.rivals)
        who = "another arrangement explains" if many == 1 else f"{many} other arrangements explain"
        said.append(f"{who} the still about as well")
    elif calibration.outcome is Outcome.AMBIGUOUS and not calibration.role_swap:
        said.append(NOT_VOUCHED)
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
