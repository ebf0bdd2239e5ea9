# SPDX-License-Identifier: Apache-2.0
"""What may be taken of a still, as people say it, and the slots of the script that each fills."""

PARTS: dict[str, tuple[str, ...]] = {
    "light": ("lighting",),
    "air": ("atmosphere",),
    "camera": ("framing", "lens", "rig"),
    "film": ("stock",),
}
