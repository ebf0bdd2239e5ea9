# SPDX-License-Identifier: Apache-2.0
"""A still in, a shot out: read it, guess, turn the lights, and say what is known of each slot."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import pi, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scene_stager.inverse.answer.fusers import fusers
from scene_stager.inverse.answer.fusers._fuser import Fused, fuse
from scene_stager.inverse.answer.offsets import NAMES, Offsets, offsets_of
from scene_stager.inverse.answer.solved import Solved, as_seen_by, has_ground, solved_of
from scene_stager.inverse.least_squares.calibrate import (
    RIVAL,
    Calibration,
    Solution,
    apart_deg,
    key_way,
)
from scene_stager.inverse.least_squares.certificate import as_plain
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.solve.solve_still import FINE_PX, Still, solve_still, still_of
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import validate

if TYPE_CHECKING:
    from scene_stager.inverse.blender.host_match import HostMatch
    from scene_stager.pictures.picture import Picture


SCHEMA, VERSION = "scene_stager.match", 1
NO_SUBJECT = "no_subject"
TOLD = 0.5  # of `known`: what is less comes from what was assumed
LEAST_COST = 1e-9  # of a still that leaves nothing to compare
TRADED = "ill-posed: numbers trade against each other; treat them as one guess of many"
Mode = Literal["geometric", "heuristic"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another arrangement that explains the still, and how much worse, as a factor on the cost."""

    solved: Solved
    apart_deg: float
    cost_factor: float


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """What one still gave: the script with it applied, the numbers, and what they are worth.

    `outcome` is the name of an Outcome in small letters, or `no_subject`: then `solved` is None and
    the script is as it was. `iterations` are Newton steps on the pose along the way to the answer,
    `draws` all guesses that were drawn. `film` is what each accepted guess looked like at the
    points that are compared; `still` and `calibration` are what the numbers come from. `host` is
    what a real renderer saw, where one was asked.
    """

    image: str
    script: SceneScript
    outcome: str
    solved: Solved | None = None
    fused: Mapping[str, Fused] = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    role_swap: bool = False
    certificate: Mapping[str, object] = field(default_factory=dict)
    iterations: int = 0
    draws: int = 0
    residual_history: tuple[float, ...] = ()
    seconds: float = 0.0
    forward: str = "analytic"
    offsets: Mapping[str, object] = field(default_factory=dict)
    mode: str = "geometric"
    warnings: tuple[str, ...] = ()
    still: Still | None = None
    calibration: Calibration | None = None
    host: HostMatch | None = None

    @property
    def film(self) -> tuple[Floats, ...]:
        """Every accepted guess's picture at the still's points, first to last, each (n, 3)."""
        return () if self.calibration is None else self.calibration.best.film

    def as_json(self) -> dict[str, object]:
        """The match file's content: plain data. Equal stills give equal content, but for
        `seconds`."""
        plain: dict[str, object] = {
            "schema": SCHEMA,
            "version": VERSION,
            "image": self.image,
            "outcome": self.outcome,
            "mode": self.mode,
            "forward": self.forward,
            "offsets": dict(self.offsets),
            "iterations": self.iterations,
            "draws": self.draws,
            "residual_history": list(self.residual_history),
            "seconds": self.seconds,
            "role_swap": self.role_swap,
            "certificate": dict(self.certificate),
            "slots": {name: one.as_json() for name, one in self.fused.items()},
            "alternatives": [_alternative(one) for one in self.alternatives],
            "warnings": list(self.warnings),
            "script": self.script.as_json(),
        }
        if self.host is not None:
            plain["refinement"] = self.host.as_json()
        return plain if self.solved is None else plain | _headline(self.solved)


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
    calibration: Calibration,
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
    calibration: Calibration,
    renderer: Offsets,
) -> Match:
    best = calibration.best
    solved = as_seen_by(solved_of(best), renderer)
    script, fused = apply_to(base, solved, locked)
    return Match(
        name,
        script,
        calibration.outcome.name.lower(),
        solved,
        fused,
        tuple(_rival(best, one, renderer) for one in calibration.solutions[1:]),
        calibration.role_swap,
        as_plain(best.certificate),
        iterations=best.steps,
        residual_history=tuple(_significant(p.cost) for p in best.descent.points),
        warnings=_warnings(calibration, solved),
        offsets=_taken_off(renderer),
        still=still,
        calibration=calibration,
    )


