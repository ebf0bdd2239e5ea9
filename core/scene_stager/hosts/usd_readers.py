# SPDX-License-Identifier: Apache-2.0
"""The readers that a USD shot has a variant for."""

from __future__ import annotations

STANDARD, BLENDER, UNREAL, ARNOLD = READERS = ("standard", "blender", "unreal", "arnold")
