# SPDX-License-Identifier: Apache-2.0
"""A spot's beam and field angle as the cone that each host draws.

The beam angle is the full angle within which a spot gives half of what it gives on its axis or
more, the field angle that of a tenth: photometry's own words, recalled. Hosts know a cone and how
soft its edge is, each with a falloff of its own. The beam is always kept; a field so wide that the
falloff would have to begin before the axis is drawn as soft as the host can.
"""

from __future__ import annotations

from math import acos, cos, degrees, radians, sqrt

SOFTEST = 1.0 - 1e-9  # an edge of this share takes all of the cone: it cannot be softer

# Where 3t^2 - 2t^3 comes to a half and to a tenth.
SMOOTH_HALF, SMOOTH_TENTH = 0.5, 0.19580010565909
SQUARE_HALF, SQUARE_TENTH = sqrt(0.5), sqrt(0.1)  # and t^2
LINE_HALF, LINE_TENTH = 0.5, 0.1  # and t


def smooth_in_angle(beam_deg: float, field_deg: float) -> tuple[float, float]:
    """The half angle of the cone, and which share of it the edge takes: USD, and the preview."""
    half, tenth = beam_deg / 2.0, field_deg / 2.0
    fade = (tenth - half) / (SMOOTH_HALF - SMOOTH_TENTH)
    fade = min(fade, 2.0 * half)
    cone = half + SMOOTH_HALF * fade
    return cone, fade / cone


def smooth_in_cosine(beam_deg: float, field_deg: float) -> tuple[float, float]:
    """The full angle of the cone, and which share of its height the edge takes: Blender."""
    outer, fade = _by_cosine(beam_deg, field_deg, SMOOTH_HALF, SMOOTH_TENTH)
    return 2.0 * degrees(acos(outer)), fade / (1.0 - outer)


def square_in_cosine(beam_deg: float, field_deg: float) -> tuple[float, float]:
    """The half angles at which there is no light, and from which on it is full: Unreal."""
    outer, fade = _by_cosine(beam_deg, field_deg, SQUARE_HALF, SQUARE_TENTH)
    return degrees(acos(outer)), degrees(acos(min(outer + fade, 1.0)))


def line_in_angle(beam_deg: float, field_deg: float) -> tuple[float, float]:
    """The full angle within which it is full, and how far beyond that it fades: Maya."""
    half, tenth = beam_deg / 2.0, field_deg / 2.0
    fade = min((tenth - half) / (LINE_HALF - LINE_TENTH), 2.0 * half)
    return 2.0 * (half - LINE_HALF * fade), fade


def _by_cosine(
    beam_deg: float, field_deg: float, at_half: float, at_tenth: float
) -> tuple[float, float]:
    """The cosine at which the light ends, and the step of the cosine over which it comes."""
    half, tenth = cos(radians(beam_deg / 2.0)), cos(radians(field_deg / 2.0))
    fade = (half - tenth) / (at_half - at_tenth)
    fade = min(fade, (1.0 - half) / (1.0 - at_half))
    return half - at_half * fade, fade
