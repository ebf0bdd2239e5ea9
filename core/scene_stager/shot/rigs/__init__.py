# SPDX-License-Identifier: Apache-2.0
"""The camera rigs. To add one, add one file; see dolly.py for the shape of it."""

from functools import cache

from scene_stager.registry import load_folder
from scene_stager.shot.rigs._profile import RigProfile


@cache
def rigs() -> dict[str, RigProfile]:
    """Every rig profile, keyed by file name."""
    return load_folder(__name__, "PROFILE", RigProfile)
