# SPDX-License-Identifier: Apache-2.0
"""One number of a shot changes and the rest gives way: what was asked for stays, the shot bakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, isclose
from typing import Any

from scene_stager.errors import Mistake
from scene_stager.script.concessions import Asked, cameras, changed, moves, times, ways
from scene_stager.script.lens_clock import has_own_clock
from scene_stager.script.moves import MOVES, framed_end
from scene_stager.script.own_values import own_values, rim_of
from scene_stager.script.plain_words import DISTANCE, in_plain_words, name_of, value_of
from scene_stager.script.rig import on_rig
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.staging import try_move
from scene_stager.script.stations import size_distance_m
from scene_stager.script.validate import validate
from scene_stager.shot.rigs._request import RigRefusal

SAME = 2e-3  # of a number: a panel shows no more of it
MOST_TRIED = 60  # scripts, so that a panel answers while somebody looks on; house default
OF_TIME = ("rig.duration_s", "rig.speed_m_s", "frame_count", "rig.move")
OF_CAMERA = {DISTANCE, "framing.size", "lens.focal_length_mm"}  # for these the camera moves
FIXES_CAMERA = {DISTANCE, "framing.size"}
FARTHER = (1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0)  # times as far; house default
TIMES = ("rig.duration_s", "rig.speed_m_s")
# What is not worth a line: it follows from a line that is there.
UNSAID = ("rig.preset", "rig.pass_number", "rig.from_height_m", "rig.to_height_m")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change of one thing that was asked for, after which the shot bakes; None takes it back."""

    path: str
    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class GivenWay:
    """A script that bakes, and a line for each thing of the scenario's that gave way.

    Where nothing that may give way is enough, `problem` says in a panel's words what stands
    against it, `remedy` what would do, and the script is as it was asked for.
    """

    script: SceneScript
    lines: tuple[str, ...] = ()
    problem: str = ""
    remedy: Remedy | None = None


def give_way(base: SceneScript, asked: Asked) -> GivenWay:
    """The nearest script to a sound one that has what was asked for.

    asked: values by path, such as lens.focal_length_mm, and `distance_m` at the framed end. What
    gives way, in this order: how the move is timed, the camera's distance, the shot size, how far
    the move goes, the move. A script that is not sound is left to whoever judges it.
    """
    if validate(base):
        return GivenWay(_as_asked(base, asked))
    found = _solved(base, asked)
    if found is not None:
        return GivenWay(found, what_gave_way(base, found, asked))
    plain = next(cameras(base, _as_asked(base, asked), asked))
    problem = in_plain_words(validate(plain)[0])
    return GivenWay(plain, problem=problem, remedy=_remedy(base, plain, asked))


def followed(script: SceneScript, asked: Asked) -> GivenWay:
    """A shot whose subject goes its own way, from as far off as the head needs to follow it.

    Nobody knows the way while the numbers are chosen. Where the distance or the shot size was asked
    for, it stays, and what would do is the remedy. Any other fault is left to whoever judges it.
    """
    wrong = validate(script)
    if {mistake.where for mistake in wrong} != {"subject.path"} or not script.subject.path:
        return GivenWay(script)
    problem, fixed = in_plain_words(wrong[0]), FIXES_CAMERA & set(asked)
    for found in _farther(script):
        if not fixed:
            return GivenWay(found, what_gave_way(script, found, asked))
        if DISTANCE not in asked:
            size = name_of("framing.size")
            back = Remedy("framing.size", None, f"Back to the Scenario's {size}")
            return GivenWay(script, problem=problem, remedy=back)
        away_m = own_values(found)[DISTANCE]
        words = f"Set {name_of(DISTANCE)} to {value_of(DISTANCE, away_m)}"
        return GivenWay(script, problem=problem, remedy=Remedy(DISTANCE, away_m, words))
    return GivenWay(script, problem=problem)


def _farther(script: SceneScript) -> Iterator[SceneScript]:
    """The same shot from farther and farther off, where that bakes."""
    away_m = own_values(script)[DISTANCE]
    for times_as_far in FARTHER:
        for found in cameras(script, script, {DISTANCE: float(f"{times_as_far * away_m:.3g}")}):
            if not validate(found):
                yield found


def _solved(base: SceneScript, asked: Asked) -> SceneScript | None:
    """The first script that bakes, the mildest concessions first; None where none does."""
    kept = {path: value for path, value in asked.items() if path in TIMES}
    if kept:
        # A time that the shot has anyway, as a panel shows it, is no reason to plan it anew.
        rest = {path: value for path, value in asked.items() if path not in TIMES}
        found = _searched(base, rest)
        if found is not None and _has(found, kept):
            return found
    return _searched(base, asked)


