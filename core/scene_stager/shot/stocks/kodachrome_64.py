# SPDX-License-Identifier: Apache-2.0
"""Kodachrome 64: daylight slide film, contrasty, deep in colour, fine in grain."""

import numpy as np

from scene_stager.maths.colour.spectra import Band
from scene_stager.shot.stocks._curves import CharacteristicCurve, densities_at
from scene_stager.shot.stocks._grain import Granularity
from scene_stager.shot.stocks._halation import Halation
from scene_stager.shot.stocks._kodak import DATASHEET_LICENCE, TRADEMARK, log_h_grey
from scene_stager.shot.stocks._print import Viewing
from scene_stager.shot.stocks._stock import FilmStock

CURVE = CharacteristicCurve(
    log_h=(-2.0, -1.5, -1.0, -0.5, 0.0),
    density=(
        (3.52, 2.80, 1.65, 0.79, 0.33),
        (3.30, 2.53, 1.46, 0.66, 0.29),
        (3.10, 2.33, 1.32, 0.65, 0.29),
    ),
    log_h_grey=log_h_grey(64),
    low=(3.68, 3.45, 3.31),
    high=(0.19, 0.20, 0.20),
)

# A strip of neutral exposures is taken to look neutral, from the clear base to black.
STRIP = densities_at(CURVE, np.array([0.0, -0.5, CURVE.log_h_grey, -1.0, -1.5, -2.0]))
NEUTRALS = (CURVE.high, *(tuple(step) for step in STRIP.tolist()), CURVE.low)
GREY = NEUTRALS[3]

STOCK = FilmStock(
    title="Kodachrome 64",
    process="colour reversal, K-14, projected",
    balance_k=5500.0,
    exposure_index=64,
    bands=(Band(650.0, 30.0, 14.0), Band(553.0, 30.0, 16.0), Band(423.0, 14.0, 40.0)),
    interlayer=((0.0, 0.14, 0.06), (0.12, 0.0, 0.08), (0.04, 0.12, 0.0)),
    curve=CURVE,
    print_stage=None,
    viewing=Viewing(
        neutrals=NEUTRALS,
        grey=GREY,
        side_absorption=((0.93, 0.05, 0.02), (0.07, 0.88, 0.05), (0.02, 0.08, 0.90)),
        source=(
            "the sheet's own grey scale is taken to look neutral; side absorptions: house "
            "default, not measured"
        ),
    ),
    rms_granularity=10.0,
    granularity=Granularity(
        rms=(13.3, 13.3, 13.3),
        clump_um=(3.5, 3.5, 3.5),
        silver=False,
        full_density=3.4,
        source=(
            "headline RMS 10 of visual density, shared evenly by the layers; the size of the "
            "grain cloud is a house default, not measured"
        ),
    ),
    halation=Halation(
        strength=(0.02, 0.006, 0.0),
        reach_um=70.0,
        source="house default, not measured",
    ),
    mtf50_per_mm=(38.0, 38.0, 38.0),
    push_contrast_per_stop=1.08,
    source="after the published datasheet E-88",
    licence=DATASHEET_LICENCE,
    trademark=TRADEMARK,
    notes=(
        "The digitisation is labelled Kodachrome 64, but one labelled Kodachrome 25 "
        "(kinograph.cc, thread 2863) has the same base and black within 0.006, and the sheet "
        "covers both films: not verified which of the two it is. Independent digitisations of "
        "this film differ by 16 to 24 per cent, so every tolerance holds against this source, "
        "not against the film. The digitised granularity per layer contradicts the sheet's "
        "headline of 10; the headline is used, and the layers are made equal so that visual "
        "density reads it. Band peaks are the sheet's; band widths, interlayer effects and "
        "side absorptions are house defaults."
    ),
)
