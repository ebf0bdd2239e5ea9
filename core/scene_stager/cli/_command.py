# SPDX-License-Identifier: Apache-2.0
"""What every command of the command line has to say about itself."""

from collections.abc import Callable
from dataclasses import dataclass

YES, NO, BAD_INPUT, STOPPED = 0, 1, 2, 130
"""Exit codes: done; the answer is no; bad input; stopped from the keyboard."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does in a line, and the function whose signature is its arguments.

    The function prints its own results and returns an exit code. It raises for bad input.
    """

    summary: str
    run: Callable[..., int]
