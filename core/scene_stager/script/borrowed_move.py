# SPDX-License-Identifier: Apache-2.0
"""The move of one shot on another: as it is where that bakes, else scaled and timed to the shot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from scene_stager.script.concessions import changed, scaled, times, ways
from scene_stager.script.give_way import GivenWay, is_of_time, what_gave_way
from scene_stager.script.moves import framed_end
from scene_stager.script.plain_words import in_plain_words
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import distance_m, size_distance_m, stations
from scene_stager.script.validate import validate

MOST_WAYS = 20  # tried, so that nobody waits long for a refusal; house default


def with_move(script: SceneScript, rig: Rig) -> GivenWay:
    """The shot, sound as it is, with another's rig and move.

    What the shot frames stays. Where the move does not fit as it is, it is made nearer or farther
    in proportion, then shorter in time, then shorter in way, and each of that is a line.
    """
    plain = replace(script, rig=rig)
    nearest, fewest = plain, validate(plain)
    for way in islice(_ways(script, plain), MOST_WAYS):
        for tried in times(way, {}):
            wrong = validate(tried)
            if not wrong:
                return GivenWay(tried, what_gave_way(plain, tried, {}))
            if len(wrong) < len(fewest):
                nearest, fewest = tried, wrong
            if not is_of_time(tried, wrong):
                break
    return GivenWay(nearest, problem=in_plain_words(fewest[0]))


def _ways(shot: SceneScript, plain: SceneScript) -> Iterator[SceneScript]:
    for fitted in _fitted(shot, plain):
        yield from ways(fitted)


def _fitted(shot: SceneScript, plain: SceneScript) -> Iterator[SceneScript]:
    """As it is; then with the end that is framed as far off as the shot frames its own."""
    yield plain
    framed = framed_end(plain.rig.move, plain.lens.zoom)
    said_m = getattr(plain.rig, f"{framed}_distance_m")
    if said_m is not None:
        factor = _framed_m(shot, plain) / said_m
        level = changed(plain, {"framing.elevation_deg": None})
        for one in (plain, level):
            yield scaled(one, factor, heights=True)
            yield scaled(one, factor)
    freed = {f"rig.{end}_height_m": None for end in ("from", "to")}
    yield changed(plain, freed)
    if said_m is not None:
        yield scaled(changed(plain, freed), factor)


def _framed_m(shot: SceneScript, plain: SceneScript) -> float:
    if plain.framing.size is not None:
        return size_distance_m(plain)
    start, end = stations(shot)
    framed = framed_end(shot.rig.move, shot.lens.zoom)
    return distance_m(shot, start if framed == "from" else end)
