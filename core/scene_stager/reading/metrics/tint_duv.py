# SPDX-License-Identifier: Apache-2.0
"""Tint: how far the light's colour lies off the locus of glowing bodies and daylight."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.metrics._metric import Metric, Reading
from scene_stager.reading.metrics._white import kelvin_and_duv, light_colour


def tint_duv(evidence: Evidence) -> Reading:
    """Distance from the locus in CIE 1960 uv: + is green, - is magenta."""
    _, duv = kelvin_and_duv(light_colour(evidence))
    return Reading(duv, 1.0, "surfaces taken as grey on the whole")


METRIC = Metric(
    title="Tint",
    unit="Duv",
    low=-0.5,
    high=0.5,
    neutral=0.0,
    measure=tint_duv,
    failures=(),
    source="ANSI C78.377 Duv of the shades-of-grey light",
)
