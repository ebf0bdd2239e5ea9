# SPDX-License-Identifier: Apache-2.0
"""What the house's arrays are called: one name for one kind of number, for every room."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Indices = NDArray[np.intp]
Complexes = NDArray[np.complex128]
