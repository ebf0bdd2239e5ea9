# SPDX-License-Identifier: Apache-2.0
"""Coding-independent code points: four numbers that say what a video's or a PNG's codes are."""

from scene_stager.pictures.codes import Colour, Transfer

# Whites. Source: CIE 015:2018, and the light of equal energy by definition.
D65, WHITE_C, EQUAL = (0.3127, 0.3290), (0.310, 0.316), (1 / 3, 1 / 3)
# Corners red, green, blue and the white, by code point. Source: ITU-T H.273 (07/2024), table 2.
PRIMARIES: dict[int, tuple[float, ...] | None] = {
    1: None,
    4: (0.67, 0.33, 0.21, 0.71, 0.14, 0.08, *WHITE_C),
    5: (0.64, 0.33, 0.29, 0.60, 0.15, 0.06, *D65),
    6: (0.630, 0.340, 0.310, 0.595, 0.155, 0.070, *D65),
    7: (0.630, 0.340, 0.310, 0.595, 0.155, 0.070, *D65),
    8: (0.681, 0.319, 0.243, 0.692, 0.145, 0.049, *WHITE_C),
    9: (0.708, 0.292, 0.170, 0.797, 0.131, 0.046, *D65),
    10: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0, *EQUAL),
    11: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.314, 0.351),
    12: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, *D65),
    22: (0.630, 0.340, 0.295, 0.605, 0.155, 0.077, *D65),
}
# Curves by code point. Source: ITU-T H.273 (07/2024), table 3; what is made for television is seen
# through its display's power of 2.4, ITU-R BT.1886.
TELEVISION = (Transfer.GAMMA, 2.4)
CURVES = {
    1: TELEVISION,
    4: (Transfer.GAMMA, 2.2),
    5: (Transfer.GAMMA, 2.8),
    6: TELEVISION,
    8: (Transfer.LINEAR, 1.0),
    13: (Transfer.SRGB, 1.0),
    14: TELEVISION,
    15: TELEVISION,
    16: (Transfer.PQ, 1.0),
    18: (Transfer.HLG, 1.0),
}
RGB_MATRIX = 0


def colour_of(points: bytes) -> Colour | None:
    """What four bytes mean: primaries, transfer, matrix, full range; None where that is unknown."""
    if len(points) != 4:
        return None
    primaries, transfer, matrix, is_full = points
    if matrix != RGB_MATRIX or primaries not in PRIMARIES or transfer not in CURVES or is_full > 1:
        return None
    curve, gamma = CURVES[transfer]
    return Colour(
        said_by="cICP",
        transfer=curve,
        gamma=gamma,
        primaries_xy=PRIMARIES[primaries],
        is_narrow=not is_full,
    )
