# SPDX-License-Identifier: Apache-2.0
"""Fusers: one file per slot of the script, each turning what a match found into that slot.

A fuser says beside every field how sure it is and how far it moved it from what was there. What
the still does not tell keeps the value that was there, and is listed as unknown.
"""

from functools import cache

from scene_stager.inverse.answer.fusers._fuser import Fuser
from scene_stager.registry import load_folder


@cache
def fusers() -> dict[str, Fuser]:
    """Every fuser, keyed by the slot that it fills."""
    return load_folder("scene_stager.inverse.answer.fusers", "FUSER", Fuser)
