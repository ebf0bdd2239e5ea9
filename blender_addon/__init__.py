# SPDX-License-Identifier: GPL-3.0-or-later
"""Scene Stager in Blender: registering, and nothing else."""

from __future__ import annotations


def register() -> None:
    """Add the panel, the operators and the settings."""
    from . import interface

    interface.register()


def unregister() -> None:
    """Take all of it away again; what was baked stays."""
    from . import interface

    interface.unregister()
