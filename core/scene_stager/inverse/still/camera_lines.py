# SPDX-License-Identifier: Apache-2.0
"""Focal length and horizon from straight pieces that run upright and, square to each other, level.

Things that people make have three directions, square to each other. Where a picture's straight
pieces meet in three such points, the camera follows; where they do not, nothing is claimed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares
from scipy.special import betainc

from scene_stager.inverse.still.segments import Segments, segments_of
from scene_stager.maths.arrays import Bools, Floats, Indices

# House defaults, tried on drawn boxes, tiles, rendered stills and photographs, from here on.
LEAST_PIECES = 9
LEAST_EACH = 3  # of the agreeing pieces, for each of the three directions that is counted
FOCAL_WIDTHS = np.exp(np.linspace(math.log(0.42), math.log(3.6), 26))  # tried first
PITCHES = np.radians(np.arange(-14.0, 51.0, 2.0))
HEADINGS = 90  # that differ, for the count of cameras that are tried
LOOSE = math.radians(0.8)  # between two cameras that are tried
MOST_HEADING = math.radians(8.0)  # a piece that tells its heading worse tells none
MISS_DEG, MISS_PX = 0.12, 0.35  # how far a straight piece misses its point, beside its ends
PULL = 0.2  # picture widths: longer pieces have no more say
ROLL_DEG = 2.0  # people hold cameras about so level
REFINED = 6  # of the cameras that were tried
ROUNDS = (6.0, 3.0, 2.0, 2.0)  # misses that still count, in rounds of fitting
AGREES = 2.5  # misses within which a piece agrees
# The logarithm of how many cameras would explain as much by chance. Twelve drawn sets of boxes are
# at -16 to -43; two dozen rendered stills without a straight thing in them at -1.4 or more.
CHANCE = -9.0
MOST_ERROR = 0.12  # standard error of the focal length's logarithm
LEAST_FOCAL, MOST_FOCAL = 0.4, 6.0  # picture widths: lenses there are
MOST_LOG_FOCAL = 20.0  # a fit that runs off is stopped before its exponential has no number


@dataclass(frozen=True, slots=True)
class CameraLines:
    """What lines give away: focal length in picture widths, and the horizon.

    `pitch_deg` is how far the camera looks down, `roll_deg` how far it is turned clockwise;
    `lines` is how many straight pieces agree.
    """

    focal_widths: float
    pitch_deg: float
    roll_deg: float
    lines: int


def camera_from_lines(luminance: Floats) -> CameraLines | None:
    """The camera that a picture's straight pieces give away; None where they do not.

    shapes   luminance (h, w)
    valid    the principal point in the middle of the picture, pixels square, no distortion
    source   three directions at right angles, tried by camera: Coughlan and Yuille 1999,
             "Manhattan world"; the chance test: Desolneux, Moisan, Morel 2000, "Meaningful
             alignments"
    """
    pieces = segments_of(luminance)
    if len(pieces) < LEAST_PIECES:
        return None
    found = [_refined(pieces, start) for start in _tried(pieces)]
    fitted = [pose for pose in found if pose is not None]
    if not fitted:
        return None
    pose = max(fitted, key=lambda one: _explained(pieces, one))
    if not _is_believed(pieces, pose):
        return None
    _, _, agrees = _judged(pieces, pose)
    return CameraLines(
        math.exp(pose[0]), math.degrees(pose[1]), -math.degrees(pose[3]), int(agrees.sum())
    )


def _tried(pieces: Segments) -> list[Floats]:
    """The poses (log focal, pitch, heading, roll) that explain most, of a grid of all cameras."""
    slack, pull = _slack(pieces), _pull(pieces)
    aside = _turned(pieces, slack)
    scored: list[tuple[float, Floats]] = []
    for focal in FOCAL_WIDTHS:
        for pitch in PITCHES:
            heading = _headings(pieces, focal, pitch)
            turned = _headings(aside, focal, pitch)
            unsure = np.abs(_folded(turned - heading, math.pi)) + LOOSE
            upright = np.abs(_misses(pieces, np.array([math.log(focal), pitch, 0.0, 0.0]))[2])
            stands = np.exp(-0.5 * np.square(upright / (slack + LOOSE)))
            apart = _folded(heading[:, None] - heading[None], math.pi / 2.0)
            alike = np.exp(-0.5 * np.square(apart / unsure[:, None]))
            alike *= unsure[:, None] < MOST_HEADING
            score = (pull[:, None] * np.maximum(alike, stands[:, None])).sum(axis=0)
            best = int(score.argmax())
            pose = np.array([math.log(focal), pitch, heading[best], 0.0])
            scored.append((float(score[best]), pose))
    order = np.argsort([-score for score, _ in scored], kind="stable")
    return [scored[k][1] for k in order[:REFINED]]


def _headings(pieces: Segments, focal: float, pitch: float) -> Floats:
    """The heading (n,) that each piece has if it runs level, up to half a turn."""
    normal = _planes(pieces, focal)
    ahead = normal[:, 2] * math.cos(pitch) - normal[:, 1] * math.sin(pitch)
    return np.arctan2(-normal[:, 0], ahead)


def _planes(pieces: Segments, focal: float) -> Floats:
    """The planes through the eye and each piece, as normals (n, 3): right, down, ahead."""
    way, middle = pieces.way, pieces.middle
    across = middle[:, 0] * way[:, 1] - middle[:, 1] * way[:, 0]
    return np.stack([-focal * way[:, 1], focal * way[:, 0], across], axis=-1)


def _turned(pieces: Segments, angle: Floats) -> Segments:
    """Each piece turned about its middle by its own angle."""
    c, s = np.cos(angle), np.sin(angle)
    x, y = pieces.way.T
    way = np.stack([c * x - s * y, s * x + c * y], axis=-1)
    return Segments(pieces.length, pieces.middle, way, pieces.wide_px)


def _folded(angle: Floats, period: float) -> Floats:
    return (angle + period / 2.0) % period - period / 2.0


def _slack(pieces: Segments) -> Floats:
    """How far each piece may miss its point, in radians (n,): short ones more."""
    half_px = 0.4 * pieces.length * pieces.wide_px
    return np.hypot(math.radians(MISS_DEG), MISS_PX / half_px)


def _pull(pieces: Segments) -> Floats:
    """How much each piece has to say, 0 to 1, (n,)."""
    return np.sqrt(np.minimum(pieces.length, PULL) / PULL)


def _misses(pieces: Segments, pose: Floats) -> Floats:
    """The angle between each piece and its way to each of three points, (3, n), in radians.

    The points are those of two level directions and of the upright one.
    """
    focal, (pitch, heading, roll) = math.exp(min(pose[0], MOST_LOG_FOCAL)), pose[1:]
    c, s = math.cos(heading), math.sin(heading)
    level = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])  # right, ahead, up
    right, ahead, up = level.T
    down = -ahead * math.sin(pitch) - up * math.cos(pitch)
    depth = ahead * math.cos(pitch) - up * math.sin(pitch)
    x = focal * (math.cos(roll) * right - math.sin(roll) * down)
    y = focal * (math.sin(roll) * right + math.cos(roll) * down)
    to_x = x[:, None] - pieces.middle[:, 0] * depth[:, None]
    to_y = y[:, None] - pieces.middle[:, 1] * depth[:, None]
    turned = pieces.way[:, 0] * to_y - pieces.way[:, 1] * to_x
    sine = np.clip(turned / (np.hypot(to_x, to_y) + 1e-12), -1.0, 1.0)
    return np.asarray(np.arcsin(sine), dtype=np.float64)


def _refined(pieces: Segments, pose: Floats) -> Floats | None:
    """A pose fitted to the pieces that agree with it; None where too few do."""
    for reach in ROUNDS:
        miss = np.abs(_misses(pieces, pose)) / (_slack(pieces) * reach)
        which, near = miss.argmin(axis=0), miss.min(axis=0) < 2.0
        if near.sum() < LEAST_PIECES - LEAST_EACH:
            return None
        pose = _least(pieces.only(near), which[near], pose)
    return pose


def _least(pieces: Segments, which: Indices, pose: Floats) -> Floats:
    found = least_squares(
        lambda at: _residuals(pieces, which, at) * np.append(_pull(pieces), 1.0),
        pose,
        loss="soft_l1",
        max_nfev=30,
    )
    return np.asarray(found.x, dtype=np.float64)


def _residuals(pieces: Segments, which: Indices, pose: Floats) -> Floats:
    """How far each piece misses its own point, and how far the camera is turned, in errors."""
    miss = _misses(pieces, pose)[which, np.arange(len(pieces))] / _slack(pieces)
    return np.append(miss, pose[3] / math.radians(ROLL_DEG))


def _judged(pieces: Segments, pose: Floats) -> tuple[Indices, Floats, Bools]:
    """For each piece its nearest point, its miss in errors, and whether it agrees; (n,) each."""
    miss = np.abs(_misses(pieces, pose)) / _slack(pieces)
    least = miss.min(axis=0)
    return miss.argmin(axis=0), least, least < AGREES


def _explained(pieces: Segments, pose: Floats) -> float:
    _, miss, _ = _judged(pieces, pose)
    return float((_pull(pieces) * np.exp(-0.5 * np.square(miss / 1.5))).sum())


def _is_believed(pieces: Segments, pose: Floats) -> bool:
    """Whether so many pieces agree that chance does not explain it, and they tell the focal."""
    which, _, agrees = _judged(pieces, pose)
    each = np.bincount(which[agrees], minlength=3)
    if not LEAST_FOCAL < math.exp(pose[0]) < MOST_FOCAL or each[:2].min() < LEAST_EACH:
        return False
    return _chance(pieces, int(agrees.sum())) < CHANCE and (
        _error(pieces.only(agrees), which[agrees], pose) < MOST_ERROR
    )


def _chance(pieces: Segments, agree: int) -> float:
    """Logarithm of how many of the cameras that were tried so many pieces would fit by chance."""
    share = float(np.clip(3.0 * 2.0 * AGREES * _slack(pieces) / math.pi, 0.0, 1.0).mean())
    tail = float(betainc(agree, len(pieces) - agree + 1, share)) if agree else 1.0
    return math.log10(max(tail, 1e-300)) + math.log10(FOCAL_WIDTHS.size * PITCHES.size * HEADINGS)


def _error(pieces: Segments, which: Indices, pose: Floats) -> float:
    """Standard error of the logarithm of the focal length."""
    slope = least_squares(lambda at: _residuals(pieces, which, at), pose, max_nfev=1).jac
    spread = max(1.0, float(np.square(_residuals(pieces, which, pose)).mean()))
    weight, axes = np.linalg.eigh(slope.T @ slope)
    if weight[0] <= 0.0:
        return math.inf
    return math.sqrt(float((np.square(axes[0]) / weight).sum()) * spread)
