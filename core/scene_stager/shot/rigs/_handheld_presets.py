# SPDX-License-Identifier: Apache-2.0
"""Six ways to carry a camera by hand, as the size of each part of its unrest."""

from dataclasses import dataclass

FITTED = "fitted by tools/fit_handheld.py to a measured recording (Camera Shakify, CC0): "
BETWEEN = "house default, not measured: fitted to a row between two measured recordings"


@dataclass(frozen=True, slots=True)
class Stride:
    """The line that steps leave: pitch, and the RMS of it and of its second harmonic."""

    pitch_hz: float
    rotation_deg: tuple[float, float]
    position_mm: tuple[float, float]


STANDING = Stride(1.0, (0.0, 0.0), (0.0, 0.0))


@dataclass(frozen=True, slots=True)
class HandheldPreset:
    """RMS per axis of the eight octaves of `_handheld_octaves`, and of what rides on them."""

    rotation_deg: tuple[float, ...]
    position_mm: tuple[float, ...]
    tremor_deg: float
    source: str
    stride: Stride = STANDING


# fmt: off
PRESETS = {
    "braced": HandheldPreset(
        rotation_deg=(0.0591, 0.118, 0.236, 0.0512, 0.0232, 0.00717, 0.00287, 0.00114),
        position_mm=(0.362, 0.724, 1.45, 0.918, 0.355, 0.0924, 0.0275, 0.00903),
        tremor_deg=0.0005,
        source=FITTED + "THE_CLOSEUP",
    ),
    "standing": HandheldPreset(
        rotation_deg=(0.124, 0.248, 0.495, 0.206, 0.0785, 0.0243, 0.00944, 0.00381),
        position_mm=(0.931, 1.86, 3.72, 2.42, 1.15, 0.303, 0.0932, 0.032),
        tremor_deg=0.010,
        source=BETWEEN,
    ),
    "investigative": HandheldPreset(
        rotation_deg=(0.402, 0.804, 1.61, 0.635, 0.307, 0.0959, 0.0388, 0.0154),
        position_mm=(15.1, 30.2, 60.3, 9, 5.58, 1.6, 0.518, 0.268),
        tremor_deg=0.0065,
        source=FITTED + "INVESTIGATION",
    ),
    "walk": HandheldPreset(
        rotation_deg=(0.105, 0.209, 0.419, 0.436, 0.0613, 0.0193, 0.00847, 0.00308),
        position_mm=(4.93, 9.85, 19.7, 9.35, 2.63, 0.671, 0.207, 0.0644),
        tremor_deg=0.0008,
        source=FITTED + "WALK_TO_THE_STORE",
        stride=Stride(1.37, (0.16, 0.030), (3.0, 0.35)),
    ),
    "run": HandheldPreset(
        rotation_deg=(0.0368, 0.0736, 0.147, 0.615, 2.2, 0.712, 0.312, 0.128),
        position_mm=(0.442, 0.884, 1.77, 6.95, 22.7, 6.08, 1.8, 0.638),
        tremor_deg=0.055,
        source=FITTED + "HANDYCAM_RUN",
        stride=Stride(2.58, (0.60, 0.12), (5.0, 0.30)),
    ),
    "vehicle": HandheldPreset(
        rotation_deg=(0.0836, 0.167, 0.334, 0.216, 0.343, 0.0999, 0.0415, 0.0166),
        position_mm=(1.89, 3.78, 7.56, 4.66, 7.47, 1.82, 0.553, 0.192),
        tremor_deg=0.0065,
        source=FITTED + "OUT_CAR_WINDOW",
    ),
}
# fmt: on
