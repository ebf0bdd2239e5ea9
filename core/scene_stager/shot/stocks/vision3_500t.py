# SPDX-License-Identifier: Apache-2.0
"""Vision3 500T: tungsten negative, fast and soft, with a long shoulder."""

from scene_stager.maths.colour.spectra import Band
from scene_stager.shot.stocks._curves import CharacteristicCurve
from scene_stager.shot.stocks._grain import Granularity
from scene_stager.shot.stocks._halation import Halation
from scene_stager.shot.stocks._kodak import (
    COLOUR_PRINT,
    COLOUR_PRINT_VIEWING,
    DATASHEET_LICENCE,
    TRADEMARK,
    log_h_grey,
)
from scene_stager.shot.stocks._stock import FilmStock

CURVE = CharacteristicCurve(
    log_h=(-3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5),
    density=(
        (0.20, 0.27, 0.43, 0.66, 0.90, 1.14, 1.38, 1.61, 1.78),
        (0.58, 0.67, 0.86, 1.14, 1.43, 1.71, 1.98, 2.24, 2.46),
        (0.85, 0.92, 1.11, 1.38, 1.65, 1.92, 2.20, 2.45, 2.65),
    ),
    log_h_grey=log_h_grey(500),
    low=(0.18, 0.57, 0.84),
    high=(2.05, 2.80, 2.98),
)

STOCK = FilmStock(
    title="Vision3 500T (5219)",
    process="colour negative, ECN-2, printed",
    balance_k=3200.0,
    exposure_index=500,
    bands=(Band(655.0, 32.0, 16.0), Band(547.0, 32.0, 22.0), Band(404.0, 20.0, 50.0)),
    interlayer=((0.0, 0.12, 0.04), (0.10, 0.0, 0.10), (0.05, 0.22, 0.0)),
    curve=CURVE,
    print_stage=COLOUR_PRINT,
    viewing=COLOUR_PRINT_VIEWING,
    rms_granularity=5.4,
    granularity=Granularity(
        rms=(6.3, 7.1, 19.3),
        clump_um=(4.0, 4.0, 5.5),
        silver=False,
        full_density=2.6,
        source=(
            "per layer at density 1.0 above base, after the published granularity curve; the "
            "size of the grain cloud is a house default, not measured"
        ),
    ),
    halation=Halation(
        strength=(0.045, 0.012, 0.0),
        reach_um=110.0,
        source="house default, not measured",
    ),
    mtf50_per_mm=(34.5, 53.5, 60.0),
    push_contrast_per_stop=1.08,
    source="after the published datasheet of 5219",
    licence=DATASHEET_LICENCE,
    trademark=TRADEMARK,
    notes=(
        "Daylight through an 85 filter: exposure index 320. The sheet gives granularity per "
        "layer and no single figure; the one shown is computed from the layers. The highest "
        "densities of the sheet are where it ends, not where the film does: what lies beyond "
        "is a house default. Band peaks are the sheet's, band widths and interlayer effects "
        "house defaults."
    ),
)
