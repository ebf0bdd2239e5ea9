# SPDX-License-Identifier: Apache-2.0
"""A still in, a match out: the steps in their order, for whoever asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.inverse.answer.answered import NOTHING_TAKEN_OFF, answered
from scene_stager.inverse.answer.match_file import NO_SUBJECT, Match
from scene_stager.inverse.answer.request import ANALYTIC, MatchRequest
from scene_stager.inverse.loop.check import check
from scene_stager.inverse.second_look.inspection import inspect
from scene_stager.inverse.second_look.match_signatures import sign
from scene_stager.inverse.second_look.memory import keep, recall
from scene_stager.inverse.solve.heuristic import solve_by_table
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import FINE_PX, still_of
from scene_stager.one_thread import on_one_thread

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture

NOBODY_THERE = "no subject stands out; hand over a mask, or a place on the subject"
Step = Callable[[Match, MatchRequest], Match]


def solve(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: the arrangements that explain its still, by slopes or by the table."""
    still = found.still
    if still is None:
        return found
    if asked.mode == "heuristic":
        points = still.points(FINE_PX)
        calibration, draws = solve_by_table(points, still.shape, still.edge_share, still.height_m)
    else:
        calibration, draws = solve_still(still)
    return answered(replace(found, mode=asked.mode, draws=draws), calibration, asked)


def render(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: a real renderer has the last word, where one is asked.

    The match comes back corrected, or as it is where nothing comes nearer; with what was seen.
    """
    if asked.look is None or found.still is None or found.calibration is None:
        return found
    host = asked.look(found.still, found.calibration)
    if host.chosen:
        found = answered(found, host.calibration, asked, NOTHING_TAKEN_OFF)
    return replace(found, forward=asked.look.engine, host=host)


# The library is asked by the still's own signature, and an inspector compares it with that of the
# preview; a real renderer corrects what both have led to; the library keeps what is answered in
# the end. Signatures are read again where the answer has changed, for the inspector and the sheet.
MATCHING: tuple[Step, ...] = (solve, sign, recall, sign, inspect, render, sign, keep)


def match(still: Picture | Path | str, asked: MatchRequest | None = None) -> Match:
    """Match a still: lights, air and camera that explain it, applied to a script.

    Falling short is an outcome. Raises InputError for a picture that cannot be read and for what
    cannot be asked, HostError when Blender fails, MissingPartError where there is none.
    """
    asked = MatchRequest() if asked is None else asked
    check(asked)
    if asked.forward == ANALYTIC or asked.look is not None:
        return _through_the_steps(still, asked)
    from scene_stager.inverse.blender.host_match import look_for

    with look_for(asked.forward, asked.scene, asked.subject) as look:
        if asked.subject and asked.height_m is None:
            asked = replace(asked, height_m=look.subject_m())
        return _through_the_steps(still, replace(asked, look=look))


def _through_the_steps(still: Picture | Path | str, asked: MatchRequest) -> Match:
    began_s = time.perf_counter()
    with on_one_thread():
        found = _begun(still, asked)
        for step in MATCHING:
            if found.still is not None:
                found = step(found, asked)
    return replace(found, seconds=round(time.perf_counter() - began_s, 3))


def _begun(still: Picture | Path | str, asked: MatchRequest) -> Match:
    """A match of which nothing is known but what its still shows."""
    from scene_stager.pictures.read import read_picture
    from scene_stager.provenance.pixel_hash import pixel_hash_of_file

    opened = read_picture(still) if isinstance(still, Path | str) else still
    pixels = pixel_hash_of_file(still) if isinstance(still, Path | str) else None
    seen = still_of(opened, asked.mask, asked.at)
    found = Match(Path(opened.name).name, asked.script, NO_SUBJECT)
    found = replace(found, image_pixels=pixels, picture=opened)
    if seen is None:
        return replace(found, warnings=(NOBODY_THERE,))
    if asked.height_m is not None:
        seen = replace(seen, height_m=asked.height_m)
    return replace(found, still=seen)
