# SPDX-License-Identifier: Apache-2.0
"""The signatures of a still and of the preview of its match: side by side, and as a place to look
up similar stills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scene_stager.inverse.answer.match_file import Match, MatchSignatures
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.sheet.match_picture import draw_guess, reference_of
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import Signature, read_signature
from scene_stager.reading.spatial import MOMENT_NAMES

# House defaults, not measured, but where a line says otherwise.
STEPS_A_RANGE = 20.0  # a metric's range is so many steps of the library's distance: house default
STEPS_A_MOMENT = 10.0  # a moment of one, likewise: house default
AT_A_GLANCE = "heuristic"  # which estimators read


def sign(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: read the signatures of still and preview, where they are not up to date.

    The still is read once; the preview whenever the answer has changed since. Both are read by
    where they are bright: lights have just been fitted to the still, and what is left to say is
    how the two pictures differ, for which one eye for both is enough.
    """
    calibration, before = found.calibration, found.signatures
    if found.still is None or calibration is None:
        return found
    if before is not None and before.calibration is calibration:
        return found
    inside = found.still.shape.inside
    picture = draw_guess(found.still, calibration.best.guess)
    preview = numbers_of(read_signature(picture, inside, AT_A_GLANCE))
    if before is not None:
        signatures = replace(before, preview=preview, picture=picture, calibration=calibration)
        return replace(found, signatures=signatures)
    still = read_signature(reference_of(found), inside, AT_A_GLANCE)
    vector = tuple(None if np.isnan(x) else x for x in library_vector(still))
    signatures = MatchSignatures(vector, numbers_of(still), preview, picture, calibration)
    return replace(found, signatures=signatures)


def numbers_of(signature: Signature) -> dict[str, float | None]:
    """The metrics by name; None where the picture does not tell."""
    return {
        name: None if reading.failure is not None else reading.value
        for name, reading in signature.metrics.items()
    }


def is_of_today(vector: Sequence[float]) -> bool:
    """Whether a library's vector is told in the metrics that a still is looked up by today."""
    return len(vector) == len(metrics()) + len(MOMENT_NAMES)


def library_vector(signature: Signature) -> tuple[float, ...]:
    """The signature in steps that matter alike, shape (23,); NaN where the picture is silent."""
    known = metrics()
    told = [
        np.nan if (value := numbers_of(signature)[name]) is None else value / _step(name)
        for name in sorted(known)
    ]
    moments = np.asarray(signature.spatial, dtype=np.float64) * STEPS_A_MOMENT
    return (*map(float, told), *map(float, moments))


def _step(name: str) -> float:
    metric = metrics()[name]
    return (metric.high - metric.low) / STEPS_A_RANGE
