# SPDX-License-Identifier: Apache-2.0
"""The signatures of a still and of the preview of its match: side by side, and as a place to look
up similar stills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.inverse.answer.match_file import Match
from scene_stager.inverse.sheet.match_picture import frames_of, reference_of
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import Signature, read_signature

# House defaults, not measured, but where a line says otherwise.
STEPS_A_RANGE = 20.0  # a metric's range is so many steps of the library's distance: house default
STEPS_A_MOMENT = 10.0  # a moment of one, likewise


@dataclass(frozen=True, eq=False)
class Signatures:
    """What the reading says of the still and of the match's preview, on one grid and one mask."""

    reference: Signature
    preview: Signature

    @property
    def numbers(self) -> tuple[dict[str, float | None], dict[str, float | None]]:
        """The metrics of the still and of the preview; None where one does not tell."""
        return numbers_of(self.reference), numbers_of(self.preview)


def signatures_of(match: Match) -> Signatures:
    """Read both pictures of a match. Raises InputError for a match without a subject."""
    reference, preview = reference_of(match), frames_of(match, 1)[-1].rgb
    inside = match.still.shape.inside if match.still is not None else None
    return Signatures(read_signature(reference, inside), read_signature(preview, inside))


def numbers_of(signature: Signature) -> dict[str, float | None]:
    """The metrics by name; None where the picture does not tell."""
    return {
        name: None if reading.failure is not None else reading.value
        for name, reading in signature.metrics.items()
    }


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
