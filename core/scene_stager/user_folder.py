# SPDX-License-Identifier: Apache-2.0
"""Where a user's own things are kept: presets, networks."""

import os
import sys
from pathlib import Path


def user_folder(variable: str, name: str) -> Path:
    """The folder that the environment variable names, else `name` among the user's own data."""
    named = os.environ.get(variable)
    if named:
        return Path(named)
    home = Path.home()
    if os.name == "nt":
        above = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        above = home / "Library" / "Application Support"
    else:
        above = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return above / "scene_stager" / name
