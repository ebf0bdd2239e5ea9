# SPDX-License-Identifier: Apache-2.0
"""What stands for a subject that is not there. To add one, add one file; product.py is short."""

from functools import cache

from scene_stager.registry import load_folder
from scene_stager.shot.stand_ins._sculpture import Sculpture, sculpture
from scene_stager.shot.stand_ins._stand_in import Blob, Piece, StandIn

__all__ = ["Blob", "Piece", "Sculpture", "StandIn", "sculpture", "stand_ins"]


@cache
def stand_ins() -> dict[str, StandIn]:
    """Every stand-in, keyed by file name."""
    return load_folder(__name__, "STAND_IN", StandIn)
