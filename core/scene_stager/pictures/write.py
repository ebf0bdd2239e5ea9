# SPDX-License-Identifier: Apache-2.0
"""Linear light as an OpenEXR file."""

from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Floats


def write_exr(path: Path, rgb: Floats) -> None:
    """Write linear Rec.709 light (h, w, 3) as 32-bit floats, ZIP-packed."""
    import OpenEXR

    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    with OpenEXR.File(header, {"RGB": np.ascontiguousarray(rgb, dtype=np.float32)}) as file:
        file.write(str(path))
