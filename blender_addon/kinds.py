# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender's things are called in annotations, where its own names alone do not do."""

from __future__ import annotations

from typing import Any, Literal, Union

import bpy

# A tree's nodes and a node's sockets are told by their base classes, without the switches and the
# values that each kind has.
Node = Any
Socket = Any

# What can hold the animated properties of a part.
Holder = Union[bpy.types.Object, bpy.types.Camera, bpy.types.Light, bpy.types.NodeTree]  # noqa: UP007

# How an operator ends.
Ending = set[Literal["RUNNING_MODAL", "CANCELLED", "FINISHED", "PASS_THROUGH", "INTERFACE"]]
