# SPDX-License-Identifier: Apache-2.0
"""The eight octaves and the tremor that a handheld camera's unrest is made of."""

# Each octave is named by its upper pitch. The lower five are lattice noise; above that its tail
# would reach past 10.8 Hz, so the upper three are lines, which keep to their band strictly.
OCTAVES_HZ = (0.084375, 0.16875, 0.3375, 0.675, 1.35, 2.7, 5.4, 10.8)
LATTICE_OCTAVES = 5
LINES_PER_OCTAVE = 10
TOP_LINE_HZ = 10.4  # leaves room below 10.8 Hz for the slow swell that modulates everything

# How the power of an angle and of a place falls with frequency, inside an octave of lines.
ROTATION_SLOPE = -3.5  # measured: -3.4 to -3.8 in five of six standing and handheld recordings
POSITION_SLOPE = -4.5  # measured: -4 to -5 in the same recordings

TREMOR_HZ = 9.0  # read: 6 to 12 Hz, a mechanical resonance of hand and load (Lakie et al. 2015)
TREMOR_Q = 5.0  # house default, not measured
TREMOR_BAND_HZ = (6.0, TOP_LINE_HZ)


def line_band_hz(index: int) -> tuple[float, float]:
    """The band of one of the upper octaves, in Hz."""
    top_hz = OCTAVES_HZ[index]
    return top_hz / 2.0, min(top_hz, TOP_LINE_HZ)
