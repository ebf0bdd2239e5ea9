# SPDX-License-Identifier: Apache-2.0
"""Vision3 250D: daylight negative, fine-grained and gentle."""

from scene_stager.maths.colour.spectra import Band
from scene_stager.shot.stocks._curves import CharacteristicCurve
from scene_stager.shot.stocks._grain import Granularity
from scene_stager.shot.stocks._halation import Halation
from scene_stager.shot.stocks._kodak import (
    COLOUR_PRINT,
    COLOUR_PRINT_VIEWING,
    DATASHEET_LICENCE,
    TRADEMARK,
)
from scene_stager.shot.stocks._stock import FilmStock

CURVE = CharacteristicCurve(
    log_h=(-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0),
    density=(
        (0.19, 0.26, 0.42, 0.65, 0.89, 1.13, 1.36, 1.58, 1.75),
        (0.59, 0.67, 0.85, 1.12, 1.40, 1.68, 1.96, 2.22, 2.43),
        (0.85, 0.93, 1.10, 1.38, 1.64, 1.91, 2.18, 2.43, 2.63),
    ),
    log_h_grey=0.0,
    low=(0.18, 0.58, 0.84),
    high=(2.02, 2.78, 2.96),
    axis="log10 of exposure relative to the sheet's normal exposure",
)

STOCK = FilmStock(
    title="Vision3 250D (5207)",
    process="colour negative, ECN-2, printed",
    balance_k=5500.0,
    exposure_index=250,
    bands=(Band(651.0, 32.0, 16.0), Band(549.0, 32.0, 22.0), Band(468.0, 45.0, 18.0)),
    interlayer=((0.0, 0.12, 0.04), (0.10, 0.0, 0.10), (0.04, 0.16, 0.0)),
    curve=CURVE,
    print_stage=COLOUR_PRINT,
    viewing=COLOUR_PRINT_VIEWING,
    rms_granularity=4.8,
    granularity=Granularity(
        rms=(5.5, 6.3, 13.5),
        clump_um=(3.5, 3.5, 4.5),
        silver=False,
        full_density=2.6,
        source=(
            "per layer at density 1.0 above base, after the published granularity curve; the "
            "size of the grain cloud is a house default, not measured"
        ),
    ),
    halation=Halation(
        strength=(0.025, 0.007, 0.0),
        reach_um=90.0,
        source="house default, not measured",
    ),
    mtf50_per_mm=(34.0, 54.0, 63.0),
    push_contrast_per_stop=1.08,
    source="after the published datasheet of 5207",
    licence=DATASHEET_LICENCE,
    trademark=TRADEMARK,
    notes=(
        "The sheet's exposure axis is in stops about the normal exposure, taken here as that "
        "of the grey card. The sheet gives granularity per layer and no single figure; the one "
        "shown is computed from the layers. The highest densities of the sheet are where it "
        "ends, not where the film does: what lies beyond is a house default. Band peaks are "
        "the sheet's, band widths and interlayer effects house defaults."
    ),
)