def _rival(best: Solution, other: Solution, renderer: Offsets) -> Alternative:
    apart = apart_deg(key_way(best.guess), key_way(other.guess))
    factor = (other.guess.cost + LEAST_COST) / (best.guess.cost + LEAST_COST)
    return Alternative(as_seen_by(solved_of(other), renderer), apart, factor)


def _taken_off(renderer: Offsets) -> dict[str, object]:
    """Whose offsets were taken off, when they were fitted, and what they are."""
    taken = {name: value for name in NAMES if (value := renderer.of(name))}
    fitted: dict[str, object] = {"renderer": renderer.renderer, "fitted": renderer.fitted}
    if renderer.fitted:
        fitted |= {"date": renderer.date, "version": renderer.version, "taken_off": taken}
    return fitted


def _warnings(calibration: Calibration, solved: Solved) -> tuple[str, ...]:
    said = []
    if calibration.role_swap:
        said.append("key and fill could change places")
    rivals = [
        one
        for one in calibration.solutions[1:]
        if one.guess.cost <= RIVAL * calibration.best.guess.cost
    ]
    if rivals:
        said.append(f"{len(rivals)} other arrangement(s) explain the still about as well")
    if calibration.outcome is Outcome.ILL_POSED:
        told = max(solved.known[f"key_{angle}_deg"] for angle in ("azimuth", "elevation"))
        said.append(
            TRADED if told >= TOLD else "ill-posed: the still does not tell where its key is"
        )
    if calibration.outcome is Outcome.UNEXPLAINED:
        left = calibration.best.certificate.residual
        said.append(
            f"{left:.0%} of the picture is beyond lights on a plain shape: a first idea only"
        )
    if not has_ground(calibration.best):
        said.append("no floor round the subject answers to the lights: judged by the subject alone")
    if solved.known["focal_mm"] < TOLD:
        said.append("the focal length is a guess; distances go with it")
    return tuple(said)


def _headline(solved: Solved) -> dict[str, object]:
    """The part of the match file that `scene-stager match --json` promises."""
    level = 2.0**-solved.ambient_stops
    sky = [[0.0, 0.0, 0.0] for _ in range(9)]
    total = sum(w * c for w, c in zip(REC_709, solved.ambient_rgb, strict=True))
    flat = 2.0 * sqrt(pi)  # a constant one, in the constant harmonic
    sky[0] = [_significant(flat * level * c / max(total, 1e-9)) for c in solved.ambient_rgb]
    return {
        "key": {
            "azimuth_deg": _significant(solved.key_azimuth_deg),
            "elevation_deg": _significant(solved.key_elevation_deg),
            "kelvin": _significant(solved.key_kelvin),
            "stops": _significant(solved.key_stops),
            "softness_deg": _significant(solved.key_softness_deg),
        },
        "fill_ratio_stops": _significant(solved.fill_ratio_stops),
        "rim_mode": solved.rim_mode,
        "ambient_sh": sky,
        "haze_per_m": _significant(solved.haze_per_m),
        "camera": {
            "focal_mm": _significant(solved.focal_mm),
            "elevation_deg": _significant(solved.camera_elevation_deg),
            "distance_m": _significant(solved.camera_distance_m),
            "height_m": _significant(solved.camera_height_m),
        },
        "known": {name: _significant(value) for name, value in solved.known.items()},
    }


def _alternative(one: Alternative) -> dict[str, object]:
    plain = {
        name: _significant(value) if isinstance(value, float) else value
        for name, value in asdict(one.solved).items()
        if name not in ("known", "ambient_rgb", "subject_albedo")
    }
    return plain | {
        "apart_deg": _significant(one.apart_deg),
        "cost_factor": _significant(one.cost_factor),
    }


def _significant(value: float, digits: int = 6) -> float:
    return float(f"{value:.{digits}g}")
