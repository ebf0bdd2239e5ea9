# SPDX-License-Identifier: Apache-2.0
"""Tri-X 400: panchromatic black and white, gritty."""

from scene_stager.maths.colour.spectra import Band
from scene_stager.shot.stocks._curves import CharacteristicCurve
from scene_stager.shot.stocks._grain import Granularity
from scene_stager.shot.stocks._halation import Halation
from scene_stager.shot.stocks._kodak import DATASHEET_LICENCE, TRADEMARK, log_h_grey
from scene_stager.shot.stocks._print import PrintStage, Viewing
from scene_stager.shot.stocks._stock import FilmStock

CURVE = CharacteristicCurve(
    log_h=(-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0),
    density=((0.35, 0.50, 0.76, 1.04, 1.35, 1.65, 1.93),),
    log_h_grey=log_h_grey(400),
    low=(0.31,),
    high=(2.30,),
)

PAPER = PrintStage(
    title="glossy paper, normal to hard grade",
    low=(0.05,),
    high=(2.25,),
    gamma=(2.7,),
    grey=(0.72,),
    reading=(1.0,),
    source="house default, not measured",
)

STOCK = FilmStock(
    title="Tri-X 400 (400TX)",
    process="black-and-white negative, developed 6 min, printed",
    balance_k=5500.0,
    exposure_index=400,
    bands=(Band(530.0, 130.0, 115.0, 6.0),),
    interlayer=(),
    curve=CURVE,
    print_stage=PAPER,
    viewing=Viewing(
        neutrals=(PAPER.low, PAPER.grey, PAPER.high),
        grey=PAPER.grey,
        side_absorption=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        source="house default, not measured",
    ),
    rms_granularity=17.0,
    granularity=Granularity(
        rms=(17.0,),
        clump_um=(5.0,),
        silver=True,
        full_density=2.0,
        source=(
            "headline RMS 17 after the published datasheet; the size of the grain cloud is a "
            "house default, not measured"
        ),
    ),
    halation=Halation(strength=(0.02,), reach_um=90.0, source="house default, not measured"),
    mtf50_per_mm=(53.0,),
    push_contrast_per_stop=1.12,
    source="after the published datasheet F-4017",
    licence=DATASHEET_LICENCE,
    trademark=TRADEMARK,
    notes=(
        "A still film; the cine stock of that name was a reversal film. Developed 6 minutes, "
        "slope 0.60; the sheet's longer times give 0.66 (7 min), 0.76 (9 min) and 0.88 (11 "
        "min). Its density range ends with the sheet, not with the film. Band edges, paper and "
        "halation are house defaults."
    ),
)
