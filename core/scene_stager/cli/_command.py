# SPDX-License-Identifier: Apache-2.0
"""What every command of the command line has to say about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

YES, NO, BAD_INPUT, STOPPED = 0, 1, 2, 130
"""Exit codes: done; the answer is no; bad input; stopped from the keyboard."""
LONG_SHOT = "the shot does not fit into memory; ask for fewer --frames"
LARGE_PICTURE = "the picture does not fit into memory; make it smaller first"
TOO_LARGE = "this does not fit into memory"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does in a line, and the function whose signature is its arguments.

    The function prints its own results and returns an exit code. It raises for bad input.
    `too_large` is what is said when memory runs out: what did not fit, and what to do. A command
    that has `actions`, each a command by itself, has no function of its own.
    """

    summary: str
    run: Callable[..., int] | None = None
    too_large: str = TOO_LARGE
    actions: Mapping[str, "Command"] = field(default_factory=dict)
