# SPDX-License-Identifier: Apache-2.0
"""The loop: a still in, a match out; for Python, for a batch, and for a Blender that waits."""