def _searched(base: SceneScript, asked: Asked) -> SceneScript | None:
    seen: set[SceneScript] = set()
    for tried in _placed(base, asked):
        for timed in times(tried, asked):
            if timed in seen:
                continue
            seen.add(timed)
            wrong = validate(timed)
            if not wrong:
                return timed
            if not is_of_time(timed, wrong):
                break
            if len(seen) >= MOST_TRIED:
                return None
    return None


def _placed(base: SceneScript, asked: Asked) -> Iterator[SceneScript]:
    timed = bool(set(TIMES) & set(asked))
    for moved in moves(_as_asked(base, asked)):
        if timed and not _has_a_clock(moved):
            continue  # whoever says how long a move takes wants one
        for way in ways(moved):
            yield from cameras(base, way, asked) if OF_CAMERA & set(asked) else (way,)


def _as_asked(base: SceneScript, asked: Asked) -> SceneScript:
    """The script with what was asked for put into it, and what that makes idle taken out."""
    values = {path: value for path, value in asked.items() if path not in (DISTANCE, "rig.rig")}
    script = base
    if "rig.rig" in asked:
        script = changed(script, {"rig": on_rig(script.rig, asked["rig.rig"])})
    for one, other in (TIMES, TIMES[::-1]):
        if one in asked and other not in asked:
            values[other] = None
    if asked.get("lighting.rim_stops") is not None and rim_of(script.lighting) == "none":
        values.setdefault("lighting.rim_mode", "backlight")
    if "framing.elevation_deg" in asked:
        framed = framed_end(script.rig.move, script.lens.zoom)
        values |= {f"rig.{framed}_height_m": None, "framing.angle": "eye_level"}
    if asked.get("lens.verticals") == "upright":
        idle = {"rig.tilt_deg": None, "framing.roll_deg": 0.0, "lens.rise_mm": 0.0}
        values = idle | values
    return changed(script, values)


def _has(script: SceneScript, wanted: Asked) -> bool:
    own = own_values(script)
    return all(
        own[path] is not None and isclose(own[path], value, rel_tol=SAME)
        for path, value in wanted.items()
    )


def is_of_time(script: SceneScript, wrong: tuple[Mistake, ...]) -> bool:
    """True where another timing of the move may mend what is wrong."""
    return _has_a_clock(script) and any(mistake.where in OF_TIME for mistake in wrong)


def _has_a_clock(script: SceneScript) -> bool:
    return "duration_s" in MOVES[script.rig.move].takes or has_own_clock(script)


def _remedy(base: SceneScript, plain: SceneScript, asked: Asked) -> Remedy | None:
    """What to ask for instead: the nearest number where one can be told, else one thing less."""
    for path, value in _nearest(plain, asked).items():
        if _solved(base, {**asked, path: value}) is not None:
            return Remedy(path, value, f"Set {name_of(path)} to {value_of(path, value)}")
    blamed = {mistake.where for mistake in validate(plain)}
    for path in sorted(asked, key=lambda one: (one not in blamed, one)):
        rest = {other: value for other, value in asked.items() if other != path}
        if _solved(base, rest) is not None:
            return Remedy(path, None, f"Back to the Scenario's {name_of(path)}")
    return None


def _nearest(plain: SceneScript, asked: Asked) -> dict[str, float]:
    """Numbers that may do in place of those that were asked for."""
    found: dict[str, float] = {}
    if DISTANCE in asked and "framing.size" in asked:
        found[DISTANCE] = float(f"{size_distance_m(plain):.3g}")
    refusal = try_move(plain)
    if isinstance(refusal, RigRefusal):
        if "rig.duration_s" in asked and refusal.shortest_s is not None:
            found["rig.duration_s"] = ceil(10.0 * refusal.shortest_s) / 10.0
        if "rig.speed_m_s" in asked and refusal.fastest_m_s is not None:
            found["rig.speed_m_s"] = floor(100.0 * refusal.fastest_m_s) / 100.0
    return found


def what_gave_way(base: SceneScript, found: SceneScript, asked: Asked) -> tuple[str, ...]:
    """One line for each thing that is otherwise than in the scenario and was not asked for."""
    said = []
    framed = f"rig.{framed_end(found.rig.move, found.lens.zoom)}_distance_m"
    for path, (old, new) in _differences(base, found).items():
        shown = DISTANCE if path == framed else path
        if new is None or {shown, path} & {*asked, *UNSAID}:
            continue
        was = "" if old is None else f", was {value_of(path, old)}"
        said.append(f"{name_of(shown)}: {value_of(path, new)}{was}")
    return tuple(said)


def _differences(base: SceneScript, found: SceneScript) -> dict[str, tuple[Any, Any]]:
    pairs = {"frame_count": (base.frame_count, found.frame_count)}
    for slot in SLOTS:
        one, other = getattr(base, slot), getattr(found, slot)
        for name in one.__dataclass_fields__:
            pairs[f"{slot}.{name}"] = (getattr(one, name), getattr(other, name))
    return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}
