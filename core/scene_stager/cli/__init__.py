# SPDX-License-Identifier: Apache-2.0
"""The command line, `scene-stager`. To add a command, add one file; see list.py for the shape."""

from scene_stager.cli._main import main

__all__ = ["main"]
