# SPDX-License-Identifier: Apache-2.0
"""What every film stock has to say about itself, and how it turns scene light into a picture."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.spectra import Band
from scene_stager.maths.colour.temperature import SRGB_WHITE_K
from scene_stager.shot.stocks import _chain as chain
from scene_stager.shot.stocks._curves import CharacteristicCurve
from scene_stager.shot.stocks._grain import Granularity, grain_field
from scene_stager.shot.stocks._halation import Halation
from scene_stager.shot.stocks._print import PrintStage, Triple, Viewing
from scene_stager.shot.stocks._tables import (
    Table,
    density_from_stops,
    screen_from_density,
    screen_from_stops,
)

SUPER35_WIDTH_MM = 24.89  # the full gate of 35 mm film, which grain and blur are sized for
STRIP_PX = 12288  # at a time; bounds memory, changes no pixel


@dataclass(frozen=True)
class FilmStock:
    """A film as data, and the way from linear scene light to a display.

    Per-layer numbers are in the order red, green, blue; a black-and-white film has one layer.
    `interlayer` says how strongly each layer (row) is held back by its neighbours (columns).
    `rms_granularity` is the headline figure; `granularity` is what is rendered.
    """

    title: str
    process: str
    balance_k: float
    exposure_index: int
    bands: tuple[Band, ...]
    interlayer: tuple[Triple, ...]
    curve: CharacteristicCurve
    print_stage: PrintStage | None
    viewing: Viewing
    rms_granularity: float
    granularity: Granularity
    halation: Halation
    mtf50_per_mm: tuple[float, ...]
    push_contrast_per_stop: float
    source: str
    licence: str
    trademark: str
    notes: str

    @property
    def monochrome(self) -> bool:
        """Whether the picture is black and white."""
        return self.curve.layers == 1

    @property
    def grey_exposure_lx_s(self) -> float:
        """The exposure of an 18 % grey card when everything is right: 10 / EI lux seconds."""
        return 10.0 / self.exposure_index

    def layer_stops(
        self,
        linear_rgb: Floats,
        *,
        exposure_stops: float = 0.0,
        scene_white_k: float = SRGB_WHITE_K,
    ) -> Floats:
        """How far each layer's exposure is from that of a grey card, for an even patch of a colour.

        shapes   linear_rgb (..., 3) -> (..., layers)
        units    linear sRGB in, where (1, 1, 1) is light of scene_white_k; stops out
        valid    light below 2^-15 of the grey card counts as that
        source   the stock's bands, then interlayer effects
        """
        planes = chain.expose(self._matrix(scene_white_k), linear_rgb, exposure_stops)
        return np.stack(chain.stops_after_interlayer(planes, self.interlayer), axis=-1)

    def film_density(self, layer_stops: Floats, *, push_stops: float = 0.0) -> Floats:
        """Densities in the camera film: the negative stage, or the slide.

        shapes   layer_stops (..., layers) -> (..., layers)
        units    stops from the grey card in, density out
        source   the stock's characteristic curve
        """
        drawn = density_from_stops(self.curve, push_stops, self.push_contrast_per_stop)
        return np.stack(chain.read_all(drawn, _planes(layer_stops)), axis=-1)

    def display_from_density(self, density: Floats, *, encoded: bool = True) -> Floats:
        """What a display shows for densities in the camera film: the print stage and the screen.

        shapes   density (..., layers) -> (..., 3)
        units    density in; sRGB out, encoded or linear, 1 being the clear base
        source   the stock's print stage, if it has one, and its viewing
        """
        return chain.show(self.viewing, chain.read_all(self._print(), _planes(density)), encoded)

    def colour(
        self,
        linear_rgb: Floats,
        *,
        exposure_stops: float = 0.0,
        push_stops: float = 0.0,
        scene_white_k: float = SRGB_WHITE_K,
        encoded: bool = True,
    ) -> Floats:
        """What becomes of an even patch: no grain, no glow, no blur. This is what a LUT holds.

        shapes   linear_rgb (..., 3) -> (..., 3)
        units    linear sRGB in, where (1, 1, 1) is light of scene_white_k; sRGB out
        frame    exposure_stops + is more light; push_stops + is longer development
        source   the whole chain of the stock
        """
        planes = chain.expose(self._matrix(scene_white_k), linear_rgb, exposure_stops)
        stops = chain.stops_after_interlayer(planes, self.interlayer)
        return chain.show(self.viewing, self._neutral(stops, None, push_stops), encoded)

    def develop(
        self,
        linear_rgb: Floats,
        *,
        exposure_stops: float = 0.0,
        push_stops: float = 0.0,
        scene_white_k: float = SRGB_WHITE_K,
        seed: int = 1,
        frame_index: int = 0,
        grain: float = 1.0,
        halation: float = 1.0,
        frame_width_mm: float = SUPER35_WIDTH_MM,
        origin_px: tuple[int, int] = (0, 0),
        encoded: bool = True,
    ) -> Floats:
        """Expose, develop, print and show one frame.

        shapes   linear_rgb (rows, columns, 3) -> (rows, columns, 3)
        units    linear sRGB in, where (1, 1, 1) is light of scene_white_k and 0.18 is a grey card
                 in correct exposure; sRGB out, encoded or linear
        frame    frame_width_mm is the width on film of what is handed in; origin_px (row, column)
                 places a crop's grain; exposure_stops + is more light, push_stops + longer
                 development
        valid    grain and halation are amounts: 0 is off, 1 is the stock's own
        source   the whole chain of the stock
        """
        rows, columns = linear_rgb.shape[:2]
        pixel_um = 1000.0 * frame_width_mm / columns
        planes = chain.expose(self._matrix(scene_white_k), linear_rgb, exposure_stops)
        planes = chain.spread(planes, self.mtf50_per_mm, self.halation, halation, pixel_um)
        noise = None
        if grain > 0.0:
            noise = grain * grain_field(
                self.granularity,
                (rows, columns),
                pixel_um,
                seed=seed,
                frame_index=frame_index,
                origin_px=origin_px,
            )

        # A few rows at a time stay in the processor's cache: the same numbers, twice as quick.
        shown = np.empty((rows, columns, 3))
        for strip in _strips(rows, columns):
            stops = chain.stops_after_interlayer([p[strip] for p in planes], self.interlayer)
            neutral = self._neutral(stops, None if noise is None else noise[:, strip], push_stops)
            shown[strip] = chain.show(self.viewing, neutral, encoded)
        return shown

    def _neutral(
        self, stops: list[Floats], noise: Floats | None, push_stops: float
    ) -> list[Floats]:
        """Neutral densities on the screen; longer development raises grain with contrast."""
        if noise is None:
            return chain.read_all(self._whole(push_stops), stops)
        gain = self.push_contrast_per_stop**push_stops
        drawn = density_from_stops(self.curve, push_stops, self.push_contrast_per_stop)
        clear = [min(ends) for ends in zip(self.curve.low, self.curve.high, strict=True)]
        film = [
            chain.with_grain(density, clear[k], self.granularity, noise[k], gain)
            for k, density in enumerate(chain.read_all(drawn, stops))
        ]
        return chain.read_all(self._print(), film)

    def _matrix(self, scene_white_k: float) -> tuple[tuple[float, ...], ...]:
        return chain.light_matrix(self.bands, self.balance_k, scene_white_k)

    def _print(self) -> Table:
        return screen_from_density(self.curve, self.print_stage, self.viewing)

    def _whole(self, push_stops: float) -> Table:
        return screen_from_stops(
            self.curve, self.print_stage, self.viewing, push_stops, self.push_contrast_per_stop
        )


def _strips(rows: int, columns: int) -> list[slice]:
    """Bands of rows of about STRIP_PX pixels."""
    step = max(1, STRIP_PX // max(columns, 1))
    return [slice(top, top + step) for top in range(0, rows, step)]


def _planes(stacked: Floats) -> list[Floats]:
    """The last axis, taken apart."""
    return [stacked[..., k] for k in range(stacked.shape[-1])]
