# SPDX-License-Identifier: Apache-2.0
"""The geometric reading: lamps inferred from shading, ground and shadow, and then named."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.reading.grid import Grids
from scene_stager.reading.highlights_gate import gate_of, highlight_trust
from scene_stager.reading.lights.directions import angles_from_direction
from scene_stager.reading.lights.irradiance import ground_light
from scene_stager.reading.lights.key_doubt import (
    SURE_DEG,
    WITHIN_SHARE,
    KeyDoubt,
    likely_within,
)
from scene_stager.reading.lights.lit_parts import LAMP_SIZE_DEG
from scene_stager.reading.lights.mixing import mix
from scene_stager.reading.lights.plan import LightPlan, NamedLamp
from scene_stager.reading.lights.posterior import LampPosterior, infer
from scene_stager.reading.lights.problem import LightProblem, ground_weight, pose_problem
from scene_stager.reading.lights.roles import FoundLamps, lamps_beside
from scene_stager.reading.lights.stage import LightStage, ground_samples
from scene_stager.reading.lights.votes import gather_votes
from scene_stager.reading.mask import SubjectMask
from scene_stager.shot.lighting.usual_set import LAMP_HALF_EXTENTS

# House defaults, but where a line says otherwise.
LAMP_SIZES_DEG = (1.0, 2.0, 4.0, 8.0, 14.0, 24.0, 40.0)
EDGE_SAMPLES = 1000
RIVAL_SHARE, RIVAL_DEG = 0.5, 40.0  # another key as dense as this share, and as far off


def read_lights_geometric(grids: Grids, mask: SubjectMask, normals: Floats) -> LightPlan:
    """Infer the lamps of one still, and name them."""
    pattern = gate_of(grids, mask.inside, normals)
    posed = trusting(pose_problem(grids, mask.inside, normals), highlight_trust(pattern))
    posterior = infer(posed)
    as_read = posterior.key()
    guess, turned = posterior.stage()
    problem = replace(posterior.problem, turned=turned)
    stage = problem.stage(guess)
    # How strong lamps are is told by the shape that the key was read on, so from where it was read.
    lamps = lamps_beside(problem, stage, as_read)
    azimuth_deg, elevation_deg = angles_from_direction(posterior.off_lens(as_read))
    first, *beside = lamps.named()
    key = replace(first, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)
    named = (key, *beside)
    rim = _strongest(named, "rim")
    doubt = doubt_of(posterior, as_read, lamps, mask.confidence, mask.origin)
    return LightPlan(
        mode="geometric",
        key_azimuth_deg=azimuth_deg,
        key_elevation_deg=elevation_deg,
        key_within_deg=doubt.within_deg,
        softness_deg=_softness_deg(problem, stage, lamps),
        key_fill_stops=lamps.key_fill_stops,
        key_fill_within_stops=lamps.key_fill_within_stops,
        fill_azimuth_deg=_fill_azimuth_deg(named),
        rim_stops=None if rim is None else rim.stops,
        rim_azimuth_deg=None if rim is None else rim.azimuth_deg,
        ambient_stops=lamps.ambient_stops,
        stage=guess,
        lamp_distance=LAMP_HALF_EXTENTS,
        misfit=lamps.misfit,
        certainty=likely_within(SURE_DEG, doubt.within_deg),
        votes=gather_votes(problem, stage, as_read),
        lamps=named,
        other_keys_deg=_other_keys(posterior, as_read, named),
        doubt=doubt,
        pattern=pattern,
    )


def trusting(problem: LightProblem, share: float) -> LightProblem:
    """The same problem, its highlight weighing that share of what it would."""
    spot = problem.highlight
    if spot is None:
        return problem
    return replace(problem, highlight=replace(spot, share=share * spot.share))


def doubt_of(
    posterior: LampPosterior, key: Floats, lamps: FoundLamps, confidence: float, outline_by: str
) -> KeyDoubt:
    """What makes a key (3,), level frame, doubtful; `confidence` is the mask's, 0 to 1."""
    lamps_deg = posterior.within_deg(key, WITHIN_SHARE)
    return KeyDoubt(lamps_deg, 1.0 - confidence, lamps.ambient_stops, lamps.misfit, outline_by)


def _strongest(named: Sequence[NamedLamp], role: str) -> NamedLamp | None:
    return max((one for one in named if one.role == role), key=lambda one: one.stops, default=None)


def _fill_azimuth_deg(named: Sequence[NamedLamp]) -> float:
    """Where the fill stands; with none, right opposite the key's side."""
    fill = _strongest(named, "fill")
    return -named[0].azimuth_deg if fill is None else fill.azimuth_deg


def _other_keys(
    posterior: LampPosterior, key: Floats, named: Sequence[NamedLamp]
) -> tuple[tuple[float, float], ...]:
    """Where the key may stand instead: other dense places, and fills that outshine it."""
    found = [angles_from_direction(way) for way in posterior.others(key, RIVAL_SHARE, RIVAL_DEG)]
    swaps = [(n.azimuth_deg, n.elevation_deg) for n in named if n.role == "fill" and n.stops > 0.0]
    return tuple(dict.fromkeys([*found, *swaps]))


def _softness_deg(problem: LightProblem, stage: LightStage, lamps: FoundLamps) -> float:
    """The width of the key that explains the edge of its shadow best, degrees."""
    places, pixels = ground_samples(stage, problem.free, EDGE_SAMPLES)
    if not pixels.size:
        return LAMP_SIZE_DEG
    caster = problem.caster(stage)
    shown = problem.light[pixels]
    weight = ground_weight(shown)
    others = ground_light(places, lamps.towards[1:], LAMP_HALF_EXTENTS, caster, LAMP_SIZE_DEG)
    rest = np.column_stack([others, np.ones(pixels.size)])
    misfits = []
    for size_deg in LAMP_SIZES_DEG:
        lit = ground_light(places, lamps.towards[:1], LAMP_HALF_EXTENTS, caster, size_deg)
        columns = np.concatenate([lit, rest], axis=1) * weight[:, None]
        misfits.append(mix(columns, shown * weight)[1])
    return _parabola_foot(np.log2(LAMP_SIZES_DEG), np.log(np.array(misfits) + 1e-6))


def _parabola_foot(log_sizes: Floats, misfits: Floats) -> float:
    """The size at the foot of the parabola through the three lowest neighbouring misfits."""
    at = int(np.clip(np.argmin(misfits), 1, misfits.size - 2))
    a, b, _ = np.polyfit(log_sizes[at - 1 : at + 2], misfits[at - 1 : at + 2], 2)
    foot = -b / (2.0 * a) if a > 1e-9 else log_sizes[int(np.argmin(misfits))]
    return float(2.0 ** np.clip(foot, log_sizes[0], log_sizes[-1]))
