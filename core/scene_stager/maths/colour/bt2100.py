# SPDX-License-Identifier: Apache-2.0
"""The two curves of high dynamic range television: PQ and HLG."""

import numpy as np

from scene_stager.maths.arrays import Floats

PEAK_PQ_CD_M2 = 10_000.0
# Source: ITU-R BT.2100-2, table 4.
M1, M2 = 2610 / 16384, 2523 / 4096 * 128
C1, C2, C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32

# Source: ITU-R BT.2100-2, table 5.
A = 0.17883277
B, C = 1 - 4 * A, 0.5 - A * float(np.log(4 * A))
PEAK_HLG_CD_M2 = 1000.0  # of the display that the curve is named for
SYSTEM_GAMMA = 1.2  # at that peak
LUMINANCE_2020 = np.array([0.2627, 0.6780, 0.0593])  # source: ITU-R BT.2020-2, table 4

WHITE_CD_M2 = 203.0  # where graphics white stands in both; source: ITU-R BT.2408-7, table 1


def light_from_pq(signal: Floats) -> Floats:
    """What a display shows for a PQ signal.

    shapes   any -> same
    units    signal 0..1; cd/m2 out, 1 gives 10000
    valid    signals outside 0..1 are held at its ends
    source   ITU-R BT.2100-2, table 4, reference PQ EOTF (SMPTE ST 2084)
    """
    root = np.clip(signal, 0.0, 1.0) ** (1.0 / M2)
    share = np.maximum(root - C1, 0.0) / (C2 - C3 * root)
    return np.asarray(PEAK_PQ_CD_M2 * share ** (1.0 / M1), dtype=np.float64)


def scene_from_hlg(signal: Floats) -> Floats:
    """What a camera saw for an HLG signal.

    shapes   any -> same
    units    signal 0..1; scene light 0..1
    valid    signals outside 0..1 are held at its ends
    source   ITU-R BT.2100-2, table 5, inverse of the HLG reference OETF
    """
    held = np.clip(signal, 0.0, 1.0)
    bright = (np.exp((np.maximum(held, 0.5) - C) / A) + B) / 12.0
    return np.asarray(np.where(held <= 0.5, held**2 / 3.0, bright), dtype=np.float64)


def light_from_hlg_scene(scene_rgb: Floats) -> Floats:
    """What the reference display of 1000 cd/m2 shows of HLG scene light.

    shapes   scene_rgb (..., 3) -> same
    units    scene light 0..1 in BT.2020 primaries; cd/m2 out
    valid    0 and up
    source   ITU-R BT.2100-2, table 5, HLG reference OOTF, black level 0
    """
    luminance = np.maximum(scene_rgb @ LUMINANCE_2020, 0.0)
    gain = PEAK_HLG_CD_M2 * luminance ** (SYSTEM_GAMMA - 1.0)
    return np.asarray(gain[..., None] * scene_rgb, dtype=np.float64)
