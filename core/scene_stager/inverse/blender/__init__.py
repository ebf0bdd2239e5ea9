# SPDX-License-Identifier: Apache-2.0
"""The other process: a real Blender that draws a guess and has the last word."""
