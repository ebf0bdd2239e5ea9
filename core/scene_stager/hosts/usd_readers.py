# SPDX-License-Identifier: Apache-2.0
"""The readers that a USD shot has a variant for, and the endings of files that hold one."""

from __future__ import annotations

STANDARD, BLENDER, UNREAL, ARNOLD = READERS = ("standard", "blender", "unreal", "arnold")
ENDINGS = (TEXT, CRATE, PACKAGE) = (".usda", ".usdc", ".usdz")
