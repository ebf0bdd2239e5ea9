# SPDX-License-Identifier: Apache-2.0
"""Light by wavelength: what the eye weighs, what glows, and what a sensitised layer makes of it."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import SRGB_FROM_XYZ, apply_matrix

WAVELENGTHS_NM = np.arange(390.0, 721.0, 5.0)
FIT_FLOOR = 0.05  # exposure under which an error no longer counts for more; house default
SECOND_RADIATION_NM_K = 1.438776877e7  # h c / k; source: CODATA 2018


@dataclass(frozen=True)
class Band:
    """Where one layer is sensitive: a peak, and how far it reaches to shorter and longer waves.

    `sharpness` 2 is a Gaussian flank, larger is flatter on top and steeper at the edge.
    """

    peak_nm: float
    short_reach_nm: float
    long_reach_nm: float
    sharpness: float = 2.0


def cie_1931(wavelengths_nm: Floats) -> Floats:
    """The three weights of the CIE 1931 standard observer.

    shapes   wavelengths_nm (n,) -> (n, 3)
    units    nanometres in
    valid    380 to 780; within about 1 % of the tabulated observer's peak
    source   Wyman, Sloan and Shirley 2013, "Simple analytic approximations to the CIE XYZ
             color matching functions", JCGT 2(2), table 1, multi-lobe fit
    """

    def lobe(height: float, peak_nm: float, short_nm: float, long_nm: float) -> Floats:
        away = wavelengths_nm - peak_nm
        reach = np.where(away < 0.0, short_nm, long_nm)
        return np.asarray(height * np.exp(-0.5 * (away / reach) ** 2), dtype=np.float64)

    x = lobe(1.056, 599.8, 37.9, 31.0) + lobe(0.362, 442.0, 16.0, 26.7)
    x = x + lobe(-0.065, 501.1, 20.4, 26.2)
    y = lobe(0.821, 568.8, 46.9, 40.5) + lobe(0.286, 530.9, 16.3, 31.1)
    z = lobe(1.217, 437.0, 11.8, 36.0) + lobe(0.681, 459.0, 26.0, 13.8)
    return np.stack([x, y, z], axis=-1)


def planck_spectrum(wavelengths_nm: Floats, kelvin: float) -> Floats:
    """Power of a glowing body by wavelength, 1 at 560 nm.

    shapes   wavelengths_nm (n,) -> (n,)
    units    nanometres and kelvin in; relative power out
    valid    kelvin > 0
    source   Planck's law
    """

    def power(nm: Floats) -> Floats:
        bend = np.expm1(SECOND_RADIATION_NM_K / (nm * kelvin))
        return np.asarray(nm**-5.0 / bend, dtype=np.float64)

    return power(wavelengths_nm) / power(np.asarray(560.0))


def band_sensitivity(wavelengths_nm: Floats, band: Band) -> Floats:
    """How much a layer answers to each wavelength, 1 at its peak.

    shapes   wavelengths_nm (n,) -> (n,)
    units    nanometres in
    valid    reaches > 0
    source   a two-sided (generalised) Gaussian: house default shape around a published peak
    """
    away = wavelengths_nm - band.peak_nm
    reach = np.where(away < 0.0, band.short_reach_nm, band.long_reach_nm)
    return np.asarray(np.exp(-0.5 * np.abs(away / reach) ** band.sharpness), dtype=np.float64)


def training_surfaces(wavelengths_nm: Floats) -> Floats:
    """A family of smooth reflectances: humps, dips and edges all along the spectrum, and greys.

    shapes   wavelengths_nm (n,) -> (m, n)
    units    nanometres in; reflectance 0.05 to 0.9 out
    source   house default, not measured
    """
    rows = [np.full_like(wavelengths_nm, grey) for grey in (0.05, 0.2, 0.5, 0.9)]
    for centre_nm in np.arange(400.0, 711.0, 20.0):
        away = wavelengths_nm - centre_nm
        for reach_nm in (20.0, 40.0, 70.0):
            hump = np.exp(-0.5 * (away / reach_nm) ** 2)
            rows += [0.05 + 0.85 * hump, 0.9 - 0.85 * hump]
        for reach_nm in (8.0, 25.0):
            edge = 0.5 + 0.5 * np.tanh(away / reach_nm)
            rows += [0.05 + 0.85 * edge, 0.9 - 0.85 * edge]
    return np.stack(rows)


def response_matrix(bands: tuple[Band, ...], kelvin: float, white_rgb: Floats) -> Floats:
    """The matrix from linear sRGB light to layer exposures that is right for most surfaces.

    shapes   k bands; white_rgb (3,) -> (k, 3)
    units    relative exposure: every layer gives exactly 1 for white_rgb
    frame    sRGB primaries, (1, 1, 1) is light of 6504 K
    valid    exact for white_rgb; for coloured surfaces under light of `kelvin` a least-squares fit
    source   constrained least squares over training_surfaces; the usual way to an input transform,
             as in ACES P-2013-001, "Recommended procedures for the creation and use of digital
             camera system input device transforms"
    """
    wavelengths = WAVELENGTHS_NM
    light = planck_spectrum(wavelengths, kelvin)
    reflected = training_surfaces(wavelengths) * light
    observer = cie_1931(wavelengths)

    # What the eye sees of every surface, nudged so that the white is exactly the white asked for.
    seen = apply_matrix(SRGB_FROM_XYZ, reflected @ observer / (light @ observer[:, 1]))
    white = apply_matrix(SRGB_FROM_XYZ, light @ observer / (light @ observer[:, 1]))
    seen = seen * (white_rgb / white)

    rows = []
    for band in bands:
        answer = band_sensitivity(wavelengths, band)
        exposure = reflected @ answer / (light @ answer)
        rows.append(_fit_through(seen, exposure, white_rgb))
    return np.stack(rows)


def _fit_through(seen: Floats, wanted: Floats, white_rgb: Floats) -> Floats:
    """Least squares of the relative error for one row, made to give exactly 1 for the white."""
    weight = 1.0 / (wanted + FIT_FLOOR)
    weighted = seen * weight[:, None]
    system = np.zeros((4, 4))
    system[:3, :3] = weighted.T @ weighted
    system[:3, 3] = system[3, :3] = white_rgb
    right = np.append(weighted.T @ (wanted * weight), 1.0)
    return np.asarray(np.linalg.solve(system, right)[:3], dtype=np.float64)
