# SPDX-License-Identifier: Apache-2.0
"""Strangers' meshes, as OBJ, PLY, glTF or USD: bounded, judged, and the sound part of each.

`read` is the door: it tells the format by the bytes. Each format has a file of its own, which makes
`_polygons` of it; `write` makes the one form in which a mesh of ours is handed on.
"""
