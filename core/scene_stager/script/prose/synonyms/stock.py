# SPDX-License-Identifier: Apache-2.0
"""Stock: what people call the films, and how they are exposed."""

from scene_stager.script.prose.synonyms import Listed

STOCKS = {
    "kodachrome_64": "kodachrome|kodachrome 64|k64|kodachrome64",
    "vision3_500t": (
        "vision3|vision3 500t|vision 3 500t|500t|5219|vision 3|tungsten stock|tungsten film"
    ),
    "vision3_250d": ("vision3 250d|vision 3 250d|250d|5207|daylight stock|daylight film"),
    "tri_x_400": (
        "tri x|tri x 400|trix|black and white|b&w|monochrome|black & white|black and white film"
    ),
}
EXPOSURES = {
    "locked": (
        "locked exposure|exposure locked|lock exposure|lock the exposure|exposure stays locked"
        "|exposure is locked|fixed exposure|exposure fixed|exposure stays fixed|lock the stop"
        "|keep the exposure locked|keep the exposure fixed|hold the exposure|constant exposure"
    ),
    "bracket": "bracketed|bracketing|bracket",
}

STOCK: Listed = {"stock.stock": STOCKS, "stock.exposure": EXPOSURES}
