# SPDX-License-Identifier: Apache-2.0
"""What the stocks share: the colour print material, and whose numbers and names these are."""

from math import log10

from scene_stager.shot.stocks._print import PrintStage, Viewing

DATASHEET_LICENCE = (
    "numbers computed from the MIT-licensed digitisation in spectral_film_lut (Jan Lohse), "
    "not re-read from the sheet"
)
TRADEMARK = (
    "Kodak, Kodachrome, Vision3 and Tri-X are marks of their owner; no endorsement is implied"
)

COLOUR_PRINT = PrintStage(
    title="colour print, after the published datasheet of 2383",
    low=(0.05, 0.05, 0.05),
    high=(4.10, 4.10, 4.10),
    gamma=(4.6, 4.1, 4.1),
    grey=(1.09, 1.06, 1.03),
    reading=(1.05, 1.0, 1.02),
    source=(
        "gamma 4.1 to 4.6 and LAD aim 1.09/1.06/1.03 after the published datasheet; the limits, "
        "the reading and the shape of the S are house defaults, not measured"
    ),
)

COLOUR_PRINT_VIEWING = Viewing(
    neutrals=(COLOUR_PRINT.low, COLOUR_PRINT.grey, COLOUR_PRINT.high),
    grey=COLOUR_PRINT.grey,
    side_absorption=((0.92, 0.06, 0.02), (0.05, 0.90, 0.05), (0.02, 0.07, 0.91)),
    source="neutrals are those of the print stage; side absorptions: house default, not measured",
)


def log_h_grey(exposure_index: float) -> float:
    """Log exposure in lux seconds of an 18 % grey card at this exposure index: 10 / EI."""
    return log10(10.0 / exposure_index)
