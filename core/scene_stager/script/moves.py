# SPDX-License-Identifier: Apache-2.0
"""What each move means: which numbers it reads, and which it cannot do without."""

from dataclasses import dataclass

DISTANCES = ("from_distance_m", "to_distance_m")
HEIGHTS = ("from_height_m", "to_height_m")
LOOKS = ("pan_deg", "tilt_deg")
TIMES = ("duration_s", "speed_m_s")
AMOUNTS = (*DISTANCES, *HEIGHTS, "orbit_deg", "travel_m", *LOOKS, *TIMES)


@dataclass(frozen=True, slots=True)
class MoveMeaning:
    """One word of the vocabulary of moves.

    `takes` are the amounts it reads; any other is a mistake, since it would be swallowed.
    `needs` are amounts of which it must have at least one.
    """

    about: str
    takes: tuple[str, ...]
    needs: tuple[str, ...] = ()


LINE = (*DISTANCES, *HEIGHTS, "travel_m", *LOOKS, *TIMES)
TRACK = ("from_distance_m", *HEIGHTS, "travel_m", *LOOKS, *TIMES)
STAND = ("from_distance_m", "from_height_m")
TURN = (*STAND, *LOOKS, "duration_s")

MOVES: dict[str, MoveMeaning] = {
    "hold": MoveMeaning("stays where it is", STAND),
    "push_in": MoveMeaning("goes straight toward the subject", LINE),
    "pull_out": MoveMeaning("goes straight away from the subject", LINE),
    "orbit": MoveMeaning(
        "goes round the subject, wherever that is",
        (*LINE, "orbit_deg"),
        needs=("orbit_deg", "travel_m"),
    ),
    "rise": MoveMeaning("goes up", LINE, needs=("to_height_m", "travel_m")),
    "descend": MoveMeaning("goes down", LINE, needs=("to_height_m", "travel_m")),
    "track_left": MoveMeaning("goes to its left, or keeps beside a subject that moves", TRACK),
    "track_right": MoveMeaning("goes to its right, or keeps beside a subject that moves", TRACK),
    "flyover": MoveMeaning(
        "flies toward the subject, high up", LINE, ("travel_m", "to_distance_m")
    ),
    "lead": MoveMeaning("goes ahead of a subject that moves", STAND),
    "follow": MoveMeaning("goes behind a subject that moves", STAND),
    "pan_left": MoveMeaning("turns left until it finds the subject", TURN, ("pan_deg",)),
    "pan_right": MoveMeaning("turns right until it finds the subject", TURN, ("pan_deg",)),
    "tilt_up": MoveMeaning("turns up until it finds the subject", TURN, ("tilt_deg",)),
    "tilt_down": MoveMeaning("turns down until it finds the subject", TURN, ("tilt_deg",)),
    "reveal": MoveMeaning(
        "comes out from behind the foreground", LINE, needs=("from_height_m", "from_distance_m")
    ),
}

# Moves whose framing is judged where they end, because that is what they are for.
ENDS_FRAMED = ("push_in", "reveal")
# Moves that go along with a subject that moves, and moves that do when they are given no travel.
GOES_ALONG = ("lead", "follow")
MAY_GO_ALONG = ("track_left", "track_right")


def framed_end(move: str, zoom: str) -> str:
    """Which end of a move the framing is said of: "from" or "to".

    A dolly zoom keeps the subject's size, so it is framed where it begins, whatever the move.
    """
    return "to" if move in ENDS_FRAMED and zoom != "dolly_zoom" else "from"
