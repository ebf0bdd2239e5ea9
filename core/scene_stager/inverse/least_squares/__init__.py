# SPDX-License-Identifier: Apache-2.0
"""The solver: knows no still, no light's name and no Blender, only knobs, pictures and noise."""
