# SPDX-License-Identifier: Apache-2.0
"""What the camera does and shows: moves, moves in turn, looks, and sizes."""
