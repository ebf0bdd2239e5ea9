# SPDX-License-Identifier: Apache-2.0
"""What prose leaves unsaid: the usual rig for a move, the usual move of a rig, the usual size."""

from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.script.moves import GOES_ALONG, MOVES
from scene_stager.shot.rigs import rigs

# All house defaults, not measured.
USUAL_MOVES = {
    "dolly": "push_in",
    "drone": "orbit",
    "moco": "orbit",
    "technocrane": "reveal",
    "wirecam": "flyover",
}
USUAL_RIGS = {
    "hold": "tripod_locked",
    "pan_left": "tripod_locked",
    "pan_right": "tripod_locked",
    "tilt_up": "tripod_locked",
    "tilt_down": "tripod_locked",
    "rise": "technocrane",
    "descend": "technocrane",
    "reveal": "technocrane",
    "flyover": "drone",
    "lead": "handheld",
    "follow": "handheld",
}
SIZES_BY_MOVE = {"push_in": "medium_close_up", "pull_out": "medium_close_up", "reveal": "wide"}
SIZES_BY_RIG = {"drone": "wide", "wirecam": "wide", "technocrane": "full", "moco": "full"}
USUAL_SIZE = "medium"
NEARER = ("medium", "medium_close_up", "close_up", "extreme_close_up", "insert")


def usual_move(
    rig: str | None, move: str | None, moving: bool = False, view: str | None = None
) -> str:
    """The move that was said, or the one that its rig is mostly used for.

    Somebody who walks is mostly led, unless by a rig that cannot, and followed where they are
    seen from behind.
    """
    if move in MOVES:
        return move
    along = "follow" if view == "back" else "lead"
    if moving and (rig not in rigs() or along in rigs()[rig].moves):
        return along
    return USUAL_MOVES.get(rig or "", "hold")


def usual_rig(move: str, kind: str | None = None) -> str:
    """What mostly carries a camera through a move."""
    rig = USUAL_RIGS.get(move, "dolly")
    if kind == "vehicle" and move in GOES_ALONG:
        rig = "drone"
    if rig in rigs() and move in rigs()[rig].moves:
        return rig
    return next((name for name, profile in rigs().items() if move in profile.moves), rig)


def usual_size(rig: str, move: str) -> str:
    """How large the subject mostly is: closer for a push in, wider from far-ranging rigs."""
    if rig in ("drone", "wirecam"):
        return SIZES_BY_RIG[rig]
    return SIZES_BY_MOVE.get(move) or SIZES_BY_RIG.get(rig, USUAL_SIZE)


def nearer_than(start: str | None, usual: str) -> str:
    """The usual size where a move ends, or a nearer one where it starts as near as that."""
    if start is None or SHOT_SIZES[usual] < SHOT_SIZES[start]:
        return usual
    return next((size for size in NEARER if SHOT_SIZES[size] < SHOT_SIZES[start]), start)
