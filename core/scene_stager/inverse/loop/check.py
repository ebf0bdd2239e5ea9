# SPDX-License-Identifier: Apache-2.0
"""What cannot be asked of a match is said before anything that is slow is loaded or begun."""

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.inverse.answer.request import NOBODY, MatchRequest, check_request
from scene_stager.inverse.second_look.calibration_library import check_library_file
from scene_stager.inverse.second_look.inspector import inspectors


def check(asked: MatchRequest, prefix: str = "") -> None:
    """Raises InputError for what cannot be asked; `prefix` is what a caller's names begin with."""
    check_request(asked, prefix)
    if asked.inspector != NOBODY and asked.inspector not in inspectors(asked.inspector):
        expected = f"one of {', '.join(inspectors())} or {NOBODY}"
        raise InputError(Mistake(f"{prefix}inspector", shorten(asked.inspector), expected))
    if asked.library is not None:
        check_library_file(asked.library)
